"""Lifecycle and what is known of each Stage. Everything refers to everything else by id."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


_ARXIV = re.compile(r"arxiv:(\d{2})(0[1-9]|1[0-2])\.\d{4,5}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something was written; both count from 1."""

    path: str = ""
    line: int = 0
    column: int = 0


class Forgotten(IntEnum):
    """How often a Stage is left out. Larger is worse."""

    NEVER = 0
    HALF_DONE = 1
    OFTEN = 2
    NEARLY_ALWAYS = 3

    def __str__(self) -> str:
        """The words that people write: `nearly always`, `half-done`."""
        return {0: "never", 1: "half-done", 2: "often", 3: "nearly always"}[self.value]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the Lifecycle. `number` counts from 1 in order; `feeds` and `back_from` are stage ids."""

    id: str
    number: int
    name: str
    question: str
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    back_from: tuple[str, ...] = ()
    """The stages from which work comes back to this one: the feedback edges that end here."""
    forgotten: Forgotten = Forgotten.NEVER
    why_forgotten: str = ""
    sources: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Pitfall:
    """A hole: what keeps a product in prototype at one Stage.

    Severity and likelihood are 1 to 5, the authors' judgement.
    """

    id: str
    stage: str
    title: str
    bites: str
    symptom: str
    ask: str
    severity: int
    likelihood: int
    why: str
    sources: tuple[str, ...]
    tools: tuple[str, ...] = ()
    incident: str = ""
    demo: str = ""
    place: Place = Place()


class ToolKind(StrEnum):
    """A package to install, or a method to follow."""

    TOOL = "tool"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class ToolFacts:
    """What was seen of a tool, and when. Dates are ISO; empty means not checked."""

    licence: str = ""
    licence_source: str = ""
    latest: str = ""
    latest_date: str = ""
    last_commit: str = ""
    seen: str = ""
    created: str = ""
    activity: str = ""
    """alive, quiet, dormant, abandoned, archived or unknown, as of `activity_as_of`."""
    activity_as_of: str = ""
    at_talk: str = ""
    """Whether it existed at the time of the talk: yes, no, or what is known."""
    version_at_talk: str = ""
    licence_at_talk: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """An open-source tool, or a method. `pypi` and `repo` are empty where there is none."""

    id: str
    name: str
    summary: str
    kind: ToolKind = ToolKind.TOOL
    pypi: str = ""
    repo: str = ""
    stages: tuple[str, ...] = ()
    instead_of: str = ""
    """What a team would otherwise build itself."""
    alternatives: tuple[str, ...] = ()
    note: str = ""
    facts: ToolFacts = ToolFacts()
    place: Place = Place()

    @property
    def address(self) -> str:
        """Where a browser finds the source code, or an empty text."""
        return self.repo if not self.repo or "://" in self.repo else f"https://{self.repo}"


class Checked(StrEnum):
    """How well a Source was checked, best first."""

    READ = "read"
    QUOTED = "quoted"
    RECORD = "record"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from. `identifier` is a DOI or arXiv id; `note` says what of it was read."""

    id: str
    cite: str
    checked: Checked
    url: str = ""
    identifier: str = ""
    note: str = ""
    year: int = 0
    published: str = ""
    """The ISO date on which it was first public, where year and arXiv id do not say that."""
    place: Place = Place()

    @property
    def public_since(self) -> str:
        """The ISO date, or its beginning, since when it could be read; empty where that is not known.

        An arXiv id begins with year and month of the first version (since April 2007).
        """
        if self.published:
            return self.published
        if month := _ARXIV.search(self.identifier):
            return f"20{month[1]}-{month[2]}"
        return str(self.year) if self.year else ""


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that really happened. `era` says whether it was before the talk."""

    id: str
    title: str
    text: str
    sources: tuple[str, ...]
    era: str = "before"
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure or statement that slides use, with its sources, our confidence and what to beware of."""

    id: str
    text: str
    sources: tuple[str, ...] = ()
    confidence: str = ""
    caution: str = ""
    topic: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the Assessment. `mapped` names the items of other rubrics that it covers."""

    id: str
    stage: str
    text: str
    weight: float
    pitfalls: tuple[str, ...] = ()
    mapped: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class RubricItem:
    """One thing that somebody else's rubric asks for; the items of a section are summed together."""

    id: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class RubricBand:
    """What a final score up to and including `upto` is read as."""

    upto: float
    reads_as: str


@dataclass(frozen=True, slots=True)
class ToolList:
    """Somebody's list of tools as it was on a day, counted. `stages` are those for which it has no section."""

    name: str
    date: str = ""
    entries: int = 0
    sections: int = 0
    among_them: str = ""
    """Some of its sections with their counts, in words."""
    no_section_for: str = ""
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolLists:
    """What other people's lists of tools hold and leave out: the answer to `question`."""

    lists: tuple[ToolList, ...]
    question: str = ""
    words: str = ""
    """Counts of words in them, in words."""
    caution: str = ""
    sources: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Rubric:
    """Somebody else's rubric, to whose items Questions are mapped; `bands` go from low to high."""

    id: str
    items: tuple[RubricItem, ...]
    name: str = ""
    bands: tuple[RubricBand, ...] = ()
    scoring: str = ""
    trap: str = ""
    """What people get wrong when they quote it."""
    caveats: str = ""
    sources: tuple[str, ...] = ()
    place: Place = Place()

    @property
    def sections(self) -> dict[str, tuple[RubricItem, ...]]:
        """The items by section, both in order."""
        names = dict.fromkeys(item.section for item in self.items)
        return {name: tuple(item for item in self.items if item.section == name) for name in names}


def _empty() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """All that a talk knows, by id and in the order in which it was written.

    Empty for a Talk without content.
    """

    title: str = ""
    talk_date: str = ""
    """The ISO date of the talk, against which "known at the talk" is judged."""
    stages: Mapping[str, Stage] = field(default_factory=dict)
    pitfalls: Mapping[str, Pitfall] = field(default_factory=dict)
    tools: Mapping[str, Tool] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    incidents: Mapping[str, Incident] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    rubrics: Mapping[str, Rubric] = field(default_factory=dict)
    tool_lists: ToolLists | None = None
    demos: frozenset[str] = frozenset()
    """The ids of the demos that the talk ships."""
    extra: Mapping[str, object] = field(default_factory=_empty)
    """Reference tables that views may show, as plain data: by file name without ending, then by key."""

    def known_at_talk(self, source: Source) -> bool:
        """Whether `source` could be read when the talk was given; what is not dated counts as known."""
        since = source.public_since
        return not since or not self.talk_date or since <= self.talk_date

    def pitfalls_of(self, stage: str) -> tuple[Pitfall, ...]:
        """The pitfalls of one stage, in order."""
        return tuple(pitfall for pitfall in self.pitfalls.values() if pitfall.stage == stage)
