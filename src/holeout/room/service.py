"""The room itself: what was published, what was suggested, who listens. Knows nothing of HTTP."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from holeout.room import board
from holeout.room.operations import SetSetting
from holeout.room.options import Moderation
from holeout.room.state import TalkState, cleaned, outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.favourites.catalogue import Catalogue
    from holeout.room.credentials import Keys
    from holeout.room.hub import Hub
    from holeout.room.limits import Limiter
    from holeout.room.store import Change
    from holeout.room.suggestion import Suggestion
    from holeout.room.writer import Writer

PUBLIC, PRIVATE, BOARD, MODERATION, COMMANDS = "public", "private", "board", "moderation", "commands"
"""The hub's topics."""
PROJECTOR = "projector"
"""A topic that says nothing: who listens to it is the presenter itself."""
OUTLINE, PRESENCE = "outline", "presence"
"""The titles of the slides, and how many projectors are connected."""
AUDIENCE_TOPICS = frozenset({PUBLIC, BOARD})
PRESENTER_TOPICS = frozenset({PRIVATE, MODERATION, COMMANDS, OUTLINE, PRESENCE})

SHORTEST_TICK = 0.25
LONGEST_TICK = 3.0
"""Seconds between two boards."""
BYTES_A_SECOND = 20_000_000
"""What all listeners together may be sent of boards: a larger crowd gets them less often."""
RENDERING_SHARE = 10
"""Of all time at most one part in so many is spent on making boards for those who look."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MAX_ARGS = 4_000
"""Bytes of a command's arguments, as JSON."""


