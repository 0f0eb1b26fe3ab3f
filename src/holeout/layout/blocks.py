"""Blocks to lines of a width, laid out as in the slide's last state so that a reveal moves nothing."""

from __future__ import annotations

from functools import singledispatch
from itertools import zip_longest
from typing import TYPE_CHECKING

from holeout.deck.blocks import (
    Block,
    Code,
    Columns,
    Footnotes,
    Gap,
    Heading,
    Image,
    Item,
    JumpToMiddle,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
    View,
)
from holeout.layout.code import code_lines
from holeout.layout.drawings import drawing, kind_of
from holeout.layout.frame import Frame
from holeout.layout.pictures import picture_lines
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
    fitted,
    indented,
    pad,
)
from holeout.layout.tables import table_lines
from holeout.layout.wrap import aligned, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


COLUMN_GAP = 3
BULLETS = ("•", "◦", "▪")
ALERTS = {
    "note": Role.LINK,
    "tip": Role.GOOD,
    "important": Role.ACCENT,
    "warning": Role.WARN,
    "caution": Role.BAD,
}


def stacked(blocks: Iterable[Block], frame: Frame) -> list[Line]:
    """`blocks` under each other, with an empty line between them, but for headings and where a Gap is."""
    lines: list[Line] = []
    previous: Block | None = None
    for block in blocks:
        rows = lines_of(block, frame)
        if lines and rows and _apart(previous, block):
            lines.append(EMPTY)
        lines += rows
        previous = block
    return lines


def _apart(previous: Block | None, block: Block) -> bool:
    if isinstance(block, Gap) or isinstance(previous, Gap):
        return False
    return not (isinstance(previous, Heading) and isinstance(block, Heading))


def lines_of(block: Block, frame: Frame) -> list[Line]:
    """The lines of `block`; as many empty ones while its step is still to come."""
    lines = aligned(_lines(block, frame), frame.width, block.align)
    return [EMPTY] * len(lines) if block.step > frame.step else lines


@singledispatch
def _lines(block: Block, frame: Frame) -> list[Line]:
    raise NotImplementedError(f"no layout for {type(block).__name__} in {frame.width} cells")


@_lines.register
def _(block: Heading, frame: Frame) -> list[Line]:
    role = Role.TITLE if block.level == 1 else Role.HEADING
    return wrapped(block.text, frame.width, Style(role, bold=True))


@_lines.register
def _(block: Paragraph, frame: Frame) -> list[Line]:
    return wrapped(block.text, frame.width)


@_lines.register
def _(block: List, frame: Frame) -> list[Line]:
    lines: list[Line] = []
    last = (block.start or 0) + len(block.items) - 1
    indent = len(f"{last}. ") if block.start is not None else 2
    for number, item in enumerate(block.items, block.start or 0):
        if lines and block.loose:
            lines.append(EMPTY)
        lead = f"{number}." if block.start is not None else BULLETS[frame.depth % len(BULLETS)]
        lines += _item(item, lead, indent, frame)
    return lines


def _item(item: Item, lead: str, indent: int, frame: Frame) -> list[Line]:
    role = Role.BULLET
    if item.checked is not None:
        lead, indent, role = ("☑" if item.checked else "☐"), 2, Role.GOOD if item.checked else Role.MUTED
    inner = frame.narrower(indent)._replace(depth=frame.depth + 1)
    lines: list[Line] = []
    for block in item.blocks:
        if lines and not isinstance(block, List):
            lines.append(EMPTY)
        lines += lines_of(block, inner)
    shown = indented(lines, indent, (Piece(lead.rjust(indent - 1), Style(role)),))
    return [EMPTY] * len(shown) if item.step > frame.step else shown


@_lines.register
def _(block: Quote, frame: Frame) -> list[Line]:
    role = ALERTS.get(block.kind, Role.QUOTE)
    inner = stacked(block.blocks, frame.narrower(2))
    if block.kind in ALERTS:
        inner.insert(0, (Piece(block.kind.capitalize(), Style(role, bold=True)),))
    elif not block.kind:
        inner = [tuple(_quoted(piece) for piece in line) for line in inner]
    bar = Piece("▌ ", Style(role))
    return [(bar, *line) for line in inner]


def _quoted(piece: Piece) -> Piece:
    style = piece.style
    return Piece(piece.text, style._replace(role=Role.QUOTE)) if style.role is Role.TEXT else piece


