"""Every refusal as an answer: JSON for programs, a page for people."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from holeout.room import pages
from holeout.room.answers import json_answer
from holeout.room.asked import wants_json
from holeout.room.guard import retry_after
from holeout.room.suggestion import DraftError
from holeout.room.taking import Refusal
from holeout.room.writer import StoreBusyError, StoreFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger("holeout.room")


def http_error(request: Request, error: Exception) -> Response:
    """What Starlette or a route refused."""
    assert isinstance(error, HTTPException)  # noqa: S101  (registered for no other)
    return _answer(request, error.status_code, error.detail, dict(error.headers or {}))


def refused(request: Request, error: Exception) -> Response:
    """What the room refused."""
    assert isinstance(error, Refusal)  # noqa: S101
    return _answer(request, error.status, error.words)


def faulty(request: Request, error: Exception) -> Response:
    """A draft with faults, sent by a program; a person gets the form again instead."""
    assert isinstance(error, DraftError)  # noqa: S101
    return _answer(request, 422, str(error), more={"faults": error.faults})


def busy(request: Request, _: Exception) -> Response:
    """The queue before the store is full."""
    return _answer(request, 503, "Very many are sending just now. Send it again in a moment.", retry_after(2))


def failed(request: Request, error: Exception) -> Response:
    """The store did not take it."""
    log.error("the store failed: %s", error)
    return _answer(
        request, 503, "The room cannot keep it just now. Send it again in a moment.", retry_after(5)
    )


def _answer(
    request: Request,
    status: int,
    words: str,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> Response:
    if wants_json(request):
        return json_answer({"error": words, **(more or {})}, status, headers)
    return pages.message(status, words, headers)


def answer_to(request: Request, error: Exception) -> Response:
    """The answer to a request that ended in `error`; what nobody foresaw is logged."""
    for kind, handler in _HANDLERS.items():
        if isinstance(error, kind):
            return handler(request, error)
    log.error("a request failed", exc_info=error)
    return _answer(request, 500, "Something went wrong here. Try it again.")


_HANDLERS: dict[type[Exception], Callable[[Request, Exception], Response]] = {
    HTTPException: http_error,
    Refusal: refused,
    DraftError: faulty,
    StoreBusyError: busy,
    StoreFailedError: failed,
}
