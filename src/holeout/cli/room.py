"""`holeout room`: the room alone, for a server or a rehearsal; and the end of what it has kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command
from holeout.problems import ExitCode, HoleoutError
from holeout.room.options import add_arguments, options_from

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.room.options import Options
    from holeout.room.runtime import RoomAddress

EXAMPLES = """\
  holeout room                                  on this machine alone
  holeout room my-talk --lan --port 8080        for everybody on this network
  holeout room --store postgresql+psycopg://holeout@localhost/rooms --public-url https://talk.example
  holeout room delete --code QX7F               delete what was sent to that room
The presenter's token is taken from $HOLEOUT_ROOM_TOKEN; without it the room makes one and prints it.
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(
        subparsers, "room", run, "open the room in which an audience follows and suggests", EXAMPLES
    )
    command.add_argument(
        "words", nargs="*", metavar="[delete] [TALK]", help="the talk; default: the bundled one"
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print the addresses"
    )
    command.add_argument("--yes", action="store_true", help="delete without asking")
    add_arguments(command)


def run(args: argparse.Namespace) -> int:
    """Serve the room until told to end, or delete it."""
    deleting, path = _meaning(args.words)
    options = _with_talk(args, path)
    if deleting:
        return _delete(options, sure=args.yes)
    from holeout.room.server import run as serve

    return serve(options, lambda address: _tell(address, as_json=args.format == "json"))


def _meaning(words: Sequence[str]) -> tuple[bool, str | None]:
    deleting = words[:1] == ["delete"]
    rest = words[1:] if deleting else words
    if len(rest) > 1:
        raise HoleoutError("Name one talk at most.", hint="holeout room [delete] [TALK]")
    return deleting, rest[0] if rest else None


def _with_talk(args: argparse.Namespace, path: str | None) -> Options:
    from dataclasses import replace

    from holeout.talk import load_talk

    talk = load_talk(path)
    return replace(options_from(args), talk=talk.slug, path=talk.path)


def _tell(address: RoomAddress, *, as_json: bool) -> None:
    if as_json:
        import json
        from dataclasses import asdict

        print(json.dumps(asdict(address)), flush=True)
        return
    from holeout.room.join import remote_url

    base = address.join_url or address.url
    print(f"audience  {address.join_url or f'{address.url}/j/{address.code}'}")
    print(f"code      {address.code}")
    print(f"board     {address.url}/board")
    print(f"remote    {remote_url(base, address.token)}", flush=True)
    if address.join_url and sys.stdout.isatty():
        _draw(address.join_url)
    if address.lan:
        print("Anyone who can reach this address can follow and suggest.", file=sys.stderr)
    print(
        "The link to the remote drives the slides: keep it to yourself. Ctrl-C ends the room.",
        file=sys.stderr,
    )


def _draw(url: str) -> None:
    from holeout.room.join import UPPER_HALF, qr_rows

    for row in qr_rows(url):
        cells = (f"\x1b[38;5;{_shade(upper)};48;5;{_shade(lower)}m{UPPER_HALF}" for upper, lower in row)
        print(f"{''.join(cells)}\x1b[0m")


def _shade(dark: bool) -> int:
    return 16 if dark else 231


def _delete(options: Options, *, sure: bool) -> int:
    from holeout.room import store
    from holeout.room.launch import stop_room
    from holeout.room.runtime import find_local_room

    what = f"the room {options.code}" if options.code else f"all rooms of the talk {options.talk}"
    if not sure and not _agrees(f"Delete {what}, with everything that was sent to it? [y/N] "):
        print("Nothing was deleted.", file=sys.stderr)
        return ExitCode.PROBLEMS
    if (running := find_local_room(options.talk)) is not None:
        stop_room(running)
    engine = store.open_engine(options.store or store.default_url(options.talk))
    try:
        deleted = store.delete_room(engine, options.talk, options.code.upper())
    finally:
        engine.dispose()
    print(f"{deleted} room{'' if deleted == 1 else 's'} deleted.", file=sys.stderr)
    return ExitCode.FINE if deleted else ExitCode.PROBLEMS


def _agrees(question: str) -> bool:
    if not sys.stdin.isatty():
        raise HoleoutError("There is nobody to ask.", hint="Add --yes to delete without being asked.")
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
