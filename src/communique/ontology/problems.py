"""What is wrong with a codebook, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a codebook.

    Attributes:
        file: Name of the file it stands in.
        entry: Where in the file, for instance "templates[3].form".
        reason: What is wrong, and what helps.
    """

    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.entry}" if self.entry else self.file
        return f"{place}: {self.reason}"


class CodebookError(ValueError):
    """A codebook cannot be used; `problems` names every fault that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
