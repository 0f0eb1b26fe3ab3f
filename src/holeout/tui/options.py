"""How one run of the program differs from another."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from holeout.themes.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.layout.target import Target


class Options(NamedTuple):
    """How this run differs from another. `presenting` is the projector; otherwise somebody reads alone."""

    presenting: bool = False
    choice: Choice = Choice()
    """What is known of the colours that are wanted."""
    monochrome: bool = False
    """Whether the terminal has no colours."""
    duration: float | None = None
    """Seconds; None takes what the deck says."""
    opening: Target | None = None
    """A page to open on top of the slides, such as the map."""
    room: bool = False
    """Whether a room is opened for notes, remote and audience."""
    lan: bool = False
    """Whether that room is open to the network."""
    room_url: str = ""
    """A hosted room to use instead, with its presenter's token."""
    room_token: str = ""
    room_moderate: str = ""
    """When suggestions are looked at: off, before, after; empty leaves it as it was."""
    text_width: int = 100
    """The most columns that a slide's text takes."""
    mouse: bool = True
    images: str = "auto"
    """How pictures are shown: a Way of the pictures' terminals, or auto."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """A person's own keys, by the id of the Command."""
    teach: bool = False
    """Whether somebody who starts the program for the first time is taught its keys."""
