"""Those who look: many open boards, and how long after an acknowledgement each of them shows it.

Run as a process of its own, which prints what it saw as JSON. Now and then a new device adds its voice to one
pinned card; a board is up to date once it has received that count.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import select
import socket
import threading
import time
import zlib
from array import array
from dataclasses import dataclass, field
from functools import lru_cache

from benchmarks.figures import percentile
from holeout.room.sse import GZIP_HEAD

PROBE = "probe"
# The card whole, or its number on the board before with the new count: see holeout.room.board.change_of.
_WHOLE = re.compile(rb'"name":"probe","voices":(\d+)')
ASKED = (
    b"GET /events?of=board HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n"
    b"accept-encoding: gzip\r\n\r\n"
)
CHUNK = 1 << 20
END_OF_HEAD = b"\r\n\r\n"


class RefusedError(Exception):
    """Not now."""


def ask(port: int, method: str, path: str, body: object, headers: dict[str, str]) -> dict[str, object]:
    """One request, answered in JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        known = {"content-type": "application/json", "accept": "application/json"}
        connection.request(method, path, json.dumps(body), known | headers)
        answer = connection.getresponse()
        text = answer.read()
    finally:
        connection.close()
    if answer.status in {429, 503}:
        raise RefusedError
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
    found: dict[str, object] = json.loads(text)
    return found


@dataclass(slots=True)
class Probe:
    """A card that is pinned, so that it stands first on every board, and what was acknowledged of it."""

    port: int
    code: str
    token: str
    id: str = ""
    told: dict[int, float] = field(default_factory=dict)
    """When each count of voices was acknowledged."""

    def begin(self) -> None:
        """Put the card on the board."""
        sent = ask(self.port, "POST", f"/j/{self.code}", {"tool": PROBE}, {})
        self.id = str(sent["id"])
        bearer = {"authorization": f"Bearer {self.token}"}
        ask(self.port, "POST", "/presenter/board", {"action": "pin", "id": self.id}, bearer)

    def speak(self, count: int) -> None:
        """Add a voice, which makes `count`. Where all are too fast for the moment, try again as a phone does."""
        while True:
            try:
                ask(self.port, "POST", f"/j/{self.code}/voice", {"id": self.id}, {})
            except RefusedError:
                time.sleep(0.2)
                continue
            self.told[count] = time.perf_counter()
            return

    def go_on(self, seconds: float, every: float) -> None:
        """Speak for a while."""
        until = time.perf_counter() + seconds
        count = 1
        while time.perf_counter() < until:
            count += 1
            self.speak(count)
            time.sleep(every)


class Boards:
    """Open streams, and when each count reached each of them."""

    def __init__(self, ports: list[int], many: int) -> None:
        self._poll = select.epoll()
        self._open: dict[int, socket.socket] = {}
        self._tails: dict[int, bytes] = {}
        self._counts: dict[int, int] = {}
        self.seen: dict[int, array[float]] = {}
        self.bytes = 0
        self.lost = 0
        for number in range(many):
            self._connect(ports[number % len(ports)])

    def _connect(self, port: int) -> None:
        made = socket.create_connection(("127.0.0.1", port), timeout=30)
        made.sendall(ASKED)
        made.setblocking(False)
        self._open[made.fileno()] = made
        self._tails[made.fileno()] = b""
        self._counts[made.fileno()] = 0
        self._poll.register(made.fileno(), select.EPOLLIN)

    def pump(self, seconds: float) -> None:
        """Read what comes within `seconds`, or the first of it."""
        for handle, _ in self._poll.poll(seconds):
            self._read(handle)

    def _read(self, handle: int) -> None:
        try:
            data = self._open[handle].recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        now = time.perf_counter()
        if not data:
            self.lost += 1
            self._poll.unregister(handle)
            self._open.pop(handle).close()
            return
        self.bytes += len(data)
        parts, self._tails[handle] = _parts(self._tails[handle] + data)
        if found := max(map(_latest, parts), default=0):
            self._note(handle, found, now)

    def _note(self, handle: int, count: int, now: float) -> None:
        for each in range(self._counts[handle] + 1, count + 1):
            self.seen.setdefault(each, array("d")).append(now)
        self._counts[handle] = max(self._counts[handle], count)

    def close(self) -> None:
        """Hang up."""
        for each in self._open.values():
            each.close()
        self._poll.close()


# In a change the pinned card of the first stage is the first of all: `[0,12]`.
_STEP = re.compile(rb'"cards":\[\[0,(\d+)\]')


def _parts(data: bytes) -> tuple[list[bytes], bytes]:
    """The whole chunks (RFC 9112) in `data`, after the answer's head where that is in it, and what is left."""
    if data.startswith(b"HTTP/"):
        head, found, rest = data.partition(END_OF_HEAD)
        return _parts(rest) if found else ([], head)
    parts = []
    while (end := data.find(b"\r\n")) > 0 and len(data) >= (stop := end + 2 + int(data[:end], 16)) + 2:
        parts.append(data[end + 2 : stop])
        data = data[stop + 2 :]
    return parts, data


@lru_cache(maxsize=256)
def _latest(part: bytes) -> int:
    """The newest count in a part of a gzip stream. Each can be unpacked alone, and once for all who get the same."""
    data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(part.removeprefix(GZIP_HEAD))
    counts = [int(found[1]) for found in (*_WHOLE.finditer(data), *_STEP.finditer(data))]
    return max(counts, default=0)


def run(options: argparse.Namespace) -> dict[str, object]:
    """Look for a while."""
    ports = [int(port) for port in options.ports.split(",")]
    probe = Probe(ports[0], options.code, options.token or os.environ["HOLEOUT_ROOM_TOKEN"])
    probe.begin()
    boards = Boards(ports, options.boards)
    speaking = threading.Thread(target=probe.go_on, args=(options.seconds, options.every), daemon=True)
    speaking.start()
    until = time.perf_counter() + options.seconds + options.grace
    while time.perf_counter() < until:
        boards.pump(0.2)
    speaking.join()
    boards.close()
    return _told(options, probe, boards)


def _told(options: argparse.Namespace, probe: Probe, boards: Boards) -> dict[str, object]:
    late = sorted(
        when - acknowledged
        for count, acknowledged in probe.told.items()
        for when in boards.seen.get(count, ())
    )
    complete = sum(len(boards.seen.get(count, ())) == options.boards for count in probe.told)
    return {
        "boards": options.boards,
        "changes": len(probe.told),
        "complete": complete,
        "p50": percentile(late, 50) * 1e3 if late else None,
        "p99": percentile(late, 99) * 1e3 if late else None,
        "most": late[-1] * 1e3 if late else None,
        "lost": boards.lost,
        "mib": boards.bytes / 1024**2,
        "cpu_s": time.process_time(),
    }


def main() -> None:
    """Look, then print what was seen."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.room.boards", description=__doc__)
    reader.add_argument("--ports", required=True, help="ports of this machine, with commas")
    reader.add_argument("--code", required=True)
    reader.add_argument("--token", default="")
    reader.add_argument("--boards", type=int, default=2000)
    reader.add_argument("--seconds", type=float, default=10)
    reader.add_argument("--every", type=float, default=1.0, help="seconds between two changes")
    reader.add_argument("--grace", type=float, default=5.0, help="seconds to wait for the last change")
    print(json.dumps(run(reader.parse_args())))


if __name__ == "__main__":
    main()
