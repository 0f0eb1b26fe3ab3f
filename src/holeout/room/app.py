"""The room as an ASGI application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from holeout.room import pages
from holeout.room.errors import HANDLERS
from holeout.room.guard import Guard
from holeout.room.pages.audience import AudiencePages
from holeout.room.routes import audience, presenter, views

if TYPE_CHECKING:
    from holeout.room.guard import Hosts
    from holeout.room.service import Room


@dataclass(frozen=True, slots=True)
class Keeping:
    """For the privacy note: after how many days the room deletes itself, and whether addresses are logged."""

    days: int = 0
    addresses: bool = False


def build_app(
    room: Room,
    hosts: Hosts,
    join_url: str = "",
    *,
    secure: bool = False,
    keeping: Keeping = Keeping(),
) -> Starlette:
    """The application around `room`, for requests that name one of `hosts`.

    `join_url` is what the audience is told; `secure` that it comes over https, and cookies only so.
    """
    static = Mount("/static", StaticFiles(directory=Path(pages.__file__).parent / "static"), name="static")
    app = Starlette(
        routes=[*audience.ROUTES, *views.ROUTES, *presenter.ROUTES, static],  # asked for most often first
        middleware=[Middleware(Guard, hosts=hosts, limiter=room.limiter)],
        exception_handlers=HANDLERS,
    )
    app.state.room = room
    app.state.pages = AudiencePages(room)
    room.join_url = join_url
    app.state.secure = secure
    app.state.keeping = keeping
    return app
