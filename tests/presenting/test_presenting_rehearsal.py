"""Rehearsing: the time on each slide, kept and compared."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.presenting.rehearsal import Record, Rehearsal
from holeout.presenting.rehearsal_report import report_data, report_markdown, report_on, report_text

TITLES = ["One", "Two", "Two", "Three | b"]
DAY = 86_400.0


def moved(rehearsal: Rehearsal, slide: int, elapsed: float) -> Rehearsal:
    return rehearsal.counted(elapsed).at(slide, elapsed)


def test_time_is_counted_on_the_slide_that_is_shown_and_added_up_over_returns() -> None:
    rehearsal = moved(moved(Rehearsal.begin(0, 10.0), 1, 40.0), 0, 60.0).counted(70.0)
    assert rehearsal.spent == {0: 40.0, 1: 20.0}


def test_a_clock_that_is_set_back_loses_nothing_of_what_was_counted() -> None:
    rehearsal = Rehearsal.begin(0, 0.0).counted(50.0).at(0, 0.0).counted(7.0)
    assert rehearsal.spent == {0: 57.0}


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 100))))
def test_all_the_time_is_on_some_slide(moves: list[tuple[int, float]]) -> None:
    now, rehearsal = 0.0, Rehearsal.begin(0, 0.0)
    for slide, wait in moves:
        now += wait
        rehearsal = moved(rehearsal, slide, now)
    assert abs(sum(rehearsal.counted(now).spent.values()) - now) < 1e-6


def test_times_stay_with_their_titles_when_slides_are_put_between() -> None:
    record = Record.of(Rehearsal({0: 10.0, 1: 20.0, 2: 30.0, 3: 40.0}), TITLES, 5.0)
    assert record.on(["New", "Two", "One", "Other", "Two"]) == {2: 10.0, 1: 20.0, 4: 30.0}
    edited = Rehearsal({0: 10.0, 1: 20.0}).on(TITLES, ["New", *TITLES])
    assert edited.spent == {1: 10.0, 2: 20.0}


def test_what_is_kept_comes_back_and_what_is_no_record_does_not() -> None:
    record = Record.of(Rehearsal({0: 10.5, 3: 20.0}), TITLES, 99.0)
    assert Record.from_dict(json.loads(json.dumps(record.to_dict()))) == record
    wrong: list[Any] = [
        None,
        [],
        {},
        {"version": 9, "when": 1, "slides": []},
        {"version": 1, "when": "x", "slides": 3},
    ]
    assert [Record.from_dict(data) for data in wrong] == [None] * len(wrong)


def example() -> Any:
    earlier = [
        Record(1 * DAY, (("One", 90.0), ("Two", 30.0))),
        Record(2 * DAY, (("One", 80.0),)),
    ]
    record = Record(3 * DAY, (("One", 75.0), ("Two", 5.0), ("Three | b", 100.0)))
    return report_on(record, earlier, TITLES, [60.0, 10.0, None, None], 120.0)


def test_the_report_compares_with_the_budget_and_with_the_last_time_each_slide_was_rehearsed() -> None:
    lines = [line.split() for line in report_text(example())]
    assert lines[0] == ["slide", "took", "budget", "over", "before", "change", "title"]
    assert lines[1] == ["1", "1:15", "1:00", "+0:15", "1:20", "-0:05", "One"]
    assert lines[2] == ["2", "0:05", "0:10", "-0:05", "0:30", "-0:25", "Two"]
    assert lines[3] == ["4", "1:40", "-", "-", "Three", "|", "b"]
    assert lines[4] == ["all", "3:00", "2:00", "+1:00", "1:20", "+1:40"]
    assert [line[-1] for line in lines[-2:]] == ["2:00", "1:20"]


def test_the_report_as_markdown_is_one_table_whatever_the_titles_hold() -> None:
    table = [line for line in report_markdown(example()) if line.startswith("|")]
    assert len(table) == 6
    assert {len(line.replace("\\|", "").split("|")) for line in table} == {9}


def test_the_report_as_data_has_seconds() -> None:
    data = json.loads(json.dumps(report_data(example())))
    assert data["took"] == 180.0
    assert data["slides"][0] == {"slide": 1, "title": "One", "took": 75.0, "budget": 60.0, "before": 80.0}
    assert [each["took"] for each in data["earlier"]] == [120.0, 80.0]


@pytest.mark.parametrize("budgets", [[None] * 4, [60.0, 30.0, 30.0, 60.0]])
def test_without_a_duration_the_budgets_are_the_plan(budgets: list[float | None]) -> None:
    report = report_on(Record(1.0, (("One", 75.0),)), [], TITLES, budgets, None)
    assert report.duration == (180.0 if budgets[0] else None)
    assert report_text(report)[-1].split()[:2] == ["all", "1:15"]
