"""What real programs printed looks in our terminal as it does in tmux: every cell, its look, and the cursor.

`record.py` makes the streams, and the screens with tmux.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holeout.demos.emulator import PLAIN, CellStyle, Size, Underline

if TYPE_CHECKING:
    from holeout.demos.emulator import Emulator, Row

ghostty = pytest.importorskip("holeout.demos.ghostty", exc_type=ImportError)
STREAMS = sorted((Path(__file__).parent / "streams").glob("*.json"))
Cell = tuple[str, CellStyle]


def cells(row: Row) -> list[Cell]:
    """A row cell by cell: the second half of a wide character is empty."""
    found: list[Cell] = []
    for text, style, width in row:
        wide = width != len(text)
        for character in text if not wide else [text] if width <= 2 else text:
            found.append((character, style))
            if (
                wide
                and len(found) % width
                and ghostty.lib.ghostty_unicode_codepoint_width(ord(character[0])) == 2
            ):
                found.append(("", style))
    return found


def comparable(cell: Cell) -> Cell:
    """Without what nobody sees: the ink of a blank, and what tmux does not keep."""
    text, style = cell
    style = style._replace(link="", overline=False)
    if not text.strip() and not style.inverse and style.underline is Underline.NONE:
        return " " if text else "", PLAIN._replace(bg=style.bg)
    return text, style


def shown(emulator: Emulator) -> list[list[Cell]]:
    emulator.redraw()
    rows = emulator.take_changes()
    return [[comparable(cell) for cell in cells(rows[y])] for y in range(emulator.size.rows)]


def tmuxs(screen: list[str], size: Size) -> list[list[Cell | None]]:
    """The cells of what `tmux capture-pane -e` printed, read by an emulator of its own; None where it printed none."""
    emulator = ghostty.GhosttyEmulator(size)
    # tmux names a look once for all lines, and draws lines with the second character set.
    emulator.feed(b"\x1b)0\x1b[?7l")
    ends = []
    for y in range(size.rows):
        emulator.feed(f"\x1b[{y + 1};1H{screen[y] if y < len(screen) else ''}".encode())
        emulator.take_changes()
        ends.append(emulator.cursor.x if emulator.cursor.x < size.columns - 2 else size.columns)
    found = [
        [cell if x < end else None for x, cell in enumerate(row)]
        for row, end in zip(shown(emulator), ends, strict=True)
    ]
    emulator.close()
    return found


def agree(ours: Cell, theirs: Cell | None) -> bool:
    return ours == theirs if theirs is not None else not ours[0].strip()


def differences(ours: list[list[Cell]], theirs: list[list[Cell | None]]) -> list[str]:
    """Where they are not the same, for a person."""
    return [
        f"row {y}, column {x}: {one!r} here, {other!r} in tmux"
        for y, rows in enumerate(zip(ours, theirs, strict=True))
        for x, (one, other) in enumerate(zip(*rows, strict=True))
        if not agree(one, other)
    ]


@pytest.mark.parametrize("path", STREAMS, ids=lambda path: path.stem)
def test_every_screen_is_the_one_that_tmux_shows(path: Path) -> None:
    recorded = json.loads(path.read_text(encoding="utf-8"))
    size = Size(*recorded["size"])
    emulator = ghostty.GhosttyEmulator(size)
    for number, part in enumerate(recorded["parts"]):
        emulator.feed(part["output"].encode())
        assert differences(shown(emulator), tmuxs(part["screen"], size)) == [], f"screen {number}"
        x, y, visible = part["cursor"]
        assert (emulator.cursor.x, emulator.cursor.y, emulator.cursor.visible) == (x, y, bool(visible)), (
            number
        )
    emulator.close()
