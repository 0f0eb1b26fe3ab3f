"""`holeout favourites share`, `board`, `voice` and `withdraw`: a room, from a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holeout.cli import favourites_common as common
from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.output import print_json, tell
from holeout.phrases import counted
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from holeout.favourites.model import Favourite
    from holeout.room.outbox import Box, Outbox
    from holeout.room.sharing import Delivery

LOCK_WAIT = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
"""Seconds."""
_SHARE = """\
  holeout favourites share http://192.168.1.23:8080/j/QX7F
  holeout favourites share https://talk.example polars dvc --code QX7F
  holeout favourites share http://192.168.1.23:8080/j/QX7F --file everybody.favourites.toml
  holeout favourites share --keep-trying
  holeout favourites share http://192.168.1.23:8080/j/QX7F --forget

Sharing again after you changed your favourites changes them in the room; what you removed is withdrawn there.
Without a network all waits: share once more, without an address, when there is one.
With --file all that is in FILE is sent, each person's as a voice of their own: for files that came by mail.
"""
_BOARD = """\
  holeout favourites board http://192.168.1.23:8080/j/QX7F
  holeout favourites board https://talk.example --format json
"""
_VOICE = """\
  holeout favourites voice http://192.168.1.23:8080/j/QX7F polars
  holeout favourites voice http://192.168.1.23:8080/j/QX7F polars --take-back
"""
_WITHDRAW = """\
  holeout favourites withdraw http://192.168.1.23:8080/j/QX7F polars

It stays among your own favourites.
"""


def describe_share(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Describe the command that sends one's own favourites."""
    summary = "send your favourites to a speaker's room, now or when there is a network"
    command = add_command(commands, "share", _share, summary, _SHARE)
    command.add_argument(
        "url", nargs="?", metavar="URL", help="the address on the slide; default: all that wait"
    )
    command.add_argument("tools", nargs="*", metavar="TOOL", help="only these (default: all your favourites)")
    command.add_argument("--code", default="", help="the room's code, where URL does not say it")
    command.add_argument("--forget", action="store_true", help="send nothing more there, and forget the room")
    command.add_argument("--keep-trying", action="store_true", help="do not end before all has arrived")
    return command


def describe(commands: Subparsers[argparse.ArgumentParser]) -> list[argparse.ArgumentParser]:
    """Describe the commands for what is in a room."""
    board = add_command(commands, "board", _board, "print what a room's audience suggests", _BOARD)
    board.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    voice = add_command(commands, "voice", _voice, 'say "me too" to what others suggest', _VOICE)
    voice.add_argument("--take-back", action="store_true", help="take your voice back")
    withdraw = add_command(commands, "withdraw", _withdraw, "take back what you sent to a room", _WITHDRAW)
    for command in (board, voice, withdraw):
        command.add_argument("url", metavar="URL", help="the address on the slide")
        command.add_argument("--code", default="", help="the room's code, where URL does not say it")
    for command in (voice, withdraw):
        command.add_argument("tools", nargs="+", metavar="TOOL", help="a tool, by any of its names")
    return [board, voice, withdraw]


def _share(options: argparse.Namespace) -> int:
    from holeout.files import locked
    from holeout.room.outbox import Outbox

    outbox = Outbox()
    if options.forget and not options.url:
        options.refuse("--forget wants the room's address")
    with locked(outbox.folder / "outbox", LOCK_WAIT):
        if options.forget:
            return _forget(outbox, options)
        boxes = _filled(outbox, options) if options.url else [box for box in outbox.boxes() if box.waiting]
        if not boxes:
            tell("nothing waits to be sent; name the room's address to share your favourites")
            return ExitCode.FINE
        return _send(outbox, boxes, keep_trying=options.keep_trying)


def _forget(outbox: Outbox, options: argparse.Namespace) -> int:
    from dataclasses import replace

    box = _box(outbox, options)
    for each in outbox.boxes():
        if (each.url, each.code) == (box.url, box.code):
            outbox.keep(replace(each, device="", items=()))
    tell(f"{box.url.partition('//')[2]}: forgotten; what is there stays there")
    return ExitCode.FINE


