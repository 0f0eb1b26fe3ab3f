"""What the commands of `holeout favourites` share: the files and the talk that are meant, and where output goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from holeout.cli import output
from holeout.cli.output import tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from holeout.favourites.catalogue import Catalogue
    from holeout.favourites.model import FavouritesFile, Reading
    from holeout.favourites.store import FavouritesStore


def store(options: argparse.Namespace) -> FavouritesStore:
    """One's own favourites for the talk that is meant, or the file that was named in their place."""
    return _store(options, getattr(options, "file", None))


def own_store(options: argparse.Namespace) -> FavouritesStore:
    """One's own favourites for the talk that is meant, where they are kept."""
    return _store(options, None)


def _store(options: argparse.Namespace, path: Path | None) -> FavouritesStore:
    from holeout.favourites.catalogue import catalogue_of
    from holeout.favourites.store import open_store
    from holeout.talk import load_talk

    talk = load_talk(options.talk)
    return open_store(talk.slug, catalogue_of(talk.lifecycle), path)


def catalogue(options: argparse.Namespace) -> Catalogue:
    """What the talk that is meant names."""
    from holeout.favourites.catalogue import catalogue_of
    from holeout.talk import load_talk

    return catalogue_of(load_talk(options.talk).lifecycle)


def readings(paths: Iterable[Path], *, large: bool) -> list[Reading]:
    """What became of reading each file."""
    from holeout.favourites.model import LARGE, Limits
    from holeout.favourites.store import read_file

    return [read_file(path, LARGE if large else Limits()) for path in paths]


def read(paths: Iterable[Path], *, large: bool) -> list[FavouritesFile]:
    """The files that can be used; what is wrong with any is told."""
    found = readings(paths, large=large)
    for problem in (problem for reading in found for problem in reading.problems):
        tell(str(problem))
    return [reading.file for reading in found if reading.file]


def names_output(options: argparse.Namespace) -> bool:
    """Whether OUT is one of the files that are read."""
    return options.output is not None and any(same(path, options.output) for path in options.files)


def same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    return one.resolve() == other.resolve()


def write(text: str, options: argparse.Namespace, *, replaces: bool = False) -> None:
    """Print `text`, or write it where it destroys nobody's favourites."""
    from holeout.favourites.model import SUFFIX

    out = options.output
    precious = out is not None and (out.name.endswith(SUFFIX) or names_output(options))
    if precious and out.exists() and not (replaces or options.force):
        options.refuse(f"{out} holds favourites already; merge it too, or give --force to overwrite it")
    output.write(text, out)


def add_output(command: argparse.ArgumentParser) -> None:
    """The options that say where to write."""
    command.add_argument("-o", "--output", type=Path, metavar="OUT", help="write to OUT (default: print)")
    command.add_argument(
        "--force", action="store_true", help="overwrite OUT, even if it holds other favourites"
    )
