"""The themes in words: what `holeout settings themes` prints."""

from __future__ import annotations

from pathlib import Path

from holeout.problems import HoleoutError
from holeout.themes.finding import find_theme, load_theme, own_themes, themes_folder
from holeout.themes.palette import ANSI, PALETTES
from holeout.themes.reading import as_toml

WORDS = {
    "dark": "light text on dark ground; what holds without a choice",
    "light": "dark text on light ground, for a room that cannot be darkened",
    "high-contrast": "white and strong colours on black",
    "ansi": "no colours: weight, reverse and signs",
}


def print_themes() -> None:
    """Every theme by name, with where it is from and whether it can be used."""
    for name, words in WORDS.items():
        print(f"{name:<16} built in   {words}")
    for path in own_themes():
        print(f"{path.stem:<16} {path}{_fault(path)}")
    print(f"\nYour own go into {themes_folder()}, a TOML file each.")
    print("`holeout settings themes dark` prints one to begin with.")


def _fault(path: Path) -> str:
    if path.stem in PALETTES:
        return "\n    never used: one of ours has this name"
    try:
        load_theme(path)
    except HoleoutError as error:
        problems = "".join(f"\n    {problem}" for problem in error.problems)
        return problems or f"\n    {error.message}"
    return ""


def print_theme(name: str) -> None:
    """One theme as the text of a file, every text with its contrast. Raises HoleoutError where there is none."""
    palette = find_theme(name, Path())
    if palette is ANSI:
        raise HoleoutError("ansi has no colours to print", "print dark, light or high-contrast")
    print(as_toml(palette), end="")
