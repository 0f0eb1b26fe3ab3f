"""Finding a slide by what is typed."""

import pytest

from holeout.presenting.titles import slides_named

TITLES = ["The prototype hole", "Data: the source", "", "Straße"]


@pytest.mark.parametrize(
    ("typed", "slides"),
    [
        ("2", [1]),
        ("0", [0]),
        ("99999999999999", [3]),
        ("the", [0, 1]),
        ("HOLE the", [0]),
        ("STRASSE", [3]),
        ("nothing like it", []),
        ("", [0, 1, 2, 3]),
        ("²", []),
    ],
)
def test_a_number_means_that_slide_and_words_all_whose_titles_have_them(
    typed: str, slides: list[int]
) -> None:
    assert slides_named(typed, TITLES) == slides


def test_an_empty_deck_has_no_slide_for_any_number() -> None:
    assert slides_named("1", []) == []
