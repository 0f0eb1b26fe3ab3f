"""Handout: everything that a talk leaves its audience with, gathered before any page is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from holeout.deck.model import Note
from holeout.exports.pictures import Pictures
from holeout.exports.recordings import printed, read_recording
from holeout.presenting.margin import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holeout.deck.model import DeckInfo, Slide
    from holeout.demos.emulator import Row
    from holeout.demos.model import Demo
    from holeout.exports.suggestions import BoardCard
    from holeout.favourites.model import FavouritesFile
    from holeout.lifecycle.answers import Team
    from holeout.lifecycle.model import Lifecycle
    from holeout.talk import Talk


@dataclass(frozen=True, slots=True)
class DemoPart:
    """A demo, and what it printed when it was recorded; nothing if it never was."""

    demo: Demo
    output: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Additions:
    """What a handout holds beside the talk: one's own favourites and answers, and what the room suggested."""

    favourites: FavouritesFile | None = None
    team: Team | None = None
    board: tuple[BoardCard, ...] = ()
    margin: Mapping[str, str] = field(default_factory=dict)
    """What a reader wrote beside the slides, by the names of those."""


@dataclass(frozen=True, slots=True)
class Handout:
    """All that goes into a handout."""

    title: str
    info: DeckInfo
    slides: tuple[Slide, ...]
    lifecycle: Lifecycle
    pictures: Pictures
    demos: tuple[DemoPart, ...] = ()
    additions: Additions = Additions()


def handout_of(talk: Talk, additions: Additions = Additions(), *, notes: bool = True) -> Handout:
    """The handout of `talk`, with its spoken text unless `notes` is off. Raises HoleoutError for a broken recording."""
    names = names_of(talk.deck.titles())
    slides = tuple(
        _with_margin(talk.deck.slide(index), additions.margin.get(name, ""), notes=notes)
        for index, name in enumerate(names)
    )
    return Handout(
        title=talk.title,
        info=talk.deck.info,
        slides=slides,
        lifecycle=talk.lifecycle,
        pictures=Pictures(talk.deck_path),
        demos=tuple(_demo_parts(talk)),
        additions=additions,
    )


def _with_margin(slide: Slide, own: str, *, notes: bool) -> Slide:
    """`slide` with what its text asks and what its reader wrote below what was spoken, as far as that is wanted."""
    asked = [Note(f"**Predict first:** {question}") for question in slide.predictions]
    said = (*slide.notes, *asked) if notes else ()
    return replace(slide, notes=(*said, Note(f"**Your note:** {own}")) if own else said)


def _demo_parts(talk: Talk) -> Iterator[DemoPart]:
    for id, demo in talk.demos.items():
        folder = (talk.content or talk.path) / "demos"
        cast = read_recording(folder / f"{id}.cast")
        yield DemoPart(demo, printed(cast, program=demo.program) if cast else ())
