"""Where things are in a TOML text, and whether it is safe to hand to the TOML reader.

The standard reader tells values but not where they stood, and an attack of 50 kB can cost it gigabytes (nesting,
keys of many dotted parts). One pass over the tokens answers both. It is linear in the text's length and takes
any text whatever; what it says of a text that is not TOML is only good for the limits.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from holeout.problems import Problem
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
_AT: Final = re.compile(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)

# Every quantifier is possessive and an open string runs to the end: no text makes it go back.
_TOKEN: Final = re.compile(
    r"""
    [ \t]*+ (?:\#[^\n]*+)?+
  (?: (?P<newline>\r?\n)
  | (?P<string>
        \"""(?:[^"\\] | \\. | "(?!""))*+ (?:"{3,5} | \\?\Z)
      | '''(?:[^'] | '(?!''))*+ (?:'{3,5} | \Z)
      | "(?:[^"\\\n] | \\[^\n])*+ (?:" | \\?(?=\n|\Z))
      | '[^'\n]*+ (?:' | (?=\n|\Z)) )
  | (?P<mark>[\[\]{}=,])
  | (?P<dot>\.)
  | (?P<bare>[^\s\#"'\[\]{}=,.]++)
  | (?P<other>.) )
    """,
    re.VERBOSE | re.DOTALL,
)


class Bounds(Protocol):
    """How much a text may hold before it is refused unread: characters a line, brackets deep, dots in a key."""

    @property
    def line(self) -> int:
        """Characters."""

    @property
    def depth(self) -> int:
        """Brackets in brackets."""

    @property
    def dots(self) -> int:
        """Parts of a key but one."""


class Modest(NamedTuple):
    """Bounds for a file of a page or two."""

    line: int = 1_000
    depth: int = 4
    dots: int = 2


_MODEST: Final = Modest()


@dataclass(frozen=True, slots=True)
class Toml:
    """What a text says, and where: `places` has line and column (from 1) of every key and header by its path."""

    values: Mapping[str, Any]
    places: Mapping[Path, tuple[int, int]]

    def problem(self, name: str, path: Path, message: str, hint: str = "") -> Problem:
        """A Problem at the key `path` of the file `name`; where there is no such key, at the file's beginning."""
        return Problem(name, *self.places.get(path, (1, 1)), message, hint)


def read_toml(text: str, name: str, hint: str = "", bounds: Bounds = _MODEST) -> Toml | Problem:
    """What `text`, from the file `name`, says, or the first thing that is wrong with its TOML. Never raises."""
    if over := excess(text, bounds):
        return Problem(name, *Places(text).at(over[0]), over[1], hint)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, line, column = fault(str(error), text)
        return Problem(name, line, column, said, hint)
    except (ValueError, RecursionError, OverflowError) as error:  # such as a date in year 0
        return Problem(name, 0, 0, f"this cannot be read as TOML: {clean_line(str(error))[:200]}", hint)
    lines = Places(text)
    return Toml(values, {found.path: lines.at(found.start) for found in statements(text)})


def fault(message: str, text: str) -> tuple[str, int, int]:
    """What the TOML reader's `message` says of `text`, and its line and column."""
    found = _AT.match(message)
    said = clean_line(found[1] if found else message)[:200]
    if found and found[2]:
        return said, int(found[2]), int(found[3])
    lines = text.split("\n")
    line = max((number for number, words in enumerate(lines, 1) if words.strip()), default=1)
    return said, line, len(lines[line - 1]) + 1


class Token(NamedTuple):
    """One word of TOML: its kind (a group of the pattern above), its text, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


class Statement(NamedTuple):
    """A key with its value, or a table's header. Offsets count characters from the start of the text."""

    path: Path
    start: int
    value: int
    """Where the value starts; a header's own start."""
    end: int
    header: bool
    under: int = -1
    """The `start` of the header it stands under; -1 above them all."""


@dataclass(slots=True)
class Places:
    """Lines and columns (from 1) of offsets in a text."""

    text: str
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def at(self, offset: int) -> tuple[int, int]:
        """The line and column of the character at `offset`."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def tokens(text: str) -> Iterator[Token]:
    """The words of `text`, without blanks and comments."""
    # Blanks at the very end would be tokens but for the line end.
    for found in _TOKEN.finditer(f"{text}\n"):
        kind = found.lastgroup or ""
        yield Token(kind, found[kind], found.start(kind))


def excess(text: str, limits: Bounds) -> tuple[int, str] | None:
    """The offset of the first thing that is over the limits, and what it is; None for a modest text."""
    if found := re.search(rf"[^\n]{{{limits.line + 1},}}", text):
        return found.start(), f"this line is longer than {limits.line:,} characters"
    depth = dots = 0
    for token in tokens(text):
        if token.kind == "dot":
            dots += 1
        elif token.kind == "newline" or token.text in {"=", ",", "{", "["}:
            dots = 0
        if token.kind == "mark":
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token.text, 0)
        if depth > limits.depth:
            return token.start, f"brackets are nested more than {limits.depth} deep"
        if dots > limits.dots:
            return token.start, f"a key has more than {limits.dots} dots"
    return None


def statements(text: str) -> list[Statement]:
    """Every header and every key of `text`, which must be valid TOML, in order; also those in inline tables."""
    return _Walk(list(tokens(text))).file()


def value_places(found: list[Statement]) -> Mapping[Path, int]:
    """Where each value, or each table's header, starts."""
    places: dict[Path, int] = {}
    for statement in found:
        for length in range(1, len(statement.path) + 1):
            places.setdefault(statement.path[:length], statement.value)
    return places


class _Walk:
    """Goes through the tokens of a valid TOML text once, keeping count of the tables in arrays."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.at = 0
        self.last = 0
        self.counts: dict[Path, int] = {}
        self.found: list[Statement] = []

    def file(self) -> list[Statement]:
        table: Path = ()
        under = -1
        while self.at < len(self.words):
            word = self.words[self.at]
            if word.kind == "newline":
                self.at += 1
            elif word.text == "[":
                table, under = self.header(), word.start
            else:
                self.pair(table, under)
        return self.found

    def header(self) -> Path:
        start = self.next().start
        array = self.peek() == "["
        if array:
            self.next()
        path = self.located(self.key())
        while self.peek() == "]":
            self.next()
        if array:
            self.counts[path] = self.counts.get(path, 0) + 1
            path = (*path, self.counts[path] - 1)
        self.found.append(Statement(path, start, start, self.last, header=True, under=start))
        return path

    def pair(self, table: Path, under: int) -> None:
        start = self.words[self.at].start
        path = (*table, *self.key())
        self.next()  # the equals sign
        index = len(self.found)
        value = self.words[self.at].start if self.at < len(self.words) else self.last
        self.value(path, under)
        self.found.insert(index, Statement(path, start, value, self.last, header=False, under=under))

    def value(self, path: Path, under: int) -> None:
        if self.peek() == "[":
            self.items(path, under)
        elif self.peek() == "{":
            self.inline(path, under)
        else:
            while self.at < len(self.words) and not self.ends_value():
                self.next()

    def items(self, path: Path, under: int) -> None:
        self.next()
        count = 0
        while self.at < len(self.words) and self.peek() != "]":
            if self.words[self.at].kind == "newline" or self.peek() == ",":
                self.next()
                continue
            index, value = len(self.found), self.words[self.at].start
            self.value((*path, count), under)
            self.found.insert(
                index, Statement((*path, count), value, value, self.last, header=False, under=under)
            )
            count += 1
        self.next()

    def inline(self, path: Path, under: int) -> None:
        self.next()
        while self.at < len(self.words) and self.peek() != "}":
            if self.words[self.at].kind == "newline" or self.peek() == ",":
                self.next()
            else:
                self.pair(path, under)
        self.next()

    def ends_value(self) -> bool:
        word = self.words[self.at]
        return word.kind == "newline" or word.text in {",", "]", "}"}

    def located(self, key: tuple[str, ...]) -> Path:
        """`key` with the number of the latest table after each name of an array of tables but the last."""
        path: Path = ()
        for part in key[:-1]:
            path = (*path, part)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return (*path, *key[-1:])

    def key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while self.at < len(self.words) and self.words[self.at].kind in {"bare", "string", "dot"}:
            word = self.next()
            if word.kind != "dot":
                parts.append(_plain(word))
        return tuple(parts)

    def peek(self) -> str:
        return self.words[self.at].text if self.at < len(self.words) else ""

    def next(self) -> Token:
        word = self.words[min(self.at, len(self.words) - 1)]
        self.at += 1
        self.last = word.end
        return word


def _plain(word: Token) -> str:
    if word.kind == "bare":
        return word.text
    if "\\" not in word.text:
        return word.text[1:-1]
    return str(tomllib.loads(f"key = {word.text}")["key"])
