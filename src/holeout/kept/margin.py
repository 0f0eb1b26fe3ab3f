"""A reader's own notes beside the slides, in one Markdown file that they may also edit by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from holeout.files import locked, told, write_atomically
from holeout.folders import data_folder
from holeout.presenting.margin import preface_of, read_margin, write_margin
from holeout.problems import HoleoutError
from holeout.text import clean

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".margin.md"
_LARGEST: Final = 8 * 1024 * 1024
"""Bytes."""
_LOCK_WAIT: Final = 3.0
"""Seconds; a change takes milliseconds."""


def own_path(talk: str) -> Path:
    """Where a person's notes for the talk with this slug are."""
    return data_folder() / f"{talk}{SUFFIX}"


class MarginStore:
    """The notes in the file at `path`, by the name of their slide; without a file there are none.

    Every change reads the file, changes one note and replaces it under a lock. What stands in it beside notes is kept.
    """

    def __init__(self, path: Path, title: str) -> None:
        self.path = path
        self._title = title

    def notes(self) -> dict[str, str]:
        """All notes, safe to be shown. Raises HoleoutError when the file cannot be read."""
        return {clean(name): clean(note) for name, note in read_margin(self._text()).items()}

    def write(self, name: str, note: str) -> None:
        """Put `note` beside the slide of this name; one that says nothing is taken away. Raises HoleoutError."""
        with told(self.path), locked(self.path, _LOCK_WAIT):
            text = self._text()
            notes = read_margin(text) | {name: note}
            preface = preface_of(text) if text else f"# Notes on {self._title}"
            write_atomically(self.path, write_margin(preface, notes), private=True)

    def _text(self) -> str:
        try:
            with self.path.open("rb") as file:
                data = file.read(_LARGEST + 1)
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise HoleoutError(f"{self.path} cannot be read: {error.strerror}", "move it aside") from error
        if len(data) > _LARGEST:
            raise HoleoutError(f"{self.path} is larger than {_LARGEST // 1024**2} MiB", "move it aside")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise HoleoutError(
                f"{self.path} is not UTF-8 text", "save it as UTF-8, or move it aside"
            ) from None
