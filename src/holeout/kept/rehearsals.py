"""The rehearsals of a talk, kept from one to the next: one small file."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from holeout import jsontext
from holeout.files import write_atomically
from holeout.folders import state_folder
from holeout.kept.memory import Memory
from holeout.presenting.rehearsal import Record

if TYPE_CHECKING:
    from pathlib import Path

MOST = 50
"""Of more rehearsals the oldest are forgotten."""


class Rehearsals:
    """A file that cannot be read or written costs the comparison, never the talk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of_deck(cls, deck: Path) -> Rehearsals:
        """The rehearsals of the deck at this path, in the platform's state folder."""
        return cls(state_folder() / "rehearsals" / Memory.of_deck(deck).path.name)

    def load(self) -> list[Record]:
        """What was kept, the oldest first."""
        data = jsontext.read(self.path)
        records = map(Record.from_dict, data if isinstance(data, list) else [])
        return sorted((record for record in records if record), key=lambda record: record.when)

    def keep(self, record: Record) -> None:
        """Add `record`, or put it in the place of what was kept of the same rehearsal so far."""
        others = [each for each in self.load() if each.when != record.when]
        kept = [*others, record][-MOST:]
        with suppress(OSError):
            write_atomically(self.path, json.dumps([each.to_dict() for each in kept]))
