"""Suggestions that a phone showed as QR codes, read later: from photos of them, or from the text that a scanner gave.

Each code holds a whole favourites file of one or a few entries, so reading one is reading a file.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from holeout.favourites.fileformat import parse
from holeout.favourites.model import Limits
from holeout.favourites.store import read_bytes
from holeout.favourites.syntax import decoded
from holeout.problems import HoleoutError, Level, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from holeout.favourites.model import FavouritesFile

PICTURE: Final = Limits(size=30 * 1024 * 1024)
MOST_PIXELS: Final = 60_000_000
"""A photo has some twelve million; a picture that claims more than this is not opened."""
MOST_CODES: Final = 2_000
"""In one text file."""
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\x00", b"MM\x00*")
_START: Final = re.compile(r"^(?=[ \t]*format[ \t]*=)", re.MULTILINE)
_NOTHING: Final = "no favourites are in this"


@dataclass(frozen=True, slots=True)
class Scan:
    """What one file gave."""

    files: tuple[FavouritesFile, ...] = ()
    problems: tuple[Problem, ...] = ()


def scan_file(path: Path) -> Scan:
    """The favourites in the QR codes of a picture, or in a text file of scanned codes. Raises nothing."""
    data = read_bytes(path, PICTURE)
    if isinstance(data, Problem):
        return Scan(problems=(data,))
    name = str(path)
    if data.startswith(_PICTURES):
        try:
            return _scan_texts(codes_in(data), name)
        except HoleoutError as error:
            return Scan(problems=(Problem(name, 0, 0, error.message, error.hint),))
    text = decoded(data, name, PICTURE)
    return Scan(problems=(text,)) if isinstance(text, Problem) else _scan_texts(_START.split(text)[1:], name)


def codes_in(picture: bytes) -> list[str]:
    """The text of every QR code in a picture. Raises HoleoutError when it cannot be read at all."""
    try:
        import zxingcpp  # noqa: PLC0415  (an extra)
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise HoleoutError(
            "pictures cannot be read without holeout[scan]", "pip install 'holeout[scan]'"
        ) from error
    try:
        grey = _grey(picture)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise HoleoutError("this picture cannot be read", "save it as PNG or JPEG") from error
    only_qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    try:
        return [code.text for code in zxingcpp.read_barcodes(grey, formats=only_qr)]
    except ValueError as error:  # it takes no side longer than 65,535
        raise _too_large() from error


def _too_large() -> HoleoutError:
    return HoleoutError("this picture is too large", "take a photo of the code alone")


def _grey(picture: bytes) -> Image.Image:
    from io import BytesIO  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = Image.open(BytesIO(picture))
    with image:
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        return image.convert("L")


def _scan_texts(texts: list[str], name: str) -> Scan:
    readings = [parse(text, f"{name}, code {number}") for number, text in enumerate(texts[:MOST_CODES], 1)]
    files = tuple(replace(reading.file, name=name) for reading in readings if reading.file)
    problems = [problem for reading in readings for problem in reading.problems]
    if not files and not problems:
        problems.append(Problem(name, 0, 0, _NOTHING, "is the whole code in the picture, and sharp?"))
    if len(texts) > MOST_CODES:
        problems.append(
            Problem(name, 0, 0, f"only the first {MOST_CODES:,} codes were read", "", Level.WARNING)
        )
    return Scan(files, tuple(problems))
