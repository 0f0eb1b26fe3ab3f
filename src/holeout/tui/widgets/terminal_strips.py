"""Rows of an emulator as Textual strips."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from holeout.demos.emulator import PLAIN, CellStyle, CursorShape, Underline
from holeout.tui.widgets.terminal_palette import colors_of, shown

if TYPE_CHECKING:
    from holeout.demos.emulator import Color, Cursor, Row

REVERSE = Style(reverse=True)
UNDERLINE = Style(underline=True, bold=True)


def strip_of(row: Row, width: int, base: Style) -> Strip:
    """`row` at exactly `width` cells, upon the widget's own style."""
    segments = [
        Segment(_fitted(text, cells), base if style == PLAIN else rich_style(style, base))
        for text, style, cells in row
    ]
    return Strip(segments, sum(run.width for run in row)).adjust_cell_length(width, base)


def with_cursor(strip: Strip, cursor: Cursor) -> Strip:
    """`strip` with the character under the cursor reversed; underlined for a thin cursor, as a cell has no less."""
    mark = REVERSE if cursor.shape is CursorShape.BLOCK else UNDERLINE
    return restyled(strip, cursor.x, cursor.x + 1, mark)


def over(strip: Strip, text: str, style: Style) -> Strip:
    """`strip` with `text` at its right end."""
    room = strip.cell_length - cell_len(text)
    return strip if room < 0 else Strip.join([strip.crop(0, room), Strip([Segment(text, style)])])


def restyled(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """`strip` with `style` upon its cells from `start` to before `end`, and on the other half of wide characters."""
    length = strip.cell_length
    start -= start > 0 and _is_wide_at(strip, start - 1)
    end += _is_wide_at(strip, end - 1)
    start, end = min(start, length), min(end, length)
    if start >= end:
        return strip
    before, inside, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end, length)
    marked = Strip([Segment(text, (old or Style.null()) + style) for text, old, _ in inside], end - start)
    return Strip.join([before, marked, after])


def _is_wide_at(strip: Strip, x: int) -> bool:
    """Whether a character of two cells begins in cell `x`."""
    text = strip.crop(x, x + 2).text
    return bool(text) and cell_len(text[0]) == 2


@lru_cache(maxsize=4096)
def rich_style(style: CellStyle, base: Style) -> Style:
    """The look of a cell upon `base`."""
    colors = colors_of(base)
    fg, bg = (style.fg, style.bg) if colors is None else shown(style.fg, style.bg, colors)
    return base + Style(
        color=_color(fg),
        bgcolor=_color(bg),
        bold=style.bold or None,
        italic=style.italic or None,
        dim=style.faint or None,
        blink=style.blink or None,
        reverse=style.inverse or None,
        conceal=style.invisible or None,
        strike=style.strike or None,
        overline=style.overline or None,
        underline=style.underline is Underline.SINGLE or style.underline > Underline.DOUBLE or None,
        underline2=style.underline is Underline.DOUBLE or None,
        link=style.link or None,
    )


def _fitted(text: str, cells: int) -> str:
    """`text` in exactly `cells` cells, should Textual measure it otherwise than the emulator did."""
    if text.isascii() or cell_len(text) == cells:
        return text
    # One character made of several: its first one stands for it.
    return set_cell_size(text[:1] if cells <= 2 else text, cells)


def _color(color: Color) -> RichColor | None:
    if color is None:
        return None
    return RichColor.from_ansi(color) if isinstance(color, int) else RichColor.from_rgb(*color)
