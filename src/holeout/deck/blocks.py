"""What a Slide is made of: a closed set of Blocks, each with the step that reveals it and its source lines.

Steps count from 0, the state in which a slide opens. Lines count from 1 in the deck's file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Mark(Flag):
    """How a Span is set off from the text around it."""

    NONE = 0
    BOLD = auto()
    ITALIC = auto()
    STRIKE = auto()
    CODE = auto()
    UNDERLINE = auto()
    MATH = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `link` is where it leads, or empty. A "\\n" in `text` is a hard break."""

    text: str
    marks: Mark = Mark.NONE
    link: str = ""
    color: str = ""


Inline = tuple[Span, ...]


def plain(inline: Inline) -> str:
    """The text of `inline` without its styles."""
    return "".join(span.text for span in inline)


class Align(StrEnum):
    """Where text stands in the width it has."""

    LEFT = auto()
    CENTER = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What all Blocks share."""

    step: int = 0
    """The step from which it can be seen."""
    lines: tuple[int, int] = (0, 0)
    """First and last source line, counted from 1 in the deck's file."""
    align: Align | None = None
    """Set by an `alignment` command; None leaves it to the theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading of level 1 to 6."""

    level: int
    text: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Running text."""

    text: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Block):
    """One item of a List. `checked` is None unless it is a task."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Block):
    """A bulleted list, or a numbered one that starts at `start`. A `loose` list has blank lines between items."""

    items: tuple[Item, ...]
    start: int | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """A quotation, or an alert when `kind` is note, tip, important, warning or caution."""

    blocks: tuple[Block, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Block):
    """Source code. `focus[n]` holds the 1-based line numbers lit at the nth step after it appears; None lights all."""

    text: str
    language: str = ""
    focus: tuple[frozenset[int] | None, ...] = ()
    line_numbers: bool = False
    first_line: int = 1
    attributes: tuple[str, ...] = ()
    """What else the fence said, such as `+exec` or `+pty:80:20`."""

    def lit(self, step: int) -> frozenset[int] | None:
        """The 1-based lines that are lit at the slide's `step`; None when all are."""
        if not self.focus:
            return None
        return self.focus[max(0, min(step - self.step, len(self.focus) - 1))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Block):
    """One row of a Table's body."""

    cells: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A table; `alignments` has one entry a column."""

    header: tuple[Inline, ...]
    rows: tuple[Row, ...]
    alignments: tuple[Align | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Block):
    """A picture. `path` is as written, relative to the deck's file. `width` is "40%" (of the slide) or "30" (cells)."""

    path: str
    alt: str = ""
    width: str = ""
    height: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Block):
    """A thematic break that is to be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Block):
    """Empty lines that the author asked for."""

    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpToMiddle(Block):
    """What follows is centred between what came before and the bottom of the slide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Block):
    """Blocks side by side. `weights` share the width out among `columns`."""

    weights: tuple[int, ...]
    columns: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes(Block):
    """The notes that the slide's text refers to, in order of reference: label and text."""

    notes: tuple[tuple[str, Inline], ...]


class ViewKind(StrEnum):
    """What of the talk's content a slide can show live."""

    MAP = auto()
    PITFALLS = auto()
    PITFALL = auto()
    DEMO = auto()
    JOIN = auto()
    BOARD = auto()
    SOURCES = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Block):
    """A piece of the talk's content: `target` names it (a stage, a pitfall, a demo, sources), or is empty for all."""

    kind: ViewKind
    target: tuple[str, ...] = field(default=())


def within(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every Block of `blocks` and of what they hold, in the order in which they are written."""
    for block in blocks:
        yield block
        if isinstance(block, Columns):
            for column in block.columns:
                yield from within(column)
        elif isinstance(block, List):
            yield from within(block.items)
        elif isinstance(block, Quote | Item):
            yield from within(block.blocks)
