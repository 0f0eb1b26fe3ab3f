"""One pass over a deck that stops only at the lines that can matter for where slides begin."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from holeout.deck.above import Above, above, item_indent
from holeout.deck.head import Found, find_slide_head

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(Enum):
    """What a Landmark is."""

    BREAK = auto()
    """A thematic break."""
    COMMENT = auto()
    """An HTML comment that opens a line."""
    HEADING = auto()
    """A heading; found only when asked for."""
    VERBATIM = auto()
    """Code or raw HTML, in which nothing else counts."""


class Landmark(NamedTuple):
    """Something between the line breaks at `start` and `end`."""

    kind: Kind
    start: int
    end: int
    level: int = 0
    """A heading's; negative where it is underlined."""
    closed: bool = True
    """False where what closes it is missing."""
    head: Found | None = None
    """The YAML of the slide that a break begins."""


# Every pattern starts with the line break, so that the search jumps from line to line at memory speed.
_BREAK = r"(?P<rule>(?:-[ \t]*-[ \t]*-[- \t]*+|\*[ \t]*\*[ \t]*\*[* \t]*+|_[ \t]*_[ \t]*_[_ \t]*+)(?=\n))"
_FENCE = r"(?P<fence>(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+(?P<ticks>`{3,}(?=[^`\n]*\n)|~{3,})[^\n]*+)"
# The commonest code, whole and at the margin: no line of it looks like a fence but the one that closes it.
_CODE = r"(?P<code>(?<=\n)```[^`\n]*+(?:\n(?! {0,3}```)[^\n]*+)*+\n {0,3}+`{3,}+[ \t]*+(?=\n))"
_RAW = r"(?P<raw><(?P<open>!--|\?|!\[CDATA\[|![A-Za-z]|(?i:script|pre|style|textarea)(?=[ \t\n>])))"
_HEADINGS = r"(?P<heading>(?P<hashes>#{1,6})(?=[ \t\n])[^\n]*+)|(?P<underline>(?:=+|--?)[ \t]*(?=\n))"

# Most lines are told by their first character alone.
_SPLITTING = re.compile(rf"\n {{0,3}}+(?=[-*_`~<+0-9])(?:{_BREAK}|{_CODE}|{_FENCE}|{_RAW})")
_OUTLINE = re.compile(rf"\n {{0,3}}+(?:{_BREAK}|{_CODE}|{_FENCE}|{_RAW}|{_HEADINGS})")
_DASHES = re.compile(r" {0,3}-+[ \t]*$")
_AT_MARGIN = re.compile(r"---+[ \t]*")
_PLAIN = {"rule": Kind.BREAK, "code": Kind.VERBATIM}
# What no list goes on after, when it opens a Landmark.
_AT_THE_MARGIN = frozenset("`~<#_")
_NOTHING_BELOW = frozenset({"\n\n", "\n"})
_CLOSERS = {"!--": "-->", "?": "?>", "![cdata[": "]]>"}
_ELEMENT_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)


class Breaks(Enum):
    """Which lines break slides."""

    RULES = auto()
    """Every thematic break, as CommonMark sees them."""
    DASHES = auto()
    """Of those, the ones of dashes alone."""
    ANY_DASHES = auto()
    """Every line of dashes at the margin, even straight below text."""


def landmarks(
    text: str,
    start: int,
    end: int,
    *,
    headings: bool = False,
    heads: bool = False,
    breaks: Breaks = Breaks.RULES,
) -> Iterator[Landmark]:
    """The Landmarks of `text` between the line breaks at `start` and `end`, in order.

    With `heads`, YAML below a break belongs to it.
    """
    search = (_OUTLINE if headings else _SPLITTING).search
    low = margin = position = since = start
    noted = False
    while (found := search(text, position, end + 1)) is not None:
        at, stop = found.span()
        kind = _PLAIN.get(found.lastgroup or "")
        # At the margin, below an empty line, is most of what a deck has.
        plain = kind if text[at - 1] == "\n" and text[at + 1] != " " else None
        mark = Landmark(plain, at, stop) if plain else _mark(text, found, (low, margin), end)
        if breaks is not Breaks.RULES and found.lastgroup == "rule":
            mark = _dashes(text, found, mark, breaks)
        if mark is None:
            position = text.find("\n", found.start() + 1)
            continue
        if mark.kind is Kind.HEADING and found.lastgroup == "rule":
            # Notes to the end of the slide are not Markdown: nothing in them is underlined.
            noted = noted or text.find("\n???\n", since, mark.end) >= 0
            since = mark.start
            if noted:
                mark = Landmark(Kind.BREAK, found.start(), found.end())
        low = position = mark.end
        if text[mark.start + 1] in _AT_THE_MARGIN:
            margin = mark.end
        if mark.kind is Kind.BREAK:
            since, noted = mark.end, False
            if heads and text[mark.end : mark.end + 2] not in _NOTHING_BELOW:
                mark = _with_head(text, mark)
                low = position = mark.end
        if headings or mark.kind is not Kind.HEADING:
            yield mark


