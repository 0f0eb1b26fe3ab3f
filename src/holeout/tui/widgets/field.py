"""A line to type in, with a cursor that stays still."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import Input


class Field(Input):
    """Textual's Input without its blinking, which draws eyes and wakes the program twice a second."""

    cursor_blink = reactive(False, init=False)
