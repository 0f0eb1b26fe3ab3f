"""A slide in a pane that is smaller than the projector: margins and blank lines give way first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.styled import MUTED, Line, Piece, Role, Style, cells, crop, line_cells, plain_text
from holeout.tui.desk.narrowing import narrowed, part

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST = 1_000
"""Cells; no page is wider."""


def picture(lines: Sequence[Line], width: int, height: int) -> list[Line]:
    """`lines`, a page as the room sees it, in at most `width` by `height` cells.

    In a pane that is lower than the page all pages are packed alike, however much air each has. What is too wide is
    narrowed, and what is then too high says how many lines are below.
    """
    shown = _trimmed(lines)
    if len(lines) > height:
        shown = [
            line for line, before in zip(shown, [None, *shown], strict=False) if not _twice(line, before)
        ]
    margin = min((_indent(line) for line in shown if plain_text(line)), default=0)
    spare = max(0, width - max((cells(plain_text(line)) for line in shown), default=0))
    shown = [part(line, max(0, margin - spare), WIDEST) for line in shown]
    return _as_high(narrowed(shown, width, height), height)


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    """Without the blank lines above and below."""
    inked = [index for index, line in enumerate(lines) if plain_text(line)]
    return list(lines[inked[0] : inked[-1] + 1]) if inked else []


def _as_high(lines: list[Line], height: int) -> list[Line]:
    if len(lines) > height:
        lines = [line for line in lines if plain_text(line)]
    if len(lines) > height > 0:
        return [*lines[: height - 1], (Piece(f"▼ {len(lines) - height + 1} more lines", MUTED),)]
    return lines[: max(0, height)]


def _twice(line: Line, before: Line | None) -> bool:
    return not plain_text(line) and before is not None and not plain_text(before)


def _indent(line: Line) -> int:
    text = plain_text(line)
    return len(text) - len(text.lstrip(" "))


def heading(words: str, width: int, role: Role = Role.HEADING) -> Line:
    """What a pane is, on a rule across its `width`."""
    style = Style(role, bold=True)
    line = crop((Piece(f"─ {words} ", style),), width)
    return (*line, Piece("─" * (width - line_cells(line)), style))
