"""How the terminal at hand shows pictures. Told from the environment: nothing is asked that might not be answered."""

from __future__ import annotations

import fcntl
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from enum import StrEnum, auto
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PATIENCE = 1.0
"""Seconds that tmux has to say what it lets through."""


class Way(StrEnum):
    """A way to show pictures."""

    KITTY = auto()
    ITERM = auto()
    SIXEL = auto()
    BLOCKS = auto()
    TEXT = auto()


AUTO = "auto"
BETWEEN = {"STY", "ZELLIJ", "TEXTUAL_DRIVER"}
"""Set by what stands between the program and its terminal, and passes no pictures on."""
OTHERS = {"XTERM_VERSION", "VTE_VERSION", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID"}
"""Set by terminals that may have inherited the variables of the one from which they were started."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way, and whether it leads through tmux."""

    way: Way
    through_tmux: bool = False


def route_of(wanted: str, environment: Mapping[str, str], tmux: Callable[[str], str]) -> Route:
    """How pictures go to the terminal of `environment` when a person `wanted` a Way, or AUTO.

    `tmux` answers for a pane: whether it lets sequences through, then a line for each terminal that shows it.
    """
    pane = environment.get("TMUX_PANE", "") if environment.get("TMUX") else ""
    if wanted != AUTO:
        return Route(Way(wanted), bool(pane))
    if pane:
        through, *terminals = tmux(pane).splitlines() or [""]
        kitty = bool(terminals) and all(_draws_placeholders(terminal) for terminal in terminals)
        return Route(Way.KITTY, True) if kitty and through in {"on", "all"} else Route(Way.BLOCKS, True)
    return Route(_known(environment))


def ask_tmux(pane: str) -> str:
    """What tmux says of `pane`; nothing when it says nothing in time."""
    program = which("tmux")
    if program is None:
        return ""
    through = ["show-options", "-Apqv", "-t", pane, "allow-passthrough"]
    shown_by = ["list-clients", "-t", pane, "-F", "#{client_termname} #{client_termtype}"]
    try:
        answer = subprocess.run(
            [program, *through, ";", *shown_by],
            capture_output=True,
            check=False,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout


def cell_pixels() -> tuple[int, int] | None:
    """The width and height of a cell of this terminal in pixels, if it says so."""
    try:
        answer = (
            fcntl.ioctl(sys.__stderr__.fileno(), termios.TIOCGWINSZ, bytes(8)) if sys.__stderr__ else bytes(8)
        )
    except (OSError, ValueError):
        return None
    rows, columns, width, height = struct.unpack("4H", answer)
    found = (width // columns, height // rows) if rows and columns else (0, 0)
    return found if min(found) > 0 else None


def _known(environment: Mapping[str, str]) -> Way:
    """What is known of a terminal by its name or by the variables that it sets, which may have come through ssh."""
    terminal = environment.get("TERM", "")
    if environment.keys() & BETWEEN or terminal.startswith(("screen", "tmux")):
        return Way.BLOCKS
    if _draws_placeholders(terminal):
        return Way.KITTY
    if terminal.startswith(("foot", "mlterm")):
        return Way.SIXEL
    return Way.BLOCKS if environment.keys() & OTHERS else _by_variables(environment)


def _by_variables(environment: Mapping[str, str]) -> Way:
    program = environment.get("TERM_PROGRAM", "")
    if program == "ghostty" or "KITTY_WINDOW_ID" in environment:
        return Way.KITTY
    if program in {"iTerm.app", "WezTerm", "mintty"} or environment.get("LC_TERMINAL") == "iTerm2":
        return Way.ITERM
    return Way.BLOCKS


def _draws_placeholders(terminal: str) -> bool:
    """Whether the first word of `terminal` names one that knows kitty's placeholders."""
    return terminal.startswith(("xterm-kitty", "xterm-ghostty"))
