"""`holeout settings`: what holds, and where that is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.look import choice_of
from holeout.cli.output import print_json
from holeout.cli.settings_file import load_settings, settings_path
from holeout.problems import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from holeout.presenting.settings import Settings

EXAMPLES = """\
  holeout settings                 every setting, its value, and where it is from
  holeout settings --path          the file, to edit it
  holeout settings themes          the themes, yours as well
  holeout settings themes dark     one of them as a file, to make your own from
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(
        subparsers, "settings", run, "print the settings that hold, and where from", EXAMPLES
    )
    command.add_argument(
        "what", nargs="?", choices=("themes",), help="print the themes instead, or the one that is named"
    )
    command.add_argument("name", nargs="?", metavar="THEME", help="a theme")
    command.add_argument("--path", action="store_true", help="print where the settings file is, or would be")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(options: argparse.Namespace) -> int:
    """Print them."""
    if options.path:
        print(settings_path())
    elif options.what:
        from holeout.cli.themes import print_theme, print_themes

        print_theme(options.name) if options.name else print_themes()
    elif options.format == "json":
        print_json({name: value for name, value, _, _ in _rows(*load_settings())})
    else:
        settings, given = load_settings()
        for name, value, origin, purpose in _rows(settings, given):
            print(f"{name:<15} {_written(value):<22} {origin}\n{'':<15} {purpose}")
        for command, keys in settings.keys.items():
            print(f"keys.{command:<10} {' '.join(keys):<22} {settings_path()}")
    return ExitCode.FINE


def _rows(settings: Settings, given: frozenset[str]) -> Iterator[tuple[str, Any, str, str]]:
    """Each setting's name, its value, where that is from, and what it is for."""
    from holeout.presenting.settings import SETTINGS

    for setting in SETTINGS:
        origin = str(settings_path()) if setting.name in given else "default"
        value = _plain(getattr(settings, setting.name))
        if setting.name == "theme":
            palette, reason = choice_of(None, settings).theme()
            value, origin = palette.name, origin if reason in ("settings", "default") else reason
        yield setting.name, value, origin, setting.help


def _written(value: Any) -> str:
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return " ".join(f"{width}x{height}" for width, height in value)
    return f"{value / 60:g}m" if isinstance(value, float) else value
