"""The desk's line to the room: finds it, follows it, finds it again when it comes back or is another."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holeout.room.client import Connected, Disconnected, PresenceChanged, RoomClient, RoomError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.room.client import Message, RoomAddress

LOOK = 0.1
"""Seconds between two looks for a room, while there is none or its presenter is away."""


class DeskLine:
    """Follows the room that `find` gives. A room that was started anew elsewhere is found again."""

    def __init__(self, find: Callable[[], RoomAddress | None]) -> None:
        self._find = find
        self._client: RoomClient | None = None
        self.address: RoomAddress | None = None
        """The room that is followed."""

    async def follow(self, hear: Callable[[Message | None], None]) -> None:
        """Call `hear` with each message, and with None while there is no room; until cancelled."""
        while True:
            self.address = await asyncio.to_thread(self._find)
            if self.address is None:
                hear(None)
                await asyncio.sleep(LOOK)
            else:
                await self._follow_one(self.address, hear)

    async def _follow_one(self, address: RoomAddress, hear: Callable[[Message | None], None]) -> None:
        """Follow one room, until another is there instead of it."""
        left = asyncio.Event()
        async with RoomClient(address.url, address.token) as client, asyncio.TaskGroup() as tasks:
            self._client = client
            try:
                reading = tasks.create_task(_read(client, hear, left))
                await self._until_other(address, left)
                reading.cancel()
            finally:
                self._client = None

    async def _until_other(self, address: RoomAddress, left: asyncio.Event) -> None:
        while True:
            await left.wait()
            if await asyncio.to_thread(self._find) != address:
                return
            await asyncio.sleep(LOOK)

    async def drive(self, name: str, args: Mapping[str, Any] | None = None) -> str:
        """Ask the presenter to do `name`; gives what went wrong, or an empty text."""
        if self._client is None:
            return "There is no presentation to drive."
        try:
            heard = await self._client.command(name, args)
        except RoomError:
            return "The room cannot be reached; the key was not sent."
        return "" if heard else "The presenter is away; the key was not heard."

    async def moderate(self, action: str, **args: str) -> str:
        """Change the board; gives what went wrong, or an empty text."""
        if self._client is None:
            return "There is no room to moderate."
        try:
            await self._client.moderate(action, **args)
        except RoomError as error:
            return error.message
        return ""


async def _read(client: RoomClient, hear: Callable[[Message | None], None], left: asyncio.Event) -> None:
    """Pass on what comes; `left` is set while nobody presents there."""
    async for message in client.events():
        if isinstance(message, Disconnected) or message == PresenceChanged(0):
            left.set()
        elif isinstance(message, Connected | PresenceChanged):
            left.clear()
        hear(message)
