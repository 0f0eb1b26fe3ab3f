"""YAML heads, of a deck and of single slides, read so that no file can crash or fool the program.

PyYAML's loaders recurse until the process dies on deeply nested brackets, and let aliases grow a few bytes into
gigabytes. Here its events are read one by one, within limits. Plain values mean what they mean in JSON, so that
dates, times and `no` stay the text that was written.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from holeout.problems import Level, Problem
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

MAX_SIZE = 64 * 1024
MAX_DEPTH = 12
MAX_NODES = 5_000

_KEY = r"[A-Za-z_$][\w.$-]*[ \t]*:(?:[ \t]|(?=\n))"
_DASHES = re.compile(r"\n(?:[ \t]*\n)*---+[ \t]*(?=\n)")
_FIRST_LINE = re.compile(rf"(?:\n[ \t]*(?:#[^\n]*)?(?=\n))*\n{_KEY}")
# A line that can be part of a mapping which starts at the margin.
_NOT_YAML = re.compile(rf"\n(?![ \t\n#}}\]\"']|-[ \t]|{_KEY})")
_RULE = re.compile(
    r"\n {0,3}(?:-[ \t]*-[ \t]*-[- \t]*|\*[ \t]*\*[ \t]*\*[* \t]*|_[ \t]*_[ \t]*_[_ \t]*)(?=\n)"
)
_HEAD_END = re.compile(r"\n(?:---+|\.\.\.)[ \t]*(?=\n)")
_SLIDE_HEAD_END = re.compile(r"---+[ \t]*")


class Found(NamedTuple):
    """YAML between the line breaks at `start` and `stop`; what it heads begins at the line break `end`."""

    start: int
    stop: int
    end: int


def find_head(text: str) -> Found | None:
    """The YAML that opens a deck, if there is any. Some writers put the first dashes twice."""
    opened = None
    position = 0
    while dashes := _DASHES.match(text, position):
        opened = position = dashes.end()
    if opened is None or not _FIRST_LINE.match(text, opened):
        return None
    closing_line = _HEAD_END.search(text, opened)
    if closing_line is None or closing_line.start() - opened > MAX_SIZE:
        return None
    return _unless_prose(text, Found(opened, closing_line.start(), closing_line.end()))


def find_slide_head(text: str, opened: int) -> Found | None:
    """The YAML of one slide, which starts straight below the dashes that end at the line break `opened`."""
    if not _FIRST_LINE.match(text, opened):
        return None
    rule = _RULE.search(text, opened)
    if rule is None or not _SLIDE_HEAD_END.fullmatch(text, rule.start() + 1, rule.end()):
        return None
    if rule.start() - opened > MAX_SIZE:
        return None
    return _unless_prose(text, Found(opened, rule.start(), rule.end()))


def _unless_prose(text: str, found: Found) -> Found | None:
    return None if _NOT_YAML.search(text, found.start, found.stop) else found


def read_head(text: str, path: str, first_line: int) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping that `text` holds, as far as it can be read, and what is wrong with it."""
    import yaml  # noqa: PLC0415  (a deck without a head need not pay for it)

    reading = _Reading(path, first_line)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with closing(yaml.parse(text[:MAX_SIZE], Loader=loader)) as events:  # type: ignore[type-var]
            reading.document(events)
    except _StopReading:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark and mark.line > text.count("\n"):
            # A bracket or quote that is never closed: say where it opens.
            mark = error.context_mark or mark
        reading.fault(
            mark, f"this is not YAML: {clean(error.problem or '')}", "Quote text with : or # in it."
        )
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        reading.problems.append(
            Problem(path, line, 0, "a control character in the YAML", "Remove it.", Level.WARNING)
        )
    return reading.root, reading.problems


class _StopReading(Exception):  # noqa: N818  (a signal, not an error)
    """A limit was passed."""


class _Reading:
    """Builds plain values from events. What was read before a fault is kept in `root`."""

    def __init__(self, path: str, first_line: int) -> None:
        self.root: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self._path = path
        self._first_line = first_line
        self._nodes = 0

    def fault(self, mark: Any, message: str, hint: str = "") -> None:
        """Note what is wrong at `mark`."""
        line, column = (mark.line + self._first_line, mark.column + 1) if mark else (self._first_line, 0)
        self.problems.append(Problem(self._path, line, column, message, hint, Level.WARNING))

    def document(self, events: Iterator[yaml.Event]) -> None:
        """Read the mapping that the stream of `events` starts with."""
        for event in events:
            kind = type(event).__name__
            if kind == "MappingStartEvent":
                self._mapping(events, self.root, 1)
                return
            if kind not in {"StreamStartEvent", "DocumentStartEvent"}:
                self.fault(event.start_mark, "a head must be a mapping of keys and values")
                return

    def _mapping(self, events: Iterator[yaml.Event], into: dict[str, Any], depth: int) -> None:
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                return
            key = self._value(event, events, depth + 1)
            value_event = next(events)
            if not isinstance(key, str | int | float | bool):
                self.fault(event.start_mark, "a key must be text", "Quote text that starts with [ or {.")
                self._value(value_event, events, depth + 1)
            elif (name := str(key)) in into:
                self.fault(event.start_mark, f"the key `{name[:40]}` is written twice", "Keep one.")
                self._value(value_event, events, depth + 1)
            else:
                into[name] = None
                into[name] = self._value(value_event, events, depth + 1)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            self.fault(event.start_mark, "the head is too large or too deeply nested", "Leave things out.")
            raise _StopReading
        kind = type(event).__name__
        if kind == "AliasEvent":
            self.fault(event.start_mark, "aliases (*name) are not read", "Write it out, or quote it.")
            return None
        if kind == "ScalarEvent":
            text = clean(event.value)  # type: ignore[attr-defined]
            return _meaning(text) if event.implicit[0] else text  # type: ignore[attr-defined]
        if kind == "MappingStartEvent":
            values: dict[str, Any] = {}
            self._mapping(events, values, depth)
            return values
        items: list[Any] = []
        while type(event := next(events)).__name__ != "SequenceEndEvent":
            items.append(self._value(event, events, depth + 1))
        return items


_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False, "True": True, "False": False}
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,30}")


def _meaning(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
