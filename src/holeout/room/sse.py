"""Server-sent events as text (HTML standard, section 9.2): written by the room, read by terminals."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HEARTBEAT = b":\n\n"
"""A comment, which keeps proxies and readers from giving up."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event, as it was received. `id` is what to send as Last-Event-ID when coming back."""

    name: str
    data: str
    id: str = ""


def frame(name: str, data: str, event_id: str) -> bytes:
    """The bytes of one event. `data` is on one line, as JSON is."""
    return f"id: {event_id}\nevent: {name}\ndata: {data}\n\n".encode()


def greeting(name: str, data: str) -> bytes:
    """An event for one listener alone. It has no id: whoever comes back gets another."""
    return f"event: {name}\ndata: {data}\n\n".encode()


GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
"""The beginning of a gzip stream (RFC 1952) that says nothing of a file."""


@lru_cache(maxsize=64)
def packed(data: bytes) -> bytes:
    """`data` as a part of a gzip stream, whatever parts came before: the same bytes for all who listen."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


async def read_events(lines: AsyncIterator[str]) -> AsyncIterator[Event]:
    """The events in `lines` (without their ends). Fields that nobody needs here are skipped."""
    fields: dict[str, str] = {}
    async for line in lines:
        if line:
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            fields[name] = f"{fields['data']}\n{value}" if name == "data" and "data" in fields else value
            continue
        if "data" in fields:
            yield Event(fields.get("event", "message"), fields["data"], fields.get("id", ""))
        fields = {}
