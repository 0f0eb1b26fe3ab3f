"""The colours that a program in libghostty-vt is told, and those that it changed for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pyghostty._ffi import check, ffi, lib

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyghostty.core import Terminal

    from holeout.demos.emulator import CellStyle, Color, Colors, Row

NEGATIVE = 5
"""The mode in which a program's own ground and text change places (DECSCNM)."""
_ENTRIES = 256


class Changed(NamedTuple):
    """Colours that stand for the terminal's own, until the program takes them back."""

    foreground: Color
    background: Color
    palette: Mapping[int, Color]

    def row(self, row: Row) -> Row:
        """`row` with these colours named in each style."""
        return tuple(run._replace(style=self._style(run.style)) for run in row)

    def _style(self, style: CellStyle) -> CellStyle:
        fg, bg = style.fg, style.bg
        return style._replace(
            fg=self.foreground if fg is None else self.palette.get(fg, fg) if isinstance(fg, int) else fg,
            bg=self.background if bg is None else self.palette.get(bg, bg) if isinstance(bg, int) else bg,
        )


def tell_colors(terminal: Terminal, colors: Colors | None) -> None:
    """Let `terminal` answer programs with these colours; None for no answers."""
    foreground = background = palette = ffi.NULL
    if colors is not None:
        foreground = ffi.new("GhosttyColorRgb*", colors.foreground)
        background = ffi.new("GhosttyColorRgb*", colors.background)
        palette = ffi.new(f"GhosttyColorRgb[{_ENTRIES}]")
        lib.ghostty_color_palette_default(palette)
        for index, color in enumerate(colors.palette):
            palette[index] = color
    for name, value in (("FOREGROUND", foreground), ("BACKGROUND", background), ("PALETTE", palette)):
        key = getattr(lib, f"GHOSTTY_TERMINAL_OPT_COLOR_{name}")
        check(lib.ghostty_terminal_set(terminal._t[0], key, value), name)  # noqa: SLF001


def changed_colors(terminal: Terminal) -> Changed | None:
    """What the program has changed; None if nothing."""
    foreground, background = _own(terminal, "FOREGROUND"), _own(terminal, "BACKGROUND")
    palette = _own_palette(terminal)
    if terminal.mode(NEGATIVE):
        told = (_get(terminal, "FOREGROUND"), _get(terminal, "BACKGROUND"))
        foreground, background = told[1], told[0]
    if foreground is None and background is None and not palette:
        return None
    return Changed(foreground, background, palette)


def _own(terminal: Terminal, name: str) -> Color:
    """The colour that the program set, if it is another than it was told."""
    color = _get(terminal, name)
    return None if color == _get(terminal, f"{name}_DEFAULT") else color


def _get(terminal: Terminal, name: str) -> tuple[int, int, int] | None:
    value = ffi.new("GhosttyColorRgb*")
    return None if _read(terminal, name, value) else (value.r, value.g, value.b)


def _own_palette(terminal: Terminal) -> Mapping[int, Color]:
    own, told = (ffi.new(f"GhosttyColorRgb[{_ENTRIES}]") for _ in range(2))
    if _read(terminal, "PALETTE", own) or _read(terminal, "PALETTE_DEFAULT", told):
        return {}
    if ffi.buffer(own)[:] == ffi.buffer(told)[:]:
        return {}
    colors = [(entry.r, entry.g, entry.b) for entry in own]
    return {index: color for index, color in enumerate(colors) if color != _triplet(told[index])}


def _triplet(entry: Any) -> tuple[int, int, int]:
    return entry.r, entry.g, entry.b


def _read(terminal: Terminal, name: str, into: Any) -> int:
    key = getattr(lib, f"GHOSTTY_TERMINAL_DATA_COLOR_{name}")
    result: int = lib.ghostty_terminal_get(terminal._t[0], key, into)  # noqa: SLF001
    return result
