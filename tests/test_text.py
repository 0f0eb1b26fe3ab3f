"""Text from outside, made safe."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from holeout.text import clean, clean_line


@given(st.text())
def test_nothing_that_drives_a_terminal_gets_through(text: str) -> None:
    kept = clean(text)
    assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\n\t"]
    assert not set(kept) & set(
        "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029\ufeff"
    )


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_what_people_write_stays() -> None:
    text = "naïve – “quotes”, 日本語, 👩‍🚀, tab\tand\nline"
    assert clean(text) == text


def test_a_line_has_no_breaks() -> None:
    assert clean_line("  a\r\n\tb\x1b[31m ") == "a   b[31m"


def test_piled_up_accents_are_cut() -> None:
    assert len(clean("z" + "\u0301" * 50)) <= 5
