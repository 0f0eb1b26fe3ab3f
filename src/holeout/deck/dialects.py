"""Whose Markdown a deck is written in, and what is read differently for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any

from holeout.deck.landmarks import Breaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Dialect(StrEnum):
    """The tools whose decks are read."""

    NATIVE = auto()
    PRESENTERM = auto()
    MARP = auto()
    SLIDEV = auto()
    PATAT = auto()
    LOOKATME = auto()
    MDP = auto()
    PREZO = auto()
    REVEAL = auto()
    REMARK = auto()
    SLIDES = auto()


class Plain(StrEnum):
    """What a comment is that says nothing to any tool."""

    NOTE = auto()
    LAST_NOTE = auto()
    """A note only where nothing comes after it on the slide."""
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs between dialects."""

    dialect: Dialect = Dialect.NATIVE
    plain: Plain = Plain.NOTE
    rules_break: bool = True
    """Whether thematic breaks begin slides; otherwise they are seen."""
    breaks: Breaks = Breaks.RULES
    """Which of them do."""
    keeps_empty: bool = False
    """Whether a slide with nothing on it counts at either end of the deck."""
    slide_heads: bool = True
    """Whether YAML below a break belongs to the slide."""
    running: bool = False
    """Whether Marp's `header`, `footer` and `class` hold from one slide on."""
    slide_properties: bool = False
    """Whether lines `key: value` that open a slide are its settings, as remark has them."""
    star_lists: bool = False
    """Whether lists written with `*` and `1)` are revealed item by item."""
    line_breaks: bool = False
    """Whether a line break in the text is one on the slide."""
    intro: bool = False
    """Whether the head makes a slide of its own."""
    setext_title: bool = False
    """Whether an underlined heading is the slide's title, whatever it is underlined with."""
    carets: bool = False
    """mdp: a line `^` pauses, `-> text <-` is centred."""
    note_lines: bool = False
    """reveal.js: from a line that starts with `Note:` on, all is the speaker's."""
    double_dash: str = ""
    """What a line `--` does: "pause", "break" or nothing."""
    list_quotes: bool = False
    """patat: a quoted list is revealed the other way from the others."""
    incremental: bool = False
    incremental_tables: bool = False
    item_lines: int = 1
    """Lines from one item of a list to the next."""
    heading_levels: frozenset[int] = frozenset()
    """Headings of these levels begin slides too."""
    guess_headings: bool = True
    """Whether a deck without any break is split on its headings."""
    slide_level: int = 0
    """patat's and pandoc's choice of heading to split on; 0 leaves it to the text."""
    command_prefix: str = ""
    image_prefix: str = "image:"
    clicks: bool = False
    """Whether `[click]` divides a note."""
    strict: bool = False
    """Whether a wrong argument is an error: the deck is written for us."""


_RULES: dict[Dialect, dict[str, Any]] = {
    Dialect.NATIVE: {"strict": True, "clicks": True},
    Dialect.PRESENTERM: {
        "plain": Plain.NOTHING,
        "rules_break": False,
        "slide_heads": False,
        "intro": True,
        "setext_title": True,
        "guess_headings": False,
    },
    Dialect.MARP: {
        "slide_heads": False,
        "star_lists": True,
        "line_breaks": True,
        "guess_headings": False,
        "keeps_empty": True,
    },
    Dialect.SLIDEV: {
        "plain": Plain.LAST_NOTE,
        "clicks": True,
        "guess_headings": False,
        "breaks": Breaks.ANY_DASHES,
        "keeps_empty": True,
    },
    Dialect.PATAT: {"list_quotes": True},
    Dialect.LOOKATME: {"plain": Plain.NOTHING},
    Dialect.MDP: {"plain": Plain.NOTHING, "carets": True, "line_breaks": True, "slide_heads": False},
    Dialect.PREZO: {"breaks": Breaks.ANY_DASHES, "guess_headings": False},
    Dialect.REVEAL: {
        "note_lines": True,
        "plain": Plain.NOTHING,
        "breaks": Breaks.DASHES,
        "double_dash": "break",
    },
    Dialect.REMARK: {
        "plain": Plain.NOTHING,
        "double_dash": "pause",
        "slide_heads": False,
        "slide_properties": True,
        "breaks": Breaks.ANY_DASHES,
        "guess_headings": False,
    },
    Dialect.SLIDES: {"plain": Plain.NOTHING, "breaks": Breaks.ANY_DASHES, "guess_headings": False},
}

