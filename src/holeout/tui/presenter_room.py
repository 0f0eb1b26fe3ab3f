"""What the application does with its room: publish, obey, and show who suggests what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from textual.message import Message

from holeout.deck.blocks import ViewKind
from holeout.layout.board import Suggested
from holeout.layout.page import views_of
from holeout.layout.views import Surroundings, code_lines
from holeout.presenting.commands import DRIVEN
from holeout.room.client import BoardChanged, CommandReceived
from holeout.room.join import qr_rows
from holeout.text import clean, clean_line
from holeout.tui.broadcast import outline, page_text, published
from holeout.tui.later import Later
from holeout.tui.room_link import RoomLink
from holeout.tui.screen_kinds import SlidesBelow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.room.client import Message as RoomMessage
    from holeout.room.client import RoomAddress
    from holeout.talk import Talk
    from holeout.tui.app import HoleoutApp

SOON = 0.02
"""Seconds from a key to its publishing: the slide is painted first."""
WAY_IN_SHOWN = 15.0
"""Seconds that the audience's address stands on the projector once the room is open to it."""
FRONT = {
    "map": "the map",
    "stage": "a stage",
    "pitfall": "a pitfall",
    "tool": "a tool",
    "source": "a source",
    "demo": "a demo",
    "demos": "the demos",
    "favourites": "favourites",
    "assess": "the assessment",
    "overview": "all slides",
    "find": "the search",
    "go_to": "the list of slides",
    "help": "the keys",
}
"""What may stand before the slides, by the kind of its Target."""


@dataclass
class RoomOpened(Message):
    """The room is there."""

    address: RoomAddress


@dataclass
class RoomHeard(Message):
    """Something came from the room."""

    message: RoomMessage


@dataclass
class RoomFailed(Message):
    """There is no room, and why."""

    why: str


class PresenterRoom:
    """The room of one presentation, seen from its application."""

    def __init__(
        self, app: HoleoutApp, *, lan: bool, url: str = "", token: str = "", moderate: str = ""
    ) -> None:
        self._app = app
        self._hosted = bool(url)
        self._told_until = 0.0
        self._publishing = Later(SOON, self._publish)
        self._address: RoomAddress | None = None
        self._board: tuple[Suggested, ...] = ()
        self._texts: dict[tuple[int, int], str] = {}
        self._texts_around: Surroundings | None = None
        self._outlined: Talk | None = None
        self.link = RoomLink(
            app.talk.slug,
            app.talk.deck_path,
            opened=lambda address: self._post(RoomOpened(address)),
            hear=lambda message: self._post(RoomHeard(message)),
            failed=lambda why: self._post(RoomFailed(why)),
            lan=lan,
            url=url,
            token=token,
            moderate=moderate,
        )

    def _post(self, message: Message) -> None:
        self._app.post_message(message)

    def changed(self) -> None:
        """The presentation is somewhere else: publish that, once it is painted."""
        if self._app.now() < self._told_until and self._on_join_slide():
            self._app.clear_notifications()  # the code must lie open
        self._publishing.ask()

    def _publish(self) -> None:
        app = self._app
        slides = app.slides_screen
        if slides and len(app.talk.deck):
            state = published(
                app.talk,
                app.presentation,
                self._text_of,
                slides.page_at,
                app.now(),
                duration=app.duration,
                budgets=app.budgets,
                front=self._front(),
            )
            known, self._outlined = self._outlined, app.talk
            self.link.offer(state, None if known is app.talk else outline(app.talk))

    def _front(self) -> str:
        """What stands before the slides."""
        screen = self._app.screen
        if isinstance(screen, SlidesBelow):
            return ""
        target = getattr(screen, "target", None)
        return FRONT.get(target.kind, "") if target else "a question"

    def _forget_live_texts(self) -> None:
        for spot in [spot for spot in self._texts if self._app.shows_live(spot[0])]:
            del self._texts[spot]
        self._texts_around = self._app.surroundings

    def _text_of(self, slide: int, step: int) -> str:
        if self._texts_around is not self._app.surroundings:
            self._texts_around = self._app.surroundings
            self._texts.clear()
        text = self._texts.get((slide, step))
        if text is None:
            text = self._texts[slide, step] = page_text(
                self._app.slide_at(slide), step, self._app.surroundings
            )
        return text

    def opened(self, address: RoomAddress) -> None:
        """Remember the way in and show it for a while; say where we are."""
        before, self._address = self._address, address
        if address.join_url and (before is None or before.join_url != address.join_url):
            self._tell_way_in(address.join_url)
        self._app.screen_change_signal.subscribe(self._app, self._screen_changed)
        self.changed()

    def _tell_way_in(self, url: str) -> None:
        if not self._on_join_slide():
            who = "The room is open." if self._hosted else "The room is open to everybody on this network."
            self._app.notify(url, title=f"{who} Join at", timeout=WAY_IN_SHOWN, markup=False)
            self._told_until = self._app.now() + WAY_IN_SHOWN

    def _on_join_slide(self) -> bool:
        return any(view.kind is ViewKind.JOIN for view in views_of(self._app.slide.blocks))

    def _screen_changed(self, _: object) -> None:
        self.changed()

    def heard(self, message: RoomMessage) -> None:
        """Show what was suggested; do what a desk or a remote asks for. Our own states come back and change nothing."""
        if isinstance(message, BoardChanged):
            before, self._board = self._board, board_of(message.board)
            if self._board != before:
                self._app.board_changed()
                self._forget_live_texts()
                self.changed()
        elif isinstance(message, CommandReceived) and (message.name in DRIVEN or message.name == "go_to"):
            self._app.drive(message.name, message.args)

    @property
    def suggestions(self) -> dict[str, int]:
        """How many tools are suggested for each stage."""
        return Counter(item.stage for item in self._board)

    def around(self, surroundings: Surroundings) -> Surroundings:
        """`surroundings` with the way in and the board."""
        state = surroundings.map_state
        state = replace(state, suggestions=self.suggestions) if state else None
        found = replace(surroundings, board=self._board, map_state=state)
        if self._address is not None and self._address.join_url:
            url = self._address.join_url
            return replace(found, join_address=url, join_code=code_lines(qr_rows(url)))
        return found

    def close(self) -> None:
        """Publish no more."""
        self._publishing.cancel()
        self.link.close()


def board_of(board: Mapping[str, Any]) -> tuple[Suggested, ...]:
    """The board's cards in order, from the room's plain data."""
    return tuple(
        Suggested(
            tool=clean_line(str(card.get("name") or card.get("tool", ""))),
            stage=str(stage.get("id", "")),
            whys=tuple(clean(str(why)) for why in card.get("whys", ())),
            voices=int(card.get("voices", 0)),
            **{mark: card.get(mark) is True for mark in ("pinned", "thanked", "talking")},
        )
        for stage in board.get("stages", ())
        for card in stage.get("cards", ())
    )
