"""Notices that a talk's files were edited, and finds the slide that changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from holeout.talk import Talk


class Watch:
    """Remembers how files looked. `changed` says once for each change."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)
        self._seen = self._look()

    def changed(self) -> bool:
        """Whether any file is different from the last time this was asked."""
        seen = self._look()
        different, self._seen = seen != self._seen, seen
        return different

    def _look(self) -> tuple[tuple[int, int] | None, ...]:
        return tuple(_stamp(path) for path in self._files)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What became of reading a talk again: the new one, or why the old one has to do."""

    talk: Talk | None
    changed_slide: int | None = None
    problem: str = ""


def reload(old: Talk) -> Reloaded:
    """Read `old`'s files again. Takes as long as a check: call it in a thread."""
    try:
        new = old.again()
        errors = new.errors()
    except HoleoutError as error:
        return Reloaded(None, problem=error.message)
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        first = errors[0]
        return Reloaded(None, problem=f"{first.path}:{first.line}:{first.column}: {first.message}{more}")
    return Reloaded(new, changed_slide(old, new))


def changed_slide(old: Talk, new: Talk) -> int | None:
    """The first slide of `new` that says something else than in `old`, from 0; None when the deck is the same."""
    lines = enumerate(zip_longest(old.deck_text.splitlines(), new.deck_text.splitlines(), fillvalue=""), 1)
    different = [(number, after) for number, (before, after) in lines if before != after]
    if not different:
        return None
    # A new slide begins with blank lines and a break that still belong to the one before it.
    at = next((number for number, after in different if after.strip(" -")), different[0][0])
    starts = [first for first, last in new.deck.slide_lines if last >= first]
    return max(0, sum(start <= at for start in starts) - 1)
