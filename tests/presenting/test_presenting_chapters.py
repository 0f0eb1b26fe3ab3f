from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holeout.presenting.chapters import (
    WORDS_A_MINUTE,
    Chapter,
    chapter_at,
    chapters_of,
    minutes_to_read,
    next_chapter,
    previous_chapter,
)

STAGES = ["", "", "data", "data", "ship", "data", ""]


def test_slides_that_follow_each_other_at_one_stage_are_a_chapter() -> None:
    assert chapters_of(STAGES) == [
        Chapter("", 0, 1),
        Chapter("data", 2, 3),
        Chapter("ship", 4, 4),
        Chapter("data", 5, 5),
        Chapter("", 6, 6),
    ]


def test_from_chapter_to_chapter_as_from_track_to_track() -> None:
    chapters = chapters_of(STAGES)
    assert [next_chapter(chapters, slide) for slide in range(7)] == [2, 2, 4, 4, 5, 6, None]
    assert [previous_chapter(chapters, slide) for slide in range(7)] == [None, 0, 0, 2, 2, 4, 5]


@given(st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=20))
def test_every_slide_is_in_one_chapter_of_its_own_stage(stages: list[str]) -> None:
    chapters = chapters_of(stages)
    assert sum(chapter.slides for chapter in chapters) == len(stages)
    for slide, stage in enumerate(stages):
        chapter = chapter_at(chapters, slide)
        assert chapter is not None
        assert chapter.stage == stage


def test_minutes_are_whole_and_never_none_while_something_is_left() -> None:
    assert [minutes_to_read(words) for words in (0, 1, WORDS_A_MINUTE * 3)] == [0, 1, 3]
