"""The lifecycle map as an inline SVG: a pill a stage, what feeds on one side, what comes back on the other.

An arc diagram (J. Bertin, Semiology of Graphics, 1967), down the page or across it. Presentation attributes give
the colours of paper, for programs that do not apply a page's styles to pictures; classes let the page do better.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from holeout.exports.addresses import anchor
from holeout.lifecycle.model import Forgotten
from holeout.phrases import counted
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holeout.lifecycle.model import Lifecycle, Stage

_PAINT = {"back": "#9a4f00", "feeds": "#767d88"}
_NAME = Markup('class="name" fill="#22252a" font-weight="bold"')
_HOLES = Markup('class="holes" fill="#5b636e"')
_BOLD, _THIN = 0.58, 0.52
"""How wide a letter is in bold and in thin sans-serif, in font sizes; most are narrower."""


class _Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things are, in the picture's own units: along the row of stages, and beside it."""

    pitch: float
    pill: tuple[float, float]
    """The size of a pill along and beside the row."""
    feeds: float
    """The room for the arcs of what feeds, before the pills."""
    back: float
    """The room for the arcs of what comes back, behind the pills."""
    down: bool

    @property
    def sides(self) -> tuple[float, float]:
        """Where the pills begin and end, beside the row."""
        return self.feeds, self.feeds + self.pill[1]

    @property
    def depth(self) -> float:
        """How much the picture takes beside the row."""
        return self.feeds + self.pill[1] + self.back

    def point(self, along: float, beside: float) -> _Point:
        """A place in the picture. Down the page, what comes back is at the right; across it, above."""
        return _Point(beside, along) if self.down else _Point(along, self.depth - beside)

    def middle(self, index: int) -> float:
        """Where along the row the stage at `index` has its middle."""
        return (index + 0.5) * self.pitch


_DOWN = _Plan(pitch=46, pill=(36, 168), feeds=40, back=92, down=True)
_ACROSS = _Plan(pitch=84, pill=(78, 56), feeds=60, back=140, down=False)


class _Edge(NamedTuple):
    start: int
    end: int
    kind: str


def map_svg(
    lifecycle: Lifecycle, name: str, *, selected: str = "", across: bool = False, linked: bool = True
) -> Markup:
    """The map. `name` makes its ids unique in the page; with `linked`, stages lead to their sections."""
    return _Drawing(lifecycle, name, selected, _ACROSS if across else _DOWN, linked).svg()


def description(lifecycle: Lifecycle) -> str:
    """The map's edges in words, for those who do not see them."""
    return clean_line(" ".join(_told(lifecycle, stage) for stage in lifecycle.stages.values()))


def _told(lifecycle: Lifecycle, stage: Stage) -> str:
    feeds, back = (_names(lifecycle, ids) for ids in (stage.feeds, stage.back_from))
    told = [f"feeds {feeds}" if feeds else "", f"gets work back from {back}" if back else ""]
    return f"{stage.number} {stage.name} {' and '.join(filter(None, told)) or 'stands alone'}."


def _names(lifecycle: Lifecycle, ids: Iterable[str]) -> str:
    return ", ".join(lifecycle.stages[id].name for id in ids if id in lifecycle.stages)


