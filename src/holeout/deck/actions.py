"""What each comment command does to the slide in the making."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from holeout.deck.blocks import Gap, JumpToMiddle, View, ViewKind
from holeout.deck.commands import find_command, nearest_command
from holeout.deck.comments import Call, Plain, Setting, read_comment
from holeout.deck.composer import Frame, FrameKind
from holeout.deck.dialects import Dialect
from holeout.deck.dialects import Plain as Unmarked
from holeout.deck.running import takes_effect
from holeout.phrases import short
from holeout.problems import Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.deck.composer import Composer


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the deck's text a comment is."""

    line: int
    column: int
    last: int
    """The line on which it ends."""
    ends_slide: bool = False
    """Whether nothing comes after it."""


def obey(composer: Composer, body: str, place: Place) -> None:
    """Do what the comment with this `body` says, or keep it as a note."""
    for said in read_comment(body, composer.rules.command_prefix, marp=composer.rules.running):
        match said:
            case Call(name, argument):
                _call(composer, name, argument, place)
            case Setting(name, value):
                if composer.rules.running and takes_effect(name.removeprefix("_"), value):
                    continue
                composer.ignored["settings"].setdefault(name, place.line)
            case Plain(text, guess):
                _plain(composer, text, guess, place)


def _call(composer: Composer, name: str, argument: str, place: Place) -> None:
    command = find_command(name)
    if command is None:
        return
    try:
        value = command.read(argument)
    except ValueError as error:
        level = Level.ERROR if composer.rules.strict else Level.WARNING
        shown = f"`{name}: {short(argument)}`" if argument else f"`{name}`"
        message = f"{shown} cannot be understood: {error}"
        composer.problem(place.line, place.column, message, f"Write it as <!-- {command.example} -->", level)
        return
    _ACTIONS[command.name](composer, value, place)


def _plain(composer: Composer, text: str, guess: str, place: Place) -> None:
    rules = composer.rules
    nearest = nearest_command(guess) if guess else ""
    if nearest:
        level = Level.WARNING if rules.strict or rules.dialect is Dialect.PRESENTERM else Level.NOTE
        hint = f"Did you mean <!-- {nearest} -->? `holeout commands` lists them all."
        composer.problem(place.line, place.column, f"there is no command `{short(guess)}`", hint, level)
    elif guess and (rules.strict or rules.dialect is Dialect.PRESENTERM):
        taken = "left out" if rules.plain is Unmarked.NOTHING else "a note for the speaker"
        message = f"`{short(guess)}` is no command, so this comment is {taken}"
        composer.problem(place.line, place.column, message, "", Level.NOTE)
    if rules.plain is Unmarked.NOTE or (rules.plain is Unmarked.LAST_NOTE and place.ends_slide):
        composer.notes.append(text)


def _pause(composer: Composer, _: Any, __: Place) -> None:
    composer.pause()


def _incremental_lists(composer: Composer, value: bool, _: Place) -> None:
    composer.incremental = value


def _incremental_tables(composer: Composer, value: bool, _: Place) -> None:
    composer.incremental_tables = value


def _column_layout(composer: Composer, weights: tuple[int, ...], place: Place) -> None:
    _reset_layout(composer, None, place)
    sinks: list[list[Any]] = [[] for _ in weights]
    composer.open(Frame(FrameKind.COLUMNS, sinks, weights=list(weights), line=place.line))


def _column(composer: Composer, number: int, place: Place) -> None:
    frame = composer.nearest(FrameKind.COLUMNS)
    level = Level.ERROR if composer.rules.strict else Level.WARNING
    if frame is None:
        message = f"there are no columns here, so `column: {number}` does nothing"
        composer.problem(
            place.line, place.column, message, "Write <!-- column_layout: [1, 1] --> first.", level
        )
    elif number >= len(frame.sinks):
        count = len(frame.sinks)
        message = f"there is no column {number}: the layout has {count}, counted from 0"
        composer.problem(
            place.line, place.column, message, "Name another, or widen the column_layout.", level
        )
    else:
        while composer.frames[-1] is not frame:
            composer.close(composer.frames[-1], place.line)
        frame.current = number


def _reset_layout(composer: Composer, _: Any, place: Place) -> None:
    frame = composer.nearest(FrameKind.COLUMNS)
    if frame is not None:
        composer.close(frame, place.line)


def _speaker_note(composer: Composer, text: str, _: Place) -> None:
    if text:
        composer.notes.append(text)


def _time(composer: Composer, seconds: float, _: Place) -> None:
    composer.facts = replace(composer.facts, budget=(composer.facts.budget or 0) + seconds)


def _predict(composer: Composer, question: str, _: Place) -> None:
    composer.facts = replace(composer.facts, predictions=(*composer.facts.predictions, question))


def _stage(composer: Composer, target: tuple[str, ...], _: Place) -> None:
    composer.facts = replace(composer.facts, stage=target[0])


def _jump_to_middle(composer: Composer, _: Any, place: Place) -> None:
    composer.add(JumpToMiddle(**composer.unseen(place.line, place.last)))


def _alignment(composer: Composer, value: Any, _: Place) -> None:
    composer.align = value


def _new_line(composer: Composer, _: Any, place: Place) -> None:
    _new_lines(composer, 1, place)


def _new_lines(composer: Composer, count: int, place: Place) -> None:
    composer.add(Gap(count=count, **composer.unseen(place.line, place.last)))


def _list_item_newlines(composer: Composer, count: int, _: Place) -> None:
    composer.item_lines = count


def _no_footer(composer: Composer, _: Any, __: Place) -> None:
    composer.facts = replace(composer.facts, footer=False)


def _done(_: Composer, __: Any, ___: Place) -> None:
    """What the splitting has already seen to."""


def _include(composer: Composer, path: str, place: Place) -> None:
    composer.add(composer.not_included(path, place.line, place.column))


def _no_effect(name: str) -> Callable[[Composer, Any, Place], None]:
    def act(composer: Composer, _: Any, place: Place) -> None:
        composer.ignored["settings"].setdefault(name, place.line)

    return act


def _view(kind: ViewKind) -> Callable[[Composer, Any, Place], None]:
    def act(composer: Composer, target: tuple[str, ...] | None, place: Place) -> None:
        composer.add(View(kind=kind, target=target or (), **composer.common(place.line, place.last)))
        if kind in {ViewKind.MAP, ViewKind.PITFALLS} and target and not composer.facts.stage:
            _stage(composer, target, place)

    return act


_ACTIONS: dict[str, Callable[[Composer, Any, Place], None]] = {
    "pause": _pause,
    "incremental_lists": _incremental_lists,
    "incremental_tables": _incremental_tables,
    "column_layout": _column_layout,
    "column": _column,
    "reset_layout": _reset_layout,
    "speaker_note": _speaker_note,
    "time": _time,
    "predict": _predict,
    "stage": _stage,
    "jump_to_middle": _jump_to_middle,
    "alignment": _alignment,
    "new_line": _new_line,
    "new_lines": _new_lines,
    "list_item_newlines": _list_item_newlines,
    "no_footer": _no_footer,
    "skip_slide": _done,
    "end_slide": _done,
    "include": _include,
    "font_size": _no_effect("font_size"),
    "snippet_output": _no_effect("snippet_output"),
    **{kind.value: _view(kind) for kind in ViewKind},
}
