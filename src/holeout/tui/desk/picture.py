"""A slide in a pane that is smaller than the projector: margins and blank lines give way first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.styled import (
    EMPTY,
    MUTED,
    Line,
    Piece,
    Role,
    Style,
    cells,
    crop,
    cut,
    line_cells,
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def picture(lines: Sequence[Line], width: int, height: int) -> list[Line]:
    """`lines`, a page as the room sees it, in at most `width` by `height` cells.

    What is too wide ends in an ellipsis; what is too high says how many lines are below.
    """
    shown = _as_high(_trimmed(lines), height)
    margin = min((_indent(line) for line in shown if plain_text(line)), default=0)
    spare = max(0, width - max((_ink(line) for line in shown), default=0))
    return [_cropped(_without(line, max(0, margin - spare)), width) for line in shown]


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    """Without the blank lines above and below."""
    inked = [index for index, line in enumerate(lines) if plain_text(line)]
    return list(lines[inked[0] : inked[-1] + 1]) if inked else []


def _as_high(lines: list[Line], height: int) -> list[Line]:
    if len(lines) > height:
        lines = [
            line for line, before in zip(lines, [None, *lines], strict=False) if not _twice(line, before)
        ]
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


def _ink(line: Line) -> int:
    return cells(plain_text(line))


def _cropped(line: Line, width: int) -> Line:
    """`line` in `width` cells; blanks, such as those behind a block of code, are cut without a sign."""
    if _ink(line) > width:
        return crop(line, width)
    kept: list[Piece] = []
    for piece in line:
        kept.append(Piece(cut(piece.text, width), piece.style))
        width -= cells(kept[-1].text)
    return tuple(kept)


def _without(line: Line, margin: int) -> Line:
    """`line` without its first `margin` cells, which are blank."""
    kept: list[Piece] = []
    for piece in line:
        gone = cut(piece.text, margin)
        margin -= len(gone)
        if gone != piece.text:
            kept.append(Piece(piece.text[len(gone) :], piece.style))
    return tuple(kept) if kept else EMPTY


def heading(words: str, width: int, role: Role = Role.HEADING) -> Line:
    """What a pane is, on a rule across its `width`."""
    style = Style(role, bold=True)
    line = crop((Piece(f"─ {words} ", style),), width)
    return (*line, Piece("─" * (width - line_cells(line)), style))
