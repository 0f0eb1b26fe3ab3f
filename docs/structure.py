"""Draws the house from its imports: each package or module of `holeout` a room, above all that it uses."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

import grimp

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = "holeout"
LEFT_OUT = frozenset({"__main__", "template"})
WIDTH, FLOOR, HEIGHT, MARGIN, GAP = 980, 92, 40, 24, 18
MINIMUM, WIDEST = 74, 260


class House(NamedTuple):
    """Thousands of `lines` of each room, how many `imports` each pair has, and the `floors` from the top down."""

    lines: dict[str, int]
    imports: Counter[tuple[str, str]]
    floors: list[list[str]]


def read_house(source: Path) -> House:
    """The house as it is under `source`, the folder of the package."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    imports: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        for used in graph.find_modules_directly_imported_by(module):
            user, room = _room(module), _room(used)
            if user != room and user and room:
                imports[user, room] += 1
    lines = {room: _lines(source, room) for room in sorted(map(_room, graph.modules)) if room}
    return House(lines, imports, _floors(set(lines), imports))


def _room(module: str) -> str:
    name = module.removeprefix(f"{PACKAGE}.").partition(".")[0]
    return "" if name == PACKAGE or name in LEFT_OUT else name


def _lines(source: Path, room: str) -> int:
    files = sorted((source / room).rglob("*.py")) if (source / room).is_dir() else [source / f"{room}.py"]
    return round(sum(len(file.read_text("utf-8").splitlines()) for file in files) / 1000)


def _floors(rooms: set[str], imports: Counter[tuple[str, str]]) -> list[list[str]]:
    """Every room above all that it imports, as low as that lets it stand. Raises RecursionError on a circle."""

    @cache
    def floor_of(room: str) -> int:
        return max((floor_of(used) + 1 for user, used in imports if user == room), default=0)

    top = max(map(floor_of, rooms))
    return [sorted(room for room in rooms if floor_of(room) == level) for level in range(top, -1, -1)]


def _direct(imports: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    """The imports that no longer way implies: what a reader has to see to know the rest."""
    uses: dict[str, set[str]] = {}
    for user, used in imports:
        uses.setdefault(user, set()).add(used)

    @cache
    def below(room: str) -> frozenset[str]:
        found = uses.get(room, set())
        return frozenset(found).union(*(below(used) for used in found))

    return sorted(
        (user, used) for user, used in imports if not any(used in below(via) for via in uses[user] - {used})
    )


def picture(house: House) -> str:
    """The house as SVG: a room as wide as it has code, and an arrow to what it uses and cannot be told otherwise."""
    places: dict[str, tuple[float, float, float]] = {}
    for level, rooms in enumerate(house.floors):
        widths = [min(WIDEST, max(MINIMUM, 7.6 * len(room) + 18, house.lines[room] * 25)) for room in rooms]
        x = (WIDTH - sum(widths) - GAP * (len(rooms) - 1)) / 2
        for room, width in zip(rooms, widths, strict=True):
            places[room] = (x, MARGIN + level * FLOOR, width)
            x += width + GAP
    height = 2 * MARGIN + (len(house.floors) - 1) * FLOOR + HEIGHT
    arrows = "\n".join(_arrow(places[user], places[used]) for user, used in _direct(house.imports))
    boxes = "\n".join(_box(room, house.lines[room], *places[room]) for room in house.lines)
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" role="img">
<title>The rooms of holeout, each above all that it imports</title>
<rect width="100%" height="100%" fill="#fbfaf7"/>
<g fill="none" stroke="#8a94a3" stroke-width="1.2" opacity="0.75">
{arrows}
</g>
{boxes}
</svg>
"""


def _arrow(user: tuple[float, float, float], used: tuple[float, float, float]) -> str:
    x1, y1, x2, y2 = user[0] + user[2] / 2, user[1] + HEIGHT, used[0] + used[2] / 2, used[1]
    bend = (y2 - y1) / 2
    return (
        f'<path d="M{x1:.0f},{y1:.0f} C{x1:.0f},{y1 + bend:.0f} {x2:.0f},{y2 - bend:.0f} {x2:.0f},{y2:.0f}"/>'
    )


def _box(room: str, lines: int, x: float, y: float, width: float) -> str:
    place = f'x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{HEIGHT}"'
    frame = f'<rect {place} rx="5" fill="#e4edf5" stroke="#24567a"/>'
    middle = x + width / 2
    size = f"{lines}k lines" if lines else "small"
    return frame + _text(room, middle, y + 17, 13, "#14161b") + _text(size, middle, y + 32, 10, "#5b636e")


def _text(text: str, x: float, y: float, size: int, color: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" font-size="{size}" fill="{color}">{escape(text)}</text>'
