"""Sends what waits in an outbox to its rooms, and says what became of it. Nothing is lost on the way: it waits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holeout.room.client import RoomClient, RoomError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from holeout.room.outbox import Box, Item, Outbox

AGAIN = frozenset({0, 408, 409, 429, 500, 502, 503, 504})
"""Answers after which the same may be taken later: nobody there, too fast, not asking just now."""
TRIES = 8
"""How often one item is sent again while the room only asks to wait a moment."""
LONGEST_WAIT = 5.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of sending one box."""

    box: Box
    sent: int = 0
    withdrawn: int = 0
    pending: int = 0
    """Of those sent, the ones that the speaker looks at first."""
    refused: tuple[tuple[Item, str], ...] = ()
    trouble: str = ""
    """Why something still waits."""


class Sender:
    """Sends boxes, and keeps each step in the outbox. `connect` opens a client for an address."""

    def __init__(
        self,
        outbox: Outbox,
        connect: Callable[[str], RoomClient] = RoomClient,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._outbox = outbox
        self._connect = connect
        self._sleep = sleep

    async def send(self, box: Box) -> Delivery:
        """Send what waits in `box`, oldest first, until one of it can be taken only later."""
        done = Delivery(box)
        async with self._connect(box.url) as client:
            for item in box.waiting:
                try:
                    done = await self._known(client, done, item)
                    done = await self._deliver(client, done, item)
                except RoomError as error:
                    if error.status in AGAIN:
                        done = replace(done, trouble=error.message)
                        break
                    done = self._refused(done, item, error.message)
                self._outbox.keep(done.box)
        return done

    async def _known(self, client: RoomClient, done: Delivery, item: Item) -> Delivery:
        # Written down before anything is sent: after a lost answer the same device sends the same again.
        box = done.box
        if not box.device:
            box = replace(box, device=await client.join(box.code))
        if not item.tried:
            box = box.with_item(replace(item, tried=True))
        if box != done.box:
            self._outbox.keep(box)
        return replace(done, box=box)

    async def _deliver(self, client: RoomClient, done: Delivery, item: Item) -> Delivery:
        if item.withdrawn:
            await self._patiently(lambda: _take_back(client, done.box, item))
            kept = done.box.with_item(replace(item, delivered=True)) if item.held else done.box.without(item)
            return replace(done, box=kept, withdrawn=done.withdrawn + 1)
        answer = await self._patiently(lambda: _suggest(client, done.box, item))
        standing = str(answer.get("standing", ""))
        box = done.box.with_item(replace(item, tried=True, delivered=True))
        waits = standing in {"pending", "hidden"}
        return replace(done, box=box, sent=done.sent + 1, pending=done.pending + waits)

    def _refused(self, done: Delivery, item: Item, words: str) -> Delivery:
        return replace(done, box=done.box.without(item), refused=(*done.refused, (item, words)))

    async def _patiently(self, ask: Callable[[], Awaitable[Mapping[str, object]]]) -> Mapping[str, object]:
        for _ in range(TRIES):
            try:
                return await ask()
            except RoomError as error:
                if error.status not in {429, 503}:
                    raise
                await self._sleep(min(LONGEST_WAIT, error.retry_after or 1.0))
        return await ask()


async def _suggest(client: RoomClient, box: Box, item: Item) -> Mapping[str, object]:
    said = {"why": item.why, "name": item.name, "suggestion_id": item.id, "device": box.device}
    try:
        return await client.suggest(box.code, item.tool, stage=item.stage, **said)
    except RoomError as error:
        # A stage of one talk means nothing in the room of another.
        if error.status != 422 or set(error.faults) != {"stage"}:
            raise
        return await client.suggest(box.code, item.tool, **said)


async def _take_back(client: RoomClient, box: Box, item: Item) -> Mapping[str, object]:
    try:
        return await client.withdraw(box.code, item.id, box.device)
    except RoomError as error:
        if error.status != 404:
            raise
        return {}  # it is not there any more, which is what was wanted
