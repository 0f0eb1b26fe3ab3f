"""A person's own favourites on disk, and other people's files: the one module here that reads and writes.

Each change reads the file, changes the text and replaces the file under a lock, so that two running
programs lose nothing, and each change is on disk before the next key press. A file that was broken by hand is
never overwritten.
"""

from __future__ import annotations

import base64
import codecs
import hashlib
import hmac
import os
import secrets
import stat
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from holeout.favourites import writing
from holeout.favourites.catalogue import Catalogue
from holeout.favourites.fileformat import parse, parse_bytes
from holeout.favourites.identity import resolve, tool_key
from holeout.favourites.merge import merge, state_of
from holeout.favourites.model import SUFFIX, Favourite, FavouritesFile, Limits, Reading, rules
from holeout.favourites.rendering import render
from holeout.favourites.syntax import decoded, too_large
from holeout.favourites.values import checked
from holeout.files import locked, told, write_atomically
from holeout.folders import data_folder
from holeout.problems import HoleoutError, Level, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from holeout.favourites.merge import Merged

_ORDINARY: Final = Limits()
_NOTHING: Final = Catalogue()
_LOCK_WAIT: Final = 10.0
"""Seconds; a change takes milliseconds, so a longer wait means that another program hangs."""


def own_path(talk: str) -> Path:
    """Where a person's favourites for the talk with this slug are."""
    return data_folder() / f"{talk}{SUFFIX}"


def actor_for(talk: str, folder: Path | None = None) -> str:
    """A person's name within one talk: always the same there, and telling nothing about them in another.

    It is made from a secret that stays in `folder` (the data folder). Raises HoleoutError if that cannot be written.
    """
    path = (folder or data_folder()) / "actor-secret"
    with locked(path, _LOCK_WAIT), told(path):
        if not path.is_file() or len(path.read_bytes()) < 32:
            write_atomically(path, secrets.token_bytes(32), private=True)
        secret = path.read_bytes()
    made = hmac.new(secret, talk.encode(), hashlib.sha256).digest()
    return base64.b32encode(made).decode().lower()[:12]


def read_file(path: Path, limits: Limits = _ORDINARY) -> Reading:
    """What a file from anywhere says, or why it cannot be read. Raises nothing, and never waits for a pipe."""
    found = read_bytes(path, limits)
    return Reading(None, (found,)) if isinstance(found, Problem) else parse_bytes(found, str(path), limits)


def open_store(talk: str, catalogue: Catalogue = _NOTHING, path: Path | None = None) -> FavouritesStore:
    """The person's own favourites for the talk with this slug, wherever they are kept or at `path`."""
    return FavouritesStore(
        path or own_path(talk), talk=talk, actor=lambda: actor_for(talk), catalogue=catalogue
    )


