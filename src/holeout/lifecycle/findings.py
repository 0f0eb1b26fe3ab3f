"""What reading files brings to light beside their values."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from holeout.lifecycle.model import Place
from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holeout.yaml_guard import Node


@dataclass(frozen=True, slots=True)
class Reference:
    """An id written at `place` that must name something of `kind`."""

    kind: str
    id: str
    place: Place


class Suggester:
    """Finds what was perhaps meant by a wrong word, for so many words that a broken file costs no minute."""

    def __init__(self, words: int = 100) -> None:
        self._left = words

    def __call__(self, word: str, known: Iterable[str]) -> str:
        """A hint with the one of `known` that is nearest to `word`, or nothing where none is near."""
        # Comparing is quadratic, and no id is that long.
        if not word or len(word) > 60 or self._left <= 0:
            return ""
        self._left -= 1
        near = get_close_matches(word.casefold(), known, n=1)
        return f"Did you mean `{near[0]}`?" if near else ""


class Findings:
    """What reading one file finds beside its values: problems, and references to follow up."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.references: list[Reference] = []
        self.suggest = Suggester()

    def error(self, node: Node, message: str, hint: str = "") -> None:
        """Note what must be mended at `node`."""
        self.problems.append(Problem(self.path, node.line, node.column, message, hint))

    def warning(self, node: Node, message: str, hint: str = "") -> None:
        """Note what is doubtful at `node`."""
        self.problems.append(Problem(self.path, node.line, node.column, message, hint, Level.WARNING))

    def place(self, node: Node) -> Place:
        """Where `node` is."""
        return Place(self.path, node.line, node.column)
