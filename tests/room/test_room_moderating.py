"""What the speaker does with the board, by HTTP and with the client that desks use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.room.client import BoardChanged, RoomClient, RoomError
from holeout.room.credentials import new_id
from holeout.room.suggestion import Standing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from roomtesting import Opened


@pytest.fixture
async def desk(opened: Opened, served: str) -> AsyncIterator[RoomClient]:
    async with RoomClient(served, opened.room.keys.token) as client:
        yield client


async def suggest(opened: Opened, tool: str, why: str = "", stage: str = "") -> str:
    terminal = opened.terminal(**{"x-device": opened.room.keys.new_device()})
    fields = {"tool": tool, "why": why, "stage": stage, "id": new_id()}
    answer = await terminal.post(opened.join, json=fields)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def cards(board: dict) -> dict[str, dict]:
    return {card["name"]: card for stage in board["stages"] for card in stage["cards"]}


async def test_what_waits_is_listed_oldest_first_and_shown_or_hidden(
    opened: Opened, desk: RoomClient
) -> None:
    first, second, third = [await suggest(opened, tool, "why") for tool in ("one", "two", "three")]
    board = await desk.moderators_board()
    assert [entry["name"] for entry in board["queue"]] == ["one", "two", "three"]
    assert (board["waiting"], board["mode"], board["paused"]) == (3, "before", False)
    await desk.moderate("show", id=first)
    await desk.moderate("hide", id=second)
    await desk.moderate("pin", id=third)
    board = await desk.moderators_board()
    assert board["queue"] == []
    assert [entry["name"] for entry in board["hidden"]] == ["two"]
    assert {name: card["pinned"] for name, card in cards(board).items()} == {"one": False, "three": True}
    await desk.moderate("show", id=second)
    await desk.moderate("unpin", id=third)
    board = await desk.moderators_board()
    assert not any(card["pinned"] for card in cards(board).values())
    assert set(cards(board)) == {"one", "two", "three"}


async def test_hiding_a_card_hides_all_that_it_holds_and_hiding_a_suggestion_only_that(
    opened: Opened, desk: RoomClient
) -> None:
    await desk.moderate("mode", mode="off")
    rude = await suggest(opened, "thing", "rude words")
    await suggest(opened, "thing", "kind words")
    await desk.moderate("hide", id=rude)
    assert cards(await desk.moderators_board())["thing"]["whys"] == ["kind words"]
    lead = cards(await desk.moderators_board())["thing"]["id"]
    await desk.moderate("show", id=rude)
    await desk.moderate("hide", id=lead, whole="yes")
    board = await desk.moderators_board()
    assert cards(board) == {}
    assert len(board["hidden"]) == 2


async def test_thanking_says_that_this_card_is_talked_about_until_that_is_done(
    opened: Opened, desk: RoomClient
) -> None:
    await desk.moderate("mode", mode="off")
    one, two = await suggest(opened, "one"), await suggest(opened, "two")
    await desk.moderate("thank", id=one)
    found = cards(await desk.moderators_board())
    assert [(card["thanked"], card["talking"]) for card in found.values()] == [(True, True), (False, False)]
    await desk.moderate("thank", id=two)
    await desk.moderate("done")
    found = cards(await desk.moderators_board())
    assert [(card["thanked"], card["talking"]) for card in found.values()] == [(True, False), (True, False)]


async def test_two_names_of_one_tool_are_proposed_merged_and_split_again(
    opened: Opened, desk: RoomClient
) -> None:
    await desk.moderate("mode", mode="off")
    await suggest(opened, "ydata-profiling", "one")
    await suggest(opened, "Ydata Profiling!", "two")
    board = await desk.moderators_board()
    ((one, other),) = board["alike"]
    await desk.moderate("merge", tool=other, into=one)
    board = await desk.moderators_board()
    assert board["cards"] == 1
    assert [card["voices"] for card in cards(board).values()] == [2]
    await desk.moderate("split", tool=other)
    assert (await desk.moderators_board())["cards"] == 2


async def test_a_flooded_room_is_paused_and_emptied_of_what_waits_and_of_nothing_else(
    opened: Opened, desk: RoomClient
) -> None:
    kept = await suggest(opened, "kept", "why")
    await desk.moderate("show", id=kept)
    for number in range(20):
        await suggest(opened, f"junk{number}", "spam")
    await desk.moderate("pause")
    late = await opened.terminal().post(opened.join, json={"tool": "late"})
    assert late.status_code == 409
    await desk.moderate("clear")
    board = await desk.moderators_board()
    assert (board["waiting"], list(cards(board))) == (0, ["kept"])
    assert set(opened.room.suggestions) == {kept}
    await desk.moderate("resume")
    assert (await opened.terminal().post(opened.join, json={"tool": "late"})).status_code == 201


@pytest.mark.parametrize(
    ("mode", "standing", "waiting"),
    [("off", Standing.SHOWN, 0), ("before", Standing.PENDING, 1), ("after", Standing.SHOWN, 1)],
)
async def test_each_way_of_moderating_shows_and_queues_as_it_says(
    opened: Opened, desk: RoomClient, mode: str, standing: Standing, waiting: int
) -> None:
    await desk.moderate("mode", mode=mode)
    sent = await suggest(opened, "driftwatch", "why")
    assert opened.room.suggestions[sent].standing is standing
    board = await desk.moderators_board()
    assert board["waiting"] == waiting
    await desk.moderate("show", id=sent)
    assert (await desk.moderators_board())["waiting"] == 0


async def test_the_desk_hears_each_change_of_the_board_at_once(opened: Opened, desk: RoomClient) -> None:
    heard = desk.events()
    sent = ""
    seen: list[tuple[int, int]] = []
    async for message in heard:
        if not isinstance(message, BoardChanged):
            continue
        seen.append((message.board["waiting"], message.board["cards"]))
        if seen[-1] == (0, 0) and not sent:
            sent = await suggest(opened, "driftwatch", "why")
        elif seen[-1] == (1, 0):
            await desk.moderate("show", id=sent)
        elif seen[-1] == (0, 1):
            break
    await heard.aclose()


async def test_what_cannot_be_done_is_told_in_words(opened: Opened, desk: RoomClient) -> None:
    wrong = [("dance", {}), ("show", {"id": "nothing"}), ("mode", {"mode": "sometimes"}),
             ("merge", {"tool": "a", "into": "a"}), ("merge", {"tool": "", "into": "a"})]  # fmt: skip
    for action, fields in wrong:
        with pytest.raises(RoomError, match="The room answered"):
            await desk.moderate(action, **fields)
    async with RoomClient(desk.url) as stranger:
        for ask in (stranger.moderators_board(), stranger.moderate("clear"), stranger.moderate("pause")):
            with pytest.raises(RoomError) as refused:
                await ask
            assert refused.value.status == 401
    assert not opened.room.paused
