"""A Slide in the making: where Blocks go, at which step, and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, TypedDict

from holeout.deck.blocks import Block, Code, Columns, Gap, List, Mark, Paragraph, Quote, Rule, Span
from holeout.deck.model import Facts
from holeout.deck.steps import Steps
from holeout.problems import Level, Problem
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holeout.deck.blocks import Align
    from holeout.deck.dialects import Rules
    from holeout.deck.inline import Picture
    from holeout.deck.source import Source


class Common(TypedDict):
    """What all Blocks are made with."""

    step: int
    lines: tuple[int, int]
    align: Align | None


class FrameKind(Enum):
    """What opened a Frame, where that makes a difference."""

    SLIDE = auto()
    CHILDREN = auto()
    """Of an item or a quotation: what is opened in it is closed with it."""
    COLUMNS = auto()
    COLUMN = auto()
    CLICKS = auto()
    """Each Block in it waits for a key press."""
    CLICK = auto()
    """It waits for a key press as a whole."""
    ALIGN = auto()
    BOX = auto()
    INCREMENTAL = auto()
    NOTES = auto()
    SPACER = auto()
    DIVIDER = auto()
    DIV = auto()
    """What is only there to be closed."""


@dataclass(slots=True)
class Frame:
    """Something that is open and takes Blocks: the slide, a list item, columns, a box."""

    kind: FrameKind
    sinks: list[list[Block]] = field(default_factory=lambda: [[]])
    """One list of Blocks for each column; a single one for all else."""
    current: int = 0
    weights: list[int] = field(default_factory=list)
    line: int = 0
    """The line of the text that opened it."""
    label: str = ""
    align: Align | None = None
    """The alignment to return to."""
    floor: int = -1
    """What `Steps.leave` is owed, or -1."""
    paused: bool = False
    """Whether nothing has come since the last pause."""
    depth: int = 0
    """How many elements of the same name are open within it."""
    saved: tuple[int, int, bool] | None = None
    """The steps to return to, where the content is not shown."""

    @property
    def blocks(self) -> list[Block]:
        """Where Blocks go now."""
        return self.sinks[self.current]


BASES = frozenset({FrameKind.SLIDE, FrameKind.CHILDREN})


class Composer:
    """Collects what a slide is made of. Lines are those of the deck's text, before includes are told apart."""

    def __init__(self, source: Source, rules: Rules, first_line: int, text: str) -> None:
        self.source = source
        self.rules = rules
        self.first_line = first_line
        """The line on which the slide's text starts."""
        self.text_lines = text.split("\n")
        self.steps = Steps()
        self.frames = [Frame(FrameKind.SLIDE)]
        self.align: Align | None = None
        self.incremental = rules.incremental
        self.incremental_tables = rules.incremental_tables
        self.clicks = 0
        """How deep lists are fragments here; Slidev's `<v-clicks depth>`."""
        self.item_lines = rules.item_lines
        self.notes: list[str] = []
        self.problems: list[Problem] = []
        self.backgrounds: list[Picture] = []
        self.facts = Facts()
        self.ignored: dict[str, dict[str, int]] = {"tags": {}, "settings": {}, "runs": {}}
        """The HTML tags, settings and wishes to run code that have no effect, with the line of the first of each."""
        self.keeps_header = False
        """Whether what stands above Slidev's slots stays above the columns."""

    def problem(
        self, line: int, column: int, message: str, hint: str = "", level: Level = Level.WARNING
    ) -> None:
        """Say what is wrong at a place."""
        path, line = self.source.place(line)
        self.problems.append(Problem(path, line, column, message, hint, level))

    def not_included(self, path: str, line: int, column: int) -> Code:
        """Report a file that should be here, and what stands in its place."""
        path = clean_line(path)
        path = path if len(path) <= 80 else f"{path[:79]}…"
        message = f"the file `{path}` is not included: it cannot be read here, or includes itself"
        self.problem(line, column, message, "Check the path; it is relative to this file.")
        return Code(text=f"{path} (not shown)", **self.common(line, line))

    def written(self, line: int) -> str:
        """What stands on `line` of the slide; nothing for lines that come from elsewhere in the deck."""
        index = line - self.first_line
        return self.text_lines[index] if 0 <= index < len(self.text_lines) else ""

    def lines(self, first: int, last: int) -> tuple[int, int]:
        """Lines of the text as lines of the file that they come from."""
        start = self.source.place(first)[1]
        return start, max(start, self.source.place(last)[1])

    def common(self, first: int, last: int) -> Common:
        """What a Block from these lines is made with, when it is to appear now."""
        step = self.steps.fragment() if self.frames[-1].kind == FrameKind.CLICKS else self.steps.show()
        return {"step": step, "lines": self.lines(first, last), "align": self.align}

    def unseen(self, first: int, last: int) -> Common:
        """The same for a Block that has nothing to see, and so uses up no pause."""
        return {"step": self.steps.now, "lines": self.lines(first, last), "align": self.align}

    def add(self, block: Block) -> None:
        """Put `block` where Blocks go now. A list that a pause cut in two is made whole."""
        frame = self.frames[-1]
        blocks = frame.blocks
        before = blocks[-1] if blocks and frame.paused else None
        if isinstance(block, List) and isinstance(before, List) and (whole := _joined(before, block)):
            blocks[-1] = whole
        else:
            blocks.append(block)
        frame.paused = False

    def pause(self) -> None:
        """What follows waits for a key press."""
        self.frames[-1].paused = True
        self.steps.pause()

    def open(self, frame: Frame) -> None:
        """Blocks go into `frame` from here on."""
        self.frames.append(frame)

    def nearest(self, *kinds: FrameKind) -> Frame | None:
        """The innermost open frame of one of `kinds`, as far as the innermost list item or the slide."""
        for frame in reversed(self.frames):
            if frame.kind in kinds:
                return frame
            if frame.kind in BASES:
                return None
        return None

    def close(self, frame: Frame, line: int) -> None:
        """Close `frame` and what is open within it."""
        while self.frames[-1] is not frame:
            self._close_last(line)
        self._close_last(line)

    def close_all(self, line: int) -> list[Block]:
        """Close everything back to the innermost base, and take its Blocks."""
        while self.frames[-1].kind not in BASES:
            self._close_last(line)
        return self.frames[-1].blocks

    def _close_last(self, line: int) -> None:
        frame = self.frames.pop()
        if frame.floor >= 0:
            self.steps.leave(frame.floor)
        if frame.kind in {FrameKind.ALIGN, FrameKind.BOX}:
            self.align = frame.align
        if frame.kind == FrameKind.CLICKS:
            self.clicks = 0
        if frame.kind == FrameKind.INCREMENTAL:
            self.incremental = frame.label == "true"
        if frame.saved is not None:
            self.steps.restored(frame.saved)
            self._note(frame.line, line)
            return
        for block in self._closed(frame, line):
            self.add(block)

    def _note(self, opened: int, closed: int) -> None:
        text = "\n".join(self.text_lines[opened + 1 - self.first_line : closed - self.first_line]).strip()
        if text:
            self.notes.append(text)

    def _closed(self, frame: Frame, line: int) -> Iterator[Block]:
        """What `frame` leaves behind where it stood."""
        lines = self.lines(frame.line, max(line, frame.line))
        if frame.kind == FrameKind.COLUMNS:
            step = min((block.step for sink in frame.sinks for block in sink), default=self.steps.now)
            weights = _shares(frame.weights)
            yield Columns(weights=weights, columns=tuple(map(tuple, frame.sinks)), step=step, lines=lines)
        elif frame.kind == FrameKind.BOX:
            yield from self._box(frame, lines)
        elif frame.kind == FrameKind.SPACER:
            yield Gap(count=int(frame.label or 1), step=self.steps.now, lines=lines)
        elif frame.kind == FrameKind.DIVIDER:
            yield Rule(step=self.steps.show(), lines=lines)
        else:
            yield from frame.blocks

    def _box(self, frame: Frame, lines: tuple[int, int]) -> Iterator[Block]:
        blocks = frame.blocks
        step = min((block.step for block in blocks), default=self.steps.now)
        if frame.label and not frame.label.startswith("!"):
            title = Paragraph(text=(Span(frame.label, Mark.BOLD),), step=step, lines=(lines[0], lines[0]))
            blocks = [title, *blocks]
        kind = frame.label.removeprefix("!") if frame.label.startswith("!") else ""
        yield Quote(blocks=tuple(blocks), kind=kind, step=step, lines=lines)


def _shares(weights: list[int]) -> tuple[int, ...]:
    """`weights` with those that nobody gave (0) filled in: an equal part of what is left of a hundred."""
    given = sum(weights)
    if not weights or given == 0:
        return (1,) * max(1, len(weights))
    free = max(1, (100 - given) // max(1, weights.count(0)))
    return tuple(weight or free for weight in weights)


def _joined(first: List, second: List) -> List | None:
    """One list of both, where the second goes on with the first."""
    if (first.start is None) != (second.start is None):
        return None
    if first.start is not None and second.start != first.start + len(first.items):
        return None
    return replace(
        first,
        items=first.items + second.items,
        loose=first.loose or second.loose,
        lines=(first.lines[0], second.lines[1]),
    )
