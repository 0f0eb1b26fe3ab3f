"""What a terminal hears from its room, read from the stream's events with care. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holeout import jsontext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.room.sse import Event


@dataclass(frozen=True, slots=True)
class Connected:
    """The stream is open; what changed in between follows."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The stream is lost. `retry_in` is the seconds until the next try; `refused` that the token was wrong."""

    reason: str
    retry_in: float
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Clocked:
    """What time it is for the room, in seconds since 1970."""

    now: float


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The presenter published, `at` that time of the room's clock. `private` is empty without its token."""

    revision: int
    public: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Outlined:
    """The titles of all slides, in order."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """How many projectors are connected; 0 when the presenter is lost."""

    presenters: int


@dataclass(frozen=True, slots=True)
class BoardChanged:
    """The board as it now is: decoded JSON, as `board.public_board` or `board.moderators_board` makes it."""

    board: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CommandReceived:
    """Somebody with the presenter's token wants this done."""

    name: str
    args: Mapping[str, Any] = field(default_factory=dict)


Message = (
    Connected
    | Disconnected
    | Clocked
    | StateChanged
    | Outlined
    | PresenceChanged
    | BoardChanged
    | CommandReceived
)


def message_of(event: Event) -> Message | None:
    """The Message that `event` carries; None for what only a newer room says."""
    try:
        return _READERS[event.name](jsontext.parse(event.data))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _state(data: Any) -> Message:
    at = float(data.get("at", 0.0))
    return StateChanged(int(data["revision"]), _table(data["public"]), _table(data.get("private", {})), at)


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("an object is wanted")
    return value


_READERS: dict[str, Callable[[Any], Message]] = {
    "state": _state,
    "time": lambda data: Clocked(float(data["now"])),
    "outline": lambda data: Outlined(tuple(map(str, data["titles"]))),
    "presence": lambda data: PresenceChanged(int(data["presenters"])),
    "board": lambda data: BoardChanged(_table(data)),
    "command": lambda data: CommandReceived(str(data["command"]), _table(data.get("args", {}))),
}
