"""`holeout settings`: what holds, and where that is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holeout.cli.arguments import Subparsers, add_command
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from holeout.presenting.settings import Settings

EXAMPLES = """\
  holeout settings                 every setting, its value, and where it is from
  holeout settings --path          the file, to edit it
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(
        subparsers, "settings", run, "print the settings that hold, and where from", EXAMPLES
    )
    command.add_argument("--path", action="store_true", help="print where the settings file is, or would be")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(options: argparse.Namespace) -> int:
    """Print them."""
    import json

    from holeout.presenting.settings import SETTINGS

    if options.path:
        print(settings_path())
        return ExitCode.FINE
    settings, given = load_settings()
    values = {setting.name: (_plain(getattr(settings, setting.name)), setting) for setting in SETTINGS}
    if options.format == "json":
        print(json.dumps({name: value for name, (value, _) in values.items()}, indent=2))
        return ExitCode.FINE
    for name, (value, setting) in values.items():
        origin = str(settings_path()) if name in given else "default"
        print(f"{name:<15} {value!s:<22} {origin}\n{'':<15} {setting.help}")
    for command, keys in settings.keys.items():
        print(f"keys.{command:<10} {' '.join(keys):<22} {settings_path()}")
    return ExitCode.FINE


def settings_path() -> Path:
    """Where the settings file is, or would be."""
    from holeout.folders import config_folder

    return config_folder() / "settings.toml"


def load_settings() -> tuple[Settings, frozenset[str]]:
    """The settings that hold, and the names of those that the file gives. Raises HoleoutError with all its faults."""
    from holeout.presenting.settings import Settings, given_names, read_settings

    path = settings_path()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings(), frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise HoleoutError(f"{path} cannot be read: {error}", "mend it, or move it away") from error
    settings, problems = read_settings(text, str(path))
    if problems:
        raise HoleoutError(f"{path} has faults", "mend them, or move the file away", tuple(problems))
    return settings, given_names(text)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return " ".join(f"{width}x{height}" for width, height in value)
    return f"{value / 60:g}m" if isinstance(value, float) else value
