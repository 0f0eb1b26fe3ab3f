"""`holeout check`: everything that is wrong with a talk, in one go."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, size, talk_of
from holeout.problems import ExitCode, Level

if TYPE_CHECKING:
    import argparse

    from holeout.problems import Problem
    from holeout.talk import Talk

EXAMPLES = """\
  holeout check                      the bundled talk
  holeout check my-talk --all        warnings and notes as well
  holeout check deck.md --size 60x20 does every slide fit a small screen?
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "check", run, "find everything that is wrong with a talk", EXAMPLES)
    add_talk(command)
    command.add_argument(
        "--size",
        type=size,
        action="append",
        metavar="WxH",
        help="a size that slides must fit (80x24 and 100x30)",
    )
    command.add_argument("--all", action="store_true", help="print warnings and notes too")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(options: argparse.Namespace) -> int:
    """Print the problems; 1 when there is an error among them."""
    from holeout.layout.fit import SIZES

    talk = talk_of(options)
    sizes = tuple(options.size) if options.size else SIZES
    problems = all_problems(talk, sizes)
    shown = [problem for problem in problems if options.all or problem.level is Level.ERROR]
    if options.format == "json":
        _print_json(shown)
    else:
        for problem in shown:
            print(problem)
    errors = sum(problem.level is Level.ERROR for problem in problems)
    print(_summary(talk, problems, errors, sizes), file=sys.stderr)
    return ExitCode.PROBLEMS if errors else ExitCode.FINE


def all_problems(talk: Talk, sizes: tuple[tuple[int, int], ...]) -> list[Problem]:
    """The talk's problems; pictures that fail and slides that do not fit are errors in a talk of our own alone."""
    from holeout.layout.fit import misfits

    level = Level.ERROR if talk.deck.dialect == "native" else Level.WARNING
    fits = misfits(talk.deck, talk.surroundings(), sizes, level)
    return sorted({*talk.problems(), *talk.picture_problems(level), *fits})


def _summary(talk: Talk, problems: list[Problem], errors: int, sizes: tuple[tuple[int, int], ...]) -> str:
    fits = " and ".join(f"{width}x{height}" for width, height in sizes)
    what = f"{talk.deck_path.name}: {len(talk.deck)} slides"
    if talk.lifecycle.stages:
        what += f", {len(talk.lifecycle.stages)} stages, {len(talk.lifecycle.pitfalls)} pitfalls"
    if errors:
        return f"{what}: {errors} problem{'s' if errors > 1 else ''}"
    others = len(problems)
    more = f"; {others} warnings and notes (--all shows them)" if others else ""
    return f"{what}: fine at every step at {fits}{more}"


def _print_json(problems: list[Problem]) -> None:
    import json
    from dataclasses import asdict

    rows = [asdict(problem) | {"level": problem.level.name.lower()} for problem in problems]
    print(json.dumps(rows, indent=2, ensure_ascii=False))
