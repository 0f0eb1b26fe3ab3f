"""Slidev's `v-click` in its forms: what each tag reveals, and where that ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout.deck.composer import BASES, Frame, FrameKind
from holeout.deck.fragments import NEXT

if TYPE_CHECKING:
    from holeout.deck.composer import Composer
    from holeout.deck.tags import Tag

ELEMENTS = frozenset({"v-click", "v-clicks", "v-after"})
SAME = -2
MAX_DEPTH = 60
"""How deep such elements may stand in each other; those within are shown with the ones around them."""
_DIRECTIVE = re.compile(r"v-click(?:\.[\w.-]+)?")
_NUMBER = re.compile(r"\[?\s*(\+?)(\d{1,3})")


def click_of(tag: Tag) -> int | None:
    """The step at which `tag` reveals what it holds: a number, NEXT or SAME (as the last); None if it does not."""
    if tag.closing:
        return None
    if tag.name in ELEMENTS:
        return SAME if tag.name == "v-after" else _step(tag.attributes.get("at", ""))
    for name, value in tag.attributes.items():
        if name.startswith("v-after"):
            return SAME
        if _DIRECTIVE.fullmatch(name):
            return _step(value)
    return None


def _step(value: str) -> int:
    number = _NUMBER.match(value)
    return NEXT if number is None or number[1] else min(int(number[2]), 500)


def reveal(composer: Composer, click: int) -> int:
    """The step that `click` names on this slide."""
    if click == SAME:
        return composer.steps.fragment(composer.steps.last)
    return composer.steps.fragment(None if click == NEXT else click)


def open_click(composer: Composer, tag: Tag, click: int, line: int) -> None:
    """Reveal what stands between `tag` and its end as `click` says; `<v-clicks>` does so with each part of it."""
    if len(composer.frames) > MAX_DEPTH:
        return
    if tag.name == "v-clicks":
        depth = tag.attributes.get("depth", "1")
        composer.clicks = int(depth) if re.fullmatch(r"[1-9]", depth) else 1
        composer.open(Frame(FrameKind.CLICKS, line=line, label=tag.name))
        return
    frame = Frame(FrameKind.CLICK, line=line, label=tag.name)
    frame.floor = composer.steps.enter(reveal(composer, click))
    composer.open(frame)


def enter_element(composer: Composer, tag: Tag) -> None:
    """Count an element that opens within one that reveals, so that its end is not taken for the other's."""
    frame = composer.nearest(FrameKind.CLICK, FrameKind.CLICKS)
    if frame is not None and frame.label == tag.name:
        frame.depth += 1


def ending(composer: Composer, name: str) -> Frame | None:
    """What an element `name` that ends here has revealed, if anything, still open."""
    for frame in reversed(composer.frames):
        if frame.kind in BASES:
            return None
        if frame.kind in {FrameKind.CLICK, FrameKind.CLICKS} and frame.label == name:
            if frame.depth == 0:
                return frame
            frame.depth -= 1
            return None
    return None
