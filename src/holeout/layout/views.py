"""The talk's content inside a slide: the map, a stage's pitfalls, a demo's card, the way to join, sources."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from holeout.deck.blocks import View, ViewKind
from holeout.layout.board import draw_board
from holeout.layout.pictures import NoPictures
from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style, crop, text_line
from holeout.layout.wrap import wrapped_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holeout.layout.board import Suggested
    from holeout.layout.frame import Pictures
    from holeout.layout.lifecycle_map import MapState
    from holeout.lifecycle.model import Lifecycle, Pitfall


NO_PICTURES = NoPictures()
LATECOMERS = 8
"""Lines from which a board also tells how to join."""


@dataclass(frozen=True, slots=True)
class DemoCard:
    """What a slide says of a demo before it runs."""

    title: str
    watch: str
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What slides draw from: the lifecycle, what is known around it at this moment, and the pictures."""

    known: Lifecycle | None = None
    """What the talk knows; None for a deck without content."""
    map_state: MapState | None = None
    demos: Mapping[str, DemoCard] = field(default_factory=dict)
    join_address: str = ""
    join_code: tuple[Line, ...] = ()
    """The QR code of the address, as lines."""
    board: Sequence[Suggested] = ()
    """What the audience suggests, in the room's order."""
    text_width: int = 100
    """The most columns that a slide's text takes."""
    pictures: Pictures = NO_PICTURES
    demo_key: str = "d"
    """The key that runs the demo of a slide, as it is written for a reader."""

    @property
    def lifecycle(self) -> Lifecycle:
        """What the talk knows, or an empty lifecycle."""
        if self.known is not None:
            return self.known
        # A deck without content should not wait for the models of content.
        from holeout.lifecycle.model import Lifecycle  # noqa: PLC0415

        return Lifecycle()

    def draw(self, view: View, width: int, height: int) -> Sequence[Line]:
        """The lines of `view`, at most `height` of them."""
        lines = _DRAWERS[view.kind](self, view, width, height)
        return [crop(line, width) for line in lines[:height]]


def minimum_height(view: View, surroundings: Surroundings) -> int:
    """The lines without which `view` would not be whole."""
    lifecycle = surroundings.lifecycle
    if view.kind is ViewKind.MAP:
        return max(1, len(lifecycle.stages))
    if view.kind is ViewKind.PITFALLS and view.target:
        return max(1, len(lifecycle.pitfalls_of(view.target[0])))
    if view.kind is ViewKind.JOIN:
        return len(surroundings.join_code) or 1
    return 1


def is_live(view: View) -> bool:
    """Whether `view` changes with what the audience does."""
    return view.kind in (ViewKind.BOARD, ViewKind.JOIN, ViewKind.MAP)


def takes_the_rest(view: View) -> bool:
    """Whether `view` fills what height the slide's words leave."""
    return view.kind in (ViewKind.MAP, ViewKind.PITFALLS, ViewKind.BOARD, ViewKind.JOIN)


def _map(around: Surroundings, view: View, width: int, height: int) -> list[Line]:
    from holeout.layout.lifecycle_map import MapState, draw_map  # noqa: PLC0415

    selected = view.target[0] if view.target else ""
    state = replace(around.map_state or MapState(), selected=selected)
    return list(draw_map(around.lifecycle, state, width, height).lines)


def _pitfalls(around: Surroundings, view: View, width: int, height: int) -> list[Line]:
    pitfalls = around.lifecycle.pitfalls_of(view.target[0]) if view.target else ()
    short = [_hole(pitfall, width) for pitfall in pitfalls]
    full = [[*lines, *_asked(pitfall, width), EMPTY] for lines, pitfall in zip(short, pitfalls, strict=True)]
    chosen = full if sum(map(len, full)) <= height + 1 else short
    return [line for lines in chosen for line in lines]


def _hole(pitfall: Pitfall, width: int) -> list[Line]:
    lead = Piece("● ", Style(Role.ACCENT))
    title = wrapped_text(pitfall.title, width - 2, Style(bold=True))
    return [(lead, *title[0]), *((Piece("  "), *line) for line in title[1:])]


def _asked(pitfall: Pitfall, width: int) -> list[Line]:
    return [(Piece("  "), *line) for line in wrapped_text(pitfall.ask, width - 2, MUTED)]


def _pitfall(around: Surroundings, view: View, width: int, height: int) -> list[Line]:
    pitfall = around.lifecycle.pitfalls.get(view.target[0]) if view.target else None
    if pitfall is None:
        return []
    lines = [*_hole(pitfall, width)]
    for label, text in (("bites", pitfall.bites), ("ask", pitfall.ask)):
        rows = wrapped_text(text, width - 8)
        lines += [
            (Piece(f"  {label if not index else '':<6}", MUTED), *row) for index, row in enumerate(rows)
        ]
    return lines[:height]


def _demo(around: Surroundings, view: View, width: int, _: int) -> list[Line]:
    card = around.demos.get(view.target[0]) if view.target else None
    if card is None:
        return [text_line("This demo is not in the talk.", Role.BAD)]
    key = Piece(f" {around.demo_key} ", Style(Role.BAR_KEY, bold=True))
    head = (
        Piece("▶ ", Style(Role.GOOD, bold=True)),
        Piece(card.title, Style(Role.GOOD, bold=True)),
        Piece("  "),
        key,
        Piece(" runs it here", MUTED),
    )
    watch = wrapped_text(f"Watch: {card.watch}", width - 2, MUTED) if card.watch else []
    return [head, *((Piece("  "), *line) for line in watch)]


def _join(around: Surroundings, _: View, width: int, height: int) -> list[Line]:
    if not around.join_address:
        return [text_line("The room is not open to the audience in this run.", Role.MUTED)]
    words = wrapped_text(around.join_address, width, Style(Role.LINK, bold=True))
    if len(around.join_code) + len(words) + 1 <= height:
        return [*around.join_code, EMPTY, *words]
    return words


def code_lines(rows: Sequence[Sequence[tuple[bool, bool]]]) -> tuple[Line, ...]:
    """A QR code's cells, (upper is dark, lower is dark), as lines in two colours that every reader takes."""
    ink, paper = "#000000", "#ffffff"
    return tuple(
        tuple(
            Piece("▀", Style(color=ink if upper else paper, ground=ink if lower else paper))
            for upper, lower in row
        )
        for row in rows
    )


def _board(around: Surroundings, view: View, width: int, height: int) -> list[Line]:
    names = {id: stage.name for id, stage in around.lifecycle.stages.items()}
    if not around.join_address or height < LATECOMERS:
        return draw_board(around.board, names, view.target, width, height)
    join = crop((Piece("Join: ", MUTED), Piece(around.join_address, Style(Role.LINK))), width)
    return [*draw_board(around.board, names, view.target, width, height - 2), EMPTY, join]


def _sources(around: Surroundings, view: View, width: int, _: int) -> list[Line]:
    from holeout.lifecycle.cite import short_cite  # noqa: PLC0415

    known = around.lifecycle.sources
    cites = [short_cite(known[target]) for target in view.target if target in known]
    return (
        wrapped_text("Sources: " + " · ".join(cites), width, Style(Role.MUTED, italic=True)) if cites else []
    )


_DRAWERS = {
    ViewKind.MAP: _map,
    ViewKind.PITFALLS: _pitfalls,
    ViewKind.PITFALL: _pitfall,
    ViewKind.DEMO: _demo,
    ViewKind.JOIN: _join,
    ViewKind.BOARD: _board,
    ViewKind.SOURCES: _sources,
}
