"""What the speaker may do with the board. Each action is a name and a few texts, from a form or a terminal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from holeout.favourites.identity import resolve
from holeout.room.board import canonical
from holeout.room.operations import DropAlias, DropWaiting, Judge, SetAlias, SetSetting, Thank
from holeout.room.options import Moderation
from holeout.room.service import TALKING
from holeout.room.store import now_ms
from holeout.room.suggestion import Standing
from holeout.room.taking import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from holeout.room.operations import Operation
    from holeout.room.service import Room

    Action = Callable[[Room, Mapping[str, str]], Iterable[Operation]]


async def act(room: Room, action: str, fields: Mapping[str, str]) -> None:
    """Do one of ACTIONS. Raises Refusal, and the writer's errors."""
    if (make := ACTIONS.get(action)) is None:
        raise Refusal(f"action: one of {', '.join(ACTIONS)} is wanted.", 422)
    await asyncio.gather(*map(room.writer.write, make(room, fields)))


def _judge(standing: Standing) -> Action:
    def judge(room: Room, fields: Mapping[str, str]) -> Iterable[Operation]:
        yield Judge(_known(room, fields), standing.value, now_ms())

    return judge


def _hide(room: Room, fields: Mapping[str, str]) -> Iterable[Operation]:
    suggestion_id, at = _known(room, fields), now_ms()
    if fields.get("whole") != "yes":
        yield Judge(suggestion_id, Standing.HIDDEN.value, at)
        return
    for item in room.tally.beside(suggestion_id):
        yield Judge(item.id, Standing.HIDDEN.value, at)


def _thank(room: Room, fields: Mapping[str, str]) -> Iterable[Operation]:
    suggestion_id = _known(room, fields)
    yield Thank(suggestion_id, now_ms())
    yield SetSetting(TALKING, suggestion_id)


def _talk_on(_: Room, __: Mapping[str, str]) -> Iterable[Operation]:
    yield SetSetting(TALKING, "")


def _clear(_: Room, __: Mapping[str, str]) -> Iterable[Operation]:
    yield DropWaiting(now_ms())


def _merge(room: Room, fields: Mapping[str, str]) -> Iterable[Operation]:
    tool, target = _tool(room, fields, "tool"), _tool(room, fields, "into")
    if tool == target:
        raise Refusal("Those two are one tool already.", 422)
    yield SetAlias(tool, target, now_ms())


def _split(_: Room, fields: Mapping[str, str]) -> Iterable[Operation]:
    yield DropAlias(fields.get("tool", ""))


def _set_paused(value: str) -> Action:
    return lambda _room, _fields: [SetSetting("paused", value)]


def _set_mode(_: Room, fields: Mapping[str, str]) -> Iterable[Operation]:
    try:
        yield SetSetting("mode", Moderation(fields.get("mode", "")).value)
    except ValueError as error:
        raise Refusal(f"mode: one of {', '.join(Moderation)} is wanted.", 422) from error


def _known(room: Room, fields: Mapping[str, str]) -> str:
    if (suggestion_id := fields.get("id", "")) not in room.suggestions:
        raise Refusal("There is no such suggestion.", 404)
    return suggestion_id


def _tool(room: Room, fields: Mapping[str, str], name: str) -> str:
    try:
        return canonical(resolve(fields.get(name, ""), room.catalogue.aliases), room.aliases)
    except ValueError as error:
        raise Refusal(f"{name}: the name or key of a tool is wanted.", 422) from error


# What takes an `id` takes that of a suggestion in the queue, or of a card on the board, which is its first one's.
# `hide` with `whole=yes` hides all that the card holds. `thank` also says that this card is being talked about,
# until `done`. `clear` deletes all that waits: the way out after somebody has flooded the room.
ACTIONS: Mapping[str, Action] = {
    "show": _judge(Standing.SHOWN),
    "hide": _hide,
    "pin": _judge(Standing.PINNED),
    "unpin": _judge(Standing.SHOWN),
    "thank": _thank,
    "done": _talk_on,
    "clear": _clear,
    "merge": _merge,
    "split": _split,
    "pause": _set_paused("yes"),
    "resume": _set_paused("no"),
    "mode": _set_mode,
}
