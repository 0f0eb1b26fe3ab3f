"""The favourites format: from the text of a file to a FavouritesFile, or to what is wrong with it and where.

Whatever the bytes, parsing ends soon, and in a Reading: it raises nothing.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from holeout.favourites.model import Limits, Reading
from holeout.favourites.syntax import decoded, loaded
from holeout.favourites.values import Checker
from holeout.problems import Level, Problem
from holeout.tomltext import Places, statements, tokens, value_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holeout.tomltext import Path

_ORDINARY: Final = Limits()
_HEADER: Final = re.compile(r"^[ \t]*(\[\[[ \t]*favourite[ \t]*\]\])", re.MULTILINE)
_MOST_PROBLEMS: Final = 50
_DRIVE: Final = re.compile(r'"[^"\n]*\b[A-Za-z]:\\[bfnrtu]')


def parse_bytes(data: bytes, name: str = "", limits: Limits = _ORDINARY) -> Reading:
    """What the bytes of a file say. `name` is what to call the file in problems."""
    text = decoded(data, name, limits)
    return Reading(None, (text,)) if isinstance(text, Problem) else parse(text, name, limits)


def parse(text: str, name: str = "", limits: Limits = _ORDINARY) -> Reading:
    """What a text with plain line ends says."""
    values = loaded(text, name, limits)
    if isinstance(values, Problem):
        return Reading(None, (values,))
    where = _Where(text, values.get("favourite"))
    checker = Checker(name, where, limits)
    file = checker.file(values)
    problems = [*checker.problems, *_paths_of_windows(text, name)]
    broken = any(problem.level is Level.ERROR for problem in problems)
    return Reading(None if broken else file, _worst(problems, name))


def _worst(problems: list[Problem], name: str) -> tuple[Problem, ...]:
    """The problems in the order of the file; of very many, the worst."""
    if len(problems) > _MOST_PROBLEMS:
        problems.sort(key=lambda problem: (problem.level, problem))
        rest = f"and {len(problems) - _MOST_PROBLEMS:,} more problems like these"
        problems = [*problems[:_MOST_PROBLEMS], Problem(name, 0, 0, rest, "", Level.NOTE)]
    return tuple(sorted(problems))


class _Where:
    """Lines and columns of values, worked out when first asked for."""

    def __init__(self, text: str, entries: Any) -> None:
        self.places = Places(text)
        headers = [found.end() - len(found[1]) for found in _HEADER.finditer(text)]
        # Where entries start is asked of every file; the scan, which finds everything, of few.
        self.headers = headers if isinstance(entries, list) and len(headers) == len(entries) else []

    @cached_property
    def offsets(self) -> Mapping[Path, int]:
        return value_places(statements(self.places.text))

    def __call__(self, path: Path) -> tuple[int, int]:
        """Where the value at `path` starts, or the nearest thing that holds it."""
        if self.headers and len(path) == 2 and path[0] == "favourite" and isinstance(path[1], int):
            return self.places.at(self.headers[path[1]])
        for length in range(len(path), 0, -1):
            if (offset := self.offsets.get(path[:length])) is not None:
                return self.places.at(offset)
        return 1, 1


def _paths_of_windows(text: str, name: str) -> Iterator[Problem]:
    """Text such as "C:\\new", which TOML reads as a line break and `ew`, and nobody means so."""
    if not _DRIVE.search(text):
        return
    places = Places(text)
    for token in tokens(text):
        if token.kind == "string" and _DRIVE.match(token.text):
            message = "a backslash in double quotes makes a special character"
            yield Problem(
                name, *places.at(token.start), message, "write 'single quotes' around a path", Level.WARNING
            )
