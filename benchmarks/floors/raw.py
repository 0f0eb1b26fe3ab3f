"""A slide viewer without a framework: `raw.py DECK [TIMES]` writes each slide's source with escape codes.

With TIMES it notes when it had read each key and when its answer was ready to be written, so that the harness can tell
its own share of a measured key press from the program's.
"""

from __future__ import annotations

import os
import re
import sys
import termios
import time
import tty
from pathlib import Path

#: One key press; a held key may send several before they are read.
KEY = re.compile(rb"\x1b[\[O]C|.", re.DOTALL)


def frame(source: str, lines: int) -> bytes:
    """One finished frame: the source's lines, the rest of the screen cleared."""
    rows = source.strip().split("\n")[:lines]
    body = "".join(f"{row}\x1b[K\r\n" for row in rows)
    return f"\x1b[?2026h\x1b[H{body}\x1b[J\x1b[?2026l".encode()


def show(slides: list[str]) -> list[tuple[float, float]]:
    """Turn slides until `q`; `G` goes to the last, any other key to the next.

    Returns when each key was read and when its slide was ready, in seconds.
    """
    lines = os.get_terminal_size().lines - 1
    times: list[tuple[float, float]] = []
    number = 0
    os.write(1, frame(slides[0], lines))
    while (keys := KEY.findall(os.read(0, 64))) != [b"q"]:
        begun = time.perf_counter()
        for key in keys:
            number = len(slides) - 1 if key == b"G" else min(number + 1, len(slides) - 1)
        answer = frame(slides[number], lines)
        times.append((begun, time.perf_counter()))
        os.write(1, answer)
    return times


def main(deck: str, notes: str | None = None) -> None:
    """Show the deck in the alternate screen, and leave the terminal as it was."""
    slides = Path(deck).read_text(encoding="utf-8").split("\n---\n")
    before = termios.tcgetattr(0)
    tty.setraw(0)
    os.write(1, b"\x1b[?1049h\x1b[?25l")
    try:
        times = show(slides)
    finally:
        os.write(1, b"\x1b[?25h\x1b[?1049l")
        termios.tcsetattr(0, termios.TCSANOW, before)
    if notes:
        Path(notes).write_text("".join(f"{begun!r} {ready!r}\n" for begun, ready in times), encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
