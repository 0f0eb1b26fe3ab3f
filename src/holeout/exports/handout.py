"""Handout: everything that a talk leaves its audience with, gathered before any page is made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holeout.exports.pictures import Pictures
from holeout.exports.recordings import printed, read_recording

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    slides = tuple(talk.deck.slide(index) for index in range(len(talk.deck)))
    return Handout(
        title=talk.title,
        info=talk.deck.info,
        slides=slides if notes else tuple(replace(slide, notes=()) for slide in slides),
        lifecycle=talk.lifecycle,
        pictures=Pictures(talk.deck_path),
        demos=tuple(_demo_parts(talk)),
        additions=additions,
    )


def _demo_parts(talk: Talk) -> Iterator[DemoPart]:
    for id, demo in talk.demos.items():
        folder = (talk.content or talk.path) / "demos"
        cast = read_recording(folder / f"{id}.cast")
        yield DemoPart(demo, printed(cast, program=demo.program) if cast else ())
