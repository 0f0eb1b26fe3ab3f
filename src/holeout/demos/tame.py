"""Recordings made harmless for a real terminal: what is shown stays, what would reach out of the screen goes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from holeout.demos.cast import OUTPUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holeout.demos.cast import Cast, Event

MOST_UNFINISHED = 4096
"""Characters of a sequence that is not finished; whoever sends a longer one is not heard to its end."""
_REACHING = re.compile(
    r"\x1b\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\)"  # title, clipboard, colours, all but links
    r"|\x1b[PX^_][^\x1b]*\x1b\\"  # strings for the terminal itself
    r"|\x1b\[[<-?]?[\d;:]*[ -/]*[cnptx]"  # who are you, where is the cursor, move the window
    r"|\x1b\[[<-?][\d;:]*[ -/]*[uqm]"  # the keyboard's protocol
    r"|\x1b\[\?(?!(?:7|25|47|1047|1048|1049|2026)[hl])[\d;]*[hl]"  # reports of mouse, focus, paste and size
    r"|\x1b[Zc]|[\x05\x80-\x9f]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?)?$")


def tame(cast: Cast) -> Cast:
    """`cast` without questions to the terminal, whose answers would be taken for keys, and without orders to it."""
    return replace(cast, events=tuple(_tamed(cast)))


def _tamed(cast: Cast) -> Iterator[Event]:
    carried = ""
    for event in cast.events:
        if event.code != OUTPUT:
            yield event
            continue
        text = carried + event.data
        unfinished = _UNFINISHED.search(text)
        end = unfinished.start() if unfinished else len(text)
        carried = text[end:] if len(text) - end <= MOST_UNFINISHED else ""
        yield event._replace(data=_REACHING.sub("", text[:end]))
