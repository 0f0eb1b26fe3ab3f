"""How terminals of one person find the room that runs beside them: a private file in the runtime folder.

A lock beside the file is held for as long as the room lives, so that a file which a crash left behind is
never taken for a room, and no two rooms serve one talk.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from holeout import files, folders, jsontext
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE = 16_384
"""Bytes; the file holds a few short texts."""


@dataclass(frozen=True, slots=True)
class RoomAddress:
    """Where a room is, and what opens it. `join_url` is what an audience types; empty while there is no way in."""

    url: str
    token: str = field(repr=False)
    code: str = ""
    talk: str = ""
    join_url: str = ""
    lan: bool = False
    """Whether others than this machine get in."""
    pid: int = 0
    beside: bool = False
    """Whether a presenter started it, and not somebody with `holeout room`."""


OWN_FOLDER = "Set HOLEOUT_RUNTIME to a folder of your own."


def rooms_folder() -> Path:
    """The folder of the runtime files. Raises HoleoutError if it cannot be made, or others could tamper with it."""
    try:
        folder = folders.runtime_folder() / "rooms"
    except OSError as error:
        raise HoleoutError(f"There is no private folder: {error}.", hint=OWN_FOLDER) from error
    with files.told(folder):
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(mode=0o700, exist_ok=True)
    seen = folder.lstat()
    if seen.st_uid != os.getuid() or seen.st_mode & 0o077 or folder.is_symlink():
        raise HoleoutError(
            f"{folder} is not private to you.",
            hint=f"Remove it, or {OWN_FOLDER[0].lower()}{OWN_FOLDER[1:]}",
        )
    return folder


def room_name(talk: str) -> str:
    """A talk's name as a file name."""
    return re.sub(r"[^a-z0-9]+", "-", talk.lower()).strip("-")[:60] or "talk"


class RoomLock:
    """Held by the one room of a talk, for as long as its process lives."""

    def __init__(self, talk: str) -> None:
        self.path = rooms_folder() / f"{room_name(talk)}.lock"
        self._handle = -1

    def acquire(self) -> bool:
        """Take the lock; False when another room has it."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock up; nothing when it is not ours."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def announce(address: RoomAddress) -> Path:
    """Write the runtime file of a room whose lock is held."""
    path = rooms_folder() / f"{room_name(address.talk)}.json"
    files.write_atomically(path, json.dumps(asdict(address)), private=True)
    return path


def withdraw(talk: str) -> None:
    """Remove the runtime file, at the room's end."""
    with suppress(OSError):
        (rooms_folder() / f"{room_name(talk)}.json").unlink()


def find_local_room(talk: str | None = None) -> RoomAddress | None:
    """The room that runs on this machine for this person: that of `talk`, or the one started last.

    Raises HoleoutError when the runtime folder is not private.
    """
    pattern = f"{room_name(talk)}.json" if talk else "*.json"
    paths = sorted(rooms_folder().glob(pattern), key=_modified, reverse=True)
    return next((found for path in paths if _is_alive(path) and (found := _read(path))), None)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _is_alive(path: Path) -> bool:
    try:
        handle = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _read(path: Path) -> RoomAddress | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as file:
            private = os.fstat(file.fileno()).st_uid == os.getuid()
            found = jsontext.parse(file.read(MAX_FILE)) if private else None
    except (OSError, ValueError):
        return None
    known = jsontext.fitting(RoomAddress, found)
    return RoomAddress(**known) if {"url", "token"} <= known.keys() else None
