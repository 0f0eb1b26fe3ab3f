"""Teaches the keys at a person's first start, in the place where the keys stand."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from holeout.files import write_atomically
from holeout.folders import state_folder
from holeout.presenting.lesson import Lesson

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from holeout.presenting.commands import Context


def mark_path() -> Path:
    """Which file tells that somebody has had the lesson."""
    return state_folder() / "taught"


class Coach:
    """How far the lesson is; once it is over, however it ended, it is never given again."""

    def __init__(self, *, with_map: bool) -> None:
        self._lesson = Lesson.of(with_map=with_map)

    def did(self, action: str) -> bool:
        """Take in that the action written so was done; False when there is nothing more to teach."""
        self._lesson = self._lesson.did(action.rpartition(".")[2].partition("(")[0])
        if self._lesson.over:
            with suppress(OSError):
                write_atomically(mark_path(), "", durable=False)
        return not self._lesson.over

    def words(self, contexts: Collection[Context], keys: Mapping[str, tuple[str, ...]]) -> str:
        """What to tell on a screen of these `contexts`; empty when that is not the place."""
        return self._lesson.words(contexts, keys)


def coach_for(*, with_map: bool) -> Coach | None:
    """A Coach for somebody who has not had the lesson, `with_map` where there is a lifecycle; None for others."""
    return None if mark_path().exists() else Coach(with_map=with_map)
