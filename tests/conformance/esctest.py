"""Drives our terminal with esctest2, which whoever runs this fetches: `python -m tests.conformance.esctest FOLDER`.

FOLDER holds its `esctest.py` (github.com/ThomasDickey/esctest2). The suite reads the screen through the checksum of a
cell (DECRQCRA), which our terminal does not have, on purpose: here it is answered beside it.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import Size
from holeout.demos.process import Limits, Process

if TYPE_CHECKING:
    from holeout.demos.emulator import Emulator

SIZE = Size(80, 25)
CHECKSUM = re.compile(rb"\x1b\[(\d+);\d*;(\d+);(\d+);\d+;\d+\*y")
SOFT_RESET = b"\x1b[!p"
INSTEAD = b"\x1b[0$}\x1b[?1l\x1b[?6l\x1b[?25h\x1b[4l\x1b[?69l\x1b[0m\x1b(B\x0f\x1b>\x1b7\x1b[r\x1b8"
"""Our terminal has no soft reset, with which the suite begins each test; without it, they would disturb each other."""
BEGUN = re.compile(rb"\x1b(?:\[(?:[\d;]*\*?|!))?$")
"""The end of a read that may be the beginning of a request."""


def run(folder: Path, include: str) -> str:
    """Run the tests whose names match `include`; what the suite logged."""
    with tempfile.TemporaryDirectory() as place:
        log = Path(place) / "log"
        command = [
            sys.executable, "esctest.py", "--include", include, "--max-vt-level", "4", "--timeout", "0.4",
            "--no-print-logs", "--logfile", str(log),
        ]  # fmt: skip
        environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "PYTHONDONTWRITEBYTECODE": "1"}
        start = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', str(folder), *command]
        process = Process(start, env=environment, size=SIZE, limits=Limits(seconds=3600, output=10**10))
        emulator = open_emulator(SIZE)
        try:
            _answer(process, emulator)
        finally:
            process.close()
            emulator.close()
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""


def _answer(process: Process, emulator: Emulator) -> None:
    import select

    left = b""
    while (file := process.fileno()) is not None:
        select.select([file], [], [], 1.0)
        data = process.read(65536)
        if data is None:
            continue
        left = (left + data).replace(SOFT_RESET, INSTEAD)
        while request := CHECKSUM.search(left):
            emulator.feed(left[: request.start()])
            left = left[request.end() :]
            process.write(emulator.take_replies() + _checksum(emulator, *map(int, request.groups())))
        begun = BEGUN.search(left)
        cut = begun.start() if begun and data else len(left)
        emulator.feed(left[:cut])
        left = left[cut:]
        process.write(emulator.take_replies())


def _checksum(emulator: Emulator, number: int, row: int, column: int) -> bytes:
    """The negative sum of one cell, as DEC's terminals told it."""
    emulator.redraw()
    cells = [
        character
        for run in emulator.take_changes().get(row - 1, ())
        for character in (run.text if len(run.text) == run.width else run.text.ljust(run.width))
    ]
    character = cells[column - 1] if 0 < column <= len(cells) else " "
    return b"\x1bP%d!~%04X\x1b\\" % (number, 0x10000 - ord(character))


def main() -> None:
    """Print how many passed, and the names of those that did not, by group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--include", default=".*", metavar="REGEX")
    parser.add_argument("--log", type=Path, help="keep the suite's log here")
    options = parser.parse_args()
    log = run(options.folder.resolve(), options.include)
    if options.log:
        options.log.write_text(log, encoding="utf-8")
    failed = re.findall(r"^\*\*\* TEST (\S+) FAILED", log, re.MULTILINE)
    passed = log.count("\nPassed.\n")
    unfit = log.count("Skipped because")
    print(f"{passed} passed, {len(failed)} failed, {unfit} not for this kind of terminal")  # noqa: T201
    for group, count in Counter(name.partition(".")[0] for name in failed).most_common():
        names = ", ".join(name.partition(".")[2] for name in failed if name.startswith(f"{group}."))
        print(f"{count:>4} {group}: {names}")  # noqa: T201


if __name__ == "__main__":
    main()
