"""reveal.js's fragments: comments that reveal what they are written in."""

from __future__ import annotations

import re

NEXT = -1
"""The step after all that are needed so far."""
_FRAGMENT = re.compile(r"[ \t\n]*\.element:[^\n]*\bclass=[\"'][^\"'\n]*\bfragment\b")
_INDEX = re.compile(r"data-fragment-index=[\"']?(\d{1,3})")


def fragment_of(comment: str) -> int | None:
    """The step at which reveal.js's `.element: class="fragment"` reveals what it is written in; None for others."""
    if not _FRAGMENT.match(comment):
        return None
    index = _INDEX.search(comment)
    return min(int(index[1]), 499) + 1 if index else NEXT
