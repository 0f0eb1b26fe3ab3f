"""Pixels of a picture, read by Pillow: the first frame, upright, and never more of them than memory bears."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from PIL import ExifTags, Image, ImageOps

from holeout.pictures.files import SVG, Fault, NoPictureError
from holeout.problems import Level

if TYPE_CHECKING:
    from holeout.pictures.files import PictureFile

MOST_PIXELS = 50_000_000
"""A photograph of a current telephone; a small file may claim a thousand times that."""
LARGEST = (1920, 1440)
"""Pixels kept of a picture: more than a terminal of 200 columns shows."""
_FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
}
IS_SVG = Fault("is SVG, which no terminal draws", "save it as PNG as well", Level.WARNING)
TOO_MANY_PIXELS = Fault(f"has more than {MOST_PIXELS // 1_000_000} million pixels", "make it smaller")
DAMAGED = Fault("is damaged", "save it anew")
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
"""Exif orientations in which width and height change places."""

# Pillow refuses twice this number and warns from there down to it: here the warning refuses as well. What else it
# warns of (odd metadata, odd palettes) is no reader's business.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("ignore", module=r"PIL\.")
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def size_of(file: PictureFile) -> tuple[int, int]:
    """Width and height in pixels, from the header alone. Raises NoPictureError."""
    with _opened(file) as image:
        width, height = image.size
        try:
            turned = image.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE
        except Exception:  # noqa: BLE001  (metadata is no reason to refuse a picture)
            turned = False
    return (height, width) if turned else (width, height)


def read_pixels(file: PictureFile) -> Image.Image:
    """The picture in RGBA, at most LARGEST. Raises NoPictureError."""
    try:
        with _opened(file) as image:
            image.thumbnail(LARGEST, reducing_gap=2.0)
            upright = ImageOps.exif_transpose(_in_eight_bits(image))
            return upright.convert("RGBA")
    except NoPictureError:
        raise
    except Exception as error:  # decoders raise whatever a broken file makes of them
        raise NoPictureError(DAMAGED) from error


def on_ground(pixels: Image.Image, size: tuple[int, int], ground: str) -> Image.Image:
    """`pixels` in RGB, as large as fits into `size` and centred, before the colour `ground` (`#rrggbb`)."""
    fitted = ImageOps.contain(pixels, size)
    place = ((size[0] - fitted.width) // 2, (size[1] - fitted.height) // 2)
    canvas = Image.new("RGB", size, ground)
    canvas.paste(fitted, place, fitted)
    return canvas


def png_of(pixels: Image.Image) -> bytes:
    """`pixels` as a PNG, packed quickly rather than well."""
    file = io.BytesIO()
    pixels.save(file, "PNG", compress_level=3)
    return file.getvalue()


def jpeg_of(pixels: Image.Image) -> bytes:
    """`pixels` as a JPEG, for photographs, which a PNG makes ten times as large."""
    file = io.BytesIO()
    pixels.save(file, "JPEG", quality=90)
    return file.getvalue()


def _opened(file: PictureFile) -> Image.Image:
    if file.kind == SVG:
        raise NoPictureError(IS_SVG)
    try:
        return Image.open(io.BytesIO(file.data), formats=[_FORMATS[file.kind]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoPictureError(TOO_MANY_PIXELS) from error
    except Exception as error:
        raise NoPictureError(DAMAGED) from error


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """`image`, with 16 bits of grey brought down to 8: a plain conversion would make all of them white."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image
