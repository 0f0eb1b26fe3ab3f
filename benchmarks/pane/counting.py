"""An app for measuring: a counter of key presses above a terminal. Runs in the peers' older Textual too."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.widget import Widget


class Counting(App[None]):
    """Counts how often the right arrow was pressed."""

    CSS = "Static { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [("right", "count", "Count"), ("q", "quit", "Quit")]

    def __init__(self, terminal: Widget) -> None:
        super().__init__()
        self.terminal = terminal
        self._presses = 1

    def compose(self) -> ComposeResult:
        """The counter and the terminal."""
        yield Static("count 0001", id="count")
        self.terminal.can_focus = False
        yield self.terminal

    def action_count(self) -> None:
        """Show one more press."""
        self._presses += 1
        self.query_one("#count", Static).update(f"count {self._presses:04d}")
