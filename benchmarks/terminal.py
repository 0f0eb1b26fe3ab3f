"""A program in a pseudo-terminal: its output read as it comes, its queries answered, its keys pressed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from benchmarks import processes
from benchmarks.screen import CELL, Screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEYS = {"right": (b"\x1b[C", b"\x1bOC"), "end": (b"\x1b[F", b"\x1bOF")}
INHERITED = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGTERM, signal.SIGXFSZ)
CHUNK = 65536
MOST_PIECES = 64
now = time.perf_counter


class EndedError(Exception):
    """The program ended, or did not show in time what it should."""


class Running:
    """One program from its start to its end. Times are `time.perf_counter()` seconds."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 120, rows: int = 40
    ) -> None:
        self.screen = Screen(columns, rows)
        self.bytes = 0
        self.ended: float | None = None
        self.status: int | None = None
        self.began = self.last_output = now()
        self.pid, self._tty = pty.fork()
        if self.pid == 0:
            _become(command, environment, columns, rows)
        os.set_blocking(self._tty, False)
        self._exit = os.pidfd_open(self.pid)
        self._poll = select.poll()
        self._poll.register(self._tty, select.POLLIN)
        self._poll.register(self._exit, select.POLLIN)
        self._closed = False

    def fileno(self) -> int:
        """Where its output comes from, to wait for that of several programs at once."""
        return self._tty

    def pump(self, seconds: float) -> bool:
        """Wait for output up to `seconds`, and answer its queries. False when there was none.

        Raises EndedError when no more can come.
        """
        events = dict(self._poll.poll(max(0.0, seconds) * 1000))
        if self._exit in events:
            self._note_end()
        return self._tty in events and self._read()

    def _read(self) -> bool:
        # All that is there at once: looking at the screen after each piece would delay the next one's time.
        pieces: list[bytes] = []
        while len(pieces) < MOST_PIECES and (piece := self._read_piece()):
            self.last_output = now()
            pieces.append(piece)
        data = b"".join(pieces)
        self.bytes += len(data)
        if data and (answer := self.screen.feed(data)):
            self.write(answer)
        return bool(data)

    def _read_piece(self) -> bytes:
        if self._closed:
            raise EndedError("the program ended")
        try:
            piece = os.read(self._tty, CHUNK)
        except BlockingIOError:
            return b""
        except OSError:
            # Linux tells with an error that nobody holds the other side any more.
            piece = b""
        if not piece:
            self._closed = True
            self._poll.unregister(self._tty)
        return piece

    def _note_end(self) -> None:
        self.ended = now()
        self._poll.unregister(self._exit)
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def write(self, data: bytes) -> None:
        """Send bytes to the program as if typed. Raises EndedError when nobody can read them any more."""
        while data:
            try:
                data = data[os.write(self._tty, data) :]
            except BlockingIOError:
                self.pump(0.01)
            except OSError as error:
                raise EndedError("the program ended") from error

    def press(self, key: str) -> float:
        """Press a key: a name from KEYS, or the characters themselves. Returns when."""
        plain, application = KEYS.get(key, (key.encode(),) * 2)
        when = now()
        self.write(application if self.screen.application_cursor_keys else plain)
        return when

    def wait_for(self, markers: Sequence[str], seconds: float) -> float:
        """Pump until all markers are on a finished frame. Returns when its last byte came, not when we knew."""
        deadline = now() + seconds
        while (left := deadline - now()) > 0:
            if self.pump(left) and self.screen.shows(markers):
                return self.last_output
            if self.ended is not None:
                self._drain()
                raise EndedError(f"ended with {self.status} before it showed {', '.join(markers)}")
        raise EndedError(f"did not show {', '.join(markers)} within {seconds:g} s")

    def settle(self, silence: float, limit: float = 2.0) -> None:
        """Pump until nothing came for `silence` seconds, or `limit` is over."""
        deadline = now() + limit
        while self.ended is None and now() < deadline:
            quiet = now() - self.last_output
            if quiet >= silence:
                return
            self.pump(min(silence - quiet, max(0.0, deadline - now())))

    def wait_end(self, seconds: float) -> float | None:
        """Pump until the program has ended. Returns when, or None if it still runs."""
        deadline = now() + seconds
        while self.ended is None and (left := deadline - now()) > 0:
            try:
                self.pump(left)
            except EndedError:
                # Its terminal is closed; only its end can still be told.
                continue
        self._drain()
        return self.ended

    def _drain(self) -> None:
        with suppress(EndedError):
            while self._read():
                pass

    def left_on(self) -> list[str]:
        """What the ended program left of its settings in the terminal."""
        left = self.screen.left_on()
        flags = termios.tcgetattr(self._tty)[3]
        if not flags & termios.ICANON or not flags & termios.ECHO:
            left.append("raw input")
        return left

    def close(self) -> None:
        """Give up the terminal; end the program if it still runs."""
        if self.ended is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._exit)
        os.close(self._tty)
        self.screen.close()

    def hang_up(self, seconds: float) -> bool:
        """Close the terminal under the program, as a closed window does; whether it then ends within `seconds`."""
        os.close(self._tty)
        ended = bool(select.select([self._exit], [], [], seconds)[0])
        if not ended:
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._exit)
        self.screen.close()
        return ended

    def members(self) -> dict[int, str]:
        """The program's processes with the time each began."""
        return {pid: processes.started(pid) for pid in processes.tree(self.pid)}


def _become(command: Sequence[str], environment: Mapping[str, str], columns: int, rows: int) -> None:
    """Turn the forked child into the program. Never returns."""
    try:
        # Whoever runs the benchmark may ignore some (nohup does); a terminal's programs begin without that.
        for number in INHERITED:
            signal.signal(number, signal.SIG_DFL)
        pixels = columns * CELL[0], rows * CELL[1]
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, *pixels))
        os.execve(command[0], list(command), dict(environment))  # noqa: S606  (no shell is meant)
    except OSError as error:
        os.write(2, f"{command[0]}: {error}\r\n".encode())
    finally:
        os._exit(127)
