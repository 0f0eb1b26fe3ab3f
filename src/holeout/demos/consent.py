"""Who may run: a demo from somebody else's talk runs only after its reader has said so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from holeout import jsontext
from holeout.files import write_atomically
from holeout.folders import state_folder

if TYPE_CHECKING:
    from holeout.demos.model import Demo


class Consents:
    """The demos that this person has agreed to run, kept in a private file, by the hash of their text.

    A change of a demo's text, however small, asks again.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or state_folder() / "consents.json"
        self._unwritten: dict[str, str] = {}
        """What could not be written, by its hash."""

    def given(self, demo: Demo) -> bool:
        """Whether `demo`, with exactly this text, was agreed to."""
        return demo.content_hash in self._read()

    def give(self, demo: Demo) -> None:
        """Remember that `demo` may run; what was agreed to at its place before is forgotten.

        Where that cannot be written, it holds as long as this object.
        """
        place = str(Path(demo.path).resolve())
        agreed = {key: path for key, path in self._read().items() if path != place}
        agreed[demo.content_hash] = place
        try:
            write_atomically(self.path, json.dumps(agreed, indent=1, sort_keys=True), private=True)
        except OSError:
            self._unwritten = agreed
        else:
            self._unwritten = {}

    def _read(self) -> dict[str, str]:
        if self._unwritten:
            return self._unwritten
        # A file that cannot be read agrees to nothing.
        agreed = jsontext.read(self.path)
        if not isinstance(agreed, dict):
            return {}
        return {key: path for key, path in agreed.items() if isinstance(path, str)}


def may_run(demo: Demo, *, bundled: bool, consents: Consents) -> bool:
    """Whether `demo` may run without asking: it came with the program, or was agreed to."""
    return bundled or consents.given(demo)
