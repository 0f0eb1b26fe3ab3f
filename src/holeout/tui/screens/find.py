"""Search the talk, or go to one of its slides: a line to type in, and what matches below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import getters

from holeout.layout.entries import Entry, prose
from holeout.layout.slide_entries import slide_entries, slide_target
from holeout.layout.styled import MUTED, Line, Piece, Role, Style, fitted, line_cells
from holeout.layout.target import Target
from holeout.presenting.commands import Context
from holeout.tui.app import HoleoutApp
from holeout.tui.widgets.ask_page import AskPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holeout.lifecycle.search import Hit
    from holeout.tui.paint import Painter

LIMIT = 40


class AskScreen(AskPage):
    """A line to type in whose answers are pages of the talk."""

    contexts: ClassVar[tuple[Context, ...]] = (Context.LISTS,)
    app = getters.app(HoleoutApp)
    target: Target | None = None

    def painter(self) -> Painter:
        """The application's."""
        return self.app.painter

    def go(self, target: Target) -> None:
        """Open the page that the answer names."""
        self.app.open_target(target)


class GoToScreen(AskScreen):
    """Go to a slide by its number, or by words of its title; the index of the deck until something is typed."""

    PLACEHOLDER = "Go to: a slide's number, or words of its title"

    def answers(self, typed: str) -> Sequence[Entry]:
        """The slides that match, all of them when nothing is typed."""
        return slide_entries(typed, self.app.talk.deck.titles(), self.app.presentation.slide)

    def chosen_first(self) -> Target:
        """The slide that is up."""
        return slide_target(self.app.presentation.slide)


class FindScreen(AskScreen):
    """Search slides, notes, stages, pitfalls, tools and sources."""

    PLACEHOLDER = "Find in slides, stages, pitfalls, tools and sources"

    def answers(self, typed: str) -> Sequence[Entry]:
        """The best matches."""
        if not typed.strip():
            return [prose("Type a few letters; misspelling is fine. Enter opens the chosen answer.", MUTED)]
        hits = self.app.services.index.find(typed, LIMIT)
        # What is said of a slide is not for an audience that looks on.
        projected = self.app.options.presenting
        hits = [replace(hit, excerpt="") if projected and hit.kind == "slide" else hit for hit in hits]
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
