"""Nothing that a test does reaches the files of the person who runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data, state, settings and caches of this test alone."""
    home = tmp_path / "home"
    for name in ("DATA", "STATE", "CONFIG", "RUNTIME", "CACHE"):
        monkeypatch.setenv(f"HOLEOUT_{name}", str(home / name.lower()))
    return home
