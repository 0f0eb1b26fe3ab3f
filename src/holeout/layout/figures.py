"""Can every figure on a slide be traced to a source? What `check` asks before somebody in the audience does."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from holeout.deck.blocks import Block, Code, Image, Span, View, ViewKind, plain, within
from holeout.layout.page import views_of
from holeout.lifecycle.figures import evidence, figures_in, say_of
from holeout.lifecycle.model import Checked
from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from holeout.deck.model import Deck, Slide
    from holeout.lifecycle.model import Lifecycle


SMALL = frozenset("0123456789")
"""What a speaker counts without anybody's help: three things to do, one more question."""


def untraced(deck: Deck, lifecycle: Lifecycle) -> Iterator[Problem]:
    """A warning wherever nothing in a slide's sources tells a figure, and for sources too young or never read.

    Figures are numbers in the words of a slide and of its notes, without code, years and days of a month. They are
    looked for in what we took from the slide's sources. A slide that names none may count to nine by itself. Nothing is
    asked of a deck without a lifecycle.
    """
    if not lifecycle.sources:
        return
    known = evidence(lifecycle)
    for index in range(len(deck)):
        slide = deck.slide(index)
        cited = cited_on(slide)
        yield from _too_young(deck, slide, cited, lifecycle)
        yield from _unread(deck, slide, cited, lifecycle)
        backed = {figure for source in cited for figure in known.get(source, ())}
        for line, figures, where in _on_slide(slide):
            unbacked = [each for each in figures if each not in backed and (cited or each not in SMALL)]
            if unbacked:
                yield Problem(deck.path, line, 1, *_told(unbacked, where, cited), Level.WARNING)


def cited_on(slide: Slide) -> tuple[str, ...]:
    """The ids of the sources that a slide names."""
    named = (view.target for view in views_of(slide.blocks) if view.kind is ViewKind.SOURCES)
    return tuple(dict.fromkeys(id for ids in named for id in ids))


def _told(figures: Sequence[str], where: str, cited: tuple[str, ...]) -> tuple[str, str]:
    if not cited:
        told = say_of(figures, where, "has no source", "have no source")
        return told, "Name it on the slide: <!-- sources: [id] -->"
    nowhere = f"in nothing that we took from {', '.join(cited)}"
    told = say_of(figures, where, f"is {nowhere}", f"are {nowhere}")
    return told, "Write it down in content/claims.yaml with its source, or mend it."


def _too_young(deck: Deck, slide: Slide, cited: Iterable[str], lifecycle: Lifecycle) -> Iterator[Problem]:
    for id in cited:
        source = lifecycle.sources.get(id)
        if source is not None and not lifecycle.known_at_talk(source):
            message = f"the source `{id}` of {source.public_since} could not be known at the talk"
            hint = "A slide tells what was known; say it on a pitfall's page instead."
            yield Problem(deck.path, slide.line, 1, message, hint, Level.WARNING)


def _unread(deck: Deck, slide: Slide, cited: Iterable[str], lifecycle: Lifecycle) -> Iterator[Problem]:
    sources = [lifecycle.sources[id] for id in cited if id in lifecycle.sources]
    if sources and not any(source.checked in {Checked.READ, Checked.QUOTED} for source in sources):
        message = f"no source of slide {slide.number} was read or quoted"
        hint = "Read one of its sources, or name one that was read or quoted."
        yield Problem(deck.path, slide.line, 1, message, hint, Level.WARNING)


def _on_slide(slide: Slide) -> Iterator[tuple[int, list[str], str]]:
    """Line, figures and where they are: in a slide's words, then in what is said about it."""
    found: dict[int, dict[str, None]] = {}
    for block in slide.blocks:
        for line, text in _texts(block, slide.line):
            found.setdefault(line, {}).update(dict.fromkeys(figures_in(text)))
    yield from ((line, list(figures), "") for line, figures in found.items())
    # What a speaker says of the code on the slide is in the code.
    code = [block.text for block in within(slide.blocks) if isinstance(block, Code)]
    shown = {figure for text in code for figure in figures_in(text)}
    said = dict.fromkeys(figure for note in slide.notes for figure in figures_in(note.text))
    yield slide.line, [figure for figure in said if figure not in shown], " in the notes"


def _texts(block: Block, line: int) -> Iterator[tuple[int, str]]:
    """The words of `block` and of all in it, each with the line where it begins; code and views have none."""
    if isinstance(block, Code | View | Image):
        return
    line = block.lines[0] or line
    for field in fields(block):
        yield from _found(getattr(block, field.name), line)


def _found(value: object, line: int) -> Iterator[tuple[int, str]]:
    if isinstance(value, Block):
        yield from _texts(value, line)
    elif isinstance(value, tuple) and value and all(isinstance(part, Span) for part in value):
        yield line, plain(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _found(part, line)
