"""The application as tests have it: the bundled talk, no files of the person, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from holeout.kept.memory import Memory
from holeout.talk import Talk, load_talk
from holeout.tui import navigation
from holeout.tui.app import HoleoutApp
from holeout.tui.options import Options
from holeout.tui.services import Services

if TYPE_CHECKING:
    from pathlib import Path

MakeApp = Callable[..., HoleoutApp]
NOW = 1_635_580_800.0
"""30 October 2021, 08:00 UTC."""


@pytest.fixture(scope="session")
def bundled() -> Talk:
    """The talk that comes with the program, read once."""
    talk = load_talk()
    assert talk.errors() == []
    return talk


@pytest.fixture
def make_app(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Makes an application with the options given as keywords."""
    monkeypatch.setenv("HOLEOUT_DATA", "data")  # a short path, so that the picture is the same everywhere
    monkeypatch.chdir(tmp_path)

    def make(talk: Talk | None = None, memory: Memory | None = None, **options: object) -> HoleoutApp:
        chosen = talk or request.getfixturevalue("bundled")
        return HoleoutApp(
            chosen,
            Services(chosen),
            navigation,
            Options(**options),  # type: ignore[arg-type]
            memory or Memory(tmp_path / "place.json"),
            now=lambda: NOW,
        )

    return make
