"""The application: the talk, its state and its look, shared by all screens."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from holeout.layout.target import Target
from holeout.presenting.commands import Context, key_of
from holeout.presenting.saved import Place
from holeout.presenting.state import Clock, Presentation
from holeout.tui.bindings import bindings_for
from holeout.tui.first_page import front_of
from holeout.tui.later import Later
from holeout.tui.options import Options
from holeout.tui.screen_kinds import RunsDemos, ShowsBoard, SlidesBelow
from holeout.tui.themed import Renewed, ThemedApp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.screen import Screen

    from holeout.deck.model import Slide
    from holeout.kept.memory import Memory
    from holeout.layout.lifecycle_map import MapState
    from holeout.layout.views import Surroundings
    from holeout.talk import Talk
    from holeout.themes.palette import Palette
    from holeout.tui.coach import Coach
    from holeout.tui.gallery import Gallery
    from holeout.tui.page_cache import Front
    from holeout.tui.presenter_room import PresenterRoom, RoomFailed, RoomHeard, RoomOpened
    from holeout.tui.rehearsing import Rehearsing
    from holeout.tui.reloading import Reloading
    from holeout.tui.services import Services

REMEMBER = 0.05
"""Seconds after a key until the place is written down: when it is on the screen."""


MOST_READ_WHOLE = 500
"""A deck with more slides than this has no pace and no chapters: to find them every slide would have to be parsed."""


class Navigation(Protocol):
    """Knows the screens."""

    def first_screen(self) -> Screen[None]:
        """What everything else is opened on."""

    def open_target(self, app: HoleoutApp, target: Target) -> None:
        """Show what `target` names on top of what is there."""


class HoleoutApp(ThemedApp):
    """Holds what every screen needs: the talk, the Presentation, the palette. Screens do the rest."""

    AUTO_FOCUS = "*"
    kept = "Your place and your favourites are saved; the next start resumes here."
    CSS = ThemedApp.CSS + "Screen { layout: vertical; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Context.ANYWHERE),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(
        self,
        talk: Talk,
        services: Services,
        navigation: Navigation,
        options: Options = Options(),  # noqa: B008  (immutable)
        memory: Memory | None = None,
        now: Callable[[], float] = time.time,
        front: Front | None = None,
    ) -> None:
        self.front = front or front_of(talk)
        super().__init__(options.choice, _brought(self.front), options.keys)
        self.talk = talk
        self.services = services
        self._navigation = navigation
        self.options = options
        self.now = now
        self._memory = memory
        place = memory.load() if memory else None
        self.seen: frozenset[str] = place.seen if place else frozenset()
        self.resumed = place is not None and (place.slide > 0 or place.clock.started is not None)
        self.presentation = self._starting(place)
        self._surroundings: Surroundings | None = None
        self._remembering = Later(REMEMBER, self._save)
        self._settled = False
        self._room: PresenterRoom | None = None
        self._reloading: Reloading | None = None
        self._gallery: Gallery | None = None
        self.rehearsing: Rehearsing | None = None
        self._coach: Coach | None = None

    def _starting(self, place: Place | None) -> Presentation:
        slides = self.front.slides
        state = Presentation(slides)
        if place is None:
            return state
        left = place.clock.left_running(self.now(), lambda: self.duration)
        state = replace(state, slide=place.slide, step=place.step, clock=Clock() if left else place.clock)
        if place.fingerprint == self.talk.fingerprint and place.slide < slides:
            return state
        moved = place.slide >= slides or self.talk.deck.title(place.slide) != place.title
        if place.title and moved and place.title in (titles := list(self.talk.deck.titles())):
            state = replace(state, slide=titles.index(place.title))
        return state.fitted(slides, self.steps_of)

    # The talk

    def slide_at(self, index: int) -> Slide:
        """The slide at `index`, from 0."""
        return self.talk.deck.slide(index)

    def steps_of(self, index: int) -> int:
        """How many steps the slide at `index` has."""
        return self.talk.deck.slide(index).steps

    @property
    def slide(self) -> Slide:
        """The slide that is shown."""
        return self.slide_at(self.presentation.slide)

    @property
    def surroundings(self) -> Surroundings:
        """What slides draw from, read when a slide first needs it."""
        if self._surroundings is None:
            from holeout.layout.pictures import Deferred  # noqa: PLC0415  (a page that was kept needs no layout)

            around = self.talk.surroundings()
            alone = self.talk.content is None
            around = around if alone else replace(around, map_state=self.map_state())
            pictures = Deferred(lambda: self.pictures)
            around = replace(around, text_width=self.options.text_width, pictures=pictures)
            around = replace(around, demo_key=key_of("demo", self.keys))
            self._surroundings = self._room.around(around) if self._room else around
        return self._surroundings

    def surroundings_changed(self) -> None:
        """Draw slides anew from what is known now."""
        self._surroundings = None

    @property
    def pictures(self) -> Gallery:
        """The pictures of slides, made when the first is asked for."""
        if self._gallery is None:
            from holeout.tui.gallery import gallery_for  # noqa: PLC0415

            self._gallery = gallery_for(self)
        return self._gallery

    def on_pictures_ready(self) -> None:
        """Show what slides wait for."""
        from holeout.tui.gallery import show_ready  # noqa: PLC0415

        show_ready(self)

    def send(self, text: str) -> None:
        """Write `text` to the terminal as it is."""
        if text and self._driver is not None:
            self._driver.write(text)

    def map_state(self, selected: str = "") -> MapState:
        """What the map shows beside the lifecycle."""
        from holeout.layout.lifecycle_map import MapState  # noqa: PLC0415

        return MapState(
            selected=selected,
            seen=self.seen,
            favourites=self.services.favourites_by_stage(),
            suggestions=self._room.suggestions if self._room else {},
            # What a project lacks is nobody's business: never before an audience.
            scores={} if self.options.presenting else self.services.scores_by_stage(),
        )

    # The state

    def to_state(self, state: Presentation) -> None:
        """Make `state` the state of the talk, and remember it."""
        if state != self.presentation:
            if self.rehearsing:
                self.rehearsing.moved(self.presentation, state)
            self.presentation = state
            self.remember()
            if self._room:
                self._room.changed()

    def saw(self, stage: str) -> None:
        """Remember that `stage` was opened."""
        if stage not in self.seen:
            self.seen |= {stage}
            self.surroundings_changed()
            self.remember()

    def remember(self) -> None:
        """Write down where we are, once it is on the screen."""
        if self._settled:
            self._remembering.ask()

    def settle(self) -> None:
        """The first slide is up: begin what could wait for it."""
        self._settled = True
        self.remember()
        self.open_room()
        self.watch_files()
        if self.options.teach:
            self._teach()

    def _teach(self) -> None:
        from holeout.tui.coach import coach_for  # noqa: PLC0415  (a lesson is had once)

        self._coach = coach_for(with_map=bool(self.talk.lifecycle.stages))
        self.tell_lesson()

    def tell_lesson(self) -> None:
        """Draw the place anew where the lesson stands."""
        from holeout.tui.widgets.key_bar import KeyBar  # noqa: PLC0415

        self.slides_changed()
        for bar in self.screen.query(KeyBar):
            bar.refresh()

    def lesson(self, contexts: Collection[Context]) -> str:
        """What somebody who is new is to try next on a screen of these `contexts`; empty for everybody else."""
        return self._coach.words(contexts, self.keys) if self._coach else ""

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do it, and tell the coach while there is one."""
        done = await super().run_action(action, default_namespace, namespaces)
        if self._coach:
            if not self._coach.did(action if isinstance(action, str) else action[1]):
                self._coach = None
            self.tell_lesson()
        return done

    def memory_files(self) -> list[Path]:
        """Where the place is written down, with all that is known of it now."""
        self._save()
        return [self._memory.path] if self._memory else []

    def _save(self) -> None:
        if self._memory:
            title = self.talk.deck.title(self.presentation.slide) if len(self.talk.deck) else ""
            self._memory.save(Place.of(self.presentation, title, self.seen, self.talk.fingerprint))

    # Running

    def get_default_screen(self) -> Screen[None]:
        """The slides."""
        return self._navigation.first_screen()

    def on_mount(self) -> None:
        """Put the page that was asked for on top of the slides."""
        if self.options.opening is not None:
            self.call_after_refresh(self.open_target, self.options.opening)
        self.heed_signals()

    def leave(self, code: int) -> None:
        """End at once, with the place written down."""
        self._save()
        super().leave(code)

    async def on_unmount(self) -> None:
        """End every demo before the terminal is given back."""
        self._remembering.cancel()
        self._save()
        if self._room:
            self._room.close()
        if self._gallery:
            self._gallery.close()
        self.services.close()

    # Reloading

    def watch_files(self) -> Reloading:
        """Notice from here on when the talk is edited."""
        from holeout.tui.reloading import Reloading  # noqa: PLC0415

        self._reloading = self._reloading or Reloading(self)
        return self._reloading

    @property
    def reload_problem(self) -> str:
        """Why the talk's files as they are cannot be shown; empty when they are."""
        return self._reloading.problem if self._reloading else ""

    def reload(self) -> None:
        """Read the talk's files again."""
        self.watch_files().reload()

    def take_talk(self, talk: Talk, changed: int | None) -> None:
        """Go on with `talk`, the same after an edit, at the slide that `changed`."""
        if self.rehearsing:
            self.rehearsing.talk_changed(self.talk, talk)
        if talk.theme != self.talk.theme:
            self.take_theme(talk.theme)
        self.talk = talk
        self.front = front_of(talk)
        self.services.talk_changed(talk)
        self.surroundings_changed()
        self.__dict__.pop("budgets", None)
        state = self.presentation.fitted(len(talk.deck), self.steps_of)
        if changed is not None and changed != state.slide:
            state = state.go_to(changed)
        self.to_state(state)

    # The room

    @property
    def duration(self) -> float | None:
        """How long the talk is meant to be, in seconds."""
        return self.options.duration or self.talk.deck.info.duration

    @cached_property
    def budgets(self) -> list[float | None]:
        """The time budget of every slide in seconds, where its author gave one."""
        if len(self.talk.deck) > MOST_READ_WHOLE:
            return []
        return [self.talk.deck.slide(index).budget for index in range(len(self.talk.deck))]

    def open_room(self) -> None:
        """Begin to share where we are, now that the first slide is up."""
        if not self.options.room or self._room is not None:
            return
        from holeout.tui.presenter_room import PresenterRoom  # noqa: PLC0415

        options = self.options
        self._room = PresenterRoom(
            self,
            lan=options.lan,
            url=options.room_url,
            token=options.room_token,
            moderate=options.room_moderate,
        )
        self.run_worker(self._room.link.run(), name="room", exit_on_error=False)

    def on_room_opened(self, event: RoomOpened) -> None:
        """The way in is known: slides that show it are drawn anew."""
        if self._room:
            self._room.opened(event.address)
            self.surroundings_changed()
            self.slides_changed()

    def on_room_heard(self, event: RoomHeard) -> None:
        """Let the room's part take it in."""
        if self._room:
            self._room.heard(event.message)

    def on_room_failed(self, event: RoomFailed) -> None:
        """Say that there is no room; the talk goes on."""
        self.notify(event.why, title="No room", severity="warning", markup=False, timeout=10)

    def repaint(self) -> None:
        """Draw everything anew; slides have their lines ready in the old colours, and pictures their ground."""
        if self._gallery:
            self._gallery.close()
            self._gallery = None
        super().repaint()

    def shows_live(self, index: int) -> bool:
        """Whether the slide at `index` shows what the audience does."""
        from holeout.layout.page import views_of  # noqa: PLC0415
        from holeout.layout.views import is_live  # noqa: PLC0415

        return any(is_live(view) for view in views_of(self.slide_at(index).blocks))

    def board_changed(self) -> None:
        """Show what the audience has said, wherever that is shown."""
        if self._surroundings is not None and self._room:
            self._surroundings = self._room.around(self._surroundings)
        for screen in self.screen_stack:
            if isinstance(screen, ShowsBoard):
                screen.renew_live()

    def slides_changed(self) -> None:
        """Draw slides and map anew, in whatever screens they are."""
        for screen in self.screen_stack:
            if isinstance(screen, Renewed):
                screen.renew()

    @property
    def slides_screen(self) -> SlidesBelow | None:
        """The screen of the slides, once there is one, whatever stands before it."""
        return next((screen for screen in self.screen_stack if isinstance(screen, SlidesBelow)), None)

    def drive(self, name: str, args: Mapping[str, Any]) -> None:
        """Do on the slides what somebody with the presenter's token asks for, with the slides in front."""
        if not name.startswith("clock"):
            self._slides_to_front()
        if self.slides_screen:
            self.slides_screen.drive(name, args)

    def _slides_to_front(self) -> None:
        """Close the pages above the slides, but none in which something is being typed or asked."""
        above = self.screen_stack[1:]
        if not any(isinstance(screen, ModalScreen) for screen in above):
            for _ in above:
                self.pop_screen()

    # Ways to pages

    def open_target(self, target: Target) -> None:
        """Open the page that `target` names."""
        self._navigation.open_target(self, target)

    def action_map(self) -> None:
        """Open what this slide shows of the map, or the map at the stage of the screen in front."""
        shown = getattr(self.screen, "on_map", None)
        self.open_target(shown or Target("map", self.slide.stage))

    def action_demo(self) -> None:
        """Run the demo of this slide in it, or open this page's demo, or the list of demos."""
        if isinstance(self.screen, RunsDemos) and self.screen.run_demo_here():
            return
        asked = getattr(self.screen, "demo", "")
        self.open_target(Target("demo", asked) if asked else Target("demos", ""))

    def action_favourites(self) -> None:
        """Open one's own favourites."""
        self.open_target(Target("favourites", ""))

    def action_find(self) -> None:
        """Open the search."""
        self.open_target(Target("find", ""))

    def action_help(self) -> None:
        """Show the keys of the screen in front."""
        contexts = getattr(self.screen, "contexts", ())
        self.open_target(Target("help", ",".join(contexts)))


def _brought(front: Front) -> Palette | None:
    """The theme that the talk brings along; None for most."""
    if not front.theme:
        return None
    from holeout.themes.reading import unpacked  # noqa: PLC0415  (few talks bring one)

    return unpacked(front.theme)
