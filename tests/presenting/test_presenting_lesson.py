from __future__ import annotations

from holeout.presenting.commands import COMMANDS, Context
from holeout.presenting.lesson import PATIENCE, Lesson


def did(lesson: Lesson, *commands: str) -> Lesson:
    for command in commands:
        lesson = lesson.did(command)
    return lesson


def test_a_task_is_done_by_pressing_its_key_and_the_next_one_is_told() -> None:
    lesson = Lesson.of(with_map=True)
    assert lesson.words([Context.SLIDES], {}) == "1/7  → shows what comes next. Press it."
    assert did(lesson, "next").words([Context.SLIDES], {"previous": ("z",)}) == "2/7  z goes back."
    learned = did(lesson, "next", "previous", "map", "open_number", "back", "close_map", "find", "help")
    assert (learned.learned, learned.words([Context.SLIDES], {})) == (True, "")


def test_nothing_is_told_where_it_cannot_be_done() -> None:
    lesson = did(Lesson.of(with_map=True), "next", "previous", "map")
    assert lesson.words([Context.SLIDES], {}) == ""
    assert "opens it" in lesson.words([Context.MAP, Context.ANYWHERE], {})
    assert "leads back" in lesson.did("open_stage").words([Context.STAGE], {})


def test_a_talk_without_a_map_teaches_none() -> None:
    assert did(Lesson.of(with_map=False), "next", "previous", "find", "help").learned


def test_who_does_other_things_is_left_alone_after_a_while() -> None:
    lesson = did(Lesson.of(with_map=True), *["next"] * PATIENCE)
    assert not lesson.over, "the first key counts as learning"
    lesson = did(lesson, "next")
    assert (lesson.over, lesson.learned) == (True, False)
    assert did(lesson, "previous") == lesson


def test_every_task_names_commands_that_there_are() -> None:
    known = {command.id for command in COMMANDS}
    assert {id for task in Lesson.of(with_map=True).tasks for id in task.done_by} <= known
