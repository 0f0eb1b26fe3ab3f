"""An open stream of server-sent events, as an ASGI response."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from holeout.room.sse import GZIP_HEAD, packed

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from holeout.room.hub import Hub, Listener

# X-Accel-Buffering asks nginx not to wait for more before it passes an event on.
_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_GZIPPED = (b"content-encoding", b"gzip")
_RETRY = b"retry: 2000\n\n"


class EventStream:
    """Sends what `listener` hears until one of the two goes away; `greeting` goes first.

    With `gzip` it is sent packed: many phones share one network.
    """

    def __init__(self, hub: Hub, listener: Listener, greeting: bytes = b"", *, gzip: bool = False) -> None:
        self._hub = hub
        self._listener = listener
        self._greeting = greeting
        self._gzip = gzip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        gone = asyncio.ensure_future(_until_gone(receive))
        gone.add_done_callback(lambda _: self._listener.stop())
        try:
            headers = [*_HEADERS, *([_GZIPPED] if self._gzip else [])]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            first = _RETRY + self._greeting
            body = GZIP_HEAD + packed(first) if self._gzip else first
            await send({"type": "http.response.body", "body": body, "more_body": True})
            while (data := await self._listener.next()) is not None:
                body = packed(data) if self._gzip else data
                await send({"type": "http.response.body", "body": body, "more_body": True})
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._listener.stop()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
