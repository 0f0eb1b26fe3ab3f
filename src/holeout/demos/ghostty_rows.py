"""Reading what is in view out of libghostty-vt: packed native cells to rows of styled runs."""

from __future__ import annotations

import json
import unicodedata
import weakref
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pyghostty._ffi import check, ffi, lib
from pyghostty.core import init_sized

from holeout.demos.emulator import PLAIN, CellStyle, Cursor, Row, Run, Underline
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyghostty.core import Terminal

CELL_BYTES = 8


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
_TAG_GRAPHEME = lib.GHOSTTY_CELL_CONTENT_CODEPOINT_GRAPHEME
_TAG_PALETTE = lib.GHOSTTY_CELL_CONTENT_BG_COLOR_PALETTE
_TAG_RGB = lib.GHOSTTY_CELL_CONTENT_BG_COLOR_RGB
_SPACER_TAIL = lib.GHOSTTY_CELL_WIDE_SPACER_TAIL


class Screen:
    """The native snapshot of what is in view, and the walk over its changed rows."""

    def __init__(self) -> None:
        self._state = _new("GhosttyRenderState*", lib.ghostty_render_state_new)
        self._rows = _new("GhosttyRenderStateRowIterator*", lib.ghostty_render_state_row_iterator_new)
        self._cells = _new("GhosttyRenderStateRowCells*", lib.ghostty_render_state_row_cells_new)
        self._view = ffi.new("GhosttyCellsView*")
        self._y = ffi.new("uint16_t*")
        self._style = init_sized("GhosttyStyle")
        self._dirty = ffi.new("GhosttyRenderStateDirty*")
        self._cursor = init_sized("GhosttyRenderStateCursor")
        handles = (self._cells[0], self._rows[0], self._state[0])
        self.close = weakref.finalize(self, _free, *handles)

    def update(self, terminal: Terminal, *, everything: bool) -> None:
        """Take the terminal's state; `everything` counts each row as changed."""
        state = self._state[0]
        check(lib.ghostty_render_state_update(state, terminal._t[0]), "update")  # noqa: SLF001
        self._get("DIRTY", self._dirty)
        if everything:
            self._dirty[0] = lib.GHOSTTY_RENDER_STATE_DIRTY_FULL

    def cursor(self) -> Cursor:
        """Where the cursor is in view."""
        self._get("CURSOR", self._cursor)
        cursor = self._cursor
        x = max(0, cursor.viewport_x - cursor.wide_tail)
        return Cursor(x, cursor.viewport_y, bool(cursor.visible and cursor.viewport_has_value))

    def rows(self, link_at: Callable[[int, int], str]) -> dict[int, Row]:
        """The changed rows, which then count as unchanged."""
        dirty = self._dirty[0]
        if dirty == lib.GHOSTTY_RENDER_STATE_DIRTY_FALSE:
            return {}
        self._get("ROW_ITERATOR", self._rows)
        walk = self._rows[0]
        found: dict[int, Row] = {}
        if dirty == lib.GHOSTTY_RENDER_STATE_DIRTY_FULL:
            y = 0
            while lib.ghostty_render_state_row_iterator_next(walk):
                found[y] = self._row(y, link_at)
                y += 1
        else:
            while lib.ghostty_render_state_row_iterator_next_dirty(walk, self._y):
                found[self._y[0]] = self._row(self._y[0], link_at)
        lib.ghostty_render_state_clean(self._state[0])
        return found

    def _row(self, y: int, link_at: Callable[[int, int], str]) -> Row:
        lib.ghostty_render_state_row_get(
            self._rows[0], lib.GHOSTTY_RENDER_STATE_ROW_DATA_CELLS_RAW, self._view
        )
        view = self._view
        packed = memoryview(ffi.buffer(view.ptr, view.len * CELL_BYTES)).cast("Q").tolist()
        reader = _RowReader(self, y, link_at)
        for x, cell in enumerate(packed):
            reader.take(x, cell)
        return reader.finish()

    def select(self, x: int, *, first: bool) -> None:
        """Point at the cell in column `x` of the row that is being walked."""
        if first:
            key = lib.GHOSTTY_RENDER_STATE_ROW_DATA_CELLS
            lib.ghostty_render_state_row_get(self._rows[0], key, self._cells)
        lib.ghostty_render_state_row_cells_select(self._cells[0], x)

    def selected_style(self) -> Any:
        """The style of the cell pointed at, as the native struct."""
        key = lib.GHOSTTY_RENDER_STATE_ROW_CELLS_DATA_STYLE
        lib.ghostty_render_state_row_cells_get(self._cells[0], key, self._style)
        return self._style

    def selected_text(self) -> str:
        """The characters of the cell pointed at."""
        count = ffi.new("uint32_t*")
        get, cells = lib.ghostty_render_state_row_cells_get, self._cells[0]
        get(cells, lib.GHOSTTY_RENDER_STATE_ROW_CELLS_DATA_GRAPHEMES_LEN, count)
        points = ffi.new("uint32_t[]", max(1, count[0]))
        get(cells, lib.GHOSTTY_RENDER_STATE_ROW_CELLS_DATA_GRAPHEMES_BUF, points)
        return "".join(map(chr, points[0 : count[0]]))

    def _get(self, name: str, into: Any) -> None:
        lib.ghostty_render_state_get(self._state[0], getattr(lib, f"GHOSTTY_RENDER_STATE_DATA_{name}"), into)


