"""What an audience may do in a room: suggest, change its mind, say "me too". Each ends on disk, or is refused."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from holeout.room.credentials import new_id
from holeout.room.operations import AddVoice, PutSuggestion, RemoveVoice, Withdraw
from holeout.room.store import now_ms
from holeout.room.suggestion import Standing, Suggestion, arrival, read_draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.room.service import Room
    from holeout.room.suggestion import Draft

MOST_OF_ONE = 30
"""Suggestions that one device may have."""


class Refusal(Exception):  # noqa: N818  (no error: an answer)
    """Why something was not taken, in words for the sender. `status` is HTTP's."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


async def suggest(room: Room, actor: str, fields: Mapping[str, str]) -> Suggestion:
    """Take a suggestion, or a change to one, from the fields of a form; gives it as it now stands.

    Raises DraftError for the form's own faults, Refusal, and the writer's errors.
    """
    _open(room)
    draft = read_draft(fields, room.catalogue, new_id)
    _allowed(room, actor, draft)
    standing, reviewed = arrival(room.mode, draft)
    await room.writer.write(
        PutSuggestion(
            draft.id,
            actor,
            draft.tool,
            draft.name,
            draft.stage,
            draft.why,
            standing.value,
            reviewed,
            now_ms(),
        )
    )
    # Another process may have given the id to another device a moment before.
    return _own_one(room, actor, draft.id)


async def withdraw(room: Room, actor: str, suggestion_id: str) -> None:
    """Take a suggestion back. Raises Refusal, and the writer's errors."""
    _own_one(room, actor, suggestion_id)
    await room.writer.write(Withdraw(suggestion_id, actor, now_ms()))


async def add_voice(room: Room, actor: str, suggestion_id: str) -> None:
    """Say "me too" to a suggestion on the board. Raises Refusal, and the writer's errors."""
    _open(room)
    found = room.suggestions.get(suggestion_id)
    on_board = found is not None and (found.standing.visible or found.standing is Standing.WITHDRAWN)
    if not on_board:
        raise Refusal("That suggestion is no longer on the board.", 404)
    await room.writer.write(AddVoice(suggestion_id, actor, now_ms()))


async def remove_voice(room: Room, actor: str, suggestion_id: str) -> None:
    """Take a "me too" back from the card of a suggestion. Raises the writer's errors."""
    spoken = [item.id for item in room.tally.beside(suggestion_id) if actor in item.voices]
    await asyncio.gather(*(room.writer.write(RemoveVoice(one, actor)) for one in spoken))


def _open(room: Room) -> None:
    if not room.asking:
        raise Refusal("The speaker is not taking suggestions right now. Yours was not sent.", 409)


def _allowed(room: Room, actor: str, draft: Draft) -> None:
    before = room.suggestions.get(draft.id)
    if before is not None and before.actor != actor:
        raise Refusal("That suggestion is not yours to change.", 409)
    if before is not None:
        return
    if room.tally.count_of(actor) >= MOST_OF_ONE:
        raise Refusal(f"You have suggested {MOST_OF_ONE} tools. Withdraw one to suggest another.", 409)
    if len(room.suggestions) >= room.most:
        raise Refusal("The board is full. Thank you all the same!", 409)


def _own_one(room: Room, actor: str, suggestion_id: str) -> Suggestion:
    found = room.suggestions.get(suggestion_id)
    if found is None or found.actor != actor:
        raise Refusal("That suggestion is not yours, or is no longer there.", 404)
    return found
