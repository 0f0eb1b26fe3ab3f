"""Keeps the screen on which a run ends as the splash of the next start."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from holeout import splash
from holeout.files import write_atomically
from holeout.folders import config_folder
from holeout.tui.graphic_strip import GraphicStrip

if TYPE_CHECKING:
    import os

    from holeout.tui.app import HoleoutApp


def keep_splash(app: HoleoutApp) -> None:
    """Keep what is on the screen; a disk that cannot take it costs the splash alone."""
    path = splash.path_of(sys.argv[1:])
    if path is None or app.is_headless or app.recoloured:
        return
    themes = [palette.source for palette in app.palettes if palette.source]
    files: list[str | os.PathLike[str]] = [
        *app.talk.files(),
        config_folder() / "settings.toml",
        *themes,
        *app.memory_files(),
    ]
    with suppress(OSError):
        write_atomically(path, splash.packed(_screen(app), files), private=True, durable=False)


def _screen(app: HoleoutApp) -> str:
    """The codes that draw the screen. The footer's clock would be wrong by then: the last line is left empty.

    Pictures are in half blocks: what the terminal was given of them is taken back at the end.
    """
    # Textual has no public way to what it shows.
    update = app.screen._compositor.render_full_update()  # noqa: SLF001
    update.strips = [
        [strip.in_blocks if isinstance(strip, GraphicStrip) else strip for strip in line]
        for line in update.strips
    ]
    *lines, _ = update.render_segments(app.console).split("\n")
    empty = app.painter.blank(app.size.width).render(app.console)
    return "".join([*lines, f"\x1b[{app.size.height};1H{empty}"])
