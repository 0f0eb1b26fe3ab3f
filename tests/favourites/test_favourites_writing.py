"""Changing a person's file leaves what they wrote as they wrote it."""

from __future__ import annotations

from dataclasses import replace
from difflib import ndiff

import pytest
from favourites_makers import FAVOURITES, HEAD, read
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.favourites.model import Favourite
from holeout.favourites.writing import Change, add, blank, change, remove, sealed

ANNAS = """\
# Anna's tools
format = "holeout-favourites/1"   # do not touch
talk = 'my-talk'
actor = "annaannaanna"
mood = "good"

# --- data ---

[[favourite]]
tool   = "polars"    # why not pandas?
# for the feature jobs
note   = "fast"
tags   = [
  "arrow",  # the memory format
  "frame",
]
x-team = 12

# --- serving ---

  [[favourite]]
  tool = 'https://bentoml.com'
  [favourite.x-more]
  rating = 5   # of five

# the seal

[seal]  # written by holeout
"pkg:pypi/polars" = "4-000000000000"

# the end
"""
POLARS = read(ANNAS).favourites[0]


def lines_gone_and_new(before: str, after: str) -> tuple[list[str], list[str]]:
    """What a diff shows but for blank lines: the lines taken out, and the lines put in."""
    changed = [line for line in ndiff(before.splitlines(), after.splitlines()) if line[2:].strip()]
    return tuple([line[2:] for line in changed if line.startswith(sign)] for sign in "-+")  # type: ignore[return-value]


def test_a_new_favourite_stands_below_the_last_and_nothing_else_changes() -> None:
    after = add(ANNAS, Favourite("dvc", stage="data", note='"git"\nfor data', tags=("a b",)))
    gone, come = lines_gone_and_new(ANNAS, after)
    assert not gone
    assert come == [
        "[[favourite]]",
        'tool = "dvc"',
        'stage = "data"',
        'note = "\\"git\\"\\nfor data"',
        'tags = ["a b"]',
    ]
    assert after.index("rating = 5") < after.index('tool = "dvc"') < after.index("# the seal")
    assert [each.tool for each in read(after).favourites] == ["polars", "https://bentoml.com", "dvc"]


def test_a_favourite_added_by_hand_below_the_seal_is_where_the_next_one_goes() -> None:
    after = add(ANNAS + '[[favourite]]\ntool = "last"', Favourite("new"))
    assert after.endswith('[[favourite]]\ntool = "last"\n\n[[favourite]]\ntool = "new"\n')


def test_changing_a_value_keeps_its_comment_and_its_neighbours() -> None:
    new = replace(POLARS, tool="Polars", note="", url="https://pola.rs", tags=("arrow",))
    gone, come = lines_gone_and_new(ANNAS, change(ANNAS, Change(0, POLARS, new)))
    assert gone == [
        'tool   = "polars"    # why not pandas?',
        'note   = "fast"',
        "tags   = [",
        '  "arrow",  # the memory format',
        '  "frame",',
        "]",
    ]
    assert come == ['tool   = "Polars"    # why not pandas?', 'tags   = ["arrow"]', 'url = "https://pola.rs"']


def test_a_key_is_put_into_its_own_entry_not_into_the_table_below() -> None:
    old = read(ANNAS).favourites[1]
    after = read(change(ANNAS, Change(1, old, replace(old, note="serves"))))
    assert after.favourites[1] == replace(old, note="serves")


def test_removing_keeps_the_comments_around_and_takes_the_sub_tables_along() -> None:
    gone, come = lines_gone_and_new(ANNAS, remove(ANNAS, {1}))
    assert gone == [
        "  [[favourite]]",
        "  tool = 'https://bentoml.com'",
        "  [favourite.x-more]",
        "  rating = 5   # of five",
    ]
    assert not come
    nothing = remove(ANNAS, {0, 1})
    assert "# --- data ---" in nothing
    assert "# for the feature jobs" not in nothing
    assert "\n\n\n" not in nothing
    assert read(nothing).favourites == ()