class _RowReader:
    """Gathers the cells of one row into runs."""

    def __init__(self, screen: Screen, y: int, link_at: Callable[[int, int], str]) -> None:
        self._screen = screen
        self._y = y
        self._link_at = link_at
        self._runs: list[Run] = []
        self._text: list[str] = []
        self._width = 0
        self._key = 0
        self._style = PLAIN
        self._alone = False
        self._pointed = False
        self._styles: dict[int, CellStyle] = {0: PLAIN}

    def take(self, x: int, cell: int) -> None:
        """Add the cell in column `x`."""
        if (cell >> _LAYOUT.wide) & 3 == _SPACER_TAIL:
            self._width += 1
            return
        tag = (cell >> _LAYOUT.tag) & 3
        linked = (cell >> _LAYOUT.link) & 1
        # A link is not in the style's number, so a linked cell is a style of its own.
        key = (
            (cell >> _LAYOUT.style) & 0xFFFF
            if tag < _TAG_PALETTE and not linked
            else cell | 1 << 64 | x << 65
        )
        if key != self._key or tag == _TAG_GRAPHEME or self._alone:
            self._change(x, cell, key, linked=bool(linked))
        self._width += 1
        self._text.append(self._shown(x, cell, tag))

    def finish(self) -> Row:
        """The runs of the whole row."""
        self._flush()
        return tuple(self._runs)

    def _change(self, x: int, cell: int, key: int, *, linked: bool) -> None:
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._read_style(x, cell, linked=linked)
        # Whoever paints may measure a cell of several characters otherwise: it is kept in a run of its own.
        alone = (cell >> _LAYOUT.tag) & 3 == _TAG_GRAPHEME
        if style != self._style or alone or self._alone:
            self._flush()
        self._key, self._style, self._alone = key, style, alone

    def _flush(self) -> None:
        if self._width:
            self._runs.append(Run("".join(self._text), self._style, self._width))
        self._text, self._width = [], 0

    def _read_style(self, x: int, cell: int, *, linked: bool) -> CellStyle:
        tag = (cell >> _LAYOUT.tag) & 3
        content = cell >> _LAYOUT.content
        if tag == _TAG_PALETTE:
            return CellStyle(bg=content & 0xFF)
        if tag == _TAG_RGB:
            return CellStyle(bg=(content & 0xFF, content >> 8 & 0xFF, content >> 16 & 0xFF))
        self._point(x)
        style = _cell_style(self._screen.selected_style())
        return style._replace(link=self._link_at(x, self._y)) if linked else style

    def _shown(self, x: int, cell: int, tag: int) -> str:
        if tag >= _TAG_PALETTE:
            return " "
        if tag == _TAG_GRAPHEME:
            self._point(x)
            return clean(self._screen.selected_text(), keep="") or " "
        return _character((cell >> _LAYOUT.content) & 0x1FFFFF)

    def _point(self, x: int) -> None:
        self._screen.select(x, first=not self._pointed)
        self._pointed = True


def _new(ctype: str, make: Callable[[Any, Any], int]) -> Any:
    handle = ffi.new(ctype)
    check(make(ffi.NULL, handle), ctype)
    return handle


def _free(cells: Any, rows: Any, state: Any) -> None:
    lib.ghostty_render_state_row_cells_free(cells)
    lib.ghostty_render_state_row_iterator_free(rows)
    lib.ghostty_render_state_free(state)


@lru_cache(maxsize=2048)
def _character(point: int) -> str:
    if point < 0x20:
        return " "
    character = chr(point)
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs", "Cf", "Zl", "Zp") else character


def _cell_style(native: Any) -> CellStyle:
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
