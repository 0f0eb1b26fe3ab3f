"""What the application asks of the screens that it does not know by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from holeout.tui.themed import Renewed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.layout.laid_out import Page


@runtime_checkable
class SlidesBelow(Renewed, Protocol):
    """A screen that shows the slides, and can be driven from elsewhere."""

    def page_at(self, slide: int, step: int) -> Page:
        """The page of a slide at a step, as it is or would be shown."""

    def drive(self, name: str, args: Mapping[str, Any]) -> None:
        """Do what the Command `name` does."""


@runtime_checkable
class ShowsBoard(Protocol):
    """A screen that shows what the audience says."""

    def renew_live(self) -> None:
        """Draw that anew."""


@runtime_checkable
class RunsDemos(Protocol):
    """A screen in which demos run."""

    def run_demo_here(self) -> bool:
        """Run the demo of what is shown; False when it has none."""
