"""One message to many listeners."""

from __future__ import annotations

import asyncio

from roomtesting import FakeClock, until

from holeout.room.hub import FRESH, KEPT, Hub, Listener
from holeout.room.sse import HEARTBEAT


def hub(clock: FakeClock | None = None, boot: str = "boot") -> Hub:
    return Hub(boot, clock or FakeClock())


def said(data: bytes) -> list[str]:
    return [line.removeprefix("data: ") for line in data.decode().splitlines() if line.startswith("data: ")]


def last_id(data: bytes) -> str:
    return [line for line in data.decode().splitlines() if line.startswith("id: ")][-1].removeprefix("id: ")


async def test_a_late_listener_gets_the_newest_of_each_topic_and_no_old_command() -> None:
    room = hub()
    room.replace("state", "state", "1")
    room.append("commands", "command", "next")
    room.replace("board", "board", "b")
    room.replace("state", "state", "2")
    listener = room.listen({"state", "board", "commands"})
    assert said(await listener.next()) == ["b", "2"]


async def test_a_slow_listener_skips_to_the_newest_state_but_gets_every_command_in_order() -> None:
    room = hub()
    listener = room.listen({"state", "commands"})
    for number in range(20):
        room.replace("state", "state", f"s{number}")
        room.append("commands", "command", f"c{number}")
    assert said(await listener.next()) == [*(f"c{n}" for n in range(19)), "s19", "c19"]


async def test_what_is_kept_for_slow_listeners_is_bounded() -> None:
    room = hub()
    listener = room.listen({"commands"})
    for number in range(KEPT * 3):
        room.append("commands", "command", str(number))
    assert len(said(await listener.next())) == KEPT


async def test_a_listener_hears_only_its_topics() -> None:
    room = hub()
    listener = room.listen({"public"})
    room.replace("private", "state", "secret")
    room.replace("public", "state", "open")
    assert said(await listener.next()) == ["open"]


async def test_who_comes_back_gets_what_was_missed_but_no_stale_command() -> None:
    clock = FakeClock()
    room = hub(clock)
    room.replace("state", "state", "1")
    seen = last_id(await room.listen({"state"}).next())
    room.append("commands", "command", "old")
    clock.seconds += FRESH + 1
    room.append("commands", "command", "new")
    room.replace("board", "board", "b")
    again = room.listen({"state", "board", "commands"}, seen)
    assert said(await again.next()) == ["new", "b"]


async def test_an_id_from_an_earlier_life_of_the_room_or_from_nowhere_gets_everything() -> None:
    for last in ("before-1", "boot-999", "boot-x", "-", "boot-" + "9" * 5000):
        room = hub()
        room.replace("state", "state", "whole")
        room.append("commands", "command", "old")
        assert said(await room.listen({"state", "commands"}, last).next()) == ["whole"]


async def test_waiting_listeners_are_all_woken_even_a_large_crowd() -> None:
    room = hub()
    crowd = [asyncio.ensure_future(room.listen({"state"}).next()) for _ in range(350)]
    await asyncio.sleep(0)
    room.replace("state", "state", "now")
    assert {tuple(said(data)) for data in await asyncio.gather(*crowd)} == {("now",)}


async def test_a_heartbeat_reaches_a_listener_that_has_nothing_else_to_hear() -> None:
    room = hub()
    waiting = asyncio.ensure_future(room.listen({"state"}).next())
    await asyncio.sleep(0)
    room.beat()
    assert await waiting == HEARTBEAT


async def test_closing_ends_those_who_wait_and_those_who_come_later() -> None:
    room = hub()
    waiting = asyncio.ensure_future(room.listen({"state"}).next())
    await asyncio.sleep(0)
    room.close()
    assert await waiting is None
    assert await room.listen({"state"}).next() is None


async def test_a_listener_that_stops_is_forgotten_and_its_departure_is_told() -> None:
    room = hub()
    listener: Listener = room.listen({"projector"})
    departure = room.next_change()
    assert room.counting("projector") == 1
    listener.stop()
    assert room.counting("projector") == room.size == 0
    await until(departure.done)
