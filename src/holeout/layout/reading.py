"""What stands beside a slide for whoever reads alone: the spoken text, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.deck.blocks import ViewKind
from holeout.layout.entries import GAP, Entry, heading, prose, row, subheading
from holeout.layout.page import view_target, views_of
from holeout.layout.styled import MUTED, PLAIN, Piece, Role, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holeout.deck.model import Note, Slide
    from holeout.lifecycle.model import Lifecycle

QUESTION = Style(Role.ACCENT)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a reader at a slide."""

    chapter: str = ""
    """The stage, and which of its slides this is."""
    left: str = ""
    """How much there is still to read."""
    ask: tuple[str, ...] = ()
    """What a reader may ask their own team here."""
    own: str = ""
    """What the reader wrote beside this slide."""
    demo_key: str = "d"
    own_key: str = "N"


def reading_entries(slide: Slide, beside: Beside = Beside()) -> list[Entry]:
    """`slide`'s text as prose, then what it asks of its reader, then what they wrote themselves."""
    entries = []
    if beside.chapter or beside.left:
        entries.append(row([Piece(""), Piece(beside.chapter, MUTED)], [Piece(beside.left, MUTED)]))
    return [*entries, *text_entries(slide), *_to_do(slide, beside), *_own(beside)]


def text_entries(slide: Slide) -> list[Entry]:
    """`slide`'s text alone, a paragraph each."""
    entries = [heading(slide.title), GAP]
    for note in slide.notes:
        entries += _paragraphs(note)
    if not slide.notes:
        entries.append(prose("This slide has no spoken text.", Style(Role.MUTED, italic=True)))
    return entries


def questions_at(slide: Slide, lifecycle: Lifecycle) -> tuple[str, ...]:
    """What the pitfalls of which `slide` tells would have a team ask: those that it, its demo or its map shows."""
    named = {
        target for view in views_of(slide.blocks) for target in view.target if view.kind is ViewKind.PITFALL
    }
    demo = view_target(slide, ViewKind.DEMO)
    return tuple(
        pitfall.ask
        for pitfall in lifecycle.pitfalls.values()
        if pitfall.id in named or (demo and pitfall.demo == demo)
    )


def words_of(slides: Iterable[Slide]) -> int:
    """How many words `slides` have for their reader."""
    return sum(len(note.text.split()) for slide in slides for note in slide.notes)


def _paragraphs(note: Note) -> list[Entry]:
    parts = [" ".join(part.split()) for part in note.text.split("\n\n")]
    lead = [prose(f"[step {note.step + 1}]", MUTED)] if note.step else []
    return [*lead, *(entry for part in parts if part for entry in (prose(part), GAP))]


def _to_do(slide: Slide, beside: Beside) -> Iterator[Entry]:
    demo = view_target(slide, ViewKind.DEMO)
    if slide.predictions:
        yield subheading("Predict first" if demo else "Think first")
        yield from (prose(question, QUESTION) for question in slide.predictions)
        yield prose(f"Then run the demo: {beside.demo_key}" if demo else "Then turn on.", MUTED)
    elif demo:
        yield subheading("Try it")
        yield prose(f"{beside.demo_key} runs the demo.", MUTED)
    if beside.ask:
        yield subheading("Ask your team")
        yield from (prose(question, QUESTION) for question in beside.ask)


def _own(beside: Beside) -> Iterator[Entry]:
    yield subheading("Your note")
    if beside.own:
        yield from (prose(line or " ", PLAIN) for line in beside.own.split("\n"))
    yield prose(f"{beside.own_key} {'changes' if beside.own else 'writes'} it.", MUTED)
