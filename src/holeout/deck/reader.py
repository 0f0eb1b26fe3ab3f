"""Markdown text to a Deck."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from holeout.deck.dialects import Dialect
from holeout.deck.includes import with_includes
from holeout.deck.info import deck_info, duration_of
from holeout.deck.references import footnote_definitions, link_definitions
from holeout.deck.running import settings_in, takes_effect
from holeout.deck.source import Source, normalise
from holeout.deck.split import Split, split
from holeout.deck.titles import title_of
from holeout.problems import Level, Problem
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from holeout.deck.model import Slide
    from holeout.deck.slides import Surroundings

    Read: TypeAlias = Callable[[str], str | None]

CACHED_SLIDES = 512
"""Parsed slides that are kept; the others are parsed again when they are asked for."""

_EFFECTIVE = frozenset(
    {
        "title", "sub_title", "subtitle", "author", "authors", "event", "location", "date", "duration", "theme",
        "options", "holeout", "marp", "headingDivider", "patat", "layout", "image", "src", "header", "footer",
    }
)  # fmt: skip
_WITHIN = {
    "patat": frozenset({"incrementalLists", "slideLevel"}),
    "holeout": frozenset({"intro", "vertical", "incremental_lists"}),
    "options": frozenset(
        {
            "end_slide_shorthand", "implicit_slide_ends", "command_prefix", "image_attributes_prefix",
            "incremental_lists", "incremental_tables", "list_item_newlines", "strict_front_matter_parsing",
        }
    ),
}  # fmt: skip


class MarkdownDeck:
    """A Deck read from Markdown. Slides are parsed when they are first asked for, the last used are kept."""

    def __init__(
        self, source: Source, pieces: Split, read: Read | None, problems: Sequence[Problem], own: Source
    ) -> None:
        self.path = source.path
        self.dialect = pieces.rules.dialect.value
        self.info = deck_info(pieces.head)
        self._source = source
        self._own = own
        self._pieces = pieces
        self._read = read
        self.problems = (*problems, *pieces.problems, *_head_problems(source, pieces.head))
        self._slide = lru_cache(maxsize=CACHED_SLIDES)(self._parsed)

    def __len__(self) -> int:
        """How many slides there are; at least one."""
        return len(self._pieces.chunks) + (self._intro is not None)

    def slide(self, index: int) -> Slide:
        """The slide at `index`, counted from 0. Raises IndexError."""
        if not 0 <= index < len(self):
            raise IndexError(f"there is no slide {index} among {len(self)}")
        return self._slide(index)

    def title(self, index: int) -> str:
        """The title of the slide at `index`, without parsing it. Raises IndexError."""
        if "_titles" in self.__dict__:
            return self._titles[index]
        if self._intro is not None and index == 0:
            return self._intro.title
        return title_of(self._source.text, self._pieces.chunks[index - (self._intro is not None)])

    @property
    def text(self) -> str:
        """The deck's own file, made uniform. Copied at each asking: a long deck is kept once."""
        return self._own.written

    def titles(self) -> Sequence[str]:
        """Every slide's title, without parsing the slides."""
        return self._titles

    def source_of(self, index: int) -> str:
        """The slide at `index` as it is written, with its own YAML and includes; empty when made of the head."""
        place = index - (self._intro is not None)
        if place < 0:
            return ""
        chunk = self._pieces.chunks[place]
        return self._source.text[chunk.start + 1 : chunk.end]

    @cached_property
    def slide_lines(self) -> Sequence[tuple[int, int]]:
        """The first and last line that each slide owns; a slide made of the head owns none, so that last < first.

        With `head_lines` they hold every line of the text exactly once. Lines of included files count like those
        that stand in the deck itself.
        """
        starts = self._first_lines
        ends = [start - 1 for start in starts[1:]] + [self._source.line_at(self._source.end) - 1]
        owned = list(zip(starts, ends, strict=True))
        return [(1, 0), *owned] if self._intro is not None else owned

    def own_lines(self, index: int) -> tuple[int, int] | None:
        """The first and last line of the slide at `index` in the deck's own file; None where they are not all there."""
        first, last = self.slide_lines[index]
        if last < first:
            return None
        places = [self._source.place(line) for line in range(first, last + 1)]
        own = all(place == (self.path, places[0][1] + offset) for offset, place in enumerate(places))
        return (places[0][1], places[-1][1]) if own else None

    @cached_property
    def head_lines(self) -> tuple[int, int]:
        """The first and last line before the first slide; (1, 0) when there are none."""
        return 1, self._first_lines[0] - 1

    @cached_property
    def _first_lines(self) -> list[int]:
        lines, position, line = [], 0, 1
        for chunk in self._pieces.chunks:
            line += self._source.text.count("\n", position + 1, chunk.start + 1)
            position = chunk.start
            lines.append(line)
        return lines

    @cached_property
    def _titles(self) -> list[str]:
        titles = [title_of(self._source.text, chunk) for chunk in self._pieces.chunks]
        return [self._intro.title, *titles] if self._intro is not None else titles

    @cached_property
    def _intro(self) -> Slide | None:
        if not self._pieces.rules.intro:
            return None
        from holeout.deck.layouts import intro_slide  # noqa: PLC0415  (the split alone needs no parser)

        return intro_slide(self.info, 1)

    @cached_property
    def _around(self) -> Surroundings:
        from holeout.deck.slides import Surroundings  # noqa: PLC0415

        text, pieces = self._source.text, self._pieces
        links, footnotes = link_definitions(text), footnote_definitions(text)
        settings = settings_in(text, pieces.started) if pieces.rules.running else ()
        return Surroundings(self._source, pieces.rules, self._read, pieces.head, links, footnotes, settings)

    def _parsed(self, index: int) -> Slide:
        from holeout.deck.slides import parse_slide  # noqa: PLC0415

        if self._intro is not None and index == 0:
            return self._intro
        place = index - (self._intro is not None)
        chunk = self._pieces.chunks[place]
        # The first slide is shown before the lines of ten thousand others are counted.
        first = self._first_lines[place] if place else self._source.line_at(chunk.start)
        line = first + self._source.text.count("\n", chunk.start + 1, chunk.body + 1)
        return parse_slide(self._around, chunk, index + 1, line)


