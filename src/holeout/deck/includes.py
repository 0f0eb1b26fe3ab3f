"""Files that a deck takes slides or text from, put in their place before it is split."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from holeout.deck.head import find_head
from holeout.deck.landmarks import Kind, landmarks
from holeout.deck.source import Origin, Source, normalise
from holeout.deck.split import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from holeout.deck.landmarks import Landmark

    Read = Callable[[str], str | None]

MAX_DEPTH = 8
MAX_SIZE = 16 * 1024 * 1024
"""Characters of all that is included, together."""
LEAST_COST = 16 * 1024
"""What each file counts at least, so that many small ones come to an end too."""

_INCLUDE = re.compile(r"<!--[ \t\n]*[^\s\w]*(?:\w+:)??[ \t]*include:[ \t]*(?P<path>[^\n]*?)[ \t\n]*-->")
_HIDDEN = re.compile(r"\nhide[ \t]*:[ \t]*true\b")
_SRC = re.compile(r"\nsrc[ \t]*:[ \t]*[\"']?(?P<path>[^\n\"'#]+)(?:#(?P<slides>[\d,\- ]+))?")


class _Piece(NamedTuple):
    """Whole lines of one file, the first of them line `line`."""

    path: str
    line: int
    text: str


def with_includes(source: Source, read: Read | None) -> Source:
    """`source` with the files that it includes in their place, as far as `read` gives them.

    presenterm's `include` puts a file's text into a slide or between slides, Slidev's `src` its slides.
    """
    if read is None or not (_INCLUDE.search(source.text) or _SRC.search(source.text)):
        return source
    budget = [MAX_SIZE]
    pieces = list(_expanded(source, read, (normpath(source.path),), budget, ""))
    if len(pieces) < 2:
        return source
    origins, line = [], 1
    for piece in pieces:
        origins.append(Origin(line, piece.path, piece.line))
        line += piece.text.count("\n")
    return Source("".join(piece.text for piece in pieces), source.path, tuple(origins))


def _expanded(
    source: Source, read: Read, stack: tuple[str, ...], budget: list[int], folder: str
) -> Iterator[_Piece]:
    """The lines of `source`, with those of the files that it includes among them."""
    text, position = source.text, 0
    marks = _included(text, source.end)
    for start, end, path, slides, lead in marks:
        target = normpath(join(folder, path.strip().lstrip("/")))
        found = _read(target, read, stack, budget)
        if found is None:
            continue
        if start > position:
            yield _piece(source, position, start)
        inner = Source(found, target)
        whole = _expanded(inner, read, (*stack, target), budget, dirname(target))
        pieces = list(_chosen(inner, slides) if slides else whole)
        if lead and pieces and not pieces[0].text.lstrip().startswith("---"):
            yield _Piece(source.path, source.line_at(start), lead)
        yield from pieces
        position = end
    if position < source.end:
        yield _piece(source, position, source.end)


def _piece(source: Source, start: int, end: int) -> _Piece:
    path, line = source.place(source.line_at(start))
    return _Piece(path, line, source.text[start + 1 : end] + "\n")


def _included(text: str, end: int) -> Iterator[tuple[int, int, str, str, str]]:
    """Where files are included: from and to which line break, path, slides chosen, and what goes before them."""
    head = find_head(text)
    started = head.end if head else 0
    marks = list(landmarks(text, started, end, heads=True))
    if head and (found := _SRC.search(text, head.start, head.stop)):
        yield started, _slide_end(marks, started, end), found["path"], found["slides"] or "", ""
    for mark in marks:
        if mark.kind is Kind.COMMENT and (
            found := _INCLUDE.match(text, text.find("<", mark.start), mark.end)
        ):
            yield mark.start, mark.end, found["path"], "", ""
        elif mark.head and (found := _SRC.search(text, mark.head.start, mark.head.stop)):
            if _HIDDEN.search(text, mark.head.start, mark.head.stop):
                continue
            yield (
                mark.start,
                _slide_end(marks, mark.end, end),
                found["path"],
                found["slides"] or "",
                "---\n\n",
            )


def _slide_end(marks: Iterable[Landmark], start: int, end: int) -> int:
    return next((mark.start for mark in marks if mark.kind is Kind.BREAK and mark.start >= start), end)


def _read(target: str, read: Read, stack: tuple[str, ...], budget: list[int]) -> str | None:
    if target in stack or len(stack) > MAX_DEPTH:
        return None
    found = read(target) if budget[0] > 0 else None
    if found is None:
        return None
    budget[0] -= max(len(found), LEAST_COST)
    return normalise(found).rstrip("\n") + "\n"


def _chosen(source: Source, slides: str) -> Iterator[_Piece]:
    """Those slides of `source` that `slides` names, as in `2,5-7`."""
    chunks = split(source).chunks
    ends = [chunk.start for chunk in chunks[1:]] + [source.end]
    for part in slides.split(","):
        numbers = [int(number) for number in re.findall(r"\d{1,5}", part)]
        if not numbers:
            continue
        for number in range(numbers[0], min(numbers[-1], len(chunks)) + 1):
            if 1 <= number <= len(chunks):
                start = chunks[number - 1].start if number > 1 else 0
                yield _piece(source, start, ends[number - 1])
