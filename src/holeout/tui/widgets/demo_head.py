"""Above a demo's pane: what it is, what to watch, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style, crop, line_cells
from holeout.layout.wrap import wrapped_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip

    from holeout.demos.model import Demo
    from holeout.tui.paint import Painter

RULE = Style(Role.RULE)


class DemoHead(Widget, can_focus=False):
    """Title, what to watch, and the state of the moment in three lines; in one line without what to watch."""

    DEFAULT_CSS = """
    DemoHead { dock: top; height: 3; width: 1fr; }
    DemoHead.one-line { height: 1; }
    """

    def __init__(
        self, painter: Callable[[], Painter], demo: Demo | None = None, *, one_line: bool = False
    ) -> None:
        super().__init__(classes="one-line" if one_line else None)
        self._painter = painter
        self._demo = demo
        self._one_line = one_line
        self._state: tuple[str, Role] = ("", Role.MUTED)
        self._mark = ""

    def show(self, demo: Demo) -> None:
        """Stand above another demo."""
        self._demo = demo
        self._state = ("", Role.MUTED)
        self._mark = ""
        self.refresh()

    def mark(self, text: str) -> None:
        """Say a word with the title: that it is not the demo as it was written."""
        self._mark = text
        self.refresh()

    def say(self, text: str, role: Role = Role.MUTED) -> None:
        """Tell how it stands; of several lines the last is shown."""
        lines = text.strip().splitlines()
        self._state = (lines[-1] if lines else "", role)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width = self.size.width
        lines = [self._both(width)] if self._one_line else self._lines(width)
        return self._painter().strip(lines[y], width)

    def _lines(self, width: int) -> list[Line]:
        demo = self._demo
        if demo is None:
            return [EMPTY, EMPTY, EMPTY]
        title: Line = (*self._title(), Piece(f"  {demo.tool}" if demo.tool else "", MUTED))
        watch = wrapped_text(f"Watch: {demo.watch}", width - 4)[0] if demo.watch else EMPTY
        return [title, (Piece("   "), *watch), (Piece(" ── ", RULE), *self._standing(width - 6))]

    def _both(self, width: int) -> Line:
        """How it stands, after as much of the title as that leaves."""
        standing = self._standing(width - 8)
        room = width - line_cells(standing) - 5
        title = crop(self._title(), room) if room > 0 else EMPTY
        rule = Piece("─" * max(0, room - line_cells(title)), RULE)
        return (*title, Piece(" "), rule, Piece(" ", RULE), *standing, Piece(" "))

    def _standing(self, width: int) -> Line:
        text, role = self._state
        return wrapped_text(text, width, Style(role))[0] if text else EMPTY

    def _title(self) -> Line:
        title = self._demo.title if self._demo else ""
        mark = (Piece(f" {self._mark} ", Style(Role.WARN, bold=True)),) if self._mark else ()
        return (Piece(" ▶ ", Style(Role.GOOD, bold=True)), Piece(title, Style(Role.TITLE, bold=True)), *mark)
