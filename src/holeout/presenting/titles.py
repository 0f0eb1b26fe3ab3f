"""Finding a slide by what a speaker types: its number, or words of its title. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def slides_named(typed: str, titles: Sequence[str]) -> list[int]:
    """The slides, from 0, that `typed` means: the one of that number, else all whose titles have its words.

    A number beyond the deck means its last slide. Nothing typed means every slide.
    """
    words = typed.casefold().split()
    if len(words) == 1 and words[0].isdecimal() and titles:
        return [max(0, min(int(words[0][:9]), len(titles)) - 1)]
    folded = enumerate(title.casefold() for title in titles)
    return [index for index, title in folded if all(word in title for word in words)]
