"""How fast emulators take in what programs print: megabytes for each second on a core."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pyte

from benchmarks.figures import in_turn, number, ratio, summarise
from benchmarks.pane.pyte_emulator import PyteEmulator
from benchmarks.table import table
from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import Emulator, Size

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = Size(120, 39)
PIECE = 16_384
"""Bytes between two frames."""
STREAMS = {
    "yes": b"y\r\n" * 60_000,
    "log in colours": b"".join(
        b"\x1b[3%dm%06d\x1b[0m something happened in \x1b[1mmodule_%d\x1b[0m\r\n" % (n % 8, n, n % 9)
        for n in range(4_000)
    ),
    "full screen": b"".join(
        b"\x1b[%d;1H\x1b[7m%5d\x1b[0m \x1b[32mroot\x1b[0m %5d.%d  0.%d /usr/bin/program --option %d\x1b[K"
        % (n % 39 + 1, n, n % 100, n % 10, n % 7, n)
        for n in range(4_000)
    ),
    "wide characters": "漢字 テスト 한글 émoji 🙂 a line of text\r\n".encode() * 5_000,
    "true colour": b"".join(
        b"\x1b[38;2;%d;%d;%dm\x1b[48;5;%dm%c" % (n % 256, n * 7 % 256, n * 3 % 256, n % 256, 65 + n % 26)
        for n in range(12_000)
    ),
}


def report(rounds: int) -> str:
    """The table: a row for each stream."""
    lines = [_line(name, data, rounds) for name, data in STREAMS.items()]
    head = ["MB for a second on a core", *CASES, "times pyte's frames", "times pyte"]
    return "## Taking in output\n\n" + table(head, lines)


def _line(name: str, data: bytes, rounds: int) -> list[str]:
    rates: dict[str, list[float]] = {case: [] for case in CASES}
    for run in CASES.values():
        # The first use of a library parses its types.
        run(data[:PIECE])
    for _, case in in_turn(list(CASES), rounds):
        begun = time.process_time()
        CASES[case](data)
        rates[case].append(len(data) / 1e6 / (time.process_time() - begun))
    found = {case: summarise(values) for case, values in rates.items()}
    ours, framed, bare = found.values()
    return [
        name,
        *(number(summary.p50 if summary else None) for summary in found.values()),
        number(ratio(ours, framed)),
        number(ratio(ours, bare)),
    ]


def _framed(emulator: Emulator, data: bytes) -> None:
    for start in range(0, len(data), PIECE):
        emulator.feed(data[start : start + PIECE])
        emulator.take_changes()
    emulator.close()


def _bare(data: bytes) -> None:
    stream = pyte.ByteStream(pyte.Screen(*SIZE))
    for start in range(0, len(data), PIECE):
        stream.feed(data[start : start + PIECE])


CASES: dict[str, Callable[[bytes], None]] = {
    "holeout, every frame read": lambda data: _framed(open_emulator(SIZE), data),
    "pyte, every frame read": lambda data: _framed(PyteEmulator(SIZE), data),
    "pyte, never read": _bare,
}
