"""`holeout [TALK]`: read a talk alone, with the spoken text beside the slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, talk_of
from holeout.cli.look import add_look
from holeout.cli.starting import start

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  holeout              read the bundled talk; it resumes where you left
  holeout deck.md      read any Markdown deck
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "read", run, "read a talk alone (the default)", EXAMPLES)
    add_talk(command)
    add_look(command)


def run(options: argparse.Namespace) -> int:
    """Open the talk."""
    return start(talk_of(options), options, teach=True)
