"""Favourites that could not be sent to a room yet: files that wait until there is a network."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from holeout import files, folders
from holeout.room.client import RoomClient, RoomError
from holeout.room.credentials import new_id

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
_AGAIN = frozenset({0, 408, 429, 500, 502, 503, 504})
"""Answers after which the same suggestion may be taken later."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion on its way. Its `id` is the same however often it is sent."""

    url: str
    code: str
    id: str
    tool: str
    stage: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of sending: how many were taken, are still waiting, and why the rest was refused for good."""

    sent: int = 0
    waiting: int = 0
    refused: tuple[tuple[Waiting, str], ...] = ()


class Outbox:
    """The folder of what waits, and the device cookies that rooms have given."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or folders.data_folder() / "outbox"

    def put(self, url: str, code: str, tool: str, *, stage: str = "", why: str = "") -> Waiting:
        """Keep a suggestion until it is sent. The same tool for the same room replaces what waits."""
        before = next(
            (old for old in self.waiting() if (old.url, old.code, old.tool) == (url, code, tool)), None
        )
        item = Waiting(url, code, before.id if before else new_id(), tool, stage, why)
        files.write_atomically(
            self._folder / f"{item.id}.json", json.dumps({"version": VERSION, **asdict(item)}), private=True
        )
        return item

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits, oldest first. A file that cannot be read is left where it is."""
        return tuple(item for path in sorted(self._folder.glob("*.json")) if (item := _read(path)))

    async def send(self) -> Delivery:
        """Send all that waits; what no room could take now goes on waiting."""
        sent, still, refused = 0, 0, []
        for item in self.waiting():
            try:
                await self._send_one(item)
                sent += 1
            except RoomError as error:
                if error.status in _AGAIN:
                    still += 1
                    continue
                refused.append((item, error.message))
            (self._folder / f"{item.id}.json").unlink(missing_ok=True)
        return Delivery(sent, still, tuple(refused))

    async def _send_one(self, item: Waiting) -> None:
        cookie = self._folder / "devices" / _file_name(item)
        device = cookie.read_text() if cookie.is_file() else ""
        async with RoomClient(item.url) as client:
            answer = await client.suggest(
                item.code, item.tool, stage=item.stage, why=item.why, suggestion_id=item.id, device=device
            )
        if (given := answer.get("device")) and given != device:
            files.write_atomically(cookie, str(given), private=True)


def _file_name(item: Waiting) -> str:
    return re.sub(r"[^a-z0-9]+", "-", f"{item.url} {item.code}".lower()).strip("-")[:120]


def _read(path: Path) -> Waiting | None:
    try:
        found = json.loads(path.read_text())
        if found.pop("version") != VERSION:
            return None
        return Waiting(**{item.name: str(found.get(item.name, "")) for item in fields(Waiting)})
    except (OSError, ValueError, KeyError, AttributeError):
        return None
