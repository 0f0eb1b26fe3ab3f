"""Fixtures for the room's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from roomtesting import FakeClock, open_room, serving

from holeout.room.limits import Rates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from roomtesting import Opened


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def rates() -> Rates:
    """Wide enough that only a test about limits meets them."""
    return Rates(device=(100, 10_000), guesses=(1, 1_000))


@pytest.fixture
async def opened(tmp_path: Path, clock: FakeClock, rates: Rates) -> AsyncIterator[Opened]:
    async with open_room(tmp_path / "room.sqlite", clock, rates) as found:
        yield found


@pytest.fixture
async def served(opened: Opened) -> AsyncIterator[str]:
    """The room on a real socket; its address."""
    async with serving(opened.app, opened.room.hub) as url:
        yield url


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folders, empty, for tests that start the room's process."""
    for name in ("DATA", "STATE", "RUNTIME", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"HOLEOUT_{name}", str(tmp_path / name.lower()))
    monkeypatch.delenv("HOLEOUT_ROOM_TOKEN", raising=False)
    return tmp_path
