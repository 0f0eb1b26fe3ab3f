"""One's own changes of demos: a copy of each, kept between starts. The original is never touched."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from holeout.demos.model import MOST_CHARACTERS, read_demo
from holeout.files import told, write_atomically
from holeout.folders import data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from holeout.demos.model import Demo
    from holeout.problems import Problem

MOST_LINES = 2000
"""So many lines may one's own copy have: what the back row can read is one's own affair."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed copy of a demo: its text, and the demo that it makes, or why it makes none."""

    path: Path
    text: str
    demo: Demo | None
    problem: Problem | None = None


class Change(NamedTuple):
    """How many lines were added and taken away."""

    added: int
    removed: int


class Edits:
    """The changed copies of a talk's demos, a file each in `folder`, to be edited by any program."""

    def __init__(self, slug: str, folder: Path | None = None) -> None:
        self._folder = folder or data_folder() / "edits" / slug

    def path_of(self, demo: Demo) -> Path:
        """Where the copy of `demo` lies, or would."""
        return self._folder / f"{demo.id}.py"

    def of(self, demo: Demo) -> Edit | None:
        """The copy of `demo`; None where nothing was changed, or the copy cannot be read."""
        path = self.path_of(demo)
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                text = file.read(MOST_CHARACTERS + 1)
        except OSError:
            return None
        return None if text == demo.text else edited(text, path)

    def keep(self, demo: Demo, text: str) -> Path:
        """Keep `text` as the copy of `demo`. Raises HoleoutError when it cannot be written."""
        path = self.path_of(demo)
        with told(path):
            write_atomically(path, text.encode("utf-8", "replace"))
        return path

    def forget(self, demo: Demo) -> None:
        """Go back to the original. Raises HoleoutError when the copy cannot be removed."""
        path = self.path_of(demo)
        with told(path):
            path.unlink(missing_ok=True)


def edited(text: str, path: Path) -> Edit:
    """The copy at `path`, whose name is the demo's id."""
    demo, problems = read_demo(text, str(path), most_lines=MOST_LINES)
    worst = min(problems, key=lambda problem: problem.level, default=None)
    return Edit(path, text, demo, worst if demo is None else None)


def changes(original: str, text: str) -> str:
    """What is different in `text`, as a unified diff; empty where nothing is."""
    lines = difflib.unified_diff(
        original.splitlines(), text.splitlines(), "the original", "your copy", lineterm=""
    )
    return "\n".join(lines)


def change_of(original: str, text: str) -> Change:
    """How many lines of `text` are new, and how many of `original` are gone."""
    lines = changes(original, text).splitlines()[2:]
    return Change(sum(line.startswith("+") for line in lines), sum(line.startswith("-") for line in lines))
