"""Does every step of every slide fit? What `check` asks before the projector does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.page import lay_out
from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holeout.deck.model import Deck
    from holeout.layout.views import Surroundings

SIZES = ((80, 24), (100, 30))
"""Columns and rows that every slide of a talk has to fit."""


def misfits(
    deck: Deck, around: Surroundings, sizes: tuple[tuple[int, int], ...] = SIZES, level: Level = Level.ERROR
) -> Iterator[Problem]:
    """A Problem for each slide and size at which some step has more lines than the screen."""
    for index in range(len(deck)):
        slide = deck.slide(index)
        for width, height in sizes:
            worst = max(
                (lay_out(slide, step, width, height, around).overflow, -step) for step in range(slide.steps)
            )
            if worst[0]:
                yield Problem(
                    deck.path,
                    slide.line,
                    1,
                    f"slide {slide.number} ({slide.title}) is {worst[0]} lines too tall for {width}x{height}"
                    f" at step {1 - worst[1]} of {slide.steps}",
                    "shorten it, or split it with a line of three dashes",
                    level,
                )
