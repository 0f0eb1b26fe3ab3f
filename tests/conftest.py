"""Nothing that a test does reaches the files of the person who runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Textual reads these once, at import: pictures must not depend on the terminal that runs the tests.
for name in (
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "TEXTUAL_THEME",
    "TEXTUAL_COLOR_SYSTEM",
    "TEXTUAL_DRIVER",
):
    os.environ.pop(name, None)
os.environ["TEXTUAL_ANIMATIONS"] = "none"

# A slow machine is no fault of what is tested.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew-goldens` writes the golden files of decks anew instead of comparing with them."""
    parser.addoption("--renew-goldens", action="store_true", help="write the golden files of decks anew")


@pytest.fixture
def renew_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return bool(request.config.getoption("--renew-goldens"))


@pytest.fixture
def whole_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a picture is a fault, as in the program: the library that exports PDF makes do with it, in its process."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", False)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data, state, settings and caches of this test alone."""
    home = tmp_path / "home"
    for name in ("DATA", "STATE", "CONFIG", "RUNTIME", "CACHE"):
        monkeypatch.setenv(f"HOLEOUT_{name}", str(home / name.lower()))
    return home
