"""Those who send: a crowd of devices that suggest, and change what they suggested, for a while.

Run as a process of its own, which prints what became of it as JSON. A device keeps sending a suggestion, under
the same id, until it is acknowledged: what is lost on the way or refused for the moment is sent again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import time
from array import array
from collections import Counter
from dataclasses import dataclass, field

import uvloop

from benchmarks.figures import percentile
from benchmarks.room.wire import Connection
from holeout.room.credentials import new_id

PAUSE = 0.05
"""Seconds before something is sent again."""
TOOLS = 300
_COOKIE = re.compile(rb"holeout_device=([^;]+)")


@dataclass(slots=True)
class Device:
    """A phone: its cookie, and the ids of what it suggested."""

    cookie: str = ""
    own: list[str] = field(default_factory=list)
    busy: bool = False


@dataclass(slots=True)
class Crowd:
    """All senders together. `rate` is suggestions a second, 0 for as many as are taken."""

    ports: list[int]
    code: str
    devices: list[Device]
    each: int
    rate: float
    joined: float = 0.0
    until: float = 0.0
    began: float = field(default_factory=time.perf_counter)
    sent: int = 0
    acknowledged: int = 0
    ids: set[str] = field(default_factory=set)
    again: Counter[str] = field(default_factory=Counter)
    took: array[float] = field(default_factory=lambda: array("d"))
    by_second: Counter[int] = field(default_factory=Counter)

    async def join(self, number: int, together: int) -> None:
        """Open the page for phones on every so-manyth device, which gives it its cookie."""
        connection = await Connection.open(self.ports[number % len(self.ports)])
        for device in self.devices[number::together]:
            while not device.cookie:
                answer = await connection.ask("GET", f"/j/{self.code}", b"", {})
                found = _COOKIE.search(answer.head)
                device.cookie = found[1].decode() if found else ""
                if answer.status != 200:
                    await asyncio.sleep(PAUSE)
        connection.close()

    def start(self, seconds: float) -> None:
        """Begin to count the time."""
        self.began = time.perf_counter()
        self.until = self.began + seconds

    async def sender(self, number: int) -> None:
        """One connection's worth of sending."""
        port = self.ports[number % len(self.ports)]
        connection = await Connection.open(port)
        while time.perf_counter() < self.until:
            await self._pace()
            device = self._free_device()
            body, suggestion_id = self._suggestion(device)
            connection = await self._deliver(connection, port, device, body)
            self.ids.add(suggestion_id)
            device.busy = False
        connection.close()

    def _free_device(self) -> Device:
        while True:
            device = self.devices[self.sent % len(self.devices)]
            self.sent += 1
            if not device.busy:
                device.busy = True
                return device

    async def _pace(self) -> None:
        if self.rate:
            due = self.began + self.sent / self.rate
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)

    def _suggestion(self, device: Device) -> tuple[bytes, str]:
        if len(device.own) < self.each:
            device.own.append(new_id())
        suggestion_id = device.own[self.sent % len(device.own)]
        fields = {
            "tool": f"tool-{self.sent % TOOLS}",
            "stage": "",
            "why": f"It told us {self.sent} times what nobody had asked",
            "id": suggestion_id,
        }
        return json.dumps(fields).encode(), suggestion_id

    async def _deliver(self, connection: Connection, port: int, device: Device, body: bytes) -> Connection:
        began = time.perf_counter()
        while True:
            try:
                answer = await connection.ask("POST", f"/j/{self.code}", body, {"x-device": device.cookie})
                if answer.status == 201:
                    break
                self.again[str(answer.status)] += 1
            except (OSError, TimeoutError):
                self.again["lost"] += 1
                connection = await self._reconnect(port)
            await asyncio.sleep(PAUSE)
        now = time.perf_counter()
        self.took.append(now - began)
        self.acknowledged += 1
        self.by_second[int(now - self.began)] += 1
        return connection

    async def _reconnect(self, port: int) -> Connection:
        while True:
            try:
                return await Connection.open(port)
            except OSError:
                await asyncio.sleep(PAUSE)

    def told(self) -> dict[str, object]:
        """What became of it: counts, and milliseconds from sending to acknowledgement."""
        took = sorted(self.took)
        seconds = time.perf_counter() - self.began
        return {
            "pages": self.joined,
            "acknowledged": self.acknowledged,
            "distinct": len(self.ids),
            "seconds": seconds,
            "rate": self.acknowledged / seconds,
            "best_second": max(self.by_second.values(), default=0),
            "p50": percentile(took, 50) * 1e3 if took else 0,
            "p99": percentile(took, 99) * 1e3 if took else 0,
            "again": dict(self.again),
            "cpu_us": time.process_time() / max(1, self.acknowledged) * 1e6,
        }


async def run(options: argparse.Namespace) -> dict[str, object]:
    """Send until the time is over."""
    crowd = Crowd(
        [int(port) for port in options.ports.split(",")],
        options.code,
        [Device() for _ in range(options.devices)],
        options.each,
        options.rate,
    )
    began = time.perf_counter()
    await asyncio.gather(*(crowd.join(number, options.connections) for number in range(options.connections)))
    crowd.joined = options.devices / (time.perf_counter() - began)
    crowd.start(options.seconds)
    await asyncio.gather(*(crowd.sender(number) for number in range(options.connections)))
    return crowd.told()


def main() -> None:
    """Send, then print what became of it."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.room.senders", description=__doc__)
    reader.add_argument("--ports", required=True, help="ports of this machine, with commas")
    reader.add_argument("--code", required=True)
    reader.add_argument("--seconds", type=float, default=10)
    reader.add_argument("--rate", type=float, default=0)
    reader.add_argument("--connections", type=int, default=64)
    reader.add_argument("--devices", type=int, default=10_000)
    reader.add_argument("--each", type=int, default=2, help="suggestions of one device")
    options = reader.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(runner.run(run(options))))


if __name__ == "__main__":
    main()
