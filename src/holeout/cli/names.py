"""The commands, and which one a command line means."""

from __future__ import annotations

COMMANDS = (
    "read",
    "present",
    "notes",
    "drive",
    "rehearse",
    "map",
    "demo",
    "favourites",
    "room",
    "assess",
    "tools",
    "new",
    "export",
    "serve",
    "check",
    "dump",
    "commands",
    "schema",
    "settings",
    "completion",
)
"""One module each, in the order of the help. A module's `add_to(subparsers)` describes its command."""


def with_command(arguments: list[str]) -> list[str]:
    """`arguments` with the command `read` put in where none is named, so that `holeout deck.md` works."""
    first = next((argument for argument in arguments if not argument.startswith("-")), None)
    asks_help = any(argument in ("-h", "--help", "--version") for argument in arguments)
    if first in COMMANDS or (first is None and asks_help):
        return arguments
    return ["read", *arguments]
