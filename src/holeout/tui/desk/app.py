"""The desk as a program: the room's messages to its widgets, its keys to the presenter."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from holeout.layout.styled import Role
from holeout.presenting.commands import Context
from holeout.room.client import BoardChanged, Disconnected, StateChanged
from holeout.themes.choice import Choice
from holeout.themes.reading import unpacked
from holeout.tui.bindings import bindings_for
from holeout.tui.desk.pages import DeskState, clock_line, note_entries, picture_lines
from holeout.tui.themed import ThemedApp
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.lines_view import LinesView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult

    from holeout.room.client import Message as RoomMessage
    from holeout.tui.desk.line import DeskLine
    from holeout.tui.paint import Painter

WIDE = 118


@dataclass
class Heard(Message):
    """Something from the room, or None while there is none."""

    message: RoomMessage | None


class DeskApp(ThemedApp):
    """This slide, the next step, the notes, the clock; keys that drive the presenter."""

    CSS = (
        ThemedApp.CSS
        + """
    Screen { background: $background; }
    #clock { height: 1; dock: top; }
    #now, #next { height: 1fr; padding: 0 1; }
    #pictures { width: 84; }
    .narrow #pictures { width: 1fr; height: 9; dock: bottom; margin-bottom: 1; }
    .narrow #now { display: none; }
    EntryView { width: 1fr; }
    """
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Context.DESK),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]
    notes = getters.query_one(EntryView)
    bar = getters.query_one(KeyBar)

    def __init__(
        self,
        line: DeskLine,
        choice: Choice = Choice(),
        keys: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(choice, None, keys)
        self._line = line
        self._now = now
        self._state = DeskState()
        self._theme = ""

    def compose(self) -> ComposeResult:
        """Clock, pictures, notes and keys."""
        painter = self._painter
        yield LinesView(painter, lambda width, _: [clock_line(self._state, self._now(), width)], id="clock")
        with Horizontal():
            with Vertical(id="pictures"):
                yield LinesView(painter, self._now_lines, id="now")
                yield LinesView(painter, self._next_lines, id="next")
            yield EntryView(painter)
        yield KeyBar(painter, Context.DESK)

    def _painter(self) -> Painter:
        return self.painter

    def _now_lines(self, width: int, height: int) -> list[Any]:
        public = self._state.public
        title = "BLANK" if public.get("blank") else "now"
        return picture_lines(title, str(self._state.private.get("shown", "")), width, height)

    def _next_lines(self, width: int, height: int) -> list[Any]:
        private = self._state.private
        return picture_lines(
            f"next: {private.get('next_title') or 'the end'}",
            str(private.get("next_text", "")),
            width,
            height,
        )

    def on_mount(self) -> None:
        """Follow the room, and keep the clock going."""
        self.screen.set_class(self.size.width < WIDE, "narrow")
        self.run_worker(self._line.follow(self._hear), exit_on_error=True)
        self.set_interval(0.5, self._tick)

    def _hear(self, message: RoomMessage | None) -> None:
        self.post_message(Heard(message))

    def on_resize(self) -> None:
        """Give up the picture of this slide where there is no room for it."""
        self.screen.set_class(self.size.width < WIDE, "narrow")

    def _tick(self) -> None:
        self.query_one("#clock").refresh()

    def on_heard(self, event: Heard) -> None:
        """Show what was published; it is always all of it."""
        message = event.message
        if isinstance(message, StateChanged):
            self._show(replace(self._state, public=message.public, private=message.private))
        elif isinstance(message, BoardChanged):
            self._state = replace(self._state, suggestions=int(message.board.get("cards", 0)))
            self._tick()
        elif isinstance(message, Disconnected):
            self.bar.say(f"{message.reason} Trying again.", Role.WARN)
        elif message is None:
            self.bar.say("Waiting for a presentation: start one with holeout present", Role.WARN)

    def _show(self, state: DeskState) -> None:
        turned = state.public.get("slide") != self._state.public.get("slide")
        if (theme := str(state.private.get("theme", ""))) != self._theme:
            self._theme = theme
            self.take_theme(unpacked(theme))
        self._state = state
        self.bar.say("")
        self.notes.set_entries(note_entries(state))
        if turned:
            self.notes.scroll_to(y=0, animate=False)
        for view in self.query(LinesView):
            view.refresh()

    # Driving

    async def _drive(self, name: str, args: Mapping[str, Any] | None = None) -> None:
        if problem := await self._line.drive(name, args):
            self.bar.say(problem, Role.BAD)

    async def action_desk_next(self) -> None:
        """The presenter's next step."""
        await self._drive("next")

    async def action_desk_previous(self) -> None:
        """The presenter's step back."""
        await self._drive("previous")

    async def action_desk_first(self) -> None:
        """The presenter's first slide."""
        await self._drive("first")

    async def action_desk_last(self) -> None:
        """The presenter's last slide."""
        await self._drive("last")

    async def action_desk_blank(self) -> None:
        """Blank the presenter's screen, and back."""
        await self._drive("blank")

    async def action_desk_clock(self) -> None:
        """Start or pause the clock."""
        await self._drive("clock")

    def action_desk_theme(self) -> None:
        """Other colours at this desk."""
        self.action_theme()

    def action_desk_quit(self) -> None:
        """Leave."""
        self.exit()

    def action_desk_scroll(self) -> None:
        """Read on in the notes."""
        self.notes.page(1)

    def action_desk_scroll_back(self) -> None:
        """Read back in the notes."""
        self.notes.page(-1)
