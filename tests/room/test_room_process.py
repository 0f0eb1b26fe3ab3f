"""The room as a process: started, found, killed, come back to, and ended."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from roomtesting import until

from holeout.favourites.fileformat import parse
from holeout.problems import HoleoutError
from holeout.room import runtime
from holeout.room.client import Connected, RoomClient, StateChanged, find_local_room, start_room
from holeout.room.credentials import new_id
from holeout.room.join import lan_address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.usefixtures("folders")
STATE = {"public": {"slide": 12}, "private": {"notes": "still here"}}


async def first_state(client: RoomClient) -> StateChanged:
    async with asyncio.timeout(5):
        async for message in client.events():
            if isinstance(message, StateChanged):
                return message
    raise AssertionError


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
        return file.read().rpartition(")")[2].split()[0] == "Z"


async def test_a_started_room_is_found_by_other_terminals_and_nobody_else_reads_its_token(
    folders: Path,
) -> None:
    room = await start_room("my-talk")
    try:
        assert find_local_room() == find_local_room("my-talk") == room.address
        assert find_local_room("another") is None
        assert room.address.url.startswith("http://127.0.0.1:")
        assert not room.address.join_url
        path = folders / "runtime" / "rooms" / "my-talk.json"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert room.address.token not in repr(room)
        assert json.loads(path.read_text())["pid"] == room.address.pid
        async with RoomClient(room.address.url, room.address.token) as client:
            assert await client.publish(STATE) == 1
    finally:
        await room.stop()
    assert find_local_room() is None
    assert not path.exists()


async def test_a_presenter_that_was_killed_finds_its_state_and_room_when_it_starts_again() -> None:
    first = await start_room("my-talk", linger=20)
    async with RoomClient(first.address.url, first.address.token, presenting=True) as client:
        await client.publish(STATE)
    first.close()  # as the system does for a process that was killed
    again = await start_room("my-talk")
    assert again.address == first.address
    async with RoomClient(again.address.url, again.address.token) as client:
        assert (await first_state(client)).private == {"notes": "still here"}
    await again.stop()
    assert await asyncio.to_thread(first.process.wait) == 0


async def test_a_room_whose_presenter_never_comes_back_ends_by_itself_but_not_while_one_is_connected() -> (
    None
):
    room = await start_room("my-talk", linger=0.2)
    projector = RoomClient(room.address.url, room.address.token, presenting=True)
    events = projector.events()
    assert isinstance(await anext(events), Connected)
    room.close()
    with pytest.raises(subprocess.TimeoutExpired):
        await asyncio.to_thread(room.process.wait, 0.6)
    await events.aclose()
    await projector.close()
    assert await asyncio.to_thread(room.process.wait, 10) == 0
    assert find_local_room() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_signal_ends_the_room_cleanly_with_streams_open(number: signal.Signals) -> None:
    room = await start_room("my-talk")
    async with RoomClient(room.address.url) as phone:
        events = phone.events()
        await anext(events)
        os.kill(room.address.pid, number)
        assert await asyncio.to_thread(room.process.wait, 10) == 0
        await events.aclose()
    assert runtime.find_local_room() is None
    room.close()


async def test_a_second_start_for_the_same_talk_takes_on_the_room_that_is_there() -> None:
    rooms = await asyncio.gather(start_room("my-talk"), start_room("other-talk"))
    second = await start_room("my-talk")
    assert second.address == rooms[0].address
    assert second.process is None
    for room in rooms:
        await room.stop()


async def test_two_presenters_that_start_at_once_share_one_room() -> None:
    rooms = await asyncio.gather(start_room("my-talk"), start_room("my-talk"))
    assert rooms[0].address == rooms[1].address
    assert sum(room.process is not None for room in rooms) == 1
    for room in rooms:
        await room.stop()


needs_network = pytest.mark.skipif(not lan_address(), reason="this machine is on no network")


def reachable(host: str, url: str) -> bool:
    """Whether the port of `url` answers at `host`."""
    try:
        socket.create_connection((host, urlsplit(url).port), 2).close()
    except OSError:
        return False
    return True


@needs_network
async def test_what_one_presenter_opened_to_the_network_the_next_closes_again_and_loses_nothing() -> None:
    opened = await start_room("my-talk", lan=True, moderate="off", linger=20)
    async with RoomClient(opened.address.url, opened.address.token) as client:
        await client.publish(STATE)
        await client.suggest(opened.address.code, "polars")
    assert reachable(lan_address(), opened.address.url)
    opened.close()
    again = await start_room("my-talk")
    assert (again.address.lan, again.address.join_url) == (False, "")
    assert again.address.url == opened.address.url, (
        "desks and this machine's browsers come back to where they were"
    )
    assert (again.address.code, again.address.token) == (opened.address.code, opened.address.token)
    assert reachable("127.0.0.1", again.address.url)
    assert not reachable(lan_address(), again.address.url)
    async with RoomClient(again.address.url) as client:
        assert (await client.board())["cards"] == 1
    await again.stop()
    assert await asyncio.to_thread(opened.process.wait) == 0


@needs_network
async def test_a_local_room_is_opened_to_the_network_where_it_was_and_keeps_what_it_held() -> None:
    local = await start_room("my-talk", moderate="off", linger=20)
    async with RoomClient(local.address.url) as client:
        await client.suggest(local.address.code, "polars")
    local.close()
    opened = await start_room("my-talk", lan=True)
    assert opened.address.lan
    assert opened.address.url == local.address.url
    assert reachable(lan_address(), opened.address.url)
    async with RoomClient(opened.address.url) as client:
        assert (await client.board())["cards"] == 1
    await opened.stop()
    assert await asyncio.to_thread(local.process.wait) == 0


@needs_network
async def test_a_room_comes_back_even_where_its_port_is_taken_on_the_network() -> None:
    local = await start_room("my-talk", linger=20)
    with socket.create_server((lan_address(), urlsplit(local.address.url).port)):
        local.close()
        opened = await start_room("my-talk", lan=True)
    assert opened.address.lan
    assert opened.address.url != local.address.url
    await opened.stop()
    assert await asyncio.to_thread(local.process.wait) == 0


@needs_network
async def test_a_room_that_somebody_runs_for_the_network_is_neither_used_unasked_nor_ended(
    folders: Path,
) -> None:
    async with command(deck := _deck(folders), "--lan") as (address, process):
        with pytest.raises(HoleoutError, match=r"`holeout room` has opened .* network"):
            await start_room(address["talk"], path=Path(deck))
        assert process.returncode is None
        assert (await start_room(address["talk"], path=Path(deck), lan=True)).address.url == address["url"]


async def test_a_room_that_cannot_start_says_why_and_leaves_nothing(folders: Path) -> None:
    (folders / "data").mkdir()
    (folders / "data" / "rooms").write_text("in the way")
    with pytest.raises(HoleoutError, match=r"(?s)cannot start.*rooms"):
        await start_room("my-talk")
    assert find_local_room() is None


async def test_a_store_made_by_a_newer_holeout_is_refused_in_words(folders: Path) -> None:
    (await (started := await start_room("my-talk")).stop())
    assert started.address.code
    with sqlite3.connect(folders / "data" / "rooms" / "my-talk.sqlite") as connection:
        connection.execute("INSERT INTO migration (version) VALUES (99)")
    connection.close()
    with pytest.raises(HoleoutError, match="Update holeout"):
        await start_room("my-talk")


KILLS = 10


class Crowd:
    """Devices that suggest, each until it is acknowledged: what is lost on the way is sent again, as it was."""

    def __init__(self, url: str, code: str) -> None:
        self._http = httpx.AsyncClient(base_url=url)
        self._code = code
        self.acknowledged: set[str] = set()
        self.again = 0
        self.ending = False

    async def send(self) -> None:
        """Suggest one tool after the other, as a new device now and then."""
        while not self.ending:
            device = (await self._until_told("GET", f"/j/{self._code}/device")).json()["device"]
            for _ in range(10):
                number = new_id()
                await self._until_told(
                    "POST",
                    f"/j/{self._code}",
                    json={"tool": f"t{number}", "id": number},
                    headers={"x-device": device},
                )
                self.acknowledged.add(number)

    async def _until_told(self, method: str, path: str, **body: object) -> httpx.Response:
        while True:
            try:
                answer = await self._http.request(method, path, **body)
            except httpx.HTTPError:
                self.again += 1
                await asyncio.sleep(0.02)
                continue
            assert answer.is_success, answer.text
            return answer

    async def close(self) -> None:
        await self._http.aclose()


async def test_ten_times_killed_under_load_every_acknowledged_suggestion_is_there_and_none_twice(
    folders: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    room = await start_room("my-talk", port=port)
    async with RoomClient(room.address.url, room.address.token) as publisher:
        await publisher.publish({"public": {"slide": 2}})
    crowd = Crowd(room.address.url, room.address.code)
    senders = [asyncio.ensure_future(crowd.send()) for _ in range(12)]
    for _ in range(KILLS):
        before = len(crowd.acknowledged)
        await until(lambda before=before: len(crowd.acknowledged) > before + 20, 30)
        os.kill(room.address.pid, signal.SIGKILL)
        await asyncio.to_thread(room.process.wait)
        room.close()
        assert find_local_room() is None, "a room that was killed must not be found"
        started = await start_room("my-talk", port=port)
        assert (started.address.code, started.address.token) == (room.address.code, room.address.token)
        room = started
    crowd.ending = True
    await asyncio.wait_for(asyncio.gather(*senders), 60)
    await crowd.close()
    assert crowd.again >= KILLS, "it was killed while they sent"
    with sqlite3.connect(folders / "data" / "rooms" / "my-talk.sqlite") as connection:
        stored = connection.execute("SELECT id, tool FROM suggestion").fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert sorted(id for id, _ in stored) == sorted(crowd.acknowledged)
    assert len({tool for _, tool in stored}) == len(stored)
    async with RoomClient(room.address.url, room.address.token) as client:
        assert (await first_state(client)).public == {"slide": 2}
    await room.stop()


def test_a_file_left_by_a_crash_a_broken_one_or_a_foreign_one_is_no_room(folders: Path) -> None:
    folder = runtime.rooms_folder()
    address = runtime.RoomAddress("http://127.0.0.1:1", "token", talk="left", pid=os.getpid())
    path = runtime.announce(address)
    assert find_local_room() is None
    lock = runtime.RoomLock("left")
    assert lock.acquire()
    assert not runtime.RoomLock("left").acquire()
    assert find_local_room() == address
    path.write_text("{broken")
    assert find_local_room() is None
    path.unlink()
    (folders / "elsewhere.json").write_text("{}")
    path.symlink_to(folders / "elsewhere.json")
    assert find_local_room() is None
    lock.release()
    assert list(folder.glob("*.lock"))


def test_a_runtime_folder_that_others_could_write_is_refused(folders: Path) -> None:
    folder = folders / "runtime" / "rooms"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    with pytest.raises(HoleoutError, match="not private"):
        find_local_room()
    folder.rmdir()
    folder.symlink_to(folders)
    with pytest.raises(HoleoutError, match="not private"):
        find_local_room()


COMMAND = """
import argparse, sys
from holeout.cli import room
from holeout.problems import HoleoutError
parser = argparse.ArgumentParser()
room.add_to(parser.add_subparsers())
args = parser.parse_args(["room", *sys.argv[1:]])
try:
    sys.exit(args.run(args))
