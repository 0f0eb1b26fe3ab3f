"""`holeout favourites merge`, `export`, `check`, `compare` and `scan`: other people's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from holeout.cli import favourites_common as common
from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.output import print_json, tell
from holeout.favourites.forms import MEDIA_TYPES
from holeout.phrases import counted
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.favourites.merge import Merged
    from holeout.favourites.model import FavouritesFile

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


_COMPARE = """\
  holeout favourites compare inbox/*.toml
  holeout favourites compare all.favourites.toml --format md -o BESIDE-OURS.md
"""
_SCAN = """\
  holeout favourites scan photos/*.jpg -o scanned.favourites.toml
  holeout favourites scan pasted.txt | less

Photos want holeout[scan]. A text file may hold any number of scanned codes, one after the other.
"""


def describe(commands: Subparsers[argparse.ArgumentParser]) -> list[argparse.ArgumentParser]:
    """Describe the commands for other people's files."""
    found = [
        _describe_merge(commands),
        _describe_export(commands),
        _describe_check(commands),
        _describe_compare(commands),
    ]
    for command in found:
        command.add_argument(
            "--large", action="store_true", help="read files of up to 8 MiB; only if you trust them"
        )
    return [*found, _describe_scan(commands)]


def _describe_compare(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    summary = "hold what people recommend against the talk: what had it not considered?"
    command = add_command(commands, "compare", _compare, summary, _COMPARE)
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="favourites files (default: your own)"
    )
    command.add_argument(
        "--format", choices=("text", "md", "json"), default="text", help="the form (default: text)"
    )
    common.add_output(command)
    return command


def _describe_scan(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    summary = "read the QR codes that people's phones showed, from photos or pasted text"
    command = add_command(commands, "scan", _scan, summary, _SCAN)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a picture, or a text file")
    common.add_output(command)
    return command


def _describe_merge(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "merge", _merge, "merge several people's files", _MERGE)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a favourites file")
    common.add_output(command)
    return command


def _describe_export(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "export", _export, "export favourites in another form", _EXPORT)
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="favourites files (default: your own)"
    )
    command.add_argument(
        "--format", choices=tuple(MEDIA_TYPES), default="md", help="the form (default: md, a list of links)"
    )
    command.add_argument("--new", action="store_true", help="only tools that the talk does not name")
    common.add_output(command)
    return command


def _describe_check(commands: Subparsers[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = add_command(commands, "check", _check, "find what is wrong with favourites files", _CHECK)
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="favourites files (default: your own)"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    return command


def _merge(options: argparse.Namespace) -> int:
    from holeout.favourites.compare import compare
    from holeout.favourites.export import Collection, to_toml
    from holeout.favourites.gathering import gather
    from holeout.favourites.merge import merge
    from holeout.favourites.report import merge_report

    files = common.read(options.files, large=options.large)
    if not files:
        return ExitCode.PROBLEMS
    if common.names_output(options) and not options.large:
        merged = _merged_within(options, files)
    else:
        merged = merge(files)
        common.write(to_toml(Collection(merged)), options, replaces=common.names_output(options))
    catalogue = common.catalogue(options)
    for line in merge_report(merged, len(files), compare(gather(merged, catalogue), catalogue), catalogue):
        tell(line)
    return ExitCode.PROBLEMS if len(files) < len(options.files) else ExitCode.FINE


def _merged_within(options: argparse.Namespace, files: Sequence[FavouritesFile]) -> Merged:
    """Merge into the one of the files that is also the output, so that it keeps its comments and layout."""
    from holeout.favourites.store import open_store

    mine = [file for file in files if common.same(Path(file.name), options.output)]
    if not mine:
        raise HoleoutError(
            "nothing was merged, for OUT is one of the broken files", f"mend {options.output} first"
        )
    others = [file for file in files if file not in mine]
    return open_store(mine[0].talk, path=options.output).take_in(others)


def _export(options: argparse.Namespace) -> int:
    from holeout.favourites.export import FORMATS, Collection
    from holeout.favourites.merge import merge

    catalogue = common.catalogue(options)
    if options.new and not catalogue.tools:
        options.refuse("--new needs a talk that names tools: give --talk PATH")
    paths = options.files or [common.store(options).path]
    files = common.read(paths, large=options.large)
    if not files:
        return ExitCode.PROBLEMS
    common.write(FORMATS[options.format](Collection(merge(files), catalogue, only_new=options.new)), options)
    return ExitCode.PROBLEMS if len(files) < len(paths) else ExitCode.FINE


def _check(options: argparse.Namespace) -> int:
    from holeout.favourites.report import unknown_ids

    catalogue = common.catalogue(options)
    paths = options.files or [common.store(options).path]
    readings = common.readings(paths, large=options.large)
    files = [reading.file for reading in readings if reading.file]
    problems = [problem for reading in readings for problem in reading.problems]
    problems = sorted([*problems, *(problem for file in files for problem in unknown_ids(file, catalogue))])
    if options.format == "json":
        print_json([problem.row() for problem in problems])
    else:
        print("".join(f"{problem}\n" for problem in problems), end="")
    entries = counted(sum(len(file.favourites) for file in files), "favourite")
    bad = len(paths) - len(files)
    tell(f"{counted(len(paths), 'file')}, {entries}: {f'{bad} to mend' if bad else 'fine'}")
    return ExitCode.PROBLEMS if bad else ExitCode.FINE


def _compare(options: argparse.Namespace) -> int:
    from holeout.favourites.compare import compare
    from holeout.favourites.comparison import FORMS
    from holeout.favourites.gathering import gather
    from holeout.favourites.merge import merge

    catalogue = common.catalogue(options)
    if not catalogue.tools:
        options.refuse("there is nothing to compare with: the talk names no tools; give --talk PATH")
    paths = options.files or [common.store(options).path]
    files = common.read(paths, large=options.large)
    if not files:
        return ExitCode.PROBLEMS
    found = compare(gather(merge(files), catalogue), catalogue)
    common.write(FORMS[options.format](found, catalogue), options)
    return ExitCode.PROBLEMS if len(files) < len(paths) else ExitCode.FINE


def _scan(options: argparse.Namespace) -> int:
    from holeout.favourites.export import Collection, to_toml
    from holeout.favourites.merge import merge
    from holeout.favourites.scanning import scan_file

    scans = [scan_file(path) for path in options.files]
    for problem in (problem for each in scans for problem in each.problems):
        tell(str(problem))
    files = [file for each in scans for file in each.files]
    if not files:
        return ExitCode.PROBLEMS
    common.write(to_toml(Collection(merge(files))), options)
    tell(f"{counted(len(files), 'code')} read from {counted(len(scans), 'file')}")
    return ExitCode.PROBLEMS if any(each.problems for each in scans) else ExitCode.FINE
