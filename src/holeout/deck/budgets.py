"""Writing time budgets into a deck so that nothing else of it changes. Pure.

Each change is checked by reading the deck again: where a budget does not come out as wanted, or anything else does
come out otherwise, that slide is left as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from holeout.deck.landmarks import Kind, landmarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from holeout.deck.model import Deck, Slide

ROUND = 5
"""Budgets are rounded to so many seconds."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_COMMAND = re.compile(
    r"(?P<lead>[ \t]*<!--[ \t]*time[ \t]*:[ \t]*)[^\r\n]*?(?P<tail>[ \t]*-->[ \t]*)(?=\r|\n|\Z)"
)
_KEY = re.compile(r"(?P<lead>time[ \t]*:[ \t]*)[^\r\n#]*?(?P<tail>[ \t]*(?:#[^\r\n]*)?)(?=\r|\n|\Z)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*(?=\r|\n|\Z)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Budgeted:
    """The deck's text with budgets in it, and the slides, from 0, into which they could not be written."""

    text: str
    refused: tuple[int, ...] = ()


def with_budgets(text: str, seconds: Mapping[int, float], read: Callable[[str], Deck]) -> Budgeted:
    """A deck's `text` with `seconds` as the budgets of its slides, by index from 0; `read` makes a Deck of a text.

    A `time` that is there is replaced; else a command is put before what the slide says, or below its heading where
    a line before it would belong to the slide above. Line ends stay as they are.
    """
    refused = []
    for index in sorted(seconds, reverse=True):
        deck = read(text)
        wanted = float(max(ROUND, round(seconds[index] / ROUND) * ROUND))
        if deck.slide(index).budget == wanted:
            continue
        tried = _candidates(text, deck, index, f"{wanted:g}s")
        found = next((new for new in tried if _only_budget(deck, read(new), index, wanted)), None)
        if found is None:
            refused.append(index)
        else:
            text = found
    return Budgeted(text, tuple(reversed(refused)))


def _candidates(text: str, deck: Deck, index: int, value: str) -> Iterator[str]:
    """Ways to give the slide this budget, the best first."""
    span = deck.own_lines(index)
    if span is None:
        return
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines: list[str] = _LINE.findall(text.removeprefix(mark))
    before, own, after = lines[: span[0] - 1], lines[span[0] - 1 : span[1]], lines[span[1] :]
    for new in _budgeted(own, deck.slide(index).line - span[0], value):
        yield mark + "".join([*before, *new, *after])


def _budgeted(lines: list[str], content: int, value: str) -> Iterator[list[str]]:
    """The slide's `lines` with a budget; its content begins at the line `content` of them."""
    given = list(_times(lines, content))
    if given:
        first, *others = given
        replaced = _set(lines[first], value)
        yield [replaced if at == first else line for at, line in enumerate(lines) if at not in others]
        return
    end = next((ending for line in lines if (ending := line[len(line.rstrip("\r\n")) :])), "\n")
    command = f"<!-- time: {value} -->{end}"
    yield [*lines[:content], command, *lines[content:]]
    if under := _under_heading(lines, content):
        # A file that ends without a line break still does.
        whole = lines[under - 1].endswith(("\r", "\n"))
        yield [*lines[:under], command if whole else end + command.rstrip(end), *lines[under:]]


def _under_heading(lines: list[str], content: int) -> int:
    """Where the line below the heading at `content` is; 0 when there is no heading."""
    if content < len(lines) and _HEADING.match(lines[content]):
        return content + 1
    return content + 2 if content + 1 < len(lines) and _UNDERLINE.match(lines[content + 1]) else 0


def _times(lines: list[str], content: int) -> Iterator[int]:
    """Which lines give the slide its budget: in its own YAML, or as a command that is not in code."""
    yield from (at for at, line in enumerate(lines[:content]) if _KEY.match(line))
    text = "\n" + "\n".join(line.rstrip("\r\n") for line in lines) + "\n"
    for mark in landmarks(text, 0, len(text) - 1):
        at = text.count("\n", 0, mark.start + 1) - 1
        if mark.kind is Kind.COMMENT and _COMMAND.match(lines[at]):
            yield at


def _set(line: str, value: str) -> str:
    pattern = _COMMAND if _COMMAND.match(line) else _KEY
    return pattern.sub(lambda found: f"{found['lead']}{value}{found['tail']}", line, count=1)


def _only_budget(old: Deck, new: Deck, index: int, wanted: float) -> bool:
    """Whether the slide has the wanted budget in `new`, and nothing else is different from `old`."""
    if len(old) != len(new) or new.slide(index).budget != wanted:
        return False
    others = (at for at in range(len(old)) if at != index)
    return _said(old.slide(index)) == _said(new.slide(index)) and all(
        old.source_of(at) == new.source_of(at) for at in others
    )


def _said(slide: Slide) -> Any:
    return _placeless(replace(slide, line=0, budget=None, problems=()))


def _placeless(value: Any) -> Any:
    """Blocks without the lines they stand on."""
    if is_dataclass(value):
        named = ((item.name, getattr(value, item.name)) for item in fields(value))
        return type(value).__name__, [_placeless(part) for name, part in named if name != "lines"]
    return [_placeless(part) for part in value] if isinstance(value, tuple | list) else value
