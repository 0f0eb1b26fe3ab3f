"""How a room beside a presenter knows that the presenter is gone, and waits for it to come back."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from holeout.room.service import PROJECTOR

if TYPE_CHECKING:
    from holeout.room.hub import Hub


async def until_abandoned(pipe: int, hub: Hub, linger: float) -> None:
    """Return once the pipe has ended and no projector was connected to `hub` for `linger` seconds."""
    await _until_end_of(pipe)
    while True:
        while hub.counting(PROJECTOR):
            await hub.next_change()
        try:
            async with asyncio.timeout(linger):
                while not hub.counting(PROJECTOR):
                    await hub.next_change()
        except TimeoutError:
            return


async def _until_end_of(pipe: int) -> None:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def look() -> None:
        if not os.read(pipe, 1024) and not ended.done():
            ended.set_result(None)

    loop.add_reader(pipe, look)
    try:
        await ended
    finally:
        loop.remove_reader(pipe)
        os.close(pipe)
