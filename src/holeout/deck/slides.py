"""One slide: its text through the parser, and what goes around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from holeout.deck.actions import Place, obey
from holeout.deck.blocks import Paragraph, Span
from holeout.deck.composer import Composer
from holeout.deck.dialects import Dialect
from holeout.deck.head import read_head
from holeout.deck.layouts import laid_out
from holeout.deck.markup import markdown
from holeout.deck.model import Slide
from holeout.deck.notes import read_notes, split_notes
from holeout.deck.parse import Parser
from holeout.deck.references import with_footnotes
from holeout.deck.remark import as_divs, centred_lines
from holeout.deck.running import holding
from holeout.deck.titles import title_of
from holeout.problems import Level, Problem
from holeout.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.deck.dialects import Rules
    from holeout.deck.running import Setting
    from holeout.deck.source import Source
    from holeout.deck.split import Chunk

_ARROW = re.compile(r"^->[ \t]{0,99}(.{0,999}?)(?:[ \t]{0,99}<-)?[ \t]{0,99}$", re.MULTILINE)
# Slidev takes YAML in a fence at the very top of a slide for the slide's own.
_FENCED_HEAD = re.compile(r"\s*```ya?ml[ \t]*\n(.*?\n)```[ \t]*(?:\n|$)", re.DOTALL)
_CARET = re.compile(r"^[ \t]*(?:\^|<br>)[ \t]*\n([ \t]*)(?=\S)", re.MULTILINE)
_EFFECTIVE = frozenset(
    {
        "title",
        "name",
        "layout",
        "image",
        "src",
        "class",
        "hide",
        "hidden",
        "disabled",
        "exclude",
        "time",
        "stage",
        "count",
        "url",
    }
)


class _UnreadableError(Exception):
    """The Markdown parser gave up."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the slides of one deck share."""

    source: Source
    rules: Rules
    read: Callable[[str], str | None] | None
    head: Mapping[str, Any]
    references: Mapping[str, Any]
    """Link definitions anywhere in the deck, as markdown-it keeps them."""
    footnotes: Mapping[str, str]
    """Footnotes defined anywhere in the deck: label to text."""
    settings: tuple[Setting, ...] = ()
    """Marp's settings that hold from one slide on."""


def parse_slide(around: Surroundings, chunk: Chunk, number: int, line: int) -> Slide:
    """The slide `number` (from 1), whose text starts on `line`."""
    source, rules = around.source, around.rules
    text, rest = split_notes(clean(source.text[chunk.body + 1 : chunk.end]), note_lines=rules.note_lines)
    composer = Composer(source, rules, line, text)
    head = _slide_head(around, chunk, composer, first=number == 1)
    composer.keeps_header = head.get("layout") == "two-cols-header"
    try:
        _parse(around, composer, text)
    except (_UnreadableError, RecursionError):
        # A parser that fails on one slide must not cost the others.
        composer.problem(line, 1, "this slide cannot be read as Markdown, and is shown as it is")
        composer.frames[1:] = []
        composer.frames[0].sinks = [[Paragraph(text=(Span(text),), lines=composer.lines(line, line))]]
    running = holding(around.settings, around.head, chunk.start, chunk.end) if rules.running else {}
    blocks = laid_out(composer, {**running, **head}, line)
    notes = read_notes([*composer.notes, rest], clicks=rules.clicks)
    last = composer.steps.last
    first = _first_content(source.text, chunk, line)
    return Slide(
        number=number,
        title=title_of(source.text, chunk),
        line=source.place(first)[1],
        blocks=tuple(blocks),
        steps=last + 1,
        notes=tuple(replace(note, step=min(note.step, last)) for note in notes),
        foot=running.get("footer", ""),
        header=running.get("header", ""),
        problems=(*composer.problems, *_ignored(composer)),
        **composer.facts.told(),
    )


def _first_content(text: str, chunk: Chunk, line: int) -> int:
    body = text[chunk.body + 1 : chunk.end]
    blank = len(body) - len(body.lstrip())
    return line + body.count("\n", 0, blank) if blank < len(body) else line


