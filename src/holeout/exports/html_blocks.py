"""Blocks to HTML. Every text is escaped by MarkupSafe on its way in; nothing here builds markup from strings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

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
from holeout.exports.addresses import safe_link
from holeout.exports.html_code import code_html
from holeout.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from holeout.deck.blocks import Inline, Span
    from holeout.exports.pictures import Pictures

ALERTS = ("note", "tip", "important", "warning", "caution")
_TAGS = (
    (Mark.CODE, "code"), (Mark.MATH, "i"), (Mark.BOLD, "strong"), (Mark.ITALIC, "em"), (Mark.STRIKE, "s"),
    (Mark.UNDERLINE, "u"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dress:
    """What Blocks become HTML with. `steps` is how many a slide reveals one by one; 1 shows all at once."""

    pictures: Pictures
    view: Callable[[View], Markup]
    steps: int = 1


def html_of(blocks: Iterable[Block], dress: Dress) -> Markup:
    """`blocks` under each other."""
    return Markup("\n").join(part for block in blocks if (part := _html(block, dress)))


def inline_html(inline: Inline) -> Markup:
    """Running text."""
    return Markup().join(map(_span, inline))


def _span(span: Span) -> Markup:
    text = Markup("<br>\n").join(escape(line) for line in clean(span.text).split("\n"))
    for mark, tag in _TAGS:
        if mark in span.marks:
            text = Markup("<{0}>{1}</{0}>").format(tag, text)
    if link := safe_link(span.link):
        text = Markup('<a href="{}">{}</a>').format(link, text)
    return text


def _element(tag: str, block: Block, dress: Dress, content: Markup, *classes: str) -> Markup:
    """`content` in an element that carries the block's step and alignment."""
    names = " ".join(filter(None, (*classes, _aligned(block.align))))
    attributes = Markup(' class="{}"').format(names) if names else Markup()
    return Markup("<{0}{1}{2}>{3}</{0}>").format(tag, attributes, _step(block, dress), content)


def _step(block: Block, dress: Dress) -> Markup:
    return Markup(' data-step="{}"').format(block.step) if dress.steps > 1 and block.step else Markup()


def _aligned(align: Align | None) -> str:
    return "" if align in (None, Align.LEFT) else f"align-{align}"


@singledispatch
def _html(block: Block, dress: Dress) -> Markup:
    raise NotImplementedError(f"no HTML for {type(block).__name__} in {dress}")


@_html.register
def _(block: Heading, dress: Dress) -> Markup:
    return _element(f"h{min(6, block.level)}", block, dress, inline_html(block.text))


@_html.register
def _(block: Paragraph, dress: Dress) -> Markup:
    return _element("p", block, dress, inline_html(block.text))


@_html.register
def _(block: List, dress: Dress) -> Markup:
    items = Markup("\n").join(_item(item, dress, loose=block.loose) for item in block.items)
    start = Markup(' start="{}"').format(block.start) if block.start not in (None, 1) else Markup()
    tag = "ul" if block.start is None else "ol"
    tasks = Markup(' class="tasks"') if any(item.checked is not None for item in block.items) else Markup()
    return Markup("<{0}{1}{2}{3}>\n{4}\n</{0}>").format(tag, start, tasks, _step(block, dress), items)


def _item(item: Item, dress: Dress, *, loose: bool) -> Markup:
    parts = (
        inline_html(block.text)
        if isinstance(block, Paragraph) and not loose and block.step <= item.step
        else _html(block, dress)
        for block in item.blocks
    )
    content = Markup("\n").join(parts)
    if item.checked is not None:
        sign, says = ("☑", "done") if item.checked else ("☐", "to do")
        content = Markup('<span role="img" aria-label="{}">{}</span> {}').format(says, sign, content)
    return _element("li", item, dress, content)


@_html.register
def _(block: Item, dress: Dress) -> Markup:
    return Markup("<ul>{}</ul>").format(_item(block, dress, loose=True))


@_html.register
def _(block: Quote, dress: Dress) -> Markup:
    inner = html_of(block.blocks, dress)
    if block.kind not in ALERTS:
        return _element("blockquote", block, dress, inner)
    head = Markup('<p class="alert-kind">{}</p>\n').format(block.kind.capitalize())
    return _element("div", block, dress, head + inner, "alert", block.kind)


