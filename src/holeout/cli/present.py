"""`holeout present`: the projector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, talk_of
from holeout.cli.starting import add_look, start

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  holeout present                       the bundled talk
  holeout present deck.md --duration 20m
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "present", run, "present a talk: slides only, clock running", EXAMPLES)
    add_talk(command)
    add_look(command)
    command.add_argument(
        "--duration", type=duration, metavar="TIME", help="how long the talk is: 20m, 1h, 90s"
    )


def run(options: argparse.Namespace) -> int:
    """Open the talk on the projector."""
    return start(talk_of(options), options, presenting=True, duration=options.duration)


def duration(text: str) -> float:
    """`20m`, `1h`, `90s` or minutes, as seconds."""
    import argparse

    units = {"s": 1.0, "m": 60.0, "h": 3600.0}
    number, unit = (text[:-1], text[-1]) if text[-1:] in units else (text, "m")
    try:
        return float(number) * units[unit]
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 20m") from error
