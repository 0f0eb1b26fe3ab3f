"""What the program and the desk share: a look that can be changed while they run, and a person's own keys."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import events, on
from textual.filter import LineFilter, Monochrome, NoColor

from holeout.themes.depth import FEW, MANY, reduced
from holeout.themes.palette import ANSI
from holeout.tui.careful import CarefulApp
from holeout.tui.colourless import Colourless
from holeout.tui.driver import CleanDriver
from holeout.tui.paint import ALL, Painter
from holeout.tui.themes import WIDGETS, textual_theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holeout.themes.choice import Choice
    from holeout.themes.palette import Palette

DEPTHS = {"standard": FEW, "256": MANY, "truecolor": ALL}
"""Textual's words for how many colours a terminal has."""
SMALL = (60, 16)
"""Columns and rows below which pages are more cut than shown."""
OWN = "holeout-"
"""With what the names of our themes begin, for Textual."""
SHORTLY = 2.0
"""Seconds that the name of other colours is shown."""


@runtime_checkable
class Renewed(Protocol):
    """A screen or a widget that keeps what it has drawn."""

    def renew(self) -> None:
        """Draw it anew."""


class ThemedApp(CarefulApp):
    """An application in the theme of a Choice until its user asks for the next. `keys` are their own, by Command.

    Nothing in it moves: a page is there at once, and so is the place to which it was scrolled.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS: ClassVar[str] = WIDGETS

    def __init__(self, choice: Choice, talks: Palette | None, keys: Mapping[str, tuple[str, ...]]) -> None:
        # In a browser Textual's own web driver is asked for by this variable.
        super().__init__(driver_class=None if os.environ.get("TEXTUAL_DRIVER") else CleanDriver)
        self.animation_level = "none"
        self.keys = keys
        self._choice = choice
        self._palettes = choice.palettes(talks)
        self._worn = 0
        self._colors = ALL
        self._count = count()
        self._small = False
        self._wear(0)
        if keys:
            from holeout.presenting.settings import keymap  # noqa: PLC0415  (most people have none of their own)

            self.set_keymap(keymap(keys))

    def fit_colors(self, *, monochrome: bool) -> None:
        """Use only the colours that this terminal has: none where it is `monochrome`, else as many as Textual finds."""
        self._colors = 0 if monochrome else DEPTHS.get(self.console.color_system or "", ALL)
        self._wear(self._worn)

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew. Before there is anything, its style sheet is not read yet: the colours alone count."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    @property
    def palettes(self) -> tuple[Palette, ...]:
        """The themes that one may change to, the one that holds at the start first."""
        return self._palettes

    @property
    def recoloured(self) -> bool:
        """Whether its user asked for other colours in this run."""
        return self._worn > 0

    def take_theme(self, talks: Palette | None) -> None:
        """The talk brings another theme. Who changed the colours in this run keeps theirs."""
        worn, changed = self._palettes[self._worn], self.recoloured
        self._palettes = self._choice.palettes(talks)
        self._wear(self._palettes.index(worn) if changed and worn in self._palettes else 0)

    def _wear(self, which: int) -> None:
        self._worn = which
        palette = self._palettes[which]
        fitting = reduced(palette, self._colors) if 0 < self._colors <= MANY else palette
        self.painter = Painter(fitting, self._colors)
        self.no_color = fitting is ANSI
        # A name of its own each time: Textual passes over a theme of the same name.
        theme = textual_theme(fitting, f"{OWN}{next(self._count)}")
        self.register_theme(theme)
        worn, self.theme = self.theme, theme.name
        if worn.startswith(OWN):
            self.unregister_theme(worn)
        if self.is_running:
            self.repaint()

    def repaint(self) -> None:
        """Draw everything anew, in the colours of now."""
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                if isinstance(widget, Renewed):
                    widget.renew()
                widget.refresh()

    @on(events.Resize)
    def tell_size(self, event: events.Resize) -> None:
        """Say that there is too little room, once, until there is enough."""
        small = event.size.width < SMALL[0] or event.size.height < SMALL[1]
        if small and not self._small:
            width, height = event.size
            self.notify(f"Too small: {width}×{height}. Made for 80×24.", severity="warning", markup=False)
        elif self._small and not small:
            self.clear_notifications()
        self._small = small

    def action_theme(self) -> None:
        """Other colours, for the rest of this run."""
        if len(self._palettes) == 1:
            why = self._choice.colourless or "there is no other theme"
            self.notify(f"The colours stay as they are: {why}.", markup=False)
            return
        self._wear((self._worn + 1) % len(self._palettes))
        self.notify(f"Colours: {self.painter.palette.name}", timeout=SHORTLY, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, as far as they fit: colours that a person asked for are not made greys."""
        if self.painter.palette is ANSI:
            return [Colourless(pictures=self._colors > 0)]
        return [found for found in super().get_line_filters() if not isinstance(found, Monochrome | NoColor)]
