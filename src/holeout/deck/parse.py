"""One slide's Markdown to Blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from holeout.deck.actions import Place, obey
from holeout.deck.blocks import (
    Align,
    Footnotes,
    Heading,
    Item,
    List,
    Mark,
    Paragraph,
    Quote,
    Row,
    Rule,
    Span,
    Table,
    plain,
)
from holeout.deck.clicks import click_of, reveal
from holeout.deck.comments import COMMENT
from holeout.deck.composer import Composer, Frame, FrameKind
from holeout.deck.dialects import Dialect
from holeout.deck.divs import read_line
from holeout.deck.fragments import fragment_of
from holeout.deck.images import css_length
from holeout.deck.inline import Picture, Reader, flat, image_of, without_end, without_start
from holeout.deck.listings import read_code, read_import
from holeout.deck.raw import HtmlBlock, note_tag
from holeout.deck.tags import Comment, Tag
from holeout.deck.titles import ATTRIBUTES
from holeout.problems import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown_it.tree import SyntaxTreeNode

    from holeout.deck.blocks import Block, Inline
    from holeout.deck.inline import Run
    from holeout.deck.listings import Include

_ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_SIZE = re.compile(r"\{[^{}\n]{0,200}\}")
_WIDTH = re.compile(r"\b(width|height)[ ]*=[ ]*\"?([\d.]+(?:%|px|cm|in)?)\"?")


class Slot(NamedTuple):
    """What of the surroundings a node may know."""

    first: int
    last: int


class Parser:
    """Walks the tree of one slide, and hands what it finds to a Composer."""

    def __init__(self, composer: Composer, include: Include, ending: int, centred: frozenset[int]) -> None:
        self._composer = composer
        self._include = include
        self._ending = ending
        """The line of a comment that ends the slide's text, or 0."""
        self._centred = centred
        self._first_line = composer.first_line
        self._click: int | None = None
        self._comments: list[tuple[str, Slot]] = []
        """Comments within the running text that is being read; they are obeyed after it."""
        self._searched = 0
        """The line of the last comment in running text, before which none need be looked for."""

    def walk(self, nodes: Iterable[SyntaxTreeNode]) -> None:
        """Add the Blocks of `nodes`."""
        for node in nodes:
            read = _READERS.get(node.type)
            if read is not None:
                read(self, node)
            self._obey_comments()

    def _slot(self, node: SyntaxTreeNode) -> Slot:
        first, last = node.map or (0, 1)
        lines = self._composer.text_lines
        while last > first + 1 and last <= len(lines) and not lines[last - 1].strip():
            last -= 1
        return Slot(self._first_line + first, self._first_line + max(first, last - 1))

    def _runs(self, node: SyntaxTreeNode) -> list[Run]:
        """The text of a heading, a paragraph or a cell."""
        slot = self._slot(node)

        def on_html(piece: Comment | Tag) -> None:
            if isinstance(piece, Comment):
                self._comments.append((piece.body, slot))
                if (index := fragment_of(piece.body)) is not None and not _opens_item(node):
                    self._click = index
            elif (click := click_of(piece)) is not None:
                self._click = click if self._click is None else self._click
            else:
                note_tag(self._composer, piece, slot.first)

        rules = self._composer.rules
        reader = Reader(on_html, rules.line_breaks, rules.image_prefix, rules.dialect is Dialect.MARP)
        self._click = None
        inline = next((child for child in node.children if child.type == "inline"), None)
        return reader.read(inline.meta.get("tokens", ()) if inline else ())

    def _children(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        composer = self._composer
        composer.open(Frame(FrameKind.CHILDREN))
        self.walk(node.children)
        blocks = composer.close_all(self._slot(node).last)
        composer.frames.pop()
        return tuple(blocks)

    def _obey_comments(self) -> None:
        comments, self._comments = self._comments, []
        for body, slot in comments:
            self._inline_comment(body, slot)

    def _inline_comment(self, body: str, slot: Slot) -> None:
        opening = f"<!--{body}".split("\n")[0]
        line, column = slot.first, 1
        for number in range(max(slot.first, self._searched), slot.last + 1):
            at = self._composer.written(number).find(opening)
            if at >= 0:
                line, column, self._searched = number, at + 1, number
                break
        self.comment(body, line, column)

    def comment(self, body: str, line: int, column: int) -> None:
        """Obey a comment, or keep it as a note. It stands at `column` or, in a list, to the right of that."""
        at = self._composer.written(line).find("<!--", column - 1)
        column = at + 1 if at >= 0 else column
        last = line + body.count("\n")
        obey(self._composer, body, Place(line, column, last, last == self._ending))

    def heading(self, node: SyntaxTreeNode) -> None:
        """A heading of either kind."""
        slot = self._slot(node)
        level = int(node.tag[1:])
        underlined = node.markup in {"=", "-"}
        composer = self._composer
        if underlined and composer.rules.setext_title:
            level = 1
        underline = composer.written(slot.last).strip()
        if node.markup == "-" and underline == "---" and composer.rules.rules_break:
            level_of = Level.WARNING if composer.rules.strict else Level.NOTE
            message = "text directly above `---` is a heading, and the slide goes on"
            composer.problem(
                slot.last, 1, message, "Leave an empty line above `---` for a slide break.", level_of
            )
        text = flat(self._runs(node))
        if attributes := ATTRIBUTES.search(plain(text)):
            text = without_end(text, attributes.start())
        # Marp's word for a heading that fills the slide.
        self._comments = [(body, place) for body, place in self._comments if body.strip() != "fit"]
        with_align = composer.common(slot.first, slot.last)
        if slot.first in self._centred:
            with_align["align"] = Align.CENTER
        composer.add(Heading(level=level, text=text, **with_align))

    def paragraph(self, node: SyntaxTreeNode) -> None:
        """Running text, with the pictures in it on their own."""
        composer = self._composer
        slot = self._slot(node)
        runs = self._runs(node)
        outer = None
        if self._click is not None and runs:
            outer = composer.steps.enter(reveal(composer, self._click))
        self._add_runs(runs, slot)
        if outer is not None:
            composer.steps.leave(outer)

    def _add_runs(self, runs: Sequence[Run], slot: Slot) -> None:
        composer = self._composer
        picture: Picture | None = None
        for run in [*runs, None]:
            if picture is not None:
                run = self._add_picture(picture, run, slot)  # noqa: PLW2901
                picture = None
            if isinstance(run, Picture):
                picture = run
            elif run:
                common = composer.common(slot.first, slot.last)
                if slot.first in self._centred:
                    common["align"] = Align.CENTER
                composer.add(Paragraph(text=run, **common))

    def _add_picture(self, picture: Picture, after: Run | None, slot: Slot) -> Run | None:
        """Show `picture`; pandoc's `{width=…}` is taken off what comes `after`."""
        composer = self._composer
        if picture.look.background:
            composer.backgrounds.append(picture)
            return after
        common = composer.common(slot.first, slot.last)
        image = image_of(picture, common["step"], common["lines"])
        if isinstance(after, tuple) and (size := _SIZE.match(plain(after))):
            found = dict(_WIDTH.findall(size[0]))
            width = css_length(found.get("width", ""), "w") or picture.look.width
            height = css_length(found.get("height", ""), "h") or picture.look.height
            look = type(picture.look)(picture.look.alt, width, height)
            image = image_of(Picture(picture.path, look), common["step"], common["lines"])
            after = without_start(after, size.end())
        composer.add(image)
        return after

    def list(self, node: SyntaxTreeNode) -> None:
        """A list of either kind, its items revealed one by one where that is asked for."""
        composer = self._composer
        slot = self._slot(node)
        fragments = composer.clicks > 0 or (composer.rules.star_lists and node.markup in {"*", ")"})
        pauses = composer.incremental and not fragments
        depth, composer.clicks = composer.clicks, max(0, composer.clicks - 1)
        items = [self._item(item, fragments=fragments, pauses=pauses) for item in node.children]
        composer.clicks = depth
        if pauses:
            composer.steps.pause()
        start = int(str(node.attrs.get("start", 1))) if node.type == "ordered_list" else None
        loose = composer.item_lines > 1 or any(
            child.type == "paragraph" and not child.hidden
            for item in node.children
            for child in item.children
        )
        step = min((item.step for item in items), default=composer.steps.now)
        lines = composer.lines(slot.first, slot.last)
        composer.add(
            List(items=tuple(items), start=start, loose=loose, step=step, lines=lines, align=composer.align)
        )

    def _item(self, node: SyntaxTreeNode, *, fragments: bool, pauses: bool) -> Item:
        composer = self._composer
        slot = self._slot(node)
        if pauses:
            composer.steps.pause()
        index = _item_fragment(node)
        if index is not None:
            step = reveal(composer, index)
        else:
            step = composer.steps.fragment() if fragments else composer.steps.show()
        outer = composer.steps.enter(step)
        blocks, checked = _unticked(self._children(node))
        composer.steps.leave(outer)
        lines = composer.lines(slot.first, slot.last)
        return Item(blocks=blocks, checked=checked, step=step, lines=lines)

    def definitions(self, node: SyntaxTreeNode) -> None:
        """pandoc's list of terms, each with what it means below it."""
        composer = self._composer
        slot = self._slot(node)
        items: list[Item] = []
        for child in node.children:
            if child.type == "dt":
                items.append(self._term(child))
            elif items:
                items[-1] = self._defined(items[-1], child)
        step = min((item.step for item in items), default=composer.steps.now)
        composer.add(
            List(
                items=tuple(items),
                step=step,
                lines=composer.lines(slot.first, slot.last),
                align=composer.align,
            )
        )

    def _term(self, node: SyntaxTreeNode) -> Item:
        composer = self._composer
        slot = self._slot(node)
        if composer.incremental:
            composer.steps.pause()
        common = composer.common(slot.first, slot.last)
        spans = flat(self._runs(node))
        term = tuple(Span(span.text, span.marks | Mark.BOLD, span.link, span.color) for span in spans)
        return Item(blocks=(Paragraph(text=term, **common),), step=common["step"], lines=common["lines"])

    def _defined(self, term: Item, node: SyntaxTreeNode) -> Item:
        composer = self._composer
        slot = self._slot(node)
        outer = composer.steps.enter(term.step)
        step = composer.steps.show()
        meaning = Item(blocks=self._children(node), step=step, lines=composer.lines(slot.first, slot.last))
        composer.steps.leave(outer)
        *kept, last = term.blocks
        whole = last.items if isinstance(last, List) else ()
        kept = kept if isinstance(last, List) else [*kept, last]
        listed = List(items=(*whole, meaning), step=step if not whole else whole[0].step, lines=meaning.lines)
        return replace(term, blocks=(*kept, listed), lines=(term.lines[0], meaning.lines[1]))

    def quote(self, node: SyntaxTreeNode) -> None:
        """A quotation, or an alert in the form of one."""
        composer = self._composer
        slot = self._slot(node)
        if composer.rules.list_quotes and all(child.type.endswith("_list") for child in node.children):
            composer.incremental = not composer.incremental
            self.walk(node.children)
            composer.incremental = not composer.incremental
            return
        common = composer.common(slot.first, slot.last)
        outer = composer.steps.enter(common["step"])
        blocks, kind = _alert(self._children(node))
        composer.steps.leave(outer)
        composer.add(Quote(blocks=blocks, kind=kind, **common))

    def code(self, node: SyntaxTreeNode) -> None:
        """A block of code, fenced or indented."""
        slot = self._slot(node)
        info = node.info if node.type == "fence" else ""
        read_code(self._composer, info, node.content, slot.first, slot.last, self._include)

    def math(self, node: SyntaxTreeNode) -> None:
        """Mathematics on lines of its own, kept as it was written."""
        slot = self._slot(node)
        info, _, rest = node.content.partition("\n")
        focus = info.strip() if re.fullmatch(r"[ \t]*\{.*\}[ \t]*", info) else ""
        text = rest if focus else node.content
        read_code(
            self._composer,
            f"latex +render {focus}",
            text.strip("\n") + "\n",
            slot.first,
            slot.last,
            self._include,
        )

    def html(self, node: SyntaxTreeNode) -> None:
        """A block of HTML."""
        slot = self._slot(node)
        HtmlBlock(self._composer, slot.first, slot.last, self.comment).read(node.content)

    def rule(self, node: SyntaxTreeNode) -> None:
        """A thematic break that does not break the slide."""
        slot = self._slot(node)
        self._composer.add(Rule(**self._composer.common(slot.first, slot.last)))

    def table(self, node: SyntaxTreeNode) -> None:
        """A table, its rows revealed one by one where that is asked for."""
        composer = self._composer
        slot = self._slot(node)
        rows = [row for part in node.children for row in part.children]
        header = tuple(flat(self._runs(cell)) for cell in rows[0].children)
        alignments = tuple(_cell_align(cell.attrs.get("style")) for cell in rows[0].children)
        if composer.incremental_tables:
            composer.steps.pause()
        common = composer.common(slot.first, slot.last)
        body = tuple(self._row(row, slot) for row in rows[1:])
        if composer.incremental_tables:
            composer.steps.pause()
        composer.add(Table(header=header, rows=body, alignments=alignments, **common))

    def _row(self, node: SyntaxTreeNode, slot: Slot) -> Row:
        composer = self._composer
        if composer.incremental_tables:
            composer.steps.pause()
        own = self._slot(node) if node.map else slot
        cells: tuple[Inline, ...] = tuple(flat(self._runs(cell)) for cell in node.children)
        return Row(cells=cells, step=composer.steps.show(), lines=composer.lines(own.first, own.last))

    def footnotes(self, node: SyntaxTreeNode) -> None:
        """The notes at the foot of the slide."""
        notes = []
        for note in node.children:
            meta = note.meta or {}
            label = str(meta.get("label") or int(meta.get("id", 0)) + 1)
            texts = [flat(self._runs(child)) for child in note.children if child.type == "paragraph"]
            notes.append((label, tuple(span for text in texts for span in text)))
        last = self._first_line + len(self._composer.text_lines) - 1
        self._composer.close_all(last)
        self._composer.align = None
        self._composer.add(Footnotes(notes=tuple(notes), **self._composer.common(last, last)))

    def mark(self, node: SyntaxTreeNode) -> None:
        """A line that is meant for us."""
        slot = self._slot(node)
        if node.content.startswith("<<<"):
            read_import(self._composer, node.content, slot.first, self._include)
        elif not read_line(self._composer, node.content, slot.first):
            message = f"there is nothing open here that `{node.content[:20]}` could close"
            self._composer.problem(slot.first, 1, message, "Remove the line.", Level.NOTE)


_READERS: dict[str, Callable[[Parser, Any], None]] = {
    "heading": Parser.heading,
    "paragraph": Parser.paragraph,
    "bullet_list": Parser.list,
    "ordered_list": Parser.list,
    "blockquote": Parser.quote,
    "dl": Parser.definitions,
    "fence": Parser.code,
    "code_block": Parser.code,
    "math_block": Parser.math,
    "html_block": Parser.html,
    "hr": Parser.rule,
    "table": Parser.table,
    "footnote_block": Parser.footnotes,
    "mark": Parser.mark,
}


def _opens_item(node: SyntaxTreeNode) -> bool:
    """Whether `node` is the first thing in a list item."""
    parent = node.parent
    return parent is not None and parent.type == "list_item" and parent.children[0] is node


def _item_fragment(node: SyntaxTreeNode) -> int | None:
    """The step that a comment of reveal.js gives the whole list item `node`; None without one."""
    first = node.children[0] if node.children else None
    inline = first.children[0] if first is not None and first.children else None
    if inline is None or inline.type != "inline" or ".element:" not in inline.content:
        return None
    found = (fragment_of(body) for body in COMMENT.findall(inline.content))
    return next((index for index in found if index is not None), None)


def _cell_align(style: object) -> Align | None:
    found = re.search(r"text-align:(left|center|right)", str(style or ""))
    return Align(found[1]) if found else None


def _without_marker(blocks: tuple[Block, ...], pattern: re.Pattern[str]) -> tuple[tuple[Block, ...], str]:
    """`blocks` without what `pattern` finds at the very start of their text, and what it found."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks, ""
    first = blocks[0]
    found = pattern.match(plain(first.text))
    if found is None:
        return blocks, ""
    rest = without_start(first.text, found.end())
    kept = [Paragraph(text=rest, step=first.step, lines=first.lines, align=first.align)] if rest else []
    return (*kept, *blocks[1:]), found[1]


def _unticked(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], bool | None]:
    blocks, box = _without_marker(blocks, _TASK)
    return blocks, (box != " " if box else None)


def _alert(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str]:
    blocks, kind = _without_marker(blocks, _ALERT)
    return blocks, kind.lower()
