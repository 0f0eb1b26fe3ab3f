"""Rehearsing: the time on each slide."""

from hypothesis import given
from hypothesis import strategies as st

from holeout.deck.reader import read_deck
from holeout.presenting.rehearsal import Rehearsal, report_lines, with_budgets

DECK = "---\ntitle: T\n---\n\n# One\n\na\n\n---\n\n<!-- time: 10s -->\n\n# Two\n\n---\n\n# Three\n"


def test_time_is_counted_on_the_slide_that_is_shown_and_added_up_over_returns() -> None:
    rehearsal = Rehearsal.begin(0, 100.0).moved(1, 130.0).moved(0, 150.0).moved(0, 155.0).counted(160.0)
    assert rehearsal.spent == {0: 40.0, 1: 20.0}


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 100))))
def test_all_the_time_is_on_some_slide(moves: list[tuple[int, float]]) -> None:
    now, rehearsal = 0.0, Rehearsal.begin(0, 0.0)
    for slide, wait in moves:
        now += wait
        rehearsal = rehearsal.moved(slide, now)
    assert abs(sum(rehearsal.counted(now).spent.values()) - now) < 1e-6


def test_the_report_compares_with_the_budget() -> None:
    lines = report_lines(Rehearsal({0: 75.0, 1: 5.0}), ["One", "Two", "Three"], [60.0, 10.0, None])
    assert lines[1].split() == ["1", "1:15", "1:00", "+0:15", "One"]
    assert lines[2].split() == ["2", "0:05", "0:10", "-0:05", "Two"]
    assert lines[-1].split() == ["all", "1:20", "1:10"]


def test_budgets_are_written_into_the_deck_and_nothing_else_changes() -> None:
    deck = read_deck(DECK, "deck.md")
    text = with_budgets(DECK, deck.slide_lines, Rehearsal({0: 61.0, 1: 33.0}))
    again = read_deck(text, "deck.md")
    assert [again.slide(index).budget for index in range(3)] == [60.0, 35.0, None]
    assert [again.slide(index).title for index in range(3)] == ["One", "Two", "Three"]
    kept = [line for line in text.splitlines() if "time:" not in line and line]
    assert kept == [line for line in DECK.splitlines() if "time:" not in line and line]
