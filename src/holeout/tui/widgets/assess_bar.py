"""The last line of the Assessment's screens: their keys, or what an answer has just done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.styled import Line, Piece, crop, line_cells
from holeout.presenting.commands import key_name
from holeout.tui.widgets.key_bar import BAR, KEY, KeyBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.strip import Strip

    from holeout.presenting.commands import Command
    from holeout.tui.paint import Painter


class AssessBar(KeyBar):
    """A KeyBar for the Commands that it is given; the last of them is shown whatever the width."""

    def __init__(self, painter: Callable[[], Painter], commands: Sequence[Command]) -> None:
        super().__init__(painter)
        self._offered = [command for command in commands if command.footer]

    def render_line(self, y: int) -> Strip:
        """The bar."""
        if y or self._message:
            return super().render_line(y)
        width = self.size.width
        return self._painter().strip(crop(self._keys(width), width), width, BAR)

    def _keys(self, width: int) -> Line:
        parts = [
            (Piece(f" {key_name(command.keys[0])} ", KEY), Piece(f"{command.label} ", BAR))
            for command in self._offered
        ]
        line: Line = ()
        room = width - line_cells(parts[-1])
        for part in parts[:-1]:
            if line_cells(line) + line_cells(part) <= room:
                line = (*line, *part)
        return (*line, *parts[-1])
