"""The room as an ASGI application: guarded, routed, and every refusal answered in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import Mount, Router
from starlette.staticfiles import StaticFiles

from holeout.room import pages
from holeout.room.asked import read_headers
from holeout.room.errors import answer_to
from holeout.room.guard import Guard, Sender
from holeout.room.pages.audience import AudiencePages
from holeout.room.routes import audience, presenter, views
from holeout.room.site import FOR_EVER, Site

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from holeout.room.guard import Hosts
    from holeout.room.service import Room
    from holeout.room.site import Keeping


class RoomApp:
    """Answers requests. Starlette's routes without its application, whose layers cost as much as a suggestion does."""

    def __init__(self, site: Site, guard: Guard) -> None:
        self.site = site
        self._guard = guard
        static = Mount("/static", StaticFiles(directory=Path(pages.__file__).parent / "static"))
        # Asked for most often first.
        self._router = Router([*audience.ROUTES, *views.ROUTES, *presenter.ROUTES, static])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Nothing here speaks WebSocket; to answer nothing closes it."""
        if scope["type"] != "http":
            return
        scope["app"] = self
        asked = read_headers(scope)
        sender = Sender(send)
        refusal = self._guard.refusal(scope["method"], asked)
        try:
            await (refusal or self._router)(scope, receive, sender)
        except Exception as error:
            if sender.started:
                raise
            await answer_to(Request(scope, receive), error)(scope, receive, sender)


def build_app(
    room: Room,
    hosts: Hosts,
    join_url: str = "",
    *,
    secure: bool = False,
    keeping: Keeping = FOR_EVER,
) -> RoomApp:
    """The application around `room`, for requests that name one of `hosts`.

    `join_url` is what the audience is told; `secure` that it comes over https, and cookies only so.
    """
    room.join_url = join_url
    return RoomApp(Site(room, AudiencePages(room), secure, keeping), Guard(hosts, room.limiter))
