"""The page of the Assessment's screens."""

from __future__ import annotations

from holeout.tui.widgets.entry_view import EntryView


class AssessView(EntryView, inherit_bindings=False):
    """An EntryView that leaves every key to its screen: a long page would else scroll by line with the arrows."""
