"""Where a terminal's bytes come from: a running process or a recording."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from holeout.demos.emulator import Size


class Reason(StrEnum):
    """Why a Feed ended."""

    EXITED = auto()
    TIME = auto()
    MEMORY = auto()
    OUTPUT = auto()
    STOPPED = auto()
    LOST = auto()


class Outcome(NamedTuple):
    """How a Feed ended. `code` is the exit code, 128 more than the signal if one ended it; `message` a sentence."""

    code: int
    reason: Reason
    message: str


class Feed(Protocol):
    """A source of bytes for an emulator. No call blocks, but for `close`."""

    @property
    def takes_input(self) -> bool:
        """Whether keys and mouse have a program to go to."""

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it has not."""

    @property
    def pending(self) -> bool:
        """Whether written bytes wait for the program to read on: see `flush`."""

    @property
    def size(self) -> Size | None:
        """The size that its terminal must have for what is read next; None for that of the pane."""

    def fileno(self) -> int | None:
        """The file descriptor that becomes readable with more bytes, if there is one."""

    def delay(self) -> float | None:
        """Seconds until more bytes, for a Feed without a file descriptor; None for not until told."""

    def read(self, limit: int) -> bytes | None:
        """At most `limit` bytes; None when there are none now, empty when there will be no more."""

    def write(self, data: bytes) -> None:
        """Send input to the program; what it does not read yet is kept."""

    def flush(self) -> None:
        """Try again to send what is pending."""

    def resize(self, size: Size) -> None:
        """Tell the program the size of its pane."""

    def stop(self) -> None:
        """Begin to end it; `read` goes on until it is over."""

    def close(self) -> None:
        """End it and wait, at most a few seconds, until nothing of it is left."""
