"""`holeout [TALK]`: read a talk alone, with the spoken text beside the slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, talk_of
from holeout.cli.look import add_look
from holeout.cli.starting import start
from holeout.problems import HoleoutError
from holeout.text import clean_line

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
    _refuse_slip(options.talk)
    return start(talk_of(options), options, teach=True)


def _refuse_slip(talk: str | None) -> None:
    """Raise HoleoutError for what is no talk, and looks like the name of a command with a slip in it."""
    from difflib import get_close_matches

    from holeout.cli.names import COMMANDS
    from holeout.folders import expanded

    if talk is None or talk == "-" or expanded(talk).exists():
        return
    if near := get_close_matches(talk, COMMANDS, 1, 0.75):
        raise HoleoutError(
            f"there is no command and no talk {clean_line(talk)!r}", f"did you mean holeout {near[0]}?"
        )
