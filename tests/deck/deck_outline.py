"""A Deck as text, for tests to compare: what each slide shows, at which step, from which lines.

Run it to write the outlines of the decks in `decks/` anew; then read what changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Callable, Iterable, Iterator

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


def _said(block: Block) -> str:
    say = _SAY.get(type(block))
    return say(block) if say else type(block).__name__.lower()


def _list(block: List) -> str:
    return f"{'bullets' if block.start is None else f'numbers from {block.start}'}{' loose' if block.loose else ''}"


def _item(block: Item) -> str:
    return "item" if block.checked is None else f"item {'done' if block.checked else 'open'}"


def _table(block: Table) -> str:
    sides = [align.value if align else "-" for align in block.alignments]
    return f"table {' | '.join(map(text_of, block.header))} [{' '.join(sides)}]"


def _code(code: Code) -> str:
    focus = "|".join(
        "all" if lit is None else ",".join(map(str, sorted(lit))) or "none" for lit in code.focus
    )
    numbers = f" from {code.first_line}" if code.line_numbers else ""
    more = f" {' '.join(code.attributes)}" if code.attributes else ""
    return f"code {code.language or '-'}{f' {{{focus}}}' if focus else ''}{numbers}{more} {code.text!r}"


_SAY: dict[type[Block], Callable[[Any], str]] = {
    Heading: lambda b: f"H{b.level} {text_of(b.text)}",
    Paragraph: lambda b: f"P {text_of(b.text)}",
    List: _list,
    Item: _item,
    Quote: lambda b: f"quote {b.kind}".rstrip(),
    Code: _code,
    Table: _table,
    Row: lambda b: f"row {' | '.join(map(text_of, b.cells))}",
    Image: lambda b: f"image {b.path} {b.alt!r} {b.width or '-'} {b.height or '-'}",
    Gap: lambda b: f"gap {b.count}",
    Columns: lambda b: f"columns {b.weights} of {[len(column) for column in b.columns]} blocks",
    View: lambda b: f"view {b.kind.value} {' '.join(b.target)}".rstrip(),
    Footnotes: lambda b: "footnotes " + "; ".join(f"{label}: {text_of(text)}" for label, text in b.notes),
}


def outline(slide: Slide) -> Iterator[str]:
    """A slide: its title, its facts, its Blocks, notes and problems."""
    facts = [f"{slide.steps} steps" if slide.steps > 1 else ""]
    facts += [f"{slide.budget:g} s" if slide.budget is not None else "", slide.stage]
    facts += ["" if slide.footer else "no footer"]
    yield f"## {slide.number} (line {slide.line}) {slide.title} [{', '.join(filter(None, facts))}]"
    yield from lines_of(slide.blocks)
    for note in slide.notes:
        yield f"note {note.step}: {note.text}".replace("\n", "⏎")
    yield from (f"predict: {question}" for question in slide.predictions)
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
