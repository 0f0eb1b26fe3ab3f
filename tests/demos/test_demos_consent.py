from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from test_demos_model import GOOD

from holeout.demos.consent import Consents, may_run
from holeout.demos.model import Demo, read_demo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    demo, _ = read_demo(GOOD, str(tmp_path / "talk" / "a-demo.py"))
    assert demo is not None
    return demo


def changed(demo: Demo) -> Demo:
    other, _ = read_demo(GOOD.replace("hello", "rm -rf"), demo.path)
    assert other is not None
    return other


def test_a_demo_of_somebody_else_asks_first_and_once(demo: Demo) -> None:
    assert not may_run(demo, bundled=False, consents=Consents())
    Consents().give(demo)
    assert may_run(demo, bundled=False, consents=Consents())


def test_a_bundled_demo_does_not_ask(demo: Demo) -> None:
    assert may_run(demo, bundled=True, consents=Consents())


def test_a_changed_text_asks_again_and_the_old_one_is_forgotten(demo: Demo) -> None:
    consents = Consents()
    consents.give(demo)
    assert not consents.given(changed(demo))
    consents.give(changed(demo))
    assert consents.given(changed(demo))
    assert not consents.given(demo)


def test_agreeing_to_one_demo_agrees_to_no_other(demo: Demo) -> None:
    other = replace(changed(demo), path=demo.path + "2")
    Consents().give(demo)
    assert not Consents().given(other)
    Consents().give(other)
    assert Consents().given(demo)


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"x": 5}', "[" * 100_000])
def test_a_damaged_file_agrees_to_nothing_and_can_be_written_anew(demo: Demo, damage: str) -> None:
    consents = Consents()
    consents.give(demo)
    consents.path.write_text(damage)
    assert not consents.given(demo)
    consents.give(demo)
    assert consents.given(demo)


def test_only_its_owner_can_read_or_change_the_file(demo: Demo) -> None:
    Consents().give(demo)
    assert Consents().path.stat().st_mode & 0o077 == 0


def test_what_cannot_be_written_down_holds_until_the_program_ends(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    consents = Consents(tmp_path / "file" / "consents.json")
    consents.give(demo)
    assert consents.given(demo)
    assert not consents.given(changed(demo))
    consents.give(changed(demo))
    assert not consents.given(demo)
    assert not Consents(consents.path).given(changed(demo))