except HoleoutError as error:
    sys.exit(str(error))
"""


def _run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments], capture_output=True, text=True, check=False, **options
    )


def _deck(folder: Path) -> str:
    deck = folder / "tiny.md"
    deck.write_text("# One\n\n---\n\n# Two\n")
    return str(deck)


async def test_the_command_opens_a_room_prints_the_addresses_and_deletes_it_again(folders: Path) -> None:
    deck = _deck(folders)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        COMMAND,
        deck,
        "--format",
        "json",
        "--code",
        "QX7F",
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    address = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    assert address["code"] == "QX7F"
    async with RoomClient(address["url"]) as client:
        await client.suggest("QX7F", "polars")
    deleted = await asyncio.to_thread(_run, "delete", deck, "--yes")
    assert deleted.returncode == 0, deleted.stderr
    assert "1 room deleted" in deleted.stderr
    assert await asyncio.wait_for(process.wait(), 10) == 0
    again = await asyncio.to_thread(_run, "delete", deck, "--yes")
    assert (again.returncode, "0 rooms deleted" in again.stderr) == (1, True)


@asynccontextmanager
async def command(*arguments: str) -> AsyncIterator[tuple[dict[str, str], asyncio.subprocess.Process]]:
    """`holeout room` as an operator runs it: its addresses, and the process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", COMMAND, *arguments, "--format", "json",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    yield json.loads(await asyncio.wait_for(process.stdout.readline(), 20)), process
    if process.returncode is None:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def _use(address: dict[str, str]) -> None:
    async with httpx.AsyncClient(
        base_url=address["url"], headers={"user-agent": "Telltale/9", "origin": address["url"]}
    ) as http:
        join = f"/j/{address['code']}"
        assert (await http.get(join)).status_code == 200
        assert (await http.post(join, json={"tool": "a-secret-tool", "why": "secret"})).status_code == 201
        assert (await http.get("/j/WRONG")).status_code == 404
        assert (await http.post(join, json={"tool": ""})).status_code == 422


