"""The desk itself: this slide, the next step, the notes and the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters
from textual.containers import Grid
from textual.screen import Screen

from holeout.layout.sent import received_lines
from holeout.layout.styled import Role
from holeout.presenting.commands import Context
from holeout.tui.bindings import bindings_for
from holeout.tui.desk.app import DeskApp
from holeout.tui.desk.clock import clock_line
from holeout.tui.desk.go_to import DeskGoTo
from holeout.tui.desk.help import DeskHelp
from holeout.tui.desk.notes import note_entries
from holeout.tui.desk.picture import heading, picture
from holeout.tui.desk.split import load_split, save_split
from holeout.tui.desk.suggestions import SuggestionsPage
from holeout.tui.desk.ways_in import WaysIn
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.lines_view import LinesView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.layout.styled import Line
    from holeout.tui.desk.split import Split

BESIDE = 118
"""From this many columns the notes stand beside the slides."""


class DeskScreen(Screen[None]):
    """Notes, this slide as the room sees it, and the next step. Keys drive the presenter."""

    CSS = """
    #clock { height: 1; }
    #panes { height: 1fr; grid-size: 2; grid-gutter: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.DESK)
    app = getters.app(DeskApp)
    notes = getters.query_one(EntryView)
    bar = getters.query_one(KeyBar)
    panes = getters.query_one(Grid)

    def __init__(self) -> None:
        super().__init__()
        self._split = load_split()
        self._noted: tuple[int, int, Any] = (0, -1, None)

    def compose(self) -> ComposeResult:
        """The clock; notes and slides; the keys."""
        painter = self.app.painting
        yield LinesView(
            painter, lambda width, _: [clock_line(self.app.state, self.app.now(), width)], id="clock"
        )
        with Grid(id="panes"):
            yield EntryView(painter)
            yield LinesView(painter, self._now, id="now")
            yield LinesView(painter, self._next, id="next")
        yield KeyBar(painter, Context.DESK)

    def on_mount(self) -> None:
        """Keep the clock going."""
        self._arrange()
        self.renew()
        self.set_interval(0.5, self.query_one("#clock", LinesView).renew)

    def on_resize(self) -> None:
        """Put the notes where there is room for them."""
        self._arrange()

    @property
    def _beside(self) -> bool:
        return self.size.width >= BESIDE

    def _arrange(self) -> None:
        beside = self._beside
        share = self._split.share(self.size.width, beside=beside)
        parts, halves = f"{share}fr {100 - share}fr", "1fr 1fr"
        self.panes.styles.grid_columns, self.panes.styles.grid_rows = (
            (parts, halves) if beside else (halves, parts)
        )
        across = (1, 2) if beside else (2, 1)
        self.notes.styles.column_span, self.notes.styles.row_span = across
        for view in self.query("#now, #next"):
            view.display = self._split.pictures in ("both", view.id)
            alone = self._split.pictures == view.id
            view.styles.column_span, view.styles.row_span = across if alone else (1, 1)

    # What it shows

    def renew(self) -> None:
        """Show the state as it is now."""
        state = self.app.state
        shown = (state.slide, state.step, state.private.get("notes") if state.public else None)
        if shown != self._noted:
            entries, current = note_entries(state)
            self.notes.set_entries(entries)
            if shown[:2] != self._noted[:2]:
                self.notes.reveal(current)
            self._noted = shown
        self.bar.say(state.trouble if state.public else "", Role.WARN)
        for view in self.query(LinesView):
            view.renew()

    def _now(self, width: int, height: int) -> Sequence[Line]:
        public, private = self.app.state.public, self.app.state.private
        if not public:
            return []
        lines = picture(received_lines(private.get("page")), width, height - 1)
        if public.get("blank"):
            return [heading("the screen is blank; behind it:", width, Role.WARN), *lines]
        if front := private.get("front"):
            return [heading(f"{front} is in front of:", width, Role.WARN), *lines]
        return [heading("now", width), *lines]

    def _next(self, width: int, height: int) -> Sequence[Line]:
        private = self.app.state.private
        if not self.app.state.public:
            return []
        words = f"next: {private.get('next_title') or 'the end'}"
        return [heading(words, width), *picture(received_lines(private.get("next_page")), width, height - 1)]

    # Driving

    async def action_drive(self, name: str) -> None:
        """Have the presenter do what the Command `name` does."""
        await self.app.drive(name)

    def action_desk_go_to(self) -> None:
        """Ask for a slide."""
        self.app.push_screen(DeskGoTo())

    # The desk's own

    def action_desk_theme(self) -> None:
        """Other colours at this desk."""
        self.app.action_theme()

    def action_desk_scroll(self) -> None:
        """Read on in the notes."""
        self.notes.scroll_relative(y=3, animate=False)

    def action_desk_scroll_back(self) -> None:
        """Read back in the notes."""
        self.notes.scroll_relative(y=-3, animate=False)

    def action_desk_more_notes(self) -> None:
        """Give the notes more room."""
        self._move_split(1)

    def action_desk_less_notes(self) -> None:
        """Give the slides more room."""
        self._move_split(-1)

    def action_desk_pictures(self) -> None:
        """This slide and the next, or one of them in the room of both."""
        self._divide(self._split.turned())

    def _move_split(self, by: int) -> None:
        self._divide(self._split.moved(by, self.size.width, beside=self._beside))

    def _divide(self, split: Split) -> None:
        self._split = split
        save_split(split)
        self._arrange()

    def action_desk_suggestions(self) -> None:
        """What the audience suggests."""
        self.app.push_screen(SuggestionsPage())

    def action_desk_ways_in(self) -> None:
        """The codes for phones."""
        self.app.push_screen(WaysIn())

    def action_desk_help(self) -> None:
        """The keys of the desk."""
        self.app.push_screen(DeskHelp())

    def action_desk_quit(self) -> None:
        """Leave; the presentation goes on."""
        self.app.exit()
