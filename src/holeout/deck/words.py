"""What a slide says and what its speaker says to it, as one text to search; found without parsing it."""

from __future__ import annotations

import re

from holeout.deck.commands import find_command
from holeout.deck.comments import COMMENT

_MARKS = re.compile(r"(?m)^[ \t]*(?:[-=_*|: \t]{3,}$|#{1,6}[ \t]|[-*+>][ \t]|(?:```|~~~).*$)")
"""What Markdown writes before a line's words, and lines that have none."""


def words_in(source: str) -> str:
    """The slide's `source` without the names of its commands and marks before lines; what its notes say stays."""
    return _MARKS.sub("", COMMENT.sub(lambda comment: f" {_said(comment[1])} ", source))


def _said(comment: str) -> str:
    name, _, argument = comment.partition(":")
    command = find_command(name.strip())
    if command is None:
        return comment
    return argument if command.name == "speaker_note" else ""
