from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holeout.presenting.margin import names_of, preface_of, read_margin, write_margin

WRITTEN = """\
# Notes on a talk

by hand

## Dough

ask Ann about
the salt

## Oven

hot
"""


def test_notes_are_told_apart_by_their_headings_and_what_stands_before_is_kept() -> None:
    assert read_margin(WRITTEN) == {"Dough": "ask Ann about\nthe salt", "Oven": "hot"}
    assert preface_of(WRITTEN) == "# Notes on a talk\n\nby hand"
    assert write_margin(preface_of(WRITTEN), read_margin(WRITTEN)) == WRITTEN


def test_a_note_that_says_nothing_goes() -> None:
    assert write_margin("", {"Dough": " \n", "Oven": "hot"}) == "## Oven\n\nhot\n"
    assert write_margin("", {"Dough": ""}) == ""


def test_slides_of_the_same_title_and_those_without_have_names_of_their_own() -> None:
    assert names_of(["Dough", "", "Dough", "Oven  and\tstone"]) == [
        "Dough",
        "Slide 2",
        "Dough (2)",
        "Oven and stone",
    ]


@given(
    st.dictionaries(
        st.sampled_from(["Dough", "Oven", "Dough (2)"]),
        st.lists(st.sampled_from(["a", "#", " ", "\n", "\\", "\n## Dough", "é"]), max_size=12).map("".join),
    )
)
def test_what_is_written_is_read_back_whatever_it_looks_like(notes: dict[str, str]) -> None:
    kept = {name: note.strip("\n") for name, note in notes.items() if note.strip()}
    assert read_margin(write_margin("# Mine", notes)) == kept


def test_a_file_with_the_line_ends_of_another_system_holds_the_same_notes() -> None:
    text = "before\n\n## One\n\nmine\n"
    for end in ("\r\n", "\r"):
        assert read_margin(text.replace("\n", end)) == read_margin(text)
        assert preface_of(text.replace("\n", end)) == "before"
