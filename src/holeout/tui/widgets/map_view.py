"""The lifecycle map as one widget: stages to choose, feedback edges, and the chosen stage in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from holeout.layout.lifecycle_map import MapPicture, MapState, detail_lines, draw_map
from holeout.layout.page import SIDE
from holeout.layout.styled import EMPTY, Line, Piece, Role, Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.strip import Strip

    from holeout.lifecycle.model import Lifecycle, Stage
    from holeout.tui.paint import Painter

DETAIL = 7
"""Lines for the chosen stage below the map."""
MAX_MAP_CELLS = 116


class MapView(Widget, can_focus=True):
    """Paints the map that `draw_map` draws; knows which stage is chosen."""

    DEFAULT_CSS = "MapView { width: 1fr; height: 1fr; }"

    class Chosen(Message):
        """Another stage was chosen."""

        def __init__(self, stage: str) -> None:
            super().__init__()
            self.stage = stage

    class Opened(Message):
        """A stage was opened with a click."""

        def __init__(self, stage: str) -> None:
            super().__init__()
            self.stage = stage

    def __init__(self, painter: Callable[[], Painter], lifecycle: Lifecycle, state: MapState) -> None:
        super().__init__()
        self._painter = painter
        self._lifecycle = lifecycle
        first = next(iter(lifecycle.stages), "")
        self._state = state if state.selected else replace(state, selected=first)
        self._picture = MapPicture((), {})
        self._top = 0
        self._lines: list[Line] = []

    @property
    def stage(self) -> Stage | None:
        """The chosen stage."""
        return self._lifecycle.stages.get(self._state.selected)

    def set_state(self, state: MapState) -> None:
        """Show what has become known; the chosen stage stays."""
        self._state = replace(state, selected=self._state.selected)
        self._draw()

    def choose(self, stage: str) -> None:
        """Choose `stage`, if there is such a one."""
        if stage in self._lifecycle.stages and stage != self._state.selected:
            self._state = replace(self._state, selected=stage)
            self._draw()
            self.post_message(self.Chosen(stage))

    def move(self, by: int) -> None:
        """Choose the stage `by` further on in the order of the lifecycle."""
        stages = list(self._lifecycle.stages)
        if self._state.selected in stages:
            place = stages.index(self._state.selected) + by
            self.choose(stages[max(0, min(place, len(stages) - 1))])

    def choose_edge(self, *, last: bool) -> None:
        """Choose the first or last stage."""
        stages = list(self._lifecycle.stages)
        if stages:
            self.choose(stages[-1 if last else 0])

    def follow(self) -> None:
        """Choose the next stage that the chosen one feeds; after the last such one, the first."""
        if self.stage:
            self._follow_to(
                [stage for stage in self._lifecycle.stages if stage in self.stage.feeds], forward=True
            )

    def follow_back(self) -> None:
        """Choose the nearest earlier stage to which work comes back from the chosen one."""
        chosen = self._state.selected
        self._follow_to(
            [id for id, stage in self._lifecycle.stages.items() if chosen in stage.back_from], forward=False
        )

    def _follow_to(self, ends: list[str], *, forward: bool) -> None:
        order = list(self._lifecycle.stages)
        here = order.index(self._state.selected)
        ahead = [end for end in ends if (order.index(end) > here) is forward]
        candidates = ahead or ends
        if candidates:
            self.choose(min(candidates, key=lambda end: abs(order.index(end) - here)))

    # Painting

    def _draw(self) -> None:
        width, height = self.size
        if not width or not height:
            return
        inner = min(width - 2 * SIDE, MAX_MAP_CELLS)
        detail = detail_lines(self._lifecycle, self._state.selected, inner, DETAIL)
        title: Line = (Piece(self._lifecycle.title or "The lifecycle", Style(Role.TITLE, bold=True)),)
        room = height - 2 - len(detail)
        self._picture = draw_map(self._lifecycle, self._state, inner, max(room, len(self._lifecycle.stages)))
        spare = height - 2 - len(self._picture.lines) - len(detail)
        gap = [EMPTY] * max(0, min(spare, 2))
        self._top = 2 if spare >= 0 else 1
        head = [title, EMPTY][: self._top]
        lines = [*head, *self._picture.lines, *gap, *detail]
        self._lines = [(Piece(" " * SIDE), *line) if line else line for line in lines][:height]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the map."""
        line = self._lines[y] if y < len(self._lines) else EMPTY
        return self._painter().strip(line, self.size.width)

    def on_resize(self, _: events.Resize) -> None:
        """Draw anew."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Choose the stage that was clicked; a click on the chosen one opens it."""
        stage = self._picture.stage_at(event.y - self._top)
        if stage is None:
            return
        if stage == self._state.selected or event.chain > 1:
            self.post_message(self.Opened(stage))
        else:
            self.choose(stage)
