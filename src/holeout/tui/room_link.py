"""The presenter's line to its room: publishes every change, and hears what others want done."""

from __future__ import annotations

import asyncio
import subprocess
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from holeout.problems import HoleoutError
from holeout.room.client import (
    Connected,
    Disconnected,
    LocalRoom,
    RoomAddress,
    RoomClient,
    RoomError,
    find_local_room,
    start_room,
)
from holeout.room.join import read_join_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from holeout.room.client import Message

COURTESY = 3.0
"""Seconds for whoever ended a room to open another: most likely a presenter who takes over."""
AGAIN = 5.0
"""Seconds until a room that could not be opened is tried again."""


class RoomLink:
    """Starts the room of `talk`, or takes the one at `url`, and stays in touch until it is closed.

    `hear` is called with each message from the room, `opened` with its address; `failed` with a sentence when
    there is no room, once for each reason. The talk goes on without one, and a room that ends is started anew.
    """

    def __init__(
        self,
        talk: str,
        path: Path,
        *,
        opened: Callable[[RoomAddress], None],
        hear: Callable[[Message], None],
        failed: Callable[[str], None],
        lan: bool = False,
        url: str = "",
        token: str = "",
        moderate: str = "",
    ) -> None:
        self._talk = talk
        self._path = path
        self._opened = opened
        self._hear = hear
        self._failed = failed
        self._lan = lan
        self._url = url
        self._token = token
        self._moderate = moderate
        self._room: LocalRoom | None = None
        self._client: RoomClient | None = None
        self._port = 0
        self._had_one = False
        """Who has had a room does not take it back from a presenter that came later, or the two would fight."""
        self._offered: Mapping[str, Any] | None = None
        self._outline: Sequence[str] | None = None

    async def run(self) -> None:
        """Open the room and follow it, again and again, until cancelled."""
        # Its import takes a while: keys should not wait for it, nor the room's start.
        imported = asyncio.ensure_future(asyncio.to_thread(import_module, "httpx"))
        told = ""
        while True:
            try:
                address = await self._open()
            except (HoleoutError, OSError) as error:
                why = (
                    f"The room cannot start: {error.strerror}." if isinstance(error, OSError) else str(error)
                )
                if why != told:
                    told = why
                    self._failed(told)
                await asyncio.sleep(AGAIN)
            else:
                told = ""
                await imported
                await self._follow(address)

    async def _follow(self, address: RoomAddress) -> None:
        """Stay in touch with the room at `address` until it has ended."""
        client = RoomClient(address.url, address.token, presenting=True)
        self._client = client
        self._opened(address)
        if self._offered is not None:
            client.offer(self._offered, self._outline)
        publishing = asyncio.create_task(client.keep_publishing())
        try:
            async for message in client.events():
                if isinstance(message, Connected) and self._url:
                    await self._find_way_in(client, address)
                self._hear(message)
                if isinstance(message, Disconnected) and await self._has_ended(address):
                    return
        finally:
            publishing.cancel()
            with suppress(asyncio.CancelledError):
                await publishing
            await client.close()

    async def _has_ended(self, address: RoomAddress) -> bool:
        return not self._url and await asyncio.to_thread(find_local_room, self._talk) != address

    async def _open(self) -> RoomAddress:
        if self._url:
            return RoomAddress(read_join_url(self._url)[0], self._token, talk=self._talk, lan=True)
        if await self._was_told_to_end():
            await asyncio.sleep(COURTESY)
        self.close()
        try:
            self._room = await start_room(
                self._talk,
                path=self._path,
                lan=self._lan,
                port=self._port,
                moderate=self._moderate,
                take_over=not self._had_one,
            )
        except HoleoutError:
            if not self._port:
                raise
            self._port = 0
            return await self._open()
        self._had_one = True
        # Phones know the room by its port: a room that is started anew is where the old one was, if that is free.
        self._port = urlsplit(self._room.address.url).port or 0
        return self._room.address

    async def _was_told_to_end(self) -> bool:
        """Whether our room has ended as it does when somebody asks it to, and not as one that was killed."""
        process = self._room.process if self._room else None
        if process is None:
            return False
        with suppress(subprocess.TimeoutExpired):
            return await asyncio.to_thread(process.wait, COURTESY) == 0
        return False

    async def _find_way_in(self, client: RoomClient, address: RoomAddress) -> None:
        """Ask a hosted room what its audience is to type, and have it look at suggestions as we want."""
        with suppress(RoomError):
            if self._moderate:
                await client.moderate("mode", mode=self._moderate)
            found = await client.moderators_board()
            way_in = replace(
                address, code=str(found.get("code", "")), join_url=str(found.get("join_url", ""))
            )
            self._opened(way_in)

    def offer(self, state: Mapping[str, Any], outline: Sequence[str] | None = None) -> None:
        """Publish `state`, as soon as there is a room; a state that was not sent yet is dropped for it.

        `outline` is the slides' titles, when they are other ones than before.
        """
        self._offered = state
        self._outline = outline if outline is not None else self._outline
        if self._client is not None:
            self._client.offer(state, outline)

    def close(self) -> None:
        """Let the room go; it ends by itself unless a presenter comes back within seconds."""
        if self._room is not None:
            self._room.close()
            self._room = None
