"""Starting the full-screen program: only on a clean talk, only in a terminal."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from holeout.cli.arguments import refuse_problems, terminal
from holeout.files import cache_folder, write_atomically
from holeout.problems import ExitCode

if TYPE_CHECKING:
    import argparse

    from holeout.layout.entries import Target
    from holeout.talk import Talk

THEMES = ("dark", "light", "high-contrast", "ansi")
CHECKED_AT_START = 200
"""A deck with more slides than this is not read whole before its first slide shows."""


class Room(NamedTuple):
    """Whether a presentation has a room, and which."""

    open: bool = False
    lan: bool = False
    url: str = ""
    token: str = ""


def add_look(command: argparse.ArgumentParser) -> None:
    """How it is to look."""
    command.add_argument("--theme", choices=THEMES, default=None, help="colours (dark)")


def theme_of(options: argparse.Namespace) -> str:
    """The colours: those that were asked for, none where the environment asks for none, or dark ones."""
    return options.theme or ("ansi" if os.environ.get("NO_COLOR") else "dark")


def start(
    talk: Talk,
    options: argparse.Namespace,
    *,
    presenting: bool = False,
    duration: float | None = None,
    opening: Target | None = None,
    room: Room = Room(),  # noqa: B008  (immutable)
) -> int:
    """Run the program on `talk` until its user leaves; the exit code says how that went."""
    if not terminal():
        return _without_terminal(talk)
    refuse_unclean(talk)
    from holeout.tui.app import Options
    from holeout.tui.run import run_app

    return run_app(
        talk,
        Options(
            presenting=presenting,
            theme=f"holeout-{theme_of(options)}",
            duration=duration,
            opening=opening,
            room=room.open,
            lan=room.lan,
            room_url=room.url,
            room_token=room.token,
        ),
    )


def refuse_unclean(talk: Talk) -> None:
    """Raise HoleoutError unless `talk` is without errors. What was once found clean is known by its fingerprint."""
    from holeout import __version__

    if talk.content is None and len(talk.deck) > CHECKED_AT_START:
        return
    mark = cache_folder() / "clean" / f"{talk.fingerprint}-{__version__}"
    if mark.exists():
        return
    refuse_problems(talk)
    with suppress(OSError):
        write_atomically(mark, "")


def _without_terminal(talk: Talk) -> int:
    from holeout.cli.dump import text_lines

    print("holeout: no terminal to draw in, so here is the deck as text (holeout dump)", file=sys.stderr)
    slides = [talk.deck.slide(index) for index in range(len(talk.deck))]
    for line in text_lines(talk, slides, 80, 24):
        print(line)
    return ExitCode.FINE
