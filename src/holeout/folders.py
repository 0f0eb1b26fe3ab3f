"""Where a person's files live: the platform's folders, or those that the environment names."""

from __future__ import annotations

import os
from contextlib import suppress

TYPE_CHECKING = False  # the splash of a start does not wait for typing
if TYPE_CHECKING:
    from pathlib import Path

HOMELESS = "/dev/null/HOME-is-not-set"
"""Of a person without a home: nothing is there, nothing can be written, and the message of that tells why."""


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
    """The platform's private place for what lives as long as a login, or `$HOLEOUT_RUNTIME`.

    Without a login's own there is another in its place, which is no news to a person. Raises OSError where others
    could tamper with that.
    """
    import warnings  # noqa: PLC0415

    warnings.filterwarnings("ignore", message=".*falling back to")
    return _folder("HOLEOUT_RUNTIME", "user_runtime_path")


def expanded(path: str | Path) -> Path:
    """`path` with `~` as shells read it: left as it is where there is no such home."""
    from pathlib import Path  # noqa: PLC0415

    return Path(os.path.expanduser(path))  # noqa: PTH111  (Path's own raises)


def _folder(variable: str, name: str) -> Path:
    if chosen := os.environ.get(variable):
        from pathlib import Path  # noqa: PLC0415  (loaded with what needs it)

        return Path(chosen)
    import platformdirs  # noqa: PLC0415  (a start without files need not pay for it)

    with suppress(RuntimeError):
        place: Path = getattr(platformdirs, name)("holeout", appauthor=False)
        if place.is_absolute():
            return place
    from pathlib import Path  # noqa: PLC0415

    return Path(HOMELESS)
