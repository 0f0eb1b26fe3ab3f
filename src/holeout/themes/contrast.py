"""Whether a colour can be read on another: relative luminance and contrast as WCAG 2.2 defines them.

https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from holeout.layout.styled import Role
from holeout.themes.palette import ground_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from holeout.themes.palette import Palette

Rgb = tuple[int, int, int]
TEXT = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3). A terminal has no large text."""
GRAPHIC = 3.0
"""The least contrast of a line that means something (1.4.11)."""
MIDDLE = 0.18
"""The luminance at which black and white stand out alike."""
_DIALOGS = (Role.TEXT, Role.TITLE, Role.BAD)
"""What stands on the ground of code in dialogs."""


class Pair(NamedTuple):
    """A colour on a ground, both by their names in a theme's file, and the contrast that they must have."""

    role: Role
    ground: str
    least: float


def rgb(color: str) -> Rgb:
    """Red, green and blue of `#rrggbb`, 0 to 255 each."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@lru_cache(maxsize=4096)
def luminance(color: str | Rgb) -> float:
    """The relative luminance of `#rrggbb`, or of red, green and blue: 0 to 1."""
    parts = (part / 255 for part in (rgb(color) if isinstance(color, str) else color))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | Rgb, other: str | Rgb) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(color: str, other: str, share: float) -> str:
    """`color` with `share` (0 to 1) of `other` in it."""
    parts = zip(rgb(color), rgb(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in parts)


def passing(
    color: str,
    grounds: Collection[str],
    least: float = TEXT,
    among: Callable[[str], str] = lambda color: color,
) -> str:
    """The colour nearest to `color` that has a contrast of `least` (up to 4.58) on all `grounds`.

    It is lighter on dark grounds, and darker on light ones. `among` gives for a colour the nearest of those that there
    are. Where none will do, black or white comes nearest.
    """
    end = "#ffffff" if min(map(luminance, grounds)) < MIDDLE else "#000000"
    for percent in range(101):
        found = among(mixed(color, end, percent / 100) if percent else color)
        if all(contrast(found, ground) >= least for ground in grounds):
            return found
    return max(("#ffffff", "#000000"), key=lambda end: min(contrast(end, ground) for ground in grounds))


@cache
def pairs() -> tuple[Pair, ...]:
    """Every role on each ground that it stands on."""
    usual = (Pair(role, ground_name(role), least_of(role)) for role in Role)
    return (*usual, *(Pair(role, "code_ground", TEXT) for role in _DIALOGS))


@cache
def grounds_of(role: Role) -> tuple[str, ...]:
    """The names of the grounds that `role` stands on."""
    return tuple(pair.ground for pair in pairs() if pair.role is role)


def least_of(role: Role) -> float:
    """The contrast that `role` must have."""
    return GRAPHIC if role is Role.RULE else TEXT


def ratio(palette: Palette, pair: Pair) -> float:
    """The contrast of `pair` in `palette`."""
    return contrast(palette.color(pair.role), getattr(palette, pair.ground))
