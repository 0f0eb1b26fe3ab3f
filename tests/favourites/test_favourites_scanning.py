"""Codes that phones showed, read later from pictures and from pasted text."""

from __future__ import annotations

import struct
import sys
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import segno
from PIL import Image

from holeout.favourites.scanning import MOST_CODES, scan_file

if TYPE_CHECKING:
    from pathlib import Path

ONE = 'format = "holeout-favourites/1"\nactor = "abcdefgh2345"\n\n[[favourite]]\ntool = "polars"\nnote = "fast"\n'
TWO = 'format = "holeout-favourites/1"\n[[favourite]]\ntool = "dvc"\n'


def code(text: str) -> Image.Image:
    kept = BytesIO()
    segno.make(text, error="m", micro=False).save(kept, kind="png", scale=4, border=4)
    return Image.open(kept).convert("L")


def saved(path: Path, image: Image.Image) -> Path:
    image.save(path)
    return path


def tools(path: Path) -> list[str]:
    return [item.tool for file in scan_file(path).files for item in file.favourites]


def said(path: Path) -> str:
    return "\n".join(str(problem) for problem in scan_file(path).problems)


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp", "webp", "tiff", "gif"])
def test_a_picture_of_any_common_kind_is_read(tmp_path: Path, kind: str) -> None:
    assert tools(saved(tmp_path / f"photo.{kind}", code(ONE))) == ["polars"]


def test_several_codes_in_one_picture_are_all_read_also_from_a_tilted_dim_photo(tmp_path: Path) -> None:
    both = Image.new("L", (1400, 700), 170)
    both.paste(code(ONE).point(lambda grey: 60 + grey // 2), (60, 120))
    both.paste(code(TWO), (800, 90))
    tilted = both.rotate(7, resample=Image.Resampling.BICUBIC, fillcolor=170)
    assert sorted(tools(saved(tmp_path / "photo.jpg", tilted))) == ["dvc", "polars"]


def test_pasted_codes_are_read_one_after_the_other(tmp_path: Path) -> None:
    pasted = tmp_path / "pasted.txt"
    pasted.write_bytes(f"scanned today:\r\n{ONE}\n{TWO}{ONE}".replace("\n", "\r\n").encode())
    assert tools(pasted) == ["polars", "dvc", "polars"]
    assert said(pasted) == ""


def test_one_broken_code_does_not_spoil_the_others_and_is_told(tmp_path: Path) -> None:
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(f"{ONE}\nformat = oops\n{TWO}")
    assert tools(pasted) == ["polars", "dvc"]
    assert "pasted.txt, code 2:1" in said(pasted)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n broken", "cannot be read"),
        (b"\xff\xd8\xff\xe0 broken", "cannot be read"),
        (b"", "no favourites are in this"),
        (b"just words", "no favourites are in this"),
        (b"\x00\x01", "zero byte"),
        (b"\xff\xfe\x41\x00", "UTF-16"),
    ],
)
def test_what_holds_no_code_is_told_in_words(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert words in said(path)
    assert scan_file(path).files == ()


def test_a_picture_without_a_code_a_folder_and_nothing_are_told(tmp_path: Path) -> None:
    assert "no favourites" in said(saved(tmp_path / "empty.png", Image.new("L", (50, 50), 255)))
    assert "a folder" in said(tmp_path)
    assert "cannot be read" in said(tmp_path / "missing.png")


def test_a_code_that_is_something_else_is_no_favourite(tmp_path: Path) -> None:
    path = saved(tmp_path / "link.png", code("https://example.org"))
    assert scan_file(path).files == ()
    assert said(path)


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_a_picture_that_claims_to_be_huge_is_not_unpacked(tmp_path: Path, side: int) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    bomb += chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb)
    assert "too large" in said(path)
    assert "too large" in said(saved(tmp_path / "long.png", Image.new("L", (65_536, 1))))


def test_a_flood_of_codes_is_cut_and_told(tmp_path: Path) -> None:
    path = tmp_path / "flood.txt"
    path.write_text(TWO * (MOST_CODES + 1))
    assert len(scan_file(path).files) == MOST_CODES
    assert "only the first" in said(path)


def test_without_the_extra_pictures_say_what_to_install_and_text_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = saved(tmp_path / "photo.png", code(ONE))
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    assert "pip install 'holeout[scan]'" in said(picture)
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(ONE)
    assert tools(pasted) == ["polars"]
