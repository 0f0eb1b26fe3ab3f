"""The slides, with the spoken text beside them for who reads alone."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, getters
from textual.containers import Horizontal
from textual.screen import Screen

from holeout.layout.target import Target
from holeout.presenting.commands import Context, key_of
from holeout.presenting.state import Clock
from holeout.presenting.titles import slides_named
from holeout.tui.app import HoleoutApp
from holeout.tui.bindings import bindings_for
from holeout.tui.first_page import NOTES_BESIDE
from holeout.tui.later import Later
from holeout.tui.page_cache import PageCache
from holeout.tui.slide_footer import READING, footer_of
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.slide_view import SlideView, Spot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.layout.laid_out import Page
    from holeout.layout.reading import Beside
    from holeout.layout.styled import Line
    from holeout.presenting.state import Presentation
    from holeout.tui.reader import Reader
    from holeout.tui.screens.slide_demos import SlideDemos
    from holeout.tui.widgets.notes_view import NotesView

SETTLED = 0.4
"""Seconds after the first slide before anything that can wait is done."""


class SlidesScreen(Screen[None]):
    """Keys to actions, actions to the Presentation, the Presentation to the slide view."""

    # Not CSS: for that of a screen Textual reads every style sheet again, and the first slide would wait for it.
    DEFAULT_CSS = """
    SlidesScreen NotesView { width: 1fr; min-width: 36; display: none; }
    SlidesScreen.beside NotesView { display: block; }
    SlidesScreen.beside SlideView { width: 80; min-width: 80; }
    SlidesScreen KeyBar { display: none; }
    SlidesScreen.over KeyBar { display: block; }
    SlidesScreen.over NotesView { display: block; }
    SlidesScreen.over SlideView { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.SLIDES, at_once=True)
    contexts: ClassVar[tuple[Context, ...]] = (Context.SLIDES,)
    app = getters.app(HoleoutApp)
    view = getters.query_one(SlideView)

    def __init__(self) -> None:
        super().__init__()
        self.with_notes = False
        self._greeting = ""
        self._settled = False
        self._turned = False
        self._keeper = Later(SETTLED, self._keep_page)
        self._demos: SlideDemos | None = None
        self._reader: Reader | None = None

    def compose(self) -> ComposeResult:
        """The slide, and its text beside it."""
        app = self.app
        with Horizontal():
            yield SlideView(
                app.slide_at,
                lambda: app.front.slides,
                lambda: app.surroundings,
                lambda: app.painter,
                self._footer,
                self._kept,
            )
            if not app.options.presenting:
                yield self._new_notes()
        if not app.options.presenting:
            yield self._new_bar()

    def _new_notes(self) -> NotesView:
        # The projector shows slides alone: its start need not wait for the text's widget.
        from holeout.tui.widgets.notes_view import NotesView  # noqa: PLC0415

        return NotesView(lambda: self.app.painter)

    def _new_bar(self) -> KeyBar:
        # Text in the place of the slide hides the slide's own footer.
        return KeyBar(lambda: self.app.painter, *READING)

    def on_mount(self) -> None:
        """Show where we are; somebody who reads alone gets the text as well."""
        app = self.app
        self.with_notes = not app.options.presenting and app.size.width >= NOTES_BESIDE
        if app.options.presenting and app.presentation.clock.started is None:
            app.to_state(self._clocked(app.presentation))
        if app.resumed:
            self._greeting = f"resumed · {key_of('first', app.keys)} starts over"
        self.set_interval(1, self._tick)
        self._arrange()
        self._show()
        self.set_timer(SETTLED, self._settle)

    def _kept(self, spot: Spot, width: int, height: int) -> Page | None:
        return PageCache.of_talk(self.app.talk).find(*spot, width, height)

    def _settle(self) -> None:
        """The first slide is up: draw it from the talk itself, and collect garbage again."""
        self._settled = True
        self.renew()
        self._keep_page()
        self.app.settle()
        gc.freeze()
        gc.enable()

    def _keep_page(self) -> None:
        """Have the next start show this page at once."""
        app, state = self.app, self.app.presentation
        if not state.blank and app.front.slides:
            cache, size = PageCache.of_talk(app.talk), (self.view.size.width, self.view.size.height)
            stamps = app.talk.picture_stamps(app.slide)
            cache.keep(state.slide, state.step, self.view.page, size, app.front, stamps)

    def on_unmount(self) -> None:
        """Keep no more pages."""
        self._keeper.cancel()

    @property
    def demo(self) -> str:
        """The demo that the demo key runs here."""
        from holeout.deck.blocks import ViewKind  # noqa: PLC0415  (the first slide may come from the cache)
        from holeout.layout.page import view_target  # noqa: PLC0415

        return view_target(self.app.slide, ViewKind.DEMO)

    @property
    def on_map(self) -> Target | None:
        """What the map's key opens here: the page of what this slide shows of the map."""
        from holeout.layout.slide_links import shown_on  # noqa: PLC0415

        shown = shown_on(self.app.slide)
        return Target(*shown) if shown else None

    # Demos

    def run_demo_here(self) -> bool:
        """Run this slide's demo in it, or give it the keys; False when there is none."""
        from holeout.tui.screens.slide_demos import SlideDemos  # noqa: PLC0415  (most slides have no demo)

        state, id = self.app.presentation, self.demo
        demo = self.app.talk.demos.get(id) if id and not state.blank else None
        if demo is None:
            return False
        self._demos = self._demos or SlideDemos(self.app, self.view)
        self._demos.press(demo, Spot(state.slide, state.step))
        return True

    def action_demo_page(self) -> None:
        """Open the page of this slide's demo, or the list of demos."""
        self.app.open_target(Target("demo", self.demo) if self.demo else Target("demos", ""))

    def action_take_demo_away(self) -> None:
        """Stop the demo in this slide, or take it off the slide."""
        if self._demos:
            self._demos.take_away()

    def on_demo_panel_left(self) -> None:
        """Take the keys back from a demo."""
        self.view.focus()

    def on_demo_panel_resized(self) -> None:
        """The slide has another size: the demo may stand elsewhere in it."""
        if self._demos:
            self._demos.place()

    def on_screen_suspend(self) -> None:
        """Leave demos to the screen in front."""
        if self._demos:
            self._demos.sleep()

    # Reading alone

    @property
    def reader(self) -> Reader:
        """What a reader has beside the slides."""
        from holeout.tui.reader import Reader  # noqa: PLC0415  (a projector has no reader)

        if self._reader is None or self._reader.talk is not self.app.talk:
            self._reader = Reader(self.app, self.app.talk)
        return self._reader

    def action_margin(self) -> None:
        """Write beside this slide; never where an audience looks on."""
        if not self._for_the_speaker_alone():
            self.reader.write(self.app.presentation.slide)

    def action_next_chapter(self) -> None:
        """The first slide of the next stage."""
        self._to_chapter(self.reader.next_chapter(self.app.presentation.slide))

    def action_previous_chapter(self) -> None:
        """The first slide of this stage, or of the one before."""
        self._to_chapter(self.reader.previous_chapter(self.app.presentation.slide))

    def _to_chapter(self, slide: int | None) -> None:
        if slide is not None:
            self._to(self.app.presentation.go_to(slide))

    # Showing

    @property
    def _spot(self) -> Spot:
        return Spot(self.app.presentation.slide, self.app.presentation.step)

    def _show(self) -> None:
        spot, blank = self._spot, self.app.presentation.blank
        self.view.show(spot, blank=blank)
        if self._demos:
            self._demos.turned(spot, blank=blank)
        if self.with_notes:
            self.call_after_refresh(self._show_notes)

    def _show_notes(self) -> None:
        for notes in self.query("NotesView"):
            cast("NotesView", notes).show(self.app.slide, self._beside())

    def _beside(self) -> Beside | None:
        # To know a reader's chapters every slide and the lifecycle are read: the first text need not wait for it.
        started = self._settled or self._turned
        return self.reader.beside(self.app.presentation.slide) if started else None

    def _to(self, state: Presentation) -> None:
        if state.slide != self.app.presentation.slide:
            self._greeting = ""
        self._turned = True
        self.app.to_state(state)
        self._show()
        self._keeper.ask()

    def _arrange(self) -> None:
        beside = self.app.size.width >= NOTES_BESIDE
        self.set_class(self.with_notes and beside, "beside")
        self.set_class(self.with_notes and not beside, "over")
        if self.with_notes:
            self.call_after_refresh(self._show_notes)

    def on_resize(self, _: events.Resize) -> None:
        """Put the text where there is room for it."""
        self._arrange()

    def on_screen_resume(self, _: events.ScreenResume) -> None:
        """Back from a page: what it changed is shown."""
        if self._demos:
            self._demos.wake()
        self.renew()
        self._show()

    def _tick(self) -> None:
        if self.app.presentation.clock.running:
            self.view.refresh_footer()

    def _footer(self) -> tuple[Line, Line]:
        return footer_of(self.app, settled=self._settled, greeting=self._greeting)

    def renew(self) -> None:
        """What is around the slides has changed: draw this one anew."""
        if self._settled:
            self.view.renew(self._spot)
            self._show()

    def pictures_ready(self) -> None:
        """Draw what waited for pictures."""
        for view in self.query(SlideView):  # none any more when the program is ending
            view.pictures_ready()

    def renew_live(self) -> None:
        """The audience has said something: draw the slides anew that show it."""
        if self._settled:
            self.view.forget(self.app.shows_live)

    def page_at(self, slide: int, step: int) -> Page:
        """The page of a slide at a step, as it is or would be shown here."""
        return self.view.page_at(Spot(slide, step))

    def drive(self, name: str, args: Mapping[str, Any]) -> None:
        """Do what the Command `name` does, for somebody at a desk or a remote."""
        if name == "go_to":
            named = slides_named(str(args.get("slide", ""))[:200], self.app.talk.deck.titles())
            if args.get("slide") and named:
                self._to(self.app.presentation.go_to(named[0]))
        else:
            getattr(self, f"action_{name}")()

    # Actions

    def action_next(self) -> None:
        """Scroll what is too tall, then the next step or slide."""
        if self.app.presentation.blank or not self.view.scroll_lines(self.view.size.height // 2):
            self._to(self.app.presentation.next(self.app.steps_of))

    def action_previous(self) -> None:
        """Scroll back what is too tall, then the step or slide before."""
        if self.app.presentation.blank or not self.view.scroll_lines(-self.view.size.height // 2):
            self._to(self.app.presentation.previous(self.app.steps_of))

    def action_next_slide(self) -> None:
        """The next slide as it opens."""
        self._to(self.app.presentation.next_slide())

    def action_previous_slide(self) -> None:
        """The slide before as it opens."""
        self._to(self.app.presentation.previous_slide())

    def action_first(self) -> None:
        """The first slide; right after a start that resumed, the talk's clock begins anew as well."""
        state = self.app.presentation
        if self._greeting and state.clock.started is not None:
            state = replace(state, clock=Clock().start(self.app.now()))
        self._to(state.go_to(0))

    def action_last(self) -> None:
        """The last slide."""
        self._to(self.app.presentation.go_to(self.app.presentation.slides - 1))

    def action_show_all(self) -> None:
        """Reveal everything."""
        self._to(self.app.presentation.show_all(self.app.steps_of))

    def action_back_to(self) -> None:
        """Where we were before the last jump."""
        self._to(self.app.presentation.back())

    def action_blank(self) -> None:
        """A blank screen, and back."""
        self._to(self.app.presentation.toggle_blank())

    def action_clock(self) -> None:
        """Start or pause the clock."""
        self._to(self._clocked(self.app.presentation))

    def action_clock_reset(self) -> None:
        """The clock at zero."""
        state = self.app.presentation
        self._to(replace(state, clock=state.clock.zeroed(self.app.now())))

    def _clocked(self, state: Presentation) -> Presentation:
        clock, now = state.clock, self.app.now()
        return replace(state, clock=clock.pause(now) if clock.running else clock.start(now))

    def action_notes(self) -> None:
        """Show or hide the spoken text; never where an audience looks on."""
        if self._for_the_speaker_alone():
            return
        self.with_notes = not self.with_notes
        if not self.query("NotesView"):
            self.query_one(Horizontal).mount(self._new_notes())
            self.mount(self._new_bar())
        self._arrange()

    def _for_the_speaker_alone(self) -> bool:
        """Whether an audience looks on; if so, say where notes are."""
        looked_at = self.app.options.presenting and self.app.rehearsing is None
        if looked_at:
            self.app.notify("Notes are for your desk: holeout notes, in a second terminal.", markup=False)
        return looked_at

    def on_slide_view_link_chosen(self, event: SlideView.LinkChosen) -> None:
        """Go where the link leads."""
        from holeout.layout.links import target_of  # noqa: PLC0415  (nobody may ever click)

        target = target_of(event.address, self.app.talk.deck.titles())
        if target is None:
            self.notify(f"{event.address} is no page and no slide of this deck.", markup=False)
        elif target.kind == "slide":
            self._to(self.app.presentation.go_to(int(target.id)))
        else:
            self.app.open_target(target)

    def action_links(self) -> None:
        """Tell where the links lead."""
        self.app.open_target(Target("links", ""))

    def action_go_to(self) -> None:
        """Ask for a slide."""
        self.app.open_target(Target("go_to", ""))

    def action_sources(self) -> None:
        """Where this slide's figures are from."""
        self.app.open_target(Target("sources", str(self.app.presentation.slide)))

    def action_assess(self) -> None:
        """Ask the quick questions."""
        self.app.open_target(Target("assess", "quick"))

    def action_reload(self) -> None:
        """Read the talk's files again."""
        self.app.reload()

    def action_overview(self) -> None:
        """All slides at a glance."""
        self.app.open_target(Target("overview", ""))

    async def action_quit(self) -> None:
        """Leave, with this page ready for the next start."""
        from holeout.tui.splash import keep_splash  # noqa: PLC0415

        self._keeper.cancel()
        self._keep_page()
        if self.app.rehearsing is None:
            keep_splash(self.app)
        self.app.exit()
