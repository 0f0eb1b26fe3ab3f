"""Where a deck's slides begin, found without parsing any of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from holeout.deck.dialects import DIVIDING, Dialect, Rules, detect, heading_divider, rules_for
from holeout.deck.head import Found, find_head, read_head
from holeout.deck.landmarks import Breaks, Kind, Landmark, landmarks
from holeout.problems import Level, Problem
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holeout.deck.source import Source


class Chunk(NamedTuple):
    """One slide's text. All are offsets of line breaks: the slide owns the lines after `start`, up to the next's.

    Its text lies between `body` and `end`; `head` is its own YAML.
    """

    start: int
    body: int
    end: int
    head: Found | None = None


class Split(NamedTuple):
    """A deck in pieces. `head` is what its YAML says; `started` is the line break after it."""

    head: dict[str, Any]
    started: int
    rules: Rules
    chunks: list[Chunk]
    problems: list[Problem]


_COMMAND = re.compile(
    r"<!--[ \t\n]*(?P<prefix>[^\s\w]*(?:\w+:)??)[ \t]*"
    r"(?:(?P<end>end_slide)[ \t\n]*-->|(?P<skip>skip_slide)[ \t\n]*-->|headingDivider:[ \t]*(?P<divider>[^\n]*))"
)
_PERCENT = re.compile(r"(?:\n[ \t]*)*(?:\n%(?:[a-z]+:)?[^\n]*)+")
_PERCENT_KEY = re.compile(r"\n%([a-z]+):[ \t]*([^\n]*)")
_HIDDEN = re.compile(r"\n(?:hide|hidden|disabled|exclude|layout)[ \t]*:[ \t]*true[ \t]*(?=\n|$)")
_PROPERTIES = re.compile(
    r"(?:\n[ \t]*(?=\n))*(?:\n(?:class|name|template|layout|count|exclude|background-[a-z]+):[^\n]*)+"
)
_UNSEEN = re.compile(r"<!--.*?-->|^ {0,3}\[[^\[\]\n]+\]:[^\n]*$", re.DOTALL | re.MULTILINE)
_DOUBLE_DASH = re.compile(r"\n--[ \t]*(?=\n)")


def split(source: Source, dialect: Dialect | None = None) -> Split:
    """Find the head, the dialect (unless it is given) and the slides of `source`."""
    head, started, problems = _head(source)
    text = source.text
    marks = list(landmarks(text, started, source.end, heads=head.get("marp") is not True))
    commands = _commands(text, marks)
    if dialect is None:
        end_slide = any(found["end"] for _, found in commands)
        heads = [text[mark.head.start : mark.head.stop] for mark in marks if mark.head]
        dialect = detect(text, head, end_slide=end_slide, slide_heads=heads)
    rules = rules_for(dialect, head)
    if rules.breaks is not Breaks.RULES or (not rules.slide_heads and any(mark.head for mark in marks)):
        marks = list(landmarks(text, started, source.end, heads=rules.slide_heads, breaks=rules.breaks))
        commands = _commands(text, marks)
    commands = [(mark, found) for mark, found in commands if found["prefix"] == rules.command_prefix]
    breaks = _breaks(source, started, rules, marks, commands)
    chunks = _chunks(text, started, source.end, breaks, rules)
    keep_first = "src" in head and not source.included
    # What is left of a slide that another file replaces has nothing on it.
    chunks = _without_empty(
        text, chunks, keep_all=rules.keeps_empty and not source.included, keep_first=keep_first
    )
    chunks = _shown(text, chunks, [mark.start for mark, found in commands if found["skip"]])
    problems += _unclosed(source, marks)
    return Split(head, started, rules, chunks, problems)


def _head(source: Source) -> tuple[dict[str, Any], int, list[Problem]]:
    found = find_head(source.text)
    if found is not None:
        first_line = source.line_at(found.start)
        path, line = source.place(first_line)
        head, problems = read_head(source.text[found.start + 1 : found.stop], path, line)
        return head, found.end, problems
    if (percent := _PERCENT.match(source.text)) and (keys := _PERCENT_KEY.findall(percent[0])):
        return {key: clean_line(value) for key, value in keys}, percent.end(), []
    return {}, 0, []


def _commands(text: str, marks: Iterable[Landmark]) -> list[tuple[Landmark, re.Match[str]]]:
    """The comments among `marks` that matter for splitting."""
    comments = [mark for mark in marks if mark.kind is Kind.COMMENT]
    found = [(mark, _COMMAND.match(text, text.find("<", mark.start), mark.end)) for mark in comments]
    return [(mark, match) for mark, match in found if match is not None]


def _breaks(
    source: Source,
    started: int,
    rules: Rules,
    marks: Sequence[Landmark],
    commands: Iterable[tuple[Landmark, re.Match[str]]],
) -> list[Landmark]:
    """Where slides end and begin, in order."""
    breaks = [mark for mark, found in commands if found["end"]]
    if rules.rules_break:
        breaks += [mark for mark in marks if mark.kind is Kind.BREAK]
    if rules.double_dash == "break":
        breaks += _double_dashes(source.text, started, marks)
    levels = rules.heading_levels
    for _, found in commands:
        if found["divider"] and rules.dialect in DIVIDING:
            levels |= heading_divider(_levels(found["divider"]))
    if levels:
        breaks += _at_headings(source, started, levels)
    elif not breaks and rules.guess_headings:
        breaks = _guessed(source, started, rules)
    return sorted(breaks, key=lambda mark: mark.start)


def _levels(text: str) -> int | list[int]:
    numbers = [int(number) for number in re.findall(r"[1-6]", text)]
    return numbers if "[" in text or not numbers else numbers[0]


def _double_dashes(text: str, started: int, marks: Sequence[Landmark]) -> list[Landmark]:
    starts = [mark.start for mark in marks]
    found = []
    for line in _DOUBLE_DASH.finditer(text, started):
        before = bisect_right(starts, line.start()) - 1
        if before < 0 or marks[before].end <= line.start():
            found.append(Landmark(Kind.BREAK, line.start(), line.end()))
    return found


def _headings(source: Source, started: int, rules: Rules | None = None) -> list[Landmark]:
    heads = rules is None or rules.slide_heads
    found = landmarks(source.text, started, source.end, headings=True, heads=heads)
    return [mark for mark in found if mark.kind is Kind.HEADING]


def _at_headings(source: Source, started: int, levels: frozenset[int]) -> list[Landmark]:
    """A break before each heading of `levels`; -1 among them stands for all that are underlined."""
    return [
        Landmark(Kind.HEADING, mark.start, mark.start)
        for mark in _headings(source, started)
        if abs(mark.level) in levels or (mark.level < 0 and -1 in levels)
    ]


def _guessed(source: Source, started: int, rules: Rules) -> list[Landmark]:
    """Breaks before headings, for a deck that has no other breaks."""
    headings = _headings(source, started, rules)
    if len(headings) < 2:
        return []
    if rules.dialect is Dialect.PATAT:
        level = rules.slide_level or _level_with_content(source.text, headings)
    else:
        level = _level_that_repeats(headings)
    return _at_headings(source, started, frozenset(range(1, level + 1)))


def _level_with_content(text: str, headings: Sequence[Landmark]) -> int:
    """The highest level at which text follows directly, as pandoc has it."""
    levels = [
        abs(mark.level)
        for mark, following in zip(headings, [*headings[1:], None], strict=True)
        if text[mark.end : following.start if following else len(text)].strip()
    ]
    return min(levels, default=6)


def _level_that_repeats(headings: Sequence[Landmark]) -> int:
    """The highest level that occurs more than once: a single heading above it is the deck's title."""
    counts = Counter(abs(mark.level) for mark in headings)
    return min((level for level, count in counts.items() if count > 1), default=6)


