"""Live reload: looks whether the talk was edited, reads it again in a thread, and shows the slide that changed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from holeout.tui.reload import Watch, reload

if TYPE_CHECKING:
    from holeout.tui.app import HoleoutApp

LOOK = 0.5
"""Seconds between two looks at the talk's files."""


class Reloading:
    """Keeps one application's talk as its files are; a broken edit leaves the last good talk on the screen."""

    def __init__(self, app: HoleoutApp) -> None:
        self._app = app
        self._watch = Watch(app.talk.files, app.talk.since)
        self.problem = ""
        """Why the files as they are cannot be shown; empty when they are."""
        app.set_interval(LOOK, self.look)

    def look(self) -> None:
        """Read the talk again if a file of it was edited."""
        if self._watch.changed() or self._app.talk.pictures.changed():
            self.reload()

    def reload(self) -> None:
        """Read the talk again, in a thread: the slides stay as they are until that is done."""
        self._app.run_worker(self._reload(), name="reload", group="reload", exclusive=True)

    async def _reload(self) -> None:
        found = await asyncio.to_thread(reload, self._app.talk)
        self.problem = found.problem
        if found.talk is not None:
            # The stamps stay: what was edited while it was being read is read again.
            self._watch.files = found.talk.files
            self._app.take_talk(found.talk, found.changed_slide)
            if found.warning:
                self._app.notify(found.warning, severity="warning", markup=False, timeout=10)
        self._app.slides_changed()
