"""What can be wrong with what a person wrote, and how a command ends."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Level(IntEnum):
    """How much a Problem matters. Only an ERROR stops a talk."""

    ERROR = 0
    WARNING = 1
    NOTE = 2


class ExitCode(IntEnum):
    """What a command tells the shell."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2


class Problem(NamedTuple):
    """One thing wrong in one file. Lines and columns count from 1; 0 means the whole file."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        """The one line that editors can jump from, with the hint on a second line."""
        level = "" if self.level is Level.ERROR else f"{self.level.name.lower()}: "
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        text = f"{place}: {level}{self.message}"
        return f"{text}\n    hint: {self.hint}" if self.hint else text

    def row(self) -> dict[str, str | int]:
        """The same as JSON has it."""
        return self._asdict() | {"level": self.level.name.lower()}

    def at(self, path: str) -> Problem:
        """The same problem, told of the file at `path`."""
        return self._replace(path=path)


class HoleoutError(Exception):
    """An error that its reader can mend: what is wrong, and what to do next.

    `problems` lists every fault found, where the error stands for a file's faults.
    """

    def __init__(self, message: str, hint: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = problems

    def __str__(self) -> str:
        """The problems a line each, or the message; then the hint."""
        lines = [str(problem) for problem in self.problems] or [self.message]
        if self.hint and self.hint not in [problem.hint for problem in self.problems]:
            lines.append(f"hint: {self.hint}")
        return "\n".join(lines)
