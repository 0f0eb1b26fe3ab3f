"""Notices that a talk's files were edited, and finds the slide that changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from holeout.problems import HoleoutError, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from holeout.talk import Talk


Stamp = tuple[int, int, int]


class Watch:
    """Remembers how files looked. `files` gives those of the moment: a talk gets to know more as it is read.

    What was written after `since`, in nanoseconds since 1970, counts as changed.
    """

    def __init__(self, files: Callable[[], Iterable[Path]], since: int | None = None) -> None:
        self.files = files
        self._seen: dict[Path, Stamp | None] = {}
        self._missing: set[Path] = set()
        self.changed()
        if since is not None:
            old = self._seen.items()
            self._seen = {path: None if stamp and stamp[0] > since else stamp for path, stamp in old}

    def changed(self) -> bool:
        """Whether any file is different from the last time this was asked.

        A file that is missing may be on its way: editors write another and rename it. It counts once it is
        missing twice in a row.
        """
        found = {path: _stamp(path) for path in self.files()}
        missing = {path for path, stamp in found.items() if stamp is None}
        for path in missing - self._missing:
            found[path] = self._seen.get(path)
        self._missing = missing
        different = any(self._seen.get(path, stamp) != stamp for path, stamp in found.items())
        self._seen = found
        return different


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What became of reading a talk again: the new one, or why the old one has to do."""

    talk: Talk | None
    changed_slide: int | None = None
    problem: str = ""
    warning: str = ""
    """What is doubtful about the edit, though the new talk can be shown."""


def reload(old: Talk) -> Reloaded:
    """Read `old`'s files again. Takes as long as a check: call it in a thread."""
    try:
        new = old.again()
        errors = new.errors()
    except HoleoutError as error:
        return Reloaded(None, problem=error.message)
    if len(old.deck) and not any(_sources(new)):
        # Some editors empty a file before they write it: the slide on the screen is better than none.
        return Reloaded(None, problem=f"{new.deck_path} is empty")
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        first = errors[0]
        return Reloaded(None, problem=f"{first.path}:{first.line}:{first.column}: {first.message}{more}")
    changed = changed_slide(old, new)
    return Reloaded(new, changed, warning=_warning(old, new, changed))


def _warning(old: Talk, new: Talk, changed: int | None) -> str:
    """The first doubt about the deck as a whole, or about the slide that `changed`, that the edit brought."""
    known = set(old.deck.problems)
    doubts = [problem for problem in new.deck.problems if problem not in known]
    doubts += new.deck.slide(changed).problems if changed is not None else []
    return next((str(problem) for problem in sorted(doubts) if problem.level is Level.WARNING), "")


def changed_slide(old: Talk, new: Talk) -> int | None:
    """The first slide of `new` that is written otherwise than in `old`, from 0; None when there is none.

    Where slides were only taken out, it is the one that stands in their place.
    """
    before, after = (_sources(talk) for talk in (old, new))
    pairs = enumerate(zip_longest(before, after))
    return next((min(at, len(after) - 1) for at, (one, other) in pairs if one != other), None)


def _sources(talk: Talk) -> list[str]:
    return [_without_break(talk.deck.source_of(index)) for index in range(len(talk.deck))]


def _without_break(source: str) -> str:
    """A slide's text without the break and the blank lines that part it from the one before."""
    return source.strip(" -\n")
