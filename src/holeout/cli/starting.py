"""Starting the full-screen program: only on a clean talk, only in a terminal."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from holeout import splash
from holeout.cli.ahead import ahead
from holeout.cli.arguments import refuse_problems, terminal
from holeout.cli.look import choice_of, monochrome
from holeout.cli.settings_file import given_settings
from holeout.files import write_atomically
from holeout.folders import cache_folder
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse

    from holeout.layout.target import Target
    from holeout.presenting.settings import Settings
    from holeout.talk import Talk
    from holeout.tui.options import Options

CHECKED_AT_START = 200
"""A deck with more slides than this is not read whole before its first slide shows."""


class Room(NamedTuple):
    """Whether a presentation has a room, and which."""

    open: bool = False
    lan: bool = False
    url: str = ""
    token: str = ""
    moderate: str = ""


def options_of(
    options: argparse.Namespace,
    *,
    presenting: bool = False,
    duration: float | None = None,
    opening: Target | None = None,
    room: Room = Room(),  # noqa: B008  (immutable)
    teach: bool = False,
) -> Options:
    """How the program is to run: the arguments first, then the settings, then the defaults."""
    from holeout.tui.options import Options

    settings = given_settings()
    asked = Options(
        presenting=presenting,
        choice=choice_of(options, settings),
        monochrome=monochrome(),
        duration=duration,
        opening=opening,
        room=room.open,
        lan=room.lan,
        room_url=room.url,
        room_token=room.token,
        room_moderate=room.moderate,
        teach=teach,
    )
    return _with_settings(asked, settings) if settings is not None else asked


def _with_settings(asked: Options, settings: Settings) -> Options:
    """`asked`, with the person's settings where the arguments leave something open."""
    return asked._replace(
        duration=asked.duration or settings.duration,
        room=asked.room and settings.room,
        text_width=settings.width,
        images=settings.images,
        mouse=settings.mouse,
        keys=settings.keys,
    )


def start(
    talk: Talk,
    options: argparse.Namespace,
    *,
    presenting: bool = False,
    duration: float | None = None,
    opening: Target | None = None,
    room: Room = Room(),  # noqa: B008  (immutable)
    teach: bool = False,
) -> int:
    """Run the program on `talk` until its user leaves; the exit code says how that went."""
    if not terminal() and not in_browser():
        return _without_terminal(talk)
    alone = splash.shown() or in_browser()
    ready = None if alone else ahead(lambda: _make_ready(talk, presenting=presenting))
    asked = options_of(
        options, presenting=presenting, duration=duration, opening=opening, room=room, teach=teach
    )
    from holeout.tui.run import load_ahead, run_app

    load_ahead(talk)
    if ready is None or not ready():
        refuse_unclean(talk)
    return run_app(talk, asked)


def _make_ready(talk: Talk, *, presenting: bool) -> None:
    """See to it that `talk` is clean, and keep its first page for the start. Raises HoleoutError when it is not."""
    from holeout.tui.first_page import make_first_page, slide_size

    refuse_unclean(talk)
    size = slide_size(*os.get_terminal_size(sys.stderr.fileno()), presenting=presenting)
    settings = given_settings()
    width = settings.width if settings else None
    make_first_page(talk, size, width, presenting=presenting)


def in_browser() -> bool:
    """Whether a page in a browser stands in for the terminal."""
    return bool(os.environ.get("TEXTUAL_DRIVER"))


def require_terminal(what: str) -> None:
    """Raise HoleoutError unless a full-screen program can run here."""
    if not terminal():
        raise HoleoutError(f"{what} needs a terminal to draw in", "run it where you can type")


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
