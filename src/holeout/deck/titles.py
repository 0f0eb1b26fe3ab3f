"""A slide's title, found without parsing it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from holeout.deck.emoji import with_emoji
from holeout.deck.landmarks import Kind, landmarks
from holeout.text import clean_line

if TYPE_CHECKING:
    from holeout.deck.split import Chunk

LONG = 300
"""Characters of a title; what goes on after them is left out."""

ATTRIBUTES = re.compile(r"[ \t]*\{(?:[#.][\w-]+|[\w-]+=[^\s{}]*)(?:[ \t]+[^{}\n]*)?\}[ \t]*$")
"""pandoc's attributes at the end of a heading."""
_HEAD_TITLE = re.compile(r"\ntitle[ \t]*:[ \t]*([^\n]+)")
_ATX = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_ATX_END = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_QUICK = re.compile(r"\s*\n {0,3}#{1,6}[ \t]+([^\n]+)")
_PICTURE = re.compile(r"!\[[^\]]*\](?:\([^()]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\]]*\])")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>")
_STYLE = re.compile(r"(?<!\\)(?:\*{1,3}|~~|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|\$(?=\S)|(?<=\S)\$)")
_CODE = re.compile(r"(`+)[ ]?(.*?)[ ]?\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ARROWS = re.compile(r"^[ \t]*->[ \t]*|[ \t]*<-[ \t]*$")
_MATH = re.compile(r"^[ \t]*\$\$.*?\$\$", re.DOTALL | re.MULTILINE)
_TEXT_START = re.compile(r"^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]+)+")
_NOT_TEXT = re.compile(
    r"[ \t]*(?:$|<|:::|!\[|\||\$\$|```|~~~|\[[^\]]+\]:|\.[ ]\.[ ]\.|\?\?\?|---|===|\*\*\*|___)"
)


def title_of(text: str, chunk: Chunk) -> str:
    """The first heading of the slide, or the title in its own YAML; failing both the first line of its text."""
    if chunk.head and (title := _HEAD_TITLE.search(text, chunk.head.start, chunk.head.stop)):
        return readable(title[1].strip().strip("\"'"))
    if quick := _QUICK.match(text, chunk.body, chunk.end):
        return _readable_heading(_ATX_END.sub("", quick[1]))
    for mark in landmarks(text, chunk.body, chunk.end, headings=True):
        if mark.kind is Kind.HEADING:
            found = _heading(text[mark.start + 1 : mark.end])
            if found:
                return found
    return _first_line(text, chunk)


def _heading(text: str) -> str:
    if _ATX.match(text):
        return _readable_heading(_ATX_END.sub("", _ATX.sub("", text, count=1)))
    return _readable_heading(" ".join(text.split("\n")[:-1]))


def _readable_heading(text: str) -> str:
    return readable(ATTRIBUTES.sub("", text) if text.rstrip().endswith("}") else text)


def _first_line(text: str, chunk: Chunk) -> str:
    position = chunk.body
    for mark in (*landmarks(text, chunk.body, chunk.end), None):
        end = mark.start if mark else chunk.end
        for line in _MATH.sub("", text[position + 1 : end]).split("\n"):
            if not _NOT_TEXT.match(line) and (found := readable(_TEXT_START.sub("", line[:LONG]))):
                return _ATX.sub("", found)
        position = mark.end if mark else end
    return ""


def readable(text: str) -> str:
    """Markdown of one line as it reads, with the marks taken off. `code` keeps its characters."""
    text = text[:LONG]
    text = _ARROWS.sub("", text) if "->" in text or "<-" in text else text
    if not _MARKED.search(text):
        return clean_line(text)
    parts = _CODE.split(text)
    shown = [
        _unmarked(part) if number % 3 == 0 else part for number, part in enumerate(parts) if number % 3 != 1
    ]
    return " ".join(clean_line("".join(shown)).split())


_MARKED = re.compile(r"[*_`~\[\\<&:$]")


def _unmarked(text: str) -> str:
    text = _TAG.sub("", text)
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    text = _ESCAPE.sub(r"\1", _STYLE.sub("", text))
    return with_emoji(html.unescape(text))
