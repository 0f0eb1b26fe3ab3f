"""Addresses that a page may lead to, and the names of places within it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from holeout.lifecycle.cite import identified_address

if TYPE_CHECKING:
    from holeout.lifecycle.model import Source, Tool

_SCHEMES = frozenset({"http", "https", "mailto"})


def safe_link(link: str) -> str:
    """`link` if it leads to the web or to a mail address, with what does not belong in one escaped; else nothing."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return ""
    return quote(link.strip(), safe="/:?#[]@!$&'()*+,;=%~-._")


def anchor(kind: str, id: str) -> str:
    """The name within the page of something that has an id; different ids never share one."""
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9_.-]", lambda found: f"~{ord(found[0]):x}~", id)


def source_link(source: Source) -> str:
    """Where `source` can be read: its address, else what its DOI or arXiv id leads to, else nothing."""
    return safe_link(source.url) or safe_link(identified_address(source))


def tool_link(tool: Tool) -> str:
    """Where the source code of `tool` is, or nothing."""
    return safe_link(tool.address)
