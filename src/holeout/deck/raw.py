"""Blocks of HTML: their text is kept, their tags obeyed where a terminal can, and else left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout.deck.blocks import Gap, Heading, Paragraph, Rule, Span
from holeout.deck.clicks import click_of, ending, enter_element, open_click, reveal
from holeout.deck.inline import Picture, Reader, image_of
from holeout.deck.tags import SILENT, UNDERSTOOD, Comment, Tag, Text, pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.deck.composer import Composer

_FLOWING = frozenset(
    {"a", "abbr", "b", "cite", "link", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "br", "img", "wbr", "label", "button"}
)  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SPACE = re.compile(r"\s+")


class HtmlBlock:
    """Puts one block of HTML, from the lines `first` to `last`, on the slide.

    An element that stays open here may be closed by a later block. `on_comment` is told of each comment: its
    text, line and column.
    """

    def __init__(
        self, composer: Composer, first: int, last: int, on_comment: Callable[[str, int, int], None]
    ) -> None:
        self._composer = composer
        self._first = first
        self._last = last
        self._on_comment = on_comment
        self._reader = self._new_reader()
        self._level = 0
        self._bullet = False
        self._preformatted = False

    def read(self, text: str) -> None:
        """Read the block's `text`."""
        for piece in pieces(text):
            if isinstance(piece, Comment):
                self._flush()
                before = text[: piece.offset]
                line = self._first + before.count("\n")
                self._on_comment(piece.body, line, piece.offset - before.rfind("\n"))
            elif isinstance(piece, Text):
                self._reader.add(piece.text if self._preformatted else _SPACE.sub(" ", piece.text))
            else:
                self._tag(piece)
        self._flush()

    def _new_reader(self) -> Reader:
        return Reader(on_html=self._seen)

    def _seen(self, piece: Comment | Tag) -> None:
        if isinstance(piece, Tag):
            note_tag(self._composer, piece, self._first)

    def _tag(self, tag: Tag) -> None:
        click = click_of(tag)
        if click is not None:
            self._click(tag, click)
        elif tag.closing and (frame := ending(self._composer, tag.name)) is not None:
            self._flush()
            self._composer.close(frame, self._last)
        elif tag.name == "br" and self._reader.empty:
            composer = self._composer
            composer.add(Gap(**composer.unseen(self._first, self._last)))
        elif tag.name in _FLOWING:
            self._reader.tag(tag)
        else:
            self._block(tag)
        if not tag.closing and not tag.empty and click is None:
            enter_element(self._composer, tag)

    def _click(self, tag: Tag, click: int) -> None:
        self._flush()
        composer = self._composer
        if not tag.empty:
            open_click(composer, tag, click, self._first)
            return
        outer = composer.steps.enter(reveal(composer, click))
        self._reader.tag(tag)
        self._flush()
        composer.steps.leave(outer)

    def _block(self, tag: Tag) -> None:
        if tag.name in {"td", "th"}:
            self._reader.add("  ")
            return
        self._flush()
        composer = self._composer
        if tag.name == "hr":
            composer.add(Rule(**composer.common(self._first, self._last)))
        self._level = 0 if tag.closing else _HEADINGS.get(tag.name, 0)
        self._bullet = tag.name == "li" and not tag.closing
        self._preformatted = tag.name == "pre" and not tag.closing
        note_tag(composer, tag, self._first)

    def _flush(self) -> None:
        """Put what has been read so far on the slide."""
        composer = self._composer
        for run in self._reader.read(()):
            common = composer.common(self._first, self._last)
            if isinstance(run, Picture):
                composer.add(image_of(run, common["step"], common["lines"]))
            elif self._level:
                composer.add(Heading(level=self._level, text=run, **common))
            else:
                composer.add(Paragraph(text=(Span("• "), *run) if self._bullet else run, **common))
        self._reader.restart()


def note_tag(composer: Composer, tag: Tag, line: int) -> None:
    """Remember that `tag` has no effect, if so."""
    if tag.name not in UNDERSTOOD and not tag.closing:
        name = f"{tag.name} and what it holds" if tag.name in SILENT else tag.name
        composer.ignored["tags"].setdefault(name, line)
