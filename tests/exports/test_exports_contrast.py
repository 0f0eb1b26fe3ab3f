"""The colours of the pages: each text can be read on its ground, in the light, in the dark and on paper."""

from __future__ import annotations

import re

import pytest

from holeout.exports.templating import asset

TEXTS = (
    "text", "title", "heading", "muted", "accent", "good", "warn", "bad", "link", "quote",
    "keyword", "string", "number", "comment", "function", "type", "operator", "unlit",
)  # fmt: skip
INKS = ["ink", *(f"ink-{n}" for n in range(8))]


def palettes() -> dict[str, dict[str, str]]:
    """The custom properties of each scheme, by name; the dark one and paper change the light one."""
    found = [
        dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", asset("base.css"), re.DOTALL)
    ]
    light, dark, paper = found
    return {"light": light, "dark": light | dark, "paper": light | paper}


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
def test_every_text_has_a_contrast_of_four_and_a_half_on_every_ground_it_stands_on(scheme: str) -> None:
    colors = palettes()[scheme]
    pairs = [(name, ground) for name in TEXTS for ground in ("ground", "card", "code-ground")]
    pairs += [("text", "chosen"), *((ink, "screen") for ink in INKS)]
    poor = {(name, ground): round(contrast(colors[name], colors[ground]), 2) for name, ground in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
def test_lines_that_mean_something_have_a_contrast_of_three(scheme: str) -> None:
    colors = palettes()[scheme]
    assert min(contrast(colors[name], colors["ground"]) for name in ("rule", "accent", "title")) >= 3
