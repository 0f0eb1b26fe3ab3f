"""The deck as one HTML file: slides with keys and steps where scripts run, a page to read or print where not."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from holeout.deck.blocks import Heading
from holeout.exports import parts
from holeout.exports.html_blocks import Dress, html_of
from holeout.exports.html_handout import Views, head, outward
from holeout.exports.html_map import map_svg
from holeout.exports.outline import levelled, spoken
from holeout.exports.templating import asset, digest, environment
from holeout.lifecycle.cite import short_cite

if TYPE_CHECKING:
    from markupsafe import Markup

    from holeout.deck.model import Slide
    from holeout.exports.handout import Handout

TITLE_LEVEL = 2
"""The level of slides' titles; the page's own heading is the talk's title."""


def slides_html(handout: Handout) -> str:
    """The page, in UTF-8 when written."""
    script = asset("slides.js")
    views = Views("slide_views.html.jinja", _knowledge(handout))
    return (
        environment()
        .get_template("slides.html.jinja")
        .render(
            **head(handout),
            style=asset("base.css", "slides.css"),
            script=script,
            script_digest=digest(script),
            slides=[_slide(slide, handout, views) for slide in handout.slides],
        )
    )


def _slide(slide: Slide, handout: Handout, views: Views) -> dict[str, Any]:
    return {
        "number": slide.number,
        "title": slide.title or f"Slide {slide.number}",
        "headed": any(isinstance(block, Heading) for block in slide.blocks),
        "steps": slide.steps,
        "body": html_of(
            levelled(slide.blocks, TITLE_LEVEL), Dress(handout.pictures, views.draw, max(1, slide.steps))
        ),
        "spoken": html_of(
            levelled(spoken(slide.notes), TITLE_LEVEL + 1), Dress(handout.pictures, views.draw)
        ),
    }


def _knowledge(handout: Handout) -> dict[str, Any]:
    numbers = count(1)

    def map_of(stage: str) -> Markup:
        name = f"map-{next(numbers)}"
        return map_svg(handout.lifecycle, name, selected=stage, across=True, linked=False)

    return {
        "lifecycle": handout.lifecycle,
        "map_of": map_of,
        "demo_titles": {part.demo.id: part.demo.title for part in handout.demos},
        "demo_watch": {part.demo.id: part.demo.watch for part in handout.demos},
        "board_groups": parts.board_groups(handout),
        "outward": outward,
        "short_cite": short_cite,
    }
