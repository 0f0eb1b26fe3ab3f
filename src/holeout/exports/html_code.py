"""Source code and terminal output as HTML. What a piece of text is becomes a class; the page has the colours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from holeout.layout.code import code_lines
from holeout.layout.styled import Role
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holeout.deck.blocks import Code
    from holeout.demos.emulator import CellStyle, Color, Row, Run
    from holeout.layout.styled import Line

# The colours that terminals have had since the VT340, as most of them draw them now: xterm's.
_ANSI = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
)  # fmt: skip
_CUBE = (0, 95, 135, 175, 215, 255)


def code_html(code: Code, steps: int) -> Markup:
    """The lines of `code`, each an element that says at which of the slide's `steps` it is lit, if not at all."""
    lines = code_lines(code.text, code.language)
    return Markup("\n").join(_code_line(code, line, number, steps) for number, line in enumerate(lines, 1))


def _code_line(code: Code, line: Line, number: int, steps: int) -> Markup:
    attributes = Markup()
    if code.line_numbers:
        attributes += Markup(' data-number="{}"').format(code.first_line + number - 1)
    lit = [step for step in range(steps) if (at := code.lit(max(step, code.step))) is None or number in at]
    if len(lit) < steps:
        attributes += Markup(' data-lit="{}"').format(" ".join(map(str, lit)))
    return Markup('<span class="line"{}>{}</span>').format(attributes, _pieces(line))


def _pieces(line: Line) -> Markup:
    return Markup().join(
        escape(clean(text))
        if style.role is Role.CODE
        else Markup('<span class="{}">{}</span>').format(style.role.value.replace("_", "-"), clean(text))
        for text, style in line
    )


def terminal_html(rows: Iterable[Row]) -> Markup:
    """Rows of a terminal as the content of a `pre`. Colours become the nearest of eight that a page can read."""
    return Markup("\n").join(Markup().join(map(_run, _trimmed(row))) for row in rows)


def _trimmed(row: Row) -> list[Run]:
    runs = list(row)
    while runs and not runs[-1].text.strip() and not _ground(runs[-1].style):
        runs.pop()
    return runs


def _run(run: Run) -> Markup:
    if not (classes := _classes(run.style)):
        return escape(run.text)
    return Markup('<span class="{}">{}</span>').format(" ".join(classes), run.text)


def _classes(style: CellStyle) -> list[str]:
    if style.invisible:
        return ["hidden"]
    ground = _ground(style)
    ink = "" if ground or style.fg is None else f"ink-{_nearest(style.fg)}"
    named = {
        "bold": style.bold, "italic": style.italic, "faint": style.faint and not ground,
        "strike": style.strike, "underline": bool(style.underline),
    }  # fmt: skip
    return [name for name in (ground, ink, *(name for name, on in named.items() if on)) if name]


def _ground(style: CellStyle) -> str:
    """The class of what lies behind the text; empty for the terminal's own."""
    color = style.fg if style.inverse else style.bg
    if color is None:
        return "ground-7" if style.inverse else ""
    return f"ground-{_nearest(color)}"


@lru_cache(maxsize=512)
def _nearest(color: Color) -> int:
    """The eight colours' nearest to `color`."""
    if isinstance(color, int) and color < 16:
        return color % 8 if color != 8 else 0
    red, green, blue = _rgb(color)
    return min(
        range(8), key=lambda n: sum((a - b) ** 2 for a, b in zip(_ANSI[n], (red, green, blue), strict=True))
    )


def _rgb(color: Color) -> tuple[int, int, int]:
    """Red, green and blue; of xterm's palette, what follows the first 16 is a cube and a ramp of greys."""
    if isinstance(color, tuple):
        return color
    number = color or 0
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return grey, grey, grey
    cube = number - 16
    return _CUBE[cube // 36], _CUBE[cube // 6 % 6], _CUBE[cube % 6]
