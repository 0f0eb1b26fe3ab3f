"""The emulator of Ghostty, through pyghostty: native state, Python rows only for what changed.

Importing this raises ImportError or OSError where pyghostty has no build, or one with another layout of cells.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pyghostty._ffi import GhosttyError, check, ffi, lib, union_fn
from pyghostty.core import Terminal

from holeout.demos.emulator import Cursor, Modes, Mouse, Row, Size
from holeout.demos.ghostty_rows import Screen
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

SCROLLBACK_BYTES = 8_000_000
"""Memory for lines that have scrolled away: about 9000 lines of 100 columns."""
SAFE_LINKS = frozenset({"http", "https", "mailto"})


# cffi cannot pass a union by value; a struct of the same size and alignment goes the same way.
ffi.cdef(
    "typedef struct { GhosttyTerminalScrollViewportTag tag; intptr_t delta; uint64_t _rest; } HoleoutScroll;"
)
if ffi.sizeof("HoleoutScroll") != ffi.sizeof("GhosttyTerminalScrollViewport"):
    raise ImportError("this pyghostty scrolls in another way; install the version that holeout names")


class GhosttyEmulator:
    """An Emulator over libghostty-vt. Clipboard access, file reads and images that programs ask for stay off."""

    def __init__(self, size: Size, *, scrollback_bytes: int = SCROLLBACK_BYTES) -> None:
        self._size = size
        self._terminal = Terminal(size.columns, size.rows, scrollback=100_000)
        self._set("SCROLLBACK_MAX_BYTES", scrollback_bytes)
        # Images cannot be shown in cells, and their protocol may name files to read.
        self._set("KITTY_IMAGE_STORAGE_LIMIT", 0, "uint64_t*")
        self._replies = bytearray()
        self._terminal.on_reply(self._replies.extend)
        self._screen = Screen()
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
        mouse = Mouse.MOVES if mode(1003) else Mouse.DRAGS if mode(1002) else Mouse(mode(1000))
        return Modes(
            app_cursor=mode(1),
            bracketed_paste=mode(2004),
            mouse=mouse,
            sgr_mouse=mode(1006),
            focus_events=mode(1004),
            alternate_screen=self._terminal.get("active_screen", "GhosttyTerminalScreen") == 1,
        )

    @property
    def scrolled(self) -> int:
        """How many lines above the end the view stands."""
        bar = self._terminal.get("scrollbar", "GhosttyTerminalScrollbar")
        return int(bar.total - bar.offset - bar.len)

    def feed(self, data: bytes) -> None:
        """Take in output of the program."""
        self._terminal.feed(data)

    def resize(self, size: Size) -> None:
        """Change columns and rows, moving wrapped text with them."""
        self._size = size
        self._terminal.resize(size.columns, size.rows)
        self._all = True

    def take_changes(self) -> Mapping[int, Row]:
        """The rows in view that changed since the last call."""
        screen = self._screen
        screen.update(self._terminal, everything=self._all)
        self._all = False
        self._cursor = screen.cursor()
        return screen.rows(self._link_at)

    def take_replies(self) -> bytes:
        """What the program asked the terminal."""
        replies = bytes(self._replies)
        self._replies.clear()
        return replies

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
        self._terminal.on_reply(None)
        self._terminal.close()

    def _set(self, option: str, value: int, ctype: str = "size_t*") -> None:
        key = getattr(lib, f"GHOSTTY_TERMINAL_OPT_{option}")
        check(lib.ghostty_terminal_set(self._terminal._t[0], key, ffi.new(ctype, value)), option)  # noqa: SLF001

    def _scroll(self, tag: int, lines: int) -> None:
        function = union_fn("ghostty_terminal_scroll_viewport", "void(*)(GhosttyTerminal, HoleoutScroll)")
        function(self._terminal._t[0], ffi.new("HoleoutScroll*", {"tag": tag, "delta": lines})[0])  # noqa: SLF001

    def _link_at(self, x: int, y: int) -> str:
        length = ffi.new("size_t*")
        buffer = ffi.new("uint8_t[2048]")
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
