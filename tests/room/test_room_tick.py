"""How often boards are sent: soon to a few, less often to a crowd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.room.service import LONGEST_TICK, SHORTEST_TICK
from holeout.room.store import Change
from holeout.room.suggestion import Standing, Suggestion

if TYPE_CHECKING:
    from roomtesting import FakeClock, Opened


async def test_a_crowd_gets_boards_less_often_but_within_a_second_up_to_thousands(opened: Opened) -> None:
    room = opened.room
    assert room.tick == SHORTEST_TICK
    listeners = [room.hub.listen({"board"}) for _ in range(2_000)]
    assert SHORTEST_TICK < room.tick < 0.5
    listeners += [room.hub.listen({"board"}) for _ in range(48_000)]
    assert room.tick == LONGEST_TICK


async def test_all_that_changes_in_one_moment_is_one_message(opened: Opened, clock: FakeClock) -> None:
    room = opened.room
    room._send_boards()
    listener = room.hub.listen({"board"})
    room.hub.pending(listener)
    for number in range(50):
        item = Suggestion(str(number), f"a{number}", f"pkg:pypi/t{number}", "t", standing=Standing.SHOWN)
        room.take(Change({item.id: item}))
    assert room.hub.pending(listener) == b""
    room._send_boards()
    assert room.hub.pending(listener).count(b"data: ") == 1
