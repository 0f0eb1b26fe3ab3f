"""What `check` says of a deck's pictures: those that cannot be shown, and those that nothing describes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from holeout.deck.blocks import Image, within
from holeout.pictures.album import Found
from holeout.pictures.files import Fault, NoPictureError, read_picture
from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holeout.deck.model import Deck
    from holeout.pictures.album import Album

    Locate = Callable[[str, int], tuple[int, int]]
    """The line and column of a text, looked for from a line on."""


def picture_problems(deck: Deck, album: Album, locate: Locate, level: Level) -> Iterator[Problem]:
    """A Problem of at most `level` for each picture that cannot be shown, a note for one without a description.

    Every picture is read whole, so that none is found damaged on the stage.
    """
    fault_of = cache(lambda path: _fault(album, path))
    for index in range(len(deck)):
        for image in within(deck.slide(index).blocks):
            if isinstance(image, Image):
                line, column = locate(image.path, image.lines[0])
                if fault := fault_of(image.path):
                    text = f"the picture {image.path} {fault.reason}; its description is shown instead"
                    yield Problem(deck.path, line, column, text, fault.hint, max(level, fault.level))
                if not image.alt:
                    text = f"the picture {image.path} has no description"
                    hint = f"write ![what it shows]({image.path})"
                    yield Problem(deck.path, line, column, text, hint, Level.NOTE)


def _fault(album: Album, path: str) -> Fault | None:
    from holeout.pictures.pixels import read_pixels  # noqa: PLC0415  (most talks have no pictures)

    found = album.find(path)
    if not isinstance(found, Found):
        return found
    try:
        read_pixels(read_picture(found.place))
    except NoPictureError as error:
        return error.fault
    return None
