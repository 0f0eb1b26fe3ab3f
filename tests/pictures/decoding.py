"""Reads back what is sent to terminals: escape sequences to pictures."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageStat

from holeout.pictures.kitty import PLACEHOLDER, diacritics


@dataclass(frozen=True)
class KittyPicture:
    """A picture as kitty's protocol gave it, and the keys of its first command."""

    keys: dict[str, str]
    image: Image.Image


def kitty_pictures(sent: str) -> dict[int, KittyPicture]:
    """Every picture that was uploaded, by its identifier."""
    found: dict[int, KittyPicture] = {}
    keys: dict[str, str] = {}
    data = ""
    for command, payload in re.findall(r"\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\", sent):
        given = dict(key.split("=") for key in command.split(","))
        if given.get("a") == "T":
            keys, data = given, ""
        elif given.get("a") == "d":
            continue
        assert len(payload) <= 4096
        data += payload
        if given["m"] == "0":
            image = Image.open(io.BytesIO(base64.b64decode(data)))
            found[int(keys["i"])] = KittyPicture(keys, image.convert("RGB"))
    return found


def kitty_deleted(sent: str) -> list[int]:
    """The pictures that were taken back."""
    return [int(found) for found in re.findall(r"\x1b_Ga=d,d=I,i=(\d+)", sent)]


def placed(text: str) -> tuple[int, list[tuple[int, int]]]:
    """The picture of a line of placeholders, and the row and column that each cell says or continues."""
    marks = {mark: number for number, mark in enumerate(diacritics())}
    color = re.search(r"\x1b\[38;5;(\d+)", text)
    assert color
    cells: list[tuple[int, int]] = []
    most = row = 0
    for cell in text.split(PLACEHOLDER)[1:]:
        given = [marks[mark] for mark in cell if mark in marks]
        if given:
            row, column, most = given
            cells.append((row, column))
        else:
            cells.append((row, cells[-1][1] + 1))
    return most << 24 | int(color[1]), cells


def inline_images(sent: str) -> list[tuple[dict[str, str], Image.Image]]:
    """Every image of iTerm2's protocol, with its keys."""
    found = []
    for command, payload in re.findall(r"\x1b\]1337;File=([^:]*):([^\x07]*)\x07", sent):
        data = base64.b64decode(payload)
        keys = dict(key.split("=") for key in command.split(";"))
        assert int(keys["size"]) == len(data)
        found.append((keys, Image.open(io.BytesIO(data)).convert("RGB")))
    return found


def sixel_image(sent: str) -> Image.Image:
    """The image of one Sixel sequence."""
    found = re.fullmatch(r'\x1bP0;1;0q"1;1;(\d+);(\d+)(.*)\x1b\\', sent, re.DOTALL)
    assert found, sent[:40]
    width, height = int(found[1]), int(found[2])
    image = Image.new("RGB", (width, -(-height // 6) * 6), "#123456")
    colors: dict[int, tuple[int, ...]] = {}
    x = y = 0
    color = -1
    for part in re.findall(r"#\d+(?:;2;\d+;\d+;\d+)?|!\d+[?-~]|[?-~]|[$-]", found[3]):
        if part[0] == "#":
            color, *channels = (int(number) for number in part[1:].replace(";2;", ";").split(";"))
            if channels:
                colors[color] = tuple(round(channel * 255 / 100) for channel in channels)
        elif part == "$":
            x = 0
        elif part == "-":
            x, y = 0, y + 6
        else:
            count = int(part[1:-1]) if part[0] == "!" else 1
            for column in range(x, x + count):
                for bit in range(6):
                    if ord(part[-1]) - 63 >> bit & 1:
                        image.putpixel((column, y + bit), colors[color])
            x += count
    return image.crop((0, 0, width, height))


def stacked(parts: list[Image.Image]) -> Image.Image:
    """`parts` of one width under each other."""
    whole = Image.new("RGB", (parts[0].width, sum(part.height for part in parts)))
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    return whole


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far the pixels of two pictures of the same size are apart on average, from 0 to 255."""
    assert one.size == other.size
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3
