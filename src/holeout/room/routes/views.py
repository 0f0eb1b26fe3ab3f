"""The pages that people open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response

from holeout.favourites.forms import MEDIA_TYPES
from holeout.presenting.pace import clock_words
from holeout.room import exports, pages
from holeout.room.answers import route
from holeout.room.clock import TalkClock
from holeout.room.join import qr_svg
from holeout.room.pages.now import notes_of, now_of, picture_of, text_of
from holeout.room.pages.offline import offline_page
from holeout.room.routes import access
from holeout.room.taking import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request


async def home(request: Request) -> Response:
    """Where to enter the code."""
    if code := request.query_params.get("code", "").strip():
        return RedirectResponse(f"/j/{code.upper()[:12]}" if code.isalnum() else "/", 303)
    return pages.render("home.html", title=access.room_of(request).title)


async def join(request: Request) -> Response:
    """The page for phones."""
    access.require_room(request)
    device = access.device_of(request)
    query = request.query_params
    pages = access.site_of(request).pages
    response = pages.page(device.actor, done=query.get("done", ""), edit=query.get("edit", ""))
    access.hand_over(request, response, device)
    return response


async def board(request: Request) -> Response:
    """The board, for a second projector or a stream."""
    room = access.room_of(request)
    return pages.render(
        "board.html",
        now=now_of(room.state.public, room.title),
        code=room.code,
        join_url=room.join_url,
        cards=room.cards,
        talking=room.talking_about,
        stages=room.catalogue.stages,
    )


async def privacy(request: Request) -> Response:
    """What is kept of whom, and for how long."""
    keeping = access.site_of(request).keeping
    title = access.room_of(request).title
    return pages.render("privacy.html", title=title, days=keeping.days, addresses=keeping.addresses)


async def offline(request: Request) -> Response:
    """The page that works without this room, to be saved while it can be reached."""
    room = access.room_of(request)
    page = offline_page(now_of(room.state.public, room.title).title, room.talk, room.catalogue)
    return HTMLResponse(page.text, headers={"content-security-policy": page.policy})


async def remote(request: Request) -> Response:
    """The speaker's phone: notes, clock, next and back, and what waits to be shown."""
    if not access.is_presenter(request):
        return pages.render("signin.html")
    room = access.room_of(request)
    private, now = room.state.private, now_of(room.state.public, room.title)
    pace = TalkClock.of(private, room.state.at).pace(room.wall())
    return pages.render(
        "remote.html",
        now=now,
        notes=notes_of(private, now.step),
        page=picture_of(private, "shown"),
        pace=pace,
        elapsed=clock_words(pace.elapsed),
        remaining="" if pace.remaining is None else clock_words(pace.remaining),
        next_title=text_of(private, "next_title"),
        next_page=picture_of(private, "next_text"),
        board=room.moderators_board(),
        forms=MEDIA_TYPES,
    )


async def export(request: Request) -> Response:
    """All that the board shows, as a file."""
    room = access.require_presenter(request)
    form = request.path_params["form"]
    if form not in MEDIA_TYPES:
        raise Refusal(f"There is no such format. One of: {', '.join(MEDIA_TYPES)}.", 404)
    name = f"{room.talk}.favourites.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    text = exports.everybodys_favourites(room.tally, room.catalogue, room.talk, room.title, form)
    return Response(text, media_type=MEDIA_TYPES[form], headers=headers)


async def code_picture(request: Request) -> Response:
    """The QR code of the way in, as a picture."""
    url = access.room_of(request).join_url
    if not url:
        raise Refusal("Only this machine can reach the room.", 404)
    return Response(qr_svg(url), media_type="image/svg+xml")


ROUTES = [
    route("GET", "/", home),
    route("GET", "/j/{code}", join),
    route("GET", "/J/{code}", join),
    route("GET", "/board", board),
    route("GET", "/privacy", privacy),
    route("GET", "/offline", offline),
    route("GET", "/remote", remote),
    route("GET", "/r", remote),
    route("GET", "/presenter/favourites.{form}", export),
    route("GET", "/qr.svg", code_picture),
]
