"""Characters of two cells, and those made of several."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.deck.reader import read_deck
from holeout.layout.styled import cells, cut, line_cells, plain_text
from holeout.layout.wrap import wrapped, wrapped_text


def rows(text: str, width: int) -> list[str]:
    return [plain_text(line) for line in wrapped_text(text, width)]


def test_japanese_fills_its_lines_and_breaks_within_what_has_no_blanks() -> None:
    text = "English と日本語の文章です。"
    assert rows(text, 13) == ["English と日", "本語の文章で", "す。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三。四", ["一二", "三。", "四"]),
        ("一二「三四」", ["一二", "「三", "四」"]),
        ("カッタ", ["カッ", "タ"]),
        ("サーバ", ["サー", "バ"]),
    ],
)
def test_no_line_begins_with_what_closes_nor_ends_with_what_opens(text: str, expected: list[str]) -> None:
    assert rows(text, 5) == expected


def test_marks_in_the_middle_change_no_breaks() -> None:
    (paragraph,) = read_deck("一二**三**。四", "deck.md").slide(0).blocks
    assert [plain_text(line) for line in wrapped(paragraph.text, 5)] == ["一二", "三。", "四"]


def test_korean_breaks_at_blanks() -> None:
    assert rows("한국어 문장", 8) == ["한국어", "문장"]


def test_a_line_break_in_the_source_is_no_blank_within_japanese() -> None:
    (paragraph,) = read_deck("日本\n語と\nEnglish\nwords", "deck.md").slide(0).blocks
    assert "".join(span.text for span in paragraph.text) == "日本語と English words"


@pytest.mark.parametrize("character", ["👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "❤️", "1️⃣"])
def test_a_character_made_of_several_is_never_cut(character: str) -> None:
    assert cells(character) == 2
    assert [cut(character * 2, width) for width in range(5)] == ["", "", character, character, character * 2]


ANY = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("日本語。「」ー한🇩🇪❤️ \u200d\u0301ab")), max_size=60
)


@settings(deadline=None)
@given(ANY, st.integers(2, 30))
def test_no_line_is_too_wide_and_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    lines = wrapped_text(text, width)
    assert all(line_cells(line) <= width for line in lines)
    kept = "".join(piece.text for line in lines for piece in line)
    assert "".join(kept.split()) == "".join(text.split())
