"""A line to a room that the test plays."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holeout.layout.page import lay_out
from holeout.layout.sent import sent_lines
from holeout.layout.views import Surroundings
from holeout.room.client import Connected, Outlined, PresenceChanged, RoomAddress, StateChanged
from holeout.tui.desk.app import DeskApp
from holeout.tui.desk.desk import DeskScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.room.client import Message
    from holeout.talk import Talk

NOW = 1_635_580_800.0
"""30 October 2021, 08:00 UTC."""
ADDRESS = RoomAddress(
    "http://127.0.0.1:41791", "t" * 32, code="QX7F", join_url="HTTP://192.168.1.23:41791/J/QX7F"
)


class PlayedLine:
    """Says what the test says, and notes what the desk asks for. `answer` is what comes of it."""

    def __init__(self, messages: list[Message | None], address: RoomAddress | None = ADDRESS) -> None:
        self.address = address
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answer = ""
        self._messages = messages
        self.hear: Callable[[Message | None], None] = lambda _: None

    async def follow(self, hear: Callable[[Message | None], None]) -> None:
        self.hear = hear
        for message in self._messages:
            hear(message)
        await asyncio.Event().wait()

    async def drive(self, name: str, args: Mapping[str, Any] | None = None) -> str:
        self.asked.append((name, dict(args or {})))
        return self.answer

    async def moderate(self, action: str, **args: str) -> str:
        self.asked.append((action, args))
        return self.answer


def desk_app(line: PlayedLine) -> DeskApp:
    return DeskApp(line, DeskScreen, now=lambda: NOW)


def state_of(talk: Talk, slide: int, step: int, **private: Any) -> StateChanged:
    """What a presenter of `talk` publishes at a slide and a step, both from 0."""
    deck = talk.deck
    found = deck.slide(slide)
    pages = [
        sent_lines(lay_out(each, at, 80, 24, Surroundings(talk.lifecycle)).lines)
        for each, at in ((found, step), (deck.slide(slide + 1), 0))
    ]
    public = {
        "slide": slide + 1, "slides": len(deck), "step": step, "steps": found.steps, "slide_title": found.title
    }  # fmt: skip
    own = {
        "notes": [{"text": note.text, "step": note.step} for note in found.notes],
        "page": pages[0],
        "next_title": deck.slide(slide + 1).title,
        "next_page": pages[1],
        "elapsed": 310.0,
        "running": True,
        "plan": {"total": 1800.0, "begin": 60.0, "end": 180.0},
    }
    return StateChanged(1, public, own | private, NOW)


def there(talk: Talk, slide: int, step: int, **private: Any) -> list[Message | None]:
    """A room with its presenter, all it says to a desk that has just come."""
    return [
        Connected(),
        PresenceChanged(1),
        Outlined(tuple(talk.deck.titles())),
        state_of(talk, slide, step, **private),
    ]
