"""A room to test against: real store, real writer, real application; time and names are the test's own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
import uvicorn

from holeout.favourites.catalogue import Catalogue, KnownTool
from holeout.room import store
from holeout.room.app import RoomApp, build_app
from holeout.room.credentials import Keys
from holeout.room.guard import Hosts
from holeout.room.hub import Hub
from holeout.room.limits import Limiter, Rates
from holeout.room.service import Room
from holeout.room.writer import Writer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path


HOST = "room.test"
WALL = 1_635_580_800.0
"""What the room's clock says: 30 October 2021, 08:00 UTC."""
CATALOGUE = Catalogue(
    stages={"data": "Data", "train": "Training", "monitor": "Monitoring"},
    tools={
        "pkg:pypi/polars": KnownTool("polars", "Polars", "pkg:pypi/polars"),
        "pkg:pypi/scikit-learn": KnownTool("sklearn", "scikit-learn", "pkg:pypi/scikit-learn"),
    },
    aliases={
        "pkg:pypi/sklearn": "pkg:pypi/scikit-learn",
        "pkg:github/scikit-learn/scikit-learn": "pkg:pypi/scikit-learn",
    },
)


@dataclass
class FakeClock:
    """A clock that the test turns."""

    seconds: float = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Opened:
    """An open room with all that is around it."""

    room: Room
    app: RoomApp
    clock: FakeClock
    url: str
    path: Path
    others: list[httpx.AsyncClient] = field(default_factory=list)

    def phone(self, **headers: str) -> httpx.AsyncClient:
        """A browser that shows this room's pages: it keeps cookies and says where a form comes from."""
        return self._client({"origin": f"http://{HOST}", **headers})

    def terminal(self, **headers: str) -> httpx.AsyncClient:
        """A program: no origin. Cookies are kept, as careless programs do."""
        return self._client(headers)

    def presenter(self) -> httpx.AsyncClient:
        """A program with the presenter's token."""
        return self._client({"authorization": f"Bearer {self.room.keys.token}", "accept": "application/json"})

    def _client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app)
        client = httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers)
        self.others.append(client)
        return client

    @property
    def join(self) -> str:
        """The path of the page for phones."""
        return f"/j/{self.room.code}"


@contextlib.asynccontextmanager
async def open_room(path: Path, clock: FakeClock, rates: Rates, url: str = "") -> AsyncIterator[Opened]:
    url = url or f"sqlite:///{path}"
    engine = store.open_engine(url)
    record = store.open_room(engine, "demo", "QX7F", 4)
    hub = Hub("boot", clock)
    room = Room(
        record.code,
        Keys(record.secret),
        hub,
        Limiter(rates, clock),
        CATALOGUE,
        "demo",
        "A demo talk",
        wall=lambda: WALL,
        spent=clock,
    )
    writer = Writer(engine, record.id, asyncio.get_running_loop(), room.take, "here")
    with engine.begin() as connection:
        room.open(writer, store.read_all(connection, record.id))
    app = build_app(room, Hosts(frozenset({HOST, "127.0.0.1"})), f"HTTP://{HOST.upper()}/J/QX7F")
    found = Opened(room, app, clock, url, path)
    try:
        yield found
    finally:
        for client in found.others:
            await client.aclose()
        hub.close()
        await asyncio.to_thread(writer.close)
        engine.dispose()


@contextlib.asynccontextmanager
async def serving(app: RoomApp, hub: Hub, port: int = 0) -> AsyncIterator[str]:
    listening = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(app, lifespan="off", ws="none", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    server.capture_signals = contextlib.nullcontext
    task = asyncio.ensure_future(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        hub.close()
        await task


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait for a state, not for a time."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)