def read_deck(text: str, path: str, *, dialect: str | None = None, read: Read | None = None) -> MarkdownDeck:
    """The Deck that `text`, from the file at `path`, holds. Never raises, whatever the text.

    `dialect` names whose Markdown it is, and is found out without it. `read` gives the text of a file that the
    deck includes, from its path relative to the deck, or None where it may not or cannot be read.
    """
    own = Source(normalise(text), path)
    source = with_includes(own, read)
    chosen, problems = _dialect(dialect, path)
    return MarkdownDeck(source, split(source, chosen), read, problems, own)


def _dialect(name: str | None, path: str) -> tuple[Dialect | None, list[Problem]]:
    if not name:
        return None, []
    try:
        return Dialect(name.lower()), []
    except ValueError:
        message = f"`{clean_line(name)}` is no dialect that is known"
        return None, [Problem(path, 0, 0, message, f"Known are {', '.join(Dialect)}.", Level.WARNING)]


def _head_problems(source: Source, head: dict[str, Any]) -> list[Problem]:
    problems = []
    if "duration" in head and duration_of(head) is None:
        line = source.line_at(source.text.find("\nduration"))
        message = "the duration cannot be understood"
        problems.append(Problem(source.path, line, 1, message, "Write it as 25min or 1h.", Level.WARNING))
    if idle := list(_idle(head)):
        line = source.line_at(max(0, source.text.find(f"\n{idle[0].split('.')[0]}")))
        message = f"settings that have no effect here: {', '.join(idle)}"
        problems.append(Problem(source.path, line, 1, clean_line(message), "", Level.NOTE))
    return problems


def _idle(head: dict[str, Any]) -> Iterator[str]:
    """The keys of `head` that change nothing, those within others after a dot."""
    for key, value in head.items():
        if key in _WITHIN and isinstance(value, dict):
            yield from (f"{key}.{inner}" for inner in value if inner not in _WITHIN[key])
        elif key not in _EFFECTIVE and not takes_effect(key, value):
            yield key
