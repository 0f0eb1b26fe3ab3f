"""Starts the room as a process of its own, or finds the one that an earlier presenter left."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from holeout import folders
from holeout.files import told
from holeout.problems import HoleoutError
from holeout.room.runtime import RoomAddress, find_local_room

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

READY = b"ready\n"
"""What the room's process writes to its standard output once its runtime file is there."""
START_PATIENCE = 20.0
STOP_PATIENCE = 5.0
"""Seconds."""


@dataclass(slots=True)
class LocalRoom:
    """A room beside this presenter. While it is held open, the room stays; `close` lets it go a while later."""

    address: RoomAddress
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    """None when the room was there already."""
    _lifeline: int = -1

    def close(self) -> None:
        """Let the room go: it ends by itself unless a presenter comes back within seconds."""
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1

    async def stop(self) -> None:
        """End the room now."""
        self.close()
        await asyncio.to_thread(stop_room, self.address)
        if self.process is not None:
            await asyncio.to_thread(self.process.wait)


async def start_room(
    talk: str,
    *,
    path: Path | None = None,
    lan: bool = False,
    port: int = 0,
    store: str = "",
    moderate: str = "",
    linger: float | None = None,
    patience: float = START_PATIENCE,
    take_over: bool = True,
) -> LocalRoom:
    """Start a room for `talk` (its short name; `path` is its deck or folder), or take on the one that is there.

    A room is as open as was asked for: one that is open to the network is taken on only for `lan`, one that is not only
    without. Another is ended and started anew at its port, with all that it holds; unless `take_over` is False, for
    another presenter may have it. The event loop is never blocked. Raises HoleoutError when no such room can be had,
    with the room's own words when it cannot start.
    """
    found = find_local_room(talk)
    if found is not None and found.lan == lan:
        return LocalRoom(found)
    start = partial(
        _start, talk, path, lan=lan, store=store, moderate=moderate, linger=linger, patience=patience
    )
    if found is None:
        return await start(port=port)
    if not (take_over and found.beside):
        raise _refusal(found)
    await asyncio.to_thread(stop_room, found)
    if not port:
        with suppress(HoleoutError):  # its port may be taken on the other network
            return await start(port=urlsplit(found.url).port or 0)
    return await start(port=port)


async def _start(
    talk: str,
    path: Path | None,
    *,
    lan: bool,
    port: int,
    store: str,
    moderate: str,
    linger: float | None,
    patience: float,
) -> LocalRoom:
    arguments = _arguments(talk, path, lan=lan, port=port, store=store, moderate=moderate, linger=linger)
    # The room sees the end of the pipe when this process is gone, however it went.
    watched, held = os.pipe()
    try:
        process = _spawn([*arguments, "--parent-fd", str(watched)], watched)
    except BaseException:
        os.close(held)
        raise
    finally:
        os.close(watched)
    try:
        address = await _ready(process, talk, patience)
    except BaseException as error:
        os.close(held)
        _kill(process)
        # Two presenters may have started at once, and the other's room was first.
        if isinstance(error, HoleoutError) and (found := find_local_room(talk)) is not None:
            if found.lan == lan:
                return LocalRoom(found)
            raise _refusal(found) from error
        raise
    return LocalRoom(address, process, held)


def _refusal(found: RoomAddress) -> HoleoutError:
    """Why the room at `found`, which is more or less open than was asked for, is not used."""
    whose = "Another presentation" if found.beside else "`holeout room`"
    if found.lan:
        return HoleoutError(
            f"{whose} has opened this talk's room to the network; this one stays without.",
            hint="End that one, or present with --lan to use its room.",
        )
    return HoleoutError(
        f"{whose} has this talk's room, on this machine alone; it cannot be opened to the network.",
        hint="End that one, or present without --lan.",
    )


def stop_room(address: RoomAddress, patience: float = STOP_PATIENCE) -> None:
    """End the local room at `address` and wait until it has. Raises HoleoutError if it does not in time."""
    deadline = time.monotonic() + patience
    with suppress(ProcessLookupError):
        os.kill(address.pid, signal.SIGTERM)
    while (now := find_local_room(address.talk)) is not None and now.pid == address.pid:
        if time.monotonic() > deadline:
            raise HoleoutError("The room does not end.", hint=f"End its process yourself: kill {address.pid}")
        time.sleep(0.02)


def _arguments(
    talk: str, path: Path | None, *, lan: bool, port: int, store: str, moderate: str, linger: float | None
) -> list[str]:
    values = {
        "--path": str(path) if path else "",
        "--port": str(port) if port else "",
        "--store": store,
        "--moderate": moderate,
        "--linger": "" if linger is None else str(linger),
    }
    given = [part for flag, value in values.items() if value for part in (flag, value)]
    return [sys.executable, "-m", "holeout.room", "--talk", talk, *given, *(["--lan"] if lan else [])]


def _spawn(arguments: Sequence[str], lifeline: int) -> subprocess.Popen[bytes]:
    log_path = folders.state_folder() / "room.log"
    with told(log_path):
        log_path.parent.mkdir(parents=True, exist_ok=True)
        log = log_path.open("ab")
    with log:
        # A session of its own: Ctrl-C and a hang-up of the presenter's terminal are not for the room.
        return subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            pass_fds=(lifeline,),
            start_new_session=True,
        )


async def _ready(process: subprocess.Popen[bytes], talk: str, patience: float) -> RoomAddress:
    said = process.stdout
    if said is None:
        raise HoleoutError("The room's process has no output to wait for.")
    try:
        line = await asyncio.wait_for(asyncio.to_thread(said.readline), patience)
    except TimeoutError as error:
        raise HoleoutError(f"The room did not start within {patience:g} seconds.") from error
    said.close()
    address = find_local_room(talk)
    if line == READY and address is not None:
        return address
    why, _, hint = line.decode(errors="replace").strip().partition("\t")
    raise HoleoutError(
        f"The room cannot start: {why or 'it ended at once.'}",
        hint=hint or f"More is in {folders.state_folder() / 'room.log'}.",
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
