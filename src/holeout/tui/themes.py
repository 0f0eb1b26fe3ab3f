"""A Palette as a Textual theme, for inputs, dialogs and scroll bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

from holeout.layout.styled import Role
from holeout.themes.contrast import passing
from holeout.themes.palette import ANSI

if TYPE_CHECKING:
    from holeout.themes.palette import Palette

WIDGETS = """
Input, SelectCurrent, Select > SelectOverlay { background: $surface; border: round $border-blurred; }
Input:focus, Select:focus > SelectCurrent, Select > SelectOverlay:focus {
    background-tint: transparent; border: heavy $border;
}
Input > .input--placeholder, Input > .input--suggestion, SelectCurrent Static#label, SelectCurrent .arrow {
    color: $muted;
}
SelectCurrent.-has-value Static#label { color: $foreground; }
OptionList > .option-list--option-highlighted, OptionList:focus > .option-list--option-highlighted {
    color: $block-cursor-foreground; background: $block-cursor-background; text-style: $block-cursor-text-style;
}
Button.-style-default, Button.-style-default.-primary, Button.-style-default.-error {
    color: $foreground; background: $surface; border: round $border-blurred; tint: transparent;
}
Button.-style-default:hover, Button.-style-default:focus, Button.-style-default.-active {
    background: $surface; border: heavy $border;
}
Button.-style-default.-error { color: $error; }
Toast { max-width: 100%; background: $surface; color: $foreground; border: round $border; padding: 0 1; }
Toast.-information { border: round $success; }
Toast.-warning { border: round $warning; }
Toast.-error { border: heavy $error; }
Toast .toast--title { color: $foreground; }
"""
"""The widgets of forms and messages, in the roles' colours: Textual's own shades have no contrast to rely on."""


def textual_theme(palette: Palette, name: str) -> Theme:
    """`palette` as the Textual theme `name`."""
    return _colourless(name) if palette is ANSI else _coloured(palette, name)


def _coloured(palette: Palette, name: str) -> Theme:
    colors = palette.colors
    title, rule, selected = colors[Role.TITLE], colors[Role.RULE], palette.color(Role.SELECTED)
    return Theme(
        name=name,
        primary=title,
        secondary=colors[Role.LINK],
        accent=colors[Role.ACCENT],
        foreground=colors[Role.TEXT],
        background=palette.ground,
        surface=palette.code_ground,
        panel=palette.bar_ground,
        success=colors[Role.GOOD],
        warning=colors[Role.WARN],
        error=colors[Role.BAD],
        dark=palette.dark,
        variables={
            "muted": passing(colors[Role.MUTED], [palette.code_ground]),
            "border": title,
            "border-blurred": rule,
            "block-cursor-foreground": selected,
            "block-cursor-background": palette.selected_ground,
            "input-cursor-foreground": palette.ground,
            "input-cursor-background": colors[Role.TEXT],
            "input-selection-foreground": selected,
            "input-selection-background": palette.selected_ground,
            "screen-selection-foreground": selected,
            "screen-selection-background": palette.selected_ground,
            "scrollbar": rule,
            "scrollbar-hover": colors[Role.MUTED],
            "scrollbar-active": title,
            **dict.fromkeys(_TRACKS, palette.bar_ground),
        },
    )


_TRACKS = (
    "scrollbar-background",
    "scrollbar-background-hover",
    "scrollbar-background-active",
    "scrollbar-corner-color",
)
_COLOURS = (
    # Textual gives this no value of its own, and does not start without one.
    "ansi-background",
    "muted",
    "border",
    "border-blurred",
    "block-cursor-foreground",
    "block-cursor-background",
    "scrollbar",
    "scrollbar-hover",
    "scrollbar-active",
    *_TRACKS,
    "input-selection-background",
    "input-selection-foreground",
    "screen-selection-background",
    "screen-selection-foreground",
)


def _colourless(name: str) -> Theme:
    return Theme(
        name=name,
        primary="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        dark=True,
        ansi=True,
        variables={**dict.fromkeys(_COLOURS, "ansi_default"), "block-cursor-text-style": "bold reverse"},
    )
