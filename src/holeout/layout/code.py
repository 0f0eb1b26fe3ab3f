"""Source code to coloured lines, through Pygments."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from holeout.layout.styled import Line, Piece, Role, Style

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_ROLES = (
    ("Token.Comment", Role.CODE_COMMENT),
    ("Token.Keyword.Type", Role.CODE_TYPE),
    ("Token.Keyword", Role.CODE_KEYWORD),
    ("Token.Operator.Word", Role.CODE_KEYWORD),
    ("Token.Literal.String", Role.CODE_STRING),
    ("Token.Literal.Number", Role.CODE_NUMBER),
    ("Token.Literal", Role.CODE_STRING),
    ("Token.Name.Function", Role.CODE_FUNCTION),
    ("Token.Name.Decorator", Role.CODE_FUNCTION),
    ("Token.Name.Class", Role.CODE_TYPE),
    ("Token.Name.Builtin", Role.CODE_FUNCTION),
    ("Token.Name.Tag", Role.CODE_KEYWORD),
    ("Token.Name.Attribute", Role.CODE_TYPE),
    ("Token.Operator", Role.CODE_OPERATOR),
    ("Token.Generic.Inserted", Role.CODE_ADDED),
    ("Token.Generic.Deleted", Role.CODE_REMOVED),
    ("Token.Generic.Heading", Role.CODE_KEYWORD),
)


def code_lines(text: str, language: str, *, colored: bool = True) -> tuple[Line, ...]:
    """The lines of `text`, coloured as `language`; plain where Pygments does not know it, or when not `colored`."""
    return _code_lines(text.expandtabs(4), language if colored else "")


@lru_cache(maxsize=256)
def _code_lines(text: str, language: str) -> tuple[Line, ...]:
    lexer = _lexer(language)
    if lexer is None:
        return tuple((Piece(line, Style(Role.CODE)),) if line else () for line in text.split("\n"))
    lines: list[Line] = []
    line: list[Piece] = []
    for token, value in lexer.get_tokens(text):
        style = Style(_role(str(token)))
        first, *rest = value.split("\n")
        if first:
            line.append(Piece(first, style))
        for part in rest:
            lines.append(tuple(line))
            line = [Piece(part, style)] if part else []
    lines.append(tuple(line))
    return _same_length(lines, text.count("\n") + 1)


def _same_length(lines: list[Line], count: int) -> tuple[Line, ...]:
    # A lexer may add a line break at the end, or leave one out.
    return tuple((lines + [()] * count)[:count])


@lru_cache(maxsize=512)
def _role(token: str) -> Role:
    return next((role for prefix, role in _ROLES if token.startswith(prefix)), Role.CODE)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    # Pygments costs tens of milliseconds that a slide without code need not pay.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
