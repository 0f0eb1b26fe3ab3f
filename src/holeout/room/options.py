"""How a room is started: one set of options for `holeout room` and for the process beside a presenter."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

LINGER = 30.0
"""Seconds that a room waits for its presenter to come back."""
MOST_SUGGESTIONS = 100_000
"""Suggestions that a room holds; each takes about a kilobyte of memory."""
MOST_A_SECOND = 3_000
"""Suggestions, changes and voices a second that a room takes from all together."""
MOST_PORTS = 65_535
MOST_DIGITS = 9
"""Of a number on the command line."""


class Moderation(StrEnum):
    """When the speaker looks at a suggestion: never, before it is shown, or after."""

    OFF = "off"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Options:
    """What a room is told at its start. Empty texts leave the choice to the room."""

    talk: str = ""
    path: Path | None = None
    store: str = ""
    host: str = ""
    lan: bool = False
    port: int = 0
    public_url: str = ""
    code: str = ""
    moderate: Moderation | None = None
    """None keeps what the room had before; a new room looks before it shows."""
    keep_days: int = 30
    """Days after which the room deletes itself at a start; 0 keeps it."""
    log_addresses: bool = False
    most: int = MOST_SUGGESTIONS
    rate: int = MOST_A_SECOND
    linger: float = LINGER
    parent_fd: int | None = None
    token: str = ""


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `holeout room`."""
    parser.add_argument(
        "--store", default="", metavar="URL", help="sqlite:///FILE or postgresql+psycopg://..."
    )
    parser.add_argument(
        "--host", default="", metavar="ADDRESS", help="listen here instead of on this machine alone"
    )
    parser.add_argument("--lan", action="store_true", help="let everybody on the local network in")
    parser.add_argument("--port", type=port, default=0, metavar="N", help="default: any free port")
    parser.add_argument(
        "--public-url", default="", metavar="URL", help="what the audience types, behind a proxy or tunnel"
    )
    parser.add_argument(
        "--code", default="", metavar="CODE", help="the room's code; default: a random one, kept"
    )
    parser.add_argument(
        "--moderate",
        type=Moderation,
        choices=list(Moderation),
        default=None,
        metavar="WHEN",
        help="look at suggestions: off, before (default) or after they are shown",
    )
    parser.add_argument(
        "--keep-days",
        type=_days,
        default=30,
        metavar="N",
        help="delete a room this long after its last use (default: 30; 0: never)",
    )
    parser.add_argument(
        "--most",
        type=_count,
        default=MOST_SUGGESTIONS,
        metavar="N",
        help=f"suggestions that the room holds (default: {MOST_SUGGESTIONS})",
    )
    parser.add_argument(
        "--rate",
        type=_count,
        default=MOST_A_SECOND,
        metavar="N",
        help=f"suggestions a second that it takes from all together (default: {MOST_A_SECOND})",
    )
    parser.add_argument(
        "--log-addresses", action="store_true", help="log requests with their network addresses"
    )


def add_process_arguments(parser: ArgumentParser) -> None:
    """What only the presenter tells the room's process."""
    parser.add_argument("--talk", default="", help="the talk's short name")
    parser.add_argument("--path", type=Path, default=None, help="the talk's folder or deck")
    parser.add_argument(
        "--linger", type=float, default=LINGER, help="seconds to wait for the presenter to come back"
    )
    parser.add_argument("--parent-fd", type=int, default=None, help="a pipe that ends with the presenter")


def port(text: str) -> int:
    """A port to listen at; 0 lets the system choose one."""
    if not _whole(text) or int(text) > MOST_PORTS:
        raise ArgumentTypeError(f"{text!r} is not a port, a whole number up to {MOST_PORTS}")
    return int(text)


def _count(text: str) -> int:
    if not _whole(text) or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def _days(text: str) -> int:
    if not _whole(text):
        raise ArgumentTypeError(f"{text!r} is not a whole number of days; 0 keeps for ever")
    return int(text)


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def options_from(args: Namespace) -> Options:
    """The options that were parsed. The presenter's token is read from `$HOLEOUT_ROOM_TOKEN`: arguments are public."""
    known = {name: value for name, value in vars(args).items() if name in Options.__dataclass_fields__}
    return Options(**known, token=os.environ.get("HOLEOUT_ROOM_TOKEN", ""))
