"""Changes to one's own favourites, told to the person: what was done, or why it was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.favourites.model import Favourite
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.favourites.store import FavouritesStore
    from holeout.tui.app import HoleoutApp


def record_favourite(app: HoleoutApp, tool: str, stage: str, why: str) -> bool:
    """Write a new favourite down; False where the disk does not take it."""
    favourite = Favourite(tool, stage=stage, note=why)
    return _change(app, lambda store: store.add(favourite), f"{tool} was added to your favourites.")


def change_favourite(app: HoleoutApp, tool: str, new: str, stage: str, why: str) -> bool:
    """Write a changed favourite down; False where the disk does not take it."""
    return _change(app, lambda store: store.edit(tool, tool=new, stage=stage, note=why), f"{new} is changed.")


def remove_favourite(app: HoleoutApp, tool: str) -> None:
    """Take a favourite out."""
    _change(app, lambda store: store.remove(tool), f"{tool} is removed.")


def _change(app: HoleoutApp, change: Callable[[FavouritesStore], object], done: str) -> bool:
    try:
        change(app.services.store)
    except HoleoutError as error:
        # What is wrong with the file itself leaves what was typed safe beside it.
        safe = not isinstance(error.__cause__, OSError)
        title = "Not in your file" if safe else "Not saved"
        app.notify(str(error), title=title, severity="error", markup=False, timeout=12)
        return safe
    app.surroundings_changed()
    app.notify(done, markup=False)
    return True
