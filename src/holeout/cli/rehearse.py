"""`holeout rehearse`: present to nobody, and learn how long each slide takes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, talk_of
from holeout.cli.look import add_look
from holeout.cli.starting import Room, options_of, refuse_unclean, require_terminal
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse

    from holeout.kept.rehearsals import Rehearsals
    from holeout.presenting.rehearsal import Record
    from holeout.presenting.rehearsal_report import Report
    from holeout.talk import Talk

EXAMPLES = """\
  holeout rehearse my-talk             the report is printed at the end; holeout notes works beside it
  holeout rehearse my-talk -o times.md   and written to a file: .md, .json or .txt
  holeout rehearse my-talk --show      the report on the last rehearsal once more
  holeout rehearse my-talk --show --budgets   and its times become the slides' budgets
"""
FORMATS = {".md": "md", ".markdown": "md", ".json": "json", ".txt": "text"}


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "rehearse", run, "present to nobody, and time each slide", EXAMPLES)
    add_talk(command)
    add_look(command)
    command.add_argument(
        "--show", action="store_true", help="report on the last rehearsal instead of another"
    )
    command.add_argument("--budgets", action="store_true", help="write the times into the deck as budgets")
    command.add_argument("--format", choices=("text", "md", "json"), help="how to report (text)")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the report there as well")


def run(options: argparse.Namespace) -> int:
    """Rehearse, then report."""
    from holeout.kept.rehearsals import Rehearsals

    if options.output and not options.format and options.output.suffix.lower() not in FORMATS:
        raise HoleoutError(f"{options.output} does not say how to report", "end it in .md, .json or .txt")
    talk = talk_of(options)
    if options.output and options.output.resolve() == talk.deck_path.resolve():
        raise HoleoutError(f"{options.output} is the deck itself", "name another file for the report")
    if options.budgets and talk.given is not None:
        raise HoleoutError("there is no file to write budgets into", "name a deck instead of -")
    kept = Rehearsals.of_deck(talk.deck_path)
    code, record = (ExitCode.FINE, _last(kept)) if options.show else _rehearse(talk, options, kept)
    talk = talk.again()  # it may have been edited meanwhile
    earlier = [each for each in kept.load() if each.when < record.when]
    _tell(_report(talk, record, earlier), options)
    if options.budgets:
        _write(talk, record)
    return code


def _rehearse(talk: Talk, options: argparse.Namespace, kept: Rehearsals) -> tuple[int, Record]:
    require_terminal("a rehearsal")
    refuse_unclean(talk)
    from holeout.tui.run import rehearse

    return rehearse(talk, options_of(options, presenting=True, room=Room(open=True)), kept.keep)


def _last(kept: Rehearsals) -> Record:
    records = kept.load()
    if not records:
        raise HoleoutError("this talk has not been rehearsed yet", "do so with holeout rehearse")
    return records[-1]


def _report(talk: Talk, record: Record, earlier: list[Record]) -> Report:
    from holeout.presenting.rehearsal_report import report_on

    deck = talk.deck
    budgets = [deck.slide(index).budget for index in range(len(deck))]
    return report_on(record, earlier, deck.titles(), budgets, deck.info.duration)


def _tell(report: Report, options: argparse.Namespace) -> None:
    print(_rendered(report, options.format or "text"))
    if options.output:
        from holeout.files import told, write_atomically

        form = options.format or FORMATS[options.output.suffix.lower()]
        with told(options.output):
            write_atomically(options.output, _rendered(report, form) + "\n")
        print(f"the report is in {options.output}", file=sys.stderr)


def _rendered(report: Report, form: str) -> str:
    import json

    from holeout.presenting.rehearsal_report import RENDER, report_data

    if form == "json":
        return json.dumps(report_data(report), indent=2, ensure_ascii=False)
    return "\n".join(RENDER[form](report))


def _write(talk: Talk, record: Record) -> None:
    """Write the times into the deck as it is now, byte by byte but for the budgets."""
    from holeout.deck.budgets import with_budgets
    from holeout.deck.reader import read_deck
    from holeout.files import told, write_atomically

    path = talk.deck_path
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    found = with_budgets(
        text,
        record.on(talk.deck.titles()),
        lambda each: read_deck(each, str(path), dialect=talk.dialect, read=talk.include),
    )
    with told(path):
        write_atomically(path, found.text.encode("utf-8", "surrogateescape"))
    print(f"budgets written into {path}", file=sys.stderr)
    for index in found.refused:
        print(f"slide {index + 1} is left as it was: its budget cannot be written by itself", file=sys.stderr)
