"""A page as the layout leaves it: what is kept between two starts, and shown before any layout is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.layout.styled import WAITING

if TYPE_CHECKING:
    from holeout.layout.styled import Line


@dataclass(frozen=True, slots=True)
class Page:
    """A laid out slide. `lines` has at least as many lines as the size asked for, more where it does not fit."""

    lines: tuple[Line, ...]
    width: int
    height: int
    """Lines there is room for, the footer not counted."""
    needed: int
    """Lines down to the last that has something on it at this step."""

    @property
    def overflow(self) -> int:
        """How many lines do not fit."""
        return max(0, self.needed - self.height)

    @property
    def waits(self) -> bool:
        """Whether a picture of it is still being made."""
        return any(piece.style.picture == WAITING for line in self.lines for piece in line)
