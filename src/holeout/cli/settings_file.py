"""The file with the settings that a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from pathlib import Path

    from holeout.presenting.settings import Settings


def settings_path() -> Path:
    """Where the settings file is, or would be."""
    from holeout.folders import config_folder

    return config_folder() / "settings.toml"


def given_settings() -> Settings | None:
    """The settings that the person wrote, or None without a file. Raises HoleoutError with all its faults."""
    return load_settings()[0] if settings_path().exists() else None


def load_settings() -> tuple[Settings, frozenset[str]]:
    """The settings that hold, and the names of those that the file gives. Raises HoleoutError with all its faults."""
    from holeout.presenting.settings import Settings, given_names, read_settings

    path = settings_path()
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), frozenset()
    except (OSError, UnicodeDecodeError) as error:
        from holeout.files import unread

        raise HoleoutError(f"{path} cannot be read: {unread(error)}", "mend it, or move it away") from error
    settings, problems = read_settings(text, str(path))
    if problems:
        raise HoleoutError(f"{path} has faults", "mend them, or move the file away", tuple(problems))
    return settings, given_names(text)