def _mark(text: str, found: re.Match[str], after: tuple[int, int], end: int) -> Landmark | None:
    """The Landmark that starts with the line `found`, if that is what it looks like.

    It comes `after` the last Landmark, and after the last of them that was in no list.
    """
    group = found.lastgroup
    if group in {"rule", "underline"}:
        return _line(text, found, after)
    if _within_other(text, found, after):
        return None
    if group == "code":
        return Landmark(Kind.VERBATIM, found.start(), found.end())
    if group == "fence":
        return _fence(text, found, after[1], end)
    if group == "raw":
        return _raw(text, found, end)
    return Landmark(Kind.HEADING, found.start(), found.end(), len(found["hashes"]))


def _dashes(text: str, found: re.Match[str], mark: Landmark | None, breaks: Breaks) -> Landmark | None:
    """What a thematic break is where only dashes break slides: `mark`, a break whatever stands above, or nothing."""
    at_margin = _AT_MARGIN.fullmatch(text, found.start() + 1, found.end()) is not None
    if at_margin and mark and breaks is Breaks.ANY_DASHES:
        return Landmark(Kind.BREAK, found.start(), found.end())
    return mark if at_margin or (mark and mark.kind is Kind.HEADING) else None


def _with_head(text: str, mark: Landmark) -> Landmark:
    head = find_slide_head(text, mark.end) if _AT_MARGIN.fullmatch(text, mark.start + 1, mark.end) else None
    return mark._replace(end=head.end, head=head) if head else mark


def _within_other(text: str, found: re.Match[str], after: tuple[int, int]) -> bool:
    """Whether the line belongs to a block of HTML, or is a heading within a list."""
    start = found.start()
    if found.lastgroup == "heading" and text[start + 1] == " " and _in_list(text, found, after[1]):
        return True
    return start > after[0] and text[start - 1] != "\n" and above(text, after[0], start)[0] is Above.HTML


def _in_list(text: str, found: re.Match[str], low: int) -> bool:
    line = text[found.start() + 1 : found.end()]
    return item_indent(text, low, found.start(), len(line) - len(line.lstrip(" "))) > 0


def _line(text: str, found: re.Match[str], after: tuple[int, int]) -> Landmark | None:
    """A thematic break, a heading when the line underlines one, or neither."""
    start, end = found.span()
    if text[start + 1] == " " and _in_list(text, found, after[1]):
        return None
    underline = found.lastgroup == "underline"
    if start > after[0] and text[start - 1] != "\n":
        kind, began = above(text, after[0], start)
        if kind is Above.HTML:
            return None
        if kind is Above.PARAGRAPH and (underline or _DASHES.match(text[start + 1 : end])):
            return Landmark(Kind.HEADING, began, end, -1 if "=" in text[start:end] else -2)
    return None if underline else Landmark(Kind.BREAK, start, end)


def _fence(text: str, found: re.Match[str], low: int, end: int) -> Landmark:
    start, opened = found.span()
    ticks = found["ticks"]
    bound = end + 1
    if text[start + 1] != ticks[0]:
        indent = found.start("ticks") - start - 1
        # A fence within a list item ends with the item at the latest.
        width = indent if found["fence"][0] not in "`~" else item_indent(text, low, start, indent)
        outside = _less_indented(width).search(text, opened, end) if width else None
        bound = outside.start() + 1 if outside else bound
    closer = _closing_fence(ticks).search(text, opened, bound)
    return Landmark(Kind.VERBATIM, start, closer.end() if closer else bound - 1, 0, closer is not None)


@lru_cache(maxsize=256)
def _closing_fence(ticks: str) -> re.Pattern[str]:
    length = min(len(ticks), 9999)
    return re.compile(rf"\n {{0,3}}+{ticks[0]}{{{length},}}+[ \t]*(?=\n)")


@lru_cache(maxsize=64)
def _less_indented(width: int) -> re.Pattern[str]:
    return re.compile(rf"\n {{0,{width - 1}}}(?=[^ \n])")


def _raw(text: str, found: re.Match[str], end: int) -> Landmark:
    start, opened = found.span()
    opening = found["open"].lower()
    if opening in {"script", "pre", "style", "textarea"}:
        closing = _ELEMENT_END.search(text, opened, end)
        at = closing.start() if closing else -1
    else:
        at = text.find(_CLOSERS.get(opening, ">"), start, end)
    closed = at >= 0
    stop = text.find("\n", at, end) if closed else end
    kind = Kind.COMMENT if opening == "!--" else Kind.VERBATIM
    return Landmark(kind, start, stop if stop >= 0 else end, closed=closed)
