"""Terminals on a real line to the room."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest
from roomtesting import WALL, open_room, serving, until

from holeout.room.client import (
    BoardChanged,
    Clocked,
    CommandReceived,
    Connected,
    Disconnected,
    Outlined,
    PresenceChanged,
    RoomClient,
    RoomError,
    StateChanged,
)

if TYPE_CHECKING:
    from pathlib import Path

    from roomtesting import FakeClock, Opened

    from holeout.room.client import Message
    from holeout.room.limits import Rates


class Follower:
    """A terminal that notes down what it hears."""

    def __init__(self, client: RoomClient) -> None:
        self.client = client
        self.heard: list[Message] = []
        self._task = asyncio.ensure_future(self._follow())

    async def _follow(self) -> None:
        async with aclosing(self.client.events()) as events:
            async for message in events:
                self.heard.append(message)

    def of(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.heard if isinstance(message, kind)]

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.client.close()


@pytest.fixture
async def follow():
    followers: list[Follower] = []

    def start(url: str, token: str = "", **options: bool) -> Follower:
        followers.append(Follower(RoomClient(url, token, **options)))
        return followers[-1]

    yield start
    await asyncio.gather(*(follower.stop() for follower in followers))


def state(slide: int) -> dict[str, dict[str, object]]:
    return {"public": {"slide": slide}, "private": {"notes": f"notes of {slide}"}}


async def test_who_joins_late_gets_the_whole_state_at_once_and_attendees_no_notes(
    opened: Opened, served: str, follow
) -> None:
    presenter = follow(served, opened.room.keys.token, presenting=True)
    await presenter.client.publish(state(7))
    notes, phone = follow(served, opened.room.keys.token), follow(served)
    await until(lambda: notes.of(StateChanged) and phone.of(StateChanged) and phone.of(BoardChanged))
    assert notes.heard[0] == Connected()
    assert notes.of(StateChanged) == [StateChanged(1, {"slide": 7}, {"notes": "notes of 7"}, WALL)]
    assert notes.of(Clocked) == [Clocked(WALL)]
    assert phone.of(StateChanged) == [StateChanged(1, {"slide": 7}, {})]


async def test_commands_of_two_terminals_reach_the_projector_in_order_and_no_attendee(
    opened: Opened, served: str, follow
) -> None:
    token = opened.room.keys.token
    projector, notes, remote, phone = (
        follow(served, token, presenting=True), follow(served, token), follow(served, token), follow(served)
    )  # fmt: skip
    await until(lambda: all(each.heard for each in (projector, notes, remote, phone)))
    for number in range(5):
        assert await notes.client.command("go_to", {"slide": number}) == 1
        assert await remote.client.command("next") == 1
    await until(lambda: len(projector.of(CommandReceived)) == 10)
    expected = [
        m for n in range(5) for m in (CommandReceived("go_to", {"slide": n}), CommandReceived("next"))
    ]
    assert projector.of(CommandReceived) == expected
    assert phone.of(CommandReceived) == []


async def test_a_command_says_when_no_projector_hears_it(opened: Opened, served: str) -> None:
    async with RoomClient(served, opened.room.keys.token) as client:
        assert await client.command("next") == 0
        for name, args in (("Next Slide!", {}), ("", {}), ("a" * 41, {}), ("next", {"x": "y" * 5000})):
            with pytest.raises(RoomError) as caught:
                await client.command(name, args)
            assert caught.value.status == 422


async def test_a_terminal_without_the_token_may_not_drive_or_publish_and_is_told_once(
    served: str, follow
) -> None:
    stranger = follow(served, "wrong")
    await until(lambda: stranger.of(Disconnected))
    assert stranger.heard[0].refused
    with pytest.raises(RoomError, match="token"):
        await stranger.client.command("next")
    with pytest.raises(RoomError):
        await stranger.client.publish(state(1))


async def test_the_newest_offered_state_wins_and_nothing_is_awaited(
    opened: Opened, served: str, follow
) -> None:
    presenter = follow(served, opened.room.keys.token, presenting=True)
    publishing = asyncio.ensure_future(presenter.client.keep_publishing())
    for slide in range(200):
        presenter.client.offer(state(slide))
    await until(lambda: opened.room.state.public == {"slide": 199})
    assert opened.room.state.revision < 20
    publishing.cancel()


async def test_titles_are_sent_once_and_late_desks_have_them_but_no_attendee(
    opened: Opened, served: str, follow
) -> None:
    token = opened.room.keys.token
    presenter, early = follow(served, token, presenting=True), follow(served, token)
    publishing = asyncio.ensure_future(presenter.client.keep_publishing())
    await until(lambda: presenter.of(Connected))
    presenter.client.offer(state(1), ["One", "Two\x1b[31m"])
    await until(lambda: early.of(Outlined))
    presenter.client.offer(state(2))
    await until(lambda: opened.room.state.public == {"slide": 2})
    desk, phone = follow(served, token), follow(served)
    await until(lambda: desk.of(StateChanged) and phone.of(StateChanged))
    assert desk.of(Outlined) == early.of(Outlined) == [Outlined(("One", "Two[31m"))]
    assert phone.of(Outlined) == []
    publishing.cancel()


async def test_a_state_that_waited_for_the_room_is_dated_back(opened: Opened, served: str) -> None:
    async with RoomClient(served, opened.room.keys.token) as client:
        await client.publish({**state(1), "age": 60})
        assert opened.room.state.at == WALL - 60
        for age in (-1, True, "1"):
            with pytest.raises(RoomError, match="age"):
                await client.publish({**state(1), "age": age})


async def test_a_desk_is_told_when_the_projector_is_lost_and_when_it_is_back(
    opened: Opened, served: str, follow
) -> None:
    token = opened.room.keys.token
    telling = asyncio.ensure_future(opened.room.tell_presence())
    desk = follow(served, token)
    await until(lambda: desk.of(PresenceChanged) == [PresenceChanged(0)])
    for _ in range(2):
        projector = follow(served, token, presenting=True)
        await until(lambda: desk.of(PresenceChanged)[-1] == PresenceChanged(1))
        await projector.stop()
        await until(lambda: desk.of(PresenceChanged)[-1] == PresenceChanged(0))
    telling.cancel()


async def test_a_room_that_comes_back_is_followed_again_and_told_what_the_presenter_shows(
    tmp_path: Path, clock: FakeClock, rates: Rates, follow
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    path = tmp_path / "room.sqlite"
    async with open_room(path, clock, rates) as opened:
        token = opened.room.keys.token
        async with serving(opened.app, opened.room.hub, port) as url:
            presenter, notes = follow(url, token, presenting=True), follow(url, token)
            publishing = asyncio.ensure_future(presenter.client.keep_publishing())
            presenter.client.offer(state(4))
            await until(lambda: notes.of(StateChanged))
    await until(lambda: notes.of(Disconnected) and presenter.of(Disconnected))
    presenter.client.offer(state(5))
    with pytest.raises(RoomError):
        await notes.client.command("next")
    async with open_room(path, clock, rates) as again:
        assert again.room.state.public == {"slide": 4}
        async with serving(again.app, again.room.hub, port):
            await until(lambda: notes.of(StateChanged)[-1].public == {"slide": 5}, 8)
            assert notes.of(StateChanged)[-1].revision > notes.of(StateChanged)[0].revision
    publishing.cancel()


async def test_a_change_on_the_board_reaches_wall_and_moderator(opened: Opened, served: str, follow) -> None:
    wall, notes = follow(served), follow(served, opened.room.keys.token)
    await until(lambda: wall.of(BoardChanged) and notes.of(BoardChanged))
    async with RoomClient(served) as phone:
        sent = await phone.suggest("qx7f", "nannyml", stage="monitor", why="drift")
    await until(lambda: notes.of(BoardChanged)[-1].board["waiting"] == 1)
    await notes.client.moderate("show", id=sent["id"])
    await until(lambda: wall.of(BoardChanged)[-1].board["cards"] == 1)
    (stage,) = wall.of(BoardChanged)[-1].board["stages"]
    assert (stage["name"], stage["cards"][0]["name"], stage["cards"][0]["whys"]) == (
        "Monitoring",
        "nannyml",
        ["drift"],
    )
    assert (await notes.client.board()) == wall.of(BoardChanged)[-1].board


async def test_a_terminal_that_sends_again_after_a_lost_answer_has_suggested_once(
    opened: Opened, served: str
) -> None:
    async with RoomClient(served) as client:
        first = await client.suggest("QX7F", "polars", suggestion_id="019a0000-0000-7000-8000-000000000009")
        again = await client.suggest("QX7F", "polars", suggestion_id=first["id"], device=first["device"])
        assert again["id"] == first["id"]
        assert len(opened.room.suggestions) == 1
        with pytest.raises(RoomError) as caught:
            await client.suggest("QX7F", "pandas", suggestion_id=first["id"])
        assert caught.value.status == 409
        with pytest.raises(RoomError, match="no room with that code"):
            await client.suggest("NOPE", "polars")


async def test_a_listener_that_never_reads_costs_the_others_nothing(
    opened: Opened, served: str, follow
) -> None:
    host, _, port = served.removeprefix("http://").partition(":")
    _, stuck = await asyncio.open_connection(host, int(port), limit=1024)
    stuck.write(b"GET /events HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
    await stuck.drain()
    phone = follow(served)
    await until(lambda: opened.room.hub.size == 2)
    async with RoomClient(served, opened.room.keys.token) as client:
        for slide in range(60):
            await client.publish({"public": {"slide": slide, "text": "x" * 50_000}})
    await until(lambda: phone.of(StateChanged) and phone.of(StateChanged)[-1].public["slide"] == 59)
    stuck.close()
    await until(lambda: opened.room.hub.size == 1)


async def test_a_large_state_is_published_and_a_larger_one_refused_in_words(
    opened: Opened, served: str
) -> None:
    async with RoomClient(served, opened.room.keys.token) as client:
        await client.publish({"public": {}, "private": {"notes": "n" * 300_000}})
        with pytest.raises(RoomError, match="At most"):
            await client.publish({"public": {}, "private": {"notes": "n" * 600_000}})


@pytest.mark.parametrize("module", ["client", "runtime", "launch", "join", "options", "outbox"])
def test_what_terminals_import_brings_neither_server_nor_database_nor_http_client(module: str) -> None:
    heavy = {
        "starlette",
        "uvicorn",
        "sqlalchemy",
        "sqlite3",
        "jinja2",
        "textual",
        "rich",
        "httpx",
        "segno",
        "psycopg",
    }
    code = f"import holeout.room.{module}, sys; print(sorted({heavy!r} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
