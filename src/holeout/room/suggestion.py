"""A Suggestion, and what a person may send as one. Pure."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from holeout.favourites.identity import resolve, short_name
from holeout.room.options import Moderation
from holeout.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.favourites.catalogue import Catalogue

_PLAIN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAX_TOOL = 200
MAX_NAME = 80
MAX_WHY = 280
"""Characters."""


class Standing(StrEnum):
    """Where a Suggestion stands with the speaker."""

    PENDING = "pending"
    SHOWN = "shown"
    PINNED = "pinned"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"

    @property
    def visible(self) -> bool:
        """Whether an audience sees its words."""
        return self in _VISIBLE


_VISIBLE = frozenset({Standing.SHOWN, Standing.PINNED})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tool for a stage, from one actor. `tool` is its key; times are milliseconds since 1970.

    `voices` are the other actors who said "me too". `reviewed` is whether the speaker has looked at it.
    """

    id: str
    actor: str
    tool: str
    name: str
    stage: str = ""
    why: str = ""
    standing: Standing = Standing.PENDING
    thanked: bool = False
    reviewed: bool = False
    created: int = 0
    changed: int = 0
    voices: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody sent, checked and clean. `known` is whether the talk's catalogue has the tool."""

    id: str
    tool: str
    name: str
    stage: str
    why: str
    known: bool


class DraftError(ValueError):
    """What is wrong with a draft, by the name of the field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = dict(faults)


def read_draft(fields: Mapping[str, str], catalogue: Catalogue, fresh_id: Callable[[], str]) -> Draft:
    """The draft in the fields of a form: tool, stage, why, and id (else it gets a fresh one). Raises DraftError."""
    faults: dict[str, str] = {}
    tool = clean_line(fields.get("tool", ""))
    stage = clean_line(fields.get("stage", ""))
    why = clean(fields.get("why", "").replace("\r\n", "\n"), keep="\n").strip()
    key = _key(tool, catalogue, faults)
    if stage and not (stage := catalogue.stage(stage)):
        faults["stage"] = "Choose a stage from the list."
    if len(why) > MAX_WHY:
        faults["why"] = f"At most {MAX_WHY} characters; these are {len(why)}."
    given = fields.get("id", "")
    suggestion_id = _id(given, faults) if given else fresh_id()
    if faults:
        raise DraftError(faults)
    known = catalogue.tools.get(key)
    name = known.name if known else clean_line(fields.get("name", ""))[:MAX_NAME] or _name(tool, key)
    return Draft(suggestion_id, key, name, stage, why, known=known is not None)


def arrival(mode: Moderation, draft: Draft) -> tuple[Standing, bool]:
    """How a new or changed Suggestion stands, and whether it counts as reviewed.

    A tool from the catalogue without words of the sender's own says nothing that could offend: it is shown.
    """
    if mode is Moderation.BEFORE and (draft.why or not draft.known):
        return Standing.PENDING, False
    return Standing.SHOWN, mode is not Moderation.AFTER


def _key(tool: str, catalogue: Catalogue, faults: dict[str, str]) -> str:
    if not tool:
        faults["tool"] = "Enter the name of a tool, or a link to it."
        return ""
    if len(tool) > MAX_TOOL:
        faults["tool"] = f"At most {MAX_TOOL} characters; these are {len(tool)}."
        return ""
    try:
        return clean_line(resolve(tool, catalogue.aliases))[: MAX_TOOL * 3]
    except ValueError:
        faults["tool"] = "That names no tool. Enter a name, or a link."
        return ""


def _name(tool: str, key: str) -> str:
    is_address = "://" in tool or tool.lower().startswith("pkg:")
    return (clean_line(short_name(key)) if is_address else tool)[:MAX_NAME]


def _id(text: str, faults: dict[str, str]) -> str:
    if _PLAIN_ID.fullmatch(text):
        return text
    try:
        return str(uuid.UUID(text))
    except ValueError:
        faults["id"] = "This form is broken. Load the page again."
        return ""
