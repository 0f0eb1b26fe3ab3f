"""Whoever reads alone: the chapter they are in, what is left, what is asked of them, and what they write themselves."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from holeout.kept.margin import MarginStore, own_path
from holeout.layout.reading import Beside, questions_at, words_of
from holeout.presenting.chapters import (
    chapter_at,
    chapters_of,
    minutes_to_read,
    next_chapter,
    previous_chapter,
)
from holeout.presenting.commands import key_of
from holeout.presenting.margin import names_of
from holeout.problems import HoleoutError
from holeout.tui.app import MOST_READ_WHOLE, HoleoutApp
from holeout.tui.screens.margin_note import MarginNote

if TYPE_CHECKING:
    from holeout.presenting.chapters import Chapter
    from holeout.talk import Talk


class Reader:
    """What a reader of `talk` has beside its slides. Made anew when the talk was edited."""

    def __init__(self, app: HoleoutApp, talk: Talk) -> None:
        self._app = app
        self.talk = talk
        self._margin = MarginStore(own_path(talk.slug), talk.title)
        self._unkept: dict[str, str] = {}

    @cached_property
    def chapters(self) -> list[Chapter]:
        """The deck's chapters; none where it is too long to be read whole, or names no stage."""
        deck = self.talk.deck
        if len(deck) > MOST_READ_WHOLE:
            return []
        stages = [deck.slide(index).stage for index in range(len(deck))]
        return chapters_of(stages) if any(stages) else []

    def next_chapter(self, index: int) -> int | None:
        """The slide at which the next chapter begins; None in the last."""
        return next_chapter(self.chapters, index)

    def previous_chapter(self, index: int) -> int | None:
        """The slide at which this chapter begins, or from there the one before; None at the first."""
        return previous_chapter(self.chapters, index)

    @cached_property
    def _words(self) -> list[int]:
        """The words of each slide's text."""
        deck = self.talk.deck
        return (
            [words_of([deck.slide(index)]) for index in range(len(deck))]
            if len(deck) <= MOST_READ_WHOLE
            else []
        )

    @cached_property
    def _names(self) -> list[str]:
        return names_of(self.talk.deck.titles())

    def beside(self, index: int) -> Beside:
        """What stands beside the slide at `index`."""
        slide = self.talk.deck.slide(index)
        return Beside(
            self._chapter(index),
            self._left(index),
            questions_at(slide, self.talk.lifecycle),
            self._own(index),
            key_of("demo", self._app.keys),
            key_of("margin", self._app.keys),
        )

    def _chapter(self, index: int) -> str:
        chapter = chapter_at(self.chapters, index)
        stage = self.talk.lifecycle.stages.get(chapter.stage) if chapter else None
        if chapter is None or stage is None:
            return ""
        place = f", {index - chapter.first + 1} of {chapter.slides}" if chapter.slides > 1 else ""
        return f"{stage.number} {stage.name}{place}"

    def _left(self, index: int) -> str:
        minutes = minutes_to_read(sum(self._words[index:]))
        return f"{minutes} min left" if minutes else ""

    def _own(self, index: int) -> str:
        try:
            return self._note(self._names[index])
        except HoleoutError as error:
            return str(error)

    def _note(self, name: str) -> str:
        unkept = self._unkept.get(name)
        return self._margin.notes().get(name, "") if unkept is None else unkept

    def write(self, index: int) -> None:
        """Let the reader write beside the slide at `index`."""
        name = self._names[index]
        try:
            text = self._note(name)
        except HoleoutError as error:
            self._tell(error)
            return
        self._app.push_screen(MarginNote(name, text), lambda note: self._keep(name, note))

    def _keep(self, name: str, note: str | None) -> None:
        if note is None:
            return
        try:
            self._margin.write(name, note)
            self._unkept.pop(name, None)
        except HoleoutError as error:
            # A full disk must not cost what was written: it stays until it can be kept.
            self._unkept[name] = note
            self._tell(error)

    def _tell(self, error: HoleoutError) -> None:
        self._app.notify(
            str(error), title="Your note was not kept", severity="error", markup=False, timeout=10
        )
