"""`holeout export`: what a talk leaves its audience with, and its slides for a browser, each as one file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, refuse_problems, talk_of
from holeout.cli.output import tell, write
from holeout.phrases import counted
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from holeout.exports.handout import Additions, Handout
    from holeout.exports.suggestions import BoardCard
    from holeout.favourites.model import FavouritesFile
    from holeout.lifecycle.answers import Team
    from holeout.talk import Talk

EXAMPLES = """\
  holeout export handout.html           slides, spoken text, the map with every hole, tools and sources
  holeout export handout.pdf my-talk    the same on paper, of another talk (needs holeout[pdf])
  holeout export handout.md             the same for a code forge
  holeout export slides.html            the slides, to be presented in any browser
  holeout export handout.html --assessment team.json --suggestions board.json
"""
FORMATS = {".html": "html", ".htm": "html", ".pdf": "pdf", ".md": "md", ".markdown": "md"}
MARKS = (b'<meta name="generator" content="holeout ', b"\nMade by holeout ")
"""What files of ours say of themselves, within their first kilobytes or their last."""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(
        subparsers, "export", run, "write a handout, or slides for a browser, as one file", EXAMPLES
    )
    command.add_argument(
        "out",
        type=Path,
        metavar="OUT",
        help="the file to write; its ending says how: .html, .pdf or .md. A name that begins with"
        " `slides` gives slides, any other a handout",
    )
    add_talk(command)
    command.add_argument(
        "--as", choices=("handout", "slides"), dest="what", help="what OUT holds (by its name)"
    )
    command.add_argument("--no-notes", action="store_true", help="leave the spoken text out")
    own = command.add_mutually_exclusive_group()
    own.add_argument(
        "--favourites",
        type=Path,
        metavar="FILE",
        help="favourites to put in (your own for this talk, if any)",
    )
    own.add_argument("--no-favourites", action="store_true", help="put no favourites in")
    command.add_argument(
        "--own-notes", action="store_true", help="put in what you wrote beside the slides as you read"
    )
    command.add_argument(
        "--assessment", type=Path, metavar="FILE", help="answers to put in, as `holeout assess` saved them"
    )
    command.add_argument(
        "--suggestions",
        type=Path,
        metavar="FILE",
        help="what the room suggested: its board.json, or the favourites.toml that its presenter exports",
    )
    command.add_argument(
        "--force", action="store_true", help="overwrite OUT even if holeout did not write it"
    )


def run(options: argparse.Namespace) -> int:
    """Write the file."""
    from holeout.exports.handout import handout_of

    kind, what = _kind(options), _what(options)
    talk = talk_of(options)
    refuse_problems(talk)
    _refuse_overwriting(options.out, talk, force=options.force)
    handout = handout_of(talk, _additions(options, talk, what), notes=not options.no_notes)
    data = _made(handout, what, kind, options.out)
    write(data, options.out)
    for problem in handout.pictures.problems:
        tell(str(problem))
    tell(_summary(handout, what, options.out, len(data)))
    return ExitCode.FINE


def _kind(options: argparse.Namespace) -> str:
    kind = FORMATS.get(options.out.suffix.lower(), "")
    if not kind:
        options.refuse(f"OUT must end in .html, .pdf or .md, and {options.out} does not")
    return kind


def _what(options: argparse.Namespace) -> str:
    what: str = options.what or ("slides" if options.out.stem.lower().startswith("slides") else "handout")
    if what == "slides" and _kind(options) != "html":
        options.refuse(
            "slides are written as .html, from which any browser prints a PDF; for a handout give --as handout"
        )
    return what


def _made(handout: Handout, what: str, kind: str, out: Path) -> bytes:
    if what == "slides":
        from holeout.exports.html_slides import slides_html

        return slides_html(handout).encode()
    if kind == "md":
        from holeout.exports.markdown_handout import handout_markdown

        return handout_markdown(handout, out.parent).encode()
    from holeout.exports.html_handout import handout_html

    page = handout_html(handout)
    return page.encode() if kind == "html" else _paged(page)


def _paged(page: str) -> bytes:
    from holeout.exports.pdf import pdf_of

    if sys.stderr.isatty():
        tell("laying out the pages, which takes some seconds")
    return pdf_of(page)


def _additions(options: argparse.Namespace, talk: Talk, what: str) -> Additions:
    from holeout.exports.handout import Additions

    return Additions(
        favourites=_favourites(options, talk) if what == "handout" else None,
        team=_team(options.assessment) if options.assessment else None,
        board=_board(options.suggestions, talk) if options.suggestions else (),
        margin=_margin(talk) if options.own_notes else {},
    )


def _favourites(options: argparse.Namespace, talk: Talk) -> FavouritesFile | None:
    """The favourites to put in: those that are asked for, else one's own for this talk."""
    from holeout.favourites.store import own_path

    path = options.favourites or own_path(talk.slug)
    if options.no_favourites or not (options.favourites or path.is_file()):
        return None
    file = _read_favourites(path, "mend it, or give --no-favourites")
    if not options.favourites and file.favourites:
        tell(f"with your favourites from {path} (--no-favourites leaves them out)")
    return file


