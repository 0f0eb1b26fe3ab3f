"""Facts change in tools.yaml, and nothing else does."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.catalogue.editing import ORDER, diff, edited
from holeout.problems import HoleoutError
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
# Our tools.
tools:
  - id: scale
    name: Scale   # the name
    facts:
      licence: not checked
      latest: "2.3"  # from memory
      latest_date:

      seen: 2021-10-30
      remarks: >-
        folded
        text
  - {id: flat, name: Flat, facts: {licence: MIT}}
  - id: whisk
    facts:
      # nothing known
      activity: unknown
"""
CHANGES = {
    "scale": {
        "seen": "2026-07-30",
        "latest": "3.10",
        "latest_date": "2026-01-02",
        "licence": "MIT",
        "licence_source": "x: y",
    },
    "whisk": {"seen": "2026-07-30", "latest": "1.0"},
}


def test_comments_order_and_the_rest_of_the_file_stay():
    assert (
        edited(TEXT, CHANGES)
        == """\
# Our tools.
tools:
  - id: scale
    name: Scale   # the name
    facts:
      licence: MIT
      licence_source: 'x: y'
      latest: '3.10'  # from memory
      latest_date: '2026-01-02'

      seen: '2026-07-30'
      remarks: >-
        folded
        text
  - {id: flat, name: Flat, facts: {licence: MIT}}
  - id: whisk
    facts:
      # nothing known
      latest: '1.0'
      seen: '2026-07-30'
      activity: unknown
"""
    )


def test_an_empty_value_takes_the_line_out():
    after = edited(TEXT, {"scale": {"latest": "", "licence": ""}})
    assert "latest:" not in after
    assert "from memory" not in after
    assert after.count("\n") == TEXT.count("\n") - 2
    assert edited(TEXT, {"scale": {"licence_source": ""}}) == TEXT


def test_windows_line_ends_stay():
    after = edited(TEXT.replace("\n", "\r\n"), CHANGES)
    assert after == edited(TEXT, CHANGES).replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "tools:\n  - {id: scale, facts: {licence: MIT}}\n",
        "tools:\n  - id: scale\n",
        "tools:\n  - id: scale\n    facts:\n",
        "tools: [",
        "tools: " + "[" * 5000,
    ],
)
def test_what_cannot_be_changed_safely_is_refused(text: str):
    with pytest.raises(HoleoutError):
        edited(text, {"scale": {"licence": "", "latest": "1"}})


def test_a_change_that_would_not_read_back_as_meant_is_refused():
    with pytest.raises(HoleoutError, match="cannot be changed safely"):
        edited("tools:\n  - id: scale\n    facts:\n      licence: MIT\n", {"scale": {"licence": ""}})


OWN = (ROOT / "content" / "tools.yaml").read_text("utf-8")
IDS = [tool["id"] for tool in yaml.safe_load(OWN)["tools"]][:4]
facts = st.dictionaries(
    st.sampled_from([key for key in ORDER if key != "last_commit"]), st.text("a1:#'\"- .é", max_size=6)
)


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(IDS), facts.map(lambda held: {k: v.strip() for k, v in held.items()}), max_size=3
    )
)
def test_any_change_reads_back_as_meant_and_touches_only_those_lines(changes):
    text = OWN[: OWN.index("  - id: " + yaml.safe_load(OWN)["tools"][4]["id"])]
    after = edited(text, changes)
    wanted = yaml.safe_load(text)
    for tool in wanted["tools"]:
        for key, value in changes.get(tool["id"], {}).items():
            tool["facts"][key] = value
            if not value:
                del tool["facts"][key]
    assert yaml.safe_load(after) == wanted
    changed = [line for line in diff(text, after, "x").splitlines()[2:] if line.startswith(("+", "-"))]
    assert all(line[1:].lstrip().split(":")[0] in ORDER for line in changed)


def test_the_diff_is_what_git_applies(tmp_path: Path):
    for text in (TEXT, TEXT.rstrip("\n"), TEXT.replace("\n", "\r\n")):
        after = edited(text, CHANGES)
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / "tools.yaml").write_bytes(text.encode())
        (tmp_path / "tools.diff").write_bytes(diff(text, after, "content/tools.yaml").encode())
        subprocess.run(["git", "apply", "tools.diff"], cwd=tmp_path, check=True, capture_output=True)
        assert (tmp_path / "content" / "tools.yaml").read_bytes() == after.encode()
    assert diff(TEXT, TEXT, "x") == ""
