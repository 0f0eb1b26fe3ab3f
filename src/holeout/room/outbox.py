"""What a person has sent to rooms from a terminal, and what still waits for a network: a private file for each room.

A room's file is what its person wants it to hold. Sharing again compares: what is new or has changed is sent, what is
gone from one's favourites is withdrawn, and everything keeps its id, so that sending twice is sending once.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from holeout import files, folders, jsontext
from holeout.favourites.identity import tool_key
from holeout.room.credentials import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from holeout.favourites.model import Favourite

VERSION = 1
LONGEST_WHY = 280
"""Characters that a room takes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A favourite on its way to a room, or there. `key` is its tool's.

    `withdrawn` is that it is to be taken back, `held` that it is not to be sent again unless it is named.
    """

    id: str
    key: str
    tool: str
    name: str = ""
    stage: str = ""
    why: str = ""
    withdrawn: bool = False
    held: bool = False
    tried: bool = False
    """Whether it may have reached the room: an answer can be lost."""
    delivered: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """What a person has with one room. `device` is the cookie by which it knows them again.

    `who` is empty for whose terminal this is; else it tells apart the people whose files they hand on.
    """

    url: str
    code: str
    device: str = ""
    items: tuple[Item, ...] = ()
    who: str = ""

    @property
    def waiting(self) -> tuple[Item, ...]:
        """What is still to be sent or taken back."""
        return tuple(item for item in self.items if not item.delivered)

    def find(self, key: str) -> Item | None:
        """The item of a tool."""
        return next((item for item in self.items if item.key == key), None)

    def with_item(self, item: Item) -> Box:
        """The box with `item` in the place of that of the same tool."""
        if self.find(item.key) is None:
            return replace(self, items=(*self.items, item))
        return replace(self, items=tuple(item if old.key == item.key else old for old in self.items))

    def without(self, item: Item) -> Box:
        """The box without an item."""
        return replace(self, items=tuple(old for old in self.items if old.key != item.key))

    def sharing(self, favourites: Iterable[Favourite], only: Collection[str] = ()) -> Box:
        """The box that is to hold `favourites`, or of those only the tools with these keys beside what it holds."""
        wanted = {tool_key(favourite.tool): favourite for favourite in favourites}
        box = self
        for key, favourite in wanted.items():
            if not only or key in only:
                box = box.with_item(_updated(box.find(key), key, favourite, named=bool(only)))
        gone = [] if only else [item for item in box.items if item.key not in wanted and not item.withdrawn]
        for item in gone:
            box = box.taking_back(item)
        return box

    def taking_back(self, item: Item, *, held: bool = False) -> Box:
        """The box from which `item` is to be withdrawn; what was never sent just does not go."""
        if not (item.tried or held):
            return self.without(item)
        return self.with_item(replace(item, withdrawn=True, delivered=not item.tried, held=held))


def _updated(before: Item | None, key: str, favourite: Favourite, *, named: bool) -> Item:
    said: dict[str, Any] = {
        "tool": favourite.tool,
        "name": favourite.name,
        "stage": favourite.stage,
        "why": _shortened(favourite.note),
    }
    if before is None:
        return Item(new_id(), key, **said)
    if before.held and not named:
        return before
    after = replace(before, **said, withdrawn=False, held=False)
    return after if after == before else replace(after, delivered=False)


def _shortened(note: str) -> str:
    return note if len(note) <= LONGEST_WHY else note[: LONGEST_WHY - 1].rstrip() + "…"


@dataclass(slots=True)
class Outbox:
    """The folder of boxes."""

    folder: Path = field(default_factory=lambda: folders.data_folder() / "outbox")

    def boxes(self) -> tuple[Box, ...]:
        """Every room's, in the order of their addresses. A file that cannot be read is left where it is."""
        return tuple(box for path in sorted(self.folder.glob("*.json")) if (box := _read(path)))

    def box(self, url: str, code: str, who: str = "") -> Box:
        """The box of one room; an empty one if there is none yet."""
        return _read(self._path(url, code, who)) or Box(url, code, who=who)

    def keep(self, box: Box) -> None:
        """Write a box down; one that holds nothing and is known to nobody is removed."""
        path = self._path(box.url, box.code, box.who)
        if box.items or box.device:
            files.write_atomically(path, json.dumps({"version": VERSION, **asdict(box)}), private=True)
        else:
            path.unlink(missing_ok=True)

    def _path(self, url: str, code: str, who: str) -> Path:
        name = re.sub(r"[^a-z0-9]+", "-", f"{url} {code}".lower()).strip("-")[:120]
        whose = f"-{hashlib.sha256(who.encode()).hexdigest()[:16]}" if who else ""
        return self.folder / f"{name}{whose}.json"


def _read(path: Path) -> Box | None:
    found = jsontext.read(path)
    if not isinstance(found, dict) or found.get("version") != VERSION:
        return None
    try:
        items = tuple(Item(**jsontext.fitting(Item, values)) for values in found["items"])
        return Box(**jsontext.fitting(Box, found) | {"items": items})
    except (KeyError, TypeError):
        return None
