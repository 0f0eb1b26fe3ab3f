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


class CursorShape(IntEnum):
    """How a program wants its cursor to look."""

    BAR = 0
    BLOCK = 1
    UNDERLINE = 2


class Cursor(NamedTuple):
    """The cursor's column and row from 0. It is not visible when hidden, or scrolled out of sight."""

    x: int
    y: int
    visible: bool
    shape: CursorShape = CursorShape.BLOCK


class Mouse(IntEnum):
    """What a program wants to hear of the mouse; each includes what stands before it."""

    NOTHING = 0
    PRESSES = 1
    CLICKS = 2
    DRAGS = 3
    MOVES = 4


class MouseFormat(IntEnum):
    """How a program wants to be told of the mouse. The number is that of the mode, 0 for X11's own."""

    X11 = 0
    UTF8 = 1005
    URXVT = 1015
    SGR = 1006
    PIXELS = 1016


class Modes(NamedTuple):
    """How a program wants its input, and which screen it draws on.

    `alternate_scroll` turns the wheel into arrow keys; `kitty` are the flags of kitty's keyboard protocol.
    """

    app_cursor: bool = False
    bracketed_paste: bool = False
    mouse: Mouse = Mouse.NOTHING
    mouse_format: MouseFormat = MouseFormat.X11
    focus_events: bool = False
    alternate_screen: bool = False
    alternate_scroll: bool = False
    kitty: int = 0


class Colors(NamedTuple):
    """The colours that a program is told when it asks; `palette` are those of its first 16."""

    foreground: tuple[int, int, int]
    background: tuple[int, int, int]
    palette: tuple[tuple[int, int, int], ...] = ()


class Size(NamedTuple):
    """Columns and rows."""

    columns: int
    rows: int


CELL_PIXELS = Size(8, 16)
"""How large a cell is to a program that asks; nobody can know what it really is."""


class Selection(Protocol):
    """Text marked by a person. It stays with its text while that scrolls; a program can neither set nor read it."""

    @property
    def spans(self) -> Mapping[int, tuple[int, int]]:
        """The selected columns, from and to before, by row in view."""

    def press(self, x: int, y: int, seconds: float) -> None:
        """The button goes down on a cell in view, at a time: soon after the last, the word or line is marked."""

    def drag(self, x: int, y: int) -> None:
        """Mark from where it went down up to the cell in view."""

    def clear(self) -> None:
        """Mark nothing."""

    def text(self) -> str:
        """What is marked; lines that were only wrapped are whole, and blanks at the ends of lines left out."""


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

    @property
    def held(self) -> bool:
        """Whether the program is in the middle of drawing, and asks not to be shown yet."""

    @property
    def title(self) -> str:
        """What the program calls itself, on one line, cleaned; empty if it does not."""

    @property
    def selection(self) -> Selection:
        """What is selected."""

    def feed(self, data: bytes) -> None:
        """Take in output of the program; a sequence may be cut anywhere between two calls."""

    def resize(self, size: Size) -> None:
        """Change columns and rows, moving wrapped text with them."""

    def set_colors(self, colors: Colors | None) -> None:
        """What to tell programs that ask; None leaves them without an answer."""

    def take_changes(self) -> Mapping[int, Row]:
        """The rows in view that changed since the last call, by row from 0; each fills the width."""

    def take_replies(self) -> bytes:
        """What the program asked the terminal and must be sent, since the last call."""

    def take_bell(self) -> bool:
        """Whether the bell rang since the last call."""

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
