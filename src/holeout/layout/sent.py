"""Lines as plain data, for another process to paint; and read back with care, for anybody may have sent them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holeout.layout.styled import PLAIN, Line, Piece, Role, Style
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PIECES = 3_000
"""A page of more pieces, such as a picture in cells, is sent as text alone."""
MOST_LINES = 400
_COLOR = re.compile(r"#[0-9a-f]{6}")
_ROLES = {role.value: role for role in Role}


def sent_lines(lines: Sequence[Line]) -> list[list[list[str | bool]]]:
    """`lines` as data: each piece is its text and what in its style is not plain."""
    styled = sum(map(len, lines)) <= MOST_PIECES
    return [[_sent(piece, styled=styled) for piece in line] for line in lines]


def _sent(piece: Piece, *, styled: bool) -> list[str | bool]:
    values: list[str | bool] = [piece.text]
    if styled and piece.style != PLAIN:
        values += piece.style
        while values[-1] in ("", False):
            values.pop()
    return values


def received_lines(data: Any) -> list[Line]:
    """The lines that `data` holds; what is none is left out, what is no style becomes plain text."""
    lines = data[:MOST_LINES] if isinstance(data, list) else []
    return [
        tuple(_piece(*piece[:9]) for piece in line if isinstance(piece, list) and piece)
        for line in lines
        if isinstance(line, list)
    ]


def _piece(text: Any, role: Any = "text", *rest: Any) -> Piece:
    bold, italic, underline, strike, _, color, ground = (*rest, *[""] * 7)[:7]
    style = Style(
        _ROLES.get(role, Role.TEXT) if isinstance(role, str) else Role.TEXT,
        bold is True,
        italic is True,
        underline is True,
        strike is True,
        "",  # a link is the projector's to open
        _color(color),
        _color(ground),
    )
    return Piece(clean(str(text), keep=""), style)


def _color(value: Any) -> str:
    return value if isinstance(value, str) and _COLOR.fullmatch(value) else ""
