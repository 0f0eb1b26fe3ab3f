"""The index as pip reaches it: by pip's own configuration, in both forms of a page."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from holeout.catalogue.asking import PipIndex
from holeout.catalogue.refreshing import ask
from holeout.problems import HoleoutError
from tests.catalogue.catalogue_index import LoopbackIndex, Upload, only, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackIndex]:
    uploads = [
        Upload("1.0", "2025-01-01"),
        Upload("1.10", "2026-03-04"),
        Upload("2.0rc1"),
        Upload("3.0", yanked=True),
    ]
    with serving(LoopbackIndex({"scale": uploads})) as index:
        only(index, monkeypatch)
        yield index


def test_version_date_and_licence_come_from_the_index_that_the_environment_names(index: LoopbackIndex):
    with closing(PipIndex()) as pip:
        found = ask("scale", pip, 7.0)
    assert (found.latest, found.latest_date, found.licence, found.exact) == (
        "1.10",
        "2026-03-04",
        "MIT",
        True,
    )
    assert (found.answered, found.at, found.problem) == (True, 7.0, "")
    assert index.asked == ["/simple/scale/", "/files/scale-1.10-py3-none-any.whl.metadata"]


def test_an_index_that_speaks_html_tells_all_but_the_date(index: LoopbackIndex):
    index.html = True
    with closing(PipIndex()) as pip:
        found = ask("scale", pip, 0.0)
    assert (found.latest, found.latest_date, found.licence) == ("1.10", "", "MIT")


def test_where_the_index_serves_no_metadata_a_small_wheel_tells_the_licence(index: LoopbackIndex):
    index.projects["scale"] = [Upload("1.0", licence="License: BSD-3-Clause", served=False)]
    with closing(PipIndex()) as pip:
        found = ask("scale", pip, 0.0)
    assert (found.latest, found.licence, found.exact) == ("1.0", "BSD-3-Clause", True)


def test_the_configuration_file_and_its_password_are_honoured(
    index: LoopbackIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with serving(LoopbackIndex({"scale": [Upload("9.9")]}, user_and_word="anna:secret")) as other:
        (tmp_path / "pip.conf").write_text(f"[global]\nindex-url = {other.url}\n")
        monkeypatch.delenv("PIP_INDEX_URL")
        monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
        with closing(PipIndex()) as pip:
            assert ask("scale", pip, 0.0).latest == "9.9"
    assert index.asked == []


def test_several_indexes_are_taken_together(
    index: LoopbackIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with serving(LoopbackIndex({"scale": [Upload("1.11", "2026-05-06")]})) as other:
        monkeypatch.setenv("PIP_EXTRA_INDEX_URL", f"{other.url} file://{tmp_path}")
        with closing(PipIndex()) as pip:
            assert ask("scale", pip, 0.0).latest == "1.11"


def test_what_the_index_does_not_have_is_told_apart_from_an_index_that_is_away(index: LoopbackIndex):
    with closing(PipIndex()) as pip:
        gone = ask("nothing-of-that-name", pip, 0.0)
        index.broken = True
        away = ask("scale", pip, 0.0)
    assert (gone.answered, gone.problem) == (True, "the index has no release of it")
    assert (away.answered, away.latest) == (False, "")
    assert away.problem


def test_an_index_that_wants_a_password_does_not_wait_for_somebody_to_type_it(index: LoopbackIndex):
    index.user_and_word = "anna:secret"
    with closing(PipIndex()) as pip:
        found = ask("scale", pip, 0.0)
    assert (found.answered, found.problem) == (False, "the index answers 401")


def test_pip_without_an_index_is_told(index: LoopbackIndex, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(HoleoutError, match="no index"):
        PipIndex()


def test_a_python_without_pip_is_told_with_a_way_out(tmp_path: Path):
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
    bare.chmod(0o755)
    with pytest.raises(HoleoutError, match=r"pip cannot be asked[\s\S]*pip install --upgrade pip"):
        PipIndex(str(bare))
