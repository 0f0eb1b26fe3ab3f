"""Search the talk, or go to one of its slides: a line to type in, and what matches below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from holeout.layout.entries import Entry, prose, row
from holeout.layout.styled import MUTED, Line, Piece, Role, Style, fitted, line_cells
from holeout.layout.target import Target
from holeout.presenting.commands import Context
from holeout.tui.app import HoleoutApp
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from holeout.lifecycle.search import Hit

LIMIT = 40


class AskScreen(Screen[None]):
    """A line to type in with entries that answer each key. Subclasses say which."""

    CSS = "AskScreen Input { height: 3; margin: 0 2; }"
    PLACEHOLDER: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]
    contexts: ClassVar[tuple[Context, ...]] = (Context.LISTS,)
    app = getters.app(HoleoutApp)
    view = getters.query_one(EntryView)
    target: Target | None = None

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self._typed = typed

    def answers(self, typed: str) -> Sequence[Entry]:
        """The entries for what was typed."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The line and its answers."""
        yield Field(self._typed, placeholder=self.PLACEHOLDER, select_on_focus=False)
        yield EntryView(lambda: self.app.painter, self.answers(self._typed))

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def answer(self, event: Input.Changed) -> None:
        """Other answers for other words."""
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
        self.app.call_later(self.app.open_target, event.target)

    def action_move(self, by: int) -> None:
        """Choose another answer."""
        self.view.move(by)

    def action_page(self, by: int) -> None:
        """Scroll the answers."""
        self.view.page(by)

    def action_back(self) -> None:
        """Close."""
        self.dismiss()


class GoToScreen(AskScreen):
    """Go to a slide by its number, or by words of its title."""

    PLACEHOLDER = "Go to: a slide's number, or words of its title"

    def answers(self, typed: str) -> Sequence[Entry]:
        """The slides that match, all of them when nothing is typed."""
        words = typed.lower().split()
        titles = self.app.talk.deck.titles()
        if len(words) == 1 and words[0].isdigit():
            number = max(1, min(int(words[0]), len(titles)))
            return [_slide(number - 1, titles[number - 1])]
        found = [
            _slide(index, title)
            for index, title in enumerate(titles)
            if all(word in title.lower() for word in words)
        ]
        return found[:500] or [prose("No slide has these words in its title.", MUTED)]


def _slide(index: int, title: str) -> Entry:
    return row(
        [Piece(f"{index + 1:>3}  ", MUTED), Piece(title, Style(bold=True))],
        (),
        "",
        Target("slide", str(index)),
    )


class FindScreen(AskScreen):
    """Search slides, notes, stages, pitfalls, tools and sources."""

    PLACEHOLDER = "Find in slides, stages, pitfalls, tools and sources"

    def answers(self, typed: str) -> Sequence[Entry]:
        """The best matches."""
        if not typed.strip():
            return [prose("Type a few letters; misspelling is fine. Enter opens the chosen answer.", MUTED)]
        hits = self.app.services.index.find(typed, LIMIT)
        return [_hit(hit) for hit in hits] or [prose("Nothing matches. Fewer or other words?", MUTED)]

    def on_mount(self) -> None:
        """Type at once; the index is made while the first letter is thought of."""
        super().on_mount()
        self.call_after_refresh(lambda: self.app.services.index)


def _hit(hit: Hit) -> Entry:
    """What was found in a line, what matched underlined; a match in the text is shown with the words around it."""
    aside = (Piece(f" {hit.where}", MUTED),) if hit.where else ()
    line = (Piece(f"{hit.kind:<9}", Style(Role.ACCENT)), *_marked(hit))

    def draw(width: int) -> list[Line]:
        lines = [(*fitted(line, max(20, width - line_cells(aside))), *aside)]
        return [*lines, (Piece(f"{'':<9}{hit.excerpt}", MUTED),)] if hit.excerpt else lines

    return Entry(draw, Target(hit.kind, hit.id))


def _marked(hit: Hit) -> Iterator[Piece]:
    bold, at = Style(bold=True), 0
    for start, end in hit.spans:
        yield Piece(hit.title[at:start], bold)
        yield Piece(hit.title[start:end], bold._replace(underline=True))
        at = end
    yield Piece(hit.title[at:], bold)