def test_sealing_changes_only_the_lines_of_the_seal() -> None:
    after = sealed(ANNAS, "benbenbenben", "other-talk")
    gone, come = lines_gone_and_new(ANNAS, after)
    assert gone == ['"pkg:pypi/polars" = "4-000000000000"']
    assert [line[:-13] for line in come] == ['"pkg:pypi/polars" = "5-', '"https://bentoml.com" = "1-']
    assert after.index(come[1]) < after.index("# the end")


def test_a_file_without_a_name_gets_one_and_keeps_its_head() -> None:
    after = sealed(f'# mine\n{HEAD}# tools\n[[favourite]]\ntool = "x"\n', "annaannaanna", "my-talk")
    assert after.startswith(f"# mine\n{HEAD}")
    assert (read(after).actor, read(after).talk) == ("annaannaanna", "my-talk")
    assert after.index("# tools") < after.index("[[favourite]]") < after.index("[seal]")


@pytest.mark.parametrize(
    "seal",
    [
        'seal = {"pkg:pypi/a" = "1-gone", "pkg:pypi/x" = "1-gone"}',
        'seal."pkg:pypi/a" = "1-gone"\nseal.\'pkg:pypi/x\' = "1-gone"',
    ],
)
def test_a_seal_written_in_another_shape_is_written_anew(seal: str) -> None:
    text = f'{HEAD}{seal}\n[[favourite]]\ntool = "x"\n'
    after = sealed(text, "annaannaanna", "")
    assert {slot.key: mark.gone for slot, mark in read(after).seal.items()} == {
        "pkg:pypi/a": True,
        "pkg:pypi/x": False,
    }
    assert sealed(after, "annaannaanna", "") == after


def test_favourites_in_a_list_are_changed_in_the_list() -> None:
    text = f'{HEAD}favourite = [\n  {{ tool = "a", x = 1 }},  # one\n  {{ tool = "b", note = "n" }},\n]\n[seal]\n'
    _, second = read(text).favourites
    text = change(text, Change(1, second, replace(second, note="", stage="data", updated="2026-11-23")))
    text = add(text, Favourite("c", tags=("t",)))
    text = remove(text, {0})
    assert read(text).favourites == (
        Favourite("b", stage="data", updated="2026-11-23"),
        Favourite("c", tags=("t",)),
    )


def test_the_last_line_needs_no_line_end() -> None:
    assert read(add(HEAD.strip(), Favourite("x"))).favourites == (Favourite("x"),)
    assert read(sealed(f'{HEAD}[[favourite]]\ntool="x"', "annaannaanna", "")).favourites == (Favourite("x"),)


EDITS = st.one_of(
    st.tuples(st.just("add"), FAVOURITES),
    st.tuples(st.just("change"), st.integers(0, 9), FAVOURITES),
    st.tuples(st.just("remove"), st.sets(st.integers(0, 4), max_size=2)),
    st.tuples(st.just("seal")),
)


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from([ANNAS, blank("my-talk", "annaannaanna"), f'{HEAD}favourite = [{{tool="a"}}]\n']),
    st.lists(EDITS, max_size=6),
)
def test_any_edits_do_what_they_say_and_nothing_else(text: str, edits: list) -> None:
    wanted = [*read(text).favourites]
    extra = read(text).extra
    for edit in edits:
        match edit:
            case ("add", new):
                new = replace(new, extra={})
                text = add(text, new)
                wanted.append(new)
            case ("change", index, new) if wanted:
                index %= len(wanted)
                new = replace(new, extra=wanted[index].extra)
                text = change(text, Change(index, wanted[index], new))
                wanted[index] = new
            case ("remove", indexes):
                indexes &= set(range(len(wanted)))
                text = remove(text, indexes)
                wanted = [each for at, each in enumerate(wanted) if at not in indexes]
            case ("seal",):
                text = sealed(text, "annaannaanna", "my-talk")
        assert [*read(text).favourites] == wanted
    assert read(text).extra == extra
    if "# the end" in text:
        for comment in (
            "# Anna's tools",
            "# do not touch",
            "# --- data ---",
            "# --- serving ---",
            "# the seal",
            "# the end",
        ):
            assert comment in text
