"""Which theme holds."""

from __future__ import annotations

import pytest

from holeout.themes.choice import Choice
from holeout.themes.palette import ANSI, DARK, HIGH_CONTRAST, LIGHT, Palette


@pytest.mark.parametrize(
    ("choice", "talks", "holds", "origin"),
    [
        (Choice(), None, DARK, "default"),
        (Choice(), LIGHT, LIGHT, "talk"),
        (Choice(own=DARK), LIGHT, LIGHT, "talk"),
        (Choice(own=LIGHT), None, LIGHT, "settings"),
        (Choice(own=HIGH_CONTRAST), LIGHT, HIGH_CONTRAST, "settings"),
        (Choice(own=ANSI), LIGHT, ANSI, "settings"),
        (Choice(own=LIGHT, colourless="NO_COLOR"), LIGHT, ANSI, "NO_COLOR"),
        (Choice(DARK, LIGHT, "NO_COLOR"), LIGHT, DARK, "--theme"),
    ],
)
def test_what_is_asked_for_or_needed_holds_before_what_a_talk_brings(
    choice: Choice, talks: Palette | None, holds: Palette, origin: str
) -> None:
    assert choice.theme(talks) == (holds, origin)
    assert choice.palettes(talks)[0] == holds


def test_one_may_change_to_every_other_theme_once() -> None:
    assert [palette.name for palette in Choice(own=LIGHT).palettes()] == ["light", "dark", "high-contrast"]
    assert Choice(colourless="NO_COLOR").palettes(LIGHT) == (ANSI,)
