"""HTML in a deck, taken apart: comments, tags and the text between them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from holeout.deck.blocks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment. `offset` is where it opens in the text that was read."""

    body: str
    offset: int


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag, or a closing one. A tag that is closed at once is `empty`."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    closing: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What stands between tags, as it is to be read."""

    text: str


Piece: TypeAlias = Comment | Tag | Text

MARKS = {
    "b": Mark.BOLD, "strong": Mark.BOLD, "i": Mark.ITALIC, "em": Mark.ITALIC, "cite": Mark.ITALIC,
    "s": Mark.STRIKE, "del": Mark.STRIKE, "strike": Mark.STRIKE, "u": Mark.UNDERLINE, "ins": Mark.UNDERLINE,
    "code": Mark.CODE, "kbd": Mark.CODE, "tt": Mark.CODE, "samp": Mark.CODE,
}  # fmt: skip
"""The tags that a terminal can show."""

VOID = frozenset({"br", "hr", "img", "input", "meta", "source", "wbr", "area", "col", "embed", "track"})
SILENT = frozenset({"style", "script", "template", "noscript", "iframe", "object", "svg", "video", "audio"})
"""What is inside these is not for reading."""
UNDERSTOOD = frozenset(
    {
        *MARKS,
        "a",
        "link",
        "br",
        "hr",
        "img",
        "p",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "sup",
        "sub",
    }
)
"""The tags whose loss need not be reported."""

# The attributes are bounded, so that a text full of `<a` takes no more than time in proportion to its length.
_PIECE = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)|<!\[CDATA\[.*?\]\]>|<[?!][^>]{0,2000}>"
    r"|<(?P<closing>/?)(?P<name>[A-Za-z][\w:.-]{0,60})(?P<attributes>(?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,2000})>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(?:[ \t\n]*=[ \t\n]*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_COLOR = re.compile(r"(?:^|;)[ ]*color[ ]*:[ ]*([#\w:-]{1,40}(?:\([\d ,.%]{1,40}\))?)")


def pieces(text: str) -> Iterator[Piece]:
    """The comments, tags and texts of `text`, in order."""
    position = 0
    while found := _PIECE.search(text, position):
        if found.start() > position:
            yield Text(html.unescape(text[position : found.start()]))
        position = found.end()
        if found["comment"] is not None:
            yield Comment(found["comment"], found.start())
        elif found["name"]:
            tag = _tag(found)
            yield tag
            if tag.name in SILENT and not tag.closing and not tag.empty:
                position = _after(text, position, tag.name)
                yield Tag(tag.name, closing=True)
    if position < len(text):
        yield Text(html.unescape(text[position:]))


def _tag(found: re.Match[str]) -> Tag:
    name, attributes = found["name"].lower(), found["attributes"]
    if found["closing"]:
        return Tag(name, closing=True)
    values = {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(attributes)}
    return Tag(name, values, empty=attributes.rstrip().endswith("/") or name in VOID)


def _after(text: str, position: int, name: str) -> int:
    closing = re.compile(rf"</{re.escape(name)}[ \t\n]*>", re.IGNORECASE).search(text, position)
    return closing.end() if closing else len(text)


def color_of(tag: Tag) -> str:
    """The colour that the tag's `style` gives its text, as written."""
    found = _COLOR.search(tag.attributes.get("style", ""))
    return found[1] if found else tag.attributes.get("color", "")[:40]
