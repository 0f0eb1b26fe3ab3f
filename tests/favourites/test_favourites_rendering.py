"""What is written reads back the same."""

from __future__ import annotations

import math
from dataclasses import replace

from favourites_makers import FILES, read
from hypothesis import given, settings

from holeout.favourites.model import Favourite, FavouritesFile
from holeout.favourites.rendering import render


@settings(deadline=None, max_examples=100)
@given(FILES)
def test_reading_what_was_written_keeps_everything(file: FavouritesFile) -> None:
    again = read(render(file))
    assert again == file
    assert render(again) == render(file)


def test_numbers_that_are_none_and_long_lists_are_kept() -> None:
    extra = {
        "gain": math.nan,
        "top": -math.inf,
        "many": ["a word of some length"] * 50,
        "in": {"list": [["x" * 60] * 3]},
    }
    file = read(render(FavouritesFile((Favourite("x", extra=extra),))))
    assert math.isnan(file.favourites[0].extra["gain"])
    assert {**file.favourites[0].extra, "gain": 0} == {**extra, "gain": 0}


def test_the_layout_is_fixed_and_says_nothing_that_is_empty() -> None:
    file = FavouritesFile(
        (Favourite("a b", note='x "y"\nz', updated="2026-11-23", extra={"my key": 1}),), actor="annaannaanna"
    )
    assert render(file) == (
        'format = "holeout-favourites/1"\nactor = "annaannaanna"\n\n'
        '[[favourite]]\ntool = "a b"\nnote = "x \\"y\\"\\nz"\nupdated = 2026-11-23\n"my key" = 1\n'
    )
    assert read(render(replace(file, favourites=()))).favourites == ()
