"""The pictures of a deck, taken into a page: only files beside or below the deck, and only real images."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from holeout.deck.blocks import Image

MOST_BYTES = 10 * 1024 * 1024
_SVG = "image/svg+xml"
_MAGIC = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("image/avif", re.compile(rb"....ftypavi[fs]", re.DOTALL)),
    (_SVG, re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|svg)")),
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file. `kind` is its media type, found in its bytes and not in its name."""

    path: Path
    kind: str
    data: bytes

    @property
    def address(self) -> str:
        """The whole picture as an address."""
        return f"data:{self.kind};base64,{base64.b64encode(self.data).decode('ascii')}"


class Pictures:
    """Finds the pictures of the deck at `deck_path`. `problems` tells of those that could not be taken."""

    def __init__(self, deck_path: Path) -> None:
        self.problems: list[Problem] = []
        self._deck = deck_path
        self._found: dict[str, Picture | None] = {}

    def find(self, image: Image) -> Picture | None:
        """The file that `image` shows, or None; each missing one is told of once."""
        if image.path not in self._found:
            self._found[image.path] = self._read(image)
        return self._found[image.path]

    def _read(self, image: Image) -> Picture | None:
        if _ELSEWHERE.match(image.path):
            self._tell(image, "is not on this machine, and is left out", "save it beside the deck")
            return None
        path = _existing(self._deck.parent.resolve(), image.path)
        if path is None:
            self._tell(image, "is not beside the deck, and is left out", "put it into the deck's folder")
            return None
        data = _bytes_of(path)
        kind = kind_of(data) if len(data) <= MOST_BYTES else ""
        if not kind:
            hint = f"use PNG, JPEG, GIF, WebP, AVIF or SVG of at most {MOST_BYTES // 1024**2} MiB"
            self._tell(image, "is no image that a page can hold, and is left out", hint)
            return None
        if not image.alt:
            self._tell(image, "has no description", f"write ![what it shows]({image.path})")
        return Picture(path, kind, data)

    def _tell(self, image: Image, message: str, hint: str) -> None:
        text = f"the picture {image.path} {message}"
        self.problems.append(Problem(str(self._deck), image.lines[0], 1, text, hint, Level.WARNING))


def _bytes_of(path: Path) -> bytes:
    """What `path` holds, up to a byte more than a picture may; nothing if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return b""


def kind_of(data: bytes) -> str:
    """The media type that the first bytes of `data` show; empty for what is no image that a page can hold."""
    kind = next((kind for kind, magic in _MAGIC if magic.match(data)), "")
    return "" if kind == _SVG and not _is_plain_svg(data) else kind


def _is_plain_svg(data: bytes) -> bool:
    # A document type can define entities that grow without end, or name other files.
    return b"<svg" in data[:4096] and not re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE)


def _existing(root: Path, name: str) -> Path | None:
    """The file `name` in or below `root`, as it is written or with its %-escapes undone."""
    for spelt in dict.fromkeys((name, unquote(name))):
        try:
            path = (root / spelt).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path
        except (OSError, ValueError):
            continue
    return None
