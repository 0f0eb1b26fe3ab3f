"""Lines from a function, in a widget of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from holeout.layout.styled import EMPTY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.strip import Strip

    from holeout.layout.styled import Line
    from holeout.tui.paint import Painter


class LinesView(Widget, can_focus=False):
    """Paints the lines that `draw` gives for a width and a height; `renew` asks it again."""

    def __init__(
        self,
        painter: Callable[[], Painter],
        draw: Callable[[int, int], Sequence[Line]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._painter = painter
        self._draw = draw
        self._lines: Sequence[Line] | None = None

    def renew(self) -> None:
        """Draw anew."""
        self._lines = None
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.renew()

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        if self._lines is None:
            self._lines = self._draw(*self.size)
        line = self._lines[y] if y < len(self._lines) else EMPTY
        return self._painter().strip(line, self.size.width)
