"""Answers on disk: nothing is lost, whatever happens to the program, the clock or the file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.kept import answers as kept_answers
from holeout.kept.answers import AssessmentStore, open_store, own_path, read_file
from holeout.lifecycle.answers import Answer, Team, merge
from holeout.lifecycle.saved import VERSION
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from pathlib import Path

NO, ONCE, ROUTINE, NA = Answer.NO, Answer.ONCE, Answer.ROUTINE, Answer.NOT_APPLICABLE


def seconds(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


class Clock:
    def __init__(self, day: str = "2026-07-30") -> None:
        self.day = day

    def __call__(self) -> float:
        return seconds(self.day)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> AssessmentStore:
    return open_store("bread", clock)


def answers(path: Path) -> dict[str, Answer]:
    (person,) = read_file(path).team.people.values()
    return person.counted()


def test_each_answer_is_on_disk_before_the_next(store: AssessmentStore):
    store.record("dough1", NO)
    assert answers(own_path("bread")) == {"dough1": NO}
    store.record("dough2", NA, "we buy it")
    store.record("dough1", ONCE)
    assert answers(own_path("bread")) == {"dough1": ONCE, "dough2": NA}
    assert open_store("bread").load() == store.load()


def test_reading_writes_nothing(store: AssessmentStore):
    assert store.load().answers == {}
    assert not own_path("bread").exists()


def test_two_programs_at_once_lose_no_answer(store: AssessmentStore, clock: Clock):
    other = open_store("bread", clock)
    store.load()
    other.record("dough1", NO)
    store.record("bake1", ROUTINE)
    other.record("bake2", ONCE)
    assert store.load().counted() == {"dough1": NO, "bake1": ROUTINE, "bake2": ONCE}


def test_a_write_that_fails_leaves_the_answers_as_they_were(
    store: AssessmentStore, monkeypatch: pytest.MonkeyPatch
):
    store.record("dough1", NO)
    before = store.path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_answers, "write_atomically", full)
    with pytest.raises(HoleoutError, match="cannot be written: No space left") as error:
        store.record("dough1", ROUTINE)
    assert str(store.path) in str(error.value)
    assert store.path.read_bytes() == before
    assert store.load().counted() == {"dough1": NO}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"x"', "null", "\x00\xff", "[" * 100_000, '{"version": "1"}']
)
def test_a_broken_file_is_refused_then_put_aside_whole_and_never_overwritten(
    store: AssessmentStore, text: str
):
    store.path.parent.mkdir(parents=True)
    store.path.write_bytes(text.encode("latin-1"))
    with pytest.raises(HoleoutError):
        store.load()
    assert store.path.read_bytes() == text.encode("latin-1")
    store.record("dough1", NO)
    assert store.aside is not None
    assert store.aside.read_bytes() == text.encode("latin-1")
    assert store.load().counted() == {"dough1": NO}


def test_a_second_broken_file_does_not_replace_the_first(store: AssessmentStore):
    store.path.parent.mkdir(parents=True)
    for text in ("{1", "{2"):
        store.path.write_text(text)
        store.record("dough1", NO)
    kept = sorted(path.read_text() for path in store.path.parent.glob("bread.assessment.broken-*.json"))
    assert kept == ["{1", "{2"]


def test_a_file_of_a_newer_holeout_stays_where_it_is(store: AssessmentStore):
    store.path.parent.mkdir(parents=True)
    store.path.write_text(json.dumps({"version": VERSION + 1, "answers": {"x": "new ways"}}))
    before = store.path.read_bytes()
    with pytest.raises(HoleoutError, match="newer holeout"):
        store.record("dough1", NO)
    assert store.path.read_bytes() == before
    assert store.aside is None


def test_what_a_hand_edit_broke_in_part_is_copied_before_the_rest_is_written_again(store: AssessmentStore):
    store.path.parent.mkdir(parents=True)
    store.path.write_text('{"version": 1, "answers": {"dough1": "no", "dough2": "mostly"}}')
    store.record("bake1", ROUTINE)
    assert store.load().counted() == {"dough1": NO, "bake1": ROUTINE}
    assert store.aside is not None
    assert "mostly" in store.aside.read_text()


def test_answers_to_questions_that_the_talk_has_lost_are_kept(store: AssessmentStore):
    store.path.parent.mkdir(parents=True)
    store.path.write_text(
        '{"version": 1, "talk": "bread", "actor": "a", "answers": {"of an old edition": "once"}}'
    )
    store.record("dough1", NO)
    assert store.load().counted() == {"of an old edition": ONCE, "dough1": NO}


def test_the_answers_of_the_last_day_are_kept_when_another_day_begins(store: AssessmentStore, clock: Clock):
    store.record("dough1", NO)
    store.record("dough1", ONCE)
    assert store.load().history == ()
    clock.day = "2026-08-30"
    store.record("dough1", ROUTINE)
    store.record("dough2", NO)
    (snapshot,) = store.load().before(store.today)
    assert (snapshot.at[:10], snapshot.answers) == ("2026-07-30", {"dough1": ONCE})


@settings(max_examples=25, deadline=None)
@given(days=st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=2, max_size=6))
def test_the_last_answer_wins_a_merge_with_every_older_copy_even_when_the_clock_went_back(
    days, tmp_path_factory
):
    clock = Clock()
    store = AssessmentStore(tmp_path_factory.mktemp("a") / "a.json", "bread", lambda: "a", clock)
    copies = []
    for place, day in enumerate(days):
        clock.day = day.isoformat()
        person = store.record("dough1", (NO, ONCE, ROUTINE)[place % 3])
        copies.append(Team.of("bread", person))
    merged = merge(copies).people["a"]
    assert merged.answers["dough1"] == store.load().answers["dough1"]


def test_a_copied_file_stays_one_persons(store: AssessmentStore):
    store.path.parent.mkdir(parents=True)
    store.path.write_text('{"version": 1, "talk": "bread", "actor": "laptop", "answers": {"dough1": "no"}}')
    store.record("dough2", ONCE)
    assert list(read_file(store.path).team.people) == ["laptop"]


def test_in_a_teams_file_only_ones_own_answers_change(store: AssessmentStore):
    person = store.record("dough1", NO)
    people = [
        {"actor": "b", "answers": {"dough1": "routine"}},
        {"actor": person.actor, "answers": {"dough1": "no"}},
    ]
    store.path.write_text(json.dumps({"version": 1, "talk": "bread", "people": people}))
    store.record("dough1", ONCE)
    team = read_file(store.path).team
    assert team.people["b"].counted() == {"dough1": ROUTINE}
    assert team.people[person.actor].counted() == {"dough1": ONCE}


def test_two_files_without_a_name_in_them_are_two_voices(tmp_path: Path):
    files = []
    for name, word in (("a", "no"), ("b", "routine")):
        files.append(tmp_path / f"{name}.json")
        files[-1].write_text(json.dumps({"version": 1, "talk": "bread", "answers": {"dough1": word}}))
    team = merge(read_file(path).team for path in files)
    assert len(team.people) == 2
    assert team.spreads()["dough1"].disputed


def test_answers_about_another_talk_are_not_taken_for_this_one(store: AssessmentStore):
    store.path.parent.mkdir(parents=True)
    store.path.write_text('{"version": 1, "talk": "cheese", "answers": {"dough1": "no"}}')
    with pytest.raises(HoleoutError, match="different talks"):
        store.record("dough1", NO)
    assert "cheese" in store.path.read_text()


def test_a_folder_and_a_missing_file_are_told_by_name(tmp_path: Path):
    with pytest.raises(HoleoutError, match="is not a file"):
        read_file(tmp_path)
    with pytest.raises(HoleoutError, match="is not there"):
        read_file(tmp_path / "none.json")
