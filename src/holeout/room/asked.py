"""The headers of a request, read once: several layers look them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import Scope


def read_headers(scope: Scope) -> Mapping[str, str]:
    """All headers by their small names; the last of a name counts. Kept in `scope` for `header`."""
    asked = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    scope["asked"] = asked
    return asked


def header(request: Request, name: str) -> str:
    """The header of that small name, or nothing."""
    asked: Mapping[str, str] = request.scope["asked"]
    return asked.get(name, "")


def is_json(request: Request) -> bool:
    """Whether the body says that it is JSON."""
    return content_type(request) == "application/json"


def wants_json(request: Request) -> bool:
    """Whether the answer is for a program, not a page."""
    return is_json(request) or "application/json" in header(request, "accept")


def content_type(request: Request) -> str:
    """The kind of the body, in small letters and without parameters."""
    return header(request, "content-type").partition(";")[0].strip().lower()
