"""How many cells pictures take, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.deck.blocks import Align, Block, Columns, Heading, Image, Paragraph, Quote, Span, View, ViewKind
from holeout.deck.model import Slide
from holeout.layout.page import lay_out
from holeout.layout.pictures import FEWEST_ROWS, box
from holeout.layout.styled import Line, Piece, Style, plain_text
from holeout.layout.views import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = {"wide.png": (1600, 400), "square.png": (800, 800), "tall.png": (400, 1600), "icon.png": (32, 32)}
SLIDE = (74, 22)


class Inked:
    """Pictures of one character each."""

    def size(self, path: str) -> tuple[int, int] | None:
        return SIZES.get(path)

    def draw(self, path: str, columns: int, rows: int) -> Sequence[Line] | None:
        return [(Piece(path[0] * columns, Style(picture=f"{path}:{row}")),) for row in range(rows)]


class Unmade(Inked):
    """Pictures that are still being made."""

    def draw(self, _: str, __: int, ___: int) -> Sequence[Line] | None:
        return ()


def words(text: str, step: int = 0) -> Paragraph:
    return Paragraph(text=(Span(text),), step=step)


def page(
    *blocks: Block, step: int = 0, size: tuple[int, int] = (80, 24), pictures: Inked | None = None
) -> list[str]:
    around = Surroundings(pictures=pictures or Inked())
    lines = lay_out(Slide(1, "", 1, blocks, 9), step, *size, around).lines
    return [plain_text(line) for line in lines]


def inked(lines: list[str], ink: str) -> tuple[int, int]:
    """Columns and rows of the picture that is drawn with `ink`."""
    rows = [line for line in lines if ink * 3 in line]
    return (rows[0].count(ink) if rows else 0), len(rows)


@pytest.mark.parametrize(
    ("image", "cells"),
    [
        (Image(path="icon.png"), (4, 2)),
        (Image(path="square.png"), (44, 22)),
        (Image(path="wide.png"), (74, 9)),
        (Image(path="tall.png"), (11, 22)),
        (Image(path="square.png", width="50%"), (37, 18)),
        (Image(path="square.png", width="10"), (10, 5)),
        (Image(path="square.png", height="50%"), (22, 11)),
        (Image(path="square.png", height="4"), (8, 4)),
        (Image(path="square.png", width="200"), (44, 22)),
        (Image(path="wide.png", height="20"), (74, 9)),
        (Image(path="square.png", width="30", height="3"), (30, 3)),
        (Image(path="square.png", width="300", height="300"), (74, 22)),
    ],
)
def test_a_picture_takes_what_its_author_says_but_no_more_than_there_is(
    image: Image, cells: tuple[int, int]
) -> None:
    assert box(image, SIZES[image.path], SLIDE[0], SLIDE, SLIDE[1]) == cells


@pytest.mark.parametrize("pixels", [(0, 0), (1, 100_000), (100_000, 1)])
def test_no_shape_is_too_odd_for_a_cell(pixels: tuple[int, int]) -> None:
    columns, rows = box(Image(path="x"), pixels, 74, SLIDE, 22)
    assert 1 <= columns <= 74
    assert 1 <= rows <= 22


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (60, 16)])
def test_pictures_shrink_so_that_all_the_slide_is_seen(size: tuple[int, int]) -> None:
    blocks = (Heading(level=1, text=(Span("Title"),)), Image(path="square.png"), words("below"))
    lines = page(*blocks, size=size)
    assert lines[-1] == ""
    assert lines[-2].strip() == "below"
    columns, rows = inked(lines, "s")
    # All but the footer, the title, the words, and the air above, between (twice) and below them.
    assert rows == size[1] - 7
    assert columns == 2 * rows


def test_two_pictures_share_what_there_is() -> None:
    lines = page(Image(path="square.png"), Image(path="tall.png"), words("below"))
    assert "below" in lines[-2]
    assert abs(inked(lines, "s")[1] - inked(lines, "t")[1]) <= 1


def test_a_slide_that_words_fill_keeps_a_small_picture_and_scrolls() -> None:
    blocks = [words(str(number)) for number in range(20)]
    found = lay_out(
        Slide(1, "", 1, (Image(path="square.png"), *blocks)), 0, 80, 24, Surroundings(pictures=Inked())
    )
    assert inked([plain_text(line) for line in found.lines], "s")[1] == FEWEST_ROWS
    assert found.overflow > 0


def test_a_slide_that_ends_in_a_picture_is_as_tall_described_as_drawn() -> None:
    slide = Slide(1, "", 1, (*(words(str(number)) for number in range(12)), Image(path="square.png")))
    needed = [
        lay_out(slide, 0, 80, 24, Surroundings(pictures=pictures)).needed for pictures in (Inked(), Unmade())
    ]
    assert needed[0] == needed[1] > 23


def test_a_picture_in_a_column_stays_in_it() -> None:
    columns = Columns(weights=(1, 1), columns=((words("left"),), (Image(path="wide.png"),)))
    (first, *_) = [line for line in page(columns) if "www" in line]
    assert first.index("w") == 3 + 35 + 3
    assert first.count("w") == 36


@pytest.mark.parametrize(
    ("align", "at"), [(None, 38), (Align.LEFT, 3), (Align.RIGHT, 73), (Align.CENTER, 38)]
)
def test_a_picture_stands_in_the_middle_unless_it_is_aligned(align: Align | None, at: int) -> None:
    (first, *_) = [line for line in page(Image(path="icon.png", align=align)) if "i" in line]
    assert first == " " * at + "iiii"


def test_revealing_a_picture_moves_nothing() -> None:
    blocks = (words("above"), Image(path="square.png", step=1), words("below", 1))
    before, after = (page(*blocks, step=step) for step in range(2))
    assert inked(before, "s") == (0, 0)
    assert inked(after, "s")[1] > 10
    assert before.index("   above") == after.index("   above")


def test_a_view_that_fills_the_slide_leaves_room_for_a_picture() -> None:
    lines = page(Image(path="square.png"), View(kind=ViewKind.MAP), words("below"))
    assert inked(lines, "s")[1] >= FEWEST_ROWS
    assert "below" in lines[-2]


def test_a_picture_in_a_quotation_keeps_its_bar() -> None:
    lines = [line for line in page(Quote(blocks=(Image(path="icon.png"),))) if "iii" in line]
    assert all(line.startswith("   ▌") for line in lines)


def test_a_picture_that_cannot_be_shown_is_described_on_a_line() -> None:
    lines = page(Image(path="no.png", alt="A tree"), words("below"))
    at = lines.index("   [image: A tree]")
    assert lines[at + 2] == "   below"


def test_a_picture_that_is_being_made_is_described_in_its_own_cells() -> None:
    blocks = (Image(path="square.png", alt="A tree"), words("below"))
    waiting, made = (page(*blocks, pictures=pictures) for pictures in (Unmade(), Inked()))
    assert waiting.index("   below") == made.index("   below")
    assert sum("[image: A tree]" in line for line in waiting) == 1


def test_a_long_description_ends_in_small_cells_with_an_ellipsis() -> None:
    image = Image(path="icon.png", alt="word " * 60)
    (*_, last) = [line for line in page(image, pictures=Unmade()) if "word" in line]
    assert last.endswith("…")


def test_only_a_page_that_waits_says_so() -> None:
    def waits(pictures: Inked, step: int) -> bool:
        slide = Slide(1, "", 1, (Image(path="icon.png", step=1),), 2)
        return lay_out(slide, step, 80, 24, Surroundings(pictures=pictures)).waits

    assert waits(Unmade(), 1)
    assert not waits(Unmade(), 0)
    assert not waits(Inked(), 1)
