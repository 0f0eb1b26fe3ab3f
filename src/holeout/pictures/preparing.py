"""A picture made ready to be shown in so many cells: what takes time, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from holeout.pictures import kitty
from holeout.pictures.files import NoPictureError, read_picture
from holeout.pictures.terminals import Route, Way

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from holeout.layout.styled import Line

FINE = (16, 32)
"""Pixels drawn into a cell of a terminal that does not say how many it has."""


class Order(NamedTuple):
    """What is wanted: the picture at `place`, whose file holds `content`, in so many cells."""

    place: Path
    content: str
    columns: int
    rows: int
    cell: tuple[int, int] | None
    """Width and height of a cell in pixels; None when the terminal does not say."""
    graphic: bool = True
    """Whether a graphic of the terminal is wanted beside the half blocks, which are always made."""

    @property
    def name(self) -> str:
        """A short name, the same for the same content and cells."""
        return f"{self.content}-{self.columns}x{self.rows}"


@dataclass(frozen=True, slots=True)
class Graphic:
    """What a terminal is sent for each row of a picture."""

    columns: int
    rows: tuple[str, ...]
    upload: str = ""
    """What has to be sent once, before the first row."""
    delete: str = ""
    """What takes that back."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture ready to be shown: in half blocks, and by the terminal's own means where it has them.

    `lines` is None for one that turned out to be damaged.
    """

    lines: tuple[Line, ...] | None
    graphic: Graphic | None = None


class _Source(NamedTuple):
    kind: str
    pixels: Image.Image


def prepare(order: Order, route: Route, ground: str, picture: int) -> Ready:
    """Read, scale and encode a picture before the colour `ground` (`#rrggbb`): a fraction of a second of work.

    `picture` is the number by which the terminal is to know it, where it needs one.
    """
    from holeout.pictures.halfblocks import half_blocks  # noqa: PLC0415  (these load the decoder)
    from holeout.pictures.pixels import on_ground  # noqa: PLC0415

    try:
        source = _read(order.place, order.content)
    except NoPictureError:
        return Ready(None)
    lines = half_blocks(on_ground(source.pixels, (order.columns, 2 * order.rows), ground), order.name)
    if not order.graphic or not _can_draw(route.way, order):
        return Ready(lines)
    width, height = order.cell or FINE
    pixels = on_ground(source.pixels, (order.columns * width, order.rows * height), ground)
    if route.way is Way.KITTY:
        return Ready(lines, _placed(pixels, order, picture, ground, through_tmux=route.through_tmux))
    return Ready(lines, _drawn(pixels, order, source.kind if route.way is Way.ITERM else "", ground))


def _can_draw(way: Way, order: Order) -> bool:
    """Sixel has to know what a cell measures, and kitty's table of rows has an end."""
    if way is Way.SIXEL:
        return order.cell is not None
    return way is Way.ITERM or (way is Way.KITTY and order.rows <= kitty.MOST_ROWS)


def _placed(pixels: Image.Image, order: Order, picture: int, ground: str, *, through_tmux: bool) -> Graphic:
    """`pixels` for kitty: sent once, with text that says where they go."""
    from holeout.pictures.pixels import png_of  # noqa: PLC0415

    columns, rows = order.columns, order.rows
    commands = [*kitty.upload(picture, png_of(pixels), columns, rows), kitty.delete(picture)]
    if through_tmux:
        commands = [kitty.passed_through(command) for command in commands]
    texts = tuple(kitty.placeholders(picture, row, columns, ground) for row in range(rows))
    return Graphic(columns, texts, "".join(commands[:-1]), commands[-1])


def _drawn(pixels: Image.Image, order: Order, kind: str, ground: str) -> Graphic:
    """`pixels` row by row at the cursor: as an image of `kind`, or in Sixel when there is none."""
    from holeout.pictures.graphics import iterm_rows, over_cells, sixel_rows  # noqa: PLC0415

    columns, rows = order.columns, order.rows
    drawn = iterm_rows(pixels, columns, rows, kind) if kind else sixel_rows(pixels, rows, ground)
    return Graphic(columns, tuple(over_cells(row, columns, ground) for row in drawn))


@lru_cache(maxsize=3)
def _read(place: Path, _content: str) -> _Source:
    """The pixels at `place`, kept for other sizes of the same content. Raises NoPictureError."""
    from holeout.pictures.pixels import read_pixels  # noqa: PLC0415

    file = read_picture(place)
    return _Source(file.kind, read_pixels(file))
