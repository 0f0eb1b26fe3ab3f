"""What the board shows of the suggestions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roomtesting import CATALOGUE

from holeout.favourites.catalogue import Catalogue
from holeout.room.board import (
    MAX_CARDS,
    Card,
    canonical,
    change_of,
    changed,
    foremost,
    public_board,
    speakers_part,
)
from holeout.room.store import Change
from holeout.room.suggestion import Standing, Suggestion
from holeout.room.tally import Tally

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

ACTORS = ["anna", "ben", "cleo", "dan"]
TOOLS = ["pkg:pypi/polars", "pkg:pypi/pandas", "pkg:generic/our-own"]
STAGES = ["data", "train", ""]


def tally_of(
    suggestions: list[Suggestion], aliases: Mapping[str, str], catalogue: Catalogue = CATALOGUE
) -> Tally:
    tally = Tally(catalogue)
    tally.take(Change({item.id: item for item in suggestions}, {}, aliases, whole=True))
    return tally


def cards(
    suggestions: list[Suggestion], aliases: Mapping[str, str], catalogue: Catalogue = CATALOGUE
) -> tuple[Card, ...]:
    return tally_of(suggestions, aliases, catalogue).cards


def board_of(found: tuple[Card, ...], catalogue: Catalogue = CATALOGUE) -> dict:
    return public_board(found, foremost(found), catalogue)


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


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(suggestions())
def test_words_that_are_not_shown_appear_nowhere_on_the_public_board(given_ones: list[Suggestion]) -> None:
    told = json.dumps(board_of(cards(given_ones, {})))
    for item in given_ones:
        if not item.standing.visible and item.why:
            assert item.why not in told
        if not item.standing.visible:
            assert f'"{item.name}"' not in told


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(suggestions(), st.randoms(use_true_random=False))
def test_the_board_does_not_depend_on_the_order_of_arrival_at_this_process(
    given_ones: list[Suggestion], chance: random.Random
) -> None:
    shuffled = list(given_ones)
    chance.shuffle(shuffled)
    assert cards(shuffled, {}, CATALOGUE) == cards(given_ones, {}, CATALOGUE)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(suggestions())
def test_a_device_counts_once_on_a_card_and_only_where_it_spoke(given_ones: list[Suggestion]) -> None:
    for card in cards(given_ones, {}, CATALOGUE):
        members = [item for item in given_ones if (item.stage, item.tool) == (card.stage, card.tool)]
        shown = [item for item in members if item.standing.visible]
        left = [item for item in members if item.standing is Standing.WITHDRAWN]
        spoke = {item.actor for item in shown} | {actor for item in shown + left for actor in item.voices}
        assert card.voices == len(spoke) > 0


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
    board = board_of(cards(many, {}, Catalogue()), Catalogue())
    told = [card["tool"] for stage in board["stages"] for card in stage["cards"]]
    assert board["cards"] == MAX_CARDS + 20
    assert len(told) == MAX_CARDS
    assert "pkg:pypi/t0" not in told
    assert told[0] == f"pkg:pypi/t{MAX_CARDS + 19}"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(suggestions())
def test_the_speaker_sees_all_that_waits_oldest_first_and_what_is_hidden(
    given_ones: list[Suggestion],
) -> None:
    tally = tally_of(given_ones, {})
    board = speakers_part(
        tally.cards, tally.waiting.values(), tally.hidden.values(), Catalogue({"data": "Data"})
    )
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
    board = speakers_part(cards(pair, {}, Catalogue()), [], [], Catalogue())
    assert board["alike"] == [["pkg:generic/ydataprofiling", "pkg:pypi/ydata-profiling"]]


def test_a_voice_is_known_to_its_device_and_to_no_other() -> None:
    tally = tally_of([_one(voices=frozenset({"ben"}))], {})
    assert [[item.id for item in tally.agreed(actor)] for actor in ("anna", "ben", "cleo")] == [[], ["1"], []]
    assert [[item.id for item in tally.own(actor)] for actor in ("anna", "ben", "cleo")] == [["1"], [], []]


CHANGES = st.lists(
    st.one_of(
        suggestions().map(lambda some: Change({item.id: item for item in some})),
        suggestions().map(lambda some: Change({item.id: item for item in some}, whole=True)),
        st.sampled_from([Change({f"id{number}": None}) for number in range(6)]),
        st.dictionaries(
            st.sampled_from([f"id{number}" for number in range(6)]),
            st.dictionaries(st.sampled_from(ACTORS), st.booleans(), min_size=1),
            max_size=3,
        ).map(lambda voices: Change({}, voices)),
        st.sampled_from([{}, {TOOLS[1]: TOOLS[0]}, {TOOLS[0]: TOOLS[2]}]).map(
            lambda aliases: Change(aliases=aliases)
        ),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CHANGES)
def test_a_board_that_followed_every_change_is_the_board_made_from_scratch(changes: list[Change]) -> None:
    followed = Tally(CATALOGUE)
    for change in changes:
        followed.take(change)
        assert followed.cards == followed.cards
    fresh = tally_of(list(followed.suggestions.values()), followed.aliases)
    assert followed.cards == fresh.cards
    assert followed.waiting == fresh.waiting
    assert followed.hidden == fresh.hidden
    for actor in ACTORS:
        assert {item.id for item in followed.agreed(actor)} == {item.id for item in fresh.agreed(actor)}
        assert {item.id for item in followed.own(actor)} == {item.id for item in fresh.own(actor)}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(suggestions(), suggestions())
def test_who_knows_a_board_needs_only_what_has_changed(
    before: list[Suggestion], after: list[Suggestion]
) -> None:
    one, other = board_of(cards(before, {})), board_of(cards(after, {}))
    told = json.loads(json.dumps(change_of(one, other)))
    assert changed(one, told) == other


def test_a_change_is_small_beside_a_board() -> None:
    many = [
        _one(id=str(n), tool=f"pkg:pypi/t{n}", why="a reason " * 20, voices=frozenset({"ben"}))
        for n in range(MAX_CARDS)
    ]
    before = board_of(cards(many, {}))
    many[50] = _one(id="50", tool="pkg:pypi/t50", why="a reason " * 20, voices=frozenset({"ben", "cleo"}))
    change = json.dumps(change_of(before, board_of(cards(many, {}))))
    assert len(change) * 20 < len(json.dumps(before))
