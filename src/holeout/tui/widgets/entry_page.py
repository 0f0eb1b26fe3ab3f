"""A screen of entries with the keys of lists; what it shows and where an entry leads, its subclasses say."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.screen import Screen

from holeout.presenting.commands import Context
from holeout.tui.bindings import bindings_for
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.layout.entries import Entry
    from holeout.layout.target import Target
    from holeout.tui.paint import Painter


class EntryPage(Screen[None]):
    """Entries under each other, and the bar of keys."""

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.LISTS,)
    """Whose keys are heard here."""
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.LISTS)
    view = getters.query_one(EntryView)

    @abstractmethod
    def entries(self) -> Sequence[Entry]:
        """What is on the page."""

    @abstractmethod
    def painter(self) -> Painter:
        """Who paints it."""

    @abstractmethod
    def go(self, target: Target) -> Awaitable[None] | None:
        """Go where an entry leads that was opened."""

    def offered(self) -> tuple[Context, ...]:
        """Whose keys the bar offers."""
        return self.CONTEXTS

    def compose(self) -> ComposeResult:
        """The page and the bar."""
        yield EntryView(self.painter, self.entries())
        yield KeyBar(self.painter, *self.offered())

    @on(EntryView.Opened)
    def open_entry(self, event: EntryView.Opened) -> None:
        """Go where the entry leads."""
        self.app.call_later(self.go, event.target)

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
