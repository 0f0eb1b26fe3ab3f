"""The best terminal emulator that this machine has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from holeout.demos.emulator import Colors, Size

if TYPE_CHECKING:
    from holeout.demos.emulator import Emulator

NO_EMULATOR = (
    "Plain text only: the terminal emulator (pyghostty) does not run on this machine. "
    "`holeout demo run` shows demos in your own terminal, with everything."
)


@cache
def warm_up() -> None:
    """Load the library and have it parse its types, in a thread: that takes a good part of a second, once."""
    emulator = open_emulator(Size(20, 2))
    emulator.set_colors(Colors((0, 0, 0), (0, 0, 0)))
    emulator.feed(b"\x1b]8;;https://example.org\x1b\\e\xcc\x81\x1b]8;;\x1b\\\x1b[1mb\x1b[18t")
    emulator.selection.press(0, 0, 0.0)
    emulator.selection.drag(1, 0)
    emulator.selection.text()
    emulator.scroll(-1)
    emulator.take_changes()
    _ = emulator.modes, emulator.title, emulator.scrolled, emulator.text()
    emulator.close()


def open_emulator(size: Size) -> Emulator:
    """The best emulator of this machine; without the library, one that shows plain text and says so."""
    try:
        from holeout.demos.ghostty import GhosttyEmulator  # noqa: PLC0415  (loads a native library)
    except (ImportError, OSError):
        from holeout.demos.plain import PlainEmulator  # noqa: PLC0415

        return PlainEmulator(size, NO_EMULATOR)
    return GhosttyEmulator(size)
