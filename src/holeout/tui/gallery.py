"""Pictures for slides: each is made in a thread when a page first wants it, and kept for the cells it takes."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.message import Message

from holeout.pictures import kitty
from holeout.pictures.album import Found
from holeout.pictures.preparing import Order, Ready, prepare
from holeout.pictures.terminals import AUTO, Way, ask_tmux, cell_pixels, route_of
from holeout.themes.palette import ANSI
from holeout.tui.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holeout.layout.styled import Line
    from holeout.pictures.album import Album
    from holeout.pictures.preparing import Graphic
    from holeout.pictures.terminals import Route
    from holeout.tui.app import HoleoutApp

KEPT = 64
"""Pictures kept ready."""
COLORS = {"truecolor": 1 << 24, "256": 256}
"""Colour systems in which a picture says more than its description."""


class PicturesReady(Message):
    """Pictures that pages wait for have been made."""


@runtime_checkable
class ShowsPictures(Protocol):
    """A screen on which pictures may be waited for."""

    def pictures_ready(self) -> None:
        """Draw what waited."""


class Gallery:
    """Draws the pictures of `album` before the colour `ground`, by the `route` that the terminal has; None for text.

    `tell` is called, from another thread, when pictures are ready to be taken; `write` sends text to the terminal.
    """

    def __init__(
        self,
        album: Callable[[], Album],
        route: Callable[[], Route] | None,
        ground: str,
        tell: Callable[[], object],
        write: Callable[[str], object],
    ) -> None:
        self._album = album
        self._route = cache(route) if route else None
        self._ground = ground
        self._write = write
        self._ready: OrderedDict[Order, Ready] = OrderedDict()
        self._graphics: dict[str, Graphic] = {}
        self._deletions: list[str] = []
        self._closed = False
        self._numbers: dict[Order, int] = {}
        self._workshop = Workshop(self._make, tell)

    # For pages

    def size(self, path: str) -> tuple[int, int] | None:
        """Its width and height in pixels; None when it cannot be shown."""
        return self._album().size(path) if self._route else None

    def draw(self, path: str, columns: int, rows: int) -> Sequence[Line] | None:
        """Half blocks, which the painter may replace by a graphic; nothing while they are being made."""
        return self.drawn(path, columns, rows, graphic=True)

    def drawn(self, path: str, columns: int, rows: int, *, graphic: bool) -> Sequence[Line] | None:
        """The same, with a graphic if that is of use."""
        found = self._album().find(path)
        if not isinstance(found, Found):
            return None
        order = Order(found.place, found.content, columns, rows, cell_pixels() if graphic else None, graphic)
        ready = self._ready.get(order)
        if ready is None:
            self._numbers.setdefault(order, len(self._numbers))
            self._workshop.wish(order)
            return ()
        self._ready.move_to_end(order)
        return ready.lines

    @property
    def in_blocks(self) -> InBlocks:
        """The same pictures without graphics, for miniatures."""
        return InBlocks(self)

    # For the painter

    def graphic(self, picture: str) -> tuple[int, str] | None:
        """How many columns, and what to send, for the row of a picture that a Style names; None for half blocks."""
        name, _, row = picture.rpartition(":")
        found = self._graphics.get(name)
        return (found.columns, found.rows[int(row)]) if found else None

    # For the application

    def take(self) -> None:
        """Take what has been made; the terminal gets it before any page shows it."""
        if self._closed:
            return
        for order, ready in self._workshop.fetch():
            self._ready[order] = ready
            if ready.graphic:
                self._write(ready.graphic.upload)
                self._deletions.append(ready.graphic.delete)
                self._graphics[order.name] = ready.graphic
            if len(self._ready) > KEPT:
                old, _ = self._ready.popitem(last=False)
                self._graphics.pop(old.name, None)

    def close(self) -> None:
        """Take back what the terminal was given."""
        self._write("".join(self._deletions))
        self._closed = True

    def _make(self, order: Order) -> Ready:
        """In the workshop's thread."""
        picture = kitty.identifier(self._numbers[order], os.getpid())
        try:
            return prepare(order, self._route(), self._ground, picture) if self._route else Ready(None)
        except Exception:  # noqa: BLE001  (a thread that ends would leave every page waiting)
            return Ready(None)


@dataclass(frozen=True, slots=True)
class InBlocks:
    """The pictures of `gallery` in half blocks alone."""

    gallery: Gallery

    def size(self, path: str) -> tuple[int, int] | None:
        """As the gallery says."""
        return self.gallery.size(path)

    def draw(self, path: str, columns: int, rows: int) -> Sequence[Line] | None:
        """Half blocks; nothing while they are being made."""
        return self.gallery.drawn(path, columns, rows, graphic=False)


def gallery_for(app: HoleoutApp) -> Gallery:
    """The pictures of what `app` shows, as its terminal and its user's settings have them."""
    wanted, palette = app.options.images, app.painter.palette
    colorless = palette is ANSI or app.console.color_system not in COLORS
    text = wanted == Way.TEXT or (wanted == AUTO and colorless)
    gallery = Gallery(
        lambda: app.talk.pictures,
        None if text else lambda: route_of(wanted, os.environ, ask_tmux),
        palette.ground if palette.ground.startswith("#") else "#000000",
        lambda: app.post_message(PicturesReady()),
        app.send,
    )
    app.painter.graphic = gallery.graphic
    return gallery


def show_ready(app: HoleoutApp) -> None:
    """Take what has been made, and have it drawn where it is waited for."""
    app.pictures.take()
    for screen in app.screen_stack:
        if isinstance(screen, ShowsPictures):
            screen.pictures_ready()
