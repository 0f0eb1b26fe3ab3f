"""From plain values to models: is each key known, and does it hold what its Rule asks for?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from holeout.favourites.identity import tool_key
from holeout.favourites.model import FORMAT, Favourite, FavouritesFile, Kind, Limits, Mark, Rule, Slot, rules
from holeout.favourites.seal import canonical
from holeout.problems import HoleoutError, Level, Problem
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.tomltext import Path

    Locate = Callable[[Path], tuple[int, int]]

_DEPTH: Final = 6
"""Levels of tables and lists that an unknown key may hold."""
_MOST_UNKNOWN: Final = 1_500
"""Characters of an unknown key's value, as JSON; it must fit on one line when it is written anew."""
_ENTRY_RULES: Final = rules(Favourite)
_FILE_RULES: Final = rules(FavouritesFile)
_FILE_KEYS: Final = ("format", *_FILE_RULES, "favourite", "seal")


def settled(text: str, *, keep: str = "") -> str:
    """`text` cleaned until cleaning changes nothing, so that what is written reads back the same.

    One pass may bring together what a removed character kept apart.
    """
    for _ in range(8):
        again = clean(text, keep=keep).strip()
        if again == text:
            break
        text = again
    return text


@dataclass(slots=True)
class Checker:
    """Builds models from values and gathers what is wrong. `locate` tells where a value stands."""

    name: str = ""
    locate: Locate = lambda _: (0, 0)
    limits: Limits = field(default_factory=Limits)
    problems: list[Problem] = field(default_factory=list)

    def error(self, path: Path, message: str, hint: str = "") -> None:
        """Note that what is at `path` cannot be taken."""
        self.problems.append(Problem(self.name, *self.locate(path), message, hint))

    def warn(self, path: Path, message: str, hint: str = "") -> None:
        """Note that what is at `path` is taken, but perhaps not meant."""
        self.problems.append(Problem(self.name, *self.locate(path), message, hint, Level.WARNING))

    def file(self, values: Mapping[str, Any]) -> FavouritesFile:
        """The whole file."""
        self._format(values)
        known, extra = self._known(values, (), _FILE_RULES, _FILE_KEYS)
        entries = self._entries(values.get("favourite", []))
        return FavouritesFile(
            entries, seal=self._seal(values.get("seal", {})), extra=extra, name=self.name, **known
        )

    def favourite(self, values: Mapping[str, Any], path: Path = ()) -> Favourite | None:
        """One entry; None if it names no tool."""
        known, extra = self._known(values, path, _ENTRY_RULES, tuple(_ENTRY_RULES))
        if not known.get("tool"):
            if "tool" not in values:
                self.error(path, "this favourite names no tool", 'write tool = "…" below [[favourite]]')
            return None
        return Favourite(**known, extra=extra, line=self.locate(path)[0])

    def _format(self, values: Mapping[str, Any]) -> None:
        said = values.get("format")
        first = f'the first line of the file must be: format = "{FORMAT}"'
        if said is None:
            self.error((), "this file does not say its format", first)
        elif isinstance(said, str) and said.startswith("holeout-favourites/") and said != FORMAT:
            self.error(("format",), "this file was made by a newer holeout", "please update holeout")
        elif said != FORMAT:
            self.error(("format",), "this is not a favourites file", first)

    def _known(
        self, values: Mapping[str, Any], path: Path, wanted: Mapping[str, Rule], reserved: tuple[str, ...]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        known: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for key, value in values.items():
            if key in wanted:
                known[key] = self.ruled(value, wanted[key], (*path, key))
            elif key not in reserved:
                self._unknown(key, value, path, reserved)
                extra[key] = _cleaned(value)
        return {key: value for key, value in known.items() if value is not None}, extra

    def _unknown(self, key: str, value: Any, path: Path, known: tuple[str, ...]) -> None:
        near = get_close_matches(key.lower(), known, 1, cutoff=0.75)
        shown = settled(key)
        if shown != key:
            self.error((*path, key), f"the key '{shown}' holds invisible characters", "write it anew")
        elif near == ["favourite"] and isinstance(value, list):
            self.error((*path, key), f"'{shown}' is unknown", "write [[favourite]]")
        elif near and not key.startswith("x-"):
            self.warn((*path, key), f"'{shown}' is unknown and kept; did you mean '{near[0]}'?")
        if _deeper_than(value, _DEPTH) or len(canonical(value)) > _MOST_UNKNOWN:
            self.error(
                (*path, key), f"'{shown}' is too large to be kept", "unknown keys are for short remarks"
            )

    def _entries(self, values: Any) -> tuple[Favourite, ...]:
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            self.error(
                ("favourite",), f"expected favourites, got {_kind(values)}", "write [[favourite]] above each"
            )
            return ()
        if len(values) > self.limits.entries:
            most = f"at most {self.limits.entries:,}"
            self.error(("favourite", self.limits.entries), f"{len(values):,} favourites; a file holds {most}")
            return ()
        read = [self.favourite(value, ("favourite", index)) for index, value in enumerate(values)]
        found = tuple(favourite for favourite in read if favourite is not None)
        self._same_tool(found)
        return found

    def _same_tool(self, found: tuple[Favourite, ...]) -> None:
        seen: dict[Slot, int] = {}
        for favourite in found:
            slot = Slot(favourite.actor, tool_key(favourite.tool))
            if slot in seen:
                message = f"the same tool as on line {seen[slot]}; only this one counts"
                self.problems.append(Problem(self.name, favourite.line, 1, message, "", Level.WARNING))
            seen[slot] = favourite.line

    def ruled(self, value: Any, rule: Rule, path: Path) -> Any:
        """The value if it keeps to the rule, or None after noting why not."""
        if rule.kind is Kind.WORDS:
            return self._words(value, rule, path)
        if rule.kind is Kind.DATE:
            return self._date(value, path)
        if not isinstance(value, str):
            self.error(path, f"expected text, got {_kind(value)}", 'put it in "quotes"')
            return None
        return self._text(value, rule, path)

    def _text(self, value: str, rule: Rule, path: Path) -> str | None:
        text = settled(value, keep="\n" if rule.kind is Kind.LINES else "")
        if len(text) > rule.most:
            self.error(path, f"this is {len(text):,} characters long; at most {rule.most}", "say it shorter")
        elif rule.required and not text:
            self.error(path, "this must not be empty")
        elif text and rule.pattern and not re.fullmatch(rule.pattern, text):
            self.error(path, f"expected {rule.wanted}")
        else:
            return text
        return None

    def _words(self, value: Any, rule: Rule, path: Path) -> tuple[str, ...] | None:
        if not isinstance(value, list):
            self.error(
                path, f"expected {rule.kind.value}, got {_kind(value)}", f'write {path[-1]} = ["one", "two"]'
            )
            return None
        one = Rule(Kind.TEXT, rule.most, rule.says)
        words = [self.ruled(word, one, (*path, index)) for index, word in enumerate(value[: rule.items + 1])]
        if len(value) > rule.items:
            self.error(path, f"{len(value):,} in the list; at most {rule.items}")
        return tuple(dict.fromkeys(word for word in words if word))

    def _date(self, value: Any, path: Path) -> str | None:
        if isinstance(value, datetime):
            value = value.date()
        try:
            return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()
        except (TypeError, ValueError):
            self.error(path, f"expected a date, got {_kind(value)}", f"write {path[-1]} = 2026-11-23")
        return None

    def _seal(self, values: Any) -> dict[Slot, Mark]:
        if not isinstance(values, dict):
            self.error(
                ("seal",), f"expected a table, got {_kind(values)}", "holeout writes the seal; take it out"
            )
            return {}
        marks: dict[Slot, Mark] = {}
        for key, value in values.items():
            lines = value.items() if isinstance(value, dict) else [(key, value)]
            actor = key if isinstance(value, dict) else ""
            if actor and not re.fullmatch(_ENTRY_RULES["actor"].pattern, actor):
                self.warn(("seal", key), "this is nobody's seal, and is left out of account")
                continue
            marks |= {
                Slot(actor, tool): mark
                for tool, mark in self._marks(lines, ("seal", *[actor][: bool(actor)]))
            }
        if len(marks) > self.limits.marks:
            self.error(("seal",), f"{len(marks):,} seals; a file holds at most {self.limits.marks:,}")
            return {}
        return marks

    def _marks(self, lines: Any, path: Path) -> list[tuple[str, Mark]]:
        found: list[tuple[str, Mark]] = []
        for key, text in lines:
            mark = Mark.parse(text) if isinstance(text, str) else None
            if mark is None or not _is_key(key):
                self.warn((*path, key), "this is no seal that holeout made, and is left out of account")
            else:
                found.append((key, mark))
        return found


def checked(values: Mapping[str, Any]) -> Favourite:
    """A Favourite that keeps to every Rule. Raises HoleoutError, naming the key that does not."""
    read: dict[str, Any] = {}
    for key, value in values.items():
        checker = Checker()
        read[key] = checker.ruled([*value] if isinstance(value, tuple) else value, _ENTRY_RULES[key], (key,))
        for problem in checker.problems:
            raise HoleoutError(f"{key}: {problem.message}", problem.hint)
    return Favourite(**read)


def _is_key(text: str) -> bool:
    return bool(text.strip()) and tool_key(text) == text == settled(text)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return settled(value, keep="\n\t")
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {settled(key): _cleaned(item) for key, item in value.items()}
    return value


def _deeper_than(value: Any, levels: int) -> bool:
    if not isinstance(value, (list, dict)):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper_than(item, levels - 1) for item in inside)


_KINDS: Final = (
    (bool, "true or false"),
    (str, "text"),
    ((int, float), "a number"),
    ((date, time), "a date or time"),
    (list, "a list"),
    (dict, "a table"),
)


def _kind(value: Any) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "something else")
