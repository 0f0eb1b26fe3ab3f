"""A Palette in the colours of a terminal that has only a few, each text still readable on its ground.

The first sixteen colours are whatever the terminal's user made of them: of those only pairs are used that stand apart
in every usual scheme, whichever its shades are. The 240 others are fixed (xterm's cube and greys).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from holeout.layout.styled import Role
from holeout.themes.contrast import grounds_of, least_of, passing, rgb
from holeout.themes.palette import ANSI, GROUNDS

if TYPE_CHECKING:
    from holeout.themes.palette import Palette

FEW, MANY = 16, 256
"""How many colours a terminal may have, if not all."""
_STEPS = (0, 95, 135, 175, 215, 255)
_SIXTEEN = (
    "#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
    "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
)  # fmt: skip
_ON_BLACK = (7, 9, 10, 11, 13, 14, 15)
_ON_WHITE = (0, 4, 1)
GREY = 8
_COLOURFUL = 30
"""The difference between a colour's strongest and weakest part from which it counts as one rather than as a grey."""
FADED = frozenset({Role.MUTED, Role.CODE_UNLIT, Role.CODE_COMMENT, Role.RULE})
"""What stands back from the rest; where colour cannot say so, faint letters do."""


def number_of(color: str, colors: int) -> int:
    """The number in the terminal's table of a colour that `reduced` gave."""
    return _SIXTEEN.index(color) if colors == FEW else _fixed().index(color) + FEW


def reduced(palette: Palette, colors: int) -> Palette:
    """`palette` in `colors` colours (16 or 256)."""
    if palette is ANSI:
        return palette
    return _few(palette) if colors == FEW else _many(palette)


def _many(palette: Palette) -> Palette:
    grounds = {name: nearest(getattr(palette, name)) for name in GROUNDS}
    colors = {
        role: passing(
            palette.color(role), [grounds[name] for name in grounds_of(role)], least_of(role), nearest
        )
        for role in Role
    }
    return replace(palette, colors=colors, **grounds)  # type: ignore[arg-type]


@cache
def _fixed() -> list[str]:
    """The colours from number 16 on."""
    cube = [(red, green, blue) for red in _STEPS for green in _STEPS for blue in _STEPS]
    greys = [(level, level, level) for level in range(8, 248, 10)]
    return ["#{:02x}{:02x}{:02x}".format(*color) for color in (*cube, *greys)]


@lru_cache(maxsize=512)
def nearest(color: str) -> str:
    """The fixed colour nearest to `color`: a grey for what is nearly one, and a colour for what is not."""
    red, green, blue = (min(_STEPS, key=lambda step: abs(step - part)) for part in rgb(color))
    level = min(range(8, 248, 10), key=lambda level: abs(level - sum(rgb(color)) / 3))
    found = ["#{:02x}{:02x}{:02x}".format(*parts) for parts in ((red, green, blue), (level,) * 3)]
    choice = [one for one in found if (_chroma(one) > 0) is (_chroma(color) >= _COLOURFUL)]
    return min(choice or found, key=lambda one: _distance(one, color))


def _chroma(color: str) -> int:
    return max(rgb(color)) - min(rgb(color))


def _distance(one: str, other: str) -> int:
    return sum((a - b) ** 2 for a, b in zip(rgb(one), rgb(other), strict=True))


def _few(palette: Palette) -> Palette:
    """Black and white, and those of the others that stand out from either whatever their shades are."""
    ground, text, usual = (0, 15, _ON_BLACK) if palette.dark else (15, 0, _ON_WHITE)
    colors = {role: _SIXTEEN[_one_of(palette.color(role), role, usual)] for role in Role}
    if not palette.dark:
        # Faint black is black: what is not lit takes the one grey that stands out from white nearly everywhere.
        colors[Role.CODE_UNLIT] = _SIXTEEN[GREY]
    return replace(
        palette,
        ground=_SIXTEEN[ground],
        code_ground=_SIXTEEN[ground],
        bar_ground=_SIXTEEN[ground],
        selected_ground=_SIXTEEN[text],
        colors={**colors, Role.SELECTED: _SIXTEEN[ground]},
    )


def _one_of(color: str, role: Role, usual: tuple[int, ...]) -> int:
    greys = [number for number in usual if not _chroma(_SIXTEEN[number])]
    if _chroma(color) < _COLOURFUL:
        return greys[0 if role in FADED else -1]
    colourful = [number for number in usual if _chroma(_SIXTEEN[number])]
    return min(colourful, key=lambda number: _distance(_SIXTEEN[number], color))
