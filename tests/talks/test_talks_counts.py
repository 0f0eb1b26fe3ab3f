"""What the bundled talk's speaker counts aloud is what its content holds."""

from __future__ import annotations

import re

import pytest

from holeout.talk import Talk, load_talk
from tests.conftest import ROOT

SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spoken(number: int) -> str:
    if number < len(SMALL):
        return SMALL[number]
    tens, rest = divmod(number, 10)
    return f"{TENS[tens]}-{SMALL[rest]}" if rest else TENS[tens]


@pytest.fixture(scope="module")
def talk() -> Talk:
    return load_talk()


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        (r"([\w-]+) stages of a product", "stages"),
        (r"Training is one of the ([\w-]+)\.", "stages"),
        (r"The full list has ([\w-]+) questions", "questions"),
    ],
)
def test_a_count_in_the_slides_is_the_content_s(talk: Talk, said: str, counted: str) -> None:
    (deck,) = (ROOT / "slides").glob("*.md")
    text = " ".join(deck.read_text("utf-8").split())
    found = [word.casefold() for word in re.findall(said, text)]
    assert found == [spoken(len(getattr(talk.lifecycle, counted)))]
