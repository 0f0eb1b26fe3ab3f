"""For everybody: where the talk is, the board, and what a device may send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from holeout.room import bodies, taking
from holeout.room.answers import json_answer, route
from holeout.room.asked import header, wants_json
from holeout.room.board import canonical
from holeout.room.credentials import new_id
from holeout.room.exports import own_favourites
from holeout.room.guard import retry_after
from holeout.room.pages.audience import thanks_for
from holeout.room.routes import access
from holeout.room.service import AUDIENCE_TOPICS, BOARD, PUBLIC
from holeout.room.streams import EventStream
from holeout.room.suggestion import DraftError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from holeout.room.service import Room
    from holeout.room.suggestion import Suggestion

    Change = Callable[[Room, str, str], Awaitable[None]]

_TOPICS = {"state": frozenset({PUBLIC}), "board": frozenset({BOARD})}


async def events(request: Request) -> ASGIApp:
    """The talk and the board, without notes. `?of=state` or `?of=board` sends only one of them."""
    room = access.room_of(request)
    if room.hub.size >= room.hub.most:
        raise HTTPException(503, "Very many are following just now.", headers=retry_after(20))
    topics = _TOPICS.get(request.query_params.get("of", ""), AUDIENCE_TOPICS)
    listener = room.hub.listen(topics, header(request, "last-event-id"))
    return EventStream(room.hub, listener, gzip="gzip" in header(request, "accept-encoding"))


async def state(request: Request) -> Response:
    """Where the talk is, for who cannot hold a stream open."""
    room = access.room_of(request)
    return _fresh(request, room, room.state.revision) or json_answer(
        room.state.for_audience(), headers=_tag(room, room.state.revision)
    )


async def board(request: Request) -> Response:
    """The board, likewise."""
    room = access.room_of(request)
    room.freshen()
    return _fresh(request, room, room.version) or Response(
        room.public_board, media_type="application/json", headers=_tag(room, room.version)
    )


async def suggest(request: Request) -> Response:
    """Take a suggestion, or a change to one."""
    room = access.require_room(request)
    device = access.device_of(request)
    fields = await bodies.read_fields(request)
    access.admit(request, device)
    try:
        taken = await taking.suggest(room, device.actor, fields)
    except DraftError as error:
        if wants_json(request):
            raise
        pages = access.site_of(request).pages
        response: Response = pages.page(device.actor, status=422, fields=fields, faults=error.faults)
    else:
        response = _taken(request, room, taken, device.cookie)
    access.hand_over(request, response, device)
    return response


async def withdraw(request: Request) -> Response:
    """Take one's own suggestion back."""
    return await _change(request, taking.withdraw, "withdrawn")


async def add_voice(request: Request) -> Response:
    """Say "me too"."""
    return await _change(request, taking.add_voice, "voiced")


async def remove_voice(request: Request) -> Response:
    """Take that back."""
    return await _change(request, taking.remove_voice, "unvoiced")


async def device(request: Request) -> Response:
    """What a program is to send as X-Device: with it, what is sent again after a lost answer is known again."""
    access.require_room(request)
    return json_answer({"device": access.device_of(request).cookie})


async def favourites(request: Request) -> Response:
    """One's own suggestions as a favourites file: it can be sent by any way that works."""
    room = access.require_room(request)
    device = access.device_of(request)
    name = f"{room.talk}.favourites.toml"
    return PlainTextResponse(
        own_favourites(room.tally, room.talk, device.actor),
        media_type="application/toml",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


async def health(_: Request) -> Response:
    """That the room is there."""
    return PlainTextResponse("fine\n")


async def _change(request: Request, change: Change, done: str) -> Response:
    room = access.require_room(request)
    device = access.device_of(request)
    fields = await bodies.read_fields(request)
    access.admit(request, device)
    await change(room, device.actor, fields.get("id", ""))
    if wants_json(request):
        response: Response = json_answer({"done": done, "device": device.cookie})
    else:
        response = RedirectResponse(f"/j/{room.code}?done={done}", 303)
    access.hand_over(request, response, device)
    return response


def _taken(request: Request, room: Room, taken: Suggestion, cookie: str) -> Response:
    if not (wants_json(request)):
        done = "shown" if taken.standing.visible else "sent"
        return RedirectResponse(f"/j/{room.code}?done={done}", 303)
    answer = {
        "id": taken.id,
        "tool": canonical(taken.tool, room.aliases),
        "stage": taken.stage,
        "name": taken.name,
        "standing": taken.standing.value,
        "message": thanks_for(taken),
        "device": cookie,
        "next": new_id(),
    }
    return json_answer(answer, 201)


def _tag(room: Room, version: int) -> dict[str, str]:
    return {"etag": f'W/"{room.hub.boot}-{version}"', "cache-control": "no-cache"}


def _fresh(request: Request, room: Room, version: int) -> Response | None:
    tag = _tag(room, version)
    return Response(status_code=304, headers=tag) if header(request, "if-none-match") == tag["etag"] else None


ROUTES = [
    route("POST", "/j/{code}", suggest),
    route("GET", "/board.json", board),
    route("GET", "/state.json", state),
    route("GET", "/events", events),
    route("GET", "/healthz", health),
    route("POST", "/j/{code}/withdraw", withdraw),
    route("POST", "/j/{code}/voice", add_voice),
    route("POST", "/j/{code}/voice/end", remove_voice),
    route("GET", "/j/{code}/device", device),
    route("GET", "/j/{code}/favourites.toml", favourites),
]
