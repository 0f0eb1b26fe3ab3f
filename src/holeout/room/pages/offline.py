"""The page on which an audience suggests without any room: one file that needs nothing else, from any web space.

Its scripts are those of the room's pages, put together: a page that was opened as a file may load no modules.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple

from holeout.room.pages import FOLDER, text_of
from holeout.room.suggestion import MAX_TOOL, MAX_WHY

if TYPE_CHECKING:
    from holeout.favourites.catalogue import Catalogue

SCRIPTS = ("qr.js", "handover.js", "offline.js")
_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


class OfflinePage(NamedTuple):
    """The page, and what it may load: nothing but its own script and style."""

    text: str
    policy: str


def offline_page(title: str, talk: str, catalogue: Catalogue) -> OfflinePage:
    """The whole page. `talk` is the talk's short name."""
    script, style = _script(), _static("room.css")
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:"
    text = text_of(
        "offline.html",
        title=title,
        talk=talk,
        stages=catalogue.stages,
        tools=sorted((tool.name for tool in catalogue.tools.values()), key=str.casefold),
        max_tool=MAX_TOOL,
        max_why=MAX_WHY,
        script=script,
        style=style,
        policy=policy,
    )
    return OfflinePage(text, policy)


def _script() -> str:
    parts = [_EXPORT.sub("", _IMPORT.sub("", _static(name))) for name in SCRIPTS]
    return "\n".join(parts)


def _static(name: str) -> str:
    return (FOLDER / "static" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
