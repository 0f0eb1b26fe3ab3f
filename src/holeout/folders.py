"""Where a person's files live: the platform's folders, or those that the environment names."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # the splash of a start does not wait for typing
if TYPE_CHECKING:
    from pathlib import Path


def data_folder() -> Path:
    """The platform's place for what a person makes (favourites, assessments), or `$HOLEOUT_DATA`."""
    return _folder("HOLEOUT_DATA", "user_data_path")


def state_folder() -> Path:
    """The platform's place for what the program remembers (where you left), or `$HOLEOUT_STATE`."""
    return _folder("HOLEOUT_STATE", "user_state_path")


def config_folder() -> Path:
    """The platform's place for settings, or `$HOLEOUT_CONFIG`."""
    return _folder("HOLEOUT_CONFIG", "user_config_path")


def cache_folder() -> Path:
    """The platform's place for what can be made again (demo environments, slides), or `$HOLEOUT_CACHE`."""
    return _folder("HOLEOUT_CACHE", "user_cache_path")


def runtime_folder() -> Path:
    """The platform's private place for what lives as long as a login, or `$HOLEOUT_RUNTIME`."""
    return _folder("HOLEOUT_RUNTIME", "user_runtime_path")


def _folder(variable: str, name: str) -> Path:
    if chosen := os.environ.get(variable):
        from pathlib import Path  # noqa: PLC0415  (loaded with what needs it)

        return Path(chosen)
    import platformdirs  # noqa: PLC0415  (a start without files need not pay for it)

    place: Path = getattr(platformdirs, name)("holeout", appauthor=False)
    return place
