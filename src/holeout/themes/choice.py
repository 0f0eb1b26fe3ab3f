"""Which theme holds: what was asked for, what the terminal can show, what a person likes, what a talk brings along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.themes.palette import ANSI, COLOURED, DARK, HIGH_CONTRAST

if TYPE_CHECKING:
    from holeout.themes.palette import Palette


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants. A talk's own theme stands above their taste, but not above what they asked for or need."""

    asked: Palette | None = None
    """For this run, on the command line."""
    own: Palette | None = None
    """Always, in the settings."""
    colourless: str = ""
    """Why there are to be no colours; empty where there may be some."""

    def theme(self, talks: Palette | None = None) -> tuple[Palette, str]:
        """The theme that holds with a talk that brings `talks`, and where it is from."""
        if self.asked is not None:
            return self.asked, "--theme"
        if self.colourless:
            return ANSI, self.colourless
        if self.own is not None and (talks is None or self.own in (HIGH_CONTRAST, ANSI)):
            return self.own, "settings"
        return (talks, "talk") if talks is not None else (DARK, "default")

    def palettes(self, talks: Palette | None = None) -> tuple[Palette, ...]:
        """The theme that holds, and after it those that one may change to."""
        first, _ = self.theme(talks)
        if self.colourless and self.asked is None:
            return (first,)
        known = [palette for palette in (first, talks, self.own, *COLOURED) if palette is not None]
        return tuple(palette for place, palette in enumerate(known) if palette not in known[:place])
