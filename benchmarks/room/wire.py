"""HTTP/1.1 as little as a load generator needs: one request at a time on a connection that stays open."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length:"
PATIENCE = 30.0
"""Seconds for one answer."""


class Answer(NamedTuple):
    """A status, the head and the body."""

    status: int
    head: bytes
    body: bytes


class Connection(asyncio.Protocol):
    """One connection. `ask` raises ConnectionError when it is lost, TimeoutError when nobody answers."""

    def __init__(self) -> None:
        self._received = b""
        self._waiting: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None
        self.lost = False

    @classmethod
    async def open(cls, port: int) -> Connection:
        """Connect to a port of this machine."""
        _, made = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return made

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Hand over the answer once it is whole."""
        self._received += data
        head, found, rest = self._received.partition(END_OF_HEAD)
        if not found:
            return
        lower = head.lower()
        at = lower.find(LENGTH)
        size = int(lower[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(rest) < size or self._waiting is None:
            return
        waiting, self._waiting, self._received = self._waiting, None, b""
        if not waiting.done():
            waiting.set_result(Answer(int(head[9:12]), head, rest))

    def connection_lost(self, error: Exception | None) -> None:
        """Tell who waits."""
        self.lost = True
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionError(str(error or "closed")))

    async def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """One request and its answer."""
        assert self._transport is not None
        if self.lost:
            raise ConnectionError("closed")
        self._waiting = asyncio.get_running_loop().create_future()
        lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", "accept: application/json"]
        if body:
            lines += ["content-type: application/json", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._transport.write("\r\n".join(lines).encode() + END_OF_HEAD + body)
        async with asyncio.timeout(PATIENCE):
            return await self._waiting

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()
