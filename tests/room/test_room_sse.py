"""Server-sent events as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.room.sse import HEARTBEAT, Event, frame, read_events

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from roomtesting import Opened


async def _lines(data: bytes) -> AsyncIterator[str]:
    for line in data.decode().split("\n"):
        yield line


async def _read(data: bytes) -> list[Event]:
    return [event async for event in read_events(_lines(data))]


@given(st.lists(st.tuples(st.sampled_from(["state", "board"]), st.text()), max_size=4))
async def test_what_the_room_writes_is_what_a_terminal_reads(sent: list[tuple[str, str]]) -> None:
    data = HEARTBEAT.join(frame(name, json.dumps(text), f"b-{n}") for n, (name, text) in enumerate(sent))
    got = [(event.name, json.loads(event.data), event.id) for event in await _read(data)]
    assert got == [(name, text, f"b-{n}") for n, (name, text) in enumerate(sent)]


async def test_what_other_servers_may_send_is_understood() -> None:
    data = b": hello\nretry: 3\n\ndata:one\ndata: two\nodd\n\nevent: x\n\nid: 7\ndata: three\n\ndata: cut off"
    assert await _read(data) == [Event("message", "one\ntwo"), Event("message", "three", "7")]


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
async def test_a_stream_is_packed_for_whoever_can_unpack_it_and_says_the_same(
    opened: Opened, served: str, encoding: str
) -> None:
    room = opened.room
    heard: list[str] = []
    async with (
        httpx.AsyncClient(headers={"accept-encoding": encoding}) as client,
        client.stream("GET", f"{served}/events?of=state") as answer,
    ):
        assert answer.headers.get("content-encoding", "identity") == encoding
        events = read_events(answer.aiter_lines())
        for number in range(1, 4):
            room.publish({"public": {"title": f"{number} Größe"}, "private": {}, "revision": number})
            heard.append(json.loads((await anext(events)).data)["public"]["title"])
    assert heard == ["1 Größe", "2 Größe", "3 Größe"]
