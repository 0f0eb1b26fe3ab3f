"""pyte behind the interface of our pane, to measure the core alone: no links, no answers, no scrollback."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyte

from holeout.demos.emulator import CellStyle, Color, Cursor, Row, Run, Size
from holeout.demos.plain import PlainEmulator

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")


class PyteEmulator(PlainEmulator):
    """An Emulator over pyte's screen."""

    def __init__(self, size: Size) -> None:
        super().__init__(size)
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, data: bytes) -> None:
        """Take in output of the program."""
        self._stream.feed(data)

    def resize(self, size: Size) -> None:
        """Change columns and rows."""
        self.size = size
        self._screen.resize(size.rows, size.columns)
        self.redraw()

    def redraw(self) -> None:
        """Let the next `take_changes` give every row."""
        if hasattr(self, "_screen"):
            self._screen.dirty.update(range(self.size.rows))

    def take_changes(self) -> Mapping[int, Row]:
        """The rows that changed since the last call."""
        screen = self._screen
        self.cursor = Cursor(screen.cursor.x, screen.cursor.y, not screen.cursor.hidden)
        rows = {y: self._row(y) for y in screen.dirty if y < self.size.rows}
        screen.dirty.clear()
        return rows

    def _row(self, y: int) -> Row:
        line = self._screen.buffer[y]
        cells = [line[x] for x in range(self.size.columns)]
        runs = []
        for look, same in groupby(cells, key=lambda cell: cell[1:]):
            characters = list(same)
            text = "".join(cell.data for cell in characters)
            runs.append(Run(text, _style(*look), len(characters)))
        return tuple(runs)


def _style(fg: str, bg: str, bold: bool, italics: bool, *rest: Any) -> CellStyle:
    _, strike, reverse = rest[0], rest[1], rest[2]
    return CellStyle(_color(fg), _color(bg), bold=bold, italic=italics, strike=strike, inverse=reverse)


def _color(name: str) -> Color:
    if name in NAMES:
        return NAMES.index(name)
    if len(name) == 6:
        return int(name[:2], 16), int(name[2:4], 16), int(name[4:], 16)
    return None
