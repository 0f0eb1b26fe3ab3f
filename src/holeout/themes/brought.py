"""The theme that a deck's head names: one of ours, or a file beside the deck. Other tools' themes are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout.problems import Level, Problem
from holeout.text import clean_line
from holeout.themes.finding import MOST, SUFFIX
from holeout.themes.palette import COLOURED
from holeout.themes.reading import read_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.themes.palette import Palette

LONGEST_HEAD = 4096
"""Characters at a deck's beginning in which its head names a theme."""
_LINE = re.compile(r"^theme\s*:", re.MULTILINE)
_FILE = re.compile(r"^theme[ \t]*:[ \t]*[\"']?([^\s\"'#]+\.toml)\b", re.MULTILINE)
_OURS = {palette.name: palette for palette in COLOURED}
_HINT = f"holeout knows {', '.join(_OURS)}, and {SUFFIX} files beside the deck"


def theme_file(deck: str) -> str:
    """The theme's file that the head of the text `deck` names, found without reading the deck; mostly none."""
    found = _FILE.search(deck, 0, LONGEST_HEAD)
    return found[1] if found else ""


def brought_theme(
    name: str, deck: str, path: str, read: Callable[[str], str | None]
) -> tuple[Palette | None, list[Problem]]:
    """The theme called `name` in the head of the text `deck`, from the file at `path`; None where it cannot be used.

    `read` gives the text of a file beside the deck, or None where there is none.
    """
    if not name or name in _OURS:
        return _OURS.get(name), []
    line = deck.count("\n", 0, found.start()) + 1 if (found := _LINE.search(deck)) else 1
    if not name.endswith(SUFFIX):
        message = f"the theme `{clean_line(name)[:60]}` is left out"
        return None, [Problem(path, line, 1, message, _HINT, Level.NOTE)]
    text = read(name)
    if text is None:
        return None, [
            Problem(path, line, 1, f"there is no file {clean_line(name)[:200]} beside the deck", _HINT)
        ]
    if len(text) > MOST:
        return None, [Problem(name, 0, 0, "this is too long for a theme", "is this the right file?")]
    palette, problems = read_theme(text, name, name.rpartition("/")[2].removesuffix(SUFFIX))
    return (None, problems) if problems else (palette, [])
