"""What the presenter publishes, at the room's door."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.room.state import MAX_DEPTH, TalkState

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text("abc é\x1b\u202e"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1), inner, max_size=3),
    max_leaves=10,
)
OBJECT = st.dictionaries(st.text("abc", min_size=1), JSON, max_size=4)


@given(st.lists(st.integers(0, 50), max_size=10))
def test_revisions_only_grow_whatever_number_the_presenter_sends(numbers: list[int]) -> None:
    state = TalkState()
    for number in numbers:
        after = state.followed_by({"revision": number})
        assert after.revision > state.revision
        assert after.revision >= number
        state = after


@given(OBJECT, OBJECT)
def test_unknown_fields_pass_and_control_characters_do_not(public: dict, private: dict) -> None:
    state = TalkState().followed_by({"public": public, "private": private})
    told = json.dumps(state.for_presenter(), ensure_ascii=False)
    assert "\\u001b" not in told
    assert "\u202e" not in told
    kept = json.dumps([public, private], ensure_ascii=False).replace("\\u001b", "").replace("\u202e", "")
    assert json.loads(kept) == json.loads(json.dumps([state.public, state.private]))


def test_the_audience_gets_nothing_of_what_is_private() -> None:
    state = TalkState().followed_by({"public": {"slide": 3}, "private": {"notes": "my secret"}})
    assert state.for_audience() == {"revision": 1, "public": {"slide": 3}}
    assert state.for_presenter()["private"] == {"notes": "my secret"}


def _nested(depth: int) -> object:
    return [] if depth == 0 else [_nested(depth - 1)]


@pytest.mark.parametrize(
    "body",
    [
        [],
        "state",
        {"public": []},
        {"private": 3},
        {"revision": "1"},
        {"revision": True},
        {"revision": -1},
        {"revision": 2**60},
        {"public": {"x": float("inf")}},
        {"public": {"x": _nested(MAX_DEPTH)}},
    ],
)
def test_what_is_no_state_is_refused_in_words(body: object) -> None:
    with pytest.raises(ValueError, match=r"\w+ .*\w+"):
        TalkState().followed_by(body)


def test_suggestions_are_taken_until_the_presenter_says_no() -> None:
    assert TalkState().asking
    assert TalkState().followed_by({"public": {"asking": True}}).asking
    assert not TalkState().followed_by({"public": {"asking": False}}).asking
