"""A room whose event loop runs in a thread, to be asked from a plain function."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from contextlib import AsyncExitStack
from pathlib import Path

from tests.fuzz import targets

sys.path.append(str(Path(__file__).resolve().parents[1] / "room"))
HOST = "room.test"
PATIENCE = 20.0


class OpenRoom:
    """A room with its store in the file at `path`, on a socket of this machine."""

    def __init__(self, path: Path) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self._stack = AsyncExitStack()
        self._do(self._open(path))

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    async def _open(self, path: Path) -> None:
        from roomtesting import FakeClock, open_room, serving

        from holeout.room.limits import Rates

        rates = Rates(device=(1e9, 10**9), guesses=(1e9, 10**9), newcomers=(1e9, 10**9), room=(1e9, 10**9))
        self.opened = await self._stack.enter_async_context(open_room(path, FakeClock(), rates))
        url = await self._stack.enter_async_context(serving(self.opened.app, self.opened.room.hub))
        self.port = int(url.rpartition(":")[2])
        self._clients = (self.opened.terminal(), self.opened.presenter())

    def ask(self, data: bytes) -> tuple[int, str]:
        """The status and text of the answer to a request; the first bytes choose method, path, type and sender."""
        method, path, kind, who = data[:4].ljust(4, b"\0")
        headers = {"origin": f"http://{HOST}"}
        headers |= {"content-type": kind} if (kind := targets.TYPES[kind % len(targets.TYPES)]) else {}
        answer = self._do(
            self._clients[who % 2].request(
                targets.METHODS[method % len(targets.METHODS)],
                targets.PATHS[path % len(targets.PATHS)],
                content=data[4:],
                headers=headers,
            )
        )
        return answer.status_code, answer.text

    def throw(self, data: bytes) -> None:
        """Send `data` and hang up; afterwards the room must still answer others."""
        for sent in (data, targets.HTTP[0]):
            with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as phone:
                phone.sendall(sent)
                phone.shutdown(socket.SHUT_WR)
                answer = phone.recv(4096)
        assert answer.startswith(b"HTTP/1.1 200"), answer
