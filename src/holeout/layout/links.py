"""The links of a slide: which there are, and where each leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from holeout.deck.blocks import (
    Code,
    Columns,
    Footnotes,
    Heading,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Table,
)
from holeout.layout.styled import opens_outside
from holeout.layout.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from holeout.deck.blocks import Block, Inline
    from holeout.deck.model import Slide

_NUMBER = re.compile(r"[#/]{1,2}(\d{1,6})")


class Link(NamedTuple):
    """A link as it reads, and its address as written."""

    text: str
    address: str


def links_of(slide: Slide) -> list[Link]:
    """The links of `slide` in the order in which they stand, each address once."""
    found: dict[str, Link] = {}
    for inline in _texts(slide.blocks):
        for link in _links(inline):
            found.setdefault(link.address, link)
    return list(found.values())


def _links(inline: Inline) -> Iterator[Link]:
    """The links of `inline`, the pieces of one that changes its style within made one."""
    run: list[str] = []
    address = ""
    for span in (*inline, None):
        link = span.link if span else ""
        if link != address and address:
            yield Link(" ".join("".join(run).split()) or address, address)
            run = []
        address = link
        if span and link:
            run.append(span.text)


def _texts(blocks: Iterable[Block]) -> Iterator[Inline]:
    for block in blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                yield text
            case List(items=inner) | Item(blocks=inner) | Quote(blocks=inner):
                yield from _texts(inner)
            case Columns(columns=columns):
                for column in columns:
                    yield from _texts(column)
            case Table(header=cells, rows=rows):
                yield from cells
                yield from _texts(rows)
            case Row(cells=cells):
                yield from cells
            case Footnotes(notes=notes):
                yield from (text for _, text in notes)
            case Code() | _:
                pass


def target_of(address: str, titles: Sequence[str]) -> Target | None:
    """Where `address` leads: outside, or to one of the slides with these `titles`; None for anything else."""
    if opens_outside(address):
        return Target("url", address)
    if number := _NUMBER.fullmatch(address):
        index = int(number[1]) - 1
        return Target("slide", str(index)) if 0 <= index < len(titles) else None
    if address.startswith("#"):
        anchors = [_anchor(title) for title in titles]
        wanted = _anchor(address[1:])
        return Target("slide", str(anchors.index(wanted))) if wanted in anchors else None
    return None


def _anchor(title: str) -> str:
    """The name by which code forges link to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
