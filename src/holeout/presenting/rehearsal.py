"""A rehearsal: how long each slide really took, and the budgets that follow from it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holeout.presenting.pace import clock_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUND = 5
"""Budgets are rounded to so many seconds."""
_TIME = re.compile(r"^[ \t]*<!--[ \t]*time[ \t]*:.*?-->[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Seconds spent on each slide, by index from 0; a slide that was shown twice has both added up."""

    spent: Mapping[int, float]
    slide: int = 0
    since: float = 0.0

    @classmethod
    def begin(cls, slide: int, now: float) -> Rehearsal:
        """A rehearsal that starts at `slide`."""
        return cls({}, slide, now)

    def moved(self, slide: int, now: float) -> Rehearsal:
        """The rehearsal now that `slide` is shown."""
        if slide == self.slide:
            return self
        return replace(self.counted(now), slide=slide)

    def counted(self, now: float) -> Rehearsal:
        """The rehearsal with the time on the present slide counted up to `now`."""
        spent = dict(self.spent)
        spent[self.slide] = spent.get(self.slide, 0.0) + max(0.0, now - self.since)
        return Rehearsal(spent, self.slide, now)


def report_lines(rehearsal: Rehearsal, titles: Sequence[str], budgets: Sequence[float | None]) -> list[str]:
    """A line a slide that was shown: what it took, its budget, and how they differ."""
    lines = [f"{'slide':>5}  {'took':>6}  {'budget':>6}  {'':>7}  title"]
    for index, seconds in sorted(rehearsal.spent.items()):
        budget = budgets[index] if index < len(budgets) else None
        planned = clock_words(budget) if budget is not None else "-"
        over = (
            ""
            if budget is None
            else f"{'+' if seconds >= budget else '-'}{clock_words(abs(seconds - budget))}"
        )
        lines.append(f"{index + 1:>5}  {clock_words(seconds):>6}  {planned:>6}  {over:>7}  {titles[index]}")
    total = sum(rehearsal.spent.values())
    planned_total = sum(budget for budget in budgets if budget is not None)
    lines.append(f"{'all':>5}  {clock_words(total):>6}  {clock_words(planned_total):>6}")
    return lines


def with_budgets(text: str, spans: Sequence[tuple[int, int]], rehearsal: Rehearsal) -> str:
    """A deck's `text` with the time that each slide took as its budget. `spans` are the lines that each slide owns.

    A `time` command that is there is replaced; else one is put on the slide's first line that says something.
    """
    lines = text.splitlines(keepends=True)
    for index in sorted(rehearsal.spent, reverse=True):
        first, last = spans[index]
        if last < first:
            continue
        chunk = "".join(lines[first - 1 : last])
        lines[first - 1 : last] = [_budgeted(chunk, rehearsal.spent[index])]
    return "".join(lines)


def _budgeted(chunk: str, seconds: float) -> str:
    command = f"<!-- time: {max(ROUND, round(seconds / ROUND) * ROUND)}s -->"
    if _TIME.search(chunk):
        return _TIME.sub(command, chunk, count=1)
    lines = chunk.splitlines(keepends=True)
    at = next(
        (number for number, line in enumerate(lines) if line.strip() and line.strip() != "---"), len(lines)
    )
    return "".join([*lines[:at], f"{command}\n\n", *lines[at:]])