def _chunks(text: str, started: int, end: int, breaks: Sequence[Landmark], rules: Rules) -> list[Chunk]:
    chunks: list[Chunk] = []
    start, body, head = _opened(text, Landmark(Kind.BREAK, started, started), rules)
    # Marp begins one more slide where a heading that divides follows a rule; only at the start does it not.
    always = rules.dialect is Dialect.MARP
    for mark in breaks:
        if mark.start < body:
            continue
        at_heading = mark.kind is Kind.HEADING and not (always and chunks)
        if at_heading and head is None and not _UNSEEN.sub("", text[body : mark.start]).strip():
            continue
        chunks.append(Chunk(start, body, mark.start, head))
        start, body, head = _opened(text, mark, rules)
    chunks.append(Chunk(start, body, end, head))
    return chunks


def _opened(text: str, mark: Landmark, rules: Rules) -> tuple[int, int, Found | None]:
    """Where the slide that `mark` begins starts, where its text does, and the settings between them."""
    if rules.slide_properties and (found := _PROPERTIES.match(text, mark.end)):
        return mark.start, found.end(), Found(mark.end, found.end(), found.end())
    return mark.start, mark.end, mark.head


def _without_empty(text: str, chunks: list[Chunk], *, keep_all: bool, keep_first: bool) -> list[Chunk]:
    """`chunks` without those at either end that have nothing on them, unless such slides count."""
    if keep_all:
        # Nothing at all stands before dashes that open the file.
        opens = len(chunks) > 1 and chunks[0].start == chunks[0].end == 0 and text.startswith("\n-")
        return chunks[1:] if opens and not keep_first else chunks
    while len(chunks) > 1 and _empty(text, chunks[-1]):
        chunks.pop()
    first = 0
    while not keep_first and first < len(chunks) - 1 and _empty(text, chunks[first]):
        first += 1
    return chunks[first:]


def _empty(text: str, chunk: Chunk) -> bool:
    return chunk.head is None and not text[chunk.body : chunk.end].strip()


def _shown(text: str, chunks: list[Chunk], skips: Sequence[int]) -> list[Chunk]:
    """`chunks` without those that their writer hides; the last is kept, so that there is always a slide."""
    if not skips and not any(chunk.head for chunk in chunks):
        return chunks
    bodies = [chunk.body for chunk in chunks]
    hidden = {bisect_right(bodies, skip) - 1 for skip in skips}
    for number, chunk in enumerate(chunks):
        if chunk.head and _HIDDEN.search(text, chunk.head.start, chunk.head.stop):
            hidden.add(number)
    return [chunk for number, chunk in enumerate(chunks) if number not in hidden] or chunks[-1:]


def _unclosed(source: Source, marks: Iterable[Landmark]) -> list[Problem]:
    return [_not_closed(source, mark) for mark in marks if not mark.closed]


def _not_closed(source: Source, mark: Landmark) -> Problem:
    path, line = source.place(source.line_at(mark.start))
    text = source.text[mark.start + 1 : mark.start + 40].split("\n")[0]
    what, closer = ("comment", "-->") if mark.kind is Kind.COMMENT else ("block", _closer(text))
    message = f"this {what} is never closed, so it takes in all that follows"
    column = len(text) - len(text.lstrip()) + 1
    return Problem(path, line, column, message, f"Add a line `{closer}`.", Level.WARNING)


def _closer(opening: str) -> str:
    fence = re.search(r"`{3,}|~{3,}", opening)
    return fence[0] if fence else f"</{opening.strip().lstrip('<').split('>')[0].split(' ')[0]}>"
