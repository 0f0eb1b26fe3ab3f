"""An app for measuring: a terminal pane whose program floods it (`flood`) or sleeps, and a counter of key presses."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static

from holeout.demos.emulator import Size, open_emulator
from holeout.demos.process import Limits, Process
from holeout.demos.terminal import Terminal
from holeout.tui.widgets.terminal_pane import TerminalPane

if TYPE_CHECKING:
    from textual.binding import BindingType

FLOOD = "while :; do printf '\\033[3%dmflood %s of lines\\033[0m\\n' $((i % 8)) $((i = i + 1)); done"
SIZE = Size(100, 30)


class Flooded(App[None]):
    """Counts key presses above a pane."""

    CSS = "Static { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [("right", "count", "Count"), ("q", "quit", "Quit")]

    def __init__(self, command: str) -> None:
        super().__init__()
        # More output than a demo may give: the run must not end by itself.
        process = Process(["/bin/sh", "-c", command], env={}, size=SIZE, limits=Limits(output=10**12))
        self._terminal = Terminal(open_emulator(SIZE), process)
        self._presses = 1

    def compose(self) -> ComposeResult:
        """The counter and the pane."""
        yield Static("count 0001", id="count")
        pane = TerminalPane(self._terminal)
        pane.can_focus = False
        yield pane

    def action_count(self) -> None:
        """Show one more press."""
        self._presses += 1
        self.query_one("#count", Static).update(f"count {self._presses:04d}")

    def on_unmount(self) -> None:
        """End the program."""
        self._terminal.close()


if __name__ == "__main__":
    app = Flooded(FLOOD if sys.argv[1] == "flood" else "sleep 600")
    asyncio.run(app.run_async())
