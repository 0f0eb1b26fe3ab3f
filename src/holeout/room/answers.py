"""How routes answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def json_answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Data for a program. Starlette's own JSONResponse makes an encoder for each."""
    return Response(_ENCODER.encode(data), status, headers, "application/json")


def route(method: str, path: str, answer: Callable[[Request], Awaitable[ASGIApp]]) -> Route:
    """Have `answer` called for requests to `path`."""
    return Route(path, _Answering(answer), methods=[method], name=answer.__name__)


class _Answering:
    # Route would wrap a function in a handler of errors of its own; the application has one for all.
    def __init__(self, answer: Callable[[Request], Awaitable[ASGIApp]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive, send))
        await response(scope, receive, send)