class FavouritesStore:
    """One person's favourites for one talk, in their file at `path`.

    `actor` gives the name to write into a file that has none. With a `catalogue`, stages and pitfalls must be
    the talk's, and two names of one tool are one. Every method raises HoleoutError when the file is broken or
    cannot be read or written.
    """

    def __init__(
        self,
        path: Path,
        *,
        talk: str = "",
        actor: Callable[[], str],
        catalogue: Catalogue = _NOTHING,
        lock_wait: float = _LOCK_WAIT,
    ) -> None:
        self.path = path
        self._talk = talk[:63]
        self._actor = actor
        self._catalogue = catalogue
        self._lock_wait = lock_wait

    def read(self) -> FavouritesFile:
        """The file as it is now; an empty one if there is none yet."""
        return self._load().file

    def list(self) -> tuple[Favourite, ...]:
        """The person's favourites, in the order of their file."""
        file = self.read()
        return tuple(favourite for favourite in file.favourites if _is_own(favourite, file))

    def add(self, favourite: Favourite) -> Favourite:
        """Write one more favourite, and give it back as it was written.

        When the file is broken or full, the favourite is saved in a file beside it, which the error names.
        """
        favourite = self._checked(favourite)
        try:
            with self._changing() as draft:
                if (index := self._find(draft.file, favourite.tool)) is not None:
                    raise self._already_there(draft.file.favourites[index])
                draft.text = writing.add(draft.text, favourite)
                draft.expect((*draft.file.favourites, favourite))
        except _UnwritableError as error:
            raise self._saved_aside(favourite, error) from error
        return favourite

    def edit(self, tool: str, /, **changes: Any) -> Favourite:
        """Change what the favourite of `tool` says; an empty value takes a key out. The rest stays as it is written.

        `changes` are fields of Favourite. When the file is broken, nothing is changed.
        """
        with self._changing() as draft:
            index = self._require(draft.file, tool)
            old = draft.file.favourites[index]
            new = replace(old, **changes)
            new = replace(self._checked(new), extra=old.extra, line=old.line)
            if (other := self._find(draft.file, new.tool)) not in {None, index}:
                raise self._already_there(draft.file.favourites[other or 0])
            draft.text = writing.change(draft.text, writing.Change(index, old, new))
            draft.expect((*draft.file.favourites[:index], new, *draft.file.favourites[index + 1 :]))
        return new

    def remove(self, tool: str) -> Favourite:
        """Take the favourite of `tool` out, with any repetition of it, and give it back."""
        with self._changing() as draft:
            index = self._require(draft.file, tool)
            gone = draft.file.favourites[index]
            same = {at for at, each in enumerate(draft.file.favourites) if _same_tool(each, gone)}
            draft.text = writing.remove(draft.text, same)
            draft.expect(tuple(each for at, each in enumerate(draft.file.favourites) if at not in same))
        return gone

    def take_in(self, files: Iterable[FavouritesFile]) -> Merged:
        """Merge other files into this one, and give back what it then says and why.

        Entries that do not change stay as they are written, comments and all.
        """
        path = self.path.resolve()
        with locked(path, self._lock_wait):
            draft = self._load()
            text = writing.sealed(
                draft.text or writing.blank(self._talk, self._actor()), self._actor_of(draft), self._talk
            )
            own = parse(text, str(self.path)).file or draft.file
            merged = merge([own, *files])
            after = parse(text := writing.merged_into(text, merged), str(self.path))
            if after.file is None or state_of(after.file) != merged.state:
                raise _unwritable(self.path, after.problems or (_unsafe(self.path),))
            with told(path):
                write_atomically(path, _encoded(text, draft.data))
        return merged

    def _actor_of(self, draft: _Draft) -> str:
        return draft.file.actor or self._actor()

    def unsaved(self) -> tuple[Path, ...]:
        """The files beside the person's own that hold what could not be written into it."""
        return tuple(sorted(self.path.parent.glob(f"{_stem(self.path)}.unsaved-*{SUFFIX}")))

    @contextmanager
    def _changing(self) -> Iterator[_Draft]:
        """A draft of the file, which replaces it when the block ends well."""
        path = self.path.resolve()
        with locked(path, self._lock_wait):
            draft = self._load()
            if not draft.text:
                draft.text = writing.blank(self._talk, self._actor())
            yield draft
            try:
                text = writing.sealed(draft.text, self._actor_of(draft), self._talk)
            except ValueError:
                text = draft.text  # and what is wrong with it is found below
            text = _verified(text, draft, self.path)
            with told(path):
                write_atomically(path, _encoded(text, draft.data))

    def _load(self) -> _Draft:
        name = str(self.path)
        missing = not self.path.exists() and not self.path.is_symlink()
        data = b"" if missing else read_bytes(self.path, _ORDINARY)
        text = data if isinstance(data, Problem) else decoded(data, name, _ORDINARY)
        if isinstance(data, Problem) or isinstance(text, Problem):
            raise _unwritable(self.path, (text,) if isinstance(text, Problem) else ())
        if not text.strip():
            return _Draft(data, "", FavouritesFile(name=name))
        reading = parse(text, name)
        if reading.file is None:
            raise _unwritable(self.path, reading.problems)
        return _Draft(data, text, reading.file)

    def _checked(self, favourite: Favourite) -> Favourite:
        """`favourite` cleaned, with the stage's id. Raises HoleoutError when it breaks a rule."""
        values = {
            name: value for name in rules(Favourite) if (value := getattr(favourite, name)) or name == "tool"
        }
        clean = checked(values)
        return replace(
            clean,
            stage=self._catalogue.require_stage(clean.stage),
            pitfall=self._catalogue.require_pitfall(clean.pitfall),
            extra=favourite.extra,
        )

    def _find(self, file: FavouritesFile, tool: str) -> int | None:
        """The place of the last own favourite of `tool`, which is the one that counts."""
        key = resolve(tool, self._catalogue.aliases)
        found = [
            index
            for index, favourite in enumerate(file.favourites)
            if _is_own(favourite, file) and resolve(favourite.tool, self._catalogue.aliases) == key
        ]
        return found[-1] if found else None

    def _require(self, file: FavouritesFile, tool: str) -> int:
        if tool.strip() and (index := self._find(file, tool)) is not None:
            return index
        close = get_close_matches(tool, [favourite.tool for favourite in file.favourites], 1)
        hint = f"did you mean '{close[0]}'?" if close else "holeout favourites list shows yours"
        raise HoleoutError(f"'{tool}' is not among your favourites", hint)

    def _already_there(self, favourite: Favourite) -> HoleoutError:
        where = f"{self.path}:{favourite.line}"
        return HoleoutError(
            f"'{favourite.tool}' is already among your favourites ({where})",
            f"holeout favourites edit '{favourite.tool}' changes it",
        )

    def _saved_aside(self, favourite: Favourite, error: _UnwritableError) -> HoleoutError:
        with locked(self.path.resolve(), self._lock_wait):
            aside = next(
                path
                for number in count(1)
                if not (path := self.path.with_name(f"{_stem(self.path)}.unsaved-{number}{SUFFIX}")).exists()
            )
            with told(aside):
                write_atomically(aside, render(FavouritesFile((favourite,), self._talk)))
        return HoleoutError(
            error.message,
            f"your new favourite is safe in {aside}; mend {self.path}, then: holeout favourites add --from {aside}",
            error.problems,
        )


