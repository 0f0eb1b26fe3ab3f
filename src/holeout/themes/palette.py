"""How roles look: colours for what is on the screen, in the dark, in the light and at high contrast."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from holeout.layout.styled import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUNDS = ("ground", "code_ground", "bar_ground", "selected_ground")
"""What is behind text: the page, code, bars, and what is chosen."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by Role as `#rrggbb`, and the grounds behind them. `dark` tells light text on dark ground."""

    name: str
    dark: bool
    ground: str
    code_ground: str
    bar_ground: str
    selected_ground: str
    colors: Mapping[Role, str]
    source: str = field(default="", compare=False)
    """The file that it is from; empty for our own."""

    def color(self, role: Role) -> str:
        """The colour of text in `role`."""
        return self.colors.get(role, self.colors[Role.TEXT])

    def ground_of(self, role: Role) -> str:
        """The colour behind text in `role`."""
        return str(getattr(self, ground_name(role)))


def ground_name(role: Role) -> str:
    """Which of a Palette's grounds is behind text in `role`."""
    if role is Role.INLINE_CODE or role.value.startswith("code"):
        return "code_ground"
    if role in (Role.BAR, Role.BAR_KEY):
        return "bar_ground"
    return "selected_ground" if role is Role.SELECTED else "ground"


DARK = Palette(
    "dark",
    True,
    "#14161b",
    "#1e2129",
    "#1e2129",
    "#2f4a63",
    {
        Role.TEXT: "#e6e6e0",
        Role.TITLE: "#8fd3ff",
        Role.HEADING: "#b8d8f0",
        Role.MUTED: "#9aa3b0",
        Role.ACCENT: "#ffb454",
        Role.GOOD: "#8fd18a",
        Role.WARN: "#f0cf65",
        Role.BAD: "#ff8b80",
        Role.LINK: "#7fb8ff",
        Role.INLINE_CODE: "#f2c894",
        Role.QUOTE: "#c4b5e8",
        Role.BULLET: "#ffb454",
        Role.TABLE_HEAD: "#8fd3ff",
        Role.RULE: "#6d7889",
        Role.MATH: "#c4b5e8",
        Role.CODE: "#dfe3ea",
        Role.CODE_KEYWORD: "#d5a6ff",
        Role.CODE_STRING: "#a8d8a0",
        Role.CODE_NUMBER: "#f2c894",
        Role.CODE_COMMENT: "#98a2b3",
        Role.CODE_FUNCTION: "#8fc7ff",
        Role.CODE_TYPE: "#7fdbca",
        Role.CODE_OPERATOR: "#cfd6e0",
        Role.CODE_ADDED: "#8fd18a",
        Role.CODE_REMOVED: "#ff8b80",
        Role.CODE_UNLIT: "#858e9d",
        Role.SELECTED: "#ffffff",
        Role.BAR: "#a9b2bf",
        Role.BAR_KEY: "#ffb454",
    },
)
LIGHT = Palette(
    "light",
    False,
    "#fbfaf7",
    "#efede6",
    "#efede6",
    "#cfe3f5",
    {
        Role.TEXT: "#22252a",
        Role.TITLE: "#0b5c94",
        Role.HEADING: "#24567a",
        Role.MUTED: "#5b636e",
        Role.ACCENT: "#9a4f00",
        Role.GOOD: "#24702a",
        Role.WARN: "#7a5c00",
        Role.BAD: "#b3261e",
        Role.LINK: "#0a57b5",
        Role.INLINE_CODE: "#7d3f00",
        Role.QUOTE: "#5a3f94",
        Role.BULLET: "#9a4f00",
        Role.TABLE_HEAD: "#0b5c94",
        Role.RULE: "#767d88",
        Role.MATH: "#5a3f94",
        Role.CODE: "#22252a",
        Role.CODE_KEYWORD: "#7a2ea0",
        Role.CODE_STRING: "#22662a",
        Role.CODE_NUMBER: "#7d3f00",
        Role.CODE_COMMENT: "#5b636e",
        Role.CODE_FUNCTION: "#0a559c",
        Role.CODE_TYPE: "#0b625a",
        Role.CODE_OPERATOR: "#3d434b",
        Role.CODE_ADDED: "#24702a",
        Role.CODE_REMOVED: "#b3261e",
        Role.CODE_UNLIT: "#626a75",
        Role.SELECTED: "#10181f",
        Role.BAR: "#4c545e",
        Role.BAR_KEY: "#8a4600",
    },
)
HIGH_CONTRAST = Palette(
    "high-contrast",
    True,
    "#000000",
    "#000000",
    "#000000",
    "#ffffff",
    dict.fromkeys(Role, "#ffffff")
    | {
        Role.TITLE: "#ffff00",
        Role.HEADING: "#ffff00",
        Role.ACCENT: "#ffff00",
        Role.BULLET: "#ffff00",
        Role.LINK: "#66ccff",
        Role.GOOD: "#66ff66",
        Role.WARN: "#ffff00",
        Role.BAD: "#ff9999",
        Role.CODE_KEYWORD: "#ffb3ff",
        Role.CODE_STRING: "#99ff99",
        Role.CODE_COMMENT: "#cccccc",
        Role.CODE_ADDED: "#99ff99",
        Role.CODE_REMOVED: "#ff9999",
        Role.CODE_UNLIT: "#999999",
        Role.SELECTED: "#000000",
        Role.BAR_KEY: "#ffff00",
        Role.RULE: "#cccccc",
    },
)
ANSI = Palette("ansi", True, "default", "default", "default", "default", dict.fromkeys(Role, "default"))
"""No colours at all: weight, reverse and signs tell roles apart."""
COLOURED = (DARK, LIGHT, HIGH_CONTRAST)
PALETTES = {palette.name: palette for palette in (*COLOURED, ANSI)}
