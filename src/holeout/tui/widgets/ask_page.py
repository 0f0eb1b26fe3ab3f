"""A line to type in, with entries below it that answer each key; which ones, its subclasses say."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from textual.app import ComposeResult

    from holeout.layout.entries import Entry
    from holeout.layout.target import Target
    from holeout.tui.paint import Painter


class AskPage(Screen[None]):
    """The line has the focus; the arrows choose an answer, Enter takes it, Escape closes."""

    CSS = "AskPage Input { height: 3; margin: 0 2; }"
    PLACEHOLDER: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]
    view = getters.query_one(EntryView)

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self._typed = typed

    @abstractmethod
    def answers(self, typed: str) -> Sequence[Entry]:
        """The entries for what was typed."""

    @abstractmethod
    def painter(self) -> Painter:
        """Who paints them."""

    @abstractmethod
    def go(self, target: Target) -> Awaitable[None] | None:
        """Go where the chosen answer leads; the page is closed then."""

    def chosen_first(self) -> Target | None:
        """The answer that is chosen before anything is typed; None for the first."""
        return None

    def compose(self) -> ComposeResult:
        """The line and its answers."""
        yield Field(self._typed, placeholder=self.PLACEHOLDER, select_on_focus=False)
        yield EntryView(self.painter, self.answers(self._typed))

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        if first := self.chosen_first():
            self.call_after_refresh(self.view.set_entries, self.answers(self._typed), first)

    @on(Input.Changed)
    def answer(self, event: Input.Changed) -> None:
        """Other answers for other words."""
        self._typed = event.value
        self.view.set_entries(self.answers(event.value))
        self.view.choose_edge(last=False)

    @on(Input.Submitted)
    def take(self) -> None:
        """Open the chosen answer."""
        self.view.open()

    @on(EntryView.Opened)
    def open_entry(self, event: EntryView.Opened) -> None:
        """Close, and go there."""
        self.dismiss()
        self.app.call_later(self.go, event.target)

    def action_move(self, by: int) -> None:
        """Choose another answer."""
        self.view.move(by)

    def action_page(self, by: int) -> None:
        """Scroll the answers."""
        self.view.page(by)

    def action_back(self) -> None:
        """Close."""
        self.dismiss()
