"""An app around a terminal pane, and what its tests share."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import Static

from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import Size
from holeout.demos.process import Process
from holeout.demos.terminal import Terminal
from holeout.tui.widgets.terminal_pane import TerminalPane
from tests.null_feed import NullFeed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.pilot import Pilot

    from holeout.demos.feed import Outcome

SIZE = (80, 24)


class PaneApp(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("x", "mark", "Mark"), ("f9", "mark", "Mark")]

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self.shown = terminal
        self.left = 0
        self.marks: list[float] = []
        self.outcomes: list[Outcome] = []

    def compose(self) -> ComposeResult:
        yield Static("above")
        yield TerminalPane(self.shown)

    def on_terminal_pane_leave_requested(self) -> None:
        self.left += 1

    def on_terminal_pane_ended(self, message: TerminalPane.Ended) -> None:
        self.outcomes.append(message.outcome)

    def action_mark(self) -> None:
        self.marks.append(time.perf_counter())

    @property
    def pane(self) -> TerminalPane:
        return self.query_one(TerminalPane)

    @property
    def rows(self) -> list[str]:
        return [self.pane.render_line(y).text.rstrip() for y in range(self.pane.content_size.height)]

    @property
    def screen_text(self) -> str:
        return "\n".join(self.rows).rstrip()


@asynccontextmanager
async def showing(*command: str, size: tuple[int, int] = SIZE) -> AsyncIterator[tuple[PaneApp, Pilot[None]]]:
    env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", "PS1": "> "}
    terminal = Terminal(open_emulator(Size(*size)), Process(command, env=env, size=Size(*size)))
    app = PaneApp(terminal)
    try:
        async with app.run_test(size=size) as pilot:
            yield app, pilot
    finally:
        terminal.close()


@asynccontextmanager
async def printing(text: str, size: tuple[int, int] = SIZE) -> AsyncIterator[tuple[PaneApp, Pilot[None]]]:
    terminal = Terminal(open_emulator(Size(*size)), NullFeed(text.encode()))
    app = PaneApp(terminal)
    try:
        async with app.run_test(size=size) as pilot:
            await eventually(lambda: app.outcomes)
            yield app, pilot
    finally:
        terminal.close()


async def eventually(what: Callable[[], object], seconds: float = 8.0) -> None:
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.005)


def wheel(app: PaneApp, kind: type[events.MouseScrollUp]) -> None:
    """Turn the wheel over the pane."""
    app.pane.post_message(kind(app.pane, 5, 5, 0, 0, 0, False, False, False))
