"""What the program is to look like: the arguments, the environment, the terminal and the settings have their say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.themes.choice import Choice

if TYPE_CHECKING:
    import argparse

    from holeout.presenting.settings import Settings
    from holeout.themes.palette import Palette


def add_look(command: argparse.ArgumentParser) -> None:
    """How it is to look."""
    command.add_argument(
        "--theme",
        metavar="NAME",
        default=None,
        help="colours: dark, light, high-contrast, ansi (none), a theme of your own, or its file",
    )


def choice_of(options: argparse.Namespace | None, settings: Settings | None = None) -> Choice:
    """What is known of the colours that are wanted. `settings` are those that a person wrote.

    Raises HoleoutError where a theme that is named is not there, or is none.
    """
    asked = getattr(options, "theme", None)
    return Choice(_named(asked, Path()) if asked else None, own_theme(settings), colourless())


def _named(name: str, folder: Path) -> Palette:
    from holeout.themes.finding import find_theme

    return find_theme(name, folder)


def own_theme(settings: Settings | None) -> Palette | None:
    """The theme that the settings name; None where they name none. Raises HoleoutError at their line."""
    if settings is None or settings.theme is None:
        return None
    from holeout.cli.settings_file import settings_path
    from holeout.presenting.settings import setting_problem
    from holeout.problems import HoleoutError
    from holeout.themes.finding import UnknownThemeError

    path = settings_path()
    try:
        return _named(settings.theme, path.parent)
    except UnknownThemeError as error:
        problem = setting_problem(path.read_text("utf-8"), str(path), "theme", error.message, error.hint)
        raise HoleoutError(f"{path} has faults", "mend them, or move the file away", (problem,)) from error


def colourless() -> str:
    """Why there are to be no colours here; empty where there may be some. https://no-color.org"""
    if os.environ.get("NO_COLOR"):
        return "NO_COLOR"
    return f"TERM={os.environ.get('TERM')}" if monochrome() else ""


def monochrome() -> bool:
    """Whether this terminal has no colours at all."""
    from holeout.themes.terminal import is_monochrome

    return is_monochrome(os.environ)
