"""A deck's text, made uniform, and where its lines come from."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Origin(NamedTuple):
    """From line `first` of the text on, lines come from `path`, where the first of them is line `line`."""

    first: int
    path: str
    line: int


class Source:
    """A deck's text between two line breaks, so that every line has one at either side.

    Offsets into `text` name the line break before a line. `origins` tells of files that were included.
    """

    def __init__(self, text: str, path: str, origins: tuple[Origin, ...] = ()) -> None:
        self.included = len(origins) > 1
        """Whether other files' lines are among these."""
        self.text = f"\n{text}" if text.endswith("\n") else f"\n{text}\n"
        self.path = path
        self._origins = origins or (Origin(1, path, 1),)
        self._starts = [origin.first for origin in self._origins]

    @property
    def written(self) -> str:
        """The text without what was put around it."""
        return self.text[1:]

    @property
    def end(self) -> int:
        """The offset of the last line break."""
        return len(self.text) - 1

    def line_at(self, offset: int) -> int:
        """The number, from 1, of the line after the line break at `offset`."""
        return self.text.count("\n", 0, offset + 1)

    def place(self, line: int) -> tuple[str, int]:
        """The file, and the line in it, that `line` of the text comes from."""
        origin = self._origins[max(0, bisect_right(self._starts, line) - 1)]
        return origin.path, line - origin.first + origin.line


def normalise(text: str) -> str:
    """`text` without byte order mark, with line feeds alone, and with what cannot be encoded replaced."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _can_be_encoded(text) else text.encode("utf-8", "replace").decode()


def _can_be_encoded(text: str) -> bool:
    try:
        # A piece at a time: a long deck need not be in memory once more for this.
        for start in range(0, len(text), 1 << 16):
            text[start : start + (1 << 16)].encode()
    except UnicodeEncodeError:
        return False
    return True
