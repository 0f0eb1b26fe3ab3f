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
    """A budget in seconds for every slide: its own, or an equal share of what `duration` leaves; None if unknown."""
    known = sum(budget for budget in budgets if budget is not None)
    unknown = sum(budget is None for budget in budgets)
    if unknown == len(budgets) and duration is None:
        return None
    share = max(0.0, (duration or 0.0) - known) / unknown if unknown and duration else 0.0
    return [share if budget is None else budget for budget in budgets]


def pace(elapsed: float, slide: int, budgets: Sequence[float] | None, duration: float | None) -> Pace:
    """The pace at `slide` (from 0). One is behind when the slide's own budget is over, ahead when it began early."""
    total = duration if duration is not None else (sum(budgets) if budgets else None)
    remaining = None if total is None else total - elapsed
    if budgets is None:
        return Pace(elapsed, remaining, None)
    begin = sum(budgets[:slide])
    end = begin + budgets[slide]
    behind = elapsed - end if elapsed > end else elapsed - begin if elapsed < begin else 0.0
    return Pace(elapsed, remaining, behind)


def clock_words(seconds: float) -> str:
    """`1:05`, `1:02:03`; a minus before what is over."""
    sign = "-" if seconds < 0 else ""
    whole = int(abs(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{second:02}" if hours else f"{sign}{minutes}:{second:02}"
