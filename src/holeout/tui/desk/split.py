"""How the desk's room is divided between notes and slides; remembered from one talk to the next."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from holeout import jsontext
from holeout.files import write_atomically
from holeout.folders import state_folder

if TYPE_CHECKING:
    from pathlib import Path

LEAST, MOST, STEP = 10, 90, 5
"""Percent that the notes may have, and by how much a key changes that."""
PAGE = 84
"""Columns in which a page of 80 fits with its margins."""
PICTURES = ("both", "next", "now")
LEAST_NOTES = 36
"""Columns that the notes have beside the slides until somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Split:
    """Percent for the notes: of the height where they are above the slides, of the width where beside them.

    None until somebody has chosen.
    """

    above: int | None = None
    beside: int | None = None
    pictures: str = PICTURES[0]
    """Which of the slides there are, one of PICTURES."""

    def share(self, width: int, *, beside: bool) -> int:
        """What the notes get on a desk of `width` columns."""
        if not beside:
            return self.above if self.above is not None else 50
        if self.beside is not None:
            return self.beside
        return min(MOST, max(LEAST, 100 * max(LEAST_NOTES, width - PAGE) // max(1, width)))

    def moved(self, by: int, width: int, *, beside: bool) -> Split:
        """The split with `by` steps more for the notes."""
        share = max(LEAST, min(MOST, self.share(width, beside=beside) + by * STEP))
        return replace(self, beside=share) if beside else replace(self, above=share)

    def turned(self) -> Split:
        """The split with the next of PICTURES."""
        return replace(self, pictures=PICTURES[(PICTURES.index(self.pictures) + 1) % len(PICTURES)])


def split_path() -> Path:
    """Where the split is kept."""
    return state_folder() / "desk.json"


def load_split() -> Split:
    """The split that was left; the usual one where there is none, or none that can be read."""
    data = jsontext.read(split_path())
    if not isinstance(data, dict):
        return Split()
    shares = {name: data.get(name) for name in ("above", "beside")}
    pictures = data.get("pictures")
    known = {name: share for name, share in shares.items() if type(share) is int and LEAST <= share <= MOST}
    return Split(**known, pictures=pictures if pictures in PICTURES else PICTURES[0])


def save_split(split: Split) -> None:
    """Keep the split; a disk that cannot take it costs nothing but that."""
    with suppress(OSError):
        write_atomically(split_path(), json.dumps(asdict(split)), durable=False)
