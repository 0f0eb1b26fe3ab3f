"""Who is asking: the presenter, by token or cookie; a device, by its signed cookie or header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from starlette.exceptions import HTTPException

from holeout.room.asked import header, is_json
from holeout.room.guard import retry_after

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from holeout.room.service import Room
    from holeout.room.site import Site

SESSION_COOKIE = "holeout_presenter"
DEVICE_COOKIE = "holeout_device"
DEVICE_HEADER = "x-device"
DAY = 86_400
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Device:
    """A sender. `cookie` is to be handed to it when it is `new`."""

    cookie: str
    actor: str
    new: bool


def site_of(request: Request) -> Site:
    """What the application serves from."""
    site: Site = request.app.site
    return site


def room_of(request: Request) -> Room:
    """The room that the application serves."""
    return site_of(request).room


def is_presenter(request: Request) -> bool:
    """Whether the request carries the presenter's token, or the cookie that was given for it."""
    keys = room_of(request).keys
    scheme, _, token = header(request, "authorization").partition(" ")
    if scheme.lower() == "bearer":
        return keys.is_presenter(token.strip())
    return keys.is_session(request.cookies.get(SESSION_COOKIE, ""))


def require_presenter(request: Request) -> Room:
    """The room, for its presenter. Raises HTTPException 401, or 429 after many wrong tokens."""
    if not is_presenter(request):
        wrong_guess(request, "This needs the presenter's token.", 401)
    return room_of(request)


def require_room(request: Request) -> Room:
    """The room whose code is in the path. Raises HTTPException 404, or 429 after many wrong codes."""
    room = room_of(request)
    if request.path_params["code"].upper() != room.code:
        wrong_guess(request, "There is no room with that code. Check the code on the slide.", 404)
    return room


def wrong_guess(request: Request, words: str, status: int) -> NoReturn:
    """Refuse, and count it. Always raises HTTPException."""
    if wait := room_of(request).limiter.wrong_guess():
        raise HTTPException(429, "Too many wrong tries. Wait a moment.", headers=retry_after(wait))
    headers = {"www-authenticate": "Bearer"} if status == 401 else None
    raise HTTPException(status, words, headers=headers)


def device_of(request: Request) -> Device:
    """The device that asks; a new one when it brings nothing that this room has signed."""
    keys = room_of(request).keys
    cookie = request.cookies.get(DEVICE_COOKIE) if header(request, "cookie") else ""
    cookie = cookie or header(request, DEVICE_HEADER)
    if actor := keys.actor_of(cookie):
        return Device(cookie, actor, new=False)
    cookie = keys.new_device()
    return Device(cookie, keys.actor(cookie), new=True)


def admit(request: Request, device: Device) -> None:
    """Let a device send once. Raises HTTPException 429 when it, or all together, have sent too much."""
    if wait := room_of(request).limiter.submission(device.actor, new=device.new):
        raise HTTPException(
            429, "That was very fast. Wait a moment, then send it again.", headers=retry_after(wait)
        )


def hand_over(request: Request, response: Response, device: Device) -> None:
    """Give a new device its cookie. A program that sends JSON has it in the answer, and keeps it itself."""
    if device.new and not is_json(request):
        set_cookie(request, response, DEVICE_COOKIE, device.cookie, 30 * DAY)


def set_cookie(request: Request, response: Response, name: str, value: str, max_age: int) -> None:
    """Set a cookie that no script reads and no other site can have sent."""
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        httponly=True,
        samesite="strict",
        secure=site_of(request).secure,
        path="/",
    )
