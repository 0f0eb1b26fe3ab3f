"""Budgets are written into a deck, and nothing else of it changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.deck.budgets import with_budgets
from holeout.deck.reader import read_deck

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.deck.model import Deck

DECKS = sorted(Path(__file__).with_name("decks").glob("*.md"))
WRITTEN = re.compile(r"<!-- time: \d+s -->(?:\r\n|\r|\n)")
DECK = """---
title: T
---

# One

a

---

<!-- time:   10s   -->

# Two

```html
<!-- time: 99s -->
---
```

---

# Three

<!--
speaker_note: several
lines
-->
"""


def reader(path: Path | None = None) -> Callable[[str], Deck]:
    def include(name: str) -> str | None:
        found = path.parent / name if path else None
        return found.read_text("utf-8") if found and found.is_file() else None

    return lambda text: read_deck(text, str(path or "deck.md"), read=include)


def budgets(text: str, read: Callable[[str], Deck]) -> list[float | None]:
    deck = read(text)
    return [deck.slide(index).budget for index in range(len(deck))]


def test_a_budget_replaces_the_old_one_or_goes_before_what_the_slide_says() -> None:
    found = with_budgets(DECK, {0: 61.0, 1: 33.0, 2: 1.0}, reader())
    assert budgets(found.text, reader()) == [60.0, 35.0, 5.0]
    assert found.refused == ()
    assert found.text == DECK.replace("# One", "<!-- time: 60s -->\n# One").replace(
        "<!-- time:   10s   -->", "<!-- time:   35s   -->"
    ).replace("# Three", "<!-- time: 5s -->\n# Three")


def test_writing_the_same_times_again_changes_nothing() -> None:
    once = with_budgets(DECK, {0: 61.0, 1: 33.0, 2: 1.0}, reader()).text
    assert with_budgets(once, {0: 61.0, 1: 33.0, 2: 1.0}, reader()).text == once


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "bom"])
@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_decks_of_every_tool_keep_every_other_byte(path: Path, mark: str, end: str) -> None:
    text = mark + path.read_bytes().decode("utf-8").lstrip("\ufeff").replace("\r\n", "\n").replace("\n", end)
    read = reader(path)
    before = budgets(text, read)
    wanted = {index: 10.0 + 5 * index for index in range(len(before))}
    found = with_budgets(text, wanted, read)
    after = budgets(found.text, read)
    for index, seconds in wanted.items():
        assert after[index] == (before[index] if index in found.refused else seconds)
    assert list(found.refused) == [index for index in wanted if read(text).own_lines(index) is None]
    if not any(before):
        assert WRITTEN.sub("", found.text) == text


def test_a_slide_that_another_file_holds_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("# Included\n\n---\n\n# Included too\n")
    deck = tmp_path / "deck.md"
    text = "# One\n\n---\n\n<!-- include: part.md -->\n\n---\n\n# Last\n"
    read = reader(deck)
    found = with_budgets(text, dict.fromkeys(range(4), 20.0), read)
    assert set(found.refused) >= {1, 2}
    assert budgets(found.text, read)[3] == 20.0
    assert WRITTEN.sub("", found.text) == text


def test_a_slide_s_own_yaml_and_several_budgets_become_one() -> None:
    slidev = "---\ntheme: x\n---\n\n# One\n\n---\nlayout: center\ntime: 10s # planned\n---\n\n# Two\n"
    found = with_budgets(slidev, {1: 40.0}, reader())
    assert found.text == slidev.replace("10s", "40s")
    several = "# One\n\n<!-- time: 10s -->\n\na\n\n<!-- time: 20s -->\n\nb\n"
    found = with_budgets(several, {0: 40.0}, reader())
    assert found.text == "# One\n\n<!-- time: 40s -->\n\na\n\n\nb\n"


def test_bytes_that_are_no_text_come_back_as_they_were() -> None:
    data = b"# One\n\n\xff\xfe caf\xe9\n\n---\n\n# Two\n"
    text = with_budgets(data.decode("utf-8", "surrogateescape"), {0: 10.0, 1: 20.0}, reader()).text
    written = text.encode("utf-8", "surrogateescape")
    assert re.sub(rb"<!-- time: \d+s -->\n", b"", written) == data
    assert written.count(b"time") == 2


PIECES = st.sampled_from(
    ["# H", "## h", "text", "- item", "  - nested", "---", "***", "```", "~~~", "<!-- time: 10s -->",
     "<!-- pause -->", "<!-- note: x -->", "<!--", "-->", "", "", "> quote", "| a | b |", "| - | - |", "    code",
     "key: value", "Title", "===", "???", "\x0b", "\u2028", "$$"]
)  # fmt: skip


@settings(deadline=None)  # every change is checked by reading the deck again
@given(st.lists(PIECES, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]), st.floats(1, 500))
def test_whatever_the_deck_only_budgets_change_or_the_slide_is_refused(
    lines: list[str], end: str, seconds: float
) -> None:
    text = end.join(lines)
    before = reader()(text)
    found = with_budgets(text, dict.fromkeys(range(len(before)), seconds), reader())
    after = reader()(found.text)
    assert len(after) == len(before)
    assert list(after.titles()) == list(before.titles())
    for index in range(len(before)):
        if index not in found.refused:
            assert after.slide(index).budget == max(5, round(seconds / 5) * 5)
    kept = [line for line in re.split(r"\r\n|\r|\n", found.text) if "time:" not in line]
    wanted = [line for line in lines if "time:" not in line]
    assert kept in (wanted, [*wanted, ""])
