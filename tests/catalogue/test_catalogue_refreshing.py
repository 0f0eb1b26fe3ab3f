"""Asking about many tools: politely, resumably, and believing only what is newer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from holeout.catalogue.asking import Answer
from holeout.catalogue.changing import changes_for, facts_for
from holeout.catalogue.refreshing import ask_all
from holeout.catalogue.state import FRESH, Found, State
from holeout.lifecycle.model import Tool, ToolFacts

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = [Tool(name, name, "", pypi=name) for name in "abcdefg"]


class FakeIndex:
    """Knows every project, until it is away."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.away = False

    def pages(self, project: str) -> list[Answer]:
        self.asked.append(project)
        if self.away:
            return [Answer(0, error="no route to host")]
        files = [{"filename": f"{project}-1.0.tar.gz", "url": "u"}]
        return [Answer(200, "application/json", json.dumps({"files": files}))]

    def text(self, url: str) -> Answer:
        raise AssertionError(url)

    def metadata_in(self, wheel: str) -> Answer:
        raise AssertionError(wheel)


class Run:
    """One run of the command: what was asked, and how long it paused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.index = FakeIndex()
        self.pauses: list[float] = []
        self.now = 1_000_000.0

    def ask(self, count: int = 99, *, again: bool = False, batch: int = 3) -> dict[str, Found]:
        state = State(self.path, again=again)
        answers = ask_all(
            TOOLS, self.index, state, lambda: self.now, self.pauses.append, batch=batch, pause=2.5
        )
        return {tool.id: found for (tool, found), _ in zip(answers, range(count), strict=False)}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path / "cache" / "talk.json")


def test_a_few_are_asked_at_a_time_with_a_pause_between(run: Run):
    assert len(run.ask()) == 7
    assert run.index.asked == list("abcdefg")
    assert run.pauses == [2.5, 2.5]


def test_an_interrupted_run_goes_on_where_it_was(run: Run):
    answers = ask_all(TOOLS, run.index, State(run.path), lambda: run.now, run.pauses.append)
    next(answers)
    next(answers)
    del answers
    run.index.asked.clear()
    found = run.ask()
    assert run.index.asked == list("cdefg")
    assert {each.latest for each in found.values()} == {"1.0"}


def test_what_was_answered_is_asked_again_after_a_day_or_when_that_is_wanted(run: Run):
    run.ask()
    run.now += FRESH - 1
    run.index.asked.clear()
    run.ask()
    assert run.index.asked == []
    run.ask(2, again=True)
    assert run.index.asked[:2] == ["a", "b"]
    run.now += 2
    run.index.asked.clear()
    run.ask()
    assert "g" in run.index.asked
    assert "a" not in run.index.asked


def test_a_network_that_is_gone_is_not_asked_for_all(run: Run):
    run.index.away = True
    found = run.ask()
    assert run.index.asked == ["a", "b", "c"]
    assert [each.problem for each in found.values()] == ["no route to host"] * 3
    run.index.away = False
    assert all(each.answered for each in run.ask().values())


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"a": 1}', '{"a": {"latest": 3, "at": "x"}}', '{"a": {"no": 1}}']
)
def test_a_broken_state_costs_only_the_asking_again(run: Run, text: str):
    run.path.parent.mkdir(parents=True)
    run.path.write_text(text)
    assert run.ask()["a"].latest == "1.0"


KNOWN = ToolFacts(licence="MIT", latest="1.0", latest_date="2025-01-01", seen="2025-02-02")


def test_a_newer_release_changes_version_date_and_the_day_on_which_it_was_seen():
    facts = facts_for(KNOWN, Found("1.1", "2026-01-01", "MIT", exact=True), "2026-07-30")
    assert facts == {"latest": "1.1", "latest_date": "2026-01-01", "seen": "2026-07-30"}


def test_the_same_release_changes_only_the_day_whatever_its_spelling():
    assert facts_for(KNOWN, Found("1.0.0"), "2026-07-30") == {"seen": "2026-07-30"}


def test_a_newer_release_without_a_date_does_not_keep_the_old_date():
    assert facts_for(KNOWN, Found("2.0"), "2026-07-30")["latest_date"] == ""


def test_an_index_that_is_behind_changes_nothing():
    assert facts_for(KNOWN, Found("0.9", "2026-01-01", "GPL-3.0-only", exact=True), "2026-07-30") == {}


def test_another_licence_names_where_it_is_from():
    facts = facts_for(KNOWN, Found("1.1", "", "Apache-2.0", exact=True), "2026-07-30")
    assert (facts["licence"], facts["licence_source"]) == ("Apache-2.0", "package metadata of 1.1")


def test_a_tool_of_which_nothing_was_found_is_not_among_the_changes():
    found = {"a": Found(problem="the index has no release of it"), "b": Found("1.0")}
    assert changes_for(found, TOOLS, {"a": "2026-07-30", "b": "2026-07-30"}) == {
        "b": {"latest": "1.0", "seen": "2026-07-30"}
    }
