"""Is the speaker ahead or behind? Elapsed time against the slides' budgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds, all of them. `behind` is negative when the speaker is ahead."""

    elapsed: float
    remaining: float | None
    behind: float | None

    @property
    def words(self) -> str:
        """As a speaker reads it at a glance: `2:10 behind`, `0:30 ahead`, `on time`, or nothing."""
        if self.behind is None:
            return ""
        if abs(self.behind) < ON_TIME:
            return "on time"
        return f"{clock_words(abs(self.behind))} {'behind' if self.behind > 0 else 'ahead'}"


ON_TIME = 15.0
"""A difference that no speaker need care about, in seconds."""


def spread(budgets: Sequence[float | None], duration: float | None) -> list[float] | None:
    """A budget in seconds for every slide: its own, or an equal share of what `duration` leaves; None if unknown.

    Where slides' own budgets alone come to more than `duration`, or to less with no slide to take the rest, all of
    them shrink or grow to fit: who has twenty minutes for a talk of thirty is told early enough.
    """
    known = sum(budget for budget in budgets if budget is not None)
    unknown = sum(budget is None for budget in budgets)
    if unknown == len(budgets) and duration is None:
        return None
    fits = not duration or not known or (unknown and known <= duration)
    scale = 1.0 if fits else (duration or 0.0) / known
    share = max(0.0, (duration or 0.0) - known) / unknown if unknown and duration else 0.0
    return [share if budget is None else budget * scale for budget in budgets]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the talk's clock should say, in seconds: at the end of all, and from when to when this slide is up."""

    total: float | None = None
    begin: float | None = None
    end: float | None = None
    """`begin` and `end` are None where nothing is known of the slides."""

    @classmethod
    def of(cls, slide: int, budgets: Sequence[float] | None, duration: float | None) -> Plan:
        """The plan for `slide` (from 0), with a budget in seconds for every slide."""
        if not budgets:
            return cls(duration)
        begin = sum(budgets[:slide])
        return cls(sum(budgets) if duration is None else duration, begin, begin + budgets[slide])

    def pace(self, elapsed: float) -> Pace:
        """The pace now. One is behind when the slide's own budget is over, ahead when it began early."""
        remaining = None if self.total is None else self.total - elapsed
        if self.begin is None or self.end is None:
            return Pace(elapsed, remaining, None)
        return Pace(elapsed, remaining, max(elapsed - self.end, 0.0) or min(elapsed - self.begin, 0.0))


def clock_words(seconds: float) -> str:
    """`1:05`, `1:02:03`; a minus before what is over."""
    sign = "-" if seconds < 0 else ""
    whole = int(abs(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{second:02}" if hours else f"{sign}{minutes}:{second:02}"
