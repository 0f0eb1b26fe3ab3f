"""Which files are read as pictures, and which never are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from holeout.pictures.files import (
    MOST_BYTES,
    NO_IMAGE,
    NOT_BESIDE,
    NOT_HERE,
    TOO_LARGE,
    Fault,
    NoPictureError,
    kind_of,
    place_of,
    read_picture,
)
from tests.pictures.drawing import encoded, quarters

if TYPE_CHECKING:
    from pathlib import Path

PNG = encoded(quarters(8, 8))
SVG = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


def fault(folder: Path, name: str) -> Fault | None:
    """Why `name` cannot be had by a deck in `folder`."""
    try:
        read_picture(place_of(folder, name))
    except NoPictureError as error:
        return error.fault
    return None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A deck's folder, with a picture in it and a secret beside it."""
    folder = tmp_path / "slides"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a dot.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    return folder


@pytest.mark.parametrize("name", ["deep/a dot.png", "deep/a%20dot.png", "./deep/../deep/a dot.png"])
def test_a_picture_below_the_deck_is_found(folder: Path, name: str) -> None:
    assert fault(folder, name) is None


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/hostname", "..%2fsecret.png", "no.png", "", "a\x00b", "x" * 5000, "deep"]
)
def test_nothing_elsewhere_is_read(folder: Path, name: str) -> None:
    assert fault(folder, name) == NOT_BESIDE


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "trick.png").symlink_to(folder.parent / "secret.png")
    assert fault(folder, "trick.png") == NOT_BESIDE


@pytest.mark.parametrize("name", ["https://a.example/x.png", "//a.example/x.png", "data:image/png;base64,x"])
def test_an_address_is_no_file(folder: Path, name: str) -> None:
    assert fault(folder, name) == NOT_HERE


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.png")
    assert fault(folder, "pipe.png") == NOT_BESIDE


def test_text_that_is_named_like_a_picture_is_none(folder: Path) -> None:
    (folder / "notes.png").write_text("my password")
    assert fault(folder, "notes.png") == NO_IMAGE


def test_a_file_that_is_too_large_is_not_read_to_its_end(folder: Path) -> None:
    with (folder / "big.png").open("wb") as file:
        file.write(PNG)
        file.truncate(MOST_BYTES + 1)
    assert fault(folder, "big.png") == TOO_LARGE


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (SVG, "image/svg+xml"),
        (b"<svg/>", "image/svg+xml"),
        (b"#!/bin/sh", ""),
        (b"<html><svg></svg></html>", ""),
        (b"", ""),
        (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', ""),
        (b"<!-- -->" * 10_000, ""),
    ],
)
def test_what_a_file_is_shows_in_its_bytes_and_not_in_its_name(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
