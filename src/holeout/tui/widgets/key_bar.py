"""The last line of a screen: the keys that matter here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from holeout.layout.styled import Line, Piece, Role, Style, crop, line_cells
from holeout.presenting.commands import Context, commands_for
from holeout.presenting.key_names import key_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.tui.paint import Painter

BAR = Style(Role.BAR)
KEY = Style(Role.BAR_KEY, bold=True)
LESSON = Style(Role.BAR_KEY, bold=True)


class KeyBar(Widget, can_focus=False):
    """Keys with their labels, read from the registry; a message of the moment may stand in their place."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; width: 1fr; }"

    def __init__(self, painter: Callable[[], Painter], *contexts: Context) -> None:
        super().__init__()
        self._painter = painter
        self._contexts = contexts
        self._message: Line = ()

    def on_mount(self) -> None:
        """Follow the focus: a terminal that has it takes the keys."""
        self.watch(self.screen, "focused", self._follow_focus, init=False)

    def _follow_focus(self) -> None:
        self.refresh()

    def say(self, text: str, role: Role = Role.BAR) -> None:
        """Show `text` instead of the keys; an empty text brings them back."""
        message = (Piece(f" {text}", Style(role, bold=True)),) if text else ()
        if message != self._message:
            self._message = message
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The bar."""
        width = self.size.width
        line = (
            self._message
            or self._taken()
            or self._lesson()
            or keys_line(self._contexts, width, own_keys(self))
        )
        return self._painter().strip(crop(line, width), width, BAR) if y == 0 else Strip.blank(width)

    def _taken(self) -> Line:
        """What the widget with the focus does with all keys, if it takes them."""
        hint = getattr(self.screen.focused, "keys_hint", "")
        return (Piece(f" {hint}", Style(Role.BAR_KEY, bold=True)),) if hint else ()

    def _lesson(self) -> Line:
        """What somebody who is new is to try next, where the application teaches."""
        tell = getattr(self.app, "lesson", None)
        return lesson_line(tell(self._contexts)) if tell else ()


def lesson_line(words: str) -> Line:
    """A lesson, to stand in the place of keys; empty without one."""
    return (Piece(f" {words}", LESSON),) if words else ()


def own_keys(widget: Widget) -> Mapping[str, tuple[str, ...]]:
    """The person's own keys, by the id of the Command, where the application knows of some."""
    keys: Mapping[str, tuple[str, ...]] = getattr(widget.app, "keys", {})
    return keys


def keys_line(
    contexts: tuple[Context, ...], width: int, keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> Line:
    """As many keys as fit into `width` cells, the help key always among them. `keys` are the person's own."""
    offered = [command for command in commands_for(*contexts, keys=keys) if command.footer]
    parts = [
        (Piece(f" {key_name(command.keys[0])} ", KEY), Piece(f"{command.label} ", BAR)) for command in offered
    ]
    last = parts[-1:] if parts else []
    for command, part in zip(offered, parts, strict=True):
        if command.id.endswith("help"):
            last = [part]
    line: Line = ()
    room = width - sum(line_cells(part) for part in last)
    for part in parts:
        if part not in last and line_cells(line) + line_cells(part) <= room:
            line = (*line, *part)
    return (*line, *(piece for part in last for piece in part))
