"""What the program remembers of a talk between two starts: one small file, replaced whole at each change."""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from holeout.files import write_atomically
from holeout.folders import state_folder
from holeout.presenting.saved import Place

if TYPE_CHECKING:
    from pathlib import Path


class Memory:
    """The place where a talk was left. A file that cannot be read or written costs the memory, never the talk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._saved = ""

    @classmethod
    def of_deck(cls, deck: Path, *, presenting: bool = False) -> Memory:
        """The memory of the deck at this path, in the platform's state folder.

        Who presents a talk and who reads it are in different places, and only a talk has a clock.
        """
        place = str(deck.resolve()).encode()
        name = f"{deck.stem}-{zlib.crc32(place):08x}{zlib.adler32(place):08x}"
        return cls(state_folder() / ("talks" if presenting else "readings") / f"{name}.json")

    def load(self) -> Place | None:
        """Where the talk was left; None at the first start, or when the file is no such thing."""
        if not self.path.exists():
            return None
        from holeout import jsontext  # noqa: PLC0415  (a first start has nothing to read)

        return Place.from_dict(jsontext.read(self.path))

    def save(self, place: Place) -> None:
        """Remember `place`. A full disk or a read-only home is passed over in silence: the talk goes on."""
        import json  # noqa: PLC0415

        text = json.dumps(place.to_dict())
        if text != self._saved:
            with suppress(OSError):
                write_atomically(self.path, text, durable=False)
                self._saved = text
