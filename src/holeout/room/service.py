"""The room itself: what was published, what was suggested, who listens. Knows nothing of HTTP."""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import TYPE_CHECKING, Any

from holeout.room import board
from holeout.room.hub import Said
from holeout.room.operations import SetSetting
from holeout.room.options import MOST_SUGGESTIONS, Moderation
from holeout.room.sse import packed
from holeout.room.state import TalkState, cleaned, outline_of
from holeout.room.tally import Tally

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
PROJECTOR_TOPICS = frozenset({PROJECTOR, PRIVATE, BOARD, COMMANDS})

TALKING = "talking"
"""The setting that holds the id of the Suggestion that the speaker talks about."""
SHORTEST_TICK = 0.25
LONGEST_TICK = 3.0
"""Seconds between two boards."""
BYTES_A_SECOND = 20_000_000
"""What all listeners together may be sent of boards: a larger crowd gets them less often."""
A_LISTENER = 0.0002
"""Seconds between two boards for each that listens: to send one takes about a fifth of that."""
RENDERING_SHARE = 10
"""Of all time at most one part in so many is spent on making boards for those who look."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MAX_ARGS = 4_000
"""Bytes of a command's arguments, as JSON."""


class Room:
    """One room, for as long as its process lives. Used from the event loop alone.

    `talk` is the talk's short name: small letters, digits and dashes. `most` is how many Suggestions it holds.
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
        *,
        most: int = MOST_SUGGESTIONS,
        wall: Callable[[], float] = time.time,
        spent: Callable[[], float] = time.thread_time,
    ) -> None:
        self.code = code
        self.most = most
        self.talk = talk
        self.keys = keys
        self.catalogue = catalogue
        self.hub = hub
        self.limiter = limiter
        self.title = title
        self.join_url = ""
        """What the audience is told; empty while only this machine gets in."""
        self.wall = wall
        # What a board costs, not how long it takes: where others have the processor it would come less often still.
        self._spent = spent
        self.state = TalkState()
        self.tally = Tally(catalogue)
        self.mode = Moderation.BEFORE
        self.paused = False
        self.talking = ""
        self.version = 0
        self._sent_version = -1
        self.public_board = ""
        self._board: dict[str, Any] = {}
        self._sent: dict[str, Any] = {}
        self._frame_size = 0
        self._foremost: tuple[board.Card, ...] = ()
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

    @property
    def suggestions(self) -> Mapping[str, Suggestion]:
        """All that was suggested, by id."""
        return self.tally.suggestions

    @property
    def aliases(self) -> Mapping[str, str]:
        """The tools that are taken for others."""
        return self.tally.aliases

    def own(self, actor: str) -> tuple[Suggestion, ...]:
        """What `actor` suggested and did not withdraw, newest first."""
        return board.newest_first(self.tally.own(actor))

    @property
    def cards(self) -> tuple[board.Card, ...]:
        """What the board shows. As new as can be, but that a large board is not made anew for every look."""
        self.freshen()
        return self._foremost

    @property
    def talking_about(self) -> board.Card | None:
        """The card that the speaker talks about."""
        return self.tally.card_with(self.talking)

    def freshen(self) -> None:
        """Make the board anew for who asks, if it has changed; a large one not at every asking."""
        if self._stale and self.hub.now() - self._rendered_at >= self._rendering_took * RENDERING_SHARE:
            self._render()

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
        self.tally.take(change)
        if change.settings is not None:
            self._take_settings(change.settings)
        if self.tally.is_stale or change.whole or change.suggestions:
            self.board_changed()

    def board_changed(self) -> None:
        """Have the boards sent soon: once for all that changes meanwhile."""
        self._stale = True
        if self._tick is None:
            self._tick = asyncio.get_running_loop().call_later(self.tick, self._send_boards)

    @property
    def tick(self) -> float:
        """Seconds until the next board is sent, by how many will get it, how large it is and what it costs to make."""
        listeners = self.hub.counting(BOARD)
        sending = listeners * max(A_LISTENER, self._frame_size / BYTES_A_SECOND)
        making = self._rendering_took * RENDERING_SHARE
        return min(LONGEST_TICK, max(SHORTEST_TICK, sending, making))

    def moderators_board(self) -> dict[str, Any]:
        """All that the speaker sees of the board."""
        self.freshen()
        tally = self.tally
        return self._board | {
            **board.speakers_part(tally.cards, tally.waiting.values(), tally.hidden.values(), self.catalogue),
            "mode": self.mode.value,
            "paused": self.paused,
            "code": self.code,
            "join_url": self.join_url,
            "listeners": self.hub.counting(PUBLIC),
        }

    def _take_settings(self, settings: Mapping[str, str]) -> None:
        mode, paused = Moderation(settings.get("mode", self.mode)), settings.get("paused") == "yes"
        talking = settings.get(TALKING, "")
        if (mode, paused, talking) != (self.mode, self.paused, self.talking):
            self.mode, self.paused, self.talking = mode, paused, talking
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
            step = _json(board.change_of(self._sent, self._board)) if self._sent else ""
            self._sent = self._board
            self._frame_size = len(packed((step or self.public_board).encode()))
            self.hub.replace(BOARD, "board", self.public_board, Said("change", step))
        self.hub.replace(MODERATION, "board", lambda: _json(self.moderators_board()))

    def _render(self) -> None:
        started = self._spent()
        cards = self.tally.cards
        self._foremost = board.foremost(cards)
        self._board = board.public_board(cards, self._foremost, self.catalogue, self.talking_about)
        self._board["asking"] = self.asking
        rendered = _json(self._board)
        if rendered != self.public_board:
            self.version += 1
            self.public_board = rendered
        self._stale = False
        self._rendered_at = self.hub.now()
        self._rendering_took = self._spent() - started


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
