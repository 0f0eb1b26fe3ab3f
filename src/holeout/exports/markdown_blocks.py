"""Blocks to Markdown that a code forge shows, as lists of lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING

from holeout.deck.blocks import (
    Align,
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
    Mark,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    View,
)
from holeout.exports import markdown_text as md
from holeout.exports.addresses import safe_link
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from holeout.deck.blocks import Inline, Span

_ALERTS = ("note", "tip", "important", "warning", "caution")
_RULERS = {None: "---", Align.LEFT: ":---", Align.CENTER: ":---:", Align.RIGHT: "---:"}


@dataclass(frozen=True, slots=True)
class Marking:
    """What Blocks become Markdown with: where a picture is to be found from there, and who draws Views."""

    picture: Callable[[Image], str]
    view: Callable[[View], list[str]]


def markdown_of(blocks: Iterable[Block], marking: Marking) -> list[str]:
    """`blocks` with an empty line between them."""
    lines: list[str] = []
    for block in blocks:
        if made := _marked(block, marking):
            lines += ["", *made] if lines else made
    return lines


def inline_markdown(inline: Inline) -> str:
    """Running text on one line; what breaks a line stays in it as a break."""
    return "".join(map(_span, inline))


def _span(span: Span) -> str:
    return "<br>".join(_styled(part, span) for part in clean(span.text).split("\n"))


def _styled(said: str, span: Span) -> str:
    bare = said.strip()
    if not bare:
        return " " if said else ""
    marked = md.code(bare) if Mark.CODE in span.marks else md.text(bare)
    for mark, sign in ((Mark.STRIKE, "~~"), (Mark.ITALIC, "*"), (Mark.BOLD, "**")):
        if mark in span.marks:
            marked = f"{sign}{marked}{sign}"
    if address := safe_link(span.link):
        marked = f"[{marked}]({md.address(address)})"
    # A sign of emphasis counts only where it touches the word.
    return " " * said[:1].isspace() + marked + " " * said[-1:].isspace()


@singledispatch
def _marked(block: Block, marking: Marking) -> list[str]:
    raise NotImplementedError(f"no Markdown for {type(block).__name__} in {marking}")


@_marked.register
def _(block: Heading, _: Marking) -> list[str]:
    return [f"{'#' * min(6, block.level)} {inline_markdown(block.text).replace('<br>', ' ')}"]


@_marked.register
def _(block: Paragraph, _: Marking) -> list[str]:
    return [guarded] if (guarded := md.guarded(inline_markdown(block.text))) else []


@_marked.register
def _(block: List, marking: Marking) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start or 0):
        lead = "- " if block.start is None else f"{number}. "
        if lines and block.loose:
            lines.append("")
        lines += _item(item, lead, marking)
    return lines


def _item(item: Item, lead: str, marking: Marking) -> list[str]:
    task = "" if item.checked is None else "[x] " if item.checked else "[ ] "
    inner: list[str] = []
    for block in item.blocks:
        made = _marked(block, marking)
        inner += made if not inner or _follows_closely(block) else ["", *made]
    first, *rest = inner or [""]
    return [f"{lead}{task}{first}".rstrip(), *_indented(rest, len(lead))]


def _follows_closely(block: Block) -> bool:
    """Whether a list can follow the text of its item without an empty line: numbered ones only from 1."""
    return isinstance(block, List) and block.start in (None, 1)


def _indented(lines: Iterable[str], width: int) -> list[str]:
    return [f"{' ' * width}{line}" if line else "" for line in lines]


@_marked.register
def _(block: Item, marking: Marking) -> list[str]:
    return _item(block, "- ", marking)


@_marked.register
def _(block: Quote, marking: Marking) -> list[str]:
    head = [f"[!{block.kind.upper()}]"] if block.kind in _ALERTS else []
    return [f"> {line}".rstrip() for line in [*head, *markdown_of(block.blocks, marking)]]


@_marked.register
def _(block: Code, _: Marking) -> list[str]:
    return md.fenced(block.text, block.language)


@_marked.register
def _(block: Table, _: Marking) -> list[str]:
    width = max([len(block.header), *(len(row.cells) for row in block.rows)])
    aligns = [*block.alignments, *[None] * width][:width]
    rows = [_cells(row.cells, width) for row in block.rows]
    return md.table(_cells(block.header, width), rows, [_RULERS[align] for align in aligns])


def _cells(cells: tuple[Inline, ...], width: int) -> list[str]:
    # In a table a bar ends the cell even inside of code; in all other text it is escaped already.
    made = ["".join(_cell_span(span) for span in cell) for cell in cells]
    return [*made, *[""] * width][:width]


def _cell_span(span: Span) -> str:
    made = _span(span)
    return made.replace("|", r"\|") if Mark.CODE in span.marks else made


@_marked.register
def _(block: Row, _: Marking) -> list[str]:
    return [md.guarded(" ".join(map(inline_markdown, block.cells)))]


@_marked.register
def _(block: Image, marking: Marking) -> list[str]:
    if address := marking.picture(block):
        return [f"![{md.text(block.alt)}]({md.address(address)})"]
    return [f"Picture: {md.link(block.path, block.alt or block.path)}"]


@_marked.register
def _(_: Rule, __: Marking) -> list[str]:
    return ["---"]


@_marked.register
def _(_: Gap | JumpToMiddle, __: Marking) -> list[str]:
    return []


@_marked.register
def _(block: Columns, marking: Marking) -> list[str]:
    return markdown_of([inner for column in block.columns for inner in column], marking)


@_marked.register
def _(block: Footnotes, _: Marking) -> list[str]:
    return [f"- {md.text(f'[{label}]')} {inline_markdown(text)}" for label, text in block.notes]


@_marked.register
def _(block: View, marking: Marking) -> list[str]:
    return marking.view(block)
