"""Running text: markdown-it's inline tokens to Spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, TypeAlias

from holeout.deck.blocks import Image, Mark, Span
from holeout.deck.emoji import with_emoji
from holeout.deck.images import Look, css_length, read_alt
from holeout.deck.scripts import lowered, raised
from holeout.deck.tags import MARKS, Comment, Tag, Text, color_of, pieces
from holeout.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from holeout.deck.blocks import Inline

MAX_OPEN = 40
"""HTML elements that can be open at once; more are taken for text."""

# Slidev's icons, whose names are not names in HTML.
_ICON = re.compile(r"<[A-Za-z][\w-]*:[\w-]+(?:\s[^<>]*)?/>")
_IDEOGRAPH = re.compile("[\u3001-\u3029\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e]")
_OPENING = {"strong_open": Mark.BOLD, "em_open": Mark.ITALIC, "s_open": Mark.STRIKE}
_CLOSING = {"strong_close": Mark.BOLD, "em_close": Mark.ITALIC, "s_close": Mark.STRIKE}


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in running text. Its Block is made where it lands."""

    path: str
    look: Look


Run: TypeAlias = "Picture | tuple[Span, ...]"


@dataclass(slots=True)
class Reader:
    """Turns the tokens of one piece of running text into runs of Spans, with the pictures between them."""

    on_html: Callable[[Comment | Tag], None]
    """Told of comments, and of tags that a terminal cannot show."""
    line_breaks: bool = False
    image_prefix: str = "image:"
    pixels: bool = False
    _spans: list[Span] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)
    _links: list[tuple[str, int]] = field(default_factory=list)
    _html: list[tuple[str, Mark, str, str]] = field(default_factory=list)
    _scripts: list[tuple[str, int]] = field(default_factory=list)
    """What is open above or below the line, and the first Span within it."""
    _added: int = 0

    def read(self, tokens: Sequence[Token]) -> list[Run]:
        """The runs of `tokens`."""
        for token, after in zip_longest(tokens, tokens[1:]):
            if (
                token.type == "softbreak"
                and not self.line_breaks
                and after
                and self._within_ideographs(after)
            ):
                continue
            self._token(token)
        self._end_run()
        return self._runs

    def _within_ideographs(self, after: Token) -> bool:
        """Whether the line broke within a text that is written without blanks."""
        before = self._spans[-1].text if self._spans else ""
        return bool(_IDEOGRAPH.match(before[-1:]) and _IDEOGRAPH.match(after.content[:1]))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read yet."""
        return not self._runs and not any(span.text.strip() for span in self._spans)

    def restart(self) -> None:
        """Forget what was read, but not the styles that are open."""
        self._runs, self._spans = [], []

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self.add(with_emoji(_ICON.sub("", token.content)))
        elif kind in _OPENING:
            self._marks.append(_OPENING[kind])
        elif kind in _CLOSING:
            if _CLOSING[kind] in self._marks:
                self._marks.remove(_CLOSING[kind])
        elif kind == "code_inline":
            self.add(token.content, Mark.CODE)
        elif kind in {"math_inline", "math_inline_double"}:
            self.add(token.content.strip(), Mark.MATH)
        elif kind == "softbreak":
            self.add("\n" if self.line_breaks else " ")
        elif kind == "hardbreak":
            self.add("\n")
        else:
            self._other(token)

    def _other(self, token: Token) -> None:
        match token.type:
            case "link_open":
                self._links.append((clean_line(str(token.attrs.get("href", ""))), self._added))
            case "link_close":
                self._close_link()
            case "image":
                self._picture(str(token.attrs.get("src", "")), token.content)
            case "html_inline":
                self._tags(token.content)
            case "sup_open" | "sub_open" | "sup_close" | "sub_close":
                self._script(token.type[:3], closing=token.type.endswith("close"))
            case "footnote_ref":
                self.add(f"[{_label(token)}]")
            case "footnote_anchor":
                pass
            case _:
                self.add(token.content)

    def add(self, text: str, mark: Mark = Mark.NONE) -> None:
        """Add `text` in the style that holds here."""
        text = clean(text)
        if not text:
            return
        for one in self._marks:
            mark |= one
        self._added += 1
        link, color = (self._links[-1][0] if self._links else ""), ""
        for _, html_mark, html_color, html_link in self._html:
            mark |= html_mark
            color, link = html_color or color, html_link or link
        self._spans.append(Span(text, mark, link, color))

    def _script(self, name: str, *, closing: bool) -> None:
        if not closing:
            self._scripts.append((name, len(self._spans)))
        elif self._scripts and self._scripts[-1][0] == name:
            _, first = self._scripts.pop()
            move = raised if name == "sup" else lowered
            self._spans[first:] = [_with_text(span, move(span.text)) for span in self._spans[first:]]

    def _close_link(self) -> None:
        if not self._links:
            return
        link, before = self._links[-1]
        if self._added == before:
            self.add(link)
        self._links.pop()

    def _picture(self, path: str, alt: str) -> None:
        self._end_run()
        self._added += 1
        look = read_alt(clean_line(alt), self.image_prefix, pixels=self.pixels)
        self._runs.append(Picture(clean_line(path), look))

    def _tags(self, text: str) -> None:
        for piece in pieces(text):
            if isinstance(piece, Text):
                self.add(piece.text)
            elif isinstance(piece, Comment):
                self.on_html(piece)
            else:
                self.tag(piece)

    def tag(self, tag: Tag) -> None:
        """Obey one HTML tag."""
        if tag.name == "br":
            self.add("\n")
        elif tag.name == "img" and not tag.closing:
            self._end_run()
            self._runs.append(picture_of(tag))
        elif tag.name in {"sup", "sub"} and not tag.empty:
            self._script(tag.name, closing=tag.closing)
        elif tag.closing:
            self._close_tag(tag.name)
        elif not tag.empty and len(self._html) < MAX_OPEN:
            link = _address(tag) if tag.name in {"a", "link"} else ""
            self._html.append((tag.name, MARKS.get(tag.name, Mark.NONE), color_of(tag), link))
        self.on_html(tag)

    def _close_tag(self, name: str) -> None:
        for index in range(len(self._html) - 1, -1, -1):
            if self._html[index][0] == name:
                del self._html[index:]
                return

    def _end_run(self) -> None:
        if spans := trimmed(_merged(self._spans)):
            self._runs.append(spans)
        self._spans, self._scripts = [], []


def picture_of(tag: Tag) -> Picture:
    """The picture that an `<img>` shows."""
    get = tag.attributes.get
    look = Look(
        clean_line(get("alt", "")), css_length(get("width", ""), "w"), css_length(get("height", ""), "h")
    )
    return Picture(clean_line(get("src", "")), look)


def trimmed(spans: Sequence[Span]) -> Inline:
    """`spans` without blanks at either end, nor around hard breaks that stand there."""
    kept = list(spans)
    while kept and not (first := kept[0].text.lstrip()):
        kept.pop(0)
    if kept and first != kept[0].text:
        kept[0] = _with_text(kept[0], first)
    while kept and not (last := kept[-1].text.rstrip()):
        kept.pop()
    if kept and last != kept[-1].text:
        kept[-1] = _with_text(kept[-1], last)
    return tuple(kept)


def without_start(inline: Inline, count: int) -> Inline:
    """`inline` without its first `count` characters."""
    kept: list[Span] = []
    for span in inline:
        cut = min(count, len(span.text))
        count -= cut
        if cut < len(span.text):
            kept.append(_with_text(span, span.text[cut:]))
    return trimmed(kept)


def without_end(inline: Inline, end: int) -> Inline:
    """The first `end` characters of `inline`."""
    kept: list[Span] = []
    for span in inline:
        if end <= 0:
            break
        kept.append(_with_text(span, span.text[:end]))
        end -= len(span.text)
    return trimmed(kept)


def image_of(picture: Picture, step: int, lines: tuple[int, int]) -> Image:
    """The Block of a picture."""
    look = picture.look
    return Image(
        path=picture.path, alt=look.alt, width=look.width, height=look.height, step=step, lines=lines
    )


def flat(runs: Sequence[Run]) -> Inline:
    """`runs` as text alone, with the descriptions of pictures in their place."""
    spans: list[Span] = []
    for run in runs:
        if spans and spans[-1].text[-1:] not in {" ", "\n"}:
            spans.append(Span(" "))
        if isinstance(run, tuple):
            spans += run
        elif run.look.alt:
            spans.append(Span(run.look.alt, Mark.ITALIC, run.path))
    return trimmed(spans)


def _address(tag: Tag) -> str:
    """Where an `<a>`, or Slidev's `<Link>`, leads; nowhere if that is no address that Markdown would take."""
    from markdown_it.common.normalize_url import normalizeLink, validateLink  # noqa: PLC0415

    address = clean_line(tag.attributes.get("href", "")) or _slide_link(tag.attributes.get("to", ""))
    return normalizeLink(address) if address and validateLink(address) else ""


def _slide_link(to: str) -> str:
    return f"#{to.strip()}" if to.strip().isdecimal() else to.strip()


def _with_text(span: Span, text: str) -> Span:
    return Span(text, span.marks, span.link, span.color)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """`spans` with neighbours of the same style made one."""
    groups = groupby(spans, key=lambda span: (span.marks, span.link, span.color))
    return [Span("".join(span.text for span in group), *style) for style, group in groups]


def _label(token: Token) -> str:
    meta = token.meta or {}
    return clean_line(str(meta.get("label") or int(meta.get("id", 0)) + 1))