class _UnwritableError(HoleoutError):
    """The person's file stays as it is, and nothing can be added before they mend it."""


def _unwritable(path: Path, problems: tuple[Problem, ...]) -> _UnwritableError:
    errors = tuple(problem for problem in problems if problem.level is Level.ERROR)
    place = f" line {errors[0].line}, column {errors[0].column}:" if errors[0].line else ""
    return _UnwritableError(f"{path} is not changed:{place} {errors[0].message}", errors[0].hint, errors)


@dataclass(slots=True)
class _Draft:
    """A file's bytes, its text while it is changed, and what it said before."""

    data: bytes
    text: str
    file: FavouritesFile
    wanted: tuple[Favourite, ...] = ()

    def expect(self, favourites: tuple[Favourite, ...]) -> None:
        """Have the text refused unless this is what it then says."""
        self.wanted = favourites


def _verified(text: str, draft: _Draft, path: Path) -> str:
    """`text`, unless it would not read back as meant: then it must not be written."""
    reading = parse(text, str(path))
    if reading.file is None:
        raise _unwritable(path, reading.problems)
    if reading.file.favourites != draft.wanted or reading.file.extra != draft.file.extra:
        raise _unwritable(path, (_unsafe(path),))
    return text


def _unsafe(path: Path) -> Problem:
    return Problem(str(path), 0, 0, "this file is written in a way that holeout cannot change safely")


def _is_own(favourite: Favourite, file: FavouritesFile) -> bool:
    return favourite.actor in {"", file.actor}


def _same_tool(one: Favourite, other: Favourite) -> bool:
    return one.actor == other.actor and tool_key(one.tool) == tool_key(other.tool)


def _stem(path: Path) -> str:
    return path.name.removesuffix(SUFFIX)


def _encoded(text: str, like: bytes) -> bytes:
    """`text` with the line ends and the byte order mark that the file had."""
    mark = codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in like else text).encode()


def read_bytes(path: Path, limits: Limits) -> bytes | Problem:
    """The bytes of a regular file of modest size, or why there are none. Raises nothing, and waits for nobody."""
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            os.close(handle)
            what = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
            return Problem(str(path), 0, 0, f"this is {what}", f"name a file such as anna{SUFFIX}")
        with os.fdopen(handle, "rb") as file:
            data = file.read(limits.size + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return Problem(str(path), 0, 0, f"this cannot be read: {reason}", "is the name right?")
    return too_large(str(path), limits) if len(data) > limits.size else data
