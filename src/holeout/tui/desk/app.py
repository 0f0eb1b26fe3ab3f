"""The desk as a program: the room's messages become its state, its keys the presenter's commands."""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.message import Message

from holeout.themes.choice import Choice
from holeout.themes.reading import unpacked
from holeout.tui.desk.state import DeskState
from holeout.tui.themed import Renewed, ThemedApp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.screen import Screen

    from holeout.room.client import Message as RoomMessage
    from holeout.room.client import RoomAddress
    from holeout.tui.paint import Painter


class Line(Protocol):
    """The way to the room; `desk.line.DeskLine` is the real one."""

    @property
    def address(self) -> RoomAddress | None:
        """The room that is followed."""

    async def follow(self, hear: Callable[[RoomMessage | None], None]) -> None:
        """Call `hear` with each message, and with None while there is no room; until cancelled."""

    async def drive(self, name: str, args: Mapping[str, Any] | None = None) -> str:
        """Ask the presenter to do `name`; gives what went wrong, or an empty text."""

    async def moderate(self, action: str, **args: str) -> str:
        """Change the board; gives what went wrong, or an empty text."""


@dataclass
class Heard(Message):
    """Something from the room, or None while there is none."""

    message: RoomMessage | None


class DeskApp(ThemedApp):
    """Holds the state and the line; its screens show the one and use the other."""

    CSS = ThemedApp.CSS + "Screen { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", show=False, priority=True)]

    def __init__(
        self,
        line: Line,
        first: Callable[[], Screen[None]],
        choice: Choice = Choice(),
        keys: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(choice, None, keys)
        self.line = line
        self._first = first
        self.now = now
        self.state = DeskState(began=now())
        self._theme = ""

    def painting(self) -> Painter:
        """Who paints in the colours that are worn."""
        return self.painter

    def _renew(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Renewed):
                screen.renew()

    def on_mount(self) -> None:
        """Show the desk, and follow the room."""
        self.heed_signals()
        self.push_screen(self._first())
        self.run_worker(self.line.follow(self._hear))

    def _hear(self, message: RoomMessage | None) -> None:
        self.post_message(Heard(message))

    def on_heard(self, event: Heard) -> None:
        """Show what was published; it is always all of it."""
        state = self.state.heard(event.message, self.now())
        if (theme := str(state.private.get("theme", ""))) != self._theme:
            self._theme = theme
            self.take_theme(unpacked(theme))
        if state != self.state:
            self.state = state
            self._renew()

    async def drive(self, name: str, args: Mapping[str, Any] | None = None) -> None:
        """Have the presenter do what the Command `name` does."""
        self.say(await self.line.drive(name, args))

    async def moderate(self, action: str, **args: str) -> None:
        """Change the board."""
        self.say(await self.line.moderate(action, **args))

    def say(self, problem: str) -> None:
        """Tell that a key did not do what it should, if so."""
        if problem:
            self.notify(problem, severity="warning", markup=False, timeout=5)
