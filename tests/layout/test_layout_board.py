"""The board on a slide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holeout.layout.board import Suggested, draw_board
from holeout.layout.styled import line_cells, plain_text
from holeout.text import clean, clean_line

NAMES = {"data": "Data", "serve": "Package & deploy"}
BOARD = (
    Suggested("polars", "data", ("6x faster\nthan before",), 12),
    Suggested("pandera", "data", (), 3, thanked=True),
    Suggested("green servers", "serve", ("a", "b"), 7, pinned=True),
)


def drawn(board: tuple[Suggested, ...], *stages: str, width: int = 60, height: int = 10) -> list[str]:
    return [plain_text(line).rstrip() for line in draw_board(board, NAMES, stages, width, height)]


def test_pinned_ones_come_first_then_the_stages_in_order_with_what_is_said() -> None:
    assert drawn(BOARD, width=70) == [
        "   7 ◆ green servers  Package & deploy  a · b",
        "  12   polars         Data              6x faster than before",
        "   3 ♥ pandera        Data",
    ]


def test_the_board_of_one_stage_names_no_stage() -> None:
    assert drawn(BOARD, "data") == ["  12   polars   6x faster than before", "   3 ♥ pandera"]


def test_what_the_speaker_talks_about_stands_above_with_all_its_words() -> None:
    said = "Sees drift without labels, and tells the person on call which feature it was"
    board = (*BOARD, Suggested("driftwatch", "data", (said,), 2, thanked=True, talking=True))
    assert drawn(board)[:4] == [
        "▶ driftwatch  2 voices, Data  thank you!",
        "  Sees drift without labels, and tells the person on call",
        "  which feature it was",
        "",
    ]


def test_what_finds_no_place_is_counted_and_the_weightiest_stay() -> None:
    many = tuple(Suggested(f"tool{n}", "data", voices=n) for n in range(20))
    lines = drawn(many, height=5)
    assert lines[-1].strip() == "and 16 more"
    assert [line.split()[1] for line in lines[:-1]] == ["tool16", "tool17", "tool18", "tool19"]


def test_an_empty_board_says_so() -> None:
    assert drawn(()) == drawn(BOARD, "retire") == ["No suggestions yet."]


@given(
    st.lists(
        st.builds(
            Suggested,
            st.text(max_size=40).map(clean_line),
            st.sampled_from(["data", "serve", ""]),
            st.lists(st.text(max_size=80).map(clean), max_size=3).map(tuple),
            st.integers(0, 10**6),
            st.booleans(),
            st.booleans(),
            st.booleans(),
        ),
        max_size=8,
    ).map(tuple),
    st.integers(1, 80),
    st.integers(1, 12),
)
def test_no_suggestion_breaks_out_of_its_place(board: tuple[Suggested, ...], width: int, height: int) -> None:
    lines = draw_board(board, NAMES, (), width, height)
    assert len(lines) <= height
    assert all(line_cells(line) <= max(width, 1) for line in lines)
