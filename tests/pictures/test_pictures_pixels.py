"""Pixels: upright, the first frame, and nothing that a hostile or broken file could do."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from holeout.pictures.files import NoPictureError, PictureFile, kind_of
from holeout.pictures.pixels import DAMAGED, IS_SVG, LARGEST, TOO_MANY_PIXELS, on_ground, read_pixels, size_of
from tests.pictures.drawing import disc, encoded, frames, quarters

ORIENTATION = 0x0112


def file_of(data: bytes) -> PictureFile:
    """A picture with these bytes."""
    return PictureFile(Path("any"), kind_of(data), data)


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_every_kind_is_read(kind: str) -> None:
    file = file_of(encoded(quarters(64, 32), kind))
    assert size_of(file) == (64, 32)
    pixels = read_pixels(file)
    assert (pixels.mode, pixels.size) == ("RGBA", (64, 32))
    red, white = pixels.getpixel((8, 8)), pixels.getpixel((56, 24))
    assert red[0] - red[1] > 140
    assert min(white) > 200


def test_a_photograph_that_was_taken_sideways_stands_upright() -> None:
    sideways = quarters(64, 32).rotate(90, expand=True)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    file = file_of(encoded(sideways, "JPEG", exif=exif, quality=95))
    assert size_of(file) == (64, 32)
    pixels = read_pixels(file)
    assert pixels.size == (64, 32)
    assert pixels.getpixel((8, 8))[:3] == pytest.approx((255, 0, 0), abs=40)


def test_of_an_animation_the_first_frame_is_read() -> None:
    assert read_pixels(file_of(frames())).getpixel((5, 5)) == (255, 0, 0, 255)


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    grey = Image.new("I;16", (2, 1))
    grey.putpixel((0, 0), 0x4000)
    grey.putpixel((1, 0), 0xFF00)
    pixels = read_pixels(file_of(encoded(grey)))
    assert [pixels.getpixel((x, 0))[0] for x in range(2)] == [0x40, 0xFF]


def test_what_is_transparent_shows_the_ground() -> None:
    shown = on_ground(disc(), (120, 120), "#102030")
    assert shown.getpixel((0, 0)) == (0x10, 0x20, 0x30)
    assert shown.getpixel((60, 60)) == (0xFF, 0xD7, 0x00)


def test_a_picture_keeps_its_shape_in_a_box_of_another() -> None:
    shown = on_ground(quarters(40, 20).convert("RGBA"), (60, 60), "#000000")
    assert shown.getpixel((5, 10)) == (0, 0, 0)
    assert shown.getpixel((5, 20)) == (255, 0, 0)


def test_a_small_file_that_claims_to_be_huge_is_refused_by_its_header() -> None:
    file = file_of(claiming(60_000, 60_000))
    for read in (size_of, read_pixels):
        with pytest.raises(NoPictureError) as caught:
            read(file)
        assert caught.value.fault == TOO_MANY_PIXELS


def test_a_picture_just_over_the_limit_is_refused_as_well() -> None:
    with pytest.raises(NoPictureError) as caught:
        size_of(file_of(claiming(10_000, 5_001)))
    assert caught.value.fault == TOO_MANY_PIXELS


def test_no_more_pixels_are_kept_than_a_terminal_shows() -> None:
    pixels = read_pixels(file_of(encoded(Image.new("RGB", (4000, 3000), "red"), "JPEG")))
    assert pixels.size == LARGEST


@pytest.mark.usefixtures("whole_pictures")
def test_half_a_file_is_damaged() -> None:
    whole = encoded(Image.effect_noise((80, 80), 90))
    file = file_of(whole[: len(whole) // 2])
    assert size_of(file) == (80, 80)
    with pytest.raises(NoPictureError) as caught:
        read_pixels(file)
    assert caught.value.fault == DAMAGED


def test_a_drawing_in_lines_says_what_it_is() -> None:
    with pytest.raises(NoPictureError) as caught:
        size_of(file_of(b"<svg/>"))
    assert caught.value.fault == IS_SVG


WHOLE = {
    kind: encoded(quarters(12, 12).convert("P" if kind == "GIF" else "RGB"), kind)
    for kind in ("PNG", "JPEG", "GIF", "WEBP")
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_no_broken_file_does_anything_but_say_so(kind: str, data: st.DataObject) -> None:
    broken = bytearray(WHOLE[kind])
    for place in data.draw(st.lists(st.integers(12, len(broken) - 1), min_size=1, max_size=8)):
        broken[place] = data.draw(st.integers(0, 255))
    del broken[data.draw(st.integers(12, len(broken))) :]
    file = PictureFile(Path("any"), kind_of(WHOLE[kind]), bytes(broken))
    with suppress(NoPictureError):
        size = size_of(file)
        assert read_pixels(file).width <= max(size)
