"""A program in a pseudo-terminal of its own, which ends with everything that it started."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.demos.emulator import CELL_PIXELS
from holeout.demos.feed import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holeout.demos.emulator import Size

GUARD = Path(__file__).with_name("guard.py")
MOST_PENDING = 1_000_000
"""Bytes of input that are kept for a program that does not read; more is dropped."""
CLOSE_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a demo may use: wall time in seconds, memory of all its processes and output in bytes."""

    seconds: float = 120.0
    memory: int = 2_000_000_000
    output: int = 64_000_000


class Process:
    """A Feed from a running program. Its HOME, its temporary and its working folder are new, and removed after it.

    `command` is run in the working folder, where `files` are written first, by name. Raises OSError when the
    system has no terminal, folder or process left to give.
    """

    takes_input = True
    size: Size | None = None

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        size: Size,
        files: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._out = bytearray()
        self._seen = 0
        self._ended = False
        self._closed = False
        self._reason: Reason | None = None
        self._outcome: Outcome | None = None
        self.folder = _new_folder(files or {})
        try:
            self._start(command, env, size)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _start(self, command: Sequence[str], env: Mapping[str, str], size: Size) -> None:
        self._master, slave = os.openpty()
        self._link, guards_link = socket.socketpair()
        try:
            self.resize(size)
            os.set_blocking(self._master, False)
            self._link.setblocking(False)
            numbers = (guards_link.fileno(), self.folder, self._limits.seconds, self._limits.memory)
            self._guard = subprocess.Popen(
                [sys.executable, "-I", "-S", str(GUARD), *map(str, numbers), "--", *command],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env={**env, **_own_folders(self.folder)},
                cwd="/",
                start_new_session=True,
                pass_fds=(guards_link.fileno(),),
            )
        except BaseException:
            os.close(self._master)
            self._link.close()
            raise
        finally:
            os.close(slave)
            guards_link.close()

    @property
    def pid(self) -> int:
        """The process id of the guard, which leads the program's session."""
        return self._guard.pid

    @property
    def outcome(self) -> Outcome | None:
        """How the program ended; None while any process of it is left."""
        if self._outcome is None and self._guard.poll() is not None:
            self._outcome = self._find_outcome()
        return self._outcome

    @property
    def pending(self) -> bool:
        """Whether written bytes wait for the program to read on."""
        return bool(self._out)

    def fileno(self) -> int | None:
        """The terminal's file descriptor; None once the program's output has ended."""
        return None if self._ended else self._master

    def delay(self) -> float | None:
        """Output comes when it comes."""
        return None

    def read(self, limit: int) -> bytes | None:
        """Output of the program; None when there is none now, empty when there will be no more."""
        if self._ended:
            return b""
        try:
            data = os.read(self._master, limit)
        except BlockingIOError:
            return None
        except OSError:
            data = b""
        self._ended = not data
        self._seen += len(data)
        if self._seen > self._limits.output and self._reason is None:
            self._stop(Reason.OUTPUT)
        return data

    def write(self, data: bytes) -> None:
        """Send input to the program."""
        if not self._ended and len(self._out) + len(data) <= MOST_PENDING:
            self._out += data
            self.flush()

    def flush(self) -> None:
        """Send as much of what is pending as the terminal takes."""
        try:
            while self._out:
                del self._out[: os.write(self._master, self._out[:4096])]
        except BlockingIOError:
            pass
        except OSError:
            self._out.clear()

    def resize(self, size: Size) -> None:
        """Change the terminal's size; the system tells the program."""
        if not self._ended:
            fcntl.ioctl(self._master, termios.TIOCSWINSZ, _window(size))

    def stop(self) -> None:
        """Begin to end the program and everything that it started."""
        self._stop(Reason.STOPPED)

    def _stop(self, reason: Reason) -> None:
        if self._reason is None and self._outcome is None:
            self._reason = reason
            with suppress(OSError):
                self._link.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """End the program and wait until nothing of it is left."""
        self.stop()
        end = time.monotonic() + CLOSE_SECONDS
        while self.outcome is None and time.monotonic() < end:
            # On some systems a process cannot exit before its output was read.
            if not self.read(65536):
                with suppress(subprocess.TimeoutExpired):
                    self._guard.wait(0.01)
        if self.outcome is None:
            self._guard.kill()
            self._guard.wait()
            self._outcome = self._find_outcome()
        self._link.close()
        if not self._closed:
            self._closed = self._ended = True
            os.close(self._master)
            # A guard that was killed leaves its folder to us.
            shutil.rmtree(self.folder, ignore_errors=True)

    def _find_outcome(self) -> Outcome:
        said = b""
        with suppress(OSError):
            said = self._link.recv(64)
        word, _, number = said.decode("ascii", "replace").strip().partition(" ")
        if word == "exit":
            return Outcome(int(number), Reason.EXITED, "")
        broken = {"time": Reason.TIME, "memory": Reason.MEMORY}.get(word)
        reason = broken or self._reason or Reason.LOST
        return Outcome(128 + 15, reason, self._message(reason))

    def _message(self, reason: Reason) -> str:
        limits = self._limits
        return {
            Reason.TIME: f"The demo ran longer than its {limits.seconds:g} seconds, so it was stopped.",
            Reason.MEMORY: f"The demo used more than its {_size(limits.memory)} of memory, so it was stopped.",
            Reason.OUTPUT: f"The demo printed more than its {_size(limits.output)}, so it was stopped.",
            Reason.STOPPED: "The demo was stopped.",
        }.get(reason, "The demo's guard process was killed from outside. Start the demo again.")


def _new_folder(files: Mapping[str, str]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="holeout-demo-"))
    for name in ("home", "work", "tmp"):
        (folder / name).mkdir()
    for name, text in files.items():
        (folder / "work" / name).write_text(text, encoding="utf-8")
    return folder


def _own_folders(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "PWD": str(folder / "work")}


def _window(size: Size) -> bytes:
    """`size` as the kernel keeps it, in cells and pixels."""
    across, down = CELL_PIXELS
    return struct.pack("HHHH", size.rows, size.columns, size.columns * across, size.rows * down)


def _size(count: int) -> str:
    return f"{count / 1e9:g} GB" if count >= 1e9 else f"{count / 1e6:g} MB"
