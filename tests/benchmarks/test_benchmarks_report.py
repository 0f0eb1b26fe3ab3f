from __future__ import annotations

import json

import pytest

from benchmarks import checks
from benchmarks.measure import Outcome
from benchmarks.overhead import shares
from benchmarks.report import Case, Report, to_json
from benchmarks.table import render


@pytest.fixture
def report() -> Report:
    ours = Case(
        "holeout",
        30,
        {"start": [100.0, 120.0, 110.0], "key": [2.0, 3.0, 4.0], "exit": [20.0], "memory": [40.0]},
    )
    ours.left_on = {"q": [], "SIGTERM": []}
    theirs = Case("patat", 30, {"start": [220.0], "key": [6.0], "exit": [10.0], "key_cpu": [1.0]})
    theirs.left_on = {"q": [], "SIGTERM": ["no cursor", "raw input"]}
    floor = Case("python", 30, {"start": [11.0]})
    long = Case("holeout", 1000, {"start": [150.0], "key": [5.0]})
    return Report(
        when="2026-01-02T03:04:05+00:00",
        machine={"cores": "2", "processor": "Abacus"},
        versions={"holeout": "holeout 1.0", "patat": "0.8"},
        remarks={"python": "nothing at all"},
        rounds=3,
        cases=[ours, theirs, floor, long],
    )


def tables(text: str) -> list[list[list[str]]]:
    found: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if line.startswith("|"):
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [rows for rows in found if rows]


def cell(rows: list[list[str]], program: str, title: str) -> str:
    column = next(place for place, name in enumerate(rows[0]) if name.startswith(title))
    return next(row[column] for row in rows if row[0] == program)


def test_medians_stand_in_their_columns(report: Report) -> None:
    figures = tables(render(report, "patat"))[0]
    assert cell(figures, "holeout", "start → slide, first") == "110"
    assert cell(figures, "holeout", "key → slide ms") == "3.00"
    assert cell(figures, "holeout", "rounds") == "3"


def test_what_was_not_measured_is_a_dash_and_columns_without_figures_are_left_out(report: Report) -> None:
    figures = tables(render(report, "patat"))[0]
    assert cell(figures, "python", "key → slide ms") == "–"
    assert not [title for title in figures[0] if title.startswith("jump")]


def test_ratios_are_to_the_peer_of_the_same_run_and_only_where_both_were_measured(report: Report) -> None:
    ratios = tables(render(report, "patat"))[1]
    assert cell(ratios, "holeout", "start → slide, first") == "0.50"
    assert cell(ratios, "holeout", "quit") == "2.00"
    assert not [title for title in ratios[0] if title.startswith("peak memory")]
    assert [row[0] for row in ratios[2:]] == ["holeout", "python"]


def test_every_table_is_even(report: Report) -> None:
    for rows in tables(render(report, "patat")):
        assert len({len(row) for row in rows}) == 1


def test_what_is_left_in_the_terminal_is_shown_by_how_the_program_ended(report: Report) -> None:
    left = tables(render(report, "patat"))[-1]
    assert cell(left, "patat", "SIGTERM") == "no cursor, raw input"
    assert cell(left, "holeout", "SIGTERM") == "clean"
    assert "python" not in [row[0] for row in left]


def test_versions_remarks_machine_and_failures_are_told(report: Report) -> None:
    report.case("patat", 30).take(Outcome({}, [], "ended with 1"), "q")  # type: ignore[union-attr]
    text = render(report, "patat")
    for told in (
        "holeout 1.0",
        "python: nothing at all",
        "processor Abacus",
        "patat, 30 slides: q: ended with 1",
    ):
        assert told in text


def test_a_failed_start_says_nothing_of_the_terminal() -> None:
    case = Case("patat", 30)
    case.take(Outcome({"start": [1.0]}, [], "did not show"), "SIGHUP")
    assert case.left_on == {}
    assert case.samples == {"start": [1.0]}


def test_the_json_keeps_every_measurement_beside_its_summary(report: Report) -> None:
    document = json.loads(to_json(report))
    assert document["cases"][0]["samples"]["key"] == [2.0, 3.0, 4.0]
    assert document["cases"][0]["summary"]["key"]["p50"] == 3.0
    assert document["machine"]["processor"] == "Abacus"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("holeout.key.p50 <= 1.0 * patat", "holds: holeout.key.p50 <= 1.0 * patat (3.00 against 6.00)"),
        ("holeout.start <= 0.4 * patat", "does not hold: holeout.start <= 0.4 * patat (110 against 88.0)"),
        (
            "holeout@1000.key <= 2 * holeout@30",
            "holds: holeout@1000.key <= 2 * holeout@30 (5.00 against 6.00)",
        ),
        ("holeout.start.max < 120", "does not hold: holeout.start.max < 120 (120 against 120)"),
        ("holeout.exit > 10", "holds: holeout.exit > 10 (20.0 against 10.0)"),
        ("holeout@1000.key <= 1 * patat", "not measured: holeout@1000.key <= 1 * patat"),
        ("python.key <= 1", "not measured: python.key <= 1"),
    ],
)
def test_a_claim_is_held_against_the_figures(report: Report, claim: str, said: str) -> None:
    assert checks.verdict(checks.parse(claim), report) == said


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("holeout is fast", "write it like"),
        ("holeout.speed <= 1", "no metric 'speed'"),
        ("holeout.key.p99 <= 1", "no 'p99'"),
    ],
)
def test_a_claim_that_cannot_be_read_says_what_it_could_be(claim: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        checks.parse(claim)


def test_the_harness_share_is_what_the_program_does_not_explain() -> None:
    assert shares([0.0030, 0.0015], "10.0 10.002\n20.0 20.001\n") == pytest.approx([1.0, 0.5])
