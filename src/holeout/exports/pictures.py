"""The pictures of a deck, taken into a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.pictures.files import NoPictureError, place_of, read_picture
from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from holeout.deck.blocks import Image
    from holeout.pictures.files import PictureFile


class Pictures:
    """Finds the pictures of the deck at `deck_path`. `problems` tells of those that could not be taken."""

    def __init__(self, deck_path: Path) -> None:
        self.problems: list[Problem] = []
        self._deck = deck_path
        self._found: dict[str, PictureFile | None] = {}

    def find(self, image: Image) -> PictureFile | None:
        """The file that `image` shows, or None; each missing one is told of once."""
        if image.path not in self._found:
            self._found[image.path] = self._read(image)
        return self._found[image.path]

    def _read(self, image: Image) -> PictureFile | None:
        try:
            file = read_picture(place_of(self._deck.parent, image.path))
        except NoPictureError as error:
            self._tell(image, f"{error.fault.reason}, and is left out", error.fault.hint)
            return None
        if not image.alt:
            self._tell(image, "has no description", f"write ![what it shows]({image.path})")
        return file

    def _tell(self, image: Image, message: str, hint: str) -> None:
        text = f"the picture {image.path} {message}"
        self.problems.append(Problem(str(self._deck), image.lines[0], 1, text, hint, Level.WARNING))
