"""Themes on terminals that have only a few colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich._palettes import EIGHT_BIT_PALETTE

from holeout.layout.styled import Role
from holeout.themes.contrast import contrast, pairs
from holeout.themes.depth import FEW, MANY, number_of, reduced
from holeout.themes.palette import ANSI, COLOURED, Palette
from holeout.themes.reading import KEYS, read_theme
from tests.themes.themes_help import poor

if TYPE_CHECKING:
    from rich.palette import Palette as Table

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SCHEMES = {
    "xterm":
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
        "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "the PC's":
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
        "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "Tango":
        "000000 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf "
        "555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
    "Apple's":
        "000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd "
        "818383 fc391f 31e722 eaec23 5833ff f935f8 14f0f0 e9ebeb",
}  # fmt: skip
"""The sixteen colours as several terminals come with them."""


def in_scheme(color: str, scheme: str) -> str:
    """What a terminal with that scheme shows for a colour of the sixteen."""
    return f"#{SCHEMES[scheme].split()[number_of(color, FEW)]}"


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_with_256_colours_everything_still_stands_out_and_grounds_differ(palette: Palette) -> None:
    fewer = reduced(palette, MANY)
    assert poor(fewer) == {}
    if palette.ground != palette.code_ground:
        assert fewer.ground != fewer.code_ground
    assert fewer.selected_ground not in (fewer.ground, fewer.code_ground)


@given(st.sampled_from(["dark", "light"]), st.dictionaries(st.sampled_from(KEYS), colors, max_size=3))
def test_so_it_does_in_anybodys_own_theme(base: str, given: dict[str, str]) -> None:
    lines = "".join(f'{key} = "{color}"\n' for key, color in given.items())
    palette, problems = read_theme(f'base = "{base}"\n[colors]\n{lines}', "mine.toml", "mine")
    assume(not problems)
    fewer = reduced(palette, MANY)
    assert {
        pair: ratio for pair, ratio in poor(fewer).items() if "code_ground" not in pair or "code" in pair
    } == {}


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_numbers_of_the_256_are_those_of_the_terminal(palette: Palette) -> None:
    table: Table = EIGHT_BIT_PALETTE
    fewer = reduced(palette, MANY)
    for color in {*fewer.colors.values(), fewer.ground, fewer.code_ground, fewer.selected_ground}:
        assert "#{:02x}{:02x}{:02x}".format(*table[number_of(color, MANY)]) == color


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_with_16_colours_text_stands_out_whichever_shades_they_are(palette: Palette, scheme: str) -> None:
    fewer = reduced(palette, FEW)
    ratios = {
        f"{pair.role} on {pair.ground}": contrast(
            in_scheme(fewer.color(pair.role), scheme), in_scheme(getattr(fewer, pair.ground), scheme)
        )
        for pair in pairs()
    }
    low = {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5}
    unlit = low.pop("code_unlit on code_ground", 4.5)
    assert low == {}
    assert unlit >= 3


@pytest.mark.parametrize("colors", [FEW, MANY])
@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_what_matters_most_is_still_told_apart(palette: Palette, colors: int) -> None:
    fewer = reduced(palette, colors)
    assert fewer.color(Role.TITLE) != fewer.color(Role.TEXT)
    assert fewer.color(Role.BAD) != fewer.color(Role.GOOD)
    assert fewer.color(Role.CODE) != fewer.color(Role.CODE_UNLIT)


def test_no_colours_stay_none() -> None:
    assert reduced(ANSI, FEW) is ANSI
