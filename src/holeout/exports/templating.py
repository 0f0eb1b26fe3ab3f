"""The templates of the pages: every value is escaped, and an unknown name is an error."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from holeout import __version__
from holeout.exports import addresses
from holeout.text import clean


@cache
def environment() -> Environment:
    """The one environment of all pages."""
    made = Environment(
        loader=PackageLoader("holeout.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"anchor": addresses.anchor, "version": __version__}
    made.filters |= {
        "safe_link": addresses.safe_link,
        "source_link": addresses.source_link,
        "tool_link": addresses.tool_link,
    }
    return made


def _finalized(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    return clean(str(value))


@cache
def asset(*names: str) -> Markup:
    """The text of style sheets or scripts of our own, one after the other, as they stand in a page."""
    folder = files("holeout.exports") / "templates"
    return Markup("\n").join(Markup((folder / name).read_text(encoding="utf-8")) for name in names)  # noqa: S704


def digest(text: str) -> str:
    """What a content security policy calls the script or style `text`."""
    made = base64.b64encode(hashlib.sha256(text.encode()).digest())
    return f"sha256-{made.decode('ascii')}"