@dataclass(frozen=True)
class _Drawing:
    """One picture of the map."""

    lifecycle: Lifecycle
    name: str
    selected: str
    plan: _Plan
    linked: bool

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(self.lifecycle.stages.values())

    @cached_property
    def order(self) -> dict[str, int]:
        return {stage.id: index for index, stage in enumerate(self.stages)}

    def svg(self) -> Markup:
        length = len(self.stages) * self.plan.pitch
        size = (self.plan.depth, length) if self.plan.down else (length, self.plan.depth)
        return Markup(
            '<svg class="map {way}" viewBox="0 0 {size[0]:g} {size[1]:g}" role="group" aria-labelledby="{name}-name"'
            ' aria-describedby="{name}-desc" font-family="sans-serif" text-anchor="middle">\n'
            '<title id="{name}-name">{title}</title>\n<desc id="{name}-desc">{told}</desc>\n'
            "<defs>{heads}</defs>\n{lines}\n{pills}\n</svg>"
        ).format(
            way="down" if self.plan.down else "across",
            size=size,
            name=self.name,
            title=self._title(),
            told=description(self.lifecycle),
            heads=Markup().join(map(self._head, _PAINT)),
            lines=Markup("\n").join(map(self._line, self._edges())),
            pills=Markup("\n").join(map(self._pill, self.stages)),
        )

    def _title(self) -> str:
        title = clean_line(self.lifecycle.title) or "The lifecycle"
        stage = self.lifecycle.stages.get(self.selected)
        return f"{title}: {clean_line(stage.name)}" if stage else title

    def _head(self, kind: str) -> Markup:
        """An arrow head. A marker cannot take the colour of its line everywhere, so each kind has its own."""
        return Markup(
            '<marker id="{}-{}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
            ' markerUnits="userSpaceOnUse" orient="auto"><path class="head {}" d="M0 0 8 4 0 8z" fill="{}"/></marker>'
        ).format(self.name, kind, kind, _PAINT[kind])

    def _edges(self) -> list[_Edge]:
        """The edges; those of the selected stage last, so that they lie on top.

        What comes back to a stage that the other feeds as well is one edge.
        """
        order = self.order
        back = [
            _Edge(order[id], end, "back")
            for end, stage in enumerate(self.stages)
            for id in stage.back_from
            if id in order
        ]
        known = {edge[:2] for edge in back}
        feeds = [
            _Edge(start, order[id], "feeds")
            for start, stage in enumerate(self.stages)
            for id in stage.feeds
            if id in order and (start, order[id]) not in known
        ]
        return sorted(feeds + back, key=self._chosen)

    def _chosen(self, edge: _Edge) -> bool:
        return self.order.get(self.selected, -1) in edge[:2]

    def _line(self, edge: _Edge) -> Markup:
        """The edge as a path: straight on to the next stage, and a curve to any other."""
        follows = edge.kind == "feeds" and edge.end == edge.start + 1
        chosen = self._chosen(edge)
        state = " chosen" if chosen else " other" if self.selected else ""
        return Markup(
            '<path class="arc {0}{1}" d="{2}" fill="none" stroke="{3}" stroke-width="{4}" marker-end="url(#{5}-{0})"/>'
        ).format(
            edge.kind,
            state,
            self._straight(edge) if follows else self._arc(edge),
            _PAINT[edge.kind],
            2 if chosen else 1.2,
            self.name,
        )

    def _straight(self, edge: _Edge) -> str:
        plan = self.plan
        beside, half = sum(plan.sides) / 2, plan.pill[0] / 2
        ends = (plan.middle(edge.start) + half, plan.middle(edge.end) - half)
        return "M{0.x:g} {0.y:g} L{1.x:g} {1.y:g}".format(*(plan.point(end, beside) for end in ends))

    def _arc(self, edge: _Edge) -> str:
        plan, back = self.plan, edge.kind == "back"
        side = plan.sides[1] if back else plan.sides[0]
        reach = abs(edge.start - edge.end) / max(1, len(self.stages) - 1)
        bulge = ((plan.back if back else plan.feeds) - 6) * (0.16 + 0.84 * reach)
        # A cubic curve goes three quarters of the way to its control points.
        depth = side + bulge / 0.75 * (1 if back else -1)
        aside = plan.pill[0] * (0.22 if edge.end < edge.start else -0.22)
        start, end = plan.middle(edge.start) - aside, plan.middle(edge.end) + aside
        points = (plan.point(*at) for at in ((start, side), (start, depth), (end, depth), (end, side)))
        return "M{0.x:g} {0.y:g} C{1.x:g} {1.y:g} {2.x:g} {2.y:g} {3.x:g} {3.y:g}".format(*points)

    def _pill(self, stage: Stage) -> Markup:
        plan = self.plan
        start = plan.middle(self.order[stage.id]) - plan.pill[0] / 2
        corner = plan.point(start, plan.sides[0] if plan.down else plan.sides[1])
        box = Markup(
            '<rect class="pill{}" fill="#efede6" stroke="#767d88" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="7"/>'
        ).format(" chosen" if stage.id == self.selected else "", *corner, self._width, self._height)
        words = self._words(stage, _Point(corner.x + self._width / 2, corner.y))
        if not self.linked:
            return Markup("<g>{}{}</g>").format(box, words)
        return Markup('<a href="#{}">{}{}</a>').format(anchor("stage", stage.id), box, words)

    @property
    def _width(self) -> float:
        return self.plan.pill[1] if self.plan.down else self.plan.pill[0]

    @property
    def _room(self) -> float:
        return self._width - 8

    @property
    def _height(self) -> float:
        return self.plan.pill[0] if self.plan.down else self.plan.pill[1]

    def _words(self, stage: Stage, top: _Point) -> Markup:
        """The stage's name and how many holes it has, in the middle of its pill."""
        names = self._name_lines(stage)
        lines = [(name, _NAME, self._name_size) for name in names]
        lines.append((self._holes(stage), _HOLES, self._holes_size))
        first = (self._height - 14 * len(lines)) / 2 + 11.5
        return Markup().join(
            Markup('<text {} x="{:g}" y="{:g}" font-size="{:g}">{}</text>').format(
                paint, top.x, top.y + first + 14 * index, size, text
            )
            for index, (text, paint, size) in enumerate(lines)
        )

    @cached_property
    def _name_size(self) -> float:
        return _fitting(
            (line for stage in self.stages for line in self._name_lines(stage)), self._room / _BOLD, 14
        )

    @cached_property
    def _holes_size(self) -> float:
        return _fitting(map(self._holes, self.stages), self._room / _THIN, 11)

    def _name_lines(self, stage: Stage) -> list[str]:
        name = clean_line(f"{stage.number} {stage.name}")
        return [name] if self.plan.down else _halves(name)

    def _holes(self, stage: Stage) -> str:
        count = len(self.lifecycle.pitfalls_of(stage.id))
        holes = counted(count, "hole")
        if not self.plan.down or stage.forgotten is Forgotten.NEVER:
            return holes
        return f"{holes}, {stage.forgotten}" + (
            "" if stage.forgotten is Forgotten.HALF_DONE else " forgotten"
        )


def _halves(name: str) -> list[str]:
    """`name` in one line, or broken at the blank nearest its middle."""
    blanks = [index for index, character in enumerate(name) if character == " " and index > 2]
    if len(name) <= 11 or not blanks:
        return [name]
    at = min(blanks, key=lambda index: abs(index - len(name) / 2))
    return [name[:at], name[at + 1 :]]


def _fitting(texts: Iterable[str], letters: float, most: float) -> float:
    """The largest font size up to `most` at which there is room for `letters` font sizes, but for very long texts."""
    longest = max((len(text) for text in texts), default=1)
    return round(min(most, max(most / 2, letters / max(1, longest))), 1)