def _parse(around: Surroundings, composer: Composer, text: str) -> None:
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415  (loaded with the parser, not before)

    rules = around.rules
    centred: frozenset[int] = frozenset()
    if rules.carets:
        lines = enumerate(text.split("\n"), composer.first_line)
        centred = frozenset(number for number, line in lines if line.startswith("->"))
        # A caret belongs to the list that goes on below it.
        text = _CARET.sub(r"\1^\n\1", _ARROW.sub(r"\1", text))
    elif rules.dialect is Dialect.REMARK:
        centred = frozenset(composer.first_line + line for line in centred_lines(text))
        text = as_divs(text)
    elif rules.dialect is Dialect.SLIDEV and (fenced := _FENCED_HEAD.match(text)):
        text = "\n" * fenced[0].count("\n") + text[fenced.end() :]
    parser = markdown(
        carets=rules.carets,
        double_dash=rules.double_dash == "pause",
        single_tilde=rules.dialect is Dialect.PRESENTERM,
        definitions=rules.dialect in {Dialect.NATIVE, Dialect.PATAT},
        scripts=rules.dialect is Dialect.PATAT,
    )
    environment = {"references": dict(around.references)}
    try:
        tokens = parser.parse(with_footnotes(text, around.footnotes), environment)
    except (IndexError, KeyError, ValueError, AssertionError) as error:
        raise _UnreadableError from error
    for token in tokens:
        if token.children is not None:
            # Running text is read token by token; a tree of it could be too deep to build.
            token.meta, token.children = {"tokens": token.children}, None
    stripped = text.rstrip()
    ending = composer.first_line + stripped.count("\n") if stripped.endswith("-->") else 0
    Parser(composer, _include(around, composer), ending, centred).walk(SyntaxTreeNode(tokens).children)
    composer.close_all(composer.first_line + len(composer.text_lines) - 1)


def _include(around: Surroundings, composer: Composer) -> Callable[[str, int], str | None]:
    """What reads the file that a line of the slide names, relative to the file in which that line stands."""

    def include(path: str, line: int) -> str | None:
        origin = around.source.place(line)[0]
        target = path if origin == around.source.path else normpath(join(dirname(origin), path))
        found = around.read(target) if around.read and path else None
        if found is None:
            message = f"the file `{path}` cannot be shown"
            composer.problem(line, 1, message, "Check the path; it is relative to this file.")
        return found

    return include


def _slide_head(around: Surroundings, chunk: Chunk, composer: Composer, *, first: bool) -> Mapping[str, Any]:
    """What the slide's own YAML says; Slidev's deck head is also that of its first slide."""
    source = around.source
    if chunk.head is not None:
        text, line = source.text[chunk.head.start + 1 : chunk.head.stop], source.line_at(chunk.head.start)
    elif around.rules.dialect is not Dialect.SLIDEV:
        return {}
    elif first:
        return around.head
    elif fenced := _FENCED_HEAD.match("\n".join(composer.text_lines)):
        text, line = fenced[1], composer.first_line + fenced[0].count("\n", 0, fenced.start(1))
    else:
        return {}
    head, problems = read_head(text, *source.place(line))
    composer.problems += problems
    for name in ("time", "stage"):
        value = head.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            obey(composer, f"{name}: {value}", Place(line, 1, line))
    for name in [name for name in head if name not in _EFFECTIVE]:
        composer.ignored["settings"].setdefault(clean_line(name), line)
    return head


def _ignored(composer: Composer) -> list[Problem]:
    found = []
    if tags := composer.ignored["tags"]:
        names = ", ".join(
            f"<{name}>" if " " not in name else f"<{name.replace(' ', '> ', 1)}" for name in tags
        )
        found.append(("HTML is left out, and its text kept: " + names, min(tags.values())))
    if settings := composer.ignored["settings"]:
        found.append(("settings that have no effect here: " + ", ".join(settings), min(settings.values())))
    if runs := composer.ignored["runs"]:
        found.append(("code is shown, not run: " + ", ".join(runs), min(runs.values())))
    problems = []
    for message, line in found:
        path, number = composer.source.place(line)
        problems.append(Problem(path, number, 1, message, "", Level.NOTE))
    return problems
