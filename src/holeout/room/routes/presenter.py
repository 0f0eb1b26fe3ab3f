"""For who holds the presenter's token: publish, drive, moderate, and the stream with everything in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from holeout.room import bodies, moderating
from holeout.room.answers import json_answer, route
from holeout.room.asked import header, is_json, wants_json
from holeout.room.routes import access
from holeout.room.service import PRESENTER_TOPICS, PROJECTOR_TOPICS
from holeout.room.sse import greeting
from holeout.room.streams import EventStream

if TYPE_CHECKING:
    from starlette.requests import Request

REMOTE = "/remote"


async def publish(request: Request) -> Response:
    """Take over the presenter's whole state."""
    room = access.require_presenter(request)
    body = await bodies.read_json(request, bodies.MAX_STATE)
    try:
        return json_answer({"revision": room.publish(body)})
    except ValueError as error:
        raise HTTPException(422, str(error)) from error


async def state(request: Request) -> Response:
    """The state as it is, for a look without a stream."""
    return json_answer(access.require_presenter(request).state.for_presenter())


async def command(request: Request) -> Response:
    """Pass a command on: JSON from a terminal, a form from the remote without scripts."""
    room = access.require_presenter(request)
    if is_json(request):
        body = await bodies.read_json(request)
        name, args = (body.get("command"), body.get("args", {})) if isinstance(body, dict) else ("", {})
    else:
        form = await bodies.read_form(request)
        name = form.pop("command", "")
        args = dict(form)
    try:
        presenters = room.command(name, args)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    return _done(request, {"presenters": presenters}, 202)


async def moderate(request: Request) -> Response:
    """Change what the board shows."""
    room = access.require_presenter(request)
    fields = await bodies.read_fields(request)
    await moderating.act(room, fields.get("action", ""), fields)
    return _done(request, {}, 200)


async def board(request: Request) -> Response:
    """All that the speaker sees of the board: the cards, what waits, what is hidden, what may be one tool."""
    return json_answer(access.require_presenter(request).moderators_board())


async def events(request: Request) -> EventStream:
    """Everything, with notes and commands. `?as=presenter` is the projector itself, which shows the public board.

    The room's own time goes first: a desk or a phone whose clock is wrong still tells the talk's time right.
    """
    room = access.require_presenter(request)
    is_projector = request.query_params.get("as") == "presenter"
    topics = PROJECTOR_TOPICS if is_projector else PRESENTER_TOPICS
    listener = room.hub.listen(topics, header(request, "last-event-id"))
    return EventStream(room.hub, listener, greeting("time", json.dumps({"now": room.wall()})))


async def sign_in(request: Request) -> Response:
    """Exchange the token, which a QR code put after the #, for a cookie that no script can read."""
    room = access.room_of(request)
    fields = await bodies.read_fields(request)
    if not room.keys.is_presenter(fields.get("token", "").strip()):
        access.wrong_guess(request, "That is not this room's presenter token.", 401)
    response = _done(request, {}, 200)
    access.set_cookie(request, response, access.SESSION_COOKIE, room.keys.session, access.DAY)
    return response


async def sign_out(request: Request) -> Response:
    """Forget the cookie."""
    response = _done(request, {}, 200)
    response.delete_cookie(access.SESSION_COOKIE, path="/", httponly=True, samesite="strict")
    return response


def _done(request: Request, answer: dict[str, object], status: int) -> Response:
    if wants_json(request):
        return json_answer(answer, status)
    return RedirectResponse(REMOTE, 303)


ROUTES = [
    route("PUT", "/presenter/state", publish),
    route("GET", "/presenter/state", state),
    route("POST", "/presenter/commands", command),
    route("GET", "/presenter/board", board),
    route("POST", "/presenter/board", moderate),
    route("POST", "/presenter/session", sign_in),
    route("POST", "/presenter/session/end", sign_out),
    route("GET", "/presenter/events", events),
]
