"""What people open: pages that work without scripts, and a little script that keeps them fresh."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
_TITLES = {
    401: "Sign in first",
    403: "Not accepted",
    404: "Nothing here",
    409: "Not right now",
    413: "Too much",
    429: "Too fast",
    503: "Too many at once",
}


def render(
    template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    """A page. Every value is escaped."""
    return HTMLResponse(text_of(template, **values), status, headers=dict(headers or {}))


def text_of(template: str, **values: object) -> str:
    """A page as text. Every value is escaped."""
    return _environment().get_template(template).render(values)


def message(status: int, words: str, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """A page that says one thing."""
    return render(
        "message.html", status, headers, title=_TITLES.get(status, "That did not work"), words=words
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