DIVIDING = frozenset({Dialect.NATIVE, Dialect.MARP, Dialect.PREZO})
"""Those in which Marp's `headingDivider`, `header`, `footer` and `class` mean something."""
_SLIDEV_HEAD = frozenset(
    {
        "aspectRatio", "canvasWidth", "colorSchema", "comark", "drawings", "fonts", "highlighter", "layout",
        "layoutClass", "lineNumbers", "mdc", "routerMode", "selectable", "src", "themeConfig",
    }
)  # fmt: skip
_SLIDEV_SLIDE = re.compile(r"\n(?:layout|clicks|transition|src|layoutClass|zoom|routeAlias|hideInToc)[ \t]*:")
_V_CLICK = re.compile(r"\n[ \t]*<(?:v-clicks?\b|[a-z][\w-]*(?:[ \t][^<>\n]*)?[ \t]v-click[ >.=])")
_COMMENTED = re.compile(r"<!-- ?(?P<prezo>prezo)|<!--[ \t]*\.(?:slide|element):")
_MDP_HEAD = re.compile(r"(?:\n[ \t]*)*\n%(?:title|author|date):")
_REMARK = re.compile(
    r"(?:^|\n---[ \t]*)\n(?:class|name|template|layout|count|exclude|background-(?:image|color|size|position)):"
    r"[ \t][^\n]*\n(?!---)|\n\.(?:left-column|right-column|pull-left|pull-right|footnote)\["
)
# Looked for first: a search for a text is far quicker than for a pattern.
_REMARKABLE = (
    "class: ",
    "name: ",
    "template: ",
    "layout: ",
    "column[",
    "pull-left[",
    "footnote[",
    "background-",
)
_PRESENTERM_OPTIONS = frozenset(
    {
        "end_slide_shorthand",
        "implicit_slide_ends",
        "command_prefix",
        "h1_slide_titles",
        "strict_front_matter_parsing",
    }
)


TELLING = 200_000
"""Characters of a deck in which its dialect shows, if it shows in the text at all."""


def detect(text: str, head: Mapping[str, Any], *, end_slide: bool, slide_heads: Iterable[str]) -> Dialect:
    """Whose deck this most likely is.

    `end_slide` says whether presenterm's break was found; `slide_heads` are the slides' own YAML heads.
    """
    presenterm = end_slide or _PRESENTERM_OPTIONS & _mapping(head.get("options")).keys()
    slidev = _SLIDEV_HEAD & head.keys() or any(map(_SLIDEV_SLIDE.search, slide_heads))
    signs = {
        Dialect.NATIVE: "holeout" in head,
        Dialect.PRESENTERM: presenterm,
        Dialect.MARP: head.get("marp") is True,
        Dialect.PATAT: "patat" in head,
        Dialect.MDP: _MDP_HEAD.match(text),
        Dialect.SLIDEV: slidev,
    }
    return next((dialect for dialect, sign in signs.items() if sign), None) or _by_content(
        text[:TELLING], head
    )


def _by_content(text: str, head: Mapping[str, Any]) -> Dialect:
    if "v-click" in text and _V_CLICK.search(text):
        return Dialect.SLIDEV
    if "<!--" in text and (found := _COMMENTED.search(text)):
        return Dialect.PREZO if found["prezo"] else Dialect.REVEAL
    if "extensions" in head or "styles" in head:
        return Dialect.LOOKATME
    if "paging" in head:
        return Dialect.SLIDES
    if not head and any(map(text.__contains__, _REMARKABLE)) and _REMARK.search(text):
        return Dialect.REMARK
    return Dialect.NATIVE


def rules_for(dialect: Dialect, head: Mapping[str, Any]) -> Rules:
    """The rules of `dialect`, as far as the deck's `head` does not change them."""
    values = dict(_RULES[dialect])
    for change in (_presenterm, _patat, _native):
        values |= change(head)
    if dialect in DIVIDING and (levels := heading_divider(head.get("headingDivider"))):
        values["heading_levels"] = levels
    values["running"] = dialect in DIVIDING
    return Rules(dialect=dialect, **values)


def _presenterm(head: Mapping[str, Any]) -> dict[str, Any]:
    options = _mapping(head.get("options"))
    changes: dict[str, Any] = {}
    if options.get("end_slide_shorthand") is True:
        changes["rules_break"] = True
    if isinstance(prefix := options.get("command_prefix"), str):
        changes["command_prefix"] = prefix
    if isinstance(prefix := options.get("image_attributes_prefix"), str):
        changes["image_prefix"] = prefix
    if options.get("implicit_slide_ends") is True:
        changes["heading_levels"] = frozenset({-1})
    if isinstance(lines := options.get("list_item_newlines"), int):
        changes["item_lines"] = max(1, min(lines, 10))
    for name in ("incremental_lists", "incremental_tables"):
        if options.get(name) is True:
            changes[name.removesuffix("_lists")] = True
    return changes


def heading_divider(value: object) -> frozenset[int]:
    """The heading levels that Marp's `headingDivider` names: a level and all above it, or a list of levels."""
    if isinstance(value, int):
        return frozenset(range(1, min(value, 6) + 1))
    return (
        frozenset(level for level in value if isinstance(level, int))
        if isinstance(value, list)
        else frozenset()
    )


def _patat(head: Mapping[str, Any]) -> dict[str, Any]:
    patat = _mapping(head.get("patat"))
    changes: dict[str, Any] = {}
    if patat.get("incrementalLists") is True:
        changes["incremental"] = True
    if isinstance(level := patat.get("slideLevel"), int):
        changes["slide_level"] = level
    return changes


def _native(head: Mapping[str, Any]) -> dict[str, Any]:
    ours = _mapping(head.get("holeout"))
    changes: dict[str, Any] = {}
    if isinstance(intro := ours.get("intro"), bool):
        changes["intro"] = intro
    if ours.get("vertical") is True:
        changes["double_dash"] = "break"
    if ours.get("incremental_lists") is True:
        changes["incremental"] = True
    return changes


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
