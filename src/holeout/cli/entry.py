"""The `holeout` program: the screen on which it was left first, then everything else."""

from __future__ import annotations

import gc
import sys

from holeout import splash

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

SPLASHED = ("read", "present")
"""The commands whose last screen is shown again while they are loaded."""


def run() -> None:
    """Do what the command line says, and leave with its exit code."""
    # Hardly anything that a start makes is garbage; the program's screen turns the collector on again.
    gc.disable()
    arguments = sys.argv[1:]
    if with_command(arguments)[0] in SPLASHED:
        splash.show(arguments)
    try:
        from holeout.cli.main import main

        code = main(arguments)
    finally:
        splash.leave()
    sys.exit(code)


def with_command(arguments: list[str]) -> list[str]:
    """`arguments` with the command `read` put in where none is named, so that `holeout deck.md` works."""
    first = next((argument for argument in arguments if not argument.startswith("-")), None)
    asks_help = any(argument in ("-h", "--help", "--version") for argument in arguments)
    if first in COMMANDS or (first is None and asks_help):
        return arguments
    return ["read", *arguments]
