"""`holeout commands`: the comment commands that a deck can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.output import print_json
from holeout.problems import ExitCode

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  holeout commands                 a line each
  holeout commands --format json   for an editor's completion
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "commands", run, "list the comment commands of a deck", EXAMPLES)
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(options: argparse.Namespace) -> int:
    """Print the registry."""
    from holeout.deck.commands import DECK_COMMANDS

    rows = [
        {"name": c.name, "argument": c.argument, "help": c.help, "example": c.example} for c in DECK_COMMANDS
    ]
    if options.format == "json":
        print_json(rows)
        return ExitCode.FINE
    width = max(len(row["example"]) for row in rows)
    for row in rows:
        print(f"{row['example']:<{width}}  {row['help']}")
    return ExitCode.FINE
