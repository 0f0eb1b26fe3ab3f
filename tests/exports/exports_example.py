"""A handout made by hand, and pages taken apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from justhtml import JustHTML

from holeout.deck.blocks import Heading, Paragraph, Span
from holeout.deck.model import DeckInfo, Note, Slide
from holeout.exports.handout import Additions, Handout
from holeout.exports.pictures import Pictures
from holeout.exports.suggestions import BoardCard
from holeout.favourites.model import Favourite, FavouritesFile
from holeout.lifecycle.answers import Answer, Assessment, Reply, Team
from holeout.lifecycle.model import (
    Checked,
    Forgotten,
    Incident,
    Lifecycle,
    Pitfall,
    Question,
    Source,
    Stage,
    Tool,
    ToolFacts,
)

if TYPE_CHECKING:
    from justhtml.dom import Node

    from holeout.deck.blocks import Block, Inline
    from holeout.exports.handout import DemoPart


def text(said: str) -> Inline:
    return (Span(said),)


def paragraph(said: str, **more: int) -> Paragraph:
    return Paragraph(text=text(said), **more)


def heading(said: str, level: int = 1) -> Heading:
    return Heading(level=level, text=text(said))


def slide(
    *blocks: Block, number: int = 1, notes: tuple[str, ...] = (), steps: int = 1, title: str = "Title"
) -> Slide:
    return Slide(number, title, 1, blocks, steps=steps, notes=tuple(Note(note) for note in notes))


def lifecycle() -> Lifecycle:
    """Two stages, a pitfall each; everything that can be told of one is told of the first."""
    return Lifecycle(
        title="From idea to end",
        stages={
            "idea": Stage(
                "idea", 1, "Idea", "Is it worth it?", ("a pain",), ("a plan",), ("an owner",), ("end",), ("end",),
                Forgotten.OFTEN, "Nobody asks.", ("smith",),
            ),
            "end": Stage("end", 2, "End", "When do we stop?"),
        },
        pitfalls={
            "no-need": Pitfall(
                "no-need", "idea", "Nobody needs it", "It is built and left alone.", "No user is named.", "Who waits?",
                4, 5, "Seen everywhere.", ("smith",), ("ruler", "listening"), "flood",
            ),
            "no-end": Pitfall(
                "no-end", "end", "It never ends", "It runs on.", "No date.", "When?", 2, 3, "Seen.", ("folk",)
            ),
        },
        tools={
            "ruler": Tool(
                "ruler", "Ruler", "Measures.", pypi="ruler", repo="github.com/example/ruler", stages=("idea",),
                instead_of="yardstick",
                facts=ToolFacts(
                    "MIT", "its file", "2.0", "2026-01-02", activity="alive", activity_as_of="2026-02-03", at_talk="yes"
                ),
            ),
            "listening": Tool("listening", "Listening", "Ask and wait."),
        },
        sources={
            "smith": Source(
                "smith", "Smith et al. (2020). On need. Journal", Checked.READ, identifier="doi:10.1000/need", year=2020
            ),
            "folk": Source("folk", "Hearsay. Nobody (2019)", Checked.MEMORY),
        },
        incidents={"flood": Incident("flood", "The flood of 2019", "Water came.", ("smith",), "after the talk")},
        questions={"q1": Question("q1", "idea", "Did you ask?", 2.0, ("no-need",))},
    )  # fmt: skip


def additions(said: str = "It helped us.") -> Additions:
    """Everything that people add, each with `said` in it."""
    return Additions(
        FavouritesFile(
            (Favourite("ruler", stage="idea", note=said, tags=("measuring",), actor="abcdefgh"),), by="Ada"
        ),
        Team.of("talk", Assessment("abcdefgh", {"q1": Reply(Answer.NO)})),
        (BoardCard("Compass", "idea", "Idea", 3, (said,)),),
    )


def handout(
    *slides: Slide,
    title: str = "A talk",
    known: Lifecycle | None = None,
    added: Additions | None = None,
    demos: tuple[DemoPart, ...] = (),
    deck: Path = Path("slides/talk.md"),
    info: DeckInfo | None = None,
) -> Handout:
    shown = slides or (slide(heading("One"), paragraph("Text")),)
    return Handout(
        title, info or DeckInfo(), shown, known or Lifecycle(), Pictures(deck), demos, added or Additions()
    )


def parsed(page: str) -> JustHTML:
    """`page` as a browser reads it. Raises for what the HTML standard calls a parse error."""
    return JustHTML(page, strict=True, sanitize=False)


def every(page: JustHTML, selector: str = "*") -> list[Node]:
    return [node for node in page.query(selector) if not node.name.startswith(("#", "!"))]


def words(node: Node) -> str:
    """The text of `node` as it is read, on one line."""
    return " ".join(node.to_text(separator=" ", strip=False, separator_blocks_only=True).split())
