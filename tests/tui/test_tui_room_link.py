"""The presenter's line to its room, with a real room."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from holeout.problems import HoleoutError
from holeout.room.client import LocalRoom, RoomClient, StateChanged, find_local_room, start_room
from holeout.room.join import lan_address
from holeout.tui.room_link import RoomLink

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from holeout.room.client import Message, RoomAddress

STATE = {"public": {"slide": 3}, "private": {}}


class Told:
    """What a presenter was told."""

    def __init__(self) -> None:
        self.opened: list[RoomAddress] = []
        self.heard: list[Message] = []
        self.failed: list[str] = []


@pytest.fixture
async def rooms(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[LocalRoom]]:
    """The rooms that were started; those that are left are ended."""
    started: list[LocalRoom] = []

    async def start(*arguments: object, **options: object) -> LocalRoom:
        started.append(await start_room(*arguments, **options))  # type: ignore[arg-type]
        return started[-1]

    monkeypatch.setattr("holeout.tui.room_link.start_room", start)
    yield started
    for room in started:
        await room.stop()


@asynccontextmanager
async def linked(deck: Path, *, lan: bool = False) -> AsyncIterator[tuple[RoomLink, Told]]:
    told = Told()
    link = RoomLink(
        "talk", deck, opened=told.opened.append, hear=told.heard.append, failed=told.failed.append, lan=lan
    )
    running = asyncio.ensure_future(link.run())
    try:
        yield link, told
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        link.close()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.02)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "talk.md"
    path.write_text("# One\n")
    return path


async def test_a_room_that_is_killed_comes_back_at_its_address_and_knows_the_state(
    deck: Path, rooms: list[LocalRoom]
) -> None:
    async with linked(deck) as (link, told):
        await until(lambda: told.opened)
        link.offer(STATE, ["One"])
        await until(lambda: any(isinstance(message, StateChanged) for message in told.heard))
        first = told.opened[0]
        os.kill(first.pid, signal.SIGKILL)
        await until(lambda: len(told.opened) == 2)
        again = told.opened[1]
        assert (again.url, again.token, again.code) == (first.url, first.token, first.code)
        assert again.pid != first.pid
        async with RoomClient(again.url, again.token) as desk:
            await until(lambda: again == told.opened[-1])
            assert (await desk.state())["public"] == {"slide": 3}
    assert told.failed == []
    assert len(rooms) == 2


async def test_a_room_that_cannot_open_is_told_once_and_tried_again(
    deck: Path, rooms: list[LocalRoom], monkeypatch: pytest.MonkeyPatch
) -> None:
    from holeout.tui import room_link

    lucky, tries = room_link.start_room, iter([HoleoutError("no room today")] * 3)

    async def unlucky(*arguments: object, **options: object) -> LocalRoom:
        if (error := next(tries, None)) is not None:
            raise error
        return await lucky(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(room_link, "start_room", unlucky)
    monkeypatch.setattr(room_link, "AGAIN", 0.01)
    async with linked(deck) as (_, told):
        await until(lambda: told.opened)
        assert [words.splitlines()[0] for words in told.failed] == ["no room today"]
    assert len(rooms) == 1


@pytest.mark.skipif(not lan_address(), reason="this machine is on no network")
@pytest.mark.parametrize("lan", [False, True])
async def test_of_two_presenters_the_later_says_who_gets_in_and_the_other_does_not_fight_for_the_room(
    deck: Path, rooms: list[LocalRoom], *, lan: bool
) -> None:
    async with linked(deck, lan=lan) as (_, first), linked_after(first, deck, lan=not lan) as second:
        await until(lambda: second.opened and first.failed)
        assert "Another presentation" in first.failed[0]
        assert second.opened[-1].lan is not lan
        assert find_local_room("talk") == second.opened[-1]
        assert len(first.opened) == 1
        assert second.failed == []


@asynccontextmanager
async def linked_after(first: Told, deck: Path, *, lan: bool) -> AsyncIterator[Told]:
    """A second presenter, once the first has its room."""
    await until(lambda: first.opened)
    async with linked(deck, lan=lan) as (_, told):
        yield told
