"""The page that was last on the screen, kept on disk so that the next start can show it before anything is parsed."""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from holeout import __version__
from holeout.files import write_atomically
from holeout.folders import cache_folder
from holeout.layout.laid_out import Page
from holeout.layout.styled import Piece, Role, Style
from holeout.sealed import sealed, unsealed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.layout.styled import Line
    from holeout.pictures.album import Stamp
    from holeout.talk import Talk


class Front(NamedTuple):
    """What the first page says of its deck: how many slides there are, who speaks where, and in which colours."""

    slides: int
    words: str
    theme: str = ""
    """The theme that the talk brings along, packed."""


class PageCache:
    """One file a talk. It holds the page for one state of the talk's files, spot and size; others are not found.

    The `fingerprint` of those files is asked for only when there is a page to compare or to keep.
    """

    def __init__(self, talk: str, fingerprint: Callable[[], str]) -> None:
        name = f"{zlib.crc32(talk.encode()):08x}{zlib.adler32(talk.encode()):08x}"
        self._path: Path = cache_folder() / "pages" / name
        self._fingerprint = fingerprint

    @classmethod
    def of_talk(cls, talk: Talk) -> PageCache:
        """The cache of the talk's pages, as its files are."""
        return cls(str(talk.deck_path.resolve()), lambda: talk.fingerprint)

    def find(self, slide: int, step: int, width: int, height: int) -> Page | None:
        """The page, if it is the one that was kept."""
        data = self._load()
        if data is None or data.get("spot") != (slide, step, width, height):
            return None
        if data.get("pictures") and not _unchanged(data["pictures"]):
            return None
        try:
            lines = tuple(_line(line) for line in data["lines"])
            return Page(lines, width, int(data["height"]), int(data["needed"]))
        except (KeyError, TypeError, ValueError):
            return None

    def front(self) -> Front | None:
        """What is known of the deck without reading it, if a page of it was kept."""
        data = self._load()
        try:
            return Front(int(data["slides"]), str(data["words"]), str(data["theme"])) if data else None
        except (KeyError, TypeError, ValueError):
            return None

    def keep(
        self,
        slide: int,
        step: int,
        page: Page,
        size: tuple[int, int],
        front: Front,
        pictures: Mapping[str, Stamp] = MappingProxyType({}),
    ) -> None:
        """Write the page down for the next start, unless its `pictures` change until then.

        A disk that cannot take it is passed over, and so is a page that waits for a picture.
        """
        if page.waits:
            return
        data = {
            "files": self._files(),
            "spot": (slide, step, *size),
            "lines": [[(text, *style) for text, style in line] for line in page.lines],
            "pictures": [(place, *(stamp or ())) for place, stamp in pictures.items()],
            "height": page.height,
            "needed": page.needed,
            **front._asdict(),
        }
        with suppress(OSError, ValueError):
            write_atomically(self._path, sealed(_plain(data)), private=True, durable=False)

    def _files(self) -> str:
        return f"{__version__} {self._fingerprint()}"

    def _load(self) -> dict[str, Any] | None:
        try:
            data = unsealed(self._path.read_bytes())
        except (OSError, ValueError):
            return None
        return data if isinstance(data, dict) and data.get("files") == self._files() else None


def _unchanged(pictures: Any) -> bool:
    """Whether these files, each with its stamp, look as they did."""
    from holeout.pictures.album import stamp_of  # noqa: PLC0415  (most pages have no pictures)

    return all((stamp_of(Path(place)) or ()) == tuple(stamp) for place, *stamp in pictures)


def _plain(value: Any) -> Any:
    """Roles as the plain text that they are."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_plain(part) for part in value)
    return str(value) if isinstance(value, Role) else value


def _line(data: Any) -> Line:
    return tuple(Piece(text, Style(Role(role), *rest)) for text, role, *rest in data)
