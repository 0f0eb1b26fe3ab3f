"""The comment commands of a deck: the one registry that the parser, the docs and `holeout commands` read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.deck.blocks import Align
from holeout.duration import read_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    Argument = Callable[[str], object]
"""Makes a value of what stands after the colon. Raises ValueError with a message for the writer."""


@dataclass(frozen=True, slots=True)
class DeckCommand:
    """One command, written as `<!-- name -->` or `<!-- name: argument -->`."""

    name: str
    argument: str
    """How its argument is written: `<needed>`, `[optional]`, or empty for none."""
    help: str
    """What it does, in one line."""
    example: str
    read: Argument
    aliases: tuple[str, ...] = ()


_ID = re.compile(r"\w[\w.-]*")
_NUMBERS = re.compile(r"\[[\d ,]{1,60}\]|\d{1,4}(?:[ ]*,[ ]*\d{1,4})+")


def _nothing(text: str) -> None:
    if text:
        raise ValueError("it takes no argument")


def _flag(text: str) -> bool:
    if text.lower() in {"", "true", "yes", "on"}:
        return True
    if text.lower() in {"false", "no", "off"}:
        return False
    raise ValueError("it takes true or false")


def _text(text: str) -> str:
    return text


def _question(text: str) -> str:
    if not text:
        raise ValueError("it takes a question")
    return " ".join(text.split())


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 100:
        raise ValueError("it takes a number from 1 to 100")
    return int(text)


def _index(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text):
        raise ValueError("it takes the number of a column, counted from 0")
    return int(text)


def _weights(text: str) -> tuple[int, ...]:
    numbers = re.findall(r"\d{1,4}", text) if _NUMBERS.fullmatch(text) else []
    weights = tuple(map(int, numbers))
    if not weights or 0 in weights or len(weights) > 12:
        raise ValueError("it takes the widths of the columns as shares, such as [3, 2]")
    return weights


def _seconds(text: str) -> float:
    return read_duration(text)


def _id(text: str) -> tuple[str, ...]:
    if not _ID.fullmatch(text):
        raise ValueError("it takes one id, of letters, digits, - and _")
    return (text,)


def _any_id(text: str) -> tuple[str, ...]:
    return _id(text) if text else ()


def read_ids(text: str) -> tuple[str, ...]:
    """The ids in `text`, with commas or blanks between them."""
    ids = tuple(filter(None, re.split(r"[\s,]+", text.strip("[]").strip())))
    if not ids or not all(_ID.fullmatch(id) for id in ids):
        raise ValueError("it takes ids with commas between them, in brackets")
    return ids


def _align(text: str) -> Align:
    try:
        return Align(text.lower().replace("centre", "center"))
    except ValueError:
        raise ValueError("it takes left, center or right") from None


DECK_COMMANDS: tuple[DeckCommand, ...] = (
    DeckCommand("pause", "", "show what follows at the next key press", "pause", _nothing, ("stop",)),
    DeckCommand(
        "incremental_lists",
        "[true|false]",
        "show the items of the lists that follow one at a time",
        "incremental_lists: true",
        _flag,
        ("incremental",),
    ),
    DeckCommand(
        "incremental_tables",
        "[true|false]",
        "show the rows of the tables that follow one at a time",
        "incremental_tables: true",
        _flag,
    ),
    DeckCommand(
        "column_layout", "<[shares]>", "put what follows in columns, this wide", "column_layout: [3, 2]", _weights
    ),
    DeckCommand("column", "<number>", "fill this column, counted from 0", "column: 0", _index),
    DeckCommand("reset_layout", "", "use the whole width again", "reset_layout", _nothing),
    DeckCommand(
        "speaker_note",
        "<text>",
        "say this to the speaker alone; [click] in it waits for a key press",
        "speaker_note: greet; say why",
        _text,
        ("note", "notes", "speaker_notes"),
    ),
    DeckCommand(
        "predict",
        "<question>",
        "ask this of whoever reads alone, before they run the demo or go on",
        "predict: how many of the 200 answers are right?",
        _question,
    ),
    DeckCommand("time", "<length>", "the time you mean to spend on this slide", "time: 1m30s", _seconds),
    DeckCommand("stage", "<id>", "the stage of the lifecycle that this slide is about", "stage: plan", _id),
    DeckCommand(
        "jump_to_middle", "", "centre what follows in the rest of the slide", "jump_to_middle", _nothing, ("middle",)
    ),
    DeckCommand("alignment", "<side>", "align what follows left, center or right", "alignment: center", _align),
    DeckCommand("new_line", "", "leave one line empty", "new_line", _nothing, ("newline",)),
    DeckCommand("new_lines", "<count>", "leave so many lines empty", "new_lines: 3", _count, ("newlines",)),
    DeckCommand(
        "list_item_newlines", "<count>", "lines from one item to the next", "list_item_newlines: 2", _count
    ),
    DeckCommand("map", "[stage]", "show the lifecycle, at one of its stages", "map: plan", _any_id),
    DeckCommand("pitfalls", "<stage>", "show the pitfalls of a stage", "pitfalls: plan", _id),
    DeckCommand("pitfall", "<id>", "show one pitfall", "pitfall: no-way-back", _id),
    DeckCommand("demo", "<id>", "show a demo, ready to run", "demo: first-try", _id),
    DeckCommand("join", "", "show how the audience joins, with a QR code", "join", _nothing),
    DeckCommand("board", "[stage]", "show what the audience suggests", "board: plan", _any_id),
    DeckCommand(
        "sources", "<[ids]>", "name the sources of the slide in a small line", "sources: [smith2021]", read_ids
    ),
    DeckCommand("no_footer", "", "leave the footer out on this slide", "no_footer", _nothing),
    DeckCommand("skip_slide", "", "leave this slide out of the talk", "skip_slide", _nothing),
    DeckCommand("end_slide", "", "begin the next slide, as presenterm does", "end_slide", _nothing),
    DeckCommand("include", "<path>", "put another file's text here", "include: intro.md", _text),
    DeckCommand("font_size", "<size>", "accepted for presenterm's sake: it does nothing", "font_size: 2", _text),
    DeckCommand(
        "snippet_output", "<id>", "accepted for presenterm's sake: it does nothing", "snippet_output: a", _text
    ),
)  # fmt: skip
"""Every command, in the order in which the docs show them."""

_BY_NAME = {name: command for command in DECK_COMMANDS for name in (command.name, *command.aliases)}


def find_command(name: str) -> DeckCommand | None:
    """The command of this name or alias."""
    return _BY_NAME.get(name)


def nearest_command(name: str) -> str:
    """The command that somebody who wrote `name` most likely meant, or an empty text."""
    from difflib import get_close_matches  # noqa: PLC0415  (needed only for a mistake)

    found = get_close_matches(name.lower(), _BY_NAME, n=1, cutoff=0.75)
    return _BY_NAME[found[0]].name if found else ""
