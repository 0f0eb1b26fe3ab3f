"""A Deck as text, for tests to compare: what each slide shows, at which step, from which lines.

Run it to write the outlines of the decks in `decks/` anew; then read what changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from holeout.deck.blocks import (
    Code,
    Columns,
    Footnotes,
    Gap,
    Heading,
    Image,
    Item,
    List,
    Mark,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
    View,
)
from holeout.deck.reader import read_deck

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holeout.deck.blocks import Block, Inline
    from holeout.deck.model import Slide
    from holeout.deck.reader import MarkdownDeck

DECKS = Path(__file__).parent / "decks"
_MARKS = {
    Mark.BOLD: "*",
    Mark.ITALIC: "_",
    Mark.STRIKE: "~",
    Mark.CODE: "`",
    Mark.UNDERLINE: "=",
    Mark.MATH: "$",
}


def text_of(inline: Inline) -> str:
    """Running text, with its styles as signs around it."""
    return "".join(map(_span, inline)).replace("\n", "⏎")


def _span(span: Span) -> str:
    signs = "".join(sign for mark, sign in _MARKS.items() if mark in span.marks)
    text = f"{signs}{span.text}{signs[::-1]}"
    text = f"{{{span.color} {text}}}" if span.color else text
    return f"[{text}]({span.link})" if span.link else text


def lines_of(blocks: Iterable[Block], indent: str = "") -> Iterator[str]:
    """One line for each Block, with those in it below."""
    for block in blocks:
        where = f"{block.lines[0]}-{block.lines[1]}".ljust(6)
        align = f" {block.align.value}" if block.align else ""
        yield f"{where}{indent}{block.step} {_said(block)}{align}"
        yield from lines_of(_parts(block), f"{indent}  ")


def _parts(block: Block) -> Iterable[Block]:
    match block:
        case List(items=items):
            return items
        case Item(blocks=blocks) | Quote(blocks=blocks):
            return blocks
        case Table(rows=rows):
            return rows
        case Columns(columns=columns):
            return [inner for column in columns for inner in column]
    return ()


def _said(block: Block) -> str:  # noqa: PLR0911
    match block:
        case Heading(level=level, text=text):
            return f"H{level} {text_of(text)}"
        case Paragraph(text=text):
            return f"P {text_of(text)}"
        case List(start=start, loose=loose):
            return f"{'bullets' if start is None else f'numbers from {start}'}{' loose' if loose else ''}"
        case Item(checked=checked):
            return "item" if checked is None else f"item {'done' if checked else 'open'}"
        case Quote(kind=kind):
            return f"quote {kind}".rstrip()
        case Code():
            return _code(block)
        case Table(header=header, alignments=alignments):
            return f"table {' | '.join(map(text_of, header))} {[a and a.value for a in alignments]}"
        case Row(cells=cells):
            return f"row {' | '.join(map(text_of, cells))}"
        case Image(path=path, alt=alt, width=width, height=height):
            return f"image {path} {alt!r} {width or '-'} {height or '-'}"
        case Gap(count=count):
            return f"gap {count}"
        case Columns(weights=weights, columns=columns):
            return f"columns {weights} of {[len(column) for column in columns]} blocks"
        case View(kind=kind, target=target):
            return f"view {kind.value} {' '.join(target)}".rstrip()
        case Footnotes(notes=notes):
            return "footnotes " + "; ".join(f"{label}: {text_of(text)}" for label, text in notes)
    return type(block).__name__.lower()


def _code(code: Code) -> str:
    focus = "|".join(
        "all" if lit is None else ",".join(map(str, sorted(lit))) or "none" for lit in code.focus
    )
    numbers = f" from {code.first_line}" if code.line_numbers else ""
    more = f" {' '.join(code.attributes)}" if code.attributes else ""
    return f"code {code.language or '-'}{f' {{{focus}}}' if focus else ''}{numbers}{more} {code.text!r}"


def outline(slide: Slide) -> Iterator[str]:
    """A slide: its title, its facts, its Blocks, notes and problems."""
    facts = [f"{slide.steps} steps" if slide.steps > 1 else ""]
    facts += [f"{slide.budget:g} s" if slide.budget is not None else "", slide.stage]
    facts += ["" if slide.footer else "no footer"]
    yield f"## {slide.number} (line {slide.line}) {slide.title} [{', '.join(filter(None, facts))}]"
    yield from lines_of(slide.blocks)
    for note in slide.notes:
        yield f"note {note.step}: {note.text}".replace("\n", "⏎")
    for problem in slide.problems:
        yield f"! {problem}".replace("\n    hint: ", " / ")


def outline_of(deck: MarkdownDeck) -> str:
    """The whole deck."""
    info = deck.info
    lines = [f"# {deck.dialect}: {info.title} / {info.subtitle} / {info.author} / {info.duration}"]
    lines += [f"! {problem}".replace("\n    hint: ", " / ") for problem in deck.problems]
    for index in range(len(deck)):
        lines += ["", *outline(deck.slide(index))]
    return "\n".join(lines) + "\n"


def files(path: str) -> str | None:
    """What decks may include: the files beside them."""
    file = DECKS / path
    return file.read_text(encoding="utf-8") if file.is_file() else None


def read(path: Path) -> MarkdownDeck:
    """The deck in the file at `path`."""
    text = path.read_bytes().decode()
    return read_deck(text, path.name, read=files)


if __name__ == "__main__":
    for found in sorted(DECKS.glob("*.md")):
        found.with_suffix(".outline").write_text(outline_of(read(found)), encoding="utf-8")
