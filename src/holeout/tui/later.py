"""Work that waits until the keys are still."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Later:
    """Calls `act` once, `seconds` after the last time it was asked to. A tenth of what a Textual timer costs a key."""

    def __init__(self, seconds: float, act: Callable[[], object]) -> None:
        self._seconds = seconds
        self._act = act
        self._handle: asyncio.TimerHandle | None = None

    def ask(self) -> None:
        """Act, but not before it has been quiet for a while. To be called in the running event loop."""
        self.cancel()
        self._handle = asyncio.get_running_loop().call_later(self._seconds, self._run)

    def cancel(self) -> None:
        """Do not act after all."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def now(self) -> None:
        """Act at once, if it was asked for."""
        if self._handle is not None:
            self.cancel()
            self._act()

    def _run(self) -> None:
        self._handle = None
        self._act()
