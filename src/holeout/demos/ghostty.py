"""The emulator of Ghostty, through pyghostty: native state, Python rows only for what changed.

Importing this raises ImportError or OSError where pyghostty has no build, or one with another layout of cells.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pyghostty._ffi import GhosttyError, check, ffi, lib, union_fn
from pyghostty.core import Terminal

from holeout.demos.emulator import CELL_PIXELS, Colors, Cursor, Modes, Mouse, MouseFormat, Row, Size
from holeout.demos.ghostty_colors import NEGATIVE, changed_colors, tell_colors
from holeout.demos.ghostty_rows import Screen
from holeout.demos.ghostty_selection import GhosttySelection
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.demos.ghostty_colors import Changed

NAME = b"holeout"
SCROLLBACK_BYTES = 8_000_000
"""Memory for lines that have scrolled away: about 9000 lines of 100 columns."""
SAFE_LINKS = frozenset({"http", "https", "mailto"})
LONGEST_LINK = 2048
LONGEST_TITLE = 120
MOST_REPLIES = 65536
"""Bytes of answers that are kept until they are taken; what is asked after that gets none."""
SCHEME_REPORTS = 2031
"""The mode in which a program is told when the terminal becomes dark or light."""
MICE = {1003: Mouse.MOVES, 1002: Mouse.DRAGS, 1000: Mouse.CLICKS, 9: Mouse.PRESSES}
FORMATS = (MouseFormat.PIXELS, MouseFormat.SGR, MouseFormat.URXVT, MouseFormat.UTF8)


# cffi cannot pass a union by value; a struct of the same size and alignment goes the same way.
ffi.cdef(
    "typedef struct { GhosttyTerminalScrollViewportTag tag; intptr_t delta; uint64_t _rest; } HoleoutScroll;"
)
if ffi.sizeof("HoleoutScroll") != ffi.sizeof("GhosttyTerminalScrollViewport"):
    raise ImportError("this pyghostty scrolls in another way; install the version that holeout names")


class GhosttyEmulator:
    """An Emulator over libghostty-vt. The clipboard, files, images and titles that programs ask for stay off."""

    def __init__(self, size: Size, *, scrollback_bytes: int = SCROLLBACK_BYTES) -> None:
        self._size = size
        self._terminal = Terminal(size.columns, size.rows, scrollback=100_000)
        self._terminal.resize(size.columns, size.rows, *CELL_PIXELS)
        self._set("SCROLLBACK_MAX_BYTES", ffi.new("size_t*", scrollback_bytes))
        # Images cannot be shown in cells, and their protocol may name files to read.
        self._set("KITTY_IMAGE_STORAGE_LIMIT", ffi.new("uint64_t*", 0))
        self._replies = bytearray()
        self._rang = False
        self._colors: Colors | None = None
        self._changed: Changed | None = None
        self._negative = False
        self._answer()
        self._screen = Screen()
        self.selection = GhosttySelection(self._terminal, self._screen)
        self._cursor = Cursor(0, 0, visible=True)
        self._all = True

    @property
    def size(self) -> Size:
        """Columns and rows."""
        return self._size

    @property
    def cursor(self) -> Cursor:
        """The cursor, as of the last `take_changes`."""
        return self._cursor

    @property
    def modes(self) -> Modes:
        """What the program has asked for so far."""
        mode = self._terminal.mode
        return Modes(
            app_cursor=mode(1),
            bracketed_paste=mode(2004),
            mouse=next((mouse for number, mouse in MICE.items() if mode(number)), Mouse.NOTHING),
            mouse_format=next((way for way in FORMATS if mode(way)), MouseFormat.X11),
            focus_events=mode(1004),
            alternate_screen=self._terminal.get("active_screen", "GhosttyTerminalScreen") == 1,
            alternate_scroll=mode(1007),
            kitty=self._terminal.get("kitty_keyboard_flags", "uint8_t"),
        )

    @property
    def scrolled(self) -> int:
        """How many lines above the end the view stands."""
        bar = self._terminal.get("scrollbar", "GhosttyTerminalScrollbar")
        return int(bar.total - bar.offset - bar.len)

    @property
    def held(self) -> bool:
        """Whether the program is in the middle of drawing (synchronised output)."""
        held: bool = self._terminal.mode(2026)
        return held

    @property
    def title(self) -> str:
        """What the program calls itself."""
        raw = self._terminal.get("title", "GhosttyString")
        text = bytes(ffi.buffer(raw.ptr, min(raw.len, 4 * LONGEST_TITLE))) if raw.len else b""
        return clean_line(text.decode("utf-8", "ignore"))[:LONGEST_TITLE]

    def feed(self, data: bytes) -> None:
        """Take in output of the program."""
        self._terminal.feed(data)

    def resize(self, size: Size) -> None:
        """Change columns and rows, moving wrapped text with them."""
        self._size = size
        self._resize()

    def set_colors(self, colors: Colors | None) -> None:
        """What to tell programs that ask."""
        if colors != self._colors:
            self._colors = colors
            tell_colors(self._terminal, colors)
            self._all = True
            if colors is not None and self._terminal.mode(SCHEME_REPORTS):
                self._reply(b"\x1b[?997;%dn" % (1 if self._dark else 2))

    def take_changes(self) -> Mapping[int, Row]:
        """The rows in view that changed since the last call."""
        # A program may set 80 or 132 columns (DECCOLM), but the pane decides how wide it is.
        if self._terminal.get("cols") != self._size.columns:
            self._resize()
        screen = self._screen
        negative = self._terminal.mode(NEGATIVE)
        # A change of colours makes every row count as changed; that of ground and text does not.
        if screen.update(self._terminal, everything=self._all or negative != self._negative):
            self._changed = changed_colors(self._terminal)
        self._all, self._negative = False, negative
        self._cursor = screen.cursor()
        return screen.rows(self._link_at, self._changed)

    def take_replies(self) -> bytes:
        """What the program asked the terminal."""
        replies = bytes(self._replies)
        self._replies.clear()
        return replies

    def take_bell(self) -> bool:
        """Whether the bell rang."""
        rang, self._rang = self._rang, False
        return rang

    def scroll(self, lines: int) -> None:
        """Move the view by `lines`; up is negative."""
        self._scroll(lib.GHOSTTY_SCROLL_VIEWPORT_DELTA, lines)

    def scroll_to_end(self) -> None:
        """Follow the program again."""
        self._scroll(lib.GHOSTTY_SCROLL_VIEWPORT_BOTTOM, 0)

    def redraw(self) -> None:
        """Let the next `take_changes` give every row."""
        self._all = True

    def text(self) -> str:
        """The screen as plain text."""
        text: str = self._terminal.text()
        return text

    def close(self) -> None:
        """Give back native memory."""
        self._screen.close()
        self.selection.close()
        self._terminal.on_reply(None)
        self._terminal.close()
        self._callbacks.clear()

    def _answer(self) -> None:
        """Answer what a program asks of its terminal, and hear its bell."""
        self._terminal.on_reply(self._reply)
        self._name = ffi.new("char[]", NAME)
        named = {"ptr": ffi.cast("uint8_t*", self._name), "len": len(NAME)}
        self._callbacks: dict[str, Any] = {
            "XTVERSION": ffi.callback("GhosttyTerminalXtversionFn", lambda *_: named),
            "SIZE": ffi.callback("GhosttyTerminalSizeFn", self._tell_size),
            "COLOR_SCHEME": ffi.callback("GhosttyTerminalColorSchemeFn", self._tell_scheme),
            "BELL": ffi.callback("GhosttyTerminalBellFn", self._ring),
        }
        for name, callback in self._callbacks.items():
            self._set(name, callback)

    def _reply(self, data: bytes) -> None:
        if len(self._replies) < MOST_REPLIES:
            self._replies += data

    def _tell_size(self, _terminal: Any, _data: Any, into: Any) -> bool:
        into.columns, into.rows = self._size
        into.cell_width, into.cell_height = CELL_PIXELS
        return True

    def _tell_scheme(self, _terminal: Any, _data: Any, into: Any) -> bool:
        if self._colors is None:
            return False
        into[0] = lib.GHOSTTY_COLOR_SCHEME_DARK if self._dark else lib.GHOSTTY_COLOR_SCHEME_LIGHT
        return True

    @property
    def _dark(self) -> bool:
        return self._colors is None or sum(self._colors.background) < sum(self._colors.foreground)

    def _ring(self, _terminal: Any, _data: Any) -> None:
        self._rang = True

    def _resize(self) -> None:
        self._terminal.resize(*self._size, *CELL_PIXELS)
        self._all = True

    def _set(self, option: str, value: Any) -> None:
        key = getattr(lib, f"GHOSTTY_TERMINAL_OPT_{option}")
        check(lib.ghostty_terminal_set(self._terminal._t[0], key, value), option)  # noqa: SLF001

    def _scroll(self, tag: int, lines: int) -> None:
        function = union_fn("ghostty_terminal_scroll_viewport", "void(*)(GhosttyTerminal, HoleoutScroll)")
        function(self._terminal._t[0], ffi.new("HoleoutScroll*", {"tag": tag, "delta": lines})[0])  # noqa: SLF001

    def _link_at(self, x: int, y: int) -> str:
        length = ffi.new("size_t*")
        buffer = ffi.new(f"uint8_t[{LONGEST_LINK}]")
        try:
            place = self._terminal.ref(x, y, "viewport")
        except GhosttyError:
            return ""
        if lib.ghostty_grid_ref_hyperlink_uri(place, buffer, len(buffer), length):
            return ""
        return _safe_link(bytes(ffi.buffer(buffer, length[0])))


@lru_cache(maxsize=256)
def _safe_link(raw: bytes) -> str:
    link = clean_line(raw.decode("utf-8", "replace"))
    try:
        scheme = urlsplit(link).scheme
    except ValueError:
        return ""
    return link if scheme.lower() in SAFE_LINKS and " " not in link else ""
