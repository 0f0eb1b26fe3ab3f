"""Measure how fast holeout feels, in one run with its peers: `python -m benchmarks.run`."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import checks, machine, overhead, table
from benchmarks.decks import write_deck
from benchmarks.figures import Summary, in_turn
from benchmarks.measure import Plan, first_start, killed, second_start
from benchmarks.peers import PROGRAMS, Program
from benchmarks.report import Case, Report, to_json

RESULTS = Path(__file__).parent / "results"
SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@dataclass(slots=True)
class Bench:
    """One interleaved run of the programs over decks of several sizes."""

    programs: list[Program]
    sizes: list[int]
    rounds: int
    patience: float
    """Seconds that one program may take with one deck; after that it gets no further rounds."""
    plan: Plan
    folder: Path
    report: Report
    spent: dict[str, float] = field(default_factory=dict)

    def run(self) -> None:
        """Measure everything, the shortest decks first."""
        self._warm_up()
        for size in self.sizes:
            self.spent.clear()
            self.report.cases += [Case(program.name, size) for program in self.programs]
            for number, program in in_turn(self.programs, self.rounds):
                self.report.loads.append(round(machine.load(), 2))
                if self.spent.get(program.name, 0) < self.patience:
                    self._round(program, size, number)
        self._signals(min(self.sizes))

    def _command(self, program: Program, size: int) -> list[str]:
        deck = write_deck(self.folder, program.syntax, size) if program.syntax else None
        command = program.line(deck)
        assert command is not None, f"{program.name} vanished"
        return command

    def _home(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.folder))

    def _warm_up(self) -> None:
        for program in self.programs:
            first_start(program, self._command(program, min(self.sizes)), self._home(), self.plan)

    def _round(self, program: Program, size: int, number: int) -> None:
        case, command, home = self.report.case(program.name, size), self._command(program, size), self._home()
        assert case is not None
        begun = time.monotonic()
        case.take(first_start(program, command, home, self.plan), "q")
        case.take(second_start(program, command, home, self.plan, size), "q")
        took = time.monotonic() - begun
        self.spent[program.name] = self.spent.get(program.name, 0) + took
        print(f"{size:>6} slides, round {number + 1}: {program.name} {took:.1f} s", file=sys.stderr)

    def _signals(self, size: int) -> None:
        for program in self.programs:
            case = self.report.case(program.name, size)
            if case is None or not program.first:
                continue
            for how in SIGNALS:
                case.take(
                    killed(program, self._command(program, size), self._home(), self.plan, how), how.name
                )


def parser() -> argparse.ArgumentParser:
    """The command line."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    names = ", ".join(program.name for program in PROGRAMS)
    reader.add_argument(
        "--only", type=_names, metavar="A,B", help=f"of {names}; default: all that are installed"
    )
    reader.add_argument(
        "--slides", type=_sizes, default=[30, 1000, 10000], metavar="N,M", help="lengths of the decks"
    )
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--quick", action="store_true", help="30 slides, 2 rounds, few key presses")
    reader.add_argument(
        "--patience", type=float, default=25, metavar="S", help="seconds for one program and deck"
    )
    reader.add_argument("--against", default="patat", metavar="NAME", help="the program that ratios are to")
    reader.add_argument(
        "--check", type=_claim, action="append", default=[], metavar="CLAIM", help=checks.Claim.__doc__
    )
    reader.add_argument("--out", type=Path, default=RESULTS, metavar="FOLDER")
    reader.add_argument("--self-test", action="store_true", help="only measure the harness itself")
    return reader


def _names(text: str) -> list[str]:
    names = text.split(",")
    known = [program.name for program in PROGRAMS]
    if unknown := set(names) - set(known):
        raise argparse.ArgumentTypeError(f"no {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return names


def _sizes(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",")})


def _claim(text: str) -> checks.Claim:
    try:
        return checks.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def installed(names: list[str] | None) -> list[Program]:
    """The programs named, or all; those that are not installed are told of on stderr and left out."""
    wanted = [program for program in PROGRAMS if names is None or program.name in names]
    for program in wanted:
        if program.path() is None:
            hint = f"; python -m benchmarks.install {program.name}" if program.recipe else ""
            print(f"{program.name} is not installed, left out{hint}", file=sys.stderr)
    return [program for program in wanted if program.path() is not None]


def main() -> None:
    """Measure, print the table, keep it in the results folder."""
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="holeout-bench-") as name:
        folder = Path(name)
        harness = overhead.own_share(folder)
        if options.self_test:
            print(_self_test(harness))
            return
        report = _measure(options, folder)
    report.harness = harness
    report.checks = [checks.verdict(claim, report) for claim in options.check]
    _keep(report, options.out, options.against)


def _self_test(harness: Summary | None) -> str:
    if harness is None:
        return "the floor program did not run"
    verdict = "holds" if harness.p50 < overhead.LIMIT else "does not hold"
    return (
        f"{verdict}: own share of a key press {harness.p50:.3f} ms (p95 {harness.p95:.3f}) "
        f"below {overhead.LIMIT} ms, {harness.n} presses"
    )


def _measure(options: argparse.Namespace, folder: Path) -> Report:
    machine.compile_environment()
    programs = installed(options.only)
    report = Report(
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=machine.describe(),
        versions={program.name: machine.version(program) for program in programs},
        remarks={program.name: program.remark for program in programs if program.remark},
        rounds=2 if options.quick else options.rounds,
    )
    plan = Plan(presses=6, repeats=15, idle=0.3) if options.quick else Plan()
    sizes = [30] if options.quick else options.slides
    Bench(programs, sizes, report.rounds, options.patience, plan, folder, report).run()
    return report


def _keep(report: Report, folder: Path, against: str) -> None:
    text = table.render(report, against)
    print(text)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = report.when.replace(":", "").replace("+0000", "Z")
    for name in (stamp, "latest"):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        (folder / f"{name}.json").write_text(to_json(report), encoding="utf-8")
    print(f"kept in {folder / stamp}.md and .json", file=sys.stderr)


if __name__ == "__main__":
    main()
