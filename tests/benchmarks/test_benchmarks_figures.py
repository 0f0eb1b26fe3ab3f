from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import in_turn, number, percentile, ratio, summarise

FLOATS = st.floats(0, 1e9, allow_nan=False)


@given(st.lists(FLOATS, min_size=2))
def test_percentiles_agree_with_the_standard_library(values: list[float]) -> None:
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    assert percentile(values, 50) == pytest.approx(cuts[9])
    assert percentile(values, 95) == pytest.approx(cuts[18])


def test_one_measurement_is_all_its_own_percentiles() -> None:
    summary = summarise([7.0])
    assert summary is not None
    assert (summary.n, summary.least, summary.p50, summary.p95, summary.most) == (1, 7.0, 7.0, 7.0, 7.0)


def test_nothing_measured_has_no_summary_and_no_ratio() -> None:
    assert summarise([]) is None
    assert ratio(None, summarise([1.0])) is None
    assert ratio(summarise([1.0]), None) is None


def test_ratio_is_of_medians_so_one_slow_press_does_not_move_it() -> None:
    ours, theirs = summarise([1.0, 2.0, 500.0]), summarise([3.0, 4.0, 5.0])
    assert ratio(ours, theirs) == 0.5


def test_ratio_to_a_peer_that_needs_nothing_is_not_a_number_to_show() -> None:
    assert ratio(summarise([1.0]), summarise([0.0])) is None


def test_every_other_round_runs_in_reverse() -> None:
    assert list(in_turn(["a", "b"], 3)) == [(0, "a"), (0, "b"), (1, "b"), (1, "a"), (2, "a"), (2, "b")]


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "–"), (0.283, "0.28"), (12.34, "12.3"), (250.4, "250"), (31495.0, "31,495")]
)
def test_figures_are_shown_with_the_digits_they_are_worth(value: float | None, shown: str) -> None:
    assert number(value) == shown
