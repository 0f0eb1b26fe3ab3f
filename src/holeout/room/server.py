"""The room's process: opens the store, listens, tells terminals where it is, and ends cleanly.

Beside a presenter it lives as long as the presenter does, and some seconds longer, so that one who was killed
and starts again finds everything as it was.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import secrets
import signal
import sys
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING

import uvicorn
import uvloop

from holeout.favourites.catalogue import Catalogue, catalogue_of
from holeout.problems import ExitCode, HoleoutError
from holeout.room import credentials, runtime, store
from holeout.room.app import build_app
from holeout.room.hub import Hub
from holeout.room.join import join_url
from holeout.room.launch import READY
from holeout.room.lifeline import until_abandoned
from holeout.room.limits import Limiter, Rates
from holeout.room.notices import follow_notices
from holeout.room.operations import SetSetting
from holeout.room.places import find_place
from holeout.room.service import Room
from holeout.room.site import Keeping
from holeout.room.writer import Writer

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Callable, Iterator

    from sqlalchemy import Engine

    from holeout.room.options import Options
    from holeout.room.places import Place
    from holeout.room.runtime import RoomAddress

log = logging.getLogger("holeout.room")
LOCK_PATIENCE = 2.0
"""Seconds to wait for another process that only looks whether we are here."""
MOST_FILES = 65_536
LEAST_FILES = 32
"""Open files without which not even the store and a presenter have room."""
SPARE_FILES = 200
"""Open files that are kept from listeners, for the store and for requests."""
GRACE = 3.0
"""Seconds that open requests get at the end."""


def run(options: Options, ready: Callable[[RoomAddress], None]) -> int:
    """Serve one room until told to end; `ready` is called once it can be reached. Gives the exit code.

    Raises HoleoutError when the store, the address or the runtime folder cannot be had.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    if options.log_addresses:
        logging.getLogger("uvicorn.access").setLevel(logging.INFO)
    if (most := raise_file_limit()) < LEAST_FILES:
        raise HoleoutError(f"Only {most} files may be open here.", hint="More are allowed by: ulimit -n 1024")
    with _locked(options.talk) as locked:
        engine = store.open_engine(options.store or store.default_url(options.talk))
        try:
            if not locked and engine.dialect.name == "sqlite":
                raise HoleoutError(
                    "A room for this talk is running already.",
                    hint="End it first, or keep this one in PostgreSQL.",
                )
            _be_quick()
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(_serve(options, engine, ready, announce=locked))
        finally:
            engine.dispose()
    return ExitCode.FINE


def run_beside_presenter(options: Options) -> int:
    """Serve as the presenter's companion: a line of standard output tells whether it is ready, or why not."""

    def say_ready(_: RoomAddress) -> None:
        with suppress(BrokenPipeError):
            sys.stdout.buffer.write(READY)
            sys.stdout.flush()

    try:
        return run(options, say_ready)
    except HoleoutError as error:
        words = "\t".join(" ".join(each.split()) for each in (error.message, error.hint))
        print(words, flush=True)  # noqa: T201  (the line that the presenter reads)
        return ExitCode.PROBLEMS


