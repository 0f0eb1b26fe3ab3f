"""Work beside the start: done or not done, and never twice told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from holeout.cli.ahead import ahead

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def test_what_is_done_beside_is_there_once_it_was_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "done"
    assert ahead(lambda: file.write_text("yes"))()
    assert file.read_text() == "yes"


@pytest.mark.parametrize("end", [lambda: 1 / 0, lambda: sys.exit(3)])
def test_what_fails_beside_is_told_to_the_one_who_waits_and_ends_there(
    end: object, capfd: pytest.CaptureFixture[str]
) -> None:
    assert not ahead(end)()  # type: ignore[arg-type]
    assert capfd.readouterr() == ("", "")
