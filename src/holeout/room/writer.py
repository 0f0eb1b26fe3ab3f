"""One thread writes, many wait: whatever has come in since the last commit goes into one transaction.

An answer is given only after COMMIT, so what was acknowledged survives a crash. A batch waits for nobody: it
grows while the disk is busy with the one before. The same thread reads back what changed, in order, so that
the board in memory always shows what the store holds.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import sqlalchemy as sa

from holeout.room import store
from holeout.room.operations import (
    DropAlias,
    DropWaiting,
    OnSuggestion,
    OnVoice,
    Operation,
    RemoveVoice,
    SetAlias,
    SetSetting,
    execute,
)

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Engine

MAX_QUEUE = 5_000
MAX_BATCH = 256
RECONNECTS = (0.0, 0.2, 0.5, 1.0)
"""Seconds to wait before each try to reach a database server."""
CHANNEL = "holeout_room"
"""PostgreSQL's channel, on which each process tells the others what it changed."""
MOST_NAMED = 100
"""Suggestions or voices in one notice: PostgreSQL takes 8,000 bytes, and a voice takes up to 62."""


class StoreBusyError(Exception):
    """The queue is full; try again in a moment."""


class StoreFailedError(Exception):
    """The store did not take it: a full disk, a database that is away."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """Read again what another process changed. Without `whole`, the Suggestions of `ids` and what is named."""

    ids: tuple[str, ...] = ()
    voices: tuple[store.Voice, ...] = ()
    aliases: bool = False
    settings: bool = False
    whole: bool = False

    def __or__(self, other: Refresh) -> Refresh:
        return Refresh(
            self.ids + other.ids,
            self.voices + other.voices,
            self.aliases or other.aliases,
            self.settings or other.settings,
            self.whole or other.whole,
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the other processes that is not kept, such as a command."""

    text: str


@dataclass(frozen=True, slots=True)
class _Job:
    what: Operation | Refresh | Notice
    done: asyncio.Future[None] | None


