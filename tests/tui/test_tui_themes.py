"""Can everybody read it?"""

import pytest

from holeout.layout.styled import Role
from holeout.tui.themes import ANSI, PALETTES, Palette, textual_theme

COLOURED = [palette for palette in PALETTES.values() if palette is not ANSI]


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RULE])
def test_every_text_stands_out_from_its_ground(palette: Palette, role: Role) -> None:
    assert contrast(palette.color(role), palette.ground_of(role)) >= 4.5


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_rules_and_edges_can_be_seen(palette: Palette) -> None:
    assert contrast(palette.color(Role.RULE), palette.ground) >= 3.0


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_dialogs_take_the_colours_of_the_slides(palette: Palette) -> None:
    theme = textual_theme(palette)
    assert theme.name == palette.name
    assert palette is ANSI or theme.background == palette.ground
