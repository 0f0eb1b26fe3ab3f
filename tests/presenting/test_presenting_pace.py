"""The pace against the slides' budgets."""

import pytest

from holeout.presenting.pace import Plan, clock_words, spread

BUDGETS = [60.0, 120.0, 60.0]


@pytest.mark.parametrize(
    ("elapsed", "slide", "words"),
    [
        (30.0, 0, "on time"),
        (170.0, 1, "on time"),
        (310.0, 1, "2:10 behind"),
        (30.0, 1, "0:30 ahead"),
        (65.0, 0, "on time"),
    ],
)
def test_pace_compares_the_clock_with_the_slide_that_should_be_up(
    elapsed: float, slide: int, words: str
) -> None:
    assert Plan.of(slide, BUDGETS, None).pace(elapsed).words == words


def test_remaining_time_counts_down_the_duration_and_goes_below_zero() -> None:
    assert Plan.of(1, BUDGETS, 90.0).pace(100.0).remaining == -10.0
    assert clock_words(-10.0) == "-0:10"


def test_slides_without_a_budget_share_what_the_duration_leaves() -> None:
    assert spread([60.0, None, None], 180.0) == [60.0, 60.0, 60.0]


def test_budgets_shrink_and_grow_to_the_time_that_there_is() -> None:
    assert spread([60.0, 120.0], 90.0) == [30.0, 60.0]
    assert spread([60.0, 120.0], 360.0) == [120.0, 240.0]
    assert spread([60.0, 120.0, None], 90.0) == [30.0, 60.0, 0.0]
    assert spread([60.0, 120.0], None) == [60.0, 120.0]


def test_without_budgets_and_duration_there_is_no_pace() -> None:
    assert spread([None, None], None) is None
    assert Plan.of(0, None, None).pace(10.0).words == ""


def test_hours_are_written_out() -> None:
    assert clock_words(3725) == "1:02:05"
