"""The first minute with the program: a few keys, each learned by pressing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holeout.presenting.commands import Context, key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PATIENCE = 12
"""So many other keys in a row, and somebody knows their way about, or wants none of this."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do. Any of the Commands with the ids in `done_by` does it; the first one's key is told."""

    words: str
    """What to tell, with `{key}` where the key stands."""
    done_by: tuple[str, ...]
    where: Context = Context.ANYWHERE
    """On which screens it can be done; it is told on no other."""


SLIDES = (
    Task("{key} shows what comes next. Press it.", ("next", "next_slide"), Context.SLIDES),
    Task("{key} goes back.", ("previous", "previous_slide"), Context.SLIDES),
)
MAP = (
    Task("{key} opens the map, from anywhere.", ("map",)),
    Task("The arrows choose a stage, {key} opens it.", ("open_stage", "open_number"), Context.MAP),
    Task("{key} leads back, page by page, to the slides.", ("close_map",)),
)
END = (
    Task("{key} finds anything, from anywhere. A few letters will do.", ("find",)),
    Task("{key} lists all the keys of a page. The last lesson.", ("help",)),
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """How far somebody is. `strayed` counts the Commands since the last Task that was done."""

    tasks: tuple[Task, ...]
    at: int = 0
    strayed: int = 0

    @classmethod
    def of(cls, *, with_map: bool) -> Lesson:
        """The lesson of a talk, `with_map` where it has a lifecycle."""
        return cls((*SLIDES, *(MAP if with_map else ()), *END))

    @property
    def over(self) -> bool:
        """Whether there is nothing more to tell."""
        return self.learned or self.strayed >= PATIENCE

    @property
    def learned(self) -> bool:
        """Whether every Task was done."""
        return self.at >= len(self.tasks)

    def did(self, command: str) -> Lesson:
        """The lesson after the Command with this id."""
        if self.over:
            return self
        if command in self.tasks[self.at].done_by:
            return replace(self, at=self.at + 1, strayed=0)
        return replace(self, strayed=self.strayed + 1)

    def words(self, contexts: Collection[Context], keys: Mapping[str, tuple[str, ...]]) -> str:
        """What to tell on a screen of these `contexts`; `keys` are a person's own. Empty when it is not the place."""
        if self.over:
            return ""
        task = self.tasks[self.at]
        if task.where is not Context.ANYWHERE and task.where not in contexts:
            return ""
        return f"{self.at + 1}/{len(self.tasks)}  {task.words.format(key=key_of(task.done_by[0], keys))}"
