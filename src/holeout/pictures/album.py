"""The pictures of one talk: each is looked for once, and measured once, when somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.pictures.files import Fault, NoPictureError, place_of, read_picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from holeout.layout.styled import Line
    from holeout.pictures.files import PictureFile

Stamp = tuple[int, int] | None
"""How a file looked: when it was changed, in nanoseconds, and its bytes; None for one that is not there."""


@dataclass(frozen=True, slots=True)
class Found:
    """A picture that can be shown. `content` names what is in the file; `size` is in pixels."""

    place: Path
    content: str
    size: tuple[int, int]


class Album:
    """Finds pictures by the paths that a deck in `folder` gives them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked: dict[str, Found | Fault] = {}
        self._stamps: dict[Path, Stamp] = {}

    def find(self, path: str) -> Found | Fault:
        """The picture at `path`, or why it cannot be shown."""
        if path not in self._asked:
            self._asked[path] = self._look(path)
        return self._asked[path]

    def size(self, path: str) -> tuple[int, int] | None:
        """Its width and height in pixels; None when it cannot be shown."""
        found = self.find(path)
        return found.size if isinstance(found, Found) else None

    def draw(self, _: str, __: int, ___: int) -> Sequence[Line] | None:
        """Nothing: an album knows pictures, and leaves their cells to their descriptions."""
        return None

    @property
    def places(self) -> Iterable[Path]:
        """The files that were asked for, found or not."""
        return self._stamps.keys()

    def changed(self) -> bool:
        """Whether a file that was asked for is different from then. Said once for each change."""
        seen = {place: stamp_of(place) for place in self._stamps}
        different, self._stamps = seen != self._stamps, seen
        return different

    def stamps(self, paths: Iterable[str]) -> dict[str, Stamp]:
        """By its place, how each of `paths` looked when it was asked for."""
        places = [_place(self._folder, path) for path in paths]
        return {str(place): self._stamps.get(place) for place in places if place is not None}

    def _look(self, path: str) -> Found | Fault:
        try:
            place = place_of(self._folder, path)
            # Before it is read: what is written meanwhile is then a change.
            self._stamps[place] = stamp_of(place)
            file = read_picture(place)
            return _found(file)
        except NoPictureError as error:
            return error.fault


def _found(file: PictureFile) -> Found:
    from hashlib import blake2b  # noqa: PLC0415

    from holeout.pictures.pixels import size_of  # noqa: PLC0415  (only now is there something to decode)

    return Found(file.path, blake2b(file.data, digest_size=12).hexdigest(), size_of(file))


def stamp_of(place: Path) -> Stamp:
    """How the file at `place` looks now."""
    try:
        status = place.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def _place(folder: Path, path: str) -> Path | None:
    try:
        return place_of(folder, path)
    except NoPictureError:
        return None
