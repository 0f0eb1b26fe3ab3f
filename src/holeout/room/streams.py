"""An open stream of server-sent events, as an ASGI response."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from holeout.room.hub import Hub, Listener

# X-Accel-Buffering asks nginx not to wait for more before it passes an event on.
_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_RETRY = b"retry: 2000\n\n"


class EventStream:
    """Sends what `listener` hears until one of the two goes away; `greeting` goes first."""

    def __init__(self, hub: Hub, listener: Listener, greeting: bytes = b"") -> None:
        self._hub = hub
        self._listener = listener
        self._greeting = greeting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        gone = asyncio.ensure_future(_until_gone(receive))
        gone.add_done_callback(lambda _: self._listener.stop())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await send({"type": "http.response.body", "body": _RETRY + self._greeting, "more_body": True})
            while (data := await self._listener.next()) is not None:
                await send({"type": "http.response.body", "body": data, "more_body": True})
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._listener.stop()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
