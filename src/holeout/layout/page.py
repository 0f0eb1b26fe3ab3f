"""A Slide at one step and one size: the lines of its page, and whether they fit."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from holeout.deck.blocks import Heading, Image, JumpToMiddle, View, ViewKind, within
from holeout.layout.blocks import stacked
from holeout.layout.frame import Frame
from holeout.layout.laid_out import Page
from holeout.layout.pictures import FEWEST_ROWS, Described
from holeout.layout.styled import EMPTY, MUTED, Line, Piece, crop
from holeout.layout.views import Surroundings, minimum_height, takes_the_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from holeout.deck.blocks import Block
    from holeout.deck.model import Slide

MAX_TEXT_CELLS = 100
SIDE = 3
"""Cells of margin at each side."""
TOP = 1
"""Empty lines above the title."""
AIR = 1
"""Lines that a picture keeps from the footer, where it may."""
FOOTER = 1
"""Lines at the bottom that belong to the footer."""


def text_width(width: int, most: int = MAX_TEXT_CELLS) -> int:
    """The cells of a slide's text on a screen of `width`: margins off, and capped so that lines stay readable."""
    return max(1, min(width - 2 * SIDE, most))


def lay_out(
    slide: Slide, step: int, width: int, height: int, around: Surroundings, *, colored: bool = True
) -> Page:
    """`slide` at `step` (from 0) on a screen of `width` by `height` cells, of which the last line is the footer's."""
    inner = text_width(width, around.text_width)
    above = [*_header(slide.header, inner), *[EMPTY] * TOP]
    room = height - FOOTER - len(above)
    blocks = [*slide.blocks]
    frame = Frame(inner, 1, step, around.draw, around.pictures, (inner, room), max(1, room), colored=colored)
    frame = frame._replace(tallest=_tallest(blocks, frame, room, around))
    frame = frame._replace(height=_view_height(blocks, frame, room, around))
    title, body = _split_title(blocks)
    head = stacked(title, frame)
    rest, middle = _body(body, frame)
    gap = [EMPTY] if head and rest else []
    free = room - len(head) - len(gap) - len(rest)
    lines = [*above, *head, *gap, *_spread(rest, middle, free, fills=_fills(blocks))]
    margin = (width - inner) // 2 if width - 2 * SIDE > inner else SIDE
    shifted = [(Piece(" " * margin), *line) if line else EMPTY for line in lines]
    needed = max((number for number, line in enumerate(shifted, 1) if line), default=0)
    missing = height - FOOTER - len(shifted)
    return Page(tuple(shifted + [EMPTY] * missing), width, height - FOOTER, needed)


def _header(text: str, width: int) -> list[Line]:
    """What stands above the title, on a line of its own."""
    return [crop((Piece(text, MUTED),), width)] if text else []


def _split_title(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The heading that opens the slide, kept in the same place on all slides, and what follows."""
    if (
        len(blocks) > 1
        and isinstance(blocks[0], Heading)
        and not any(isinstance(b, JumpToMiddle) for b in blocks[:2])
    ):
        return blocks[:1], blocks[1:]
    return [], blocks


def _body(blocks: list[Block], frame: Frame) -> tuple[list[Line], int | None]:
    """The lines of `blocks`, and the line at which a jump to the middle stands."""
    at = next((i for i, block in enumerate(blocks) if isinstance(block, JumpToMiddle)), None)
    if at is None:
        return stacked(blocks, frame), None
    before = stacked(blocks[:at], frame)
    return before + stacked(blocks[at + 1 :], frame), len(before)


def _spread(rest: list[Line], middle: int | None, free: int, *, fills: bool) -> list[Line]:
    """`rest` with its share of the `free` lines above it, or in the gap before what jumps to the middle."""
    if free <= 0:
        return rest
    if middle is not None:
        return [*rest[:middle], *[EMPTY] * (free // 2), *rest[middle:]]
    return rest if fills else [*[EMPTY] * min(free // 6, 3), *rest]


def _fills(blocks: Iterable[Block]) -> bool:
    return any(takes_the_rest(view) for view in views_of(blocks))


def _view_height(blocks: list[Block], frame: Frame, room: int, around: Surroundings) -> int:
    """The lines that each View gets that fills the slide: what the rest leaves, but never less than it needs."""
    views = [view for view in views_of(blocks) if takes_the_rest(view)]
    if not views:
        return max(1, room)
    used = _lines_used(blocks, frame, around, lambda _: 1)
    least = max(minimum_height(view, around) for view in views)
    share = (room - (used - len(views))) // len(views)
    return max(least, share)


def _tallest(blocks: list[Block], frame: Frame, room: int, around: Surroundings) -> int:
    """The most rows that a picture may have for all the slide to fit."""
    if not any(isinstance(block, Image) for block in within(blocks)):
        return frame.tallest

    def too_many(rows: int) -> bool:
        return _lines_used(blocks, frame._replace(tallest=rows), around, least) > room - AIR

    def least(view: View) -> int:
        return minimum_height(view, around)

    heights = range(FEWEST_ROWS, max(FEWEST_ROWS, room) + 1)
    return heights[max(0, bisect_left(heights, True, key=too_many) - 1)]


def _lines_used(
    blocks: list[Block], frame: Frame, around: Surroundings, filling: Callable[[View], int]
) -> int:
    """The lines that `blocks` take in the end, with so many for each View that fills the slide."""

    def draw(view: View, width: int, height: int) -> list[Line]:
        return [EMPTY] * filling(view) if takes_the_rest(view) else list(around.draw(view, width, height))

    # The frame's own height is that of a View that fills: not yet known, and no limit to the others.
    bare = frame._replace(
        height=frame.slide[1], step=10**6, draw=draw, pictures=Described(around.pictures), colored=False
    )
    title, body = _split_title(blocks)
    return len(stacked(title, bare)) + len(stacked(body, bare)) + (1 if title and body else 0)


def views_of(blocks: Iterable[Block]) -> Iterator[View]:
    """Every View among `blocks`, at any depth."""
    return (block for block in within(blocks) if isinstance(block, View))


def view_target(slide: Slide, kind: ViewKind) -> str:
    """What the first View of `kind` on `slide` shows, or an empty text."""
    return next((view.target[0] for view in views_of(slide.blocks) if view.kind is kind and view.target), "")
