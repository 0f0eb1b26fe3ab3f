"""The lifecycle map as one widget: stages to choose, edges to follow, and the chosen stage in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from holeout.layout.lifecycle_map import MapPicture, MapState, Shows, draw_map
from holeout.layout.map_detail import detail_lines, legend, walk_line
from holeout.layout.map_tools import tool_panel
from holeout.layout.page import SIDE
from holeout.layout.styled import EMPTY, Line, Piece, Role, Style
from holeout.lifecycle.walking import Walk, backward, onward
from holeout.tui.widgets.ready_strips import ReadyStrips

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from holeout.lifecycle.model import Lifecycle, Stage
    from holeout.tui.paint import Painter

DETAIL = 8
"""Lines that are left to the chosen stage below the map, before the map itself takes more than a line a stage."""
LEAST_DETAIL = 6
"""Lines that are left to it before the map has a header, and its title a line of air."""
MAX_MAP_CELLS = 116


class MapView(ReadyStrips, can_focus=True):
    """Paints the map that `draw_map` draws; knows which stage is chosen, and along which edge that was reached."""

    DEFAULT_CSS = "MapView { width: 1fr; height: 1fr; }"

    class Opened(Message):
        """A stage was opened with a click."""

        def __init__(self, stage: str) -> None:
            super().__init__()
            self.stage = stage

    def __init__(self, painter: Callable[[], Painter], lifecycle: Lifecycle, state: MapState) -> None:
        super().__init__(painter)
        self._lifecycle = lifecycle
        first = next(iter(lifecycle.stages), "")
        self._state = state if state.selected in lifecycle.stages else replace(state, selected=first)
        self._picture = MapPicture((), {})
        self._top = 0
        self._walk: Walk | None = None
        self._trail: list[str] = []

    @property
    def stage(self) -> Stage | None:
        """The chosen stage."""
        return self._lifecycle.stages.get(self._state.selected)

    def set_state(self, state: MapState) -> None:
        """Show what has become known; the chosen stage and the view stay."""
        kept = self._state
        self._state = replace(state, selected=kept.selected, shows=kept.shows, pointed=kept.pointed)
        self._draw()

    def choose(self, stage: str) -> None:
        """Choose `stage`, if there is such a one."""
        self._walk = None
        self._go(stage)

    def _go(self, stage: str) -> None:
        if stage in self._lifecycle.stages:
            self._state = replace(self._state, selected=stage)
            self._draw()

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

    @property
    def shows_tools(self) -> bool:
        """Whether the tools stand in the place of the holes."""
        return self._state.shows is Shows.TOOLS

    def turn(self) -> None:
        """Show the tools instead of the holes, and back."""
        shows = Shows.HOLES if self._state.shows is Shows.TOOLS else Shows.TOOLS
        self._state = replace(self._state, shows=shows)
        self._draw()

    # Following edges

    def follow(self) -> None:
        """Go to the nearest stage that the chosen one feeds."""
        self._set_out(onward(self._lifecycle, self._state.selected))

    def follow_back(self) -> None:
        """Go to the nearest earlier stage to which work comes back from the chosen one."""
        self._set_out(backward(self._lifecycle, self._state.selected))

    def follow_another(self) -> None:
        """Take the next edge from where the last one was taken; before any, one that goes back, or else on."""
        if self._walk is None:
            selected = self._state.selected
            self._set_out(backward(self._lifecycle, selected) or onward(self._lifecycle, selected))
        else:
            self._walk = self._walk.another()
            self._go(self._walk.end)

    def return_along(self) -> None:
        """Go back to where the last edge began."""
        if self._trail:
            self._walk = None
            self._go(self._trail.pop())

    def _set_out(self, walk: Walk | None) -> None:
        if walk is not None:
            self._walk = walk
            self._trail.append(walk.origin)
            self._go(walk.end)

    # Painting

    def _draw(self) -> None:
        width, height = self.size
        if not width or not height:
            return
        inner = min(width - 2 * SIDE, MAX_MAP_CELLS)
        stages = len(self._lifecycle.stages)
        spare = height - stages - LEAST_DETAIL
        # The title's line comes first, then the header's, then one of air between them.
        self._top = 2 if spare >= 3 else 1
        least = stages + 1 if spare >= 2 else stages
        room = max(least, height - self._top - DETAIL)
        self._picture = draw_map(self._lifecycle, self._state, inner, room)
        below = self._below(inner, height - self._top - len(self._picture.lines))
        head = [self._title(), EMPTY][: self._top]
        lines = [*head, *self._picture.lines, *below, *[EMPTY] * height][:height]
        painter = self._painter()
        self.paint([painter.strip((Piece(" " * SIDE), *line) if line else line, width) for line in lines])

    def _title(self) -> Line:
        told = self._lifecycle.tool_lists
        asked = told.question if told and self._state.shows is Shows.TOOLS else ""
        return (Piece(asked or self._lifecycle.title or "The lifecycle", Style(Role.TITLE, bold=True)),)

    def _below(self, width: int, height: int) -> list[Line]:
        """What stands below the stages in `height` lines: a line of signs, then the stage, or the tools' sources."""
        if self._state.shows is Shows.TOOLS:
            lines = tool_panel(self._lifecycle, width, height)
            return [EMPTY, *lines] if len(lines) < height else lines
        signs = walk_line(self._lifecycle, self._walk) if self._walk else legend(self._state)
        told = self._state.pointed or self._state.selected
        detail = detail_lines(self._lifecycle, told, width, height - 1)
        spare = height - 1 - len(detail)
        return [*[EMPTY][: spare - 1], signs, *[EMPTY][:spare], *detail]

    def on_resize(self, _: events.Resize) -> None:
        """Draw anew."""
        self._draw()

    # The mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell of the stage under the mouse."""
        self._point_at(self._picture.stage_at(event.y - self._top) or "")

    def on_leave(self, _: events.Leave) -> None:
        """Tell of the chosen stage again."""
        self._point_at("")

    def _point_at(self, stage: str) -> None:
        if stage != self._state.pointed:
            self._state = replace(self._state, pointed=stage)
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