@_html.register
def _(block: Code, dress: Dress) -> Markup:
    code = Markup("<code>{}</code>").format(code_html(block, dress.steps))
    return _element("pre", block, dress, code, "code", *(("numbered",) if block.line_numbers else ()))


@_html.register
def _(block: Table, dress: Dress) -> Markup:
    heads = Markup().join(_head_cell(cell, block, column) for column, cell in enumerate(block.header))
    head = Markup("<thead><tr>{}</tr></thead>\n").format(heads) if any(block.header) else Markup()
    body = Markup("\n").join(_row(row, block, dress) for row in block.rows)
    # Where a table is wider than a phone it scrolls, which keys must be able to do as well.
    return Markup(
        '<div class="table" tabindex="0" role="group" aria-label="Table"{}>'
        "<table>\n{}<tbody>\n{}\n</tbody></table></div>"
    ).format(_step(block, dress), head, body)


def _head_cell(cell: Inline, table: Table, column: int) -> Markup:
    # A header that says nothing is announced as a header all the same.
    tag, scope = ("th", Markup(' scope="col"')) if cell else ("td", Markup())
    return Markup("<{0}{1}{2}>{3}</{0}>").format(tag, scope, _cell_class(table, column), inline_html(cell))


def _row(row: Row, table: Table, dress: Dress) -> Markup:
    cells = Markup().join(
        Markup("<td{}>{}</td>").format(_cell_class(table, column), inline_html(cell))
        for column, cell in enumerate(row.cells)
    )
    return _element("tr", row, dress, cells)


def _cell_class(table: Table, column: int) -> Markup:
    align = table.alignments[column] if column < len(table.alignments) else None
    return Markup(' class="{}"').format(name) if (name := _aligned(align)) else Markup()


@_html.register
def _(block: Row, dress: Dress) -> Markup:
    cells = Markup(" ").join(map(inline_html, block.cells))
    return _element("p", block, dress, cells)


@_html.register
def _(block: Image, dress: Dress) -> Markup:
    picture = dress.pictures.find(block)
    if picture is None:
        name = clean_line(block.alt or block.path)
        return _element("p", block, dress, _elsewhere(block.path, name), "no-picture")
    width = re.fullmatch(r"(\d{1,3})(%?)", block.width)
    style = Markup(' style="width: {}{}"').format(width[1], width[2] or "ch") if width else Markup()
    image = Markup('<img src="{}" alt="{}"{}>').format(picture.address, clean_line(block.alt), style)
    return _element("p", block, dress, image, "picture")


def _elsewhere(path: str, name: str) -> Markup:
    """Words for a picture that is not taken in; a page loads nothing from elsewhere, but may lead there."""
    link = safe_link(path)
    label = Markup("Picture: {}").format(name)
    return Markup('<a href="{}">{}</a>').format(link, label) if link else label


@_html.register
def _(block: Rule, dress: Dress) -> Markup:
    attributes = _step(block, dress)
    return Markup("<hr{}>").format(attributes)


@_html.register
def _(block: Gap, dress: Dress) -> Markup:
    return Markup('<div class="gap"></div>') * block.count if dress.steps else Markup()


@_html.register
def _(_: JumpToMiddle, __: Dress) -> Markup:
    return Markup('<div class="middle"></div>')


@_html.register
def _(block: Columns, dress: Dress) -> Markup:
    shares = " ".join(f"minmax(0, {weight}fr)" for weight in block.weights)
    columns = Markup("\n").join(
        Markup('<div class="column">{}</div>').format(html_of(column, dress)) for column in block.columns
    )
    style = Markup(' style="--columns: {}"').format(shares)
    return Markup('<div class="columns"{}{}>\n{}\n</div>').format(style, _step(block, dress), columns)


@_html.register
def _(block: Footnotes, dress: Dress) -> Markup:
    notes = Markup("\n").join(
        Markup('<li><span class="label">[{}]</span> {}</li>').format(clean_line(label), inline_html(text))
        for label, text in block.notes
    )
    return _element("ul", block, dress, notes, "footnotes")


@_html.register
def _(block: View, dress: Dress) -> Markup:
    return _element("div", block, dress, dress.view(block), "view", f"view-{block.kind}")
