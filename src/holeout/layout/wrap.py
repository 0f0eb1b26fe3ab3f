"""Inline text to lines of a width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout.deck.blocks import Align, Mark
from holeout.layout.formulas import formula
from holeout.layout.styled import EMPTY, Line, Piece, Role, Style, cells, cut, indented, line_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holeout.deck.blocks import Inline, Span

_LEAD = re.compile(r"\s*(?:[^\w\s]\s+|\d{1,3}[.)]\s+)?")
"""Blanks, and perhaps what begins an item of a list."""
_WORD = re.compile(r"\S+|[^\S\n]+|\n")
# Between Chinese and Japanese characters a line may break, but not before what closes nor after what opens
# (Unicode's line breaking, UAX 14, classes ID, CJ, CL, NS and OP). Korean breaks at its blanks.
_IDEOGRAPH = (
    "\u2e80-\u2fdf\u3007\u3021-\u3029\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_CLOSES = (
    "、。，．・：；？！）］｝」』】〉》〕〗〙〛％ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    "ゝゞヽヾ,.:;!?)\\]}%’”…"
)
_OPENS = "（［｛「『【〈《〔〖〘〚(\\[{‘“"
_WORD_OR_IDEOGRAPH = re.compile(
    rf"\n|[^\S\n]+|[{_OPENS}]*[{_IDEOGRAPH}][{_CLOSES}]*|[^\s{_IDEOGRAPH}]*[^\s{_IDEOGRAPH}{_OPENS}]|[{_OPENS}]+"
)
_ALONE = re.compile(rf"[{_OPENS}]*[{_IDEOGRAPH}]")
_STAYS = re.compile(rf"[{_CLOSES}]")


def wrapped(inline: Inline, width: int, base: Style = Style()) -> list[Line]:
    """`inline` in lines of at most `width` cells, broken at blanks; longer words are broken inside."""
    writer = _Writer(max(1, width))
    for text, style in _words(inline, base):
        writer.write(text, style)
    return writer.lines()


def wrapped_text(text: str, width: int, style: Style = Style()) -> list[Line]:
    """Plain `text` in lines of at most `width` cells."""
    writer = _Writer(max(1, width))
    for word in words(text):
        writer.write(word, style)
    return writer.lines()


def wrapped_line(line: Line, width: int) -> list[Line]:
    """`line`, which was laid out for more, in lines of at most `width` cells, all within its indent and its bullet."""
    found = _LEAD.match("".join(piece.text for piece in line))
    lead = found[0] if found and cells(found[0]) < width // 2 else ""
    writer = _Writer(max(1, width - cells(lead)))
    first, *rest = _split(line, len(lead))
    for piece in rest:
        for word in words(piece.text):
            writer.write(word, piece.style)
    return indented(writer.lines(), cells(lead), (first,))


def _split(line: Line, count: int) -> list[Piece]:
    """The first `count` characters of `line` as one Piece, then what is left."""
    pieces = [Piece("", line[0].style if line else Style())]
    for piece in line:
        head, tail = piece.text[:count], piece.text[count:]
        count -= len(head)
        if head:
            pieces[0] = Piece(pieces[0].text + head, piece.style if head.strip() else pieces[0].style)
        if tail:
            pieces.append(Piece(tail, piece.style))
    return pieces


def aligned(lines: Iterable[Line], width: int, align: Align | None) -> list[Line]:
    """`lines` moved within `width` cells as `align` says."""
    if align in (None, Align.LEFT):
        return list(lines)
    return [_moved(line, width, align) for line in lines]


def _moved(line: Line, width: int, align: Align | None) -> Line:
    free = width - line_cells(line)
    shift = free // 2 if align is Align.CENTER else free
    return (Piece(" " * shift), *line) if line and shift > 0 else line


def style_of(span: Span, base: Style) -> Style:
    """How `span` looks inside text of style `base`."""
    marks = span.marks
    role = base.role
    if Mark.CODE in marks:
        role = Role.INLINE_CODE
    elif Mark.MATH in marks:
        role = Role.MATH
    elif span.link:
        role = Role.LINK
    return Style(
        role,
        bold=base.bold or Mark.BOLD in marks,
        italic=base.italic or Mark.ITALIC in marks,
        underline=base.underline or Mark.UNDERLINE in marks or bool(span.link),
        strike=base.strike or Mark.STRIKE in marks,
        link=span.link,
        color=span.color,
    )


def shown(span: Span) -> str:
    """The text of `span` as it is to be seen: a formula as it reads, all else as it is."""
    return formula(span.text).replace("\n", ", ") if Mark.MATH in span.marks else span.text


def _words(inline: Inline, base: Style) -> Iterator[tuple[str, Style]]:
    for span in inline:
        style = style_of(span, base)
        for word in words(shown(span)):
            yield word, style


def words(text: str) -> list[str]:
    """`text` cut where a line may break, blanks and line breaks on their own."""
    return (_WORD if text.isascii() else _WORD_OR_IDEOGRAPH).findall(text)


class _Writer:
    """Fills lines word by word. A word may arrive in pieces of different styles; they stay together."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._done: list[Line] = []
        self._line: list[Piece] = []
        self._used = 0
        self._word: list[Piece] = []
        self._word_cells = 0
        self._space: Piece | None = None
        self._breakable = False
        """Whether a line may break before what comes next, without a blank."""

    def write(self, text: str, style: Style) -> None:
        if text == "\n":
            self._end_word()
            self._end_line()
        elif text.isspace():
            self._end_word()
            self._space = Piece(" ", style)
        else:
            alone = not text.isascii() and _ALONE.match(text) is not None
            if (alone or self._breakable) and not _STAYS.match(text):
                self._end_word()
            self._breakable = alone
            self._word.append(Piece(text, style))
            self._word_cells += cells(text)

    def lines(self) -> list[Line]:
        self._end_word()
        if self._line or not self._done:
            self._end_line()
        return self._done

    def _end_word(self) -> None:
        if not self._word:
            return
        gap = 1 if self._space is not None and self._line else 0
        if self._line and self._used + gap + self._word_cells > self.width:
            self._end_line()
            gap = 0
        if gap and self._space is not None:
            self._add(self._space)
        for piece in self._word:
            self._add_broken(piece)
        self._word, self._word_cells, self._space = [], 0, None

    def _add_broken(self, piece: Piece) -> None:
        text = piece.text
        while self._used + cells(text) > self.width:
            head = cut(text, self.width - self._used)
            if not head and not self._used:
                head = text[0]
            if head:
                self._add(Piece(head, piece.style))
                text = text[len(head) :]
            self._end_line()
        if text:
            self._add(Piece(text, piece.style))

    def _add(self, piece: Piece) -> None:
        self._used += cells(piece.text)
        if self._line and self._line[-1].style == piece.style:
            self._line[-1] = Piece(self._line[-1].text + piece.text, piece.style)
        else:
            self._line.append(piece)

    def _end_line(self) -> None:
        self._done.append(tuple(self._line) if self._line else EMPTY)
        self._line, self._used, self._space = [], 0, None
