"""Code that stands for something drawn: diagrams and formulas, as text where that can be had."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from holeout.layout.formulas import formula
from holeout.layout.styled import Line, Piece, Role, Style, cells, plain_text
from holeout.layout.wrap import wrapped_text
from holeout.text import clean

if TYPE_CHECKING:
    from holeout.deck.blocks import Code

KINDS = {
    "mermaid": "Mermaid", "d2": "D2", "plantuml": "PlantUML", "puml": "PlantUML", "dot": "Graphviz",
    "graphviz": "Graphviz", "vega": "Vega", "vega-lite": "Vega-Lite", "svgbob": "Svgbob", "ditaa": "Ditaa",
    "structurizr": "Structurizr", "bytefield": "Bytefield", "wavedrom": "WaveDrom", "nomnoml": "nomnoml",
}  # fmt: skip
"""The languages of diagrams, and what each is called."""
FORMULAS = frozenset({"latex", "tex", "math", "katex"})

MOST_ARROWS = 12
"""Arrows of a diagram that is drawn. The time to find their ways grows steeply; a slide is no place for more."""
MOST_JOINED = 4
"""Signs `&` in it, each of which multiplies arrows."""
LONGEST = 1_500
"""Characters of a diagram that is drawn."""
_DRAWN = re.compile(r"\s*(?:%%[^\n]*\s+)*(graph|flowchart|sequenceDiagram|stateDiagram(?:-v2)?)\b")
_ACROSS = re.compile(r"(\s*(?:graph|flowchart)\s+)(?:LR|RL)\b")
_ARROW = re.compile(r"[-=.~]{2,}|-\)|->>?")

Tries = tuple[tuple[int, int], ...]
ROOMY: Tries = ((2, 4), (1, 2))
"""Cells around a label and between boxes, from the best to the narrowest."""


def drawing(code: Code, width: int) -> list[Line] | None:
    """What `code` draws, in at most `width` cells; None where it is to be shown as code."""
    if code.focus:
        return None
    if code.language in FORMULAS and (code.language == "math" or "+render" in code.attributes):
        rows = [plain_text(row) for row in wrapped_text(formula(code.text), width)]
        return _centred(rows, width, Style(Role.MATH))
    if code.language == "mermaid":
        drawn = _diagram(code.text, width)
        return _centred(drawn, width, Style(Role.TEXT)) if drawn else None
    return None


def kind_of(code: Code) -> str:
    """What to call the diagram that `code` stands for; nothing where it stands for none."""
    name = KINDS.get(code.language, "")
    return f"{name} diagram" if name else ""


def _centred(rows: list[str], width: int, style: Style) -> list[Line]:
    """`rows` in the middle of `width` cells, all moved by as much."""
    free = width - max(map(cells, rows), default=0)
    margin = (Piece(" " * (free // 2)),) if free > 1 else ()
    return [(*margin, Piece(row, style)) if row else () for row in rows]


def _diagram(text: str, width: int) -> list[str]:
    """The Mermaid diagram `text`, drawn in at most `width` cells; no rows where that cannot be done."""
    if len(text) > LONGEST or not _DRAWN.match(text) or text.count("&") > MOST_JOINED:
        return []
    if len(_ARROW.findall(text)) > MOST_ARROWS:
        return []
    tries = [(text, *room) for room in ROOMY]
    if _ACROSS.match(text):
        tries.append((_ACROSS.sub(r"\1TD", text, count=1), *ROOMY[-1]))
    for attempt in tries:
        rows = _drawn(*attempt)
        if rows and max(map(cells, rows)) <= width:
            return rows
    return []


@lru_cache(maxsize=128)
def _drawn(text: str, padding: int, gap: int) -> list[str]:
    # Forty milliseconds that a deck without diagrams need not pay.
    from termaid import render  # noqa: PLC0415

    try:
        drawn = render(text, padding_x=padding, padding_y=0, gap=gap)
    except Exception:  # noqa: BLE001  (a library's slip over a stranger's diagram must not cost the slide)
        return []
    rows = [row.rstrip() for row in clean(drawn).split("\n")]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    return rows
