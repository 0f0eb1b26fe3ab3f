"""Picture files, read safely: only beside or below the deck, only real images, only so many bytes."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from holeout.problems import Level

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 10 * 1024 * 1024
SVG = "image/svg+xml"
_MAGIC = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("image/avif", re.compile(rb"....ftypavi[fs]", re.DOTALL)),
    (SVG, re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|svg)")),
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture cannot be had: `reason` goes on after its name, `hint` says what to do.

    What is a WARNING is nobody's mistake: the picture is just not for us.
    """

    reason: str
    hint: str
    level: Level = Level.ERROR


class NoPictureError(Exception):
    """A picture that cannot be had."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


NOT_HERE = Fault("is not on this machine, and nothing is fetched", "save it beside the deck", Level.WARNING)
NOT_BESIDE = Fault("is not beside the deck", "put it into the deck's folder")
TOO_LARGE = Fault(f"is larger than {MOST_BYTES // 1024**2} MiB", "make it smaller")
NO_IMAGE = Fault("is no image", "use PNG, JPEG, GIF, WebP, AVIF or SVG")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """An image file. `kind` is its media type, found in its bytes and not in its name."""

    path: Path
    kind: str
    data: bytes

    @property
    def address(self) -> str:
        """The whole picture as an address that a page can hold."""
        return f"data:{self.kind};base64,{base64.b64encode(self.data).decode('ascii')}"


def place_of(folder: Path, name: str) -> Path:
    """Where `name`, as a deck in `folder` has it, would be; it need not exist. Raises NoPictureError outside."""
    if _ELSEWHERE.match(name):
        raise NoPictureError(NOT_HERE)
    root = folder.resolve()
    inside = [path for spelt in dict.fromkeys((name, unquote(name))) if (path := _below(root, spelt))]
    if not inside:
        raise NoPictureError(NOT_BESIDE)
    return next((path for path in inside if _is_file(path)), inside[0])


def read_picture(place: Path) -> PictureFile:
    """The image file at `place`. Raises NoPictureError for what is none, or too large."""
    if not _is_file(place):
        raise NoPictureError(NOT_BESIDE)
    data = _bytes_of(place)
    if len(data) > MOST_BYTES:
        raise NoPictureError(TOO_LARGE)
    kind = kind_of(data)
    if not kind:
        raise NoPictureError(NO_IMAGE)
    return PictureFile(place, kind, data)


def kind_of(data: bytes) -> str:
    """The media type that the first bytes of `data` show; empty for what is no image that a page can hold."""
    kind = next((kind for kind, magic in _MAGIC if magic.match(data)), "")
    return "" if kind == SVG and not _is_plain_svg(data) else kind


def _is_plain_svg(data: bytes) -> bool:
    # A document type can define entities that grow without end, or name other files.
    return b"<svg" in data[:4096] and not re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE)


def _bytes_of(path: Path) -> bytes:
    """What `path` holds, up to a byte more than a picture may; nothing if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return b""


def _below(root: Path, name: str) -> Path | None:
    """`name` in or below `root`, with links followed; None when it leads elsewhere."""
    try:
        path = (root / name).resolve()
    except (OSError, ValueError, RuntimeError):  # the last of a link that leads to itself
        return None
    return path if path.is_relative_to(root) else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
