"""`holeout check`: everything that is wrong with a talk, in one go."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_dialect, named_talk, size
from holeout.cli.output import print_json
from holeout.cli.settings_file import load_settings
from holeout.layout.fit import HINT
from holeout.layout.page import MAX_TEXT_CELLS
from holeout.phrases import counted
from holeout.problems import ExitCode, Level

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from holeout.problems import Problem
    from holeout.talk import Talk

EXAMPLES = """\
  holeout check                       the bundled talk
  holeout check my-talk --all         warnings and notes as well
  holeout check my-talk --strict      1 for a warning too, as for an error: for CI
  holeout check deck.md --size 60x20  does every slide fit a small screen?
  holeout check --all other-decks     every deck in a folder: what is understood, what is left out
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "check", run, "find everything that is wrong with a talk", EXAMPLES)
    command.add_argument(
        "talks",
        nargs="*",
        metavar="TALK",
        help="folders with slides/, Markdown files, folders of them, or -; default: the bundled talk",
    )
    add_dialect(command)
    command.add_argument(
        "--size",
        type=size,
        action="append",
        metavar="WxH",
        help="a size that slides must fit (80x24 and 100x30, or those of your settings)",
    )
    command.add_argument("--all", action="store_true", help="print warnings and notes too")
    command.add_argument("--strict", action="store_true", help="let a warning count as an error")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(options: argparse.Namespace) -> int:
    """Print the problems; 1 when there is an error among them."""
    settings, _ = load_settings()
    sizes = tuple(options.size) if options.size else settings.sizes
    worst = Level.WARNING if options.strict else Level.ERROR
    listed: list[Problem] = []
    errors, decks = [], 0
    for talk in _talks(options.talks, options.dialect):
        problems = all_problems(talk, sizes, settings.width)
        most = Level.NOTE if options.all else max(worst, _told_of(talk))
        shown = [problem for problem in problems if problem.level <= most]
        if options.format == "text":
            for problem in shown:
                print(problem)
            sys.stdout.flush()
        listed += shown
        errors.append(sum(problem.level <= worst for problem in problems))
        decks += 1
        print(_summary(talk, problems, sizes, hidden=len(shown) < len(problems)), file=sys.stderr)
    if options.format == "json":
        print_json([problem.row() for problem in listed])
    if decks > 1:
        wrong = sum(map(bool, errors))
        found = f"{counted(sum(errors), 'error')} in {wrong} of them" if wrong else "no errors"
        print(f"{decks} decks: {found}", file=sys.stderr)
    return ExitCode.PROBLEMS if any(errors) else ExitCode.FINE


def _talks(names: list[str], dialect: str | None) -> Iterator[Talk]:
    """The talks that the command line names; a folder without a talk stands for the decks in it."""
    from holeout.talk import decks_below

    for name in names:
        decks = decks_below(Path(name)) if name != "-" else []
        for deck in map(str, decks) if decks else [name]:
            yield named_talk(deck, dialect)
    if not names:
        yield named_talk(None, dialect)


def _told_of(talk: Talk) -> Level:
    """What knows something is told of its doubts too; a lone deck for another program would be full of them."""
    return Level.ERROR if talk.content is None else Level.WARNING


def all_problems(
    talk: Talk, sizes: tuple[tuple[int, int], ...], width: int = MAX_TEXT_CELLS
) -> list[Problem]:
    """The talk's problems and the figures that nobody can trace.

    Pictures that fail and slides that do not fit are errors in a talk of our own alone. `width` is the most columns
    that a slide's text takes.
    """
    from dataclasses import replace

    from holeout.layout.fit import misfits

    level = Level.ERROR if talk.deck.dialect == "native" else Level.WARNING
    around = replace(talk.surroundings(), text_width=width)
    fits = misfits(talk.deck, around, sizes, level)
    found = {*talk.problems(), *talk.untraced(), *talk.picture_problems(level), *fits}
    return sorted(found)


def _summary(talk: Talk, problems: list[Problem], sizes: tuple[tuple[int, int], ...], *, hidden: bool) -> str:
    what = f"{talk.deck_name}: {_dialect(talk)}{counted(len(talk.deck), 'slide')}"
    if talk.lifecycle.stages:
        what += f", {len(talk.lifecycle.stages)} stages, {len(talk.lifecycle.pitfalls)} pitfalls"
    levels = Counter(problem.level for problem in problems)
    if levels[Level.ERROR]:
        return f"{what}: {counted(levels[Level.ERROR], 'error')}"
    tall = {problem.line for problem in problems if problem.hint == HINT}
    fits = " and ".join(f"{width}x{height}" for width, height in sizes)
    fine = (
        f"{counted(len(tall), 'slide')} too tall for {fits.replace(' and ', ' or ')}"
        if tall
        else f"fine at every step at {fits}"
    )
    rest = [(levels[Level.WARNING], "warning"), (levels[Level.NOTE], "note")]
    more = " and ".join(counted(count, name) for count, name in rest if count)
    return f"{what}: {fine}" + (f"; {more}{' (--all shows them)' if hidden else ''}" if more else "")


def _dialect(talk: Talk) -> str:
    return "" if talk.deck.dialect == "native" else f"{talk.deck.dialect}, "
