"""`holeout rehearse`: present to nobody, and learn how long each slide takes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, talk_of
from holeout.cli.look import add_look
from holeout.cli.starting import options_of, refuse_unclean, require_terminal
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    import argparse

    from holeout.presenting.rehearsal import Rehearsal
    from holeout.talk import Talk

EXAMPLES = """\
  holeout rehearse my-talk             the report is printed at the end
  holeout rehearse my-talk --budgets   and the times become the slides' budgets
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "rehearse", run, "present to nobody, and time each slide", EXAMPLES)
    add_talk(command)
    add_look(command)
    command.add_argument("--budgets", action="store_true", help="write the times into the deck as budgets")


def run(options: argparse.Namespace) -> int:
    """Rehearse, then report."""
    talk = talk_of(options)
    require_terminal("a rehearsal")
    if options.budgets and talk.given is not None:
        raise HoleoutError("there is no file to write budgets into", "name a deck instead of -")
    refuse_unclean(talk)
    from holeout.tui.run import rehearse

    code, rehearsal = rehearse(talk, options_of(options, presenting=True))
    _report(talk, rehearsal)
    if options.budgets:
        _write(talk, rehearsal)
    return code


def _report(talk: Talk, rehearsal: Rehearsal) -> None:
    from holeout.presenting.rehearsal import report_lines

    budgets = [talk.deck.slide(index).budget for index in range(len(talk.deck))]
    for line in report_lines(rehearsal, talk.deck.titles(), budgets):
        print(line)


def _write(talk: Talk, rehearsal: Rehearsal) -> None:
    from holeout.files import write_atomically
    from holeout.presenting.rehearsal import with_budgets

    text = with_budgets(talk.deck_text, talk.deck.slide_lines, rehearsal)
    write_atomically(talk.deck_path, text)
    print(f"budgets written into {talk.deck_path}", file=sys.stderr)
