"""`holeout notes`: the speaker's second terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.look import add_look, choice_of, monochrome
from holeout.cli.present import TOKEN
from holeout.cli.settings_file import given_settings
from holeout.cli.starting import require_terminal

if TYPE_CHECKING:
    import argparse

    from holeout.room.client import RoomAddress

EXAMPLES = """\
  holeout notes                 the presentation that runs on this machine
  holeout notes --room URL      one whose room is elsewhere; the token is in $HOLEOUT_ROOM_TOKEN
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    summary = "the speaker's desk: this slide, what comes next, notes, clock and pace; it can drive"
    command = add_command(subparsers, "notes", run, summary, EXAMPLES)
    command.add_argument("--room", metavar="URL", help="the room's address, when it is not on this machine")
    add_look(command)


def run(options: argparse.Namespace) -> int:
    """Open the desk."""
    require_terminal("the desk")
    settings = given_settings()
    # A runtime folder that others can reach is refused before the screen is taken.
    address(options.room or "")
    from holeout.tui.desk.app import DeskApp
    from holeout.tui.desk.desk import DeskScreen
    from holeout.tui.desk.line import DeskLine

    line = DeskLine(lambda: address(options.room or ""))
    keys = settings.keys if settings else {}
    app = DeskApp(line, DeskScreen, choice_of(options, settings), keys)
    app.fit_colors(monochrome=monochrome())
    app.run(mouse=settings is None or settings.mouse)
    return app.return_code or 0


def address(url: str) -> RoomAddress | None:
    """The room at `url`, or the one that runs on this machine now; None while there is none."""
    from holeout.room.client import RoomAddress, find_local_room

    if url:
        return RoomAddress(url, os.environ.get(TOKEN, ""))
    return find_local_room()
