"""Chapters: the slides that follow each other at one stage, and how long what is left of a talk takes to read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS_A_MINUTE = 238
"""Adults reading prose in silence: Brysbaert (2019), over 190 studies, doi:10.1016/j.jml.2019.104047."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Slides from index `first` to `last` that share a stage; before, between and after stages it is empty."""

    stage: str
    first: int
    last: int

    @property
    def slides(self) -> int:
        """How many there are."""
        return self.last - self.first + 1


def chapters_of(stages: Sequence[str]) -> list[Chapter]:
    """The chapters of a deck, from the stage of each of its slides."""
    chapters, first = [], 0
    for stage, slides in groupby(stages):
        last = first + len(list(slides)) - 1
        chapters.append(Chapter(stage, first, last))
        first = last + 1
    return chapters


def chapter_at(chapters: Sequence[Chapter], slide: int) -> Chapter | None:
    """The chapter that holds the slide at this index."""
    return next((chapter for chapter in chapters if chapter.first <= slide <= chapter.last), None)


def next_chapter(chapters: Sequence[Chapter], slide: int) -> int | None:
    """Where the next chapter begins; None in the last."""
    return next((chapter.first for chapter in chapters if chapter.first > slide), None)


def previous_chapter(chapters: Sequence[Chapter], slide: int) -> int | None:
    """Where this chapter begins, or from there the one before; None at the first slide."""
    return next((chapter.first for chapter in reversed(chapters) if chapter.first < slide), None)


def minutes_to_read(words: int) -> int:
    """How long so many words take, in whole minutes, at least one unless there are none."""
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0
