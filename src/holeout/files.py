"""Writing files so that a crash loses nothing and two programs do not spoil each other's."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_POLL = 0.01
"""Seconds between two tries to take a lock."""


def write_atomically(path: Path, data: str | bytes, *, private: bool = False, durable: bool = True) -> None:
    """Replace `path` by `data` so that a reader, or a crash, sees the old file whole or the new one whole.

    The folder is made if need be. `private` keeps others from reading the file. What is not `durable` outlives
    a crash of the program but perhaps not of the machine, and costs no wait for the disk. Raises OSError as the
    platform does (disk full, read-only folder), naming `path`; the old file is then untouched.
    """
    try:
        _replace(path, data, private=private, durable=durable)
    except OSError as error:
        # A full disk names no file, and a temporary one says nothing to its reader.
        error.filename = str(path)
        raise


def _replace(path: Path, data: str | bytes, *, private: bool, durable: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(0o600 if private else _mode(target))
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        _sync_folder(target.parent)


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # A renamed file survives a power cut only when its folder is on disk as well.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def locked(path: Path, wait: float) -> Iterator[None]:
    """Alone among programs and threads with what is at `path`, through a file beside it that stays.

    Raises HoleoutError when another program does not let go within `wait` seconds, or the folder is not writable.
    """
    lock = path.with_name(f".{path.name}.lock")
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with told(path):
            _take(handle, path, time.monotonic() + wait)
        yield
    finally:
        os.close(handle)  # which gives the lock back, as the end of the process would


def _take(handle: int, path: Path, until: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise HoleoutError(
                    f"another program is writing {path} and does not finish", "end it, then try again"
                ) from None
            time.sleep(LOCK_POLL)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What the system says of a failed write, in words that name the file: OSError becomes HoleoutError."""
    try:
        yield
    except OSError as error:
        raise HoleoutError(
            f"{path} cannot be written: {error.strerror}", "is the disk full, or the folder read-only?"
        ) from error


def unread(error: OSError | UnicodeDecodeError) -> str:
    """Why a file of text could not be read, in words."""
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
