"""The Command registry as Textual bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from holeout.presenting.commands import Context, commands_for
from holeout.presenting.key_names import key_name

if TYPE_CHECKING:
    from holeout.presenting.commands import Command


def bindings_for(*contexts: Context) -> list[BindingType]:
    """Bindings for the Commands of `contexts`: the action is named after the Command, or after what it drives."""
    return [_binding(command) for command in commands_for(*contexts)]


def _binding(command: Command) -> Binding:
    prefix = "app." if command.context is Context.ANYWHERE else ""
    action = f"drive({command.drives!r})" if command.drives else f"{prefix}{command.id}"
    return Binding(
        ",".join(command.keys),
        action,
        command.label,
        show=command.footer,
        key_display=key_name(command.keys[0]),
        id=f"{command.context}.{command.id}",
        tooltip=command.help,
    )
