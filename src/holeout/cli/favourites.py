"""`holeout favourites`: one's own file, and other people's."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holeout.cli.arguments import Subparsers, add_command
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holeout.favourites.catalogue import Catalogue
    from holeout.favourites.merge import Merged
    from holeout.favourites.model import FavouritesFile, Reading
    from holeout.favourites.store import FavouritesStore

EXAMPLES = """\
  holeout favourites add polars --stage data --note "6x faster than what we had"
  holeout favourites list
  holeout favourites merge inbox/*.toml -o all.favourites.toml
  holeout favourites export all.favourites.toml --format md -o FAVOURITES.md

`holeout favourites COMMAND --help` tells of each.
"""
_LIST = """\
  holeout favourites list
  holeout favourites list --format json | jq -r '.[].tool'
"""
_ADD = """\
  holeout favourites add polars --stage data --note "6x faster in our feature jobs"
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
_MERGE = """\
  holeout favourites merge anna.favourites.toml ben.favourites.toml -o all.favourites.toml
  holeout favourites merge laptop.favourites.toml desktop.favourites.toml -o laptop.favourites.toml

The order of the files, and merging again, make no difference. A file that is both merged and OUT keeps its
comments and layout.
"""
_EXPORT = """\
  holeout favourites export --format md
  holeout favourites export inbox/*.toml --format csv -o suggestions.csv
  holeout favourites export all.favourites.toml --new --format html -o new-to-us.html
"""
_CHECK = """\
  holeout favourites check
  holeout favourites check inbox/*.toml --format json
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
    ]
    everybodys = [_describe_merge(commands), _describe_export(commands), _describe_check(commands)]
    for command in own:
        command.add_argument(
            "--file", type=Path, metavar="FILE", help="the file (default: in your data folder)"
        )
    for command in everybodys:
        command.add_argument(
            "--large", action="store_true", help="read files of up to 8 MiB; only if you trust them"
        )
    for command in (*own, *everybodys):
        command.add_argument(
            "--talk", metavar="PATH", help="the talk (default: the one that comes with the program)"
        )
        command.set_defaults(refuse=command.error)


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


def _describe_merge(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "merge", _merge, "merge several people's files", _MERGE)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a favourites file")
    _add_output(command)
    return command


def _describe_export(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "export", _export, "export favourites in another form", _EXPORT)
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="favourites files (default: your own)"
    )
    forms = ("md", "csv", "json", "jsonl", "html", "toml")
    command.add_argument(
        "--format", choices=forms, default="md", help="the form (default: md, a list of links)"
    )
    command.add_argument("--new", action="store_true", help="only tools that the talk does not name")
    _add_output(command)
    return command


def _describe_check(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "check", _check, "find what is wrong with favourites files", _CHECK)
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="favourites files (default: your own)"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    return command


def _add_fields(command: argparse.ArgumentParser) -> None:
    for name, (value, says) in _FIELDS.items():
        command.add_argument(f"--{name}", metavar=value, help=says)
    command.add_argument("--tag", action="append", dest="tags", metavar="WORD", help="repeat for several")


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", type=Path, metavar="OUT", help="write to OUT (default: print)")
    command.add_argument(
        "--force", action="store_true", help="overwrite OUT, even if it holds other favourites"
    )


def _list(options: argparse.Namespace) -> int:
    from holeout.favourites.report import listing, row

    store = _store(options)
    favourites = store.list()
    if options.format == "json":
        _print_json([row(favourite) for favourite in favourites])
    else:
        print("".join(f"{line}\n" for line in listing(favourites)), end="")
    _tell(f"{store.path}: {_count(len(favourites), 'favourite')}")
    if not favourites:
        _tell('add one: holeout favourites add TOOL --stage ID --note "WHY"')
    for path in store.unsaved():
        _tell(f"saved beside your file: holeout favourites add --from {path}")
    return ExitCode.FINE


def _add(options: argparse.Namespace) -> int:
    from holeout.favourites.model import Favourite

    changes = _changes(options)
    if options.sources:
        if changes:
            options.refuse("--from takes favourites over as they are; it goes with no other option")
        return _add_from(_store(options), options.sources)
    if not options.tool:
        options.refuse("name the TOOL, or a file with --from")
    store = _store(options)
    _tell(f"'{store.add(Favourite(**changes)).tool}' added to {store.path}")
    return ExitCode.FINE


def _add_from(store: FavouritesStore, sources: Sequence[Path]) -> int:
    from dataclasses import replace

    files = _read(sources, large=False)
    failed = len(files) < len(sources)
    for favourite in (favourite for file in files for favourite in file.favourites):
        try:
            added = store.add(replace(favourite, actor="", by="", updated=""))
        except HoleoutError as error:
            failed = True
            _tell(str(error))
        else:
            _tell(f"'{added.tool}' added to {store.path}")
    return ExitCode.PROBLEMS if failed else ExitCode.FINE


def _edit(options: argparse.Namespace) -> int:
    changes = _changes(options)
    if not changes:
        options.refuse("say what to change: --stage, --note, --name, --url, --pitfall, --tag or --tool")
    store = _store(options)
    _tell(f"'{store.edit(options.named, **changes).tool}' changed in {store.path}")
    return ExitCode.FINE


def _remove(options: argparse.Namespace) -> int:
    store = _store(options)
    for tool in options.tools:
        _tell(f"'{store.remove(tool).tool}' removed from {store.path}")
    return ExitCode.FINE


def _merge(options: argparse.Namespace) -> int:
    from holeout.favourites.compare import compare
    from holeout.favourites.export import Collection, to_toml
    from holeout.favourites.gathering import gather
    from holeout.favourites.merge import merge
    from holeout.favourites.report import merge_report

    files = _read(options.files, large=options.large)
    if not files:
        return ExitCode.PROBLEMS
    if _names_output(options) and not options.large:
        merged = _merged_within(options, files)
    else:
        merged = merge(files)
        _write(to_toml(Collection(merged)), options, replaces=_names_output(options))
    catalogue = _catalogue(options)
    for line in merge_report(merged, len(files), compare(gather(merged, catalogue), catalogue), catalogue):
        _tell(line)
    return ExitCode.PROBLEMS if len(files) < len(options.files) else ExitCode.FINE


def _merged_within(options: argparse.Namespace, files: Sequence[FavouritesFile]) -> Merged:
    """Merge into the one of the files that is also the output, so that it keeps its comments and layout."""
    from holeout.favourites.store import open_store

    mine = [file for file in files if _same(Path(file.name), options.output)]
    if not mine:
        raise HoleoutError(
            "nothing was merged, for OUT is one of the broken files", f"mend {options.output} first"
        )
    others = [file for file in files if file not in mine]
    return open_store(mine[0].talk, path=options.output).take_in(others)


def _export(options: argparse.Namespace) -> int:
    from holeout.favourites.export import FORMATS, Collection
    from holeout.favourites.merge import merge

    catalogue = _catalogue(options)
    if options.new and not catalogue.tools:
        options.refuse("--new needs a talk that names tools: give --talk PATH")
    paths = options.files or [_store(options).path]
    files = _read(paths, large=options.large)
    if not files:
        return ExitCode.PROBLEMS
    _write(FORMATS[options.format](Collection(merge(files), catalogue, only_new=options.new)), options)
    return ExitCode.PROBLEMS if len(files) < len(paths) else ExitCode.FINE


def _check(options: argparse.Namespace) -> int:
    from holeout.favourites.report import problem_row, unknown_ids

    catalogue = _catalogue(options)
    paths = options.files or [_store(options).path]
    readings = _readings(paths, large=options.large)
    files = [reading.file for reading in readings if reading.file]
    problems = [problem for reading in readings for problem in reading.problems]
    problems = sorted([*problems, *(problem for file in files for problem in unknown_ids(file, catalogue))])
    if options.format == "json":
        _print_json([problem_row(problem) for problem in problems])
    else:
        print("".join(f"{problem}\n" for problem in problems), end="")
    entries = _count(sum(len(file.favourites) for file in files), "favourite")
    bad = len(paths) - len(files)
    _tell(f"{_count(len(paths), 'file')}, {entries}: {f'{bad} to mend' if bad else 'fine'}")
    return ExitCode.PROBLEMS if bad else ExitCode.FINE


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
            catalogue = _catalogue(options)
            catalogue.require_stage(given.get("stage", ""))
            catalogue.require_pitfall(given.get("pitfall", ""))
    except HoleoutError as error:
        options.refuse(f"{error.message}; {error.hint}" if error.hint else error.message)
    return given


def _store(options: argparse.Namespace) -> FavouritesStore:
    from holeout.favourites.catalogue import catalogue_of
    from holeout.favourites.store import open_store
    from holeout.talk import load_talk

    talk = load_talk(options.talk)
    return open_store(talk.slug, catalogue_of(talk.lifecycle), getattr(options, "file", None))


def _catalogue(options: argparse.Namespace) -> Catalogue:
    from holeout.favourites.catalogue import catalogue_of
    from holeout.talk import load_talk

    return catalogue_of(load_talk(options.talk).lifecycle)


def _readings(paths: Iterable[Path], *, large: bool) -> list[Reading]:
    from holeout.favourites.model import LARGE, Limits
    from holeout.favourites.store import read_file

    return [read_file(path, LARGE if large else Limits()) for path in paths]


def _read(paths: Iterable[Path], *, large: bool) -> list[FavouritesFile]:
    """The files that can be used; what is wrong with any is told."""
    readings = _readings(paths, large=large)
    for problem in (problem for reading in readings for problem in reading.problems):
        _tell(str(problem))
    return [reading.file for reading in readings if reading.file]


def _names_output(options: argparse.Namespace) -> bool:
    return options.output is not None and any(_same(path, options.output) for path in options.files)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _write(text: str, options: argparse.Namespace, *, replaces: bool = False) -> None:
    """Print `text`, or write it where it destroys nobody's favourites."""
    from holeout.favourites.model import SUFFIX
    from holeout.favourites.store import write_text

    if options.output is None:
        sys.stdout.write(text)
        return
    precious = options.output.name.endswith(SUFFIX) or _names_output(options)
    if precious and options.output.exists() and not (replaces or options.force):
        options.refuse(
            f"{options.output} holds favourites already; merge it too, or give --force to overwrite it"
        )
    write_text(options.output, text)


def _print_json(rows: list[dict[str, Any]]) -> None:
    import json

    print(json.dumps(rows, indent=2, ensure_ascii=False, allow_nan=False))


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
