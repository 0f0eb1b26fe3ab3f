"""Settings: what a person may change about the program, read from TOML and checked as a whole."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import permutations
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from holeout.duration import read_duration
from holeout.presenting.commands import COMMANDS, DIGITS, Context, commands_for
from holeout.presenting.key_names import key_name
from holeout.presenting.keys import NoKeyError, canonical_key
from holeout.problems import Problem
from holeout.tomltext import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from holeout.tomltext import Toml

IMAGES = ("auto", "kitty", "iterm", "sixel", "blocks", "text")
TOGETHER = (
    (Context.ANYWHERE, Context.SLIDES),
    (Context.ANYWHERE, Context.OVERVIEW),
    (Context.ANYWHERE, Context.MAP),
    (Context.ANYWHERE, Context.PITFALL, Context.STAGE, Context.LISTS),
    (Context.ANYWHERE, Context.FAVOURITES, Context.LISTS),
    (Context.ANYWHERE, Context.DEMO, Context.SOURCE),
    (Context.ANYWHERE, Context.ASSESS),
    (Context.ANYWHERE, Context.RESULT, Context.LISTS),
    (Context.DESK,),
    (Context.LISTS, Context.SUGGESTIONS),
)
"""Contexts whose keys are heard at the same time, so that they must not clash."""
LEAVES = "ctrl+q"
"""The key that leaves whatever is in front; it can mean nothing else."""


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
    if not isinstance(value, str) or not value.strip():
        raise NotThatError("the name of a theme, or of a theme's file")
    return value


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


def _seconds(value: Any) -> float:
    """A length of time, or minutes as a number, in seconds. Raises NotThatError."""
    try:
        return read_duration(str(value), bare=60)
    except ValueError as error:
        raise NotThatError('a time such as "20m"') from error


SETTINGS = (
    Setting(
        "theme",
        "The colours: dark, light, high-contrast, ansi (none), or a theme of your own.",
        'theme = "dark"',
        _theme,
    ),
    Setting("duration", "How long your talks are when their decks do not say.", 'duration = "25m"', _seconds),
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

    theme: str | None = None
    """None where the person leaves it open."""
    duration: float | None = None
    width: int = 100
    sizes: tuple[tuple[int, int], ...] = ((80, 24), (100, 30))
    images: str = "auto"
    mouse: bool = True
    room: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=_no_keys)


def read_settings(text: str, path: str) -> tuple[Settings, list[Problem]]:
    """Settings from TOML. What is wrong is left at its default and told as a Problem with its line."""
    toml = read_toml(text, path, "settings are TOML: name = value")
    if isinstance(toml, Problem):
        return Settings(), [toml]
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    known = {setting.name: setting for setting in SETTINGS}
    for name, value in toml.values.items():
        if name == "keys":
            values["keys"] = _read_keys(value, toml, path, problems)
        elif name in known:
            try:
                values[name] = known[name].read(value)
            except NotThatError as error:
                message = f"`{name}` is not {error}"
                problems.append(toml.problem(path, (name,), message, f"write {known[name].example}"))
        else:
            problems.append(_unknown(toml, path, (name,), "setting", [*known, "keys"]))
    return Settings(**values), sorted(problems)


def setting_problem(text: str, path: str, name: str, message: str, hint: str) -> Problem:
    """A Problem at the setting `name` of a file that is known to be well formed."""
    toml = read_toml(text, path)
    return toml if isinstance(toml, Problem) else toml.problem(path, (name,), message, hint)


def given_names(text: str) -> frozenset[str]:
    """The names of the settings that a file gives, which is known to be well formed."""
    return frozenset(tomllib.loads(text))


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Every binding's id with its keys, the person's own and all others: none is left to clash unseen."""
    commands = commands_for(*Context, keys=keys)
    return {f"{command.context}.{command.id}": ",".join(command.keys) for command in commands}


def _read_keys(value: Any, toml: Toml, path: str, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        hint = 'write [keys], then next = "right"'
        problems.append(toml.problem(path, ("keys",), "`keys` is not a table", hint))
        return {}
    ids = [command.id for command in COMMANDS]
    keys: dict[str, tuple[str, ...]] = {}
    for id, given in value.items():
        if id not in ids:
            problems.append(_unknown(toml, path, ("keys", id), "command", ids))
            continue
        try:
            keys[id] = _keys_in(given)
        except NotThatError as error:
            hint = f'write {id} = "x", or {id} = ["x", "pagedown"]'
            problems.append(toml.problem(path, ("keys", id), f"`{id}` is not {error}", hint))
        except NoKeyError as error:
            message = f"`{error.key}` is not a key"
            problems.append(toml.problem(path, ("keys", id), message, str(error)))
    problems += _clashes(keys, toml, path)
    return keys


def _keys_in(given: Any) -> tuple[str, ...]:
    """The keys that a value names: one, several with commas between them, or a list."""
    chosen = [given] if isinstance(given, str) else given
    if not isinstance(chosen, list) or not all(isinstance(key, str) and key for key in chosen):
        raise NotThatError("a key or a list of keys")
    named = [key for part in chosen for key in ([part] if part in (",", " ") else part.split(","))]
    if not named:
        raise NotThatError("a key or a list of keys")
    return tuple(dict.fromkeys(canonical_key(key if key == " " else key.strip()) for key in named))


_TOLD_BY_DIGITS = frozenset(command.id for command in COMMANDS if command.keys == DIGITS)


def _clashes(keys: Mapping[str, tuple[str, ...]], toml: Toml, path: str) -> Iterator[Problem]:
    """Every key that would mean two things in one place: Textual would drop one of them in silence."""
    for id, given in keys.items():
        if id in _TOLD_BY_DIGITS:
            yield toml.problem(path, ("keys", id), f"`{id}` is told by digits", "leave it out")
        if LEAVES in given and not id.endswith("quit"):
            yield toml.problem(
                path, ("keys", id), f"key `{key_name(LEAVES)}` always leaves", "choose another key"
            )
    found = {clash for contexts in TOGETHER for clash in _shared(contexts, keys) - _shared(contexts, {})}
    for id, key, other in sorted(found):
        # Of two that both are the person's own, each is told of once; of others, the one that can be changed.
        if id in keys and key != LEAVES:
            hint = f"choose another key, or give `{other}` another one as well"
            yield toml.problem(path, ("keys", id), f"key `{key_name(key)}` already means `{other}`", hint)


def _shared(contexts: tuple[Context, ...], keys: Mapping[str, tuple[str, ...]]) -> set[tuple[str, str, str]]:
    """Each key that two Commands heard in `contexts` have: a Command, the key, and the other Command."""
    owners: dict[str, list[str]] = {}
    for command in commands_for(*contexts, keys=keys):
        for key in command.keys:
            owners.setdefault(key, []).append(command.id)
    return {(one, key, other) for key, ids in owners.items() for one, other in permutations(ids, 2)}


def _unknown(toml: Toml, path: str, place: tuple[str, ...], kind: str, known: list[str]) -> Problem:
    near = get_close_matches(place[-1], known, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
    return toml.problem(path, place, f"there is no {kind} `{place[-1]}`", hint)
