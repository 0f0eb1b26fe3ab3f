"""Where the talk is, as pages show it: the published state read with care, for anybody may have written it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
        pitfalls=tuple(text_of(item, "title") for item in _objects(public, "pitfalls")),
        links=tuple(
            Link(text_of(item, "title") or text_of(item, "url"), text_of(item, "url"))
            for item in _objects(public, "links")
            if text_of(item, "url").startswith(("https://", "http://"))
        ),
    )


def notes_of(private: Mapping[str, Any]) -> str:
    """The speaker's notes as text, whether they were published as one text or as a list of `{text, step}`."""
    notes = _objects(private, "notes")
    return "\n\n".join(text_of(note, "text") for note in notes) or text_of(private, "notes")


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
