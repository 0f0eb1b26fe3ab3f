"""What every route serves from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holeout.room.pages.audience import AudiencePages
    from holeout.room.service import Room


@dataclass(frozen=True, slots=True)
class Keeping:
    """For the privacy note: after how many days the room deletes itself, and whether addresses are logged."""

    days: int = 0
    addresses: bool = False


FOR_EVER = Keeping()
"""Until somebody deletes it."""


@dataclass(frozen=True, slots=True)
class Site:
    """A room with what its web pages need; `secure` says that people reach it over https."""

    room: Room
    pages: AudiencePages
    secure: bool
    keeping: Keeping
