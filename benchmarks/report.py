"""What a whole run of the benchmark found, and how it is kept as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Samples, Summary, add, summarise

if TYPE_CHECKING:
    from benchmarks.measure import Outcome


@dataclass(slots=True)
class Case:
    """One program with a deck of one size: all its measurements, and what went wrong."""

    program: str
    slides: int
    samples: Samples = field(default_factory=dict)
    left_on: dict[str, list[str]] = field(default_factory=dict)
    """What stayed on in the terminal, by how the program was ended (`q`, `SIGTERM`, `SIGHUP`)."""
    failures: list[str] = field(default_factory=list)

    def take(self, outcome: Outcome, ending: str) -> None:
        """Add what one start of the program gave."""
        add(self.samples, outcome.samples)
        if outcome.failure:
            self.failures.append(f"{ending}: {outcome.failure}")
        else:
            known = self.left_on.setdefault(ending, [])
            known += [name for name in outcome.left_on if name not in known]

    def summary(self, metric: str) -> Summary | None:
        """The measurements of one metric in five numbers; None when there are none."""
        return summarise(self.samples.get(metric, []))


@dataclass(slots=True)
class Report:
    """Everything that a run found, in the order in which it is shown."""

    when: str
    machine: dict[str, str]
    versions: dict[str, str]
    remarks: dict[str, str]
    rounds: int
    harness: Summary | None = None
    """Our own share of a measured key press, in milliseconds."""
    loads: list[float] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)

    def case(self, program: str, slides: int) -> Case | None:
        """The case of that program and size, if it was measured."""
        return next((case for case in self.cases if (case.program, case.slides) == (program, slides)), None)

    def sizes(self) -> list[int]:
        """The lengths of decks that were measured, in order."""
        return sorted({case.slides for case in self.cases})


def to_json(report: Report) -> str:
    """The report with every single measurement and the summaries, for machines."""
    document = asdict(report)
    for case, plain in zip(report.cases, document["cases"], strict=True):
        plain["summary"] = {metric: _summary(case, metric) for metric in case.samples}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _summary(case: Case, metric: str) -> dict[str, Any] | None:
    summary = case.summary(metric)
    return asdict(summary) if summary else None