def _filled(outbox: Outbox, options: argparse.Namespace) -> list[Box]:
    """The boxes of the room, a box for each person, that now hold what is to be there."""
    from holeout.favourites.identity import tool_key

    people = _people(options)
    keys = {tool_key(favourite.tool) for favourites in people.values() for favourite in favourites}
    for tool in (tool for tool in options.tools if tool_key(tool) not in keys):
        raise _no_favourite(tool, options)
    mine = _box(outbox, options)
    boxes = [outbox.box(mine.url, mine.code, who) for who in people]
    if not keys and not any(box.items for box in boxes):
        raise _nothing_to_share(options)
    only = {tool_key(tool) for tool in options.tools}
    filled = [box.sharing(people[box.who], only) for box in boxes]
    for box in filled:
        outbox.keep(box)
    return filled


def _people(options: argparse.Namespace) -> dict[str, list[Favourite]]:
    """Whose favourites are to be shared, and which: one's own as those of nobody named, unless FILE has others'."""
    from holeout.favourites.store import actor_for
    from holeout.talk import load_talk

    store = common.store(options)
    if options.file is None or not options.file.exists():
        return {"": list(store.list())}
    file = store.read()
    own = {actor_for(load_talk(options.talk).slug), common.own_store(options).read().actor}
    people: dict[str, list[Favourite]] = {}
    for favourite in file.favourites:
        # A file without any name is somebody's all the same: whose, nothing but its place can tell.
        actor = favourite.actor or file.actor or str(options.file.resolve())
        people.setdefault("" if actor in own else actor, []).append(favourite)
    return people or {"": []}


def _no_favourite(tool: str, options: argparse.Namespace) -> HoleoutError:
    from pathlib import Path

    from holeout.favourites.model import SUFFIX

    if tool.endswith(SUFFIX) or Path(tool).is_file():
        return HoleoutError(
            f"'{tool}' is a file, and no tool of yours",
            f"holeout favourites share {options.url} --file {tool}",
        )
    if options.file:
        return HoleoutError(f"'{tool}' is not in {options.file}")
    return HoleoutError(f"'{tool}' is not among your favourites", f"holeout favourites add '{tool}' adds it")


def _nothing_to_share(options: argparse.Namespace) -> HoleoutError:
    store = common.store(options)
    if options.file:
        return HoleoutError(f"{options.file} holds no favourites")
    if others := len(store.read().favourites):
        return HoleoutError(
            f"none of the {counted(others, 'favourite')} in {store.path} is your own",
            f"holeout favourites share {options.url} --file {store.path} shares everybody's",
        )
    return HoleoutError(
        "you have no favourites yet",
        "holeout favourites add TOOL --stage ID --note 'WHY'; --file FILE shares what came by mail",
    )


def _box(outbox: Outbox, options: argparse.Namespace) -> Box:
    from holeout.room.join import read_join_url

    url, code = read_join_url(options.url, options.code)
    if not code:
        raise HoleoutError(f"{options.url} does not say the room's code", "give --code; it is on the slide")
    return outbox.box(url, code)


def _send(outbox: Outbox, boxes: Sequence[Box], *, keep_trying: bool) -> int:
    import asyncio
    import time

    from holeout.room.sharing import Sender

    sender = Sender(outbox)
    pause = FIRST_PAUSE
    fine = True
    while True:
        done = [asyncio.run(sender.send(box)) for box in boxes]
        for line in (line for each in _by_room(done) for line in _told(each)):
            tell(line)
        fine = fine and not any(each.refused for each in done)
        boxes = [each.box for each in done if each.box.waiting]
        if not boxes or not keep_trying:
            break
        time.sleep(pause)
        pause = min(LONGEST_PAUSE, 2 * pause)
    if boxes:
        waiting = sum(len(box.waiting) for box in boxes)
        tell(f"{counted(waiting, 'favourite')} waiting; later: holeout favourites share")
    return ExitCode.FINE if fine and not boxes else ExitCode.PROBLEMS


def _by_room(done: Sequence[Delivery]) -> Iterator[list[Delivery]]:
    """What was sent to each room, for however many people."""
    rooms: dict[tuple[str, str], list[Delivery]] = {}
    for each in done:
        rooms.setdefault((each.box.url, each.box.code), []).append(each)
    yield from rooms.values()


def _told(done: Sequence[Delivery]) -> Iterator[str]:
    where = done[0].box.url.partition("//")[2]
    people = sum(bool(each.sent) for each in done)
    if sent := sum(each.sent for each in done):
        pending = sum(each.pending for each in done)
        whose = f" of {people} people" if people > 1 else ""
        looked_at = f"; the speaker looks at {pending} first" if pending else ""
        yield f"{where}: {counted(sent, 'favourite')}{whose} sent{looked_at}"
    if withdrawn := sum(each.withdrawn for each in done):
        yield f"{where}: {withdrawn} withdrawn"
    refused = [pair for each in done for pair in each.refused]
    yield from (f"{where}: '{item.tool}' was not taken: {words}" for item, words in refused)
    troubles = dict.fromkeys(each.trouble for each in done if each.trouble)
    yield from (f"{where}: {trouble}" for trouble in troubles)
    if not (sent or withdrawn or refused or troubles):
        yield f"{where}: all is as you sent it before"