def raise_file_limit() -> int:
    """Let this process hold as many connections as the system allows; gives how many files that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    with suppress(ValueError, OSError):  # some systems allow less than they say
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def _be_quick() -> None:
    # What a start has made stays, and requests make much that goes at once: look for garbage less often.
    gc.enable()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    # The store's thread needs little time, but a batch waits for it.
    sys.setswitchinterval(0.001)


async def _serve(
    options: Options, engine: Engine, ready: Callable[[RoomAddress], None], *, announce: bool
) -> None:
    place = find_place(options)
    async with _open_room(options, engine, place) as room:
        address = _address(options, place, room)
        app = build_app(
            room,
            place.hosts,
            address.join_url,
            secure=options.public_url.startswith("https:"),
            keeping=Keeping(options.keep_days, options.log_addresses),
        )

        def started() -> None:
            if announce:
                runtime.announce(address)
            ready(address)

        server = _Server(_config(app, options), room.hub, started)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, server.end)
        watching = asyncio.ensure_future(_watch(options, room.hub, server))
        try:
            await server.serve(sockets=list(place.sockets))
        finally:
            watching.cancel()
            if announce:
                runtime.withdraw(options.talk)


@asynccontextmanager
async def _open_room(options: Options, engine: Engine, place: Place) -> AsyncIterator[Room]:
    if options.keep_days > 0:
        store.delete_unused(engine, options.keep_days)
    length = credentials.CODE_LENGTH_INTERNET if options.public_url else credentials.CODE_LENGTH_HERE
    record = store.open_room(engine, options.talk, credentials.checked_code(options.code), length)
    hub = Hub(secrets.token_hex(4), time.monotonic, most=max(100, raise_file_limit() - SPARE_FILES))
    keys = credentials.Keys(record.secret, options.token)
    title, catalogue = _read_talk(options)
    limiter = Limiter(Rates.for_room(options.rate), time.monotonic)
    name = runtime.room_name(options.talk)
    room = Room(record.code, keys, hub, limiter, catalogue, name, title, most=options.most)
    writer = Writer(engine, record.id, asyncio.get_running_loop(), room.take, hub.boot)
    tasks = [asyncio.ensure_future(hub.keep_beating())]
    try:
        with engine.begin() as connection:
            room.open(writer, store.read_all(connection, record.id))
        if options.moderate is not None:
            await writer.write(SetSetting("mode", options.moderate.value))
        if engine.dialect.name == "postgresql":
            following = follow_notices(engine, record.id, hub.boot, writer.refresh, room.send_command)
            tasks.append(asyncio.ensure_future(following))
        else:
            # Where several processes serve one room, none of them can say that nobody presents.
            tasks.append(asyncio.ensure_future(room.tell_presence()))
        yield room
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(writer.close)


async def _watch(options: Options, hub: Hub, server: _Server) -> None:
    if options.parent_fd is not None:
        await until_abandoned(options.parent_fd, hub, options.linger)
        server.end()


def _address(options: Options, place: Place, room: Room) -> RoomAddress:
    return runtime.RoomAddress(
        url=place.url,
        token=room.keys.token,
        code=room.code,
        talk=options.talk,
        join_url=join_url(place.public, room.code) if place.public else "",
        lan=bool(place.public),
        pid=os.getpid(),
        beside=options.parent_fd is not None,
    )


def _read_talk(options: Options) -> tuple[str, Catalogue]:
    if options.path is None:
        return "", Catalogue()
    from holeout.talk import load_talk  # noqa: PLC0415  (a room without a talk needs no deck)

    try:
        talk = load_talk(options.path)
        return talk.title, catalogue_of(talk.lifecycle)
    except HoleoutError as error:
        # The presenter shows its faults; people can still suggest.
        log.warning("the talk could not be read: %s", error)
        return "", Catalogue()


def _config(app: object, options: Options) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=options.log_addresses,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=int(GRACE),
    )


class _Server(uvicorn.Server):
    """uvicorn, but for three things: signals are ours, streams end first, and it says when it has started."""

    def __init__(self, config: uvicorn.Config, hub: Hub, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._hub = hub
        self._tell_started = started

    def end(self) -> None:
        """Stop serving soon."""
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone: uvicorn would raise them again at the end, before anything is put away."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open for requests, and say so."""
        await super().startup(sockets)
        if self.started:
            self._tell_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, which would never end by themselves, then the rest."""
        self._hub.close()
        await super().shutdown(sockets)


@contextmanager
def _locked(talk: str) -> Iterator[bool]:
    lock = runtime.RoomLock(talk)
    deadline = time.monotonic() + LOCK_PATIENCE
    while not (locked := lock.acquire()) and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield locked
    finally:
        lock.release()