def _read_favourites(path: Path, hint: str) -> FavouritesFile:
    from holeout.favourites.model import LARGE
    from holeout.favourites.store import read_file

    reading = read_file(path, LARGE)
    if reading.file is None:
        raise HoleoutError(f"{path} cannot be used", hint, reading.problems)
    return reading.file


def _team(path: Path) -> Team:
    from holeout import jsontext
    from holeout.lifecycle.saved import from_dict

    try:
        data = jsontext.parse(_text(path))
    except ValueError:
        raise HoleoutError(f"{path} is not JSON", "give a file that `holeout assess` saved") from None
    team, problems = from_dict(data, str(path))
    for problem in problems:
        tell(str(problem))
    return team


def _margin(talk: Talk) -> Mapping[str, str]:
    from holeout.kept.margin import MarginStore, own_path
    from holeout.presenting.margin import names_of

    path = own_path(talk.slug)
    notes = MarginStore(path, talk.title).notes()
    if not notes:
        raise HoleoutError(
            "there are no notes of yours beside this talk", "read it with `holeout`, and press N"
        )
    for name in notes.keys() - set(names_of(talk.deck.titles())):
        tell(f"your note on {name!r} is left out: no slide is called so. It stays in {path}")
    return notes


def _board(path: Path, talk: Talk) -> tuple[BoardCard, ...]:
    from holeout.exports.suggestions import board_of, read_board

    if path.suffix.lower() != ".toml":
        return read_board(_text(path), str(path))
    return board_of(_read_favourites(path, "mend it"), talk.lifecycle)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise HoleoutError(f"{path} cannot be read: {error.strerror}") from error


def _refuse_overwriting(out: Path, talk: Talk, *, force: bool) -> None:
    """Raise HoleoutError where writing `out` would cost somebody's work."""
    if out.resolve() == talk.deck_path.resolve():
        raise HoleoutError(f"{out} is the deck itself", "give the export another name")
    if force or not out.is_file() or out.suffix.lower() == ".pdf":
        return
    with out.open("rb") as file:
        start = file.read(4096)
        file.seek(max(0, out.stat().st_size - 4096))
        end = file.read()
    if start and not any(mark in start + end for mark in MARKS):
        raise HoleoutError(
            f"{out} was not written by holeout", "give another name, or --force to overwrite it"
        )


def _summary(handout: Handout, what: str, out: Path, size: int) -> str:
    lifecycle = handout.lifecycle
    counts = [counted(len(handout.slides), "slide")]
    if what == "handout" and lifecycle.stages:
        counts += [f"{len(lifecycle.stages)} stages", f"{len(lifecycle.pitfalls)} pitfalls"]
    return f"{out}: {', '.join(counts)} ({size / 1024:,.0f} KiB)"
