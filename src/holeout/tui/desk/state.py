"""What a desk knows of the presentation, and how each message from the room changes that. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from holeout.room.client import (
    BoardChanged,
    Clocked,
    CommandReceived,
    Connected,
    Disconnected,
    Outlined,
    PresenceChanged,
    StateChanged,
)
from holeout.room.clock import TalkClock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.presenting.pace import Pace
    from holeout.room.client import Message

LOOKING = "Looking for the presentation…"
WAITING = "No presentation is running. Start one with holeout present"
AWAY = "The presenter is away. It is found again as soon as it is back."


OPENING = 5.0
"""Seconds that the room of a presentation which has just begun may need: who finds none meanwhile knows nothing yet."""


@dataclass(frozen=True, slots=True)
class DeskState:
    """The last published state and what is around it, as the room gave it; empty before the first."""

    began: float = 0.0
    """When this desk began to look for a room, by our clock."""
    public: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    at: float = 0.0
    """When the state held, in seconds since 1970 by the room's clock."""
    ahead: float = 0.0
    """Seconds by which the room's clock is ahead of ours."""
    titles: tuple[str, ...] = ()
    board: Mapping[str, Any] = field(default_factory=dict)
    presenters: int | None = None
    """How many projectors are connected; None while the room has not said."""
    lost: str = WAITING
    """Why the room is not heard; empty while it is."""

    def heard(self, message: Message | None, now: float) -> DeskState:
        """This state after `message`, which came `now`; None says that there is no room."""
        return replace(self, **_changes(message, now))

    @property
    def trouble(self) -> str:
        """Why what is shown may be old; empty when it is not."""
        if self.presenters == 0 and not self.lost:
            return AWAY if self.public else WAITING
        return self.lost

    def unknown(self, now: float) -> str:
        """Why there is nothing to show; empty once something was published."""
        if self.public:
            return ""
        early = now - self.began < OPENING
        return LOOKING if early and self.trouble in ("", WAITING) else self.trouble or LOOKING

    @property
    def slide(self) -> int:
        """The slide that is shown, from 1; 0 before there is one."""
        return _whole(self.public.get("slide"))

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return _whole(self.public.get("step"))

    @property
    def waiting(self) -> int:
        """How many suggestions the speaker has not looked at."""
        return _whole(self.board.get("waiting"))

    def pace(self, now: float) -> Pace:
        """Elapsed, remaining and how far behind, at `now`, our time."""
        return TalkClock.of(self.private, self.at).pace(now + self.ahead)


def _changes(message: Message | None, now: float) -> dict[str, Any]:
    match message:
        case None:
            found: dict[str, Any] = {"lost": WAITING, "presenters": None}
        case Disconnected(reason=reason):
            found = {"lost": f"{reason} Trying again.", "presenters": None}
        case Connected():
            found = {"lost": "", "presenters": None}
        case Clocked(now=theirs):
            found = {"ahead": theirs - now}
        case StateChanged():
            found = {"public": message.public, "private": message.private, "at": message.at}
        case PresenceChanged(presenters=count):
            found = {"presenters": count}
        case Outlined(titles=titles):
            found = {"titles": titles}
        case BoardChanged(board=board):
            found = {"board": board}
        case CommandReceived():
            found = {}
    return found


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0
