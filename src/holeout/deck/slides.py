"""One slide: its text through the parser, and what goes around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from holeout.deck.blocks import Align, Block, Code, Columns, Heading, Image, JumpToMiddle, Paragraph, Span
from holeout.deck.composer import Composer
from holeout.deck.dialects import Dialect
from holeout.deck.head import read_head
from holeout.deck.inline import image_of
from holeout.deck.markup import markdown
from holeout.deck.model import Slide
from holeout.deck.notes import read_notes, split_notes
from holeout.deck.parse import Parser
from holeout.deck.titles import readable, title_of
from holeout.problems import Level, Problem
from holeout.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holeout.deck.dialects import Rules
    from holeout.deck.model import DeckInfo
    from holeout.deck.source import Source
    from holeout.deck.split import Chunk

_ARROW = re.compile(r"^->[ \t]{0,99}(.{0,999}?)(?:[ \t]{0,99}<-)?[ \t]{0,99}$", re.MULTILINE)
_CARET = re.compile(r"^[ \t]*(?:\^|<br>)[ \t]*\n([ \t]*)(?=\S)", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINED = re.compile(r"\[\^([^\]\s]+)\]:")
_CENTRED = frozenset({"center", "cover", "intro", "section", "statement", "fact", "quote", "end"})


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


def parse_slide(around: Surroundings, chunk: Chunk, number: int, line: int) -> Slide:
    """The slide `number` (from 1), whose text starts on `line`."""
    source, rules = around.source, around.rules
    text, rest = split_notes(clean(source.text[chunk.body + 1 : chunk.end]), note_lines=rules.note_lines)
    composer = Composer(source, rules, line, text)
    head = _slide_head(around, chunk, number, composer)
    composer.keeps_header = head.get("layout") == "two-cols-header"
    try:
        _parse(around, composer, text)
    except (IndexError, KeyError, ValueError, AssertionError, RecursionError):
        # A parser that fails on one slide must not cost the others.
        composer.problem(line, 1, "this slide cannot be read as Markdown, and is shown as it is")
        composer.frames[1:] = []
        composer.frames[0].sinks = [[Paragraph(text=(Span(text),), lines=composer.lines(line, line))]]
    blocks = _laid_out(composer, head, line) or _missing(composer, head, line)
    texts = [*composer.notes, rest]
    notes = read_notes(texts, clicks=rules.clicks)
    last = composer.steps.last
    first = _first_content(source.text, chunk, line)
    return Slide(
        number=number,
        title=title_of(source.text, chunk),
        line=source.place(first)[1],
        blocks=tuple(blocks),
        steps=last + 1,
        notes=tuple(replace(note, step=min(note.step, last)) for note in notes),
        budget=composer.budget,
        stage=composer.stage,
        footer=composer.footer,
        problems=(*composer.problems, *_ignored(composer)),
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
        lines = text.split("\n")
        centred = frozenset(n + composer.first_line for n, line in enumerate(lines) if line.startswith("->"))
        # A caret belongs to the list that goes on below it.
        text = _CARET.sub(r"\1^\n\1", _ARROW.sub(r"\1", text))
    parser = markdown(
        carets=rules.carets,
        double_dash=rules.double_dash == "pause",
        single_tilde=rules.dialect is Dialect.PRESENTERM,
    )
    environment = {"references": dict(around.references)}
    tokens = parser.parse(_with_footnotes(text, around.footnotes), environment)
    last = composer.first_line + len(composer.text_lines) - 1
    stripped = text.rstrip()
    ending = composer.first_line + stripped.count("\n") if stripped.endswith("-->") else 0

    def include(path: str, line: int) -> str | None:
        found = around.read(path) if around.read and path else None
        if found is None:
            message = f"the file `{path}` cannot be shown"
            composer.problem(line, 1, message, "Check the path; it is relative to this file.")
        return found

    Parser(composer, include, ending, centred).walk(SyntaxTreeNode(tokens).children)
    composer.close_all(last)


def _with_footnotes(text: str, footnotes: Mapping[str, str]) -> str:
    """`text` and those `footnotes` that it refers to but that stand on another slide."""
    if not footnotes or "[^" not in text:
        return text
    defined = set(_DEFINED.findall(text))
    wanted = [label for label in dict.fromkeys(_FOOTNOTE.findall(text)) if label not in defined]
    found = [f"\n\n[^{label}]: {footnotes[label]}" for label in wanted if label in footnotes]
    return text + "".join(found)


def _slide_head(around: Surroundings, chunk: Chunk, number: int, composer: Composer) -> Mapping[str, Any]:
    """What the slide's own YAML says; the deck's head is also that of its first slide."""
    if chunk.head is None:
        return around.head if number == 1 and around.rules.slide_heads else {}
    source = around.source
    path, line = source.place(source.line_at(chunk.head.start))
    head, problems = read_head(source.text[chunk.head.start + 1 : chunk.head.stop], path, line)
    composer.problems += problems
    for name in ("time", "stage"):
        value = head.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            from holeout.deck.actions import Place, obey  # noqa: PLC0415

            obey(composer, f"{name}: {value}", Place(line, 1, line))
    return head


def _laid_out(composer: Composer, head: Mapping[str, Any], line: int) -> list[Block]:
    """The slide's Blocks, with its background pictures and Slidev's layout around them."""
    blocks = composer.frames[0].blocks
    layout = clean_line(str(head.get("layout", "")))
    image = clean_line(str(head.get("image", "")))
    if layout in _CENTRED and blocks:
        first = blocks[0]
        blocks = [JumpToMiddle(lines=first.lines), *(_centred(block) for block in blocks)]
    if image and layout in {"image", "image-left", "image-right"}:
        picture = Image(path=image, lines=composer.lines(line, line))
        columns = (tuple(blocks), (picture,)) if layout != "image-left" else ((picture,), tuple(blocks))
        blocks = [Columns(weights=(1, 1), columns=columns, lines=picture.lines)] if blocks else [picture]
    return _beside_backgrounds(composer, blocks, line)


def _missing(composer: Composer, head: Mapping[str, Any], line: int) -> list[Block]:
    """What stands for slides that should have come from Slidev's `src`."""
    path = head.get("src")
    if not isinstance(path, str):
        return []
    message = (
        f"the file `{clean_line(path)[:80]}` is not included: it cannot be read here, or includes itself"
    )
    composer.problem(line, 1, message, "Check the path; it is relative to this file.")
    return [Code(text=f"{clean_line(path)} (not shown)", lines=composer.lines(line, line))]


