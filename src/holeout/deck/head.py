"""YAML heads, of a deck and of single slides: where they are, and what they hold."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from holeout.problems import Level, Problem

MAX_SIZE = 64 * 1024
"""Characters of a head; a longer one is none."""

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
    # A deck without a head need not pay for it.
    from holeout.yaml_guard import Limits, Mapping, read_yaml, to_plain  # noqa: PLC0415

    limits = Limits(depth=12, nodes=5_000, size=MAX_SIZE)
    node, problems = read_yaml(text, path, first_line, limits, level=Level.WARNING, partly=True)
    if isinstance(node, Mapping):
        return to_plain(node), problems
    if node is not None:
        message = "a head must be a mapping of keys and values"
        problems.append(Problem(path, first_line, 1, message, level=Level.WARNING))
    return {}, problems
