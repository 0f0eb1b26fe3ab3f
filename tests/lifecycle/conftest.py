from __future__ import annotations

from pathlib import Path

import pytest
from lifecycle_example import SMALL

from holeout.lifecycle.read import read_lifecycle

ROOT = Path(__file__).parents[2]


@pytest.fixture
def small():
    return dict(SMALL)


@pytest.fixture(scope="session")
def own_life(own):
    """This repository's own content, read."""
    return read_lifecycle(*own)[0]


@pytest.fixture(scope="session")
def own():
    """The texts of this repository's own content, by path, and the ids of its demos."""
    files = {str(path.relative_to(ROOT)): path.read_text() for path in (ROOT / "content").rglob("*.yaml")}
    return files, {path.stem for path in (ROOT / "content" / "demos").glob("*.py")}
