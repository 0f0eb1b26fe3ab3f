"""Draws the pictures of the example deck, and others that tests want. Run it to draw the example's anew."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw

EXAMPLE = Path(__file__).parent / "example"
QUARTERS = ("#ff0000", "#00ff00", "#0000ff", "#ffffff")


def quarters(width: int = 320, height: int = 160) -> Image.Image:
    """Red, green, blue and white, from left to right and from above."""
    image = Image.new("RGB", (2, 2))
    image.putdata([tuple(bytes.fromhex(color[1:])) for color in QUARTERS])
    return image.resize((width, height), Image.Resampling.NEAREST)


def disc(side: int = 240) -> Image.Image:
    """A gold disc before nothing at all."""
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((8, 8, side - 9, side - 9), fill="#ffd700")
    return image


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """`image` as a file's bytes."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def frames() -> bytes:
    """An animation: red, then blue."""
    red, blue = (Image.new("RGB", (60, 40), color) for color in ("#ff0000", "#0000ff"))
    return encoded(red, "GIF", save_all=True, append_images=[blue], duration=200)


def main() -> None:
    """Draw the example's pictures."""
    slope = Image.linear_gradient("L").rotate(90).resize((400, 100))
    lines = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1l6 6" stroke="red"/></svg>\n'
    )
    for name, data in {
        "quarters.png": encoded(quarters()),
        "disc.png": encoded(disc()),
        "slope.jpg": encoded(slope, "JPEG", quality=85),
        "frames.gif": frames(),
        "lines.svg": lines.encode(),
    }.items():
        (EXAMPLE / name).write_bytes(data)


if __name__ == "__main__":
    main()
