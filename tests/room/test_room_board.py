"""What the board shows of the suggestions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from roomtesting import CATALOGUE

from holeout.favourites.catalogue import Catalogue
from holeout.room.board import MAX_CARDS, canonical, cards, has_voice, moderators_board, public_board
from holeout.room.suggestion import Standing, Suggestion

if TYPE_CHECKING:
    import random

ACTORS = ["anna", "ben", "cleo", "dan"]
TOOLS = ["pkg:pypi/polars", "pkg:pypi/pandas", "pkg:generic/our-own"]
STAGES = ["data", "train", ""]


@st.composite
def suggestions(draw: st.DrawFn) -> list[Suggestion]:
    count = draw(st.integers(0, 6))
    return [
        Suggestion(
            id=f"id{number}",
            actor=draw(st.sampled_from(ACTORS)),
            tool=draw(st.sampled_from(TOOLS)),
            name=f"name{number}",
            stage=draw(st.sampled_from(STAGES)),
            why=draw(st.sampled_from(["", f"words-of-{number}"])),
            standing=draw(st.sampled_from(list(Standing))),
            thanked=draw(st.booleans()),
            reviewed=draw(st.booleans()),
            created=draw(st.integers(0, 3)),
            voices=frozenset(draw(st.sets(st.sampled_from(ACTORS)))),
        )
        for number in range(count)
    ]


def _one(**values: object) -> Suggestion:
    base = {"id": "1", "actor": "anna", "tool": TOOLS[0], "name": "n", "standing": Standing.SHOWN}
    return Suggestion(**{**base, **values})


@settings(max_examples=30)
@given(suggestions())
def test_words_that_are_not_shown_appear_nowhere_on_the_public_board(given_ones: list[Suggestion]) -> None:
    told = json.dumps(public_board(cards(given_ones, {}, CATALOGUE), CATALOGUE))
    for item in given_ones:
        if not item.standing.visible and item.why:
            assert item.why not in told
        if not item.standing.visible:
            assert f'"{item.name}"' not in told


@settings(max_examples=30)
@given(suggestions(), st.randoms(use_true_random=False))
def test_the_board_does_not_depend_on_the_order_of_arrival_at_this_process(
    given_ones: list[Suggestion], chance: random.Random
) -> None:
    shuffled = list(given_ones)
    chance.shuffle(shuffled)
    assert cards(shuffled, {}, CATALOGUE) == cards(given_ones, {}, CATALOGUE)


@settings(max_examples=30)
@given(suggestions())
def test_a_device_counts_once_on_a_card_and_only_where_it_spoke(given_ones: list[Suggestion]) -> None:
    for card in cards(given_ones, {}, CATALOGUE):
        members = [item for item in given_ones if (item.stage, item.tool) == (card.stage, card.tool)]
        shown = [item for item in members if item.standing.visible]
        left = [item for item in members if item.standing is Standing.WITHDRAWN]
        spoke = {item.actor for item in shown} | {actor for item in shown + left for actor in item.voices}
        assert card.voices == len(spoke) > 0


@settings(max_examples=30)
@given(suggestions())
def test_merging_two_tools_counts_the_devices_of_both_once(given_ones: list[Suggestion]) -> None:
    merged = cards(given_ones, {TOOLS[1]: TOOLS[0]}, CATALOGUE)
    assert TOOLS[1] not in {card.tool for card in merged}
    separate = cards(given_ones, {}, CATALOGUE)
    for card in merged:
        parts = [
            old
            for old in separate
            if old.stage == card.stage and canonical(old.tool, {TOOLS[1]: TOOLS[0]}) == card.tool
        ]
        assert max(old.voices for old in parts) <= card.voices <= sum(old.voices for old in parts)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), max_size=6))
def test_merges_in_a_circle_still_name_one_tool_for_all_in_it(aliases: dict[str, str]) -> None:
    for tool in "abcdef":
        end = canonical(tool, aliases)
        assert canonical(end, aliases) == end
        if tool in aliases:
            assert canonical(aliases[tool], aliases) == end


@settings(max_examples=30)
@given(suggestions())
def test_cards_stand_in_the_order_of_the_talk_pinned_first_then_by_voices(
    given_ones: list[Suggestion],
) -> None:
    found = cards(given_ones, {}, CATALOGUE)
    order = ["data", "train", ""]
    keys = [(order.index(card.stage), not card.pinned, -card.voices, card.created) for card in found]
    assert keys == sorted(keys)


def test_a_withdrawal_leaves_the_voices_of_others_but_neither_words_nor_name() -> None:
    left = _one(standing=Standing.WITHDRAWN, name="My Polars", voices=frozenset({"ben"}), why="")
    card = cards([left], {}, Catalogue())[0]
    assert (card.voices, card.name, card.whys) == (1, "polars", ())
    assert cards([_one(standing=Standing.WITHDRAWN)], {}, Catalogue()) == ()


def test_a_known_tool_goes_by_the_name_that_the_talk_gives_it() -> None:
    assert cards([_one(name="POLARS!!")], {}, CATALOGUE)[0].name == "Polars"


def test_a_large_board_is_cut_to_the_cards_with_most_voices_and_says_how_many_there_are() -> None:
    many = [
        _one(id=str(n), tool=f"pkg:pypi/t{n}", voices=frozenset(map(str, range(n))))
        for n in range(MAX_CARDS + 20)
    ]
    board = public_board(cards(many, {}, Catalogue()), Catalogue())
    told = [card["tool"] for stage in board["stages"] for card in stage["cards"]]
    assert board["cards"] == MAX_CARDS + 20
    assert len(told) == MAX_CARDS
    assert "pkg:pypi/t0" not in told
    assert told[0] == f"pkg:pypi/t{MAX_CARDS + 19}"


@settings(max_examples=30)
@given(suggestions())
def test_the_speaker_sees_all_that_waits_oldest_first_and_what_is_hidden(
    given_ones: list[Suggestion],
) -> None:
    board = moderators_board(cards(given_ones, {}, CATALOGUE), given_ones, CATALOGUE)
    waiting = [
        item
        for item in given_ones
        if item.standing is Standing.PENDING or (item.standing is Standing.SHOWN and not item.reviewed)
    ]
    assert board["waiting"] == len(waiting)
    assert {entry["id"] for entry in board["queue"]} == {item.id for item in waiting}
    created = [entry["created"] for entry in board["queue"]]
    assert created == sorted(created)
    assert {entry["id"] for entry in board["hidden"]} == {
        i.id for i in given_ones if i.standing is Standing.HIDDEN
    }


def test_cards_that_may_be_one_tool_are_proposed_to_the_speaker() -> None:
    pair = [_one(id="1", tool="pkg:pypi/ydata-profiling"), _one(id="2", tool="pkg:generic/ydataprofiling")]
    board = moderators_board(cards(pair, {}, Catalogue()), pair, Catalogue())
    assert board["alike"] == [["pkg:generic/ydataprofiling", "pkg:pypi/ydata-profiling"]]


def test_a_voice_is_known_to_its_device_and_to_no_other() -> None:
    item = _one(voices=frozenset({"ben"}))
    card = cards([item], {}, CATALOGUE)[0]
    assert [has_voice(card, actor, {"1": item}) for actor in ("anna", "ben", "cleo")] == [True, True, False]
