"""What all screens above the slides share: a page of entries, keys to move in it, and a bar of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.screen import Screen

from holeout.presenting.commands import Context
from holeout.tui.app import HoleoutApp
from holeout.tui.bindings import bindings_for
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.layout.entries import Entry
    from holeout.layout.target import Target


class PageScreen(Screen[None]):
    """A page of entries. Subclasses say what is on it."""

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.LISTS,)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.LISTS)
    app = getters.app(HoleoutApp)
    view = getters.query_one(EntryView)
    target: Target | None = None

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys are heard here, for the help."""
        return self.CONTEXTS

    def entries(self) -> Sequence[Entry]:
        """What is on the page."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The page and the bar."""
        yield EntryView(lambda: self.app.painter, self.entries())
        yield KeyBar(lambda: self.app.painter, *self.CONTEXTS, Context.ANYWHERE)

    def action_select_next(self) -> None:
        """Choose the next entry."""
        self.view.move(1)

    def action_select_previous(self) -> None:
        """Choose the entry before."""
        self.view.move(-1)

    def action_select_first(self) -> None:
        """Choose the first entry."""
        self.view.choose_edge(last=False)

    def action_select_last(self) -> None:
        """Choose the last entry."""
        self.view.choose_edge(last=True)

    def action_page_down(self) -> None:
        """Scroll down by a page."""
        self.view.page(1)

    def action_page_up(self) -> None:
        """Scroll up by a page."""
        self.view.page(-1)

    def action_open(self) -> None:
        """Open the chosen entry."""
        self.view.open()

    def action_back(self) -> None:
        """Close the page."""
        self.dismiss()

    @on(EntryView.Opened)
    def open_entry(self, event: EntryView.Opened) -> None:
        """Go where the entry leads."""
        self.app.open_target(event.target)