@_lines.register
def _(block: Code, frame: Frame) -> list[Line]:
    drawn = drawing(block, frame.width)
    return drawn if drawn is not None else _code(block, frame)


def _code(block: Code, frame: Frame) -> list[Line]:
    lines = code_lines(block.text, block.language, colored=frame.colored)
    lit = block.lit(max(frame.step, block.step))
    digits = len(str(block.first_line + len(lines) - 1)) if block.line_numbers else 0
    inside = frame.width - 2
    shown: list[Line] = []
    for number, line in enumerate(lines, 1):
        visible = line if lit is None or number in lit else _unlit(line)
        gutter = f"{block.first_line + number - 1:>{digits}} " if digits else ""
        shown += _code_rows(visible, gutter, inside)
    edge = Piece(" ", Style(Role.CODE))
    rows: list[Line] = [(edge, *pad(line, inside, Style(Role.CODE)), edge) for line in shown]
    if kind := kind_of(block):
        rows.insert(
            0, (edge, *fitted((Piece(kind, Style(Role.CODE_COMMENT)),), inside, Style(Role.CODE)), edge)
        )
    return rows


def _code_rows(line: Line, gutter: str, width: int) -> list[Line]:
    """A line of code, folded where it is too long for the slide."""
    lead = Piece(gutter, Style(Role.CODE_UNLIT))
    room = max(1, width - len(gutter))
    rows = _folded(line, room)
    follow = Piece(" " * len(gutter), Style(Role.CODE))
    return [((lead if gutter else Piece("")), *rows[0]), *((follow, *row) for row in rows[1:])]


def _folded(line: Line, width: int) -> list[Line]:
    rows: list[list[Piece]] = [[]]
    room = width
    for piece in line:
        text = piece.text
        while cells(text) > room:
            head = cut(text, room) or ("" if rows[-1] else text[0])
            rows[-1].append(Piece(head, piece.style))
            rows.append([])
            text, room = text[len(head) :], width
        rows[-1].append(Piece(text, piece.style))
        room -= cells(text)
    return [tuple(row) for row in rows]


def _unlit(line: Line) -> Line:
    return tuple(Piece(piece.text, Style(Role.CODE_UNLIT)) for piece in line)


@_lines.register
def _(block: Table, frame: Frame) -> list[Line]:
    return table_lines(block, frame.width, frame.step)


@_lines.register
def _(block: Image, frame: Frame) -> list[Line]:
    return picture_lines(block, frame)


@_lines.register
def _(_: Rule, frame: Frame) -> list[Line]:
    return [(Piece("─" * frame.width, Style(Role.RULE)),)]


@_lines.register
def _(block: Gap, _: Frame) -> list[Line]:
    return [EMPTY] * block.count


@_lines.register
def _(_: JumpToMiddle, __: Frame) -> list[Line]:
    return []


@_lines.register
def _(block: Columns, frame: Frame) -> list[Line]:
    widths = column_widths(block.weights, frame.width)
    columns = [
        stacked(blocks, frame._replace(width=width))
        for blocks, width in zip(block.columns, widths, strict=False)
    ]
    gap = Piece(" " * COLUMN_GAP)
    lines: list[Line] = []
    for row in zip_longest(*columns, fillvalue=EMPTY):
        line: Line = ()
        for cell, width in zip(row, widths, strict=False):
            line = (*line, *pad(crop(cell, width), width), gap)
        lines.append(line[:-1])
    return lines


def column_widths(weights: Sequence[int], width: int) -> list[int]:
    """`width` cells shared out by `weights`, the gaps between columns taken off."""
    room = max(len(weights), width - COLUMN_GAP * (len(weights) - 1))
    total = sum(weights) or 1
    widths = [max(1, room * weight // total) for weight in weights]
    widths[-1] += room - sum(widths)
    return widths


@_lines.register
def _(block: Footnotes, frame: Frame) -> list[Line]:
    lines: list[Line] = []
    indent = min(max((cells(label) for label, _ in block.notes), default=1) + 2, frame.width // 3)
    for label, text in block.notes:
        lead = crop((Piece(f"{label}. ", MUTED),), indent)
        lines += indented(wrapped(text, frame.width - indent, MUTED), indent, lead)
    return lines


@_lines.register
def _(block: View, frame: Frame) -> list[Line]:
    return list(frame.draw(block, frame.width, max(1, frame.height)))
