"""Measure a room under load, on this machine alone: `python -m benchmarks.room`.

Everything runs on loopback for a bounded time. The load shares the machine's cores with the room.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import machine
from benchmarks.figures import Summary, number, summarise
from benchmarks.room import limits, postgres
from benchmarks.room.keys import Presenter
from benchmarks.room.rooms import CODE, helper, result, room, settled, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.room.rooms import RunningRoom

RESULTS = Path(__file__).parents[1] / "results"
STORES = ("sqlite", "postgres")
MOST_SECONDS, MOST_BOARDS, MOST_CONNECTIONS = 900, 10_000, 1_000
PROCESSES = {"sqlite": 1, "postgres": 2}


@dataclass(slots=True)
class Result:
    """What one store gave."""

    store: str
    raw: dict[str, float] = field(default_factory=dict)
    fastest: dict[str, float] = field(default_factory=dict)
    """With as many suggestions as are taken, and nobody looking."""
    steady: dict[str, float] = field(default_factory=dict)
    """At the rate asked for, with everybody looking and a presenter beside."""
    boards: dict[str, float] = field(default_factory=dict)
    keys_idle: Summary | None = None
    keys_loaded: Summary | None = None
    memory: list[list[float]] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    stored: int = 0
    load_average: float = 0.0


def measure(store: str, options: argparse.Namespace, folder: Path) -> Result:
    """All figures of one store."""
    found = Result(store)
    with ExitStack() as stack:
        url = ""
        if store == "postgres":
            programs = postgres.programs()
            assert programs is not None
            url = stack.enter_context(postgres.cluster(programs)).url
        found.raw = _raw(folder, url, min(5.0, options.seconds))
        rooms = stack.enter_context(room(folder, url, PROCESSES[store]))
        ports = ("--ports", ",".join(str(each.port) for each in rooms), "--code", CODE)
        found.fastest = _fastest(options, ports, rooms)
        settled(2)
        _steady(found, rooms, options, ports, folder)
        found.stored = _stored(url, folder)
    return found


def _raw(folder: Path, url: str, seconds: float) -> dict[str, float]:
    found = {"fdatasync": limits.syncs(folder, seconds), "sqlite": limits.sqlite_commits(folder, seconds)}
    return found | ({"postgres": limits.postgres_commits(url, seconds)} if url else {})


def _fastest(
    options: argparse.Namespace, ports: tuple[str, ...], rooms: list[RunningRoom]
) -> dict[str, float]:
    seconds = min(20.0, options.seconds)
    how = (
        "--seconds",
        str(seconds),
        "--connections",
        str(options.connections),
        "--devices",
        str(options.devices),
    )
    joining = ("--seconds", "0", "--devices", str(options.devices))
    patience = 60 + options.devices / 20
    used = [_cpu(rooms)]
    with helper("senders", *ports, *joining) as process:
        pages = result(process, patience)["pages"]
    used.append(_cpu(rooms))
    with helper("senders", *ports, *how) as process:
        found = result(process, seconds + patience)
    used.append(_cpu(rooms))
    # Here as well each device opened its page first.
    spent = (used[2] - used[1]) - (used[1] - used[0])
    return found | {"pages": pages, "room_us": spent / max(1, found["acknowledged"]) * 1e6}


def _cpu(rooms: list[RunningRoom]) -> float:
    return sum(each.cpu_seconds for each in rooms)


def _steady(
    found: Result, rooms: list[RunningRoom], options: argparse.Namespace, ports: tuple[str, ...], folder: Path
) -> None:
    presenter = Presenter(folder, f"http://127.0.0.1:{rooms[0].port}")
    try:
        found.keys_idle = summarise(presenter.turn(min(20.0, options.seconds), 0.25))
        seconds = ("--seconds", str(options.seconds))
        load = (*seconds, "--rate", str(options.rate), "--connections", str(options.connections))
        with (
            watched(rooms),
            helper("boards", *ports, *seconds, "--boards", str(options.boards)) as looking,
            helper("senders", *ports, *load, "--devices", str(options.devices)) as sending,
        ):
            found.keys_loaded = summarise(presenter.turn(options.seconds, max(0.25, options.seconds / 300)))
            found.load_average = machine.load()
            found.steady = result(sending, options.seconds + 120 + options.devices / 50)
            found.boards = result(looking, 120)
    finally:
        presenter.close()
    found.memory = [each.memory for each in rooms]
    found.cpu = [each.cpu_seconds for each in rooms]


def _stored(url: str, folder: Path) -> int:
    query = "SELECT COUNT(*) FROM suggestion"
    if not url:
        with sqlite3.connect(folder / "room-0" / "room.sqlite") as connection:
            return int(connection.execute(query).fetchone()[0])
    import psycopg

    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0


def lines(found: Result) -> Iterator[str]:
    """The figures of one store, for people."""
    fast, steady, boards = found.fastest, found.steady, found.boards
    raw = ", ".join(f"{name} {number(value)}/s" for name, value in found.raw.items())
    many = PROCESSES[found.store]
    yield f"## {found.store}, {many} process{'es' if many > 1 else ''}"
    yield f"- raw commits of one row: {raw}"
    yield f"- pages for phones: {number(fast['pages'])}/s"
    yield f"- as fast as it goes: {_sent(fast)}; best second {fast['best_second']}"
    yield f"- the room's processor time for each: {number(fast['room_us'])} µs"
    yield f"- steady: {_sent(steady)}"
    yield (
        f"- meanwhile {boards['boards']} boards: {boards['changes']} changes, {boards['complete']} reached all;"
        f" p50 {number(boards['p50'])} ms, p99 {number(boards['p99'])} ms, latest {number(boards['most'])} ms;"
        f" {number(boards['mib'])} MiB received; {boards['lost']} lines lost"
    )
    yield f"- key to slide: idle {_keys(found.keys_idle)}; under load {_keys(found.keys_loaded)}"
    for memory in found.memory:
        yield f"- memory, MiB by fifths of the time: {', '.join(number(each) for each in fifths(memory))}"
    expected = int(fast["distinct"] + steady["distinct"]) + 1
    yield f"- stored: {found.stored} suggestions, {expected} were acknowledged (the probe among them)"
    yield f"- CPU of the room: {', '.join(map(number, found.cpu))} s; load average {found.load_average:.1f}"


def _sent(told: dict[str, float]) -> str:
    return (
        f"{told['acknowledged']} acknowledged in {number(told['seconds'])} s = {number(told['rate'])}/s,"
        f" p50 {number(told['p50'])} ms, p99 {number(told['p99'])} ms; sent again: {told['again'] or 'none'}"
    )


def _keys(found: Summary | None) -> str:
    return f"p50 {number(found.p50)} ms, p95 {number(found.p95)} ms, {found.n} presses" if found else "none"


def fifths(samples: list[float]) -> list[float]:
    """The mean of each fifth of `samples`; fewer where there are fewer."""
    size = max(1, len(samples) // 5)
    parts = [samples[start : start + size] for start in range(0, size * 5, size)]
    return [sum(part) / len(part) for part in parts if part]


def parser() -> argparse.ArgumentParser:
    """The command line."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.room", description=__doc__)
    reader.add_argument("--store", choices=STORES, action="append", help="default: all that are installed")
    reader.add_argument("--seconds", type=_within(MOST_SECONDS), default=60, help="of the steady load")
    reader.add_argument(
        "--rate", type=float, default=None, help="suggestions a second; default: 2000, 1500 in PostgreSQL"
    )
    reader.add_argument("--boards", type=_within(MOST_BOARDS), default=2000, help="open boards")
    reader.add_argument(
        "--connections",
        type=_within(MOST_CONNECTIONS),
        default=256,
        help="that send at a time: people who wait for their answer",
    )
    reader.add_argument("--devices", type=_within(40_000), default=10_000, help="that send in turn")
    reader.add_argument("--quick", action="store_true", help="10 seconds, 200 boards, 2,000 devices")
    return reader


def _within(most: int) -> object:
    def read(text: str) -> int:
        if not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"1 to {most}")
        return int(text)

    return read


def main() -> None:
    """Measure, print, keep."""
    options = parser().parse_args()
    if options.quick:
        options.seconds, options.boards, options.devices = 10, 200, 2_000
    stores = options.store or list(STORES)
    if "postgres" in stores and postgres.programs() is None:
        print("PostgreSQL is not installed, left out", file=sys.stderr)
        stores.remove("postgres")
    machine.compile_environment()
    rate, results = options.rate, []
    for store in stores:
        options.rate = rate if rate is not None else {"sqlite": 2_100, "postgres": 1_600}[store]
        with tempfile.TemporaryDirectory(prefix="holeout-room-") as name:
            results.append(measure(store, options, Path(name)))
            print("\n".join(lines(results[-1])), flush=True)
    _keep(results)


def _keep(results: list[Result]) -> None:
    RESULTS.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    told = {"when": stamp, "machine": machine.describe(), "results": [asdict(each) for each in results]}
    (RESULTS / f"room-{stamp}.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(f"kept in {RESULTS / f'room-{stamp}.json'}", file=sys.stderr)


if __name__ == "__main__":
    main()
