"""Can everybody read it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.layout.styled import Role
from holeout.themes.contrast import contrast, pairs, passing, ratio
from holeout.themes.palette import COLOURED, HIGH_CONTRAST, Palette
from tests.themes.themes_help import poor

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_everything_stands_out_from_every_ground_that_it_is_on(palette: Palette) -> None:
    assert poor(palette) == {}


def test_every_role_is_looked_at() -> None:
    assert {pair.role for pair in pairs()} == set(Role)


def test_high_contrast_is_higher_than_asked_of_others() -> None:
    """7:1 is what WCAG asks of text at its highest level (1.4.6)."""
    assert min(ratio(HIGH_CONTRAST, pair) for pair in pairs()) >= 7


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_what_others_measure(one: str, other: str, known: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(known, abs=0.005)


@given(colors, colors, st.sampled_from([3.0, 4.5]))
def test_there_is_a_readable_colour_for_every_ground_and_what_is_readable_stays(
    color: str, ground: str, least: float
) -> None:
    better = passing(color, [ground], least)
    assert contrast(better, ground) >= least
    assert better == color or contrast(color, ground) < least