class Writer:
    """The thread, its queue, and `deliver`, which is called in the event loop with every Change, in order."""

    def __init__(
        self,
        engine: Engine,
        room: str,
        loop: asyncio.AbstractEventLoop,
        deliver: Callable[[store.Change], None],
        origin: str = "",
    ) -> None:
        self._engine = engine
        self._room = room
        self._loop = loop
        self._deliver = deliver
        self._origin = origin
        self._notifies = engine.dialect.name == "postgresql"
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._newest: dict[str, SetSetting] = {}
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        """Kept from batch to batch: to take one from the pool costs as much as a small batch."""
        self._thread = threading.Thread(target=self._run, name="room-writer")
        self._thread.start()

    async def write(self, operation: Operation) -> None:
        """Return once `operation` is on disk. Raises StoreBusyError and StoreFailedError."""
        if self._queue.qsize() >= MAX_QUEUE:
            raise StoreBusyError
        done: asyncio.Future[None] = self._loop.create_future()
        self._queue.put(_Job(operation, done))
        await done

    def keep(self, setting: SetSetting) -> None:
        """Write `setting` soon, waiting for nothing. One that was not written yet is dropped for it."""
        with self._lock:
            waiting = setting.name in self._newest
            self._newest[setting.name] = setting
        if not waiting:
            self._queue.put(_Job(setting, None))

    def refresh(self, what: Refresh) -> None:
        """Read again what another process changed."""
        self._queue.put(_Job(what, None))

    def tell(self, text: str) -> None:
        """Tell the other processes; nothing where there are none."""
        if self._notifies:
            self._queue.put(_Job(Notice(text), None))

    def close(self) -> None:
        """Write what is waiting, and end. Blocks for as long as that takes."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        ending = False
        while not ending:
            jobs, ending = self._gather()
            if jobs:
                self._settle(jobs)
        self._hang_up()

    def _gather(self) -> tuple[list[_Job], bool]:
        first = self._queue.get()
        if first is None:
            return [], True
        jobs = [first]
        while len(jobs) < MAX_BATCH:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return self._newest_of(jobs), True
            jobs.append(job)
        return self._newest_of(jobs), False

    def _newest_of(self, jobs: list[_Job]) -> list[_Job]:
        # A setting that was handed to `keep` may have been replaced since.
        with self._lock:
            return [
                replace(job, what=self._newest.pop(job.what.name, job.what))
                if isinstance(job.what, SetSetting) and job.done is None
                else job
                for job in jobs
            ]

    def _settle(self, jobs: list[_Job]) -> None:
        try:
            change = self._commit([job.what for job in jobs])
        except sa.exc.SQLAlchemyError as error:
            if len(jobs) > 1 and not _is_outage(error):
                for job in jobs:  # one of them is at fault: the others must not suffer
                    self._settle([job])
                return
            self._call(self._finish, jobs, None, StoreFailedError(str(error)))
            return
        self._call(self._finish, jobs, change, None)

    def _commit(self, work: Sequence[Operation | Refresh | Notice]) -> store.Change:
        for number, wait in enumerate(RECONNECTS, 1):
            if wait:
                time.sleep(wait)
            try:
                self._connection = self._connection or self._engine.connect()
                with self._connection.begin():
                    return self._write(self._connection, work)
            except sa.exc.SQLAlchemyError as error:
                self._hang_up()
                if number == len(RECONNECTS) or not (self._notifies and _is_outage(error)):
                    raise
        raise AssertionError("the last try raises")

    def _hang_up(self) -> None:
        if self._connection is not None:
            with suppress(sa.exc.SQLAlchemyError):
                self._connection.close()
            self._connection = None

    def _write(self, connection: Connection, work: Sequence[Operation | Refresh | Notice]) -> store.Change:
        operations = [item for item in work if not isinstance(item, Refresh | Notice)]
        for _, run in groupby(operations, type):
            execute(connection, list(run), self._room)
        mine = _touched(operations)
        if self._notifies:
            self._notify(connection, mine, [item.text for item in work if isinstance(item, Notice)])
        wanted = mine
        for item in work:
            if isinstance(item, Refresh):
                wanted |= item
        if wanted.whole:
            return store.read_all(connection, self._room)
        return store.read_some(
            connection,
            self._room,
            wanted.ids,
            wanted.voices,
            aliases=wanted.aliases,
            settings=wanted.settings,
        )

    def _notify(self, connection: Connection, mine: Refresh, texts: list[str]) -> None:
        # All in one transaction: NOTIFY takes a lock at COMMIT that is global to the whole database server.
        for payload in notices(self._origin, self._room, mine, texts):
            connection.execute(sa.select(sa.func.pg_notify(CHANNEL, payload)))

    def _finish(self, jobs: list[_Job], change: store.Change | None, error: Exception | None) -> None:
        if change is not None:
            self._deliver(change)
        for job in jobs:
            if job.done is None or job.done.done():
                continue
            if error is None:
                job.done.set_result(None)
            else:
                job.done.set_exception(error)

    def _call(self, function: Callable[..., None], *arguments: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *arguments)


def notices(origin: str, room: str, mine: Refresh, texts: Sequence[str]) -> Iterator[str]:
    """What to tell the other processes of a change, in as few texts as PostgreSQL takes."""
    head = {"origin": origin, "room": room}
    if mine.aliases or mine.settings or mine.whole:
        told = {"aliases": mine.aliases, "settings": mine.settings, "whole": mine.whole}
        yield json.dumps(head | told)
    named = (("ids", sorted(set(mine.ids))), ("voices", sorted(set(mine.voices))))
    for name, many in named:
        for start in range(0, len(many), MOST_NAMED):
            yield json.dumps(head | {name: many[start : start + MOST_NAMED]})
    for text in texts:
        yield json.dumps(head | {"texts": [text]})


def _touched(operations: Sequence[Operation]) -> Refresh:
    return Refresh(
        tuple(item.id for item in operations if isinstance(item, OnSuggestion | RemoveVoice)),
        tuple((item.id, item.actor) for item in operations if isinstance(item, OnVoice)),
        aliases=any(isinstance(item, SetAlias | DropAlias) for item in operations),
        whole=any(isinstance(item, DropWaiting) for item in operations),
        settings=any(isinstance(item, SetSetting) for item in operations),
    )


def _is_outage(error: sa.exc.SQLAlchemyError) -> bool:
    """Whether the store is at fault, and not what was to be written."""
    return isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError)
