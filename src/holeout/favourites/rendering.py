"""A FavouritesFile as TOML text. Reading the text gives the same FavouritesFile.

tomlkit is for changing what a person wrote; this writes new text, in one fixed layout that diffs well.
"""

from __future__ import annotations

import json
import re
from datetime import date, time
from typing import TYPE_CHECKING, Any, Final

from holeout.favourites.model import FORMAT, Favourite, FavouritesFile, Kind, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holeout.favourites.model import Mark, Slot

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_WIDE: Final = 90
"""Characters of a list that still stands on one line."""
SEAL_HEADER: Final = "[seal]  # written by holeout, so that changes by hand win; leave it"


def render(file: FavouritesFile) -> str:
    """The whole file."""
    head = [pair("format", FORMAT), *_pairs(file)]
    parts = ["\n".join(head), *map(entry, file.favourites)]
    if file.seal:
        parts.append("\n\n".join(_seal(file.seal)))
    return "\n\n".join(parts) + "\n"


def entry(favourite: Favourite) -> str:
    """One entry, from its header to its last key, without a line end."""
    return "\n".join(["[[favourite]]", *_pairs(favourite)])


def pair(name: str, value: Any) -> str:
    """`name = value`."""
    return f"{key(name)} = {toml_value(value)}"


def key(name: str) -> str:
    """A key, in quotes if it needs them."""
    return name if _BARE.fullmatch(name) else _text(name)


def toml_value(value: Any) -> str:
    """A value as TOML. Text must be clean: what JSON escapes, TOML escapes alike."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"{{{', '.join(pair(name, item) for name, item in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return _list([toml_value(item) for item in value])
    return value.isoformat() if isinstance(value, (date, time)) else repr(value)


def written(name: str, value: Any) -> Any:
    """The value of one of our keys as it is written: dates as dates."""
    rule = {**rules(FavouritesFile), **rules(Favourite)}.get(name)
    return date.fromisoformat(value) if rule and rule.kind is Kind.DATE and value else value


def _pairs(model: Favourite | FavouritesFile) -> Iterator[str]:
    for name in rules(type(model)):
        if value := getattr(model, name):
            yield pair(name, written(name, value))
    for name, value in model.extra.items():
        yield pair(name, value)


def _seal(seal: Mapping[Slot, Mark]) -> Iterator[str]:
    lines: dict[str, list[str]] = {}
    for slot, mark in sorted(seal.items()):
        lines.setdefault(slot.actor, []).append(pair(slot.key, str(mark)))
    for actor, marks in lines.items():
        yield "\n".join([f"[seal.{key(actor)}]" if actor else SEAL_HEADER, *marks])


def _list(items: list[str]) -> str:
    line = ", ".join(items)
    if len(line) <= _WIDE and "\n" not in line:
        return f"[{line}]"
    return "[\n{}\n]".format("\n".join(f"  {item}," for item in items))


def _text(text: str) -> str:
    # JSON leaves U+007F as it is and TOML does not allow it; no other escape differs.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
