"""Above a demo's pane: what it is, what to watch, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style
from holeout.layout.wrap import wrapped_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip

    from holeout.demos.model import Demo
    from holeout.tui.paint import Painter

HEIGHT = 3
RULE = Style(Role.RULE)


class DemoHead(Widget, can_focus=False):
    """Three lines: title, what to watch, and the state of the moment."""

    DEFAULT_CSS = f"DemoHead {{ dock: top; height: {HEIGHT}; width: 1fr; }}"

    def __init__(self, painter: Callable[[], Painter], demo: Demo) -> None:
        super().__init__()
        self._painter = painter
        self._demo = demo
        self._state: tuple[str, Role] = ("", Role.MUTED)

    def say(self, text: str, role: Role = Role.MUTED) -> None:
        """Tell how it stands; of several lines the last is shown."""
        lines = text.strip().splitlines()
        self._state = (lines[-1] if lines else "", role)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width = self.size.width
        return self._painter().strip(self._lines(width)[y], width)

    def _lines(self, width: int) -> list[Line]:
        demo = self._demo
        title: Line = (
            Piece(" ▶ ", Style(Role.GOOD, bold=True)),
            Piece(demo.title, Style(Role.TITLE, bold=True)),
            Piece(f"  {demo.tool}" if demo.tool else "", MUTED),
        )
        watch = wrapped_text(f"Watch: {demo.watch}", width - 4)[0] if demo.watch else EMPTY
        text, role = self._state
        state = wrapped_text(text, width - 6, Style(role))[0] if text else EMPTY
        return [title, (Piece("   "), *watch), (Piece(" ── ", RULE), *state)]
