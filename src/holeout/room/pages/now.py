"""Where the talk is, as pages show it: the published state read with care, for anybody may have written it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Link:
    """A link to follow; only ever http or https."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Now:
    """Where the talk is. `slide` is 0 before the presenter has published."""

    title: str
    author: str
    slide: int
    slides: int
    slide_title: str
    stage: str
    stage_name: str
    text: str
    blank: bool
    step: int
    steps: int
    pitfalls: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def place(self) -> str:
        """`Slide 3 of 20: The map`, or that it has not begun."""
        if not self.slide:
            return "The talk has not begun."
        title = f": {self.slide_title}" if self.slide_title else ""
        return f"Slide {self.slide} of {self.slides}{title}"


def now_of(public: Mapping[str, Any], title: str = "") -> Now:
    """What `public` says; `title` is the talk's when it says none."""
    return Now(
        title=text_of(public, "title") or title or "A talk",
        author=text_of(public, "author"),
        slide=_number(public, "slide"),
        slides=_number(public, "slides"),
        slide_title=text_of(public, "slide_title"),
        stage=text_of(public, "stage"),
        stage_name=text_of(public, "stage_name"),
        text=text_of(public, "text"),
        blank=public.get("blank") is True,
        step=_number(public, "step"),
        steps=_number(public, "steps"),
        pitfalls=tuple(text_of(item, "title") for item in _objects(public, "pitfalls")),
        links=tuple(
            Link(text_of(item, "title") or text_of(item, "url"), text_of(item, "url"))
            for item in _objects(public, "links")
            if text_of(item, "url").startswith(("https://", "http://"))
        ),
    )


class SpokenNote(NamedTuple):
    """What the speaker means to say from `step` on; `standing` is done, now or later."""

    step: int
    text: str
    standing: str


def notes_of(private: Mapping[str, Any], step: int) -> list[SpokenNote]:
    """The speaker's notes, whether they were published as one text or as a list of `{text, step}`."""
    found = [(_number(note, "step"), text_of(note, "text")) for note in _objects(private, "notes")]
    notes = [note for note in found if note[1]] or [(0, text_of(private, "notes"))]
    lit = max((at for at, _ in notes if at <= step), default=0)
    return [SpokenNote(at, text, _standing(at, lit)) for at, text in notes if text]


def _standing(step: int, lit: int) -> str:
    return "now" if step == lit else "done" if step < lit else "later"


def picture_of(private: Mapping[str, Any], name: str) -> str:
    """A slide that was published as text, without its margins and with little air."""
    return re.sub(r"\n{3,}", "\n\n", dedent(text_of(private, name)).strip("\n"))


def text_of(values: Mapping[str, Any], name: str) -> str:
    """The text that is published as `name`, or nothing."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _number(values: Mapping[str, Any], name: str) -> int:
    value = values.get(name)
    return value if isinstance(value, int) else 0


def _objects(values: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = values.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