async def test_a_room_logs_nothing_of_its_audience_unless_it_is_told_to(folders: Path) -> None:
    async with command(_deck(folders)) as (address, process):
        await _use(address)
        process.terminate()
        _, said = await asyncio.wait_for(process.communicate(), 20)
    for trace in (b"127.0.0.1", b"Telltale", b"secret", b"/j/"):
        assert trace not in said
    async with command(_deck(folders), "--log-addresses") as (address, process):
        await _use(address)
        assert "has them logged" in httpx.get(f"{address['url']}/privacy").text
        process.terminate()
        _, said = await asyncio.wait_for(process.communicate(), 20)
    assert b"127.0.0.1" in said
    assert b"secret" not in said


async def test_what_a_room_has_collected_is_exported_while_it_runs_and_afterwards(folders: Path) -> None:
    deck = _deck(folders)
    async with command(deck, "--moderate", "off") as (address, _):
        async with RoomClient(address["url"]) as client:
            await client.suggest(address["code"], "polars", why="fast")
        running = await asyncio.to_thread(_run, "export", deck)
        assert running.returncode == 0, running.stderr
    afterwards = await asyncio.to_thread(_run, "export", deck)
    assert running.stdout == afterwards.stdout
    (told,) = parse(afterwards.stdout).file.favourites
    assert (told.tool, told.note) == ("pkg:pypi/polars", "fast")
    out = folders / "all.favourites.toml"
    assert _run("export", deck, "-o", str(out)).returncode == 0
    assert "1 suggestion" in _run("export", deck, "--format", "md").stderr
    assert "There is no room" in _run("export", deck, "--code", "NOPE").stderr


async def test_open_to_the_network_it_prints_the_way_in_and_who_can_take_it(folders: Path) -> None:
    if not lan_address():
        pytest.skip("this machine is on no network")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", COMMAND, _deck(folders), "--lan",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    lines = [await asyncio.wait_for(process.stdout.readline(), 20) for _ in range(4)]
    warning = await asyncio.wait_for(process.stderr.readline(), 20)
    process.terminate()
    await process.communicate()
    assert lines[0].startswith(f"audience  HTTP://{lan_address()}".encode())
    assert b"Anyone who can reach this address" in warning


def test_deleting_asks_somebody_or_does_nothing(folders: Path) -> None:
    asked = _run("delete", _deck(folders), stdin=subprocess.DEVNULL)
    assert asked.returncode == 1
    assert "--yes" in asked.stderr
    assert "Name one talk" in _run("one", "two").stderr
