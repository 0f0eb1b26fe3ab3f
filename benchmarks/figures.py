"""What is measured, and the arithmetic on it: percentiles, summaries, ratios, the order of the runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

T = TypeVar("T")
Samples = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of a program: its key, its column's title, its unit. Less is better in all of them."""

    key: str
    title: str
    unit: str
    tail: bool = False
    """Whether the 95th percentile has a column of its own."""


METRICS = (
    Metric("start", "start → slide, first", "ms"),
    Metric("again", "start → slide, second", "ms"),
    Metric("start_cpu", "CPU, first start", "ms"),
    Metric("again_cpu", "CPU, second start", "ms"),
    Metric("first_key", "key right after the start", "ms"),
    Metric("key", "key → slide", "ms", tail=True),
    Metric("key_cpu", "CPU a key", "ms"),
    Metric("key_bytes", "bytes a key", "B"),
    Metric("held", "held key: lag", "ms"),
    Metric("jump", "jump to last", "ms"),
    Metric("idle", "CPU idle", "%"),
    Metric("memory", "peak memory", "MiB"),
    Metric("exit", "quit", "ms"),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A list of measurements in five numbers."""

    n: int
    least: float
    p50: float
    p95: float
    most: float


def percentile(values: Sequence[float], percent: float) -> float:
    """The percentile by linear interpolation between the closest ranks (Hyndman and Fan's type 7)."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def summarise(values: Sequence[float]) -> Summary | None:
    """The summary of the measurements, or None when there are none."""
    if not values:
        return None
    return Summary(len(values), min(values), percentile(values, 50), percentile(values, 95), max(values))


def ratio(ours: Summary | None, theirs: Summary | None, stat: str = "p50") -> float | None:
    """How many times theirs ours is; None where one of them is missing or theirs is nothing."""
    if ours is None or theirs is None:
        return None
    divisor: float = getattr(theirs, stat)
    return float(getattr(ours, stat)) / divisor if divisor else None


def in_turn(things: Sequence[T], rounds: int) -> Iterator[tuple[int, T]]:
    """Each thing once a round, in reverse order every other round, so that a drift of the machine cancels out."""
    for number in range(rounds):
        for thing in things if number % 2 == 0 else reversed(things):
            yield number, thing


def add(samples: Samples, more: Mapping[str, Sequence[float]]) -> None:
    """Append measurements to those that are there."""
    for key, values in more.items():
        samples.setdefault(key, []).extend(values)


def number(value: float | None) -> str:
    """Three significant digits are what a measurement like this is worth; a dash for none."""
    if value is None:
        return "–"
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"
