"""How the program and the desk end, whether they were asked to or not."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import ClassVar

from textual.app import App


class CarefulApp(App[None]):
    """An application that gives the terminal back when it is told to go, and tells no secret when it crashes."""

    kept: ClassVar[str] = ""
    """What a crash has not cost its user."""

    def heed_signals(self) -> None:
        """Leave as `quit` does when the terminal closes or somebody ends the program."""
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.leave, 128 + number)

    def leave(self, code: int) -> None:
        """End at once, with this exit code."""
        self.exit(return_code=code)

    def _fatal_error(self) -> None:
        # The stock report shows local variables, which may hold a token: this one tells where, and what is safe.
        from rich.console import Group  # noqa: PLC0415
        from rich.traceback import Traceback  # noqa: PLC0415

        self.bell()
        report = Traceback(show_locals=False, max_frames=12)
        self._exit_renderables.append(Group(report, f"This is a fault of holeout. {self.kept}".rstrip()))
        self._close_messages_no_wait()
