"""`holeout drive`: have the presenter do something, from a script, a pedal or another program's key."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.notes import address
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from typing import Any

    from holeout.room.client import RoomAddress

EXAMPLES = """\
  holeout drive next               as the key does; also previous, blank, clock and more
  holeout drive go-to 7            or words of a title: holeout drive go-to "the map"
  holeout drive                    where the presentation is; --format json for programs
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    from holeout.presenting.commands import DRIVEN

    known = sorted(name.replace("_", "-") for name in {*DRIVEN, "go_to"})
    summary = "drive the presentation from a script, or ask where it is"
    command = add_command(subparsers, "drive", run, summary, EXAMPLES)
    command.add_argument("what", nargs="?", choices=known, metavar="COMMAND", help=", ".join(known))
    command.add_argument("slide", nargs="?", help="for go-to: a number, or words of a title")
    command.add_argument("--room", metavar="URL", help="the room's address, when it is not on this machine")
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print where it is"
    )


def run(options: argparse.Namespace) -> int:
    """Drive, or tell."""
    import asyncio

    if (options.what == "go-to") != (options.slide is not None):
        options.refuse("go-to wants a slide, and nothing else does")
    room = address(options.room or "")
    if room is None:
        raise HoleoutError("nobody presents on this machine", "start with holeout present")
    if options.what is None:
        _tell(asyncio.run(_state(room)), options.format)
        return ExitCode.FINE
    args = {"slide": options.slide} if options.slide else {}
    heard = asyncio.run(_drive(room, options.what.replace("-", "_"), args))
    if not heard:
        print("the presenter is away; nobody heard it", file=sys.stderr)
    return ExitCode.FINE if heard else ExitCode.PROBLEMS


async def _drive(room: RoomAddress, name: str, args: Mapping[str, Any]) -> int:
    from holeout.room.client import RoomClient

    async with RoomClient(room.url, room.token) as client:
        return await client.command(name, args)


async def _state(room: RoomAddress) -> Mapping[str, Any]:
    from holeout.room.client import RoomClient

    async with RoomClient(room.url, room.token) as client:
        return await client.state()


def _tell(state: Mapping[str, Any], form: str) -> None:
    import json
    import time

    from holeout.presenting.pace import clock_words
    from holeout.room.clock import TalkClock

    if form == "json":
        print(json.dumps(state, ensure_ascii=False))
        return
    public, private = state.get("public", {}), state.get("private", {})
    if not public.get("slide"):
        print("the talk has not begun")
        return
    pace = TalkClock.of(private, float(state.get("at", 0.0))).pace(time.time())
    step = f", step {public['step'] + 1}/{public['steps']}" if public.get("steps", 1) > 1 else ""
    print(f"slide {public['slide']}/{public['slides']}{step}: {public.get('slide_title', '')}")
    print(" · ".join(part for part in (clock_words(pace.elapsed), pace.words) if part))
