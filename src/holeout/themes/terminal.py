"""Whether a terminal has colours, as far as its environment and the system's descriptions of terminals tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COLOURED = (
    "color",
    "xterm",
    "screen",
    "tmux",
    "linux",
    "kitty",
    "alacritty",
    "ghostty",
    "foot",
    "wezterm",
    "rxvt",
)
"""Parts of names of terminals that have colours: their descriptions need not be looked up."""
MONOCHROME = ("-m", "-mono")
"""How the names of those end that are told to have none."""


def is_monochrome(environ: Mapping[str, str], colors: Callable[[str], int | None] | None = None) -> bool:
    """Whether the terminal of `environ` has no colours.

    `colors` looks up how many a terminal has by its name, None where that is unknown.
    """
    term = environ.get("TERM", "")
    if environ.get("COLORTERM"):
        return False
    if term.endswith(MONOCHROME):
        return True
    if not term or any(part in term for part in COLOURED):
        return False
    known = (colors or described_colors)(term)
    return known is not None and known < 8


def described_colors(term: str) -> int | None:
    """How many colours the system's description of `term` gives it; None where there is no description."""
    import curses  # noqa: PLC0415  (hardly any terminal has to be looked up)

    try:
        curses.setupterm(term, 1)
    except curses.error:
        return None
    return max(0, curses.tigetnum("colors"))
