"""A rehearsal: how long each slide really took, and what is kept of it. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VERSION = 1


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Seconds spent on each slide, by index from 0; a slide that was shown twice has both added up.

    Times are those of the talk's clock, which stands still in a pause.
    """

    spent: Mapping[int, float]
    slide: int = 0
    since: float = 0.0

    @classmethod
    def begin(cls, slide: int, elapsed: float) -> Rehearsal:
        """A rehearsal that starts at `slide` when the clock says `elapsed`."""
        return cls({}, slide, elapsed)

    def counted(self, elapsed: float) -> Rehearsal:
        """The rehearsal with the time on the present slide counted up to `elapsed`."""
        spent = dict(self.spent)
        if elapsed > self.since:
            spent[self.slide] = spent.get(self.slide, 0.0) + elapsed - self.since
        return Rehearsal(spent, self.slide, elapsed)

    def at(self, slide: int, elapsed: float) -> Rehearsal:
        """The rehearsal going on at `slide`, when the clock, which may have been set, says `elapsed`."""
        return replace(self, slide=slide, since=elapsed)

    def on(self, before: Sequence[str], after: Sequence[str]) -> Rehearsal:
        """The rehearsal of a deck that was edited meanwhile: times stay with the titles they were spent on."""
        return replace(self, spent=Record.of(self, before, 0.0).on(after))


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a rehearsal: when it was, and the seconds that each slide took, by its title and in order."""

    when: float
    """Seconds since 1970."""
    slides: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, rehearsal: Rehearsal, titles: Sequence[str], when: float) -> Record:
        """What is kept of `rehearsal`; `titles` are those of the deck's slides."""
        known = sorted(index for index in rehearsal.spent if index < len(titles))
        return cls(when, tuple((titles[index], rehearsal.spent[index]) for index in known))

    @property
    def total(self) -> float:
        """Seconds, all slides together."""
        return sum(seconds for _, seconds in self.slides)

    def on(self, titles: Sequence[str]) -> dict[int, float]:
        """Seconds by index in a deck of these titles; the second slide of a title is told from the first."""
        places = {key: index for index, key in enumerate(_counted(titles))}
        keys = _counted(title for title, _ in self.slides)
        timed = zip(keys, self.slides, strict=True)
        return {places[key]: seconds for key, (_, seconds) in timed if key in places}

    def to_dict(self) -> dict[str, Any]:
        """As JSON data."""
        return {"version": VERSION, "when": self.when, "slides": [list(slide) for slide in self.slides]}

    @classmethod
    def from_dict(cls, data: Any) -> Record | None:
        """Back from JSON data; None for anything that is no such record."""
        try:
            slides = tuple((str(title), float(seconds)) for title, seconds in data["slides"])
            return cls(float(data["when"]), slides) if data["version"] == VERSION else None
        except (TypeError, ValueError, KeyError):
            return None


def _counted(titles: Iterable[str]) -> list[tuple[str, int]]:
    """Each title with how many times it was there before."""
    seen: Counter[str] = Counter()
    found = []
    for title in titles:
        found.append((title, seen[title]))
        seen[title] += 1
    return found
