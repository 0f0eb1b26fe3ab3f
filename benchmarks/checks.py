"""Claims about a report, such as `holeout.key.p50 <= 1.0 * patat`, held against its figures."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.figures import METRICS, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.report import Report

STATS = {"p50": "p50", "p95": "p95", "min": "least", "max": "most"}
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
GRAMMAR = re.compile(
    r"""\s*(?P<program>\w+)(@(?P<slides>\d+))?
        \.(?P<metric>\w+)(\.(?P<stat>\w+))?
        \s*(?P<comparison><=|>=|<|>)
        \s*(?P<number>\d+(\.\d+)?)
        (\s*\*\s*(?P<other>\w+)(@(?P<other_slides>\d+))?)?\s*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """`PROGRAM[@SLIDES].METRIC[.STAT] <= NUMBER`, or `… <= FACTOR * PROGRAM[@SLIDES]` of the same figure.

    Without SLIDES it is about the shortest deck; without STAT about the median.
    """

    text: str
    program: str
    slides: int | None
    metric: str
    stat: str
    comparison: str
    number: float
    other: str = ""
    other_slides: int | None = None


def parse(text: str) -> Claim:
    """Read a claim. Raises ValueError that says what it should look like."""
    found = GRAMMAR.fullmatch(text)
    if found is None:
        raise ValueError(f"cannot read {text!r}; write it like 'holeout@1000.key.p95 <= 1.5 * patat'")
    metric, stat = found["metric"], found["stat"] or "p50"
    if metric not in (known := [metric.key for metric in METRICS]):
        raise ValueError(f"no metric {metric!r} in {text!r}; there are {', '.join(known)}")
    if stat not in STATS:
        raise ValueError(f"no {stat!r} in {text!r}; there are {', '.join(STATS)}")
    return Claim(
        text=text.strip(),
        program=found["program"],
        slides=_whole(found["slides"]),
        metric=metric,
        stat=stat,
        comparison=found["comparison"],
        number=float(found["number"]),
        other=found["other"] or "",
        other_slides=_whole(found["other_slides"]),
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text else None


def verdict(claim: Claim, report: Report) -> str:
    """Whether the claim holds, with the two figures; or that one of them was not measured."""
    slides = claim.slides or min(report.sizes(), default=0)
    left = _figure(report, claim, claim.program, slides)
    right: float | None = claim.number
    if claim.other:
        theirs = _figure(report, claim, claim.other, claim.other_slides or slides)
        right = None if theirs is None else claim.number * theirs
    if left is None or right is None:
        return f"not measured: {claim.text}"
    holds = COMPARISONS[claim.comparison](left, right)
    return f"{'holds' if holds else 'does not hold'}: {claim.text} ({number(left)} against {number(right)})"


def _figure(report: Report, claim: Claim, program: str, slides: int) -> float | None:
    case = report.case(program, slides)
    summary = case.summary(claim.metric) if case else None
    return float(getattr(summary, STATS[claim.stat])) if summary else None
