"""Teaches the keys at a person's first start, beside what they do anyway."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from holeout.files import write_atomically
from holeout.folders import state_folder
from holeout.presenting.commands import key_of
from holeout.presenting.lesson import Lesson

if TYPE_CHECKING:
    from holeout.tui.app import HoleoutApp

LONG = 600.0
"""Seconds for which a task stands; it goes when it is done."""
SHORT = 8.0


class Coach:
    """Shows the tasks of a Lesson one after another."""

    def __init__(self, app: HoleoutApp) -> None:
        self._app = app
        self._lesson = Lesson.of(with_map=bool(app.talk.lifecycle.stages))
        self._tell()

    def did(self, action: str) -> bool:
        """Take in that the action written so was done; False when there is nothing more to teach."""
        before = self._lesson
        self._lesson = before.did(action.rpartition(".")[2].partition("(")[0])
        if self._lesson.at != before.at or self._lesson.over:
            self._tell()
        return not self._lesson.over

    def _tell(self) -> None:
        app, lesson = self._app, self._lesson
        app.clear_notifications()
        if lesson.learned:
            words = (
                f"That is all you need. {key_of('quit', app.keys)} leaves; the next start is where you were."
            )
            app.notify(words, title="Your first minute", markup=False, timeout=SHORT)
        elif not lesson.over:
            title = f"Your first minute · {lesson.place}"
            app.notify(lesson.words(app.keys), title=title, markup=False, timeout=LONG)


def coach_for(app: HoleoutApp) -> Coach | None:
    """A Coach at a person's first start, and None ever after."""
    mark = state_folder() / "taught"
    if mark.exists():
        return None
    with suppress(OSError):
        write_atomically(mark, "", durable=False)
    return Coach(app)
