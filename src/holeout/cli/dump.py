"""`holeout dump`: what every step of every slide shows, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holeout.cli.arguments import Subparsers, add_command, add_talk, size, talk_of
from holeout.cli.output import print_json
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from holeout.deck.model import Slide
    from holeout.talk import Talk

EXAMPLES = """\
  holeout dump                          every step of every slide at 80x24
  holeout dump --slide 7 --size 120x40  one slide, larger
  holeout dump --notes deck.md          with what the speaker says at each step
  holeout dump --format json deck.md    titles, lines, steps, notes and budgets
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "dump", run, "print what every step of every slide shows", EXAMPLES)
    add_talk(command)
    command.add_argument("--slide", type=int, metavar="N", help="only this slide, counted from 1")
    command.add_argument(
        "--size", type=size, default=(80, 24), metavar="WxH", help="columns and rows (80x24)"
    )
    command.add_argument(
        "--notes", action="store_true", help="the speaker's notes below the steps they are for"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(options: argparse.Namespace) -> int:
    """Print the deck."""
    talk = talk_of(options)
    slides = list(_chosen(talk, options.slide))
    if options.format == "json":
        _print_slides(talk, slides)
    else:
        for line in text_lines(talk, slides, *options.size, notes=options.notes):
            print(line)
    return ExitCode.FINE


def _chosen(talk: Talk, number: int | None) -> Iterator[Slide]:
    count = len(talk.deck)
    if number is None:
        yield from (talk.deck.slide(index) for index in range(count))
    elif 1 <= number <= count:
        yield talk.deck.slide(number - 1)
    else:
        raise HoleoutError(f"there is no slide {number}", f"the deck has {count} slides")


def text_lines(
    talk: Talk, slides: list[Slide], width: int, height: int, *, notes: bool = False
) -> Iterator[str]:
    """Every step of `slides` with a line above each that names it, and the `notes` for it below if asked for."""
    from holeout.layout.page import lay_out
    from holeout.layout.styled import cells, plain_text

    around = talk.surroundings()
    for slide in slides:
        for step in range(slide.steps):
            name = " · ".join([f"slide {slide.number}, step {step + 1} of {slide.steps}", *_facts(slide)])
            yield f"── {name} {'─' * max(0, width - cells(name) - 4)}"
            lines = [plain_text(line) for line in lay_out(slide, step, width, height, around).lines]
            while lines and not lines[-1]:
                lines.pop()
            yield from lines
            for note in slide.notes if notes else ():
                if note.step == step:
                    yield from (f"│ {line}".rstrip() for line in ["", *note.text.expandtabs(4).split("\n")])
            if notes and step + 1 == slide.steps:
                yield from (f"? {question}" for question in slide.predictions)


def _facts(slide: Slide) -> Iterator[str]:
    """What a slide is told of that its page does not show."""
    from holeout.presenting.pace import clock_words

    if slide.budget is not None:
        yield clock_words(slide.budget)
    if slide.stage:
        yield slide.stage
    if slide.foot or not slide.footer:
        yield f"footer: {slide.foot}" if slide.footer else "no footer"


def _print_slides(talk: Talk, slides: list[Slide]) -> None:
    data = {
        "title": talk.title,
        "dialect": talk.deck.dialect,
        "slides": [_slide_data(slide) for slide in slides],
    }
    print_json(data)


def _slide_data(slide: Slide) -> dict[str, Any]:
    facts = slide.told()
    return {
        "number": slide.number,
        "title": slide.title,
        "line": slide.line,
        "steps": slide.steps,
        "notes": [note.text for note in slide.notes],
        "time": facts.pop("budget"),
        **facts,
    }
