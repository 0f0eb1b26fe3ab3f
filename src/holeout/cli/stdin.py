"""A deck that comes down a pipe: read it, then listen to the keyboard again."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from holeout.talk import Talk

TERMINAL = "/dev/tty"
"""The terminal that a process belongs to, whatever its standard input is."""


def talk_from_stdin(dialect: str | None) -> Talk:
    """The Talk of the deck on standard input, which is the terminal's keyboard from then on, if there is one.

    Raises HoleoutError where nothing was piped in.
    """
    from holeout.talk import MAX_FILE, decoded, given_talk

    if sys.stdin is None or sys.stdin.isatty():
        raise HoleoutError(
            "there is no deck on standard input", "pipe one in: cat deck.md | holeout present -"
        )
    text = decoded(sys.stdin.buffer.read(MAX_FILE + 1), "what comes on standard input")
    _listen_to_keyboard()
    return given_talk(text, Path.cwd(), dialect=dialect)


def _listen_to_keyboard() -> None:
    # Without a terminal (a job, a test) there is no keyboard, and nobody to miss it.
    with suppress(OSError):
        keyboard = os.open(TERMINAL, os.O_RDWR)
        os.dup2(keyboard, 0)
        os.close(keyboard)
