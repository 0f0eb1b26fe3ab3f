"""A theme's file: TOML that names a base and the colours that differ from it, refused where they cannot be read."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING, Any

from holeout.layout.styled import Role
from holeout.problems import Problem
from holeout.themes.contrast import MIDDLE, contrast, grounds_of, luminance, mixed, pairs, passing, ratio
from holeout.themes.palette import COLOURED, DARK, GROUNDS
from holeout.tomltext import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holeout.themes.contrast import Pair
    from holeout.themes.palette import Palette
    from holeout.tomltext import Toml

BASES = {palette.name: palette for palette in COLOURED}
KEYS = (*GROUNDS, *(role.value for role in Role))
"""What the `[colors]` of a theme may hold."""
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_HINT = 'a theme is TOML: base = "dark", then [colors] with lines such as title = "#8fd3ff"'


def read_theme(text: str, path: str, name: str) -> tuple[Palette, list[Problem]]:
    """The theme in `text`, from the file at `path`, called `name`; with problems it is not to be used."""
    toml = read_toml(text, path, _HINT)
    if isinstance(toml, Problem):
        return DARK, [toml]
    problems = [*_unknown(toml, path)]
    base, colors = _base(toml, path, problems), _colors(toml, path, problems)
    palette = _made(base, colors, name)
    return palette, problems or [*_unreadable(palette, base, colors, toml, path)]


def packed(palette: Palette | None) -> str:
    """A theme as one text, for another run or another program: the name of one of ours, or what is in its file."""
    if palette is None:
        return ""
    return palette.name if BASES.get(palette.name) == palette else f"# {palette.name}\n{as_toml(palette)}"


def unpacked(text: str) -> Palette | None:
    """The theme that was `packed` into `text`; None where there is none that can be read."""
    if not text or text in BASES:
        return BASES.get(text)
    palette, problems = read_theme(text, "", text.partition("\n")[0].removeprefix("# "))
    return None if problems else palette


def as_toml(palette: Palette) -> str:
    """`palette` as the text of a theme's file, each text with its contrast: something to begin one's own with."""
    base = palette.name if palette.name in BASES else ("dark" if palette.dark else "light")
    lines = [f'base = "{base}"', "", "[colors]"]
    lines += [f'{name} = "{getattr(palette, name)}"' for name in GROUNDS]
    for pair in pairs():
        line = f'{pair.role.value} = "{palette.color(pair.role)}"'
        if not any(done.startswith(f"{pair.role.value} =") for done in lines):
            lines.append(f"{line:<28} # {ratio(palette, pair):4.1f}:1 on {pair.ground}")
    return "\n".join(lines) + "\n"


def _made(base: Palette, colors: Mapping[str, str], name: str) -> Palette:
    roles = {Role(key): color for key, color in colors.items() if key not in GROUNDS}
    grounds = {key: color for key, color in colors.items() if key in GROUNDS}
    made = replace(base, name=name, colors={**base.colors, **roles}, **grounds)  # type: ignore[arg-type]
    return replace(made, dark=luminance(made.ground) < MIDDLE)


def _unknown(toml: Toml, path: str) -> Iterator[Problem]:
    """Keys that mean nothing."""
    tables = ((), ("base", "colors"), toml.values), (("colors",), KEYS, toml.values.get("colors"))
    for above, known, values in tables:
        for key in values if isinstance(values, dict) else ():
            if key not in known:
                near = get_close_matches(key.replace("-", "_"), known, 1)
                hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
                yield toml.problem(path, (*above, key), f"a theme has no `{key}`", hint)


def _base(toml: Toml, path: str, problems: list[Problem]) -> Palette:
    base = toml.values.get("base", DARK.name)
    if not isinstance(base, str) or base not in BASES:
        choice = "write one of " + ", ".join(f'"{name}"' for name in BASES)
        problems.append(toml.problem(path, ("base",), "`base` is none of our own themes", choice))
        return DARK
    return BASES[base]


def _colors(toml: Toml, path: str, problems: list[Problem]) -> dict[str, str]:
    given = toml.values.get("colors", {})
    if not isinstance(given, dict):
        problems.append(toml.problem(path, ("colors",), "`colors` is not a table", _HINT))
        return {}
    colors = {}
    for key, value in given.items():
        if color := _color(value):
            colors[key] = color
        elif key in KEYS:
            hint = f'write it as red, green and blue: {key} = "#8fd3ff"'
            problems.append(toml.problem(path, ("colors", key), f"`{key}` is not a colour", hint))
    return {key: color for key, color in colors.items() if key in KEYS}


def _color(value: Any) -> str:
    """`#rrggbb` for a value that is a colour, else an empty text."""
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        return ""
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _unreadable(
    palette: Palette, base: Palette, colors: Mapping[str, str], toml: Toml, path: str
) -> Iterator[Problem]:
    """A Problem for each of the file's colours that cannot be read, and for each of its grounds that hides others."""
    poor = [pair for pair in pairs() if ratio(palette, pair) < pair.least]
    own = {
        pair.role: pair
        for pair in sorted(poor, key=lambda pair: -ratio(palette, pair))
        if pair.role in colors
    }
    for pair in own.values():
        color = palette.color(pair.role)
        grounds = [getattr(palette, name) for name in grounds_of(pair.role)]
        better = passing(color, grounds, pair.least)
        message = f"`{pair.role.value}` on `{pair.ground}` has a contrast of {_told(palette, pair)}"
        hint = f'{pair.role.value} = "{better}" would do'
        yield toml.problem(path, ("colors", pair.role.value), message, hint)
    hidden = sorted((pair for pair in poor if pair.role not in own), key=lambda pair: pair.ground)
    for ground, group in groupby(hidden, key=lambda pair: pair.ground):
        yield _hiding(palette, base, ground, list(group), toml, path)


def _told(palette: Palette, pair: Pair) -> str:
    # Rounded down, so that what just fails is not told as what would do.
    return f"{int(ratio(palette, pair) * 10) / 10:.1f}:1, and needs {pair.least}:1"


def _hiding(
    palette: Palette, base: Palette, ground: str, hidden: list[Pair], toml: Toml, path: str
) -> Problem:
    """The Problem of a ground on which the base's colours cannot be read."""
    worst = min(hidden, key=lambda pair: ratio(palette, pair) / pair.least)
    others = f", nor {len(hidden) - 1} others" if len(hidden) > 1 else ""
    text = f"`{worst.role.value}` of base `{base.name}` cannot be read on this `{ground}`{others}"
    hint = f'{ground} = "{_ground_for(palette, base, hidden)}" would do, or give those colours as well'
    if palette.dark is not base.dark:
        hint = f'begin with base = "{"dark" if palette.dark else "light"}"'
    return toml.problem(
        path, ("colors", ground), f"{text}: it has a contrast of {_told(palette, worst)}", hint
    )


def _ground_for(palette: Palette, base: Palette, hidden: list[Pair]) -> str:
    """The ground nearest to the palette's own on which `hidden` can be read; the base's own at the latest."""
    ground = hidden[0].ground
    wanted, known = getattr(palette, ground), getattr(base, ground)
    for percent in range(1, 101):
        tried = mixed(wanted, known, percent / 100)
        if all(contrast(palette.color(pair.role), tried) >= pair.least for pair in hidden):
            return tried
    return str(known)
