"""The handout as one Markdown file that reads well on a code forge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout import __version__
from holeout.deck.blocks import plain
from holeout.exports import markdown_text as md
from holeout.exports import parts, wording
from holeout.exports.addresses import anchor
from holeout.exports.markdown_blocks import Marking, markdown_of
from holeout.exports.markdown_knowledge import Knowledge
from holeout.exports.recordings import row_text
from holeout.favourites.export import to_markdown as favourites_markdown
from holeout.lifecycle.report import to_markdown as assessment_markdown
from holeout.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holeout.deck.blocks import Image
    from holeout.exports.handout import Handout
    from holeout.exports.outline import SlidePart

SLIDE_TEXT_LEVEL = 4
MADE_BY = "Made by holeout"


def handout_markdown(handout: Handout, folder: Path | None = None) -> str:
    """The text. Pictures are linked to from `folder`, where the file will be; without it they are only named."""
    return "\n".join(_Writer(handout, folder).lines()) + "\n"


class _Writer:
    def __init__(self, handout: Handout, folder: Path | None) -> None:
        self._handout = handout
        self._folder = folder
        self._knowledge = Knowledge(handout)
        self._slides = parts.slide_parts(handout, SLIDE_TEXT_LEVEL)
        self._marking = Marking(self._picture, self._knowledge.view)

    def lines(self) -> Iterator[str]:
        """The whole text."""
        found = parts.parts_of(self._handout, self._slides)
        yield from self._head()
        yield from self._contents(found)
        for part in found:
            yield from ("", f"{md.place(part.id)}", "", f"## {part.title}", "")
            yield from self._part(part.id)
        yield from ("", "---", "", f"{MADE_BY} {__version__}.")

    def _head(self) -> Iterator[str]:
        info = self._handout.info
        yield f"# {md.text(self._handout.title)}"
        if info.subtitle:
            yield from ("", f"*{md.text(info.subtitle)}*")
        if said := wording.byline(info):
            yield from ("", md.line(" · ".join(said)))

    def _contents(self, found: tuple[parts.Part, ...]) -> Iterator[str]:
        yield from ("", "## Contents", "")
        for part in found:
            yield f"- {md.inside(part.id, part.title)}"
            for number, (place, title) in enumerate(part.entries, 1):
                yield f"  {number}. {md.inside(place, title)}"

    def _part(self, id: str) -> Iterator[str]:
        knowledge = self._knowledge
        writers: dict[str, Callable[[], Iterator[str]]] = {
            "slides": self._all_slides,
            "map": knowledge.map,
            "stages": knowledge.stages,
            "demos": self._demos,
            "favourites": self._favourites,
            "suggestions": self._suggestions,
            "assessment": self._assessment,
            "tools": knowledge.tools,
            "sources": knowledge.sources,
        }
        return writers[id]()

    def _all_slides(self) -> Iterator[str]:
        for slide in self._slides:
            yield from self._slide(slide)

    def _slide(self, slide: SlidePart) -> Iterator[str]:
        title = md.text(plain(slide.title))
        yield from (md.place(f"slide-{slide.number}"), "", f"### {slide.number}. {title}", "")
        yield from markdown_of(slide.blocks, self._marking)
        if slide.spoken:
            yield from ("", "**Spoken:**", "")
            yield from markdown_of(slide.spoken, self._marking)
        yield ""

    def _picture(self, image: Image) -> str:
        """Where the picture is from the folder of the handout; nothing when it is not there for a forge to show."""
        picture = self._handout.pictures.find(image)
        if picture is None or self._folder is None:
            return ""
        folder = self._folder.resolve()
        if picture.path.is_relative_to(folder):
            return picture.path.relative_to(folder).as_posix().replace("%", "%25").replace(" ", "%20")
        return ""

    def _demos(self) -> Iterator[str]:
        for part in self._handout.demos:
            demo = part.demo
            yield from (md.place(anchor("demo", demo.id)), "", f"### {md.text(demo.title)}", "")
            if demo.watch:
                yield from (f"**Watch:** {md.text(demo.watch)}", "")
            yield from md.fenced(demo.text, "python")
            if part.output:
                yield from (
                    "",
                    "**What it printed:**",
                    "",
                    *md.fenced("\n".join(map(row_text, part.output)), "text"),
                )
            yield ""

    def _favourites(self) -> Iterator[str]:
        text = favourites_markdown(parts.favourites_of(self._handout))
        yield from _below(text, 1)

    def _suggestions(self) -> Iterator[str]:
        for name, cards in parts.board_groups(self._handout):
            if name:
                yield from (f"### {md.text(name)}", "")
            for card in cards:
                voices = counted(card.voices, "voice")
                whys = " / ".join(map(md.text, card.whys))
                yield f"- **{md.text(card.name)}** ({voices}){': ' if whys else ''}{whys}"
            yield ""

    def _assessment(self) -> Iterator[str]:
        if team := self._handout.additions.team:
            yield from _below(assessment_markdown(self._handout.lifecycle, team), 1)


def _below(text: str, levels: int) -> Iterator[str]:
    """`text` without its title, and with its headings `levels` deeper. Other text in it escapes its first `#`."""
    for line in text.partition("\n")[2].strip("\n").split("\n"):
        yield re.sub(r"^(?=#+ )", "#" * levels, line)
