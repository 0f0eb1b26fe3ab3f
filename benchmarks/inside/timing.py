"""Timing of functions side by side, and the table of what came out."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from benchmarks.figures import in_turn, number, ratio, summarise
from benchmarks.table import table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def side_by_side(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """CPU milliseconds of each function in each round, taken in turn; one unmeasured call of each goes first."""
    for function in cases.values():
        function()
    samples: dict[str, list[float]] = {name: [] for name in cases}
    for _, name in in_turn(list(cases), rounds):
        gc.collect()
        begun = time.process_time()
        cases[name]()
        samples[name].append((time.process_time() - begun) * 1e3)
    return samples


def rows(title: str, samples: Mapping[str, list[float]], unit: str = "CPU ms") -> str:
    """A table of the cases, each with its ratio to the last, which is the floor."""
    summaries = {name: summarise(values) for name, values in samples.items()}
    floor = list(summaries)[-1]
    lines = [
        [name, number(summary.p50), number(summary.p95), number(ratio(summary, summaries[floor]))]
        for name, summary in summaries.items()
        if summary
    ]
    return f"## {title}\n\n" + table(["case", f"p50 {unit}", f"p95 {unit}", f"times {floor}"], lines)