def _board(options: argparse.Namespace) -> int:
    board = _ask_board(options)
    if options.format == "json":
        print_json(board)
    else:
        print("".join(f"{line}\n" for line in _board_lines(board)), end="")
    tell(f"{counted(int(board.get('cards', 0)), 'tool')}, {counted(int(board.get('voices', 0)), 'voice')}")
    return ExitCode.FINE


def _board_lines(board: Mapping[str, Any]) -> Iterator[str]:
    from holeout.text import clean_line

    for stage in board.get("stages", ()):
        yield clean_line(str(stage.get("name", ""))) or "Other tools"
        for card in stage.get("cards", ()):
            marks = [word for word in ("pinned", "thanked") if card.get(word)]
            whys = " / ".join(clean_line(str(why)) for why in card.get("whys", ()))
            words = " ".join(filter(None, [*(f"[{mark}]" for mark in marks), whys]))
            yield f"  {int(card.get('voices', 0)):>4}  {clean_line(str(card.get('name', '')))}  {words}".rstrip()


def _ask_board(options: argparse.Namespace) -> Mapping[str, Any]:
    import asyncio

    from holeout.room.client import RoomClient
    from holeout.room.join import read_join_url

    async def ask() -> Mapping[str, Any]:
        async with RoomClient(read_join_url(options.url)[0]) as client:
            return await client.board()

    return asyncio.run(ask())


def _voice(options: argparse.Namespace) -> int:
    import asyncio

    from holeout.room.outbox import Outbox

    outbox = Outbox()
    board, aliases = _ask_board(options), common.catalogue(options).aliases
    cards = [(tool, _card(board, tool, aliases)) for tool in options.tools]
    box = asyncio.run(_speak(outbox, _box(outbox, options), [id for _, id in cards], end=options.take_back))
    done = "taken back from" if options.take_back else "given to"
    for tool, _ in cards:
        tell(f"{box.url.partition('//')[2]}: your voice is {done} '{tool}'")
    return ExitCode.FINE


async def _speak(outbox: Outbox, box: Box, ids: Sequence[str], *, end: bool) -> Box:
    from dataclasses import replace

    from holeout.room.client import RoomClient

    async with RoomClient(box.url) as client:
        if not box.device:
            box = replace(box, device=await client.join(box.code))
            outbox.keep(box)
        for suggestion_id in ids:
            ask = client.remove_voice if end else client.add_voice
            await ask(box.code, suggestion_id, box.device)
    return box


def _card(board: Mapping[str, Any], tool: str, aliases: Mapping[str, str]) -> str:
    """The id of the card for `tool`, by any of its names. Raises HoleoutError when the board has none."""
    from difflib import get_close_matches

    from holeout.favourites.identity import loose_key, resolve

    cards = [card for stage in board.get("stages", ()) for card in stage.get("cards", ())]
    key = resolve(tool, aliases)
    tests = (
        lambda card: card["tool"] == key,
        lambda card: str(card["name"]).casefold() == tool.casefold(),
        lambda card: loose_key(card["tool"]) == loose_key(key),
    )
    for fits in tests:
        if found := [card for card in cards if fits(card)]:
            return str(max(found, key=lambda card: int(card["voices"]))["id"])
    close = get_close_matches(tool, [str(card["name"]) for card in cards], 1)
    hint = f"did you mean '{close[0]}'?" if close else "holeout favourites board shows what is there"
    raise HoleoutError(f"'{tool}' is not on the board", hint)


def _withdraw(options: argparse.Namespace) -> int:
    from holeout.favourites.identity import tool_key
    from holeout.files import locked
    from holeout.room.outbox import Outbox

    outbox = Outbox()
    with locked(outbox.folder / "outbox", LOCK_WAIT):
        box = _box(outbox, options)
        for tool in options.tools:
            item = box.find(tool_key(tool))
            if item is None or item.withdrawn:
                raise HoleoutError(f"you have not sent '{tool}' to this room from here")
            box = box.taking_back(item, held=True)
        outbox.keep(box)
        return _send(outbox, [box], keep_trying=False)
