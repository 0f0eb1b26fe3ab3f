"""`holeout favourites`: one's own file, and other people's."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holeout.cli import favourites_common as common
from holeout.cli import favourites_gather, favourites_share
from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.output import print_json, tell
from holeout.phrases import counted
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.favourites.store import FavouritesStore

EXAMPLES = """\
  holeout favourites add polars --stage data --note "6x faster than what we had"
  holeout favourites list
  holeout favourites share http://192.168.1.23:8080/j/QX7F
  holeout favourites merge inbox/*.toml -o all.favourites.toml
  holeout favourites export all.favourites.toml --format md -o FAVOURITES.md

`holeout favourites COMMAND --help` tells of each.
"""
_LIST = """\
  holeout favourites list
  holeout favourites list --format json | jq -r '.[].tool'
"""
_ADD = """\
  holeout favourites add polars --stage data --note "6x faster than what we had"
  holeout favourites add https://github.com/iterative/dvc --stage data --tag versioning --tag git
  holeout favourites add --from phone.favourites.toml
"""
_EDIT = """\
  holeout favourites edit polars --note "8x faster since 1.0"
  holeout favourites edit polars --stage monitor --tag ""   (the empty tag takes the tags out)
"""
_REMOVE = """\
  holeout favourites remove polars
"""
_FIELDS = {
    "name": ("NAME", "how to call it, if not by TOOL"),
    "stage": ("ID", "the stage of the map that it helps with"),
    "pitfall": ("ID", "the pitfall that it helps out of"),
    "note": ("WHY", "why you recommend it"),
    "url": ("LINK", "where to read more"),
}


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command and its own commands."""
    whole = subparsers.add_parser(
        "favourites",
        help="tools that you and others recommend",
        description="Keep your favourite tools in a file of your own, and merge everybody's.",
        epilog=f"examples:\n{EXAMPLES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    own = [
        _describe_list(commands),
        _describe_add(commands),
        _describe_edit(commands),
        _describe_remove(commands),
        favourites_share.describe_share(commands),
    ]
    everybodys = favourites_gather.describe(commands)
    for command in own:
        command.add_argument(
            "--file", type=Path, metavar="FILE", help="the file (default: in your data folder)"
        )
    for command in (*own, *everybodys, *favourites_share.describe(commands)):
        command.add_argument(
            "--talk", metavar="PATH", help="the talk (default: the one that comes with the program)"
        )


def _describe_list(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "list", _list, "print your favourites", _LIST)
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    return command


def _describe_add(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "add", _add, "add a tool to your favourites", _ADD)
    command.add_argument(
        "tool", nargs="?", metavar="TOOL", help="a PyPI name, a package URL, a link, or any name"
    )
    _add_fields(command)
    takes = "take over the favourites of a file; repeat for several"
    command.add_argument("--from", dest="sources", action="append", type=Path, metavar="FILE", help=takes)
    return command


def _describe_edit(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "edit", _edit, "change what you say of a tool", _EDIT)
    command.add_argument(
        "named", metavar="TOOL", help="the tool as your file has it, or by another of its names"
    )
    command.add_argument("--tool", metavar="TOOL", help="another tool, or another way to write it")
    _add_fields(command)
    return command


def _describe_remove(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "remove", _remove, "take tools out of your favourites", _REMOVE)
    command.add_argument("tools", nargs="+", metavar="TOOL", help="a tool in your file")
    return command


def _add_fields(command: argparse.ArgumentParser) -> None:
    for name, (value, says) in _FIELDS.items():
        also = ("--why",) if name == "note" else ()
        command.add_argument(f"--{name}", *also, metavar=value, help=says)
    command.add_argument("--tag", action="append", dest="tags", metavar="WORD", help="repeat for several")


def _list(options: argparse.Namespace) -> int:
    from holeout.favourites.report import listing, row

    store = common.store(options)
    favourites = store.list()
    if options.format == "json":
        print_json([row(favourite) for favourite in favourites])
    else:
        print("".join(f"{line}\n" for line in listing(favourites)), end="")
    tell(f"{store.path}: {counted(len(favourites), 'favourite')}")
    if not favourites:
        tell('add one: holeout favourites add TOOL --stage ID --note "WHY"')
    for path in store.unsaved():
        tell(f"saved beside your file: holeout favourites add --from {path}")
    return ExitCode.FINE


def _add(options: argparse.Namespace) -> int:
    from holeout.favourites.model import Favourite

    changes = _changes(options)
    if options.sources:
        if changes:
            options.refuse("--from takes favourites over as they are; it goes with no other option")
        return _add_from(common.store(options), options.sources)
    if not options.tool:
        options.refuse("name the TOOL, or a file with --from")
    store = common.store(options)
    tell(f"'{store.add(Favourite(**changes)).tool}' added to {store.path}")
    return ExitCode.FINE


def _add_from(store: FavouritesStore, sources: Sequence[Path]) -> int:
    from dataclasses import replace

    files = common.read(sources, large=False)
    failed = len(files) < len(sources)
    for favourite in (favourite for file in files for favourite in file.favourites):
        try:
            added = store.add(replace(favourite, actor="", by="", updated=""))
        except HoleoutError as error:
            failed = True
            tell(str(error))
        else:
            tell(f"'{added.tool}' added to {store.path}")
    return ExitCode.PROBLEMS if failed else ExitCode.FINE


def _edit(options: argparse.Namespace) -> int:
    changes = _changes(options)
    if not changes:
        options.refuse("say what to change: --stage, --note, --name, --url, --pitfall, --tag or --tool")
    store = common.store(options)
    tell(f"'{store.edit(options.named, **changes).tool}' changed in {store.path}")
    return ExitCode.FINE


def _remove(options: argparse.Namespace) -> int:
    store = common.store(options)
    for tool in options.tools:
        tell(f"'{store.remove(tool).tool}' removed from {store.path}")
    return ExitCode.FINE


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    """The fields that the options give, checked: what is wrong with one is wrong with the command line."""
    from holeout.favourites.values import checked

    given = {
        name: value for name in ("tool", *_FIELDS, "tags") if (value := getattr(options, name)) is not None
    }
    if "tags" in given:
        given["tags"] = tuple(filter(None, given["tags"]))
    try:
        checked({"tool": "any", **given})
        if given.get("stage") or given.get("pitfall"):
            catalogue = common.catalogue(options)
            catalogue.require_stage(given.get("stage", ""))
            catalogue.require_pitfall(given.get("pitfall", ""))
    except HoleoutError as error:
        options.refuse(f"{error.message}; {error.hint}" if error.hint else error.message)
    return given
