"""Pictures in a page: how many cells each takes, and its description where it is not drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.deck.blocks import Align
from holeout.layout.styled import MUTED, WAITING, Line, Piece, crop
from holeout.layout.wrap import aligned, wrapped_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holeout.deck.blocks import Image
    from holeout.layout.frame import Frame, Pictures

CELL = (8, 16)
"""Pixels of a picture that a cell stands for when its author gives no size. A cell is twice as high as wide."""
BLANK: Line = (Piece(""),)
"""Seen as empty, but a part of the picture where the slide's lines are counted."""
FEWEST_ROWS = 4
"""What a picture without a size of its own keeps, however little the rest of the slide leaves."""


class NoPictures:
    """Every picture by its description, on lines of their own."""

    def size(self, _: str) -> tuple[int, int] | None:
        """None is shown."""
        return None

    def draw(self, _: str, __: int, ___: int) -> Sequence[Line] | None:
        """None is drawn."""
        return None


class Deferred:
    """Pictures that somebody makes when the first is asked for: most decks have none."""

    def __init__(self, make: Callable[[], Pictures]) -> None:
        self._make = make

    def size(self, path: str) -> tuple[int, int] | None:
        """As they say."""
        return self._make().size(path)

    def draw(self, path: str, columns: int, rows: int) -> Sequence[Line] | None:
        """As they do."""
        return self._make().draw(path, columns, rows)


@dataclass(frozen=True, slots=True)
class Described:
    """`pictures` by their descriptions, in the cells that they would take: for readers of text."""

    pictures: Pictures

    def size(self, path: str) -> tuple[int, int] | None:
        """As it would be drawn."""
        return self.pictures.size(path)

    def draw(self, _: str, __: int, ___: int) -> Sequence[Line] | None:
        """None is drawn."""
        return None


def box(
    image: Image, pixels: tuple[int, int], width: int, slide: tuple[int, int], most: int
) -> tuple[int, int]:
    """The columns and rows of `image` in a frame of `width`, at most `most` rows.

    Its author's sizes count cells, or per cent of the `slide`. One that is too large shrinks to fit.
    """
    across, down = (max(1, side) for side in pixels)
    ratio = across * CELL[1] / (down * CELL[0])
    columns = _length(image.width, slide[0])
    rows = _length(image.height, slide[1])
    if columns and rows:
        return min(columns, width), min(rows, most)
    if rows:
        columns = max(1, round(rows * ratio))
    columns = min(columns or -(-across // CELL[0]), width)
    rows = max(1, round(columns / ratio))
    if rows > most:
        rows = most
        columns = max(1, min(width, round(rows * ratio)))
    return columns, rows


def picture_lines(image: Image, frame: Frame) -> list[Line]:
    """The lines of `image`, in the middle of `frame` unless its deck aligns it."""
    description = f"[image: {image.alt or image.path}]"
    pixels = frame.pictures.size(image.path)
    if pixels is None:
        return wrapped_text(description, frame.width, MUTED)
    columns, rows = box(image, pixels, frame.width, frame.slide, frame.tallest)
    drawn = frame.pictures.draw(image.path, columns, rows)
    if not drawn:
        style = MUTED if drawn is None else MUTED._replace(picture=WAITING)
        drawn = _in_the_middle(wrapped_text(description, frame.width, style), rows, frame.width)
    return aligned(drawn, frame.width, Align.CENTER if image.align is None else None)


def _in_the_middle(lines: list[Line], rows: int, width: int) -> list[Line]:
    """`lines` among blank ones, `rows` in all; what does not fit ends in an ellipsis."""
    if len(lines) > rows:
        lines = [*lines[: rows - 1], crop(lines[rows - 1] + lines[rows], width)]
    above = (rows - len(lines)) // 2
    return [*[BLANK] * above, *lines, *[BLANK] * (rows - above - len(lines))]


def _length(text: str, whole: int) -> int:
    """Cells of a length as Blocks have it: "40%" of `whole`, or a number of them; 0 for none."""
    if not text:
        return 0
    return max(1, round(whole * int(text[:-1]) / 100) if text.endswith("%") else int(text))
