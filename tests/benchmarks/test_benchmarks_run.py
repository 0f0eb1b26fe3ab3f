from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.decks import write_deck
from benchmarks.measure import Plan, environment, markers
from benchmarks.overhead import own_share
from benchmarks.peers import PROGRAMS, Program
from benchmarks.report import Report
from benchmarks.run import Bench, installed, parser
from benchmarks.terminal import Running

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

BRIEF = Plan(presses=3, repeats=4, repeat_rate=200, gap=0.001, idle=0.01, start_limit=20, end_limit=20)
RAW = next(program for program in PROGRAMS if program.name == "raw")
PASS = next(program for program in PROGRAMS if program.name == "python")


def bench(
    folder: Path, programs: list[Program], sizes: list[int], rounds: int, patience: float = 60
) -> Report:
    report = Report("now", {}, {}, {}, rounds)
    Bench(programs, sizes, rounds, patience, BRIEF, folder, report).run()
    return report


def test_a_run_measures_every_program_with_every_deck(tmp_path: Path) -> None:
    report = bench(tmp_path, [RAW, PASS], [5, 30], rounds=2)
    assert [(case.program, case.slides) for case in report.cases] == [
        ("raw", 5),
        ("python", 5),
        ("raw", 30),
        ("python", 30),
    ]
    assert not [case.failures for case in report.cases if case.failures]
    raw = report.case("raw", 30)
    assert raw is not None
    counts = {metric: len(values) for metric, values in raw.samples.items()}
    assert counts["start"] == counts["again"] == counts["held"] == counts["jump"] == counts["exit"] == 2
    assert counts["first_key"] == 2
    assert counts["key"] == counts["key_bytes"] == 4
    floor = report.case("python", 30)
    assert floor is not None
    assert set(floor.samples) == {"start", "again"}


def test_a_deck_too_short_to_hold_a_key_in_is_not_held_in(tmp_path: Path) -> None:
    case = bench(tmp_path, [RAW], [5], rounds=1).case("raw", 5)
    assert case is not None
    assert "held" not in case.samples
    assert len(case.samples["key"]) == 2


def test_a_program_killed_leaves_its_modes_and_one_that_quits_does_not(tmp_path: Path) -> None:
    case = bench(tmp_path, [RAW], [5], rounds=1).case("raw", 5)
    assert case is not None
    left = ["alternate screen", "no cursor", "raw input"]
    assert case.left_on == {"q": [], "SIGTERM": left, "SIGHUP": left}


def test_a_program_that_fails_is_told_of_and_stops_nobody(tmp_path: Path) -> None:
    broken = replace(RAW, name="broken", command=("python", "-c", "raise SystemExit(4)"))
    report = bench(tmp_path, [broken, RAW], [5], rounds=1)
    failed, fine = report.case("broken", 5), report.case("raw", 5)
    assert failed is not None
    assert fine is not None
    assert all("ended with 4" in failure for failure in failed.failures)
    assert len(failed.failures) == 4
    assert not fine.failures


def test_a_slow_program_gets_no_more_rounds_than_patience_allows(tmp_path: Path) -> None:
    case = bench(tmp_path, [PASS], [5], rounds=3, patience=1e-9).case("python", 5)
    assert case is not None
    assert len(case.samples["start"]) == 1


def test_two_runs_share_no_folder_of_ours(tmp_path: Path) -> None:
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        home.mkdir()
    one, two = (environment(home) for home in homes)
    ours = [name for name in one if name.startswith("HOLEOUT_")]
    assert len(ours) == 5
    assert all(one[name] != two[name] and Path(one[name]).is_dir() for name in (*ours, "HOME"))
    assert "PYTHONDONTWRITEBYTECODE" not in one


def test_the_harness_share_is_known_for_every_key(tmp_path: Path) -> None:
    share = own_share(tmp_path)
    assert share is not None
    assert share.n == 60
    assert share.least > 0


def test_the_floor_takes_every_press_of_a_held_key(tmp_path: Path) -> None:
    command = RAW.line(write_deck(tmp_path, RAW.syntax, 9))
    assert command is not None
    running = Running(command, environment(tmp_path))
    running.wait_for(markers(1), 20)
    running.write(b"\x1b[C\x1b[C\x1b[C")
    running.wait_for(markers(4), 20)
    running.close()


def test_a_peer_that_is_not_installed_is_left_out_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert [program.name for program in installed(["prezo", "python"])] == ["python"]
    assert "python -m benchmarks.install prezo" in capsys.readouterr().err


def test_unknown_programs_and_claims_are_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--only", "patat,powerpoint"], ["--check", "patat.joy <= 1"]):
        with pytest.raises(SystemExit):
            parser().parse_args(arguments)
    told = capsys.readouterr().err
    assert "no powerpoint" in told
    assert "no metric 'joy'" in told


def test_programs_of_ours_run_in_the_interpreter_that_measures() -> None:
    assert PASS.path() == str(Path(sys.executable).parent / "python")
