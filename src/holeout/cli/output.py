"""The standard streams: there, in UTF-8 whatever the locale says, and given up in peace when nobody takes them.

What commands print goes through here, or whole into a file.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def prepare() -> None:
    """Stand in for streams that are closed, and see to it that any text can be written to the others.

    A locale without UTF-8 says little of the terminal, and nothing of a file of ours, which is UTF-8 always.
    """
    # An ordinary start finds nothing to do.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in {sys.stdout, sys.stderr}:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def give_up() -> None:
    """Write nothing more to standard output: Python would fail once more when it closes it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(words: object) -> None:
    """Say something on standard error, if it can be said there."""
    with suppress(OSError):
        print(words, file=sys.stderr, flush=True)


def print_json(data: object) -> None:
    """Print `data` for a program to read."""
    import json

    print(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


def write(text: str | bytes, out: Path | None) -> None:
    """Write `text` whole or not at all, or print it where no file is named. Raises HoleoutError."""
    if out is None:
        print(text, end="")
        return
    from holeout.files import told, write_atomically

    with told(out):
        write_atomically(out, text)
