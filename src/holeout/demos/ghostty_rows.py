"""Reading what is in view out of libghostty-vt: packed native cells to rows of styled runs."""

from __future__ import annotations

import json
import re
import unicodedata
import weakref
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from pyghostty._ffi import check, ffi, lib
from pyghostty.core import init_sized

from holeout.demos.emulator import PLAIN, CellStyle, Cursor, CursorShape, Row, Run, Underline
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyghostty.core import Terminal

    from holeout.demos.ghostty_colors import Changed

CELL_BYTES = 8
MOST_POINTS = 32
"""A cell of more characters than this is shown as its first one."""
MOST_CACHED = 4096


class _Layout(NamedTuple):
    """Where the fields of a packed cell start, in bits."""

    tag: int
    content: int
    style: int
    wide: int
    link: int


def _read_layout() -> _Layout:
    """The layout that the library says it has. Raises ImportError if it is not one that this adapter reads."""
    cell = json.loads(ffi.string(lib.ghostty_type_json()).decode())["types"]["GhosttyCell"]
    bits = cell["bits"]
    names = ("content_tag", "content", "style_id", "wide", "hyperlink")
    widths = tuple(bits[name]["width"] for name in names)
    if cell["size"] != CELL_BYTES or widths != (2, 24, 16, 2, 1):
        message = "this pyghostty packs its cells in another way; install the version that holeout names"
        raise ImportError(message)
    return _Layout(*(bits[name]["lsb"] for name in names))


_LAYOUT = _read_layout()
_TAG = 3 << _LAYOUT.tag
_CONTENT = 0xFFFFFF << _LAYOUT.content
_WIDE = 3 << _LAYOUT.wide
_LINK = 1 << _LAYOUT.link
_LOOK = _TAG | 0xFFFF << _LAYOUT.style | _LINK
"""What decides how a cell looks, but for the contents of those that are only a background."""
_SHOWN = _TAG | _CONTENT | _WIDE
"""What decides which character a cell shows."""
_GRAPHEME = lib.GHOSTTY_CELL_CONTENT_CODEPOINT_GRAPHEME << _LAYOUT.tag
_PALETTE = lib.GHOSTTY_CELL_CONTENT_BG_COLOR_PALETTE << _LAYOUT.tag
_RGB = lib.GHOSTTY_CELL_CONTENT_BG_COLOR_RGB << _LAYOUT.tag
_TAIL = lib.GHOSTTY_CELL_WIDE_SPACER_TAIL << _LAYOUT.wide
# Other terminals join these into one character of two cells; a program that gave each its own counts on four.
_JOINING = re.compile("([\U0001f1e6-\U0001f1ff]{2}|[\U0001f3fb-\U0001f3ff])")


