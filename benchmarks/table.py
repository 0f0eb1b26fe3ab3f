"""A report as Markdown: figures, ratios to a peer of the same run, clean terminals, checks, the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.figures import METRICS, number, ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.report import Case, Report

#: The columns of figures: the metric, which of its numbers, the title with its unit.
COLUMNS = tuple(
    (metric.key, stat, f"{metric.title}{' p95' * (stat == 'p95')} {metric.unit}")
    for metric in METRICS
    for stat in (("p50", "p95") if metric.tail else ("p50",))
)


def render(report: Report, against: str) -> str:
    """The whole report. `against` names the program that the ratios are to."""
    parts = [_head(report)]
    for slides in report.sizes():
        cases = [case for case in report.cases if case.slides == slides]
        parts += [f"## {slides:,} slides", _figures(cases), _ratios(cases, against)]
    parts += [
        _clean(report),
        _listed("Checks", report.checks),
        _listed("Versions and remarks", _versions(report)),
    ]
    parts.append(_listed("Failures", _failures(report)))
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all but its first column to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _head(report: Report) -> str:
    machine = ", ".join(f"{key} {value}" for key, value in report.machine.items())
    lines = [
        f"# Benchmark of {report.when}",
        "",
        f"{machine}.",
        f"Medians of {report.rounds} rounds (fewer where `rounds` says so), every program in turn, in reverse",
        "order every other round, in a terminal of 120×40 that answers queries.",
    ]
    if report.loads:
        lines.append(
            f"Load average before the rounds: {number(min(report.loads))} to {number(max(report.loads))}."
        )
    if report.harness:
        share = f"{number(report.harness.p50)} ms (p95 {number(report.harness.p95)})"
        lines.append(f"The harness's own share of each key press: {share}.")
    return "\n".join(lines)


def _used(cases: Sequence[Case]) -> list[tuple[str, str, str]]:
    return [column for column in COLUMNS if any(case.samples.get(column[0]) for case in cases)]


def _figures(cases: Sequence[Case]) -> str:
    columns = _used(cases)
    rows = (
        [case.program, *(_figure(case, key, stat) for key, stat, _ in columns), _rounds(case)]
        for case in cases
    )
    return table(["program", *(title for _, _, title in columns), "rounds"], rows)


def _figure(case: Case, key: str, stat: str) -> str:
    summary = case.summary(key)
    return number(getattr(summary, stat) if summary else None)


def _rounds(case: Case) -> str:
    return str(len(case.samples.get("start", [])))


def _ratios(cases: Sequence[Case], against: str) -> str:
    other = next((case for case in cases if case.program == against), None)
    if other is None or len(cases) == 1:
        return ""
    columns = [column for column in _used(cases) if other.samples.get(column[0])]
    rows = (
        [case.program, *(_times(case, other, key, stat) for key, stat, _ in columns)]
        for case in cases
        if case is not other
    )
    titles = (title.rpartition(" ")[0] for _, _, title in columns)
    return f"Times {against}:\n\n" + table(["program", *titles], rows)


def _times(case: Case, other: Case, key: str, stat: str) -> str:
    return number(ratio(case.summary(key), other.summary(key), stat))


def _clean(report: Report) -> str:
    cases = [case for case in report.cases if case.slides == min(report.sizes()) and "exit" in case.samples]
    if not cases:
        return ""
    endings = list(dict.fromkeys(ending for case in cases for ending in case.left_on))
    rows = ([case.program, *(_left(case, ending) for ending in endings)] for case in cases)
    return "## What is left behind\n\n" + table(["program", *endings], rows)


def _left(case: Case, ending: str) -> str:
    left = case.left_on.get(ending)
    if left is None:
        return "–"
    return ", ".join(left) or "clean"


def _versions(report: Report) -> list[str]:
    names = dict.fromkeys((*report.versions, *report.remarks))
    told = (
        f"{name}: {'; '.join(filter(None, (report.versions.get(name), report.remarks.get(name))))}"
        for name in names
    )
    return [line for line in told if not line.endswith(": ")]


def _failures(report: Report) -> list[str]:
    return [
        f"{case.program}, {case.slides:,} slides: {text}" for case in report.cases for text in case.failures
    ]


def _listed(title: str, lines: Sequence[str]) -> str:
    return f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines) if lines else ""
