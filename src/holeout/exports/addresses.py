"""Addresses that a page may lead to, and the names of places within it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from holeout.lifecycle.model import Source, Tool

_SCHEMES = frozenset({"http", "https", "mailto"})
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s<>\"]+)")
_ARXIV = re.compile(r"arxiv:\s*([a-z.-]*/?\d[\d.]*\d)", re.IGNORECASE)


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
    if link := safe_link(source.url):
        return link
    if doi := _DOI.search(source.identifier):
        return safe_link(f"https://doi.org/{doi[1].rstrip('.,;')}")
    arxiv = _ARXIV.search(source.identifier)
    return safe_link(f"https://arxiv.org/abs/{arxiv[1]}") if arxiv else ""


def tool_link(tool: Tool) -> str:
    """Where the source code of `tool` is, or nothing."""
    if not tool.repo:
        return ""
    return safe_link(tool.repo if "://" in tool.repo else f"https://{tool.repo}")