class Screen:
    """The native snapshot of what is in view, and the walk over its changed rows."""

    def __init__(self) -> None:
        self._state = _new("GhosttyRenderState*", lib.ghostty_render_state_new)
        self._rows = _new("GhosttyRenderStateRowIterator*", lib.ghostty_render_state_row_iterator_new)
        self._cells = _new("GhosttyRenderStateRowCells*", lib.ghostty_render_state_row_cells_new)
        self._view = ffi.new("GhosttyCellsView*")
        self._y = ffi.new("uint16_t*")
        self._style = init_sized("GhosttyStyle")
        self._style_bytes = ffi.buffer(self._style)
        self._count = ffi.new("uint32_t*")
        self._points = ffi.new("uint32_t[]", MOST_POINTS)
        self._marked = init_sized("GhosttyRenderStateRowSelection")
        self._dirty = ffi.new("GhosttyRenderStateDirty*")
        self._cursor = init_sized("GhosttyRenderStateCursor")
        self.spans: dict[int, tuple[int, int]] = {}
        handles = (self._cells[0], self._rows[0], self._state[0])
        self.close = weakref.finalize(self, _free, *handles)

    def update(self, terminal: Terminal, *, everything: bool) -> bool:
        """Take the terminal's state; `everything` counts each row as changed. Whether all rows count so."""
        state = self._state[0]
        check(lib.ghostty_render_state_update(state, terminal._t[0]), "update")  # noqa: SLF001
        self._get("DIRTY", self._dirty)
        if everything:
            self._dirty[0] = lib.GHOSTTY_RENDER_STATE_DIRTY_FULL
        return bool(self._dirty[0] == lib.GHOSTTY_RENDER_STATE_DIRTY_FULL)

    def cursor(self) -> Cursor:
        """Where the cursor is in view."""
        self._get("CURSOR", self._cursor)
        cursor = self._cursor
        if not cursor.viewport_has_value:
            return Cursor(0, 0, visible=False)
        x = max(0, cursor.viewport_x - cursor.wide_tail)
        shape = CursorShape(min(cursor.visual_style, CursorShape.UNDERLINE))
        return Cursor(x, cursor.viewport_y, bool(cursor.visible), shape)

    def rows(self, link_at: Callable[[int, int], str], changed: Changed | None) -> dict[int, Row]:
        """The changed rows, which then count as unchanged. `changed` are the colours that the program changed."""
        if self._dirty[0] == lib.GHOSTTY_RENDER_STATE_DIRTY_FALSE:
            return {}
        found: dict[int, Row] = {}
        for y in self._walk():
            lib.ghostty_render_state_row_get(
                self._rows[0], lib.GHOSTTY_RENDER_STATE_ROW_DATA_CELLS_RAW, self._view
            )
            raw = ffi.buffer(self._view.ptr, self._view.len * CELL_BYTES)[:]
            row = _PLAIN_ROWS.get(raw)
            if row is None:
                row = _RowReader(self, y, link_at).read(memoryview(raw).cast("Q").tolist())
                if len(row) == 1 and row[0].style == PLAIN:
                    _PLAIN_ROWS[raw] = row
            found[y] = row if changed is None else changed.row(row)
            self._note_span(y)
        lib.ghostty_render_state_clean(self._state[0])
        return found

    def _walk(self) -> Iterator[int]:
        self._get("ROW_ITERATOR", self._rows)
        walk = self._rows[0]
        if self._dirty[0] == lib.GHOSTTY_RENDER_STATE_DIRTY_FULL:
            self.spans.clear()
            y = 0
            while lib.ghostty_render_state_row_iterator_next(walk):
                yield y
                y += 1
        else:
            while lib.ghostty_render_state_row_iterator_next_dirty(walk, self._y):
                yield self._y[0]

    def _note_span(self, y: int) -> None:
        key, marked = lib.GHOSTTY_RENDER_STATE_ROW_DATA_SELECTION, self._marked
        if lib.ghostty_render_state_row_get(self._rows[0], key, marked):
            self.spans.pop(y, None)
        else:
            self.spans[y] = (marked.start_x, marked.end_x + 1)

    def select(self, x: int, *, first: bool) -> None:
        """Point at the cell in column `x` of the row that is being walked."""
        if first:
            key = lib.GHOSTTY_RENDER_STATE_ROW_DATA_CELLS
            lib.ghostty_render_state_row_get(self._rows[0], key, self._cells)
        lib.ghostty_render_state_row_cells_select(self._cells[0], x)

    def selected_style(self) -> CellStyle:
        """The style of the cell pointed at."""
        key = lib.GHOSTTY_RENDER_STATE_ROW_CELLS_DATA_STYLE
        lib.ghostty_render_state_row_cells_get(self._cells[0], key, self._style)
        return _cell_style(self._style_bytes[:])

    def selected_text(self) -> str:
        """The characters of the cell pointed at; only the first of very many."""
        get, cells, count = lib.ghostty_render_state_row_cells_get, self._cells[0], self._count
        get(cells, lib.GHOSTTY_RENDER_STATE_ROW_CELLS_DATA_GRAPHEMES_LEN, count)
        points = self._points if count[0] <= MOST_POINTS else ffi.new("uint32_t[]", count[0])
        get(cells, lib.GHOSTTY_RENDER_STATE_ROW_CELLS_DATA_GRAPHEMES_BUF, points)
        return "".join(map(chr, points[0 : count[0] if count[0] <= MOST_POINTS else 1]))

    def _get(self, name: str, into: Any) -> None:
        lib.ghostty_render_state_get(self._state[0], getattr(lib, f"GHOSTTY_RENDER_STATE_DATA_{name}"), into)


