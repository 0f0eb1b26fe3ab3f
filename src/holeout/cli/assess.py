"""`holeout assess`: how deep is your hole, and your team's?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holeout.cli.arguments import Subparsers, add_command, terminal
from holeout.cli.look import add_look
from holeout.cli.output import print_json, tell, write
from holeout.cli.starting import start
from holeout.phrases import counted
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from holeout.lifecycle.answers import Answer, Assessment, Snapshot, Team
    from holeout.lifecycle.assess import StageScore
    from holeout.lifecycle.model import Lifecycle
    from holeout.talk import Talk

EXAMPLES = """\
  holeout assess                                  answer, and see how deep the hole is
  holeout assess --quick                          five questions to begin with
  holeout assess --show                           the result as plain text
  holeout assess --show anna.json ben.json        a team's: each question counts as the lowest of them
  holeout assess --export json -o anna.json       your answers, to send to a teammate
  holeout assess --export md anna.json ben.json   a report to hand round
  holeout assess --merge anna.json ben.json -o team.json
"""
WIDTH = 80


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "assess", run, "see how deep your project's hole is", EXAMPLES)
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="people's answers; default: your own"
    )
    doing = command.add_mutually_exclusive_group()
    doing.add_argument("--quick", action="store_true", help="only the few questions to begin with")
    doing.add_argument("--show", action="store_true", help="print the result, of FILEs or of your answers")
    doing.add_argument("--export", choices=("md", "json"), help="a report (md), or the answers (json)")
    doing.add_argument("--merge", action="store_true", help="put the answers of several FILEs into one")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print the result")
    command.add_argument("--since", metavar="DATE", help="compare with the answers of that day: 2026-07-30")
    command.add_argument("-o", "--output", type=Path, metavar="OUT", help="write to OUT (default: print)")
    command.add_argument("--force", action="store_true", help="overwrite OUT, even if it holds other answers")
    command.add_argument("--talk", metavar="TALK", help="a folder with slides/; default: the bundled talk")
    add_look(command)


def run(options: argparse.Namespace) -> int:
    """Open the questions; or print, export or merge what was answered."""
    from holeout.talk import load_talk

    _refuse_senseless(options)
    talk = load_talk(options.talk)
    if not talk.lifecycle.questions:
        raise HoleoutError(f"{talk.title} has no questions to ask", "They stand in content/assessment.yaml.")
    if options.merge:
        return _merge(talk, options)
    if options.export:
        return _export(talk, options)
    printing = options.show or options.files or options.since or options.format == "json"
    if printing or not (terminal() and sys.stdout.isatty()):
        return _show(talk, options)
    from holeout.layout.target import Target

    return start(talk, options, opening=Target("assess", "quick" if options.quick else ""))


def _refuse_senseless(options: argparse.Namespace) -> None:
    """What argparse cannot say of options that do not go together."""
    if options.merge and not options.files:
        options.refuse("--merge needs the FILEs to merge")
    if options.quick and options.files:
        options.refuse("--quick is about your own answers: name no FILE")
    if options.output and not (options.merge or options.export):
        options.refuse("-o goes with --export or --merge")
    if options.since and not _is_day(options.since):
        options.refuse(f"{options.since!r} is not a date such as 2026-07-30")


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _show(talk: Talk, options: argparse.Namespace) -> int:
    from holeout.layout.assess_ladder import result_page
    from holeout.layout.assess_pages import quick_sheet, sheet_page
    from holeout.layout.styled import plain_text

    team, whole = _team(talk, options.files)
    if options.format == "json":
        print_json(_row(talk.lifecycle, team, _before(team, options)))
    else:
        if options.quick:
            entries = sheet_page(talk.lifecycle, (), quick_sheet(talk.lifecycle), _only(team))
        else:
            entries = result_page(talk.lifecycle, team, _before(team, options))
        for line in (line for entry in entries for line in entry.draw(WIDTH)):
            print(plain_text(line))
    return ExitCode.FINE if whole else ExitCode.PROBLEMS


def _export(talk: Talk, options: argparse.Namespace) -> int:
    from holeout.kept.answers import as_json
    from holeout.lifecycle.report import to_markdown

    team, whole = _team(talk, options.files)
    if options.export == "json":
        _keep(as_json(team), team, options)
    else:
        last = max(
            (reply.at[:10] for person in team.people.values() for reply in person.answers.values()),
            default="",
        )
        date = f"Last answer: {last}." if last else ""
        write(to_markdown(talk.lifecycle, team, date=date, before=_before(team, options)), options.output)
    return ExitCode.FINE if whole else ExitCode.PROBLEMS


def _merge(talk: Talk, options: argparse.Namespace) -> int:
    from holeout.kept.answers import as_json

    team, whole = _team(talk, options.files)
    _keep(as_json(team), team, options)
    tell(f"{counted(len(team.people), 'person', 'people')} from {counted(len(options.files), 'file')}")
    return ExitCode.FINE if whole else ExitCode.PROBLEMS


def _team(talk: Talk, files: Sequence[Path]) -> tuple[Team, bool]:
    """The people of `files`, or oneself; and whether all of every file could be read."""
    from holeout.kept.answers import open_store, read_file
    from holeout.lifecycle.answers import Team, merge

    if not files:
        return Team.of(talk.slug, open_store(talk.slug).load()), True
    readings = [read_file(path) for path in files]
    problems = [problem for reading in readings for problem in reading.problems]
    for problem in problems:
        tell(str(problem))
    return merge([Team(talk.slug), *(reading.team for reading in readings)]), not problems


def _only(team: Team) -> Assessment:
    return next(iter(team.people.values()))


def _before(team: Team, options: argparse.Namespace) -> Snapshot | None:
    """What `team` is compared with: the day that was asked for, or a lone person's last snapshot."""
    import time
    from dataclasses import replace

    if options.since:
        if (found := team.at(options.since)) is None:
            tell(f"nobody's answers are kept from {options.since} or before")
        return found
    if len(team.people) != 1:
        return None
    kept = _only(team).before(time.strftime("%Y-%m-%d", time.gmtime()))
    return replace(kept[0], at=kept[0].at[:10]) if kept else None


