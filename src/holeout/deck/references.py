"""Links and footnotes that are defined on one slide and used on another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFERENCE = re.compile(
    r"\n {0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*<?([^\s<>]+)>?[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)')?[ \t]*(?=\n)"
)
_FOOTNOTE = re.compile(r"\n {0,3}\[\^([^\]\s]+)\]:[ \t]*([^\n]+(?:\n(?: {2,}|\t)[^\n]+)*)")
_USED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINED = re.compile(r"\[\^([^\]\s]+)\]:")


def link_definitions(text: str) -> dict[str, dict[str, str]]:
    """The links that the deck's `text` defines, in the form in which markdown-it keeps them."""
    if "]:" not in text:
        return {}
    from markdown_it.common.utils import normalizeReference  # noqa: PLC0415  (loaded with the parser)

    found: dict[str, dict[str, str]] = {}
    for label, href, title, other in _REFERENCE.findall(text):
        found.setdefault(normalizeReference(label), {"href": href, "title": title or other})
    return found


def footnote_definitions(text: str) -> dict[str, str]:
    """The footnotes that the deck's `text` defines: label to text."""
    return dict(_FOOTNOTE.findall(text)) if "[^" in text else {}


def with_footnotes(text: str, footnotes: Mapping[str, str]) -> str:
    """A slide's `text` and those of the deck's `footnotes` that it uses but does not define."""
    if not footnotes or "[^" not in text:
        return text
    defined = set(_DEFINED.findall(text))
    wanted = [label for label in dict.fromkeys(_USED.findall(text)) if label not in defined]
    return text + "".join(f"\n\n[^{label}]: {footnotes[label]}" for label in wanted if label in footnotes)