class _RowReader:
    """Gathers the cells of one row into runs: work per run wherever it can be, as a screen has thousands of cells."""

    def __init__(self, screen: Screen, y: int, link_at: Callable[[int, int], str]) -> None:
        self._screen = screen
        self._y = y
        self._link_at = link_at
        self._runs: list[Run] = []
        self._alone = False
        self._pointed = False
        self._styles: dict[int, CellStyle] = {0: PLAIN}

    def read(self, cells: list[int]) -> Row:
        """The runs of the whole row."""
        looks = list(map(_LOOK.__and__, cells))
        x = 0
        for look, same in groupby(looks):
            end = x + len(list(same))
            while x < end and x and cells[x] & _WIDE == _TAIL:
                # The second half of a wide character belongs to its first, whatever its own look.
                last = self._runs[-1]
                self._runs[-1] = last._replace(width=last.width + 1)
                x += 1
            if look & _LINK or look & _TAG:
                self._read_each(x, cells[x:end])
            elif x < end:
                self._add(_text(cells[x:end]), self._style_at(x, look), end - x)
            x = end
        return tuple(self._runs)

    def _read_each(self, start: int, cells: list[int]) -> None:
        """Cells whose look does not say it all: links, backgrounds, characters made of several."""
        for x, cell in enumerate(cells, start):
            tag = cell & _TAG
            if cell & _WIDE == _TAIL and self._runs:
                last = self._runs[-1]
                self._runs[-1] = last._replace(width=last.width + 1)
            elif tag == _GRAPHEME:
                self._runs.append(Run(self._grapheme(x), self._style_of(x, cell), 1))
                # Whoever paints may measure it otherwise: it is kept in a run of its own.
                self._alone = True
            else:
                self._add(_text([cell]), self._style_of(x, cell), 1)

    def _add(self, text: str, style: CellStyle, width: int) -> None:
        last = self._runs[-1] if self._runs and not self._alone else None
        if last is not None and last.style == style:
            self._runs[-1] = Run(last.text + text, style, last.width + width)
        else:
            self._runs.append(Run(text, style, width))
        self._alone = False

    def _style_of(self, x: int, cell: int) -> CellStyle:
        tag, content = cell & _TAG, (cell & _CONTENT) >> _LAYOUT.content
        if tag == _PALETTE:
            return CellStyle(bg=content & 0xFF)
        if tag == _RGB:
            return CellStyle(bg=(content & 0xFF, content >> 8 & 0xFF, content >> 16 & 0xFF))
        style = self._style_at(x, cell & _LOOK & ~(_TAG | _LINK))
        return style._replace(link=self._link_at(x, self._y)) if cell & _LINK else style

    def _style_at(self, x: int, look: int) -> CellStyle:
        style = self._styles.get(look)
        if style is None:
            self._point(x)
            style = self._styles[look] = self._screen.selected_style()
        return style

    def _grapheme(self, x: int) -> str:
        self._point(x)
        return _shown_grapheme(self._screen.selected_text())

    def _point(self, x: int) -> None:
        self._screen.select(x, first=not self._pointed)
        self._pointed = True


def _text(cells: list[int]) -> str:
    text = "".join(map(_CHARACTERS.__getitem__, map(_SHOWN.__and__, cells)))
    return text if text.isascii() else _JOINING.sub(r"\1  ", text)


class _Bounded(dict[Any, Any]):
    """A cache that begins anew when it is full."""

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= MOST_CACHED:
            self.clear()
        super().__setitem__(key, value)


class _Characters(_Bounded):
    """The character that a cell shows, by what decides it."""

    def __missing__(self, cell: int) -> str:
        shown = self[cell] = _character(cell)
        return shown


@lru_cache(maxsize=4096)
def _shown_grapheme(text: str) -> str:
    # A joiner at the end would draw the next cell's character into this one.
    return clean(text, keep="").rstrip("\u200d") or " "


def _character(cell: int) -> str:
    if cell & _WIDE == _TAIL:
        return ""
    point = 0 if cell & _TAG else (cell & _CONTENT) >> _LAYOUT.content & 0x1FFFFF
    if point < 0x20 or point == 0x7F:
        return " "
    character = chr(point)
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs", "Cf", "Zl", "Zp") else character


_CHARACTERS = _Characters()
_PLAIN_ROWS = _Bounded()
"""Rows by their packed cells: only of the terminal's own look, as the numbers of all others change their meaning."""


def _new(ctype: str, make: Callable[[Any, Any], int]) -> Any:
    handle = ffi.new(ctype)
    check(make(ffi.NULL, handle), ctype)
    return handle


def _free(cells: Any, rows: Any, state: Any) -> None:
    lib.ghostty_render_state_row_cells_free(cells)
    lib.ghostty_render_state_row_iterator_free(rows)
    lib.ghostty_render_state_free(state)


@lru_cache(maxsize=4096)
def _cell_style(raw: bytes) -> CellStyle:
    """The style that the bytes of a native one say."""
    native = ffi.from_buffer("GhosttyStyle*", raw)
    return CellStyle(
        fg=_color(native.fg_color),
        bg=_color(native.bg_color),
        bold=native.bold,
        italic=native.italic,
        faint=native.faint,
        blink=native.blink,
        inverse=native.inverse,
        invisible=native.invisible,
        strike=native.strikethrough,
        overline=native.overline,
        underline=Underline(native.underline),
    )


def _color(native: Any) -> int | tuple[int, int, int] | None:
    if native.tag == lib.GHOSTTY_STYLE_COLOR_PALETTE:
        return int(native.value.palette)
    if native.tag == lib.GHOSTTY_STYLE_COLOR_RGB:
        return native.value.rgb.r, native.value.rgb.g, native.value.rgb.b
    return None
