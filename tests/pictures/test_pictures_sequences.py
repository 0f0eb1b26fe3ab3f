"""What terminals are sent, read back and compared with the picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from benchmarks.screen import Screen
from holeout.layout.styled import line_cells
from holeout.pictures.kitty import COLORS, diacritics, identifier, passed_through
from holeout.pictures.preparing import Order, Ready, prepare
from holeout.pictures.terminals import Route, Way
from tests.pictures.decoding import (
    difference,
    inline_images,
    kitty_deleted,
    kitty_pictures,
    placed,
    sixel_image,
    stacked,
)
from tests.pictures.drawing import EXAMPLE, encoded, quarters

if TYPE_CHECKING:
    from pathlib import Path

GROUND = "#14161b"
CELL = (10, 20)
PICTURE = identifier(5, 77)


def ready(place: Path, way: Way, columns: int, rows: int, cell: tuple[int, int] | None = CELL) -> Ready:
    """The picture at `place` made for these cells."""
    order = Order(place, str(place), columns, rows, cell)
    return prepare(order, Route(way), GROUND, PICTURE)


def rows_of(place: Path, way: Way, columns: int, rows: int) -> tuple[str, ...]:
    """What is sent for each of its rows."""
    graphic = ready(place, way, columns, rows).graphic
    assert graphic
    assert len(graphic.rows) == rows
    return graphic.rows


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    """Four quarters that fill 20 by 5 cells of 10 by 20 pixels."""
    place = tmp_path / "chart.png"
    place.write_bytes(encoded(quarters(200, 100)))
    return place


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """Many colours, for the same cells, as JPEG."""
    bands = [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L").rotate(90)]
    place = tmp_path / "photograph.jpg"
    place.write_bytes(encoded(Image.merge("RGB", bands).resize((200, 100)), "JPEG", quality=95))
    return place


def test_half_blocks_are_the_picture_with_two_pixels_a_cell(chart: Path) -> None:
    lines = ready(chart, Way.BLOCKS, 20, 5).lines
    assert lines
    assert [line_cells(line) for line in lines] == [20] * 5
    first, last = lines[0], lines[-1]
    assert (first[0].style.color, first[0].style.ground) == ("#ff0000", "#ff0000")
    assert (last[-1].style.color, last[-1].style.ground) == ("#ffffff", "#ffffff")
    above, below = (bytes.fromhex(color[1:]) for color in (lines[2][0].style.color, lines[2][0].style.ground))
    assert above[0] - above[2] > 140
    assert below[2] - below[0] > 140


def test_kitty_gets_the_picture_once_and_answers_nothing(chart: Path) -> None:
    graphic = ready(chart, Way.KITTY, 20, 5).graphic
    assert graphic
    ((number, sent),) = kitty_pictures(graphic.upload).items()
    assert number == PICTURE
    assert (sent.keys["U"], sent.keys["c"], sent.keys["r"]) == ("1", "20", "5")
    assert all("q=2" in command for command in re.findall(r"\x1b_G([^;\x1b]*)", graphic.upload))
    assert difference(sent.image, quarters(200, 100)) == 0
    assert kitty_deleted(graphic.delete) == [PICTURE]


def test_kitty_is_told_in_every_cell_which_part_goes_there(chart: Path) -> None:
    for row, text in enumerate(rows_of(chart, Way.KITTY, 20, 5)):
        assert placed(text) == (PICTURE, [(row, column) for column in range(20)])


def test_a_row_that_is_wider_than_the_table_of_marks_goes_on_from_its_left(chart: Path) -> None:
    text = rows_of(chart, Way.KITTY, 200, 50)[49]
    assert len(diacritics()) < 200
    assert placed(text) == (PICTURE, [(49, column) for column in range(200)])


def test_no_two_of_a_thousand_pictures_share_a_name() -> None:
    names = {identifier(number, 4711) for number in range(4 * COLORS)}
    assert len(names) == 4 * COLORS
    assert all((name & 0xFF) >= 16 and name >> 24 < len(diacritics()) for name in names)


def test_tmux_takes_the_wrapping_off() -> None:
    command = "\x1b_Ga=d\x1b\\"
    wrapped = passed_through(command)
    inner = re.fullmatch(r"\x1bPtmux;((?:[^\x1b]|\x1b\x1b)*)\x1b\\", wrapped)
    assert inner
    assert inner[1].replace("\x1b\x1b", "\x1b") == command


def test_iterm_gets_a_row_of_cells_at_a_time(chart: Path) -> None:
    images = inline_images("".join(rows_of(chart, Way.ITERM, 20, 5)))
    assert all((keys["width"], keys["height"]) == ("20", "1") for keys, _ in images)
    assert difference(stacked([image for _, image in images]), quarters(200, 100)) == 0


def test_a_photograph_stays_one_for_iterm(photograph: Path) -> None:
    rows = rows_of(photograph, Way.ITERM, 20, 5)
    assert all(";base64" not in row and ":/9j/" in row for row in rows)  # JPEG's first bytes in Base64
    whole = stacked([image for _, image in inline_images("".join(rows))])
    assert difference(whole, Image.open(photograph)) < 6


def sixels(rows: tuple[str, ...]) -> Image.Image:
    """The picture that rows of Sixel draw."""
    return stacked([sixel_image(found) for row in rows for found in re.findall(r"\x1bP.*?\x1b\\", row)])


def test_sixel_draws_a_chart_as_it_is(chart: Path) -> None:
    assert difference(sixels(rows_of(chart, Way.SIXEL, 20, 5)), quarters(200, 100)) == 0


def test_sixel_draws_a_photograph_in_256_colours(photograph: Path) -> None:
    assert difference(sixels(rows_of(photograph, Way.SIXEL, 20, 5)), Image.open(photograph)) < 8


def test_sixel_leaves_the_ground_alone() -> None:
    shown = sixels(rows_of(EXAMPLE / "disc.png", Way.SIXEL, 20, 10))
    assert shown.getpixel((0, 0)) == (0x12, 0x34, 0x56)  # nothing was drawn there
    assert shown.getpixel((100, 100)) == pytest.approx((255, 215, 0), abs=4)


def test_sixel_tells_a_colour_before_it_uses_it(photograph: Path) -> None:
    for row in rows_of(photograph, Way.SIXEL, 20, 5):
        told = {int(color) for color in re.findall(r"#(\d+);2;", row)}
        assert told == {int(color) for color in re.findall(r"#(\d+)(?!\d|;)", row)}


@pytest.mark.parametrize("cell", [(7, 13), (9, 18), (10, 21), (13, 26)])
def test_a_row_of_sixel_is_no_taller_than_its_cells(photograph: Path, cell: tuple[int, int]) -> None:
    graphic = ready(photograph, Way.SIXEL, 20, 5, cell).graphic
    assert graphic
    for row in graphic.rows:
        (found,) = re.findall(r"\x1bP.*?\x1b\\", row)
        assert sixel_image(found).size == (20 * cell[0], cell[1])


def test_a_terminal_that_does_not_tell_its_cells_gets_half_blocks_instead_of_sixel(chart: Path) -> None:
    made = ready(chart, Way.SIXEL, 20, 5, None)
    assert made.lines
    assert made.graphic is None


@pytest.mark.parametrize("way", [Way.ITERM, Way.SIXEL])
def test_a_graphic_leaves_blanks_below_it_and_the_cursor_behind_it(chart: Path, way: Way) -> None:
    screen = Screen(60, 4)
    screen.feed(f"\x1b[2;11H{'x' * 30}\x1b[2;11H".encode())
    screen.feed((rows_of(chart, way, 20, 5)[0] + "after").encode())
    assert screen.text().splitlines()[1].rstrip() == f"{'':30}after{'x' * 5}"
    screen.close()


def test_a_picture_that_is_damaged_after_all_is_said_to_be() -> None:
    assert ready(EXAMPLE / "deck.md", Way.BLOCKS, 4, 4) == Ready(None)
