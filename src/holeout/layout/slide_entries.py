"""The slides of a deck as a list to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import Entry, prose, row
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.layout.target import Target
from holeout.presenting.titles import slides_named

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 500
"""Of a longer list, those around the present slide are shown until more is typed."""


def slide_target(slide: int) -> Target:
    """What leads to the slide at `slide`, from 0."""
    return Target("slide", str(slide))


def slide_entries(typed: str, titles: Sequence[str], here: int) -> list[Entry]:
    """The slides that `typed` means, by number or words of their titles; `here` is the present one, from 0."""
    found = slides_named(typed, titles)
    start = max(0, min(sum(slide < here for slide in found) - MOST // 2, len(found) - MOST))
    shown = found[start : start + MOST]
    return [_entry(slide, titles[slide], here) for slide in shown] or [
        prose("No slide has these words in its title.", MUTED)
    ]


def _entry(slide: int, title: str, here: int) -> Entry:
    aside = (Piece("you are here", Style(Role.ACCENT)),) if slide == here else ()
    name = Piece(title or "without a title", Style(bold=True) if title else MUTED)
    return row([Piece(f"{slide + 1:>4}  ", MUTED), name], aside, "", slide_target(slide))
