"""The screen on which the last run ended, shown again by the next start before the program is loaded.

A start shows it only when nothing has changed since that could make another screen: the command line, the terminal,
the talk's files, the settings, the place. Until the program takes the terminal over, keys wait in it unheard but kept.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from zlib import adler32, crc32

from holeout import __version__
from holeout.folders import cache_folder
from holeout.sealed import sealed, unsealed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ALTERNATE_SCREEN = "\x1b[?1049h"
ENVIRONMENT = ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME", "TMUX")
"""What beside the command line changes how a screen looks."""

_before: list[object] = []
"""How the terminal was set before the splash; empty when there is none."""


def path_of(arguments: list[str]) -> Path | None:
    """Where the splash of this command line in this terminal is kept; None where no program can take a screen."""
    try:
        size = os.get_terminal_size(sys.__stderr__.fileno() if sys.__stderr__ else 2)
    except (OSError, ValueError):
        return None
    around = (__version__, arguments, os.getcwd(), *size, *map(os.environ.get, ENVIRONMENT))  # noqa: PTH109
    name = repr(around).encode()
    return cache_folder() / "splash" / f"{crc32(name):08x}{adler32(name):08x}"


def packed(screen: str, files: Iterable[str | os.PathLike[str]]) -> bytes:
    """A splash: the escape codes that draw `screen`, and how the `files` that it depends on look."""
    return sealed((screen, [(os.fspath(file), _stamp(file)) for file in files]))


def _stamp(file: str | os.PathLike[str]) -> tuple[int, int] | None:
    try:
        status = os.stat(file)  # noqa: PTH116  (pathlib takes a while to load)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def shown() -> bool:
    """Whether a splash is on the screen."""
    return bool(_before)


def show(arguments: list[str]) -> None:
    """Show the splash that the last run with these `arguments` left, if it still holds."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return
    path = path_of(arguments)
    screen = _load(path) if path is not None else None
    if screen is None:
        return
    import termios  # noqa: PLC0415  (few starts come here)

    with suppress(OSError, termios.error):
        settings = termios.tcgetattr(0)
        _before.append(settings)
        quiet = [*settings]
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSANOW, quiet)
        _write(f"{ALTERNATE_SCREEN}\x1b[?25l\x1b[?2026h\x1b[H{screen}\x1b[?2026l")
        _leave_when_ended()


def _load(path: Path) -> str | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            screen, files = unsealed(file.read())
        return str(screen) if all(_stamp(name) == stamp for name, stamp in files) else None
    except (OSError, ValueError, TypeError):
        return None


def _leave_when_ended() -> None:
    """Give the terminal back also when somebody ends the program before it has begun."""
    import signal  # noqa: PLC0415

    def end(number: int, _: object) -> None:
        leave()
        os._exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def leave() -> None:
    """Give the terminal back as it was before the splash; nothing where there was none."""
    if not _before:
        return
    import termios  # noqa: PLC0415

    settings = _before.pop()
    with suppress(OSError, termios.error):
        termios.tcsetattr(0, termios.TCSANOW, settings)  # type: ignore[arg-type]
        _write("\x1b[?1049l\x1b[?25h")


def _write(text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(2, data) :]
