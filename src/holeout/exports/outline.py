"""Slides as parts of a longer text: their title apart, and headings in an order that skips no level."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holeout.deck.blocks import Columns, Heading, Item, JumpToMiddle, List, Paragraph, Quote, Span
from holeout.deck.reader import read_deck

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holeout.deck.blocks import Block, Inline
    from holeout.deck.model import Note, Slide

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class SlidePart:
    """A slide as a section of its own: the title, what stands below it, and what was said."""

    number: int
    title: Inline
    blocks: tuple[Block, ...]
    spoken: tuple[Block, ...]


def slide_part(slide: Slide, level: int) -> SlidePart:
    """`slide` for a place where headings below its title start at `level`."""
    blocks = [block for block in slide.blocks if not isinstance(block, JumpToMiddle)]
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    if first is not None:
        blocks.remove(first)
    title = first.text if first is not None else (Span(slide.title or f"Slide {slide.number}"),)
    return SlidePart(slide.number, title, levelled(blocks, level), levelled(spoken(slide.notes), level))


def levelled(blocks: Iterable[Block], level: int) -> tuple[Block, ...]:
    """`blocks` with the first heading at `level`, and each later one at most one level deeper than the last."""
    return tuple(_Levels(level).moved(list(blocks)))


class _Levels:
    def __init__(self, level: int) -> None:
        self._top = level
        self._first = 0
        self._last = level - 1

    def moved(self, blocks: Sequence[Block]) -> list[Block]:
        return [self._one(block) for block in blocks]

    def _one(self, block: Block) -> Block:
        if isinstance(block, Heading):
            return replace(block, level=self._next(block.level))
        if isinstance(block, Columns):
            return replace(block, columns=tuple(tuple(self.moved(column)) for column in block.columns))
        if isinstance(block, List):
            items = (replace(item, blocks=tuple(self.moved(item.blocks))) for item in block.items)
            return replace(block, items=tuple(items))
        if isinstance(block, Quote | Item):
            return replace(block, blocks=tuple(self.moved(block.blocks)))
        return block

    def _next(self, written: int) -> int:
        self._first = self._first or written
        wanted = self._top + written - self._first
        self._last = min(max(self._top, min(wanted, self._last + 1)), DEEPEST)
        return self._last


def spoken(notes: Iterable[Note]) -> tuple[Block, ...]:
    """What a speaker says, as Blocks. A note is Markdown, read as a deck of our own is."""
    return tuple(block for note in notes for block in _note_blocks(note.text))


def _note_blocks(text: str) -> list[Block]:
    deck = read_deck(text, "notes", dialect="native")
    blocks = [block for index in range(len(deck)) for block in deck.slide(index).blocks]
    said: list[Block] = [block for block in blocks if not isinstance(block, JumpToMiddle)]
    return said or ([Paragraph(text=(Span(text.strip()),))] if text.strip() else [])
