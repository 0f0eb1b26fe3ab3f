"""What surrounds a slide's own Blocks: Slidev's layouts, Marp's background pictures, presenterm's first slide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holeout.deck.blocks import Align, Block, Columns, Heading, Image, JumpToMiddle, Paragraph, Span
from holeout.deck.dialects import Dialect
from holeout.deck.inline import image_of
from holeout.deck.model import Slide
from holeout.deck.running import CENTRING, classes_of
from holeout.deck.titles import readable
from holeout.problems import Level
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.deck.composer import Composer
    from holeout.deck.model import DeckInfo

_CENTRED = frozenset({"center", "cover", "intro", "section", "statement", "fact", "quote", "end"})


def laid_out(composer: Composer, head: Mapping[str, Any], line: int) -> list[Block]:
    """The slide's Blocks, with its background pictures and Slidev's layout around them."""
    blocks = composer.frames[0].blocks
    layout = clean_line(str(head.get("layout", "")))
    image = clean_line(str(head.get("image", "")))
    middle = composer.rules.dialect is not Dialect.SLIDEV and classes_of(head.get("class")) & CENTRING
    if (layout in _CENTRED or middle) and blocks:
        first = blocks[0]
        blocks = [JumpToMiddle(lines=first.lines), *(_centred(block) for block in blocks)]
    if image and layout in {"image", "image-left", "image-right"}:
        picture = Image(path=image, lines=composer.lines(line, line))
        columns = (tuple(blocks), (picture,)) if layout != "image-left" else ((picture,), tuple(blocks))
        blocks = [Columns(weights=(1, 1), columns=columns, lines=picture.lines)] if blocks else [picture]
    if layout.startswith("iframe") and isinstance(url := head.get("url"), str):
        link = Span(clean_line(url), link=clean_line(url))
        blocks = [*blocks, Paragraph(text=(link,), lines=composer.lines(line, line))]
    return _beside_backgrounds(composer, blocks, line) or _missing(composer, head, line)


def _missing(composer: Composer, head: Mapping[str, Any], line: int) -> list[Block]:
    """What stands for slides that should have come from Slidev's `src`."""
    path = head.get("src")
    return [composer.not_included(clean_line(path), line, 1)] if isinstance(path, str) else []


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
