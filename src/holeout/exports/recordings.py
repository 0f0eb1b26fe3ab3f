"""What a recorded demo printed, as rows of styled text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.demos.best_emulator import open_emulator
from holeout.demos.cast import OUTPUT, read_cast
from holeout.demos.emulator import Size
from holeout.demos.plain import PlainEmulator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from holeout.demos.cast import Cast
    from holeout.demos.emulator import Emulator, Row

MOST_ROWS = 400
MOST_BYTES = 8 * 1024 * 1024


def read_recording(path: Path) -> Cast | None:
    """The recording at `path`; None if there is none. Raises HoleoutError for a file that is no recording."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return read_cast(file.read(MOST_BYTES).decode("utf-8", errors="replace"), str(path))


def printed(
    cast: Cast, *, program: bool = False, open_with: Callable[[Size], Emulator] = open_emulator
) -> tuple[Row, ...]:
    """All rows that `cast` printed, or the last screen of a `program` that draws on the whole terminal.

    Nothing where no terminal emulator runs.
    """
    emulator = open_with(cast.size if program else Size(cast.size.columns, MOST_ROWS))
    try:
        if isinstance(emulator, PlainEmulator):
            return ()
        return _drawn(cast, emulator) if program else _fed(cast, emulator)
    finally:
        emulator.close()


def row_text(row: Row) -> str:
    """The text of `row`, without blanks at its end."""
    return "".join(run.text for run in row).rstrip()


def _fed(cast: Cast, emulator: Emulator) -> tuple[Row, ...]:
    for event in cast.events:
        if event.code == OUTPUT:
            emulator.feed(event.data.encode(errors="replace"))
    return _rows(emulator)


def _drawn(cast: Cast, emulator: Emulator) -> tuple[Row, ...]:
    """The last screen with anything on it while the program had the whole terminal; else what is there at the end."""
    last: tuple[Row, ...] = ()
    for event in cast.events:
        if event.code == OUTPUT:
            emulator.feed(event.data.encode(errors="replace"))
            if emulator.modes.alternate_screen:
                last = _rows(emulator) or last
    return last or _rows(emulator)


def _rows(emulator: Emulator) -> tuple[Row, ...]:
    emulator.redraw()
    changes = emulator.take_changes()
    rows = [changes[y] for y in sorted(changes)]
    while rows and not row_text(rows[-1]):
        rows.pop()
    return tuple(rows)
