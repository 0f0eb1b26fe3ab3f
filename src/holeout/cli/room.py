"""`holeout room`: the room alone, for a server or a rehearsal; what it has kept, and the end of that."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.cli import favourites_common
from holeout.cli.arguments import Subparsers, add_command
from holeout.favourites.forms import MEDIA_TYPES
from holeout.phrases import counted
from holeout.problems import ExitCode, HoleoutError
from holeout.room.options import add_arguments, options_from

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.room.options import Options
    from holeout.room.runtime import RoomAddress
    from holeout.talk import Talk

EXAMPLES = """\
  holeout room                                  on this machine alone
  holeout room my-talk --lan --port 8080        for everybody on this network
  holeout room --store postgresql+psycopg://holeout@localhost/rooms --public-url https://talk.example
  holeout room export -o all.favourites.toml    what the room of this talk has collected, as favourites
  holeout room page -o suggest.html             a page for phones that works without any room
  holeout room delete --code QX7F               delete what was sent to that room
The presenter's token is taken from $HOLEOUT_ROOM_TOKEN; without it the room makes one and prints it.
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(
        subparsers, "room", run, "open the room in which an audience follows and suggests", EXAMPLES
    )
    command.add_argument(
        "words", nargs="*", metavar="[export|page|delete] [TALK]", help="the talk; default: the bundled one"
    )
    command.add_argument(
        "--format",
        choices=tuple(dict.fromkeys(("text", *MEDIA_TYPES))),
        default=None,
        help="how to print the addresses (text, json), or how to export (all but text)",
    )
    command.add_argument("-o", "--output", type=Path, metavar="OUT", help="write there (default: print)")
    command.add_argument("--force", action="store_true", help="overwrite OUT, even if it holds favourites")
    command.add_argument("--yes", action="store_true", help="delete without asking")
    add_arguments(command)
    command.set_defaults(files=())


def run(args: argparse.Namespace) -> int:
    """Serve the room until told to end, or do what the first word says."""
    what, path = _meaning(args.words)
    if what != "serve":
        return _OTHERS[what](args, path)
    if args.format not in {None, "text", "json"}:
        args.refuse("the addresses are printed as text or json")
    from holeout.room.server import run as serve

    return serve(_with_talk(args, load(path)), lambda address: _tell(address, as_json=args.format == "json"))


def _meaning(words: Sequence[str]) -> tuple[str, str | None]:
    named = bool(words) and words[0] in _OTHERS
    rest = words[1:] if named else words
    if len(rest) > 1:
        raise HoleoutError("Name one talk at most.", hint="holeout room [export|page|delete] [TALK]")
    return words[0] if named else "serve", rest[0] if rest else None


def load(path: str | None) -> Talk:
    """The talk that is meant."""
    from holeout.talk import load_talk

    return load_talk(path)


def _with_talk(args: argparse.Namespace, talk: Talk) -> Options:
    from dataclasses import replace

    return replace(options_from(args), talk=talk.slug, path=talk.deck_path)


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


def _export(args: argparse.Namespace, path: str | None) -> int:
    """Everybody's suggestions that the board shows, from the store: whether the room runs or not."""
    from holeout.favourites.catalogue import catalogue_of
    from holeout.room import store
    from holeout.room.exports import everybodys_favourites
    from holeout.room.tally import Tally

    talk = load(path)
    options = _with_talk(args, talk)
    engine = store.open_engine(options.store or store.default_url(options.talk))
    try:
        kept = store.find_room(engine, options.talk, options.code.upper())
    finally:
        engine.dispose()
    tally = Tally(catalogue := catalogue_of(talk.lifecycle))
    tally.take(kept)
    text = everybodys_favourites(tally, catalogue, talk.slug, talk.title, args.format or "toml")
    favourites_common.write(text, args)
    shown = sum(item.standing.visible for item in tally.suggestions.values())
    waiting = f"; {len(tally.waiting)} wait to be looked at" if tally.waiting else ""
    print(f"{counted(shown, 'suggestion')}{waiting}", file=sys.stderr)
    return ExitCode.FINE


def _page(args: argparse.Namespace, path: str | None) -> int:
    from holeout.favourites.catalogue import catalogue_of
    from holeout.room.pages.offline import offline_page

    talk = load(path)
    favourites_common.write(offline_page(talk.title, talk.slug, catalogue_of(talk.lifecycle)).text, args)
    return ExitCode.FINE


def _delete(args: argparse.Namespace, path: str | None) -> int:
    from holeout.room import store
    from holeout.room.launch import stop_room
    from holeout.room.runtime import find_local_room

    options, sure = _with_talk(args, load(path)), args.yes
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
    print(f"{counted(deleted, 'room')} deleted.", file=sys.stderr)
    return ExitCode.FINE if deleted else ExitCode.PROBLEMS


def _agrees(question: str) -> bool:
    if not sys.stdin.isatty():
        raise HoleoutError("There is nobody to ask.", hint="Add --yes to delete without being asked.")
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


_OTHERS = {"export": _export, "page": _page, "delete": _delete}
