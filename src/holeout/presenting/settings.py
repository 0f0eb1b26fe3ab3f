"""Settings: what a person may change about the program, read from TOML and checked as a whole."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from holeout.presenting.commands import COMMANDS, Context
from holeout.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

THEMES = ("dark", "light", "high-contrast", "ansi")
IMAGES = ("auto", "kitty", "iterm", "sixel", "blocks", "text")
TOGETHER = (
    (Context.ANYWHERE, Context.SLIDES),
    (Context.ANYWHERE, Context.MAP),
    (Context.ANYWHERE, Context.LISTS, Context.PITFALL, Context.STAGE),
    (Context.ANYWHERE, Context.DEMO),
    (Context.ANYWHERE, Context.OVERVIEW),
    (Context.DESK,),
    (Context.LISTS, Context.SUGGESTIONS),
)
"""Contexts whose keys are heard at the same time, so that they must not clash."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the settings file: what it is for, an example, and how its value is read."""

    name: str
    help: str
    example: str
    read: Callable[[Any], Any]


class NotThatError(ValueError):
    """A value that a setting cannot take; the text says what it can."""


def _theme(value: Any) -> str:
    if value not in THEMES:
        raise NotThatError("one of " + ", ".join(THEMES))
    return str(value)


def _images(value: Any) -> str:
    if value not in IMAGES:
        raise NotThatError("one of " + ", ".join(IMAGES))
    return str(value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise NotThatError("true or false")
    return value


def _width(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 40 <= value <= 300:
        raise NotThatError("a number of columns from 40 to 300")
    return value


def _sizes(value: Any) -> tuple[tuple[int, int], ...]:
    found = (
        [re.fullmatch(r"(\d{2,3})x(\d{1,3})", str(size)) for size in value] if isinstance(value, list) else []
    )
    if not found or None in found:
        raise NotThatError('a list of sizes such as ["80x24", "100x30"]')
    return tuple((int(match[1]), int(match[2])) for match in found if match)


def seconds(value: Any) -> float:
    """`"20m"`, `"1h"`, `"90s"` or minutes as a number, in seconds. Raises NotThatError."""
    units = {"s": 1.0, "m": 60.0, "h": 3600.0}
    text = str(value).strip().removesuffix("in")
    number, unit = (text[:-1], text[-1]) if text[-1:] in units else (text, "m")
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,5}(\.\d+)?", number):
        raise NotThatError('a time such as "20m"')
    return float(number) * units[unit]


SETTINGS = (
    Setting(
        "theme",
        "The colours: dark, light, high-contrast or ansi.",
        'theme = "dark"',
        _theme,
    ),
    Setting("duration", "How long your talks are when their decks do not say.", 'duration = "25m"', seconds),
    Setting("width", "The most columns that a slide's text takes.", "width = 100", _width),
    Setting(
        "sizes",
        "The sizes at which `holeout check` wants every slide to fit.",
        'sizes = ["80x24", "100x30"]',
        _sizes,
    ),
    Setting(
        "images",
        "How pictures are shown: auto, kitty, iterm, sixel, blocks or text.",
        'images = "auto"',
        _images,
    ),
    Setting(
        "mouse",
        "Whether the mouse works in the program; without it the terminal selects text.",
        "mouse = true",
        _yes_or_no,
    ),
    Setting(
        "room",
        "Whether a room is opened beside a presentation, for notes, remote and audience.",
        "room = true",
        _yes_or_no,
    ),
)


def _no_keys() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds. `keys` maps a Command's id to the keys that replace its own."""

    theme: str = "dark"
    duration: float | None = None
    width: int = 100
    sizes: tuple[tuple[int, int], ...] = ((80, 24), (100, 30))
    images: str = "auto"
    mouse: bool = True
    room: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=_no_keys)

    def keys_of(self, command: str) -> tuple[str, ...]:
        """The keys of the Command with this id, the person's own first of all."""
        default = next((known.keys for known in COMMANDS if known.id == command), ())
        return self.keys.get(command, default)


def read_settings(text: str, path: str) -> tuple[Settings, list[Problem]]:
    """Settings from TOML. What is wrong is left at its default and told as a Problem with its line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [_syntax(str(error), path)]
    lines = text.splitlines()
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    known = {setting.name: setting for setting in SETTINGS}
    for name, value in data.items():
        if name == "keys":
            values["keys"] = _read_keys(value, lines, path, problems)
        elif name in known:
            try:
                values[name] = known[name].read(value)
            except NotThatError as error:
                problems.append(
                    _at(lines, path, name, f"`{name}` is not {error}", f"write {known[name].example}")
                )
        else:
            problems.append(_unknown(lines, path, name, "setting", [*known, "keys"]))
    return Settings(**values), problems


def given_names(text: str) -> frozenset[str]:
    """The names of the settings that a file gives, which is known to be well formed."""
    return frozenset(tomllib.loads(text))


def keymap(settings: Settings) -> dict[str, str]:
    """Every binding's id with its keys, the person's own and all others: none is left to clash unseen."""
    return {f"{command.context}.{command.id}": ",".join(settings.keys_of(command.id)) for command in COMMANDS}


def _syntax(message: str, path: str) -> Problem:
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return Problem(path, line, column, re.sub(r" \(at .*", "", message), "settings are TOML: name = value")


def _read_keys(
    value: Any, lines: list[str], path: str, problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        problems.append(
            _at(lines, path, "keys", "`keys` is not a table", 'write [keys], then next = "right"')
        )
        return {}
    ids = [command.id for command in COMMANDS]
    keys: dict[str, tuple[str, ...]] = {}
    for id, given in value.items():
        chosen = [given] if isinstance(given, str) else given
        if id not in ids:
            problems.append(_unknown(lines, path, id, "command", ids))
        elif not isinstance(chosen, list) or not all(isinstance(key, str) and key for key in chosen):
            problems.append(
                _at(lines, path, id, f"`{id}` is not a key or a list of keys", f'write {id} = ["x"]')
            )
        else:
            keys[id] = tuple(key.strip() for part in chosen for key in part.split(",") if key.strip())
    problems += _clashes(keys, lines, path)
    return keys


def _clashes(keys: Mapping[str, tuple[str, ...]], lines: list[str], path: str) -> list[Problem]:
    """Every key that would mean two things in one place: Textual would drop one of them in silence."""
    found: dict[tuple[str, str], Problem] = {}
    for contexts in TOGETHER:
        taken: dict[str, str] = {}
        for command in sorted(
            (known for known in COMMANDS if known.context in contexts), key=lambda known: known.id in keys
        ):
            for key in keys.get(command.id, command.keys):
                other = taken.setdefault(key, command.id)
                if other != command.id and command.id in keys:
                    problem = _at(
                        lines,
                        path,
                        command.id,
                        f"key `{key}` already means `{other}`",
                        f"choose another key, or give `{other}` another one as well",
                    )
                    found[key, command.id] = problem
    return list(found.values())


def _unknown(lines: list[str], path: str, name: str, kind: str, known: list[str]) -> Problem:
    near = get_close_matches(name, known, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
    return _at(lines, path, name, f"there is no {kind} `{name}`", hint)


def _at(lines: list[str], path: str, name: str, message: str, hint: str) -> Problem:
    for number, line in enumerate(lines, 1):
        if re.match(rf'\s*\[?["\']?{re.escape(name)}["\']?\s*[\]=.]', line):
            return Problem(path, number, len(line) - len(line.lstrip()) + 1, message, hint)
    return Problem(path, 1, 1, message, hint)
