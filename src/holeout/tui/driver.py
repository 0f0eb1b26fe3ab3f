"""Textual's Linux driver, leaving at once and leaving the terminal clean, whatever happened in between."""

from __future__ import annotations

import os
import re
import selectors
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from holeout import splash
from holeout.tui.writer import LastingWriter

if TYPE_CHECKING:
    from textual.app import App

# The driver makes its writer itself, and again when the program is continued, which a closing terminal does to it.
linux_driver.WriterThread = LastingWriter  # type: ignore[attr-defined]
ONE_SCREEN = re.compile(r"linux|vt\d|ansi|cons\d")
"""Terminals without a second screen: what the program leaves on theirs would stand around the prompt."""
TICK = 0.1
"""Seconds after which an escape key is taken for itself rather than for the start of a sequence."""
THREADS_TURN = 0.0005
"""Seconds that whoever reads keys or writes the screen waits for a thread that computes: a tenth of Python's own."""


class CleanDriver(LinuxDriver):
    """Wakes its input thread by a pipe, where the stock driver lets it wait out its time, and ends pixel mouse mode."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        sys.setswitchinterval(THREADS_TURN)
        self._wake_in, self._wake_out = os.pipe()
        os.set_blocking(self._wake_in, False)

    def write(self, data: str) -> None:
        """Write to the terminal. A splash is on the alternate screen already: to enter it again would clear it."""
        if data != splash.ALTERNATE_SCREEN or not splash.shown():
            super().write(data)

    def disable_input(self) -> None:
        """End the input thread now."""
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._wake_out, b"x")
        super().disable_input()
        # The thread may have ended before it read that, and the next one would end with it.
        with suppress(BlockingIOError):
            os.read(self._wake_in, 16)

    def start_application_mode(self) -> None:
        """Take the terminal.

        Who is stopped by SIGSTOP has no time to give it back, and takes it a second time when continued: it is given
        back first, or its state of now would be what is restored at the end.
        """
        if self._has_terminal():
            self.suspend_application_mode()
            self._must_signal_resume = True  # draw everything again
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _has_terminal(self) -> bool:
        reads = self._key_thread is not None and self._key_thread.is_alive()
        with suppress(OSError):
            return reads and os.tcgetpgrp(self.fileno) == os.getpgrp()
        return False

    def stop_application_mode(self) -> None:
        """Give the terminal back, with the mouse's pixel reports off, which the stock driver forgets."""
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        if ONE_SCREEN.match(os.environ.get("TERM", "")):
            self.write("\x1b[0m\x1b[H\x1b[2J")
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Read keys until the pipe says to stop."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_in, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(TICK)}
                if self._wake_in in ready:
                    os.read(self._wake_in, 16)
                    return
                if self.fileno in ready:
                    data = os.read(self.fileno, 4096)
                    if not data:
                        return
                    for event in parser.feed(decode(data)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
