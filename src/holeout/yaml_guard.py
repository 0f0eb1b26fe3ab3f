"""YAML with the place of everything kept, read so that no file can crash or fool the program.

PyYAML's own loaders are not safe for files from strangers: the C composer recurses until the process dies
on deeply nested brackets, aliases grow a small file into gigabytes, and of two equal keys the last wins in
silence. Here the parser's events are read one by one, within limits, and only plain lists, mappings and
values are accepted. Plain values mean what they mean in JSON: `no`, `on`, `12:30` and dates are text.
"""

from __future__ import annotations

import math
import re
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from holeout.phrases import short
from holeout.problems import Level, Problem
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. `text` is how it was written, `value` what it means; lines and columns count from 1."""

    text: str
    value: str | int | float | bool | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, each item with its own place."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a Mapping with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order in which they were written; no key twice."""

    entries: tuple[Entry, ...]
    line: int
    column: int

    def get(self, name: str) -> Node | None:
        """The value of the key `name`, or None where there is no such key."""
        return next((entry.value for entry in self.entries if entry.key.text == name), None)


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold: depth in nested lists and mappings, size in characters."""

    depth: int = 12
    nodes: int = 200_000
    size: int = 4_000_000
    faults: int = 50
    """After so many faults of form the rest of the file is not read."""


LIMITS = Limits()


def read_yaml(
    text: str,
    path: str,
    first_line: int = 1,
    limits: Limits = LIMITS,
    *,
    level: Level = Level.ERROR,
    partly: bool = False,
) -> tuple[Node | None, list[Problem]]:
    """What `text` holds, and what is wrong with its form, each fault a Problem of `level`.

    `path` and `first_line` (the line of the file on which `text` starts) tell problems and nodes where they
    are. The node is None for an empty text, and where a fault stops reading: unless a mapping may be read
    `partly`, which gives its entries before the fault. Other faults (an alias, a tag, a key written twice) are
    reported while the rest is read. Never raises for what `text` holds.
    """
    reading = _Reading(path, first_line, limits, level)
    if len(text) > limits.size:
        reading.fault(None, f"the text is longer than {limits.size:,} characters", "Split it into files.")
        return None, reading.problems
    text = _SURROGATE.sub("\ufffd", text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with closing(yaml.parse(text, Loader=loader)) as events:  # type: ignore[type-var]
            return reading.document(events), reading.problems
    except _StopReading:
        pass
    except yaml.MarkedYAMLError as error:
        with suppress(_StopReading):
            reading.fault(_mark(error, text), *_syntax(error))
    except yaml.reader.ReaderError as error:
        reading.refuse(text, error.position)
    return reading.so_far if partly else None, reading.problems


def _mark(error: yaml.MarkedYAMLError, text: str) -> Any:
    mark = error.problem_mark or error.context_mark
    if mark and mark.line > text.count("\n"):
        # A bracket or quote that is never closed: say where it opens.
        return error.context_mark or mark
    return mark


def to_plain(node: Node | None) -> Any:
    """`node` as plain dicts, lists and values, without places."""
    if isinstance(node, Mapping):
        return {entry.key.text: to_plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    return None if node is None else node.value


# They have no UTF-8 form, which the C parser needs.
_SURROGATE = re.compile("[\ud800-\udfff]")


class _StopReading(Exception):  # noqa: N818  (a signal, not an error)
    """Nothing sensible follows in this file."""


class _Reading:
    """Builds nodes from events, and keeps what is wrong."""

    def __init__(self, path: str, first_line: int, limits: Limits, level: Level) -> None:
        self.problems: list[Problem] = []
        self._level = level
        self._outermost: tuple[dict[str, Entry], tuple[int, int]] | None = None
        self._path = path
        self._first_line = first_line
        self._limits = limits
        self._nodes = 0

    @property
    def so_far(self) -> Mapping | None:
        """The outermost mapping, as far as it was read."""
        if self._outermost is None:
            return None
        entries, place = self._outermost
        return Mapping(tuple(entries.values()), *place)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        """The one document that `events` tell of."""
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, StreamEndEvent):
                break
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    hint = "Remove the line `---` and what follows it."
                    self.fault(event.start_mark, "a second document starts here; only one is read", hint)
                    break
                root = self._node(next(events), events, 1)
        return root

    def fault(self, mark: Any, message: str, hint: str = "") -> None:
        """Note a fault at `mark`; stop reading when there are too many."""
        line, column = self._place(mark) if mark else (0, 0)
        self.problems.append(Problem(self._path, line, column, message, hint, self._level))
        if len(self.problems) >= self._limits.faults:
            raise _StopReading

    def refuse(self, text: str, position: int) -> None:
        """Note a character that YAML does not allow, at `position` in `text`."""
        before = text[:position]
        line = before.count("\n") + self._first_line
        column = position - before.rfind("\n")
        message = f"the control character {ord(text[position : position + 1] or '?'):#04x} is not allowed"
        self.problems.append(Problem(self._path, line, column, message, "Remove it.", self._level))

    def _place(self, mark: Any) -> tuple[int, int]:
        return mark.line + self._first_line, mark.column + 1

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            self._give_up(event, f"more than {self._limits.nodes:,} values in one file")
        if isinstance(event, AliasEvent):
            self.fault(event.start_mark, "aliases (*name) are not read", "Write it out, or quote it.")
            return Scalar("", None, *self._place(event.start_mark))
        if event.anchor is not None:  # type: ignore[attr-defined]
            self.fault(event.start_mark, "anchors (&name) are not read", "Remove it, or quote it.")
        if event.tag is not None:  # type: ignore[attr-defined]
            self.fault(event.start_mark, "tags (!name) are not read", "Remove it, or quote it.")
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if depth > self._limits.depth:
            self._give_up(event, f"nested more than {self._limits.depth} deep")
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, events, depth)
        return self._mapping(event, events, depth)

    def _give_up(self, event: yaml.Event, message: str) -> None:
        self.fault(event.start_mark, message)
        raise _StopReading

    def _scalar(self, event: ScalarEvent) -> Scalar:
        text = clean(event.value)
        value = _meaning(text) if event.implicit[0] else text
        return Scalar(text, value, *self._place(event.start_mark))

    def _sequence(self, start: SequenceStartEvent, events: Iterator[yaml.Event], depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(events), SequenceEndEvent):
            items.append(self._node(event, events, depth + 1))
        return Sequence(tuple(items), *self._place(start.start_mark))

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        if depth == 1:
            self._outermost = entries, self._place(start.start_mark)
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.fault(event.start_mark, "a key must be text", "Put quotes around text with [ or {.")
            elif key.text in entries:
                first = entries[key.text].key.line
                message = f"the key `{short(key.text)}` is written twice"
                self.fault(event.start_mark, message, f"The first is on line {first}; keep one.")
            else:
                entries[key.text] = Entry(key, value)
        return Mapping(tuple(entries.values()), *self._place(start.start_mark))


_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# JSON's numbers. Anything else that looks like one (007, 0x1F, 1_000, 12:30) is text.
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?")


def _meaning(text: str) -> str | int | float | bool | None:
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if text[0] not in "-0123456789":
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


_HINTS = {
    "mapping values are not allowed": "Put quotes around text that contains a colon and a blank.",
    "did not find expected key": "Check the indentation, and the quotes around the text before this.",
    "could not find expected ':'": "A key needs a colon and a blank; check the line before, too.",
    "cannot start any token": "Indent with spaces; quote text that starts with @, %, ` or a tab.",
    "did not find expected '-' indicator": "Give every item of a list the same indentation.",
    "unknown escape": 'Write \\\\ for a backslash, or use single quotes instead of ".',
    "unexpected end of stream": "A quote or bracket that was opened above is not closed.",
    "did not find expected ',' or": "A bracket is not closed, or a comma is missing.",
}


def _syntax(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    problem = error.problem or error.context or "this is not YAML"
    hint = next((hint for words, hint in _HINTS.items() if words in problem), "")
    return f"this is not YAML: {clean(problem)}", hint
