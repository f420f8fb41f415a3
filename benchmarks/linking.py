"""How well linking does on the project's linking gold: by hand-made readings, and by the reader's.

python benchmarks/linking.py
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections.abc import Sequence
from pathlib import Path

from communique import Reader
from communique.evaluation.linking import load_gold, score_linking
from communique.evaluation.linking_read import score_read
from communique.records import Article, Reading

GOLD = Path(__file__).parents[1] / "tests" / "cases" / "linking" / "gold.yaml"


def main() -> None:
    """Prints the figures as rows of a Markdown table, then what is wrong and whose fault it is."""
    gold = load_gold(GOLD)
    made = score_linking(gold)
    read = score_read(gold, _readings([one.article for one in gold.readings]))
    print("| | hand-made readings | the reader's |")
    print("| --- | --- | --- |")
    print(f"| event identity, B-cubed F1 | {made.f1:.3f} | {read.f1:.3f} |")
    print(f"| precision | {made.precision:.3f} | {read.precision:.3f} |")
    print(f"| recall | {made.recall:.3f} | {read.recall:.3f} |")
    print(f"| F1, reports not read counted as missed | {made.f1:.3f} | {read.f1_of_all:.3f} |")
    print(f"| annotated reports that were read | all | {read.read} of {read.annotated} |")
    print(f"| claim standing right | {made.claims:.3f} | {read.claims:.3f} |")
    print(f"| agenda outcome right | {made.outcomes:.3f} | {read.outcomes:.3f} |")
    print()
    for fault, count in sorted(read.faults.items(), key=lambda item: -item[1]):
        print(f"{count:4} reports apart from their event: {fault.value}")
    for error in read.errors:
        print(f"     {error}")


def _readings(articles: Sequence[Article]) -> list[Reading]:
    return [one for one in Reader().pipe(articles) if isinstance(one, Reading)]


if __name__ == "__main__":
    main()
