"""What stands above a line: whether a line of dashes there underlines a heading, breaks a slide, or does neither.

CommonMark decides that while it builds its tree of blocks. A deck is split before anything is parsed, so this
reads the few lines above instead. It follows the rules of CommonMark 0.31, sections 4 and 5.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

# Far more lines than anybody puts in one paragraph or one list.
_FAR = 400

_LIST = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)")
_INTERRUPTS = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]+\S")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:-[ \t]*-[ \t]*-[- \t]*|\*[ \t]*\*[ \t]*\*[* \t]*|_[ \t]*_[ \t]*_[_ \t]*)$")
_EMPTY = re.compile(r" {0,3}(?:>|[-*+]|\d{1,9}[.)])[ \t]*$")
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]:[ \t]*\S+[ \t]*(?:\"[^\"]*\"|'[^']*'|\([^()]*\))?[ \t]*$")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
_TABLE = re.compile(r" {0,3}(?=[^\n]*[|:])\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_HTML_BLOCK = re.compile(
    r" {0,3}</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog"
    r"|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend"
    r"|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td"
    r"|tfoot|th|thead|title|tr|track|ul)(?=\s|/?>|$)",
    re.IGNORECASE,
)
_HTML_LINE = re.compile(
    r" {0,3}(?:<[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*"
    r"\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)[ \t]*$"
)


class Above(Enum):
    """What the line above belongs to, as far as a line of dashes cares."""

    NOTHING = auto()
    """Nothing that goes on: dashes make a rule."""
    PARAGRAPH = auto()
    """A paragraph: dashes make it a heading."""
    CONTAINER = auto()
    """A list, a quotation or a table, which dashes at the margin end."""
    HTML = auto()
    """A block of HTML, to which dashes belong."""


class _Found(NamedTuple):
    kind: Above
    start: int


def above(text: str, low: int, offset: int) -> tuple[Above, int]:
    """What ends directly above the line after `offset`, and the offset at which that began.

    Nothing before the offset `low` is looked at.
    """
    starts = _run(text, low, offset)
    if not starts:
        return Above.NOTHING, offset
    found = _Found(Above.NOTHING, offset)
    ends = [*starts[1:], offset]
    line = ""
    item = 0
    for start, end in zip(starts, ends, strict=True):
        before, line = line, text[start + 1 : end]
        if found.kind is Above.HTML:
            if not _ends_item(text, start, item):
                continue
            found = _Found(Above.NOTHING, start)
        if found.kind is Above.NOTHING and _of_an_item(text, start, line):
            found = _Found(Above.CONTAINER, start)
        found = _next(found, start, line, before)
        if found.kind is Above.HTML:
            item = item_indent(text, low, start, len(line) - len(line.lstrip(" ")))
    if found.kind is Above.HTML and _ends_item(text, offset, item):
        return Above.NOTHING, offset
    if found.kind is Above.PARAGRAPH and text[found.start + 1] == " ":
        paragraph = text[found.start + 1 : offset]
        if item_indent(text, 0, found.start, len(paragraph) - len(paragraph.lstrip(" "))):
            return _Found(Above.CONTAINER, found.start)
    return found


def _of_an_item(text: str, start: int, line: str) -> bool:
    """Whether `line`, indented like code, is running text of a list item, which may go on at the margin."""
    indent = len(line) - len(line.lstrip(" "))
    if indent < 4:
        return False
    content = item_indent(text, 0, start, indent)
    return content > 0 and indent - content < 4


def _ends_item(text: str, start: int, item: int) -> bool:
    """Whether the line after `start` ends the list item that is indented by `item` columns: HTML has no lazy lines."""
    return not text.startswith(" " * item, start + 1)


def _run(text: str, low: int, offset: int) -> list[int]:
    """The offsets of the lines directly above `offset`, from the first after an empty line."""
    starts: list[int] = []
    while offset > low and len(starts) < _FAR:
        start = text.rfind("\n", low, offset)
        if start < 0 or not text[start + 1 : offset].strip():
            break
        starts.append(start)
        offset = start
    return starts[::-1]


def _next(found: _Found, start: int, line: str, before: str) -> _Found:
    """What is open after `line`, when `found` was open after the line `before` it."""
    if found.kind is Above.PARAGRAPH:
        return _within_paragraph(found, start, line, before)
    if line.startswith(("    ", "\t")):
        return found
    kind = _opened(line)
    if kind is Above.PARAGRAPH and found.kind is Above.CONTAINER:
        return found
    if kind is Above.PARAGRAPH and _HTML_LINE.match(line):
        kind = Above.HTML
    elif kind is Above.PARAGRAPH and _REFERENCE.match(line):
        kind = Above.NOTHING
    return _Found(kind, start)


def _within_paragraph(found: _Found, start: int, line: str, before: str) -> _Found:
    if _TABLE.match(line) and _cells(line) == _cells(before):
        return _Found(Above.CONTAINER, start)
    if _UNDERLINE.match(line):
        return _Found(Above.NOTHING, start)
    if _LIST.match(line) and not _INTERRUPTS.match(line) and not _RULE.match(line):
        return found
    kind = _opened(line)
    return found if kind is Above.PARAGRAPH else _Found(kind, start)


def _cells(line: str) -> int:
    row = line.strip().replace("\\|", "")
    return row.removeprefix("|").removesuffix("|").count("|") + 1


def _opened(line: str) -> Above:
    """What `line` opens where nothing is open."""
    if _HEADING.match(line) or _EMPTY.match(line) or _RULE.match(line):
        return Above.NOTHING
    if line.lstrip(" ").startswith(">") or _LIST.match(line) or _FOOTNOTE.match(line):
        return Above.CONTAINER
    return Above.HTML if _HTML_BLOCK.match(line) else Above.PARAGRAPH


_MARKER = re.compile(r"( *)(?:(?:[-*+]|\d{1,9}[.)])( {1,4}(?! )|[ \t]*$| )|\[\^[^\]\s]+\]:)")


def item_indent(text: str, low: int, offset: int, indent: int) -> int:
    """The columns by which the list item is indented that holds a line of `indent` columns after `offset`; or 0."""
    blank_below = False
    for _ in range(_FAR):
        start = text.rfind("\n", low, offset)
        if indent == 0 or start < 0:
            return 0
        line = text[start + 1 : offset]
        offset = start
        width = len(line) - len(line.lstrip(" "))
        if not line.strip():
            blank_below = True
            continue
        if _RULE.match(line):
            indent = min(indent, width)
        elif (marker := _MARKER.match(line)) and width < indent:
            content = _content(marker)
            if content <= indent and not (blank_below and _EMPTY.match(line)):
                return content
            indent = min(indent, width)
        elif _opened(line) is not Above.PARAGRAPH or offset <= low or text[offset - 1] == "\n":
            # Text may go on lazily with what stands above it.
            indent = min(indent, width)
        blank_below = False
    return 0


def _content(marker: re.Match[str]) -> int:
    """The column at which the text of a list item, or of a footnote, starts."""
    if marker[2] is None:
        return 4
    return len(marker[0].rstrip()) + max(1, len(marker[2].rstrip("\t")))