def _row(lifecycle: Lifecycle, team: Team, before: Snapshot | None) -> dict[str, Any]:
    """The result as plain data, for programs."""
    from holeout.lifecycle.assess import assess, compare
    from holeout.lifecycle.report import headline

    answers = team.lowest()
    result = assess(lifecycle, answers)
    changes = compare(lifecycle, before.answers, answers) if before else ()
    return {
        "talk": team.talk,
        "people": len(team.people),
        "headline": headline(result),
        "weakest": [score.stage.id for score in result.weakest],
        "missing_rungs": result.depth,
        "answered": result.answered,
        "left_out": result.left_out,
        "open": result.open,
        "stages": [_stage_row(score) for score in result.stages],
        "first": [
            {
                "pitfall": step.pitfall.id,
                "tools": [tool.id for tool in step.tools],
                "because_of": step.pull.question.id,
            }
            for step in result.steps
        ],
        "disputed": [id for id, spread in team.spreads().items() if spread.disputed],
        "since": before.at if before else None,
        "changes": [
            {"stage": change.stage.id, "before": change.before, "after": change.after} for change in changes
        ],
        "other_rubrics": _rubric_rows(lifecycle, answers),
    }


def _stage_row(score: StageScore) -> dict[str, Any]:
    return {
        "stage": score.stage.id,
        "score": score.score,
        "missing": score.deep,
        "asked": score.asked,
        "answered": score.answered,
        "left_out": score.left_out,
        "pulled_down_by": [
            {"question": pull.question.id, "answer": str(pull.answer), "loss": pull.loss}
            for pull in score.pulls
        ],
    }


def _rubric_rows(lifecycle: Lifecycle, answers: Mapping[str, Answer]) -> list[dict[str, Any]]:
    """The part of other people's rubrics that the questions cover: lower bounds, not scores."""
    from holeout.lifecycle.rubric import score_rubric

    scores = [
        score_rubric(rubric, lifecycle.questions.values(), answers) for rubric in lifecycle.rubrics.values()
    ]
    return [
        {
            "rubric": score.rubric.id,
            "at_least": score.final,
            "items": score.size,
            "asked": score.covered,
            "answered": score.answered,
            "sections": {section.name: section.score for section in score.sections},
        }
        for score in scores
    ]


def _keep(text: str, team: Team, options: argparse.Namespace) -> None:
    """Print answers, or write them where no one else's are lost."""
    out = options.output
    if out is not None and out.exists() and not options.force and _loses(out, team):
        options.refuse(
            f"{out} holds other people's answers, or something else; merge it too, or give --force"
        )
    write(text, out)


def _loses(out: Path, team: Team) -> bool:
    """Whether somebody in the file at `out` is not in `team`."""
    from holeout.kept.answers import read_file

    try:
        return not read_file(out).team.people.keys() <= team.people.keys()
    except HoleoutError:
        return True
