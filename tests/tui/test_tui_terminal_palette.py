"""The colours of programs that name them by number."""

from __future__ import annotations

from itertools import product

import pytest
from rich.style import Style

from holeout.demos.emulator import CellStyle
from holeout.themes.contrast import contrast
from holeout.themes.palette import PALETTES
from holeout.tui.widgets.terminal_palette import LEAST_CONTRAST, colors_of, shown
from holeout.tui.widgets.terminal_strips import rich_style

THEMES = {
    name: Style.parse(f"{palette.color('text')} on {palette.ground}")  # type: ignore[arg-type]
    for name, palette in PALETTES.items()
    if palette.ground.startswith("#")
}


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_can_be_told_from_every_ground(theme: str) -> None:
    colors = colors_of(THEMES[theme])
    assert colors is not None
    for ink, ground in product([None, *range(16)], repeat=2):
        fg, bg = shown(ink, ground, colors)
        above, below = fg or colors.foreground, bg or colors.background
        assert isinstance(above, tuple)
        assert isinstance(below, tuple)
        assert contrast(above, below) >= LEAST_CONTRAST, (ink, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_text_in_the_named_colours_reads_on_the_themes_own_ground(theme: str) -> None:
    colors = colors_of(THEMES[theme])
    assert colors is not None
    for number in (1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14):
        fg, _ = shown(number, None, colors)
        assert fg == colors.palette[number]
        assert contrast(colors.palette[number], colors.background) >= 4.5


def test_what_a_program_names_exactly_is_left_alone() -> None:
    colors = colors_of(Style.parse("#ffffff on #000000"))
    assert colors is not None
    assert shown((1, 1, 1), (2, 2, 2), colors) == ((1, 1, 1), (2, 2, 2))
    assert shown(235, 234, colors) == (235, 234)


def test_in_the_terminals_own_colours_a_number_stays_a_number() -> None:
    style = rich_style(CellStyle(fg=1, bg=4), Style.parse("default on default"))
    assert style.color is not None
    assert style.bgcolor is not None
    assert (style.color.number, style.bgcolor.number) == (1, 4)
