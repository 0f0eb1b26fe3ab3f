"""Favourite and FavouritesFile: what a person recommends, and the limits of what a file may hold.

Each field that a person may write carries a Rule. Reading, the JSON Schema and the documentation all take
their limits from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.problems import Problem

FORMAT: Final = "holeout-favourites/1"
SUFFIX: Final = ".favourites.toml"
MOST_MARKS: Final = 2_000
"""Seals in one ordinary file; removed tools leave one behind."""


class Kind(Enum):
    """What sort of value a key takes. The value is what a person would call it."""

    TEXT = "text"
    LINES = "text of one or more lines"
    WORDS = "a list of text"
    DATE = "a date"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one key may hold. `most` is characters, or of each word in a list of `items` words at most."""

    kind: Kind
    most: int
    says: str
    required: bool = False
    pattern: str = ""
    wanted: str = ""
    """The pattern in words, for who broke it."""
    items: int = 0


def _rule(kind: Kind, most: int, says: str, **more: Any) -> dict[str, Rule]:
    return {"rule": Rule(kind, most, says, **more)}


_ACTOR = _rule(
    Kind.TEXT,
    32,
    "A random name for the person, made by holeout; tells people apart without saying who they are.",
    pattern=r"^[a-z0-9]{8,32}$",
    wanted="8 to 32 lower-case letters and digits",
)
_BY = _rule(Kind.TEXT, 80, "The person's name, if they want it shown.")
_UPDATED = _rule(Kind.DATE, 10, "The day of the last change; decides between copies that were never sealed.")


class Slot(NamedTuple):
    """One person's word on one tool: the unit that merging decides on."""

    actor: str
    key: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the seal: how often this Favourite had changed, and a digest of what it then said.

    `digest` is empty once the Favourite is gone.
    """

    generation: int
    digest: str = ""

    @property
    def gone(self) -> bool:
        """Whether the Favourite had been removed."""
        return not self.digest

    def __str__(self) -> str:
        """As it is written: `3-19c2f07a44be`, `2-gone`."""
        return f"{self.generation}-{self.digest or 'gone'}"

    @classmethod
    def parse(cls, text: str) -> Mark | None:
        """The mark that `text` says, or None if it says none."""
        if not (found := MARK.fullmatch(text)):
            return None
        return cls(int(found[1]), "" if found[2] == "gone" else found[2])


MARK: Final = re.compile(r"([1-9][0-9]{0,8})-([0-9a-f]{12}|gone)")
MOST_GENERATION: Final = 999_999_999


@dataclass(frozen=True, slots=True)
class Favourite:
    """A tool that somebody recommends, for a stage, with a why. Every text is clean."""

    tool: str = field(
        metadata=_rule(
            Kind.TEXT, 200, "The tool: a PyPI name, a package URL, a link, or any other name.", required=True
        )
    )
    name: str = field(default="", metadata=_rule(Kind.TEXT, 80, "How to call it, if not by `tool`."))
    stage: str = field(default="", metadata=_rule(Kind.TEXT, 60, "The stage of the map that it helps with."))
    pitfall: str = field(default="", metadata=_rule(Kind.TEXT, 60, "The pitfall that it helps out of."))
    note: str = field(default="", metadata=_rule(Kind.LINES, 500, "Why."))
    url: str = field(
        default="",
        metadata=_rule(
            Kind.TEXT,
            300,
            "Where to read more.",
            pattern=r"^https?://[^\s]+$",
            wanted="a link that starts with https:// or http://, without spaces",
        ),
    )
    tags: tuple[str, ...] = field(
        default=(), metadata=_rule(Kind.WORDS, 30, "Words to find it by.", items=10)
    )
    actor: str = field(default="", metadata=_ACTOR)
    """Whose it is, where a file holds the favourites of several people; else the file says it."""
    by: str = field(default="", metadata=_BY)
    updated: str = field(default="", metadata=_UPDATED)
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Keys that are not ours, kept as they were read."""
    line: int = field(default=0, compare=False)
    """Where in its file it starts, counted from 1; 0 when it did not come from a file."""


@dataclass(frozen=True, slots=True)
class FavouritesFile:
    """All that one file says."""

    favourites: tuple[Favourite, ...] = ()
    talk: str = field(
        default="",
        metadata=_rule(
            Kind.TEXT,
            63,
            "The short name of the talk that it answers.",
            pattern=r"^[a-z0-9][a-z0-9-]{0,62}$",
            wanted="lower-case letters, digits and dashes",
        ),
    )
    actor: str = field(default="", metadata=_ACTOR)
    by: str = field(default="", metadata=_BY)
    updated: str = field(default="", metadata=_UPDATED)
    seal: Mapping[Slot, Mark] = field(default_factory=dict, hash=False)
    """By whom (empty: whose file it is) and tool key."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    name: str = field(default="", compare=False)
    """What to call the file when telling of it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold before it is refused unread. Sizes are bytes; a line is counted in characters."""

    size: int = 256 * 1024
    entries: int = 500
    marks: int = MOST_MARKS
    line: int = 4_000
    depth: int = 12
    dots: int = 4


LARGE: Final = Limits(size=8 * 1024 * 1024, entries=20_000, marks=80_000)
"""For files that a presenter merged, and trusts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of reading a file: it is None when any of the problems is an error."""

    file: FavouritesFile | None
    problems: tuple[Problem, ...] = ()


def rules(model: type[Favourite] | type[FavouritesFile]) -> dict[str, Rule]:
    """The keys that a person may write, and what each may hold, in the order in which they are written."""
    return {item.name: item.metadata["rule"] for item in fields(model) if "rule" in item.metadata}
