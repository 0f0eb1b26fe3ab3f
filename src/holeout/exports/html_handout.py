"""The handout as one HTML file that needs nothing else and runs nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from holeout.deck.blocks import Code
from holeout.exports import parts, wording
from holeout.exports.addresses import safe_link
from holeout.exports.html_blocks import Dress, html_of, inline_html
from holeout.exports.html_code import code_html, terminal_html
from holeout.exports.html_map import map_svg
from holeout.exports.templating import asset, environment
from holeout.layout.source_pages import CHECKED_WORDS
from holeout.layout.tool_pages import facts_at_talk, tool_standing
from holeout.lifecycle.assess import DEEP
from holeout.lifecycle.cite import short_cite
from holeout.lifecycle.report import headline, number
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.deck.blocks import View
    from holeout.exports.handout import DemoPart, Handout

SLIDE_TEXT_LEVEL = 4
"""The heading level below a slide's title, which is below its part's, which is below the page's."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def handout_html(handout: Handout) -> str:
    """The page, in UTF-8 when written. Pictures that could not be taken in are told by `handout.pictures`."""
    slides = parts.slide_parts(handout, SLIDE_TEXT_LEVEL)
    context = {
        **head(handout),
        **_knowledge(handout),
        **_people(handout),
        "sections": parts.parts_of(handout, slides),
        "style": asset("base.css", "handout.css"),
    }
    dress = Dress(handout.pictures, Views("views.html.jinja", context).draw)
    context["slide_parts"] = [
        {
            "number": slide.number,
            "title": inline_html(slide.title),
            "body": html_of(slide.blocks, dress),
            "spoken": html_of(slide.spoken, dress),
        }
        for slide in slides
    ]
    return environment().get_template("handout.html.jinja").render(context)


class Views:
    """Draws what a slide shows of the talk's content, with the macro of `template` that has the view's name."""

    def __init__(self, template: str, context: Mapping[str, Any]) -> None:
        self._macros = environment().get_template(template).make_module(dict(context))

    def draw(self, view: View) -> Markup:
        """The HTML of `view`."""
        drawn: Markup = getattr(self._macros, view.kind)(view.target)
        return drawn


def head(handout: Handout) -> dict[str, Any]:
    """What the head of any page of `handout` says."""
    return {
        "lang": language(handout),
        "title": clean_line(handout.title),
        "info": handout.info,
        "byline": wording.byline(handout.info),
    }


def language(handout: Handout) -> str:
    """The language that the deck's head names; English else."""
    said = handout.info.extra.get("lang", handout.info.extra.get("language", ""))
    return said if isinstance(said, str) and _LANGUAGE.fullmatch(said) else "en"


def _knowledge(handout: Handout) -> dict[str, Any]:
    lifecycle = handout.lifecycle
    return {
        "lifecycle": lifecycle,
        "map_picture": map_svg(lifecycle, "map") if lifecycle.stages else Markup(),
        "demo_parts": [_demo(part) for part in handout.demos],
        "demo_titles": {part.demo.id: part.demo.title for part in handout.demos},
        "checked": wording.checked_counts(lifecycle),
        "checked_words": CHECKED_WORDS,
        "standing": tool_standing,
        "short_cite": short_cite,
        "life": wording.life,
        "at_talk": facts_at_talk,
        "outward": outward,
    }


def _demo(part: DemoPart) -> dict[str, Any]:
    code = Code(text=part.demo.text.rstrip("\n"), language="python")
    return {"demo": part.demo, "code": code_html(code, 1), "output": terminal_html(part.output)}


def _people(handout: Handout) -> dict[str, Any]:
    favourites, team = handout.additions.favourites, handout.additions.team
    result = parts.result_of(handout)
    return {
        "favourite_groups": parts.favourite_groups(handout),
        "favourites_by": favourites.by if favourites else "",
        "board_groups": parts.board_groups(handout),
        "has_board": bool(handout.additions.board),
        "assessed": result
        and {
            "result": result,
            "headline": headline(result),
            "deep": DEEP,
            "people": len(team.people if team else ()),
        },
        "number": number,
    }


def outward(link: str, text: str) -> Markup:
    """`text`, leading to `link` if that is safe to follow."""
    if not (address := safe_link(link)):
        return escape(clean_line(text))
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, clean_line(text))
