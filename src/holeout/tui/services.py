"""What reaches out of the program for the screens: demos that run, one's favourites, and the search index."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from holeout.demos.consent import Consents
    from holeout.demos.edits import Edits
    from holeout.demos.emulator import Size
    from holeout.demos.environment import Environments
    from holeout.demos.model import Demo
    from holeout.demos.run import DemoRun
    from holeout.favourites.model import Favourite
    from holeout.favourites.store import FavouritesStore
    from holeout.lifecycle.search import Index
    from holeout.talk import Talk


class Services:
    """Made once per run of the program and handed to it; each part is loaded when it is first needed."""

    def __init__(
        self, talk: Talk, store: FavouritesStore | None = None, environments: Environments | None = None
    ) -> None:
        self._talk = talk
        self._store = store
        self._environments = environments
        self._runs: dict[str, DemoRun] = {}
        self.favourites_problem = ""

    def talk_changed(self, talk: Talk) -> None:
        """The talk was edited: what was made from it is made anew when it is needed."""
        self._talk = talk
        self.__dict__.pop("index", None)

    # Demos

    @property
    def environments(self) -> Environments:
        """Where demos find what they need. Raises HoleoutError where there is no uv."""
        if self._environments is None:
            from holeout.demos.environment import Environments  # noqa: PLC0415

            self._environments = Environments()
        return self._environments

    @cached_property
    def consents(self) -> Consents:
        """Which demos of talks from elsewhere may run."""
        from holeout.demos.consent import Consents  # noqa: PLC0415

        return Consents()

    def may_run(self, demo: Demo) -> bool:
        """Whether `demo` may run without asking."""
        from holeout.demos.consent import may_run  # noqa: PLC0415

        return may_run(demo, bundled=self._talk.bundled, consents=self.consents)

    @cached_property
    def edits(self) -> Edits:
        """One's own changes of this talk's demos."""
        from holeout.demos.edits import Edits  # noqa: PLC0415

        return Edits(self._talk.slug)

    def keep_edit(self, demo: Demo, text: str) -> None:
        """Keep `text`, which was typed here, as one's copy of `demo`. Raises HoleoutError when it cannot be written."""
        if text == demo.text:
            self.edits.forget(demo)
            return
        self.edits.keep(demo, text)
        edit = self.edits.of(demo)
        if edit is not None and edit.demo is not None and not self._talk.bundled and self.may_run(demo):
            # Who may run the original, and changed it with their own hands, need not be asked about the change.
            self.consents.give(edit.demo)

    def run_of(self, demo: Demo) -> DemoRun | None:
        """The run of `demo` that is under way or was last."""
        return self._runs.get(demo.id)

    def start(self, demo: Demo, python: Path, size: Size) -> DemoRun:
        """Start `demo` anew. Raises OSError when the system has no process left."""
        from holeout.demos.run import start_demo  # noqa: PLC0415

        self.end(demo)
        run = start_demo(demo, self.environments, python, size)
        self._runs[demo.id] = run
        return run

    def replay(self, demo: Demo) -> DemoRun | None:
        """Play the recording of `demo`; None when it has none. Raises HoleoutError when that is broken."""
        from holeout.demos.run import recording_of, replay_demo  # noqa: PLC0415

        cast = recording_of(demo)
        if cast is None:
            return None
        self.end(demo)
        run = replay_demo(demo, cast)
        self._runs[demo.id] = run
        return run

    def has_recording(self, demo: Demo) -> bool:
        """Whether there is one, sound or not."""
        from holeout.demos.run import recording_path  # noqa: PLC0415

        return recording_path(demo).is_file()

    def end(self, demo: Demo) -> None:
        """End `demo`, if it runs, with all that it started."""
        if run := self._runs.pop(demo.id, None):
            run.close()

    def close(self) -> None:
        """End everything that runs: all are told first, so that their ends do not add up."""
        for run in self._runs.values():
            run.stop()
        while self._runs:
            self._runs.popitem()[1].close()

    # The Assessment

    def scores_by_stage(self) -> dict[str, float]:
        """How each stage stands in the person's own Assessment; none without one, or when it cannot be read."""
        from holeout.kept.answers import own_path  # noqa: PLC0415

        if not own_path(self._talk.slug).exists():
            return {}
        from holeout.kept.answers import open_store  # noqa: PLC0415
        from holeout.lifecycle.assess import assess  # noqa: PLC0415

        try:
            answers = open_store(self._talk.slug).load().counted()
        except HoleoutError:
            # The assessment itself tells what is wrong with its file.
            return {}
        scored = assess(self._talk.lifecycle, answers).stages
        return {each.stage.id: each.score for each in scored if each.score is not None}

    # Search

    @cached_property
    def index(self) -> Index:
        """The search over slides and content."""
        from holeout.deck.words import words_in  # noqa: PLC0415
        from holeout.lifecycle.search import Document, Index, documents_of  # noqa: PLC0415

        deck = self._talk.deck
        titles = deck.titles()
        slides = (
            Document("slide", str(at), titles[at], words_in(deck.source_of(at)), f"slide {at + 1}", 1.2)
            for at in range(min(len(deck), MOST_SLIDES))
        )
        return Index.build((*documents_of(self._talk.lifecycle), *slides))

    # Favourites

    @property
    def store(self) -> FavouritesStore:
        """One's own favourites of this talk."""
        if self._store is None:
            from holeout.favourites.catalogue import catalogue_of  # noqa: PLC0415
            from holeout.favourites.store import open_store  # noqa: PLC0415

            self._store = open_store(self._talk.slug, catalogue_of(self._talk.lifecycle))
        return self._store

    @property
    def favourites_path(self) -> Path:
        """Where they are kept."""
        return self.store.path

    def favourites(self) -> Sequence[Favourite]:
        """One's favourites; none, with the reason in `favourites_problem`, when the file cannot be read."""
        try:
            self.favourites_problem = ""
            return self.store.list()
        except HoleoutError as error:
            self.favourites_problem = str(error)
            return ()

    def favourites_by_stage(self) -> dict[str, int]:
        """How many favourites each stage has."""
        counts: dict[str, int] = {}
        for favourite in self.favourites():
            if favourite.stage:
                counts[favourite.stage] = counts.get(favourite.stage, 0) + 1
        return counts


MOST_SLIDES = 2000
"""So many slides are searched with their text and notes; those of a larger deck are found by title with `g`."""
