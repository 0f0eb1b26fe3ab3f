"""The first page of a run, made by whoever has the time: the program itself, or a process beside it as it loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.kept.memory import Memory
from holeout.tui.page_cache import Front, PageCache

if TYPE_CHECKING:
    from holeout.talk import Talk

NOTES_BESIDE = 118
"""From this many columns the text stands beside the slide."""
SLIDE_BESIDE = 80
"""The columns that a slide keeps beside its text."""


def slide_size(columns: int, rows: int, *, presenting: bool) -> tuple[int, int]:
    """The columns and rows of the slide, its footer among them, on a screen of this size."""
    return (columns if presenting or columns < NOTES_BESIDE else SLIDE_BESIDE), rows


def front_of(talk: Talk) -> Front:
    """What the first page says of the talk's deck."""
    info = talk.deck.info
    words = " · ".join(part for part in (info.author, info.event) if part)
    return Front(len(talk.deck), words, _theme_of(talk))


def _theme_of(talk: Talk) -> str:
    if talk.theme is None:
        return ""
    from holeout.themes.reading import packed  # noqa: PLC0415  (most talks bring no theme)

    return packed(talk.theme)


def make_first_page(
    talk: Talk, size: tuple[int, int], text_width: int | None, *, presenting: bool = False
) -> None:
    """Lay out the page at which `talk` will open on a slide of `size`, and keep it where the start looks for it.

    One with pictures is left to the program, which knows how its terminal shows them.
    """
    from dataclasses import replace  # noqa: PLC0415

    from holeout.layout.page import lay_out  # noqa: PLC0415

    place = Memory.of_deck(talk.deck_path, presenting=presenting).load()
    if place is not None and place.fingerprint != talk.fingerprint:
        return
    slide, step = (place.slide, place.step) if place else (0, 0)
    cache = PageCache.of_talk(talk)
    if cache.find(slide, step, *size) is None and not talk.picture_stamps(talk.deck.slide(slide)):
        around = talk.surroundings()
        around = replace(around, text_width=text_width) if text_width else around
        page = lay_out(talk.deck.slide(slide), step, *size, around, colored=False)
        cache.keep(slide, step, page, size, front_of(talk))
