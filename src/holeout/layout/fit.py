"""Does every step of every slide fit? What `check` asks before the projector does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.page import lay_out
from holeout.phrases import counted
from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holeout.deck.model import Deck
    from holeout.layout.views import Surroundings

HINT = "Shorten it, or split it with a line of three dashes; on the screen it scrolls."
SIZES = ((80, 24), (100, 30))
"""Columns and rows that every slide of a talk has to fit."""


def misfits(
    deck: Deck, around: Surroundings, sizes: tuple[tuple[int, int], ...] = SIZES, level: Level = Level.ERROR
) -> Iterator[Problem]:
    """A Problem for each slide and size at which some step has more lines than the screen: the worst, and the first."""
    for index in range(len(deck)):
        slide = deck.slide(index)
        for width, height in sizes:
            excess = [lay_out(slide, step, width, height, around).overflow for step in range(slide.steps)]
            if worst := max(excess):
                first = next(step for step, lines in enumerate(excess, 1) if lines)
                named = f"slide {slide.number} ({slide.title})" if slide.title else f"slide {slide.number}"
                since = f" from step {first} of {slide.steps} on" if slide.steps > 1 else ""
                message = f"{named} is {counted(worst, 'line')} too tall for {width}x{height}{since}"
                yield Problem(deck.path, slide.line, 1, message, HINT, level)
