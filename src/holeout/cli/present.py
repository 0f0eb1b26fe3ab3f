"""`holeout present`: the projector."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, talk_of
from holeout.cli.look import add_look
from holeout.cli.starting import Room, start
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  holeout present                       the bundled talk
  holeout present deck.md --duration 20m
  holeout present --lan                 with a room that the audience's phones can reach
"""

TOKEN = "HOLEOUT_ROOM_TOKEN"  # noqa: S105  (the variable's name)


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "present", run, "present a talk: slides only, clock running", EXAMPLES)
    add_talk(command)
    add_look(command)
    command.add_argument(
        "--duration", type=duration, metavar="TIME", help="how long the talk is: 20m, 1h, 90s"
    )
    rooms = command.add_mutually_exclusive_group()
    rooms.add_argument("--lan", action="store_true", help="open the room to everybody on this network")
    rooms.add_argument("--room", metavar="URL", help="use a hosted room; its token is in $HOLEOUT_ROOM_TOKEN")
    command.add_argument(
        "--moderate",
        choices=("off", "before", "after"),
        default="",
        metavar="WHEN",
        help="look at suggestions: off, before (a new room's default) or after they are shown",
    )
    rooms.add_argument("--no-room", action="store_true", help="no room: no notes, remote or audience")


def run(options: argparse.Namespace) -> int:
    """Open the talk on the projector."""
    room = Room(
        open=not options.no_room,
        lan=options.lan,
        url=options.room or "",
        token=os.environ.get(TOKEN, ""),
        moderate=options.moderate,
    )
    if room.url and not room.token:
        raise HoleoutError(f"{room.url} wants the presenter's token", f"put it into ${TOKEN}")
    return start(talk_of(options), options, presenting=True, duration=options.duration, room=room)


def duration(text: str) -> float:
    """A length of time, or minutes as a number, in seconds."""
    import argparse

    from holeout.duration import read_duration

    try:
        return read_duration(text, bare=60)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 20m") from error