class Room:
    """One room, for as long as its process lives. Used from the event loop alone.

    `talk` is the talk's short name: small letters, digits and dashes.
    """

    def __init__(
        self,
        code: str,
        keys: Keys,
        hub: Hub,
        limiter: Limiter,
        catalogue: Catalogue,
        talk: str = "talk",
        title: str = "",
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.code = code
        self.talk = talk
        self.keys = keys
        self.catalogue = catalogue
        self.hub = hub
        self.limiter = limiter
        self.title = title
        self.wall = wall
        self.state = TalkState()
        self.suggestions: dict[str, Suggestion] = {}
        self._by_actor: defaultdict[str, dict[str, Suggestion]] = defaultdict(dict)
        self.aliases: Mapping[str, str] = {}
        self.mode = Moderation.BEFORE
        self.paused = False
        self.version = 0
        self._sent_version = -1
        self.public_board = ""
        self._cards: tuple[board.Card, ...] = ()
        self._stale = False
        self._rendered_at = self._rendering_took = 0.0
        self._writer: Writer | None = None
        self._tick: asyncio.TimerHandle | None = None
        self._render()

    @property
    def writer(self) -> Writer:
        """The way to the store."""
        if self._writer is None:
            raise RuntimeError("the room is not open")
        return self._writer

    @property
    def asking(self) -> bool:
        """Whether suggestions are taken: the presenter asks, and nobody has paused the room."""
        return self.state.asking and not self.paused

    def own(self, actor: str) -> tuple[Suggestion, ...]:
        """What `actor` suggested and did not withdraw, newest first."""
        return board.newest_first(self._by_actor[actor].values()) if actor in self._by_actor else ()

    @property
    def cards(self) -> tuple[board.Card, ...]:
        """What the board shows. As new as can be, but that a large board is not made anew for every look."""
        if self._stale and self.hub.now() - self._rendered_at >= self._rendering_took * RENDERING_SHARE:
            self._render()
        return self._cards

    def open(self, writer: Writer, kept: Change) -> None:
        """Begin with what the store has kept."""
        self._writer = writer
        self.take(kept)
        self._send_boards()

    def publish(self, body: Any) -> int:
        """Take over a state from a presenter and send it on; gives its revision. Raises ValueError."""
        outline = outline_of(body)
        self._show(self.state.followed_by(body, self.wall()))
        if outline is not None:
            self.hub.replace(OUTLINE, "outline", _json({"titles": outline}))
        self.writer.keep(SetSetting("state", json.dumps(self.state.for_presenter())))
        return self.state.revision

    def command(self, name: Any, args: Any) -> int:
        """Send a command to every presenter; gives how many projectors heard it here. Raises ValueError."""
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ValueError("command: a name of small letters, digits and _ is wanted, of at most 40")
        if not isinstance(args, dict):
            raise ValueError("args: an object is wanted")  # noqa: TRY004  (the sender's fault)
        text = _json({"command": name, "args": cleaned(args)})
        if len(text) > MAX_ARGS:
            raise ValueError(f"args: at most {MAX_ARGS} bytes")
        self.send_command(text)
        self.writer.tell(text)
        return self.hub.counting(PROJECTOR)

    def send_command(self, text: str) -> None:
        """Send a command, as JSON, to those who listen at this process."""
        self.hub.append(COMMANDS, "command", text)

    async def tell_presence(self) -> None:
        """Tell desks and remotes whether a projector is connected here, at each change; until cancelled."""
        told = -1
        while True:
            count = self.hub.counting(PROJECTOR)
            if count != told:
                self.hub.replace(PRESENCE, "presence", _json({"presenters": count}))
                told = count
            await self.hub.next_change()

    def take(self, change: Change) -> None:
        """Take over what the store now holds, whoever wrote it."""
        if change.whole:
            self.suggestions.clear()
            self._by_actor.clear()
        for suggestion_id, suggestion in change.suggestions.items():
            if suggestion is not None:
                self.suggestions[suggestion_id] = self._by_actor[suggestion.actor][suggestion_id] = suggestion
            elif before := self.suggestions.pop(suggestion_id, None):
                self._by_actor[before.actor].pop(suggestion_id)
        if change.aliases is not None:
            self.aliases = change.aliases
        if change.settings is not None:
            self._take_settings(change.settings)
        if change.whole or change.suggestions or change.aliases is not None:
            self.board_changed()

    def board_changed(self) -> None:
        """Have the boards sent soon: once for all that changes meanwhile."""
        self._stale = True
        if self._tick is None:
            self._tick = asyncio.get_running_loop().call_later(self.tick, self._send_boards)

    @property
    def tick(self) -> float:
        """Seconds until the next board is sent, by how many will get it and how large it is."""
        size = len(self.public_board) * self.hub.counting(BOARD)
        return min(LONGEST_TICK, max(SHORTEST_TICK, size / BYTES_A_SECOND))

    def moderators_board(self) -> dict[str, Any]:
        """All that the speaker sees of the board."""
        whole = board.moderators_board(self.cards, self.suggestions.values(), self.catalogue)
        return whole | {
            "mode": self.mode.value,
            "paused": self.paused,
            "listeners": self.hub.counting(PUBLIC),
        }

    def _take_settings(self, settings: Mapping[str, str]) -> None:
        mode, paused = Moderation(settings.get("mode", self.mode)), settings.get("paused") == "yes"
        if (mode, paused) != (self.mode, self.paused):
            self.mode, self.paused = mode, paused
            self.board_changed()
        kept = json.loads(settings.get("state", "{}"))
        if kept.get("revision", 0) > self.state.revision:
            self._show(TalkState(**kept))

    def _show(self, state: TalkState) -> None:
        if state.asking != self.state.asking:
            self.board_changed()
        self.state = state
        self.hub.replace(PUBLIC, "state", _json(state.for_audience()))
        self.hub.replace(PRIVATE, "state", _json(state.for_presenter()))

    def _send_boards(self) -> None:
        self._tick = None
        self._render()
        if self._sent_version != self.version:
            self._sent_version = self.version
            self.hub.replace(BOARD, "board", self.public_board)
        self.hub.replace(MODERATION, "board", _json(self.moderators_board()))

    def _render(self) -> None:
        started = self.hub.now()
        self._cards = board.cards(self.suggestions.values(), self.aliases, self.catalogue)
        rendered = _json(board.public_board(self._cards, self.catalogue) | {"asking": self.asking})
        if rendered != self.public_board:
            self.version += 1
            self.public_board = rendered
        self._stale = False
        self._rendered_at = self.hub.now()
        self._rendering_took = self._rendered_at - started


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
