"""One message to many listeners.

The hub keeps the newest message of each topic, not a queue for each listener: who reads slowly skips to the
newest, and a crowd costs no memory for what it has not read. Commands are the exception, for none may be
lost between two others: the last few are kept in order. No listener has a timer; they are woken in slices,
so that requests get their turn in between.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.room.sse import HEARTBEAT, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SLICE = 500
"""Listeners woken at a time: all else waits some 50 ms for them; in smaller slices they would wait for all else."""
KEPT = 64
"""Commands that a slow listener may be behind."""
FRESH = 5.0
"""Seconds after which a listener that comes back no longer gets a command: it would turn slides by surprise."""
BEAT = 15.0
"""Seconds between heartbeats."""


@dataclass(frozen=True, slots=True)
class Said:
    """An event before it has a number. What is costly to make is a function, called if anybody listens."""

    name: str
    data: str | Callable[[], str]


@dataclass(slots=True)
class _Entry:
    number: int
    topic: str
    said: Said
    step: Said | None
    """The same for those who know the entry `after`, which the topic had before."""
    after: int
    at: float
    boot: str
    _frame: bytes = b""
    _step: bytes = b""

    def frame_for(self, seen: int) -> bytes:
        """The event for a listener that has seen all up to `seen`; the same bytes for all who want it."""
        if self.step is not None and seen >= self.after:
            self._step = self._step or self._made(self.step)
            return self._step
        self._frame = self._frame or self._made(self.said)
        return self._frame

    def _made(self, said: Said) -> bytes:
        data = said.data if isinstance(said.data, str) else said.data()
        return frame(said.name, data, f"{self.boot}-{self.number}")


def _number(entry: _Entry) -> int:
    return entry.number


class Hub:
    """The newest message of each topic, and those who listen.

    `boot` tells one life of the room from the next; `most` is how many may listen.
    """

    def __init__(self, boot: str, now: Callable[[], float], most: int = 10_000) -> None:
        self.most = most
        self.boot = boot
        self.now = now
        self._count = 0
        self._latest: dict[str, _Entry] = {}
        self._kept: deque[_Entry] = deque(maxlen=KEPT)
        self._listeners: set[Listener] = set()
        self._changes: list[asyncio.Future[None]] = []
        self._closed = False

    @property
    def size(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def counting(self, topic: str) -> int:
        """How many listen to `topic`."""
        return sum(topic in listener.topics for listener in self._listeners)

    def replace(self, topic: str, name: str, data: str | Callable[[], str], step: Said | None = None) -> None:
        """Send `data` as event `name`; it takes the place of what `topic` said before.

        Who has heard that gets `step` instead, which says what has changed.
        """
        before = self._latest.get(topic)
        self._latest[topic] = self._entry(
            topic, Said(name, data), step if before else None, before.number if before else 0
        )
        self._wake(self._interested(topic))

    def append(self, topic: str, name: str, data: str) -> None:
        """Send `data` as event `name` after all that `topic` said before."""
        self._kept.append(self._entry(topic, Said(name, data)))
        self._wake(self._interested(topic))

    def listen(self, topics: Iterable[str], last_event_id: str = "") -> Listener:
        """A listener to `topics`, which gets the newest of each at once, but for what it has seen already."""
        seen = self._seen(last_event_id)
        listener = Listener(self, frozenset(topics), seen or 0)
        listener.kept_after = self._count if seen is None else self._still_fresh(seen)
        self._listeners.add(listener)
        self._tell_changes()
        return listener

    def beat(self) -> None:
        """Send a heartbeat to all."""
        for listener in self._listeners:
            listener.beat = True
        self._wake(list(self._listeners))

    async def keep_beating(self) -> None:
        """Send a heartbeat now and then, until cancelled."""
        while True:
            await asyncio.sleep(BEAT)
            self.beat()

    def close(self) -> None:
        """End every stream, and those that come later."""
        self._closed = True
        for listener in list(self._listeners):
            listener.stop()

    def pending(self, listener: Listener) -> bytes:
        """What `listener` has not been sent yet, oldest first; it is taken as sent."""
        heard = (self._latest.get(topic) for topic in listener.topics)
        entries = [entry for entry in heard if entry and entry.number > listener.seen]
        if self._kept and self._kept[-1].number > listener.kept_after:
            entries += [
                entry
                for entry in self._kept
                if entry.number > listener.kept_after and entry.topic in listener.topics
            ]
        entries.sort(key=_number)
        frames = [entry.frame_for(listener.seen) for entry in entries]
        listener.seen = listener.kept_after = self._count
        return frames[0] if len(frames) == 1 else b"".join(frames)

    def leave(self, listener: Listener) -> None:
        """Forget `listener`."""
        self._listeners.discard(listener)
        self._tell_changes()

    def next_change(self) -> asyncio.Future[None]:
        """A future that is done at the next arrival or departure of a listener."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._changes.append(future)
        return future

    @property
    def closed(self) -> bool:
        """Whether streams are to end."""
        return self._closed

    def _tell_changes(self) -> None:
        waiting, self._changes = self._changes, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def _entry(self, topic: str, said: Said, step: Said | None = None, after: int = 0) -> _Entry:
        self._count += 1
        return _Entry(self._count, topic, said, step, after, self.now(), self.boot)

    def _interested(self, topic: str) -> list[Listener]:
        return [listener for listener in self._listeners if topic in listener.topics]

    def _seen(self, last_event_id: str) -> int | None:
        boot, _, number = last_event_id.rpartition("-")
        known = boot == self.boot and number.isdecimal() and len(number) < 16 and int(number) <= self._count
        return int(number) if known else None

    def _still_fresh(self, seen: int) -> int:
        stale = [entry.number for entry in self._kept if self.now() - entry.at > FRESH]
        return max([seen, *stale])

    def _wake(self, listeners: list[Listener]) -> None:
        for listener in listeners[:SLICE]:
            listener.wake()
        if rest := listeners[SLICE:]:
            asyncio.get_running_loop().call_soon(self._wake, rest)


class Listener:
    """One open stream."""

    __slots__ = ("_future", "_hub", "_stopped", "beat", "kept_after", "seen", "topics")

    def __init__(self, hub: Hub, topics: frozenset[str], seen: int) -> None:
        self._hub = hub
        self._future: asyncio.Future[None] | None = None
        self._stopped = False
        self.topics = topics
        self.seen = seen
        self.kept_after = seen
        self.beat = False

    async def next(self) -> bytes | None:
        """The bytes to send next, waiting for them; None when the stream is over."""
        while not (self._stopped or self._hub.closed):
            if data := self._hub.pending(self):
                return data
            if self.beat:
                self.beat = False
                return HEARTBEAT
            self._future = asyncio.get_running_loop().create_future()
            await self._future
        return None

    def wake(self) -> None:
        """Have `next` look again."""
        if self._future is not None and not self._future.done():
            self._future.set_result(None)

    def stop(self) -> None:
        """End the stream and leave the hub."""
        self._stopped = True
        self._hub.leave(self)
        self.wake()
