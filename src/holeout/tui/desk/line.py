"""The desk's line to the room: finds it, follows it, finds it again when it comes back."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from holeout.room.client import Disconnected, RoomClient, RoomError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.room.client import Message, RoomAddress

LOOK = 0.5
"""Seconds between two looks for a room, while there is none."""


class DeskLine:
    """Follows the room that `find` gives. A room that was started anew elsewhere is found again."""

    def __init__(self, find: Callable[[], RoomAddress | None]) -> None:
        self._find = find
        self._client: RoomClient | None = None

    async def follow(self, hear: Callable[[Message | None], None]) -> None:
        """Call `hear` with each message, and with None while there is no room; until cancelled."""
        while True:
            address = await asyncio.to_thread(self._find)
            if address is None:
                hear(None)
                await asyncio.sleep(LOOK)
                continue
            await self._follow_one(address, hear)

    async def _follow_one(self, address: RoomAddress, hear: Callable[[Message | None], None]) -> None:
        async with RoomClient(address.url, address.token) as client:
            self._client = client
            try:
                async for message in client.events():
                    hear(message)
                    if isinstance(message, Disconnected) and await asyncio.to_thread(self._find) != address:
                        return
            finally:
                self._client = None

    async def drive(self, name: str, args: Mapping[str, Any] | None = None) -> str:
        """Ask the presenter to do `name`; gives what went wrong, or an empty text."""
        if self._client is None:
            return "There is no presentation to drive."
        with suppress(RoomError):
            heard = await self._client.command(name, args)
            return "" if heard else "The presenter is away; the key was not heard."
        return "The room cannot be reached; the key was not sent."
