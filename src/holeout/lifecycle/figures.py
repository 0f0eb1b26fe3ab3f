"""Figures in words, and which of them rest on which source: a number that nobody can trace is no fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holeout.lifecycle.model import Lifecycle

_FIGURE = re.compile(r"(?<![\w.,])(?<![A-Za-z]-)\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = re.compile(rf"\b\d{{1,2}}(?=\s+(?:{_MONTHS}))|(?<=[a-z] )\d{{1,2}}(?=,? (?:19|20)\d\d)")
_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def figures_in(text: str) -> list[str]:
    """The numbers in `text`, without the commas that group their digits, years, or days of a month."""
    found = (match.replace(",", "") for match in _FIGURE.findall(_DAY.sub(" ", text)))
    return [figure for figure in found if not _YEAR.fullmatch(figure)]


def say_of(figures: Sequence[str], where: str, one: str, many: str) -> str:
    """What is told of the `figures` at one place: `one` ends the sentence of a single one, `many` that of several."""
    ends = one if len(figures) == 1 else many
    return f"the figure{'' if len(figures) == 1 else 's'} {', '.join(figures)}{where} {ends}"


def evidence(lifecycle: Lifecycle) -> dict[str, set[str]]:
    """By source id: the figures in all that we took from it, and in its own title and note."""
    found = {id_: _told_in(f"{each.cite} {each.note}") for id_, each in lifecycle.sources.items()}
    for ids, text in _taken(lifecycle):
        for id_ in ids:
            if id_ in found:
                found[id_] |= _told_in(text)
    return found


def _told_in(text: str) -> set[str]:
    """The figures in `text`, small ones written as words among them."""
    words = set(re.findall(r"[a-z]+", text.casefold()))
    return {*figures_in(text), *(str(value) for value, word in enumerate(_WORDS) if word in words)}


def _taken(lifecycle: Lifecycle) -> Iterator[tuple[tuple[str, ...], str]]:
    """What was taken from sources, with their ids: claims, counts of lists, rubrics."""
    for claim in lifecycle.claims.values():
        yield claim.sources, f"{claim.text} {claim.caution}"
    for rubric in lifecycle.rubrics.values():
        yield rubric.sources, f"{rubric.scoring} {rubric.caveats} {len(rubric.items)}"
    if lists := lifecycle.tool_lists:
        counts = (f"{each.entries} {each.sections} {each.among_them}" for each in lists.lists)
        yield lists.sources, " ".join((lists.words, *counts))


def says_it_is_later(text: str, talk_date: str) -> bool:
    """Whether `text` owns up to telling what came after the talk: by a later year, or in words."""
    years = re.findall(r"\b20\d\d\b", text)
    words = re.search(r"\bafter the talk\b|\blater\b|\bsince then\b", text, re.IGNORECASE)
    return bool(words) or any(year > talk_date[:4] for year in years)
