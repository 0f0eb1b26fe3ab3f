"""What is seen of each comment command and each tool's deck, at two sizes: `holeout dump` against golden files.

`make goldens` writes them anew. Read every change before you commit it.
"""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from deck_outline import DECKS, read

from holeout.cli.main import main
from holeout.deck.commands import DECK_COMMANDS
from holeout.deck.dialects import Dialect
from tests.lifecycle.lifecycle_example import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = Path(__file__).parent / "commands"
SIZES = ("80x24", "120x40")
DEMO = """# /// script
# requires-python = ">=3.11"
# dependencies = []
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# stage = "dough"
# pitfall = "dough-salt"
# tool = "scale"
# minutes = 1
# proof = "salt"
# ///
\"\"\"Does it taste of anything?

Watch: the face of whoever tastes it.
\"\"\"
print("salt")
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """The folder of a small talk, without slides."""
    for name, text in {
        **SMALL,
        "content/demos/taste.py": DEMO,
        "slides/part.txt": "From *another* file.\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def seen(deck: Path) -> str:
    """All that `holeout dump` prints of the deck, at each size."""
    return "".join(_seen(deck))


def _seen(deck: Path) -> Iterator[str]:
    for size in SIZES:
        with redirect_stdout(StringIO()) as out:
            assert main(["dump", "--notes", "--size", size, str(deck)]) == 0
        yield f"════ {size}\n{out.getvalue()}"


def compare(found: str, golden: Path, *, renew: bool) -> None:
    if renew:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8"), "see what changed, then `make goldens`"


@pytest.mark.parametrize("command", [command.name for command in DECK_COMMANDS])
def test_each_command_shows_what_its_golden_file_shows(command: str, talk: Path, renew_goldens: bool) -> None:
    deck = talk / "slides" / "deck.md"
    deck.write_text((COMMANDS / f"{command}.md").read_text(encoding="utf-8"), encoding="utf-8")
    compare(seen(deck), COMMANDS / f"{command}.golden", renew=renew_goldens)


@pytest.mark.parametrize("path", sorted(DECKS.glob("*.md")), ids=lambda path: path.stem)
def test_each_deck_shows_what_its_golden_file_shows(path: Path, renew_goldens: bool) -> None:
    compare(seen(path), path.with_suffix(".golden"), renew=renew_goldens)


def test_every_golden_file_is_of_a_command_or_a_deck_that_there_is() -> None:
    commands = {command.name for command in DECK_COMMANDS}
    assert {path.stem for path in COMMANDS.iterdir()} == commands
    assert {path.stem for path in DECKS.glob("*.golden")} == {path.stem for path in DECKS.glob("*.md")}


def test_there_is_a_deck_of_every_tool() -> None:
    assert {read(path).dialect for path in DECKS.glob("*.md")} == {dialect.value for dialect in Dialect}
