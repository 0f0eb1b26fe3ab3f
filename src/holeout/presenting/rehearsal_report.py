"""A rehearsal beside the slides' budgets and the rehearsals before it, as text, Markdown or plain data. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from holeout.presenting.pace import clock_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from holeout.presenting.rehearsal import Record

HEAD = ("slide", "took", "budget", "over", "before", "change", "title")


@dataclass(frozen=True, slots=True)
class Row:
    """One slide that was shown. Seconds, all of them; None where there is nothing to compare with."""

    slide: int
    """From 1."""
    title: str
    took: float
    budget: float | None = None
    before: float | None = None
    """What it took the last time that it was rehearsed."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole rehearsal."""

    when: float
    rows: tuple[Row, ...]
    duration: float | None
    """How long the talk is meant to be; None when nothing says so."""
    earlier: tuple[tuple[float, float], ...]
    """When the rehearsals before it were, and how many seconds each took; the oldest first."""

    @property
    def took(self) -> float:
        """Seconds, all together."""
        return sum(row.took for row in self.rows)


def report_on(
    record: Record,
    earlier: Sequence[Record],
    titles: Sequence[str],
    budgets: Sequence[float | None],
    duration: float | None,
) -> Report:
    """The report on `record`, with those before it, the oldest first, in a deck of these titles and budgets."""
    before: dict[int, float] = {}
    for each in earlier:
        before |= each.on(titles)
    rows = tuple(
        Row(index + 1, titles[index], took, budgets[index], before.get(index))
        for index, took in sorted(record.on(titles).items())
    )
    planned = [budget for budget in budgets if budget is not None]
    if duration is None and planned:
        duration = sum(planned)
    return Report(record.when, rows, duration, tuple((each.when, each.total) for each in earlier))


def report_data(report: Report) -> dict[str, Any]:
    """The report as JSON data; seconds, and times as ISO 8601."""
    return {
        "when": _iso(report.when),
        "took": round(report.took, 1),
        "duration": report.duration,
        "slides": [{**asdict(row), "took": round(row.took, 1)} for row in report.rows],
        "earlier": [{"when": _iso(when), "took": round(took, 1)} for when, took in report.earlier],
    }


def report_text(report: Report) -> list[str]:
    """The report for a terminal, a line a slide."""
    lines = [_aligned(HEAD)]
    lines += [_aligned(_cells(row)) for row in report.rows]
    lines.append(_aligned(("all", *_sums(report), "")))
    return [line.rstrip() for line in (*lines, *_earlier(report))]


def report_markdown(report: Report) -> list[str]:
    """The report as a Markdown page."""
    lines = [f"# Rehearsal of {_day(report.when)}", "", _markdown(HEAD), "|" + " ---: |" * 6 + " --- |"]
    lines += [_markdown(_cells(row)) for row in report.rows]
    lines.append(_markdown(("all", *_sums(report), "")))
    return [*lines, *(f"- {line}" if line else "" for line in _earlier(report))]


def _cells(row: Row) -> tuple[str, ...]:
    return (
        str(row.slide),
        clock_words(row.took),
        _maybe(row.budget),
        _more(row.took, row.budget),
        _maybe(row.before),
        _more(row.took, row.before),
        row.title,
    )


def _sums(report: Report) -> tuple[str, ...]:
    before = report.earlier[-1][1] if report.earlier else None
    took = report.took
    return (
        clock_words(took),
        _maybe(report.duration),
        _more(took, report.duration),
        _maybe(before),
        _more(took, before),
    )


def _earlier(report: Report) -> Iterable[str]:
    told = [f"{_day(when)}  {clock_words(took)}" for when, took in report.earlier]
    return ["", "earlier:", *told] if told else []


def _maybe(seconds: float | None) -> str:
    return "-" if seconds is None else clock_words(seconds)


def _more(took: float, planned: float | None) -> str:
    if planned is None:
        return ""
    return f"{'+' if took >= planned else '-'}{clock_words(abs(took - planned))}"


def _aligned(cells: Sequence[str]) -> str:
    *numbers, title = cells
    return f"{numbers[0]:>5}" + "".join(f"  {cell:>7}" for cell in numbers[1:]) + f"  {title}"


def _markdown(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"


def _day(when: float) -> str:
    return f"{datetime.fromtimestamp(when):%Y-%m-%d %H:%M}"  # noqa: DTZ006  (the speaker's own days)


def _iso(when: float) -> str:
    return datetime.fromtimestamp(when).astimezone().isoformat(timespec="seconds")


RENDER: dict[str, Callable[[Report], list[str]]] = {"text": report_text, "md": report_markdown}
