"""What a terminal shows in tests that need neither a process nor a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.demos.feed import Outcome, Reason

if TYPE_CHECKING:
    from holeout.demos.emulator import Size


class NullFeed:
    """Gives its bytes once and ends."""

    takes_input = False
    pending = False
    size: Size | None = None

    def __init__(self, data: bytes = b"") -> None:
        self._data = data
        self._given = False

    @property
    def outcome(self) -> Outcome | None:
        """Fine, as soon as all was read."""
        return Outcome(0, Reason.EXITED, "") if self._given else None

    def fileno(self) -> int | None:
        """There is none."""
        return None

    def delay(self) -> float | None:
        """Everything is there at once."""
        return 0.0

    def read(self, limit: int) -> bytes | None:
        """The next `limit` bytes."""
        data, self._data = self._data[:limit], self._data[limit:]
        self._given = not data
        return data

    def write(self, data: bytes) -> None:
        """Nobody reads `data`."""

    def flush(self) -> None:
        """Nothing is pending."""

    def resize(self, size: Size) -> None:
        """Nobody asks for the size."""

    def stop(self) -> None:
        """Leave out what was not read."""
        self._data = b""

    def close(self) -> None:
        """Leave out what was not read."""
        self._data, self._given = b"", True
