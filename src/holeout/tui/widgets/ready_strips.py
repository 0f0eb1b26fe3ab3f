"""A widget that paints ready-made strips, and repaints only the lines that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.filter import LineFilter
    from textual.strip import Strip

    from holeout.tui.paint import Painter


class ReadyStrips(Widget):
    """Its lines are whole strips of its width, which Textual need not style, fill or cut."""

    def __init__(self, painter: Callable[[], Painter], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painter = painter
        self._strips: list[Strip] = []

    def paint(self, strips: list[Strip]) -> None:
        """Show `strips`; the lines that stay the same are left alone."""
        old, self._strips = self._strips, strips
        if len(old) != len(strips):
            self.refresh()
            return
        lines = enumerate(zip(old, strips, strict=True))
        regions = [Region(0, y, self.size.width, 1) for y, (a, b) in lines if a is not b and a != b]
        if regions:
            self.refresh(*regions)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those that change something: a painter's colours are never ones that have to be looked up."""
        return [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]

    def render_line(self, y: int) -> Strip:
        """One ready line."""
        return self._strips[y] if y < len(self._strips) else self._painter().blank(self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The ready lines of `crop`, without Textual's pass over each line's style."""
        strips = self._strips[crop.y : crop.bottom]
        missing = crop.height - len(strips)
        strips = strips + [self._painter().blank(self.size.width)] * missing
        if crop.x or crop.right != self.size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        if filters := self.get_line_filters():
            ground = self.background_colors[1]
            for line_filter in filters:
                strips = [strip.apply_filter(line_filter, ground) for strip in strips]
        return strips
