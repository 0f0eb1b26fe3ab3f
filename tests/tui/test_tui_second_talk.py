"""The pages of a talk about something else, at 80x24: `--renew-goldens` writes what they show anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.layout.target import Target
from tests.talks.second_talk import FOLDER, second_talk, strange_words

if TYPE_CHECKING:
    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

GOLDENS = FOLDER.parent / "screens"
SCREENS = {
    "map": (Target("map", "rise"), []),
    "stage": (Target("stage", "dough"), []),
    "pitfall": (Target("pitfall", "dough-by-cup"), []),
    "tool": (Target("tool", "crumbscale"), []),
    "find": (Target("find", "neihgbour"), ["end"]),
    "assess": (Target("assess", ""), ["n", "r"]),
    "result": (Target("assess", ""), ["n", "s"]),
}


def screen_text(app: HoleoutApp) -> str:
    """What is on the screen, without blanks at the ends of its lines."""
    lines = ("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


@pytest.mark.parametrize("page", SCREENS)
async def test_a_page_of_the_second_talk(page: str, make_app: MakeApp, renew_goldens: bool) -> None:
    opening, keys = SCREENS[page]
    app = make_app(second_talk(), opening=opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        shown = screen_text(app)
    golden = GOLDENS / f"{page}.txt"
    if renew_goldens:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text("utf-8")


async def test_no_page_of_the_second_talk_speaks_of_the_first_ones_subject(make_app: MakeApp) -> None:
    known = second_talk().lifecycle
    pages = [
        *(
            Target(one, id)
            for one in ("stage", "pitfall", "tool", "source", "incident")
            for id in ids(known, one)
        ),
        *(Target(kind, "") for kind in ("map", "find", "assess", "favourites", "demos", "help", "overview")),
    ]
    app = make_app(second_talk())
    strange = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for page in pages:
            app.open_target(page)
            await pilot.pause()
            assert app.screen.target == page
            if words := strange_words(screen_text(app)):
                strange[page] = words
    assert strange == {}


def ids(known: object, kind: str) -> list[str]:
    return list(getattr(known, f"{kind}s"))
