"""Lines from a function, in a widget of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.styled import EMPTY
from holeout.tui.widgets.ready_strips import ReadyStrips

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holeout.layout.styled import Line
    from holeout.tui.paint import Painter


class LinesView(ReadyStrips, can_focus=False):
    """Paints the lines that `draw` gives for a width and a height; `renew` asks it again."""

    def __init__(
        self,
        painter: Callable[[], Painter],
        draw: Callable[[int, int], Sequence[Line]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(painter, id=id)
        self._draw = draw

    def renew(self) -> None:
        """Draw anew."""
        width, height = self.size
        if width and height:
            lines = [*self._draw(width, height), *[EMPTY] * height][:height]
            self.paint([self._painter().strip(line, width) for line in lines])

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._strips = []
        self.renew()
