"""Themes by name: our own, and those in a person's settings folder or in any file."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from holeout.files import unread
from holeout.folders import config_folder, expanded
from holeout.problems import HoleoutError
from holeout.themes.palette import PALETTES
from holeout.themes.reading import read_theme

if TYPE_CHECKING:
    from pathlib import Path

    from holeout.themes.palette import Palette

SUFFIX = ".toml"
MOST = 64 * 1024
"""Characters of a theme's file; a theme takes two thousand."""


class UnknownThemeError(HoleoutError):
    """There is no theme of that name."""


def themes_folder() -> Path:
    """Where a person's own themes are."""
    return config_folder() / "themes"


def own_themes() -> list[Path]:
    """A person's own themes, by name."""
    return sorted(themes_folder().glob(f"*{SUFFIX}"))


def find_theme(name: str, folder: Path) -> Palette:
    """The theme called `name`, one of ours or of the person's, or in the file at that path, from `folder` on.

    Raises UnknownThemeError where there is none, HoleoutError with every fault of its file.
    """
    if name in PALETTES:
        return PALETTES[name]
    path = theme_path(name, folder)
    if not path.is_file():
        raise UnknownThemeError(f"there is no theme {name}", _hint(name, path))
    return load_theme(path)


def theme_path(name: str, folder: Path) -> Path:
    """Where the theme called `name`, or in the file of that name, would be."""
    if name.endswith(SUFFIX) or "/" in name:
        return folder / expanded(name)
    return themes_folder() / f"{name}{SUFFIX}"


def load_theme(path: Path) -> Palette:
    """The theme in the file at `path`. Raises HoleoutError with every fault of it."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MOST)
    except (OSError, UnicodeDecodeError) as error:
        raise HoleoutError(
            f"{path} cannot be read: {unread(error)}", "a theme is a TOML file in UTF-8"
        ) from error
    palette, problems = read_theme(text, str(path), path.stem)
    if problems:
        raise HoleoutError(f"{path} has faults", "mend them, or choose another theme", tuple(problems))
    return replace(palette, source=str(path))


def _hint(name: str, path: Path) -> str:
    known = [*PALETTES, *(own.stem for own in own_themes())]
    near = get_close_matches(name, known, 1)
    return (
        f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}; {path} would be read as well"
    )
