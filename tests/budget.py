"""The size budget: modules under 500 lines, functions under 60 (DESIGN.md, "Budget").

A function is measured from its first statement: the signature of a command declares its options
with their help and is data.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_MODULE = 500
LONGEST_FUNCTION = 60


def overruns(source: Path) -> Iterator[str]:
    """Names every module and function of a source tree that is over the budget."""
    for path in sorted(source.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > LONGEST_MODULE:
            yield f"{path}: {lines} lines, {LONGEST_MODULE} allowed"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
                if length > LONGEST_FUNCTION:
                    yield f"{path}:{node.lineno}: {node.name} has {length} lines"


def main() -> int:
    """Prints the overruns of the package and the recipes."""
    root = Path(__file__).parent.parent
    found = [line for part in ("src", "training", "benchmarks") for line in overruns(root / part)]
    print("\n".join(found) or "size budget: kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
