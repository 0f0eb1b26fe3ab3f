"""The page for phones, as values for its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse

from holeout.room.credentials import new_id
from holeout.room.pages import render, text_of
from holeout.room.pages.now import now_of
from holeout.room.suggestion import MAX_TOOL, MAX_WHY, Standing, Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holeout.room.board import Card
    from holeout.room.service import Room

DONE = {
    "shown": "Thank you! Your suggestion is on the board.",
    "sent": "Thank you! Your suggestion was received. It is shown once the speaker has seen it.",
    "withdrawn": "Your suggestion is withdrawn, and its words are deleted.",
    "voiced": "Your voice is counted.",
    "unvoiced": "Your voice is taken back.",
}
"""What a page says after each change."""
_NEW_ID = "00000000-new-id-0000"
"""Stands in a page for the id of a new Suggestion."""
STANDINGS = {
    Standing.PENDING: "waits for the speaker",
    Standing.SHOWN: "on the board",
    Standing.PINNED: "pinned by the speaker",
    Standing.HIDDEN: "not shown; the speaker decided so",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, and whether this device has its voice on it."""

    card: Card
    spoken: bool
    own: bool


def thanks_for(taken: Suggestion) -> str:
    """What to say of a suggestion that was taken."""
    return DONE["shown" if taken.standing.visible else "sent"]


class AudiencePages:
    """The pages for phones of one room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._newcomers = ""
        self._newcomers_of: tuple[object, ...] = ()

    def page(
        self,
        actor: str,
        *,
        status: int = 200,
        done: str = "",
        edit: str = "",
        fields: Mapping[str, str] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """The page of the device `actor`. `edit` is its Suggestion to change; `fields` are what it had sent."""
        room = self._room
        mine = room.own(actor)
        agreed = tuple(room.tally.agreed(actor))
        if not (mine or agreed or done or fields):
            return HTMLResponse(self._for_newcomers().replace(_NEW_ID, new_id()))
        values = _values(room, actor, mine, agreed, edit, fields or {}, faults or {})
        return render("audience.html", status, **values, done=DONE.get(done, ""))

    def _for_newcomers(self) -> str:
        # A full hall opens this page within seconds, and but for the form's id it is the same for all.
        room = self._room
        of = (room.cards, room.state, room.asking, room.talking)
        if of != self._newcomers_of:
            values = _values(room, "", (), (), "", {"id": _NEW_ID}, {})
            self._newcomers = text_of("audience.html", **values, done="")
            self._newcomers_of = of
        return self._newcomers


def _values(
    room: Room,
    actor: str,
    mine: Sequence[Suggestion],
    agreed: Sequence[Suggestion],
    edit: str,
    fields: Mapping[str, str],
    faults: Mapping[str, str],
) -> dict[str, Any]:
    now = now_of(room.state.public, room.title)
    values = _fields_of(next((item for item in mine if item.id == edit), None), now.stage) | dict(fields)
    return {
        "code": room.code,
        "talk": room.talk,
        "now": now,
        "talking": room.talking_about,
        "asking": room.asking,
        "values": values,
        "editing": any(item.id == values.get("id") for item in mine),
        "faulty": bool(faults),
        "faults": dict.fromkeys(("tool", "stage", "why"), "") | dict(faults),
        "stages": room.catalogue.stages,
        "tools": sorted((tool.name for tool in room.catalogue.tools.values()), key=str.casefold),
        "groups": _groups(room, mine, agreed),
        "mine": mine,
        "standings": STANDINGS,
        "max_tool": MAX_TOOL,
        "max_why": MAX_WHY,
    }


def _fields_of(suggestion: Suggestion | None, stage: str) -> dict[str, str]:
    if suggestion is None:
        return {"id": new_id(), "tool": "", "stage": stage, "why": ""}
    return {"id": suggestion.id, "tool": suggestion.name, "stage": suggestion.stage, "why": suggestion.why}


def _groups(
    room: Room, mine: Sequence[Suggestion], agreed: Sequence[Suggestion]
) -> list[tuple[str, str, list[Shown]]]:
    own = {room.tally.place(item) for item in mine if item.standing.visible}
    spoken = {room.tally.place(item) for item in agreed}
    groups: dict[str, list[Shown]] = {}
    for card in room.cards:
        shown = Shown(card, card.place in spoken, card.place in own)
        groups.setdefault(card.stage, []).append(shown)
    return [(stage, room.catalogue.stages.get(stage, stage), shown) for stage, shown in groups.items()]