def _centred(block: Block) -> Block:
    return replace(block, align=Align.CENTER) if isinstance(block, Heading | Paragraph) else block


def _beside_backgrounds(composer: Composer, blocks: list[Block], line: int) -> list[Block]:
    lines = composer.lines(line, line)
    sides: dict[str, list[Block]] = {"left": [], "right": []}
    shares = {"left": 0, "right": 0}
    dropped = 0
    for picture in composer.backgrounds:
        side = picture.look.side
        if side:
            sides[side].append(image_of(picture, 0, lines))
            shares[side] = picture.look.share
        else:
            dropped += 1
    if dropped:
        composer.problem(
            line, 1, "a picture behind the text is left out", "Place it with `bg right`.", Level.NOTE
        )
    if not any(sides.values()):
        return blocks
    rest = max(10, 100 - sum(shares.values()))
    columns = [(shares["left"], sides["left"]), (rest, blocks), (shares["right"], sides["right"])]
    used = [(weight, column) for weight, column in columns if weight]
    weights = tuple(weight for weight, _ in used)
    return [Columns(weights=weights, columns=tuple(tuple(column) for _, column in used), lines=lines)]


def _ignored(composer: Composer) -> list[Problem]:
    found = []
    if tags := composer.ignored["tags"]:
        names = ", ".join(
            f"<{name}>" if " " not in name else f"<{name.replace(' ', '> ', 1)}" for name in tags
        )
        found.append(("HTML is left out, and its text kept: " + names, min(tags.values())))
    if settings := composer.ignored["settings"]:
        found.append(("settings that have no effect here: " + ", ".join(settings), min(settings.values())))
    problems = []
    for message, line in found:
        path, number = composer.source.place(line)
        problems.append(Problem(path, number, 1, message, "", Level.NOTE))
    return problems


def intro_slide(info: DeckInfo, line: int) -> Slide | None:
    """The slide that presenterm makes of a deck's head, if that says anything of the talk."""
    where = ", ".join(filter(None, (info.event, info.location)))
    if not (info.title or info.subtitle or info.author or where or info.date):
        return None
    lines = (line, line)
    blocks: list[Block] = [JumpToMiddle(lines=lines)]
    if info.title:
        blocks.append(Heading(level=1, text=(Span(readable(info.title)),), lines=lines, align=Align.CENTER))
    rest = filter(None, (info.subtitle, info.author, where, info.date))
    blocks += [Paragraph(text=(Span(text),), lines=lines, align=Align.CENTER) for text in rest]
    return Slide(
        number=1, title=readable(info.title or info.subtitle or info.author), line=line, blocks=tuple(blocks)
    )
