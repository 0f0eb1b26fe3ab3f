"""textual-serve's server, with what strangers on the network or other pages in the browser could do left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PAGES = Path(__file__).parent
MOST_SESSIONS = 16
"""Programs that run at the same time, one for each page that is open."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class TalkServer(Server):
    """Serves a command to browsers that ask for `public_url`, and to no page of anybody else's."""

    def __init__(self, command: str, host: str, port: int, title: str, public_url: str | None) -> None:
        super().__init__(command, host, port, title, public_url, templates_path=PAGES)
        self._sessions = 0

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guarded(request, handler)

        app.middlewares.append(guarded)
        app.router.add_get("/focus.js", self._focus)
        return app

    async def _focus(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGES / "focus.js")

    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer only those who asked for us: a page elsewhere could otherwise drive the program from its visitor."""
        ours = urlsplit(self.public_url)
        if request.host != ours.netloc:
            raise web.HTTPForbidden(text=f"This is {self.public_url}\n")
        if request.path.startswith("/ws"):
            return await self._session(request, handler, f"{ours.scheme}://{ours.netloc}")
        response = await handler(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    async def _session(self, request: web.Request, handler: Handler, origin: str) -> web.StreamResponse:
        if request.headers.get("Origin") != origin:
            raise web.HTTPForbidden(text="Only the page of this server may open a session.\n")
        if self._sessions >= MOST_SESSIONS:
            raise web.HTTPServiceUnavailable(text="Too many pages are open already.\n")
        self._sessions += 1
        try:
            return await handler(request)
        finally:
            self._sessions -= 1

    async def on_startup(self, app: web.Application) -> None:
        """Say where the talk is."""
        self.console.print(f"{self.title}: {self.public_url} (Ctrl+C ends it)", markup=False, highlight=False)
