"""The Command registry as Textual bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from holeout.presenting.commands import DIGITS, Context, commands_for
from holeout.presenting.key_names import key_name

if TYPE_CHECKING:
    from holeout.presenting.commands import Command


def bindings_for(*contexts: Context, at_once: bool = False) -> list[BindingType]:
    """Bindings for the Commands of `contexts`: the action is named after the Command, or after what it drives.

    `at_once` is for a screen on which nobody types but into a pane that keeps its keys: a key then need not go
    from widget to widget first, each in its turn of the event loop.
    """
    return [
        binding
        for command in commands_for(*contexts)
        for binding in (_digits(command) if command.keys == DIGITS else [_binding(command, at_once=at_once)])
    ]


def _digits(command: Command) -> list[Binding]:
    """One for each: its action is told the digit, however fast they are typed. Without an id none gets other keys."""
    return [
        Binding(digit, f"{command.id}({digit})", command.label, show=False, tooltip=command.help)
        for digit in DIGITS
    ]


def _binding(command: Command, *, at_once: bool) -> Binding:
    prefix = "app." if command.context is Context.ANYWHERE else ""
    action = f"drive({command.drives!r})" if command.drives else f"{prefix}{command.id}"
    return Binding(
        ",".join(command.keys),
        action,
        command.label,
        show=command.footer,
        key_display=key_name(command.keys[0]),
        priority=at_once,
        id=f"{command.context}.{command.id}",
        tooltip=command.help,
    )
