"""What an audience suggests, as lines of a slide: what the speaker talks about, then the tools with most voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style, cells, crop, cut, text_line
from holeout.layout.wrap import wrapped_text
from holeout.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDEST_NAME, WIDEST_STAGE = 28, 18
MOST_WORDS = 4
"""Lines for the why of what is talked about."""
COUNT = 5
"""Cells for the number of voices, with the blank behind it."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A tool that the audience suggests for a stage. `whys` are the first few reasons."""

    tool: str
    stage: str = ""
    whys: tuple[str, ...] = ()
    voices: int = 1
    pinned: bool = False
    thanked: bool = False
    talking: bool = False
    """Whether the speaker talks about it now."""

    @property
    def weight(self) -> tuple[bool, int]:
        """What puts it before others."""
        return not self.pinned, -self.voices


def draw_board(
    board: Sequence[Suggested], names: Mapping[str, str], stages: Sequence[str], width: int, height: int
) -> list[Line]:
    """The board of these stages, or of all; `names` are theirs by id. What finds no place is counted at the end."""
    chosen = [item for item in board if not stages or item.stage in stages]
    if not chosen:
        return [crop(text_line("No suggestions yet.", Role.MUTED), width)]
    lines = [line for item in chosen if item.talking for line in _talked_about(item, names, width)]
    rest = [item for item in chosen if not item.talking]
    room = max(0, height - len(lines))
    kept = sorted(rest, key=lambda item: item.weight)[: room if len(rest) <= room else max(0, room - 1)]
    shown = sorted((item for item in rest if item in kept), key=lambda item: not item.pinned)
    several = len({item.stage for item in shown}) > 1
    stages_said = [names.get(item.stage, item.stage) if several else "" for item in shown]
    widths = (_widest([item.tool for item in shown], WIDEST_NAME), _widest(stages_said, WIDEST_STAGE))
    lines += [_row(item, stage, widths) for item, stage in zip(shown, stages_said, strict=True)]
    if more := len(rest) - len(shown):
        lines.append(text_line(f"{'':{COUNT + 2}}and {more} more", Role.MUTED))
    return [crop(line, width) for line in lines[:height]]


def _talked_about(item: Suggested, names: Mapping[str, str], width: int) -> list[Line]:
    voices = counted(item.voices, "voice")
    stage = names.get(item.stage, item.stage)
    head = (
        Piece("▶ ", Style(Role.ACCENT, bold=True)),
        Piece(item.tool, Style(Role.TITLE, bold=True)),
        Piece(f"  {voices}{f', {stage}' if stage else ''}", MUTED),
        *((Piece("  thank you!", Style(Role.GOOD, bold=True)),) if item.thanked else ()),
    )
    words = [row for why in item.whys for row in wrapped_text(why, max(1, width - 2))]
    return [head, *((Piece("  "), *row) for row in words[:MOST_WORDS]), EMPTY]


def _row(item: Suggested, stage: str, widths: tuple[int, int]) -> Line:
    mark = Piece("◆ ", Style(Role.ACCENT)) if item.pinned else Piece("  ")
    mark = Piece("♥ ", Style(Role.GOOD)) if item.thanked else mark
    return (
        Piece(f"{item.voices:>{COUNT - 1}} ", Style(Role.ACCENT, bold=True)),
        mark,
        Piece(_column(item.tool, widths[0]), Style(bold=True)),
        Piece(_column(stage, widths[1]) if widths[1] else "", MUTED),
        Piece(" · ".join(" ".join(why.split()) for why in item.whys)),
    )


def _widest(texts: Sequence[str], most: int) -> int:
    return min(most, max(map(cells, texts), default=0))


def _column(text: str, width: int) -> str:
    shown = text if cells(text) <= width else f"{cut(text, width - 1)}…"
    return shown + " " * (width - cells(shown) + 2)
