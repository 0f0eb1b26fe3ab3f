"""The same room in PostgreSQL, with several processes."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import sqlalchemy as sa
from roomtesting import FakeClock, open_room, until

from benchmarks.room import postgres
from holeout.room import schema, store, writer
from holeout.room.client import RoomClient
from holeout.room.credentials import new_id
from holeout.room.limits import Rates
from holeout.room.notices import follow_notices
from holeout.room.writer import Refresh

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from roomtesting import Opened

    from benchmarks.room.postgres import Cluster

pytest.importorskip("psycopg")
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if (programs := postgres.programs()) is None:
        pytest.skip("no PostgreSQL server on this machine")
    with postgres.cluster(programs) as made:
        yield made


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    yield cluster.url
    engine = store.open_engine(cluster.url)
    with engine.begin() as connection:
        connection.execute(schema.room.delete())
    engine.dispose()


@contextlib.asynccontextmanager
async def process(url: str) -> AsyncIterator[Opened]:
    """A room as one process of several has it: with notices from the others."""
    rates = Rates(device=(1000, 10_000))
    async with open_room(Path(), FakeClock(), rates, url) as opened:
        engine = store.open_engine(url)
        record = store.open_room(engine, "demo", "QX7F", 4)
        origin = secrets.token_hex(4)
        opened.room.writer._origin = origin
        listening = asyncio.Event()

        def refresh(what: Refresh) -> None:
            listening.set()  # the first thing to do once LISTEN is in force is to read everything
            opened.room.writer.refresh(what)

        following = asyncio.ensure_future(
            follow_notices(engine, record.id, origin, refresh, opened.room.send_command)
        )
        try:
            await asyncio.wait_for(listening.wait(), 10)
            yield opened
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
            engine.dispose()


async def test_the_tables_are_made_once_by_processes_that_start_together(cluster: Cluster) -> None:
    engine = store.open_engine(cluster.url)
    with engine.begin() as connection:
        for table in (*reversed(schema.TABLES), sa.table("migration")):
            connection.exec_driver_sql(f"DROP TABLE {table.name} CASCADE")
    engine.dispose()
    engines = await asyncio.gather(*(asyncio.to_thread(store.open_engine, cluster.url) for _ in range(6)))
    inspected = sa.inspect(engines[0])
    for table in schema.TABLES:
        assert {column["name"] for column in inspected.get_columns(table.name)} == set(table.columns.keys())
    for engine in engines:
        engine.dispose()


async def test_two_processes_show_one_board_one_state_and_pass_on_commands(url: str) -> None:
    async with process(url) as one, process(url) as two:
        commands = two.room.hub.listen({"commands"})
        await one.presenter().put(
            "/presenter/state", json={"public": {"slide": 5}, "private": {"notes": "n"}}
        )
        await one.presenter().post("/presenter/commands", json={"command": "next", "args": {"x": 1}})
        await one.presenter().post("/presenter/board", json={"action": "mode", "mode": "off"})
        await until(lambda: two.room.mode == "off" and two.room.state.public == {"slide": 5})
        assert b'{"command":"next","args":{"x":1}}' in await commands.next()

        phone, other = one.phone(), two.phone()
        await phone.post(one.join, data={"tool": "polars", "why": "fast"})
        await until(lambda: two.room.suggestions)
        (mine,) = two.room.suggestions
        await other.get(two.join)
        assert (await other.post(f"{two.join}/voice", data={"id": mine})).status_code == 303
        await until(lambda: one.room.suggestions[mine].voices)
        # A device's cookie is good at every process: its own suggestion is withdrawn at the other one.
        other.cookies.set("holeout_device", phone.cookies["holeout_device"])
        assert (await other.post(f"{two.join}/withdraw", data={"id": mine})).status_code == 303
        await two.presenter().post("/presenter/board", json={"action": "merge", "tool": "a", "into": "b"})
        await until(lambda: one.room.aliases == two.room.aliases != {})


async def test_a_burst_at_two_processes_is_on_both_boards_and_in_the_database(url: str) -> None:
    async with process(url) as one, process(url) as two:

        async def send(opened: Opened, number: int) -> str:
            sent = await opened.terminal().post(opened.join, json={"tool": f"tool{number}", "id": new_id()})
            assert sent.status_code == 201, sent.text
            return sent.json()["id"]

        sent = await asyncio.gather(*(send((one, two)[number % 2], number) for number in range(120)))
        await until(
            lambda: one.room.suggestions == two.room.suggestions and set(one.room.suggestions) == set(sent),
            10,
        )


async def test_what_is_too_much_for_one_notice_is_told_in_several(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_NAMED", 3)
    async with process(url) as one, process(url) as two:
        ids = [new_id() for _ in range(20)]
        await asyncio.gather(*(one.terminal().post(one.join, json={"tool": f"t{i}", "id": i}) for i in ids))
        await until(lambda: set(two.room.suggestions) == set(ids))
        voices = [one.terminal().post(f"{one.join}/voice", json={"id": ids[0]}) for _ in range(10)]
        await one.presenter().post("/presenter/board", json={"action": "show", "id": ids[0]})
        await asyncio.gather(*voices)
        await until(lambda: len(two.room.suggestions[ids[0]].voices) == 10)


def test_no_notice_is_longer_than_postgresql_takes() -> None:
    voice = (new_id(), "a" * 16)
    mine = Refresh(
        ids=(new_id(),) * 256, voices=tuple((voice[0], f"{n:016}") for n in range(256)), aliases=True
    )
    told = list(writer.notices("f" * 8, new_id(), mine, ["x" * 4_000]))
    assert max(len(text.encode()) for text in told) < 8_000


async def test_what_no_notice_told_is_found_by_reading_everything_again(url: str) -> None:
    async with process(url) as one:
        await one.phone().post(one.join, data={"tool": "polars", "why": "old words"})
        engine = store.open_engine(url)
        with engine.begin() as connection:
            connection.execute(schema.suggestion.update().values(why="new words"))
        engine.dispose()
        one.room.writer.refresh(Refresh(whole=True))
        await until(lambda: [item.why for item in one.room.suggestions.values()] == ["new words"])


async def test_a_database_that_restarts_costs_nothing_that_was_acknowledged(
    cluster: Cluster, url: str
) -> None:
    async with process(url) as one, process(url) as two:
        sent: list[str] = []

        async def send(count: int) -> None:
            terminal = one.terminal(**{"x-device": one.room.keys.new_device()})
            for _ in range(count):
                number = new_id()
                for _ in range(100):
                    answer = await terminal.post(one.join, json={"tool": f"t{number}", "id": number})
                    if answer.status_code == 201:
                        sent.append(number)
                        break
                    assert answer.status_code == 503
                    await asyncio.sleep(0.05)

        sending = asyncio.gather(*(send(15) for _ in range(4)))
        await until(lambda: len(sent) > 10, 10)
        await asyncio.to_thread(cluster.stop, "immediate")
        await asyncio.to_thread(cluster.start)
        await asyncio.wait_for(sending, 30)
        assert len(sent) == 60
        await until(lambda: set(one.room.suggestions) == set(two.room.suggestions) == set(sent), 15)


async def test_a_database_that_is_away_is_told_to_the_sender_who_may_try_again(
    cluster: Cluster, url: str
) -> None:
    async with open_room(Path(), FakeClock(), Rates(), url) as opened:
        await asyncio.to_thread(cluster.stop)
        try:
            answer = await opened.phone().post(opened.join, data={"tool": "polars"})
            assert answer.status_code == 503
            assert answer.headers["retry-after"]
            assert "Send it again" in answer.text
        finally:
            await asyncio.to_thread(cluster.start)
        assert (await opened.phone().post(opened.join, data={"tool": "polars"})).status_code == 303


@pytest.mark.usefixtures("folders")
async def test_two_real_processes_serve_one_room_and_one_goes_on_when_the_other_is_killed(url: str) -> None:
    from holeout.room.launch import start_room

    first = await start_room("pg-talk", store=url)
    async with RoomClient(first.address.url, first.address.token) as client, httpx.AsyncClient() as http:
        await client.publish({"public": {"slide": 9}})
        sent = await client.suggest(first.address.code, "polars", why="x")
        assert (await http.get(f"{first.address.url}/healthz")).status_code == 200
        first.process.kill()
        await asyncio.to_thread(first.process.wait)
    first.close()
    second = await start_room("pg-talk", store=url)
    async with RoomClient(second.address.url, second.address.token) as client:
        again = await client.suggest(
            second.address.code, "polars", why="x", suggestion_id=sent["id"], device=sent["device"]
        )
        assert again["id"] == sent["id"]
        async for message in client.events():
            if getattr(message, "public", None):
                assert message.public == {"slide": 9}
                break
    await second.stop()


async def test_deleting_a_room_leaves_no_row_of_it(url: str) -> None:
    async with process(url) as one:
        sent = await one.terminal().post(one.join, json={"tool": "polars", "why": "secret words"})
        await one.terminal().post(f"{one.join}/voice", json={"id": sent.json()["id"]})
        await one.presenter().post("/presenter/board", json={"action": "merge", "tool": "a", "into": "b"})
    engine = store.open_engine(url)
    assert store.delete_room(engine, "demo", "QX7F") == 1
    with engine.begin() as connection:
        left = [
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in schema.TABLES
        ]
    engine.dispose()
    assert left == [0] * len(schema.TABLES)
