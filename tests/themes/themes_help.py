"""What the tests of themes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.themes.contrast import pairs, ratio

if TYPE_CHECKING:
    from holeout.themes.palette import Palette


def poor(palette: Palette) -> dict[str, float]:
    """The pairs of `palette` that have too little contrast, and how much they have."""
    return {
        f"{pair.role} on {pair.ground}": round(ratio(palette, pair), 2)
        for pair in pairs()
        if ratio(palette, pair) < pair.least
    }
