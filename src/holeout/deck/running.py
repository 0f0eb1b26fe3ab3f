"""Marp's settings that hold from one slide on: the header and the footer of its slides, and their class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from holeout.deck.comments import read_settings
from holeout.deck.landmarks import Kind, landmarks
from holeout.deck.titles import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("header", "footer", "class")
CENTRING = frozenset({"lead", "middle"})
"""Classes that put a slide in the middle, in Marp's own themes and in remark."""
_SET = re.compile(r"<!--[^>]{0,2000}?\b_?(?:header|footer|class)[ \t]*:")


class Setting(NamedTuple):
    """What the comment after the offset `at` says; `once` where it holds for its own slide alone."""

    at: int
    name: str
    value: str
    once: bool


def settings_in(text: str, started: int) -> tuple[Setting, ...]:
    """The settings in the comments of the deck's `text` after the offset `started`, in order."""
    if not _SET.search(text, started):
        return ()
    found = []
    for mark in landmarks(text, started, len(text) - 1):
        if mark.kind is Kind.COMMENT:
            body = text[mark.start + 1 : mark.end].strip().removeprefix("<!--").partition("-->")[0]
            found += [
                Setting(mark.start, name.removeprefix("_"), value, name.startswith("_"))
                for name, value in read_settings(body)
                if name.removeprefix("_") in NAMES
            ]
    return tuple(found)


def holding(
    settings: tuple[Setting, ...], head: Mapping[str, object], start: int, end: int
) -> dict[str, str]:
    """What holds on the slide between the offsets `start` and `end`, as plain text by name."""
    values = {name: _plain(head.get(name)) for name in NAMES}
    for setting in settings:
        if setting.at < end and not setting.once:
            values[setting.name] = setting.value
    values |= {one.name: one.value for one in settings if one.once and start <= one.at < end}
    return {name: readable(value) for name, value in values.items() if value}


def takes_effect(name: str, value: object) -> bool:
    """Whether the setting changes anything here: of classes, only those that centre do."""
    return name in {"header", "footer"} or (name == "class" and classes_of(value) <= CENTRING)


def classes_of(value: object) -> frozenset[str]:
    """The classes that a setting's `value` names, in a list or with blanks or commas between them."""
    return frozenset(_plain(value).strip("[]").replace(",", " ").split())


def _plain(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(_plain, value))
    return value if isinstance(value, str) else ""
