"""What a demo's pane needs of a terminal emulator, whichever library does the emulating."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

Color = int | tuple[int, int, int] | None
"""A palette index (0 to 255), red, green and blue (0 to 255 each), or the terminal's own colour."""


class Underline(IntEnum):
    """The kinds of line under a text."""

    NONE = 0
    SINGLE = 1
    DOUBLE = 2
    CURLY = 3
    DOTTED = 4
    DASHED = 5


class CellStyle(NamedTuple):
    """How a cell looks. `link` is an address that is safe to open, or empty."""

    fg: Color = None
    bg: Color = None
    bold: bool = False
    italic: bool = False
    faint: bool = False
    blink: bool = False
    inverse: bool = False
    invisible: bool = False
    strike: bool = False
    overline: bool = False
    underline: Underline = Underline.NONE
    link: str = ""


PLAIN = CellStyle()


class Run(NamedTuple):
    """Neighbouring cells of one style. `width` is the cells they take; the text has no control characters."""

    text: str
    style: CellStyle
    width: int


Row = tuple[Run, ...]


class Cursor(NamedTuple):
    """The cursor's column and row from 0. It is not visible when hidden, or scrolled out of sight."""

    x: int
    y: int
    visible: bool


class Mouse(IntEnum):
    """What a program wants to hear of the mouse; each includes what stands before it."""

    NOTHING = 0
    CLICKS = 1
    DRAGS = 2
    MOVES = 3


class Modes(NamedTuple):
    """How a program wants its input, and which screen it draws on."""

    app_cursor: bool = False
    bracketed_paste: bool = False
    mouse: Mouse = Mouse.NOTHING
    sgr_mouse: bool = False
    focus_events: bool = False
    alternate_screen: bool = False


class Size(NamedTuple):
    """Columns and rows."""

    columns: int
    rows: int


class Emulator(Protocol):
    """Turns a program's output into rows of styled cells. Not for use by two threads at once."""

    @property
    def size(self) -> Size:
        """Columns and rows."""

    @property
    def cursor(self) -> Cursor:
        """The cursor, as of the last `take_changes`."""

    @property
    def modes(self) -> Modes:
        """What the program has asked for so far."""

    @property
    def scrolled(self) -> int:
        """How many lines above the end the view stands; 0 follows the program."""

    def feed(self, data: bytes) -> None:
        """Take in output of the program; a sequence may be cut anywhere between two calls."""

    def resize(self, size: Size) -> None:
        """Change columns and rows, moving wrapped text with them."""

    def take_changes(self) -> Mapping[int, Row]:
        """The rows in view that changed since the last call, by row from 0; each fills the width."""

    def take_replies(self) -> bytes:
        """What the program asked the terminal and must be sent, since the last call."""

    def scroll(self, lines: int) -> None:
        """Move the view by `lines` through what has scrolled away; up is negative."""

    def scroll_to_end(self) -> None:
        """Follow the program again."""

    def redraw(self) -> None:
        """Let the next `take_changes` give every row."""

    def text(self) -> str:
        """The screen as plain text, a line per row, without blanks at the ends."""

    def close(self) -> None:
        """Give back native memory. Nothing else may be called afterwards."""


class NullEmulator:
    """Shows one message and ignores everything else: for platforms without an emulator, and for tests."""

    def __init__(self, size: Size, message: str = "") -> None:
        self.size = size
        self.cursor = Cursor(0, 0, visible=False)
        self.modes = Modes()
        self.scrolled = 0
        self.message = message
        self._changed = True

    def feed(self, data: bytes) -> None:
        """Ignore `data`."""

    def resize(self, size: Size) -> None:
        """Wrap the message anew."""
        self.size = size
        self._changed = True

    def take_changes(self) -> Mapping[int, Row]:
        """The message, once after each resize."""
        if not self._changed:
            return {}
        self._changed = False
        columns = self.size.columns
        lines = self._lines()
        return {
            y: (Run((lines[y] if y < len(lines) else "").ljust(columns), PLAIN, columns),)
            for y in range(self.size.rows)
        }

    def take_replies(self) -> bytes:
        """Nothing."""
        return b""

    def scroll(self, lines: int) -> None:
        """Nothing has scrolled away."""

    def scroll_to_end(self) -> None:
        """The end is always in view."""

    def redraw(self) -> None:
        """Show the message again."""
        self._changed = True

    def text(self) -> str:
        """The message as it is wrapped."""
        return "\n".join(self._lines())

    def close(self) -> None:
        """There is nothing to give back."""

    def _lines(self) -> list[str]:
        import textwrap  # noqa: PLC0415

        return textwrap.wrap(self.message, max(1, self.size.columns))[: self.size.rows]


NO_EMULATOR = (
    "The terminal emulator (pyghostty) does not run on this machine, so demos cannot be shown live inside "
    "the slides. `holeout demo run` shows them in your own terminal."
)


def open_emulator(size: Size) -> Emulator:
    """The best emulator of this machine; without one, a NullEmulator that says so."""
    try:
        from holeout.demos.ghostty import GhosttyEmulator  # noqa: PLC0415  (loads a native library)
    except (ImportError, OSError):
        return NullEmulator(size, NO_EMULATOR)
    return GhosttyEmulator(size)
