"""Deck and Slide: what a talk says, in order."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.deck.blocks import Block
    from holeout.problems import Problem


@dataclass(frozen=True, slots=True)
class Note:
    """Something for the speaker alone, from `step` on. Plain Markdown text."""

    text: str
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What comment commands say of a slide as a whole. A field here is a field of every Slide."""

    budget: float | None = None
    """The seconds that its speaker means to spend on it; None when nothing was said."""
    stage: str = ""
    """The id of the Stage it belongs to, from its `stage` command or the map it shows; empty for none."""
    predictions: tuple[str, ...] = ()
    """Questions to whoever reads alone, to be answered before the demo is run or the page turned."""
    footer: bool = True
    """Whether there is one at all."""

    def told(self) -> dict[str, Any]:
        """Each fact by its name."""
        return {fact.name: getattr(self, fact.name) for fact in fields(Facts)}


@dataclass(frozen=True, slots=True)
class Slide(Facts):
    """One slide, parsed. `number` and `line` count from 1; `steps` is how many states it has, at least 1."""

    number: int
    title: str
    line: int
    blocks: tuple[Block, ...]
    steps: int = 1
    notes: tuple[Note, ...] = ()
    foot: str = ""
    """What its footer says instead of the talk's author and event."""
    header: str = ""
    """What stands above it, small."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckInfo:
    """What the deck's head says of the talk."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    event: str = ""
    location: str = ""
    date: str = ""
    duration: float | None = None
    """Seconds; None when nothing was said."""
    theme: str = ""
    extra: dict[str, object] = field(default_factory=dict)
    """Keys that are not ours, kept as they were read."""


class Deck(Protocol):
    """Slides in order, each parsed when it is first asked for."""

    info: DeckInfo
    path: str
    dialect: str
    problems: tuple[Problem, ...]
    """What is wrong with the file as a whole; each Slide has its own."""

    def __len__(self) -> int:
        """How many slides there are."""

    def slide(self, index: int) -> Slide:
        """The slide at `index`, counted from 0. Raises IndexError."""

    def title(self, index: int) -> str:
        """The title of the slide at `index`, without parsing it. Raises IndexError."""

    @property
    def text(self) -> str:
        """The deck's own file, made uniform."""

    def titles(self) -> Sequence[str]:
        """Every slide's title, without parsing the slides."""

    def source_of(self, index: int) -> str:
        """The slide at `index` as it is written, with its own YAML and includes; empty when made of the head."""

    def own_lines(self, index: int) -> tuple[int, int] | None:
        """The first and last line of the slide at `index` in the deck's own file; None where they are not all there."""

    @property
    def slide_lines(self) -> Sequence[tuple[int, int]]:
        """The first and last line that each slide owns; one that owns none has its last before its first."""
