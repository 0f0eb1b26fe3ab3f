"""Editing a talk while it is shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holeout.talk import Talk, load_talk
from holeout.tui.reload import Reloaded, Watch, reload
from tests.tui.test_tui_slides import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

DECK = "# One\n\nfirst\n\n---\n\n# Two\n\nsecond\n\n---\n\n# Three\n\nthird\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    path.write_text(DECK)
    return path


async def until(app: HoleoutApp, pilot: Pilot[None], text: str) -> None:
    for _ in range(200):
        if text in shown(app):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{text!r} is not on the screen:\n{shown(app)}")


async def test_an_edit_is_shown_by_itself_at_the_slide_that_changed(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        await pilot.pause(0.5)
        deck.write_text(DECK.replace("third", "third and new"))
        await until(app, pilot, "third and new")
        assert app.presentation.slide == 2


async def test_a_broken_edit_keeps_the_last_good_slide_and_names_the_line(
    make_app: MakeApp, deck: Path
) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        await pilot.press("right")
        deck.write_text(DECK.replace("second", "<!-- time: soon -->"))
        await pilot.press("r")
        await until(app, pilot, "deck.md:9:1")
        assert "second" in shown(app)
        deck.write_text(DECK.replace("second", "mended"))
        await pilot.press("r")
        await until(app, pilot, "mended")
        assert "deck.md:9" not in shown(app)


@pytest.mark.parametrize(
    ("lose", "words"),
    [(lambda deck: deck.unlink(), "deck.md is not a file"), (lambda deck: deck.write_text("\n"), "is empty")],
)
async def test_a_deck_that_is_deleted_or_emptied_keeps_the_slide_and_comes_back_to_it(
    make_app: MakeApp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lose: Callable[[Path], None],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    deck = Path("deck.md")
    deck.write_text(DECK)
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        await pilot.press("right")
        app.watch_files()
        lose(deck)
        await until(app, pilot, words)
        assert "second" in shown(app)
        await pilot.press("right", "left")
        assert "second" in shown(app)
        deck.write_text(DECK)
        await pilot.press("r")
        while app.reload_problem:
            await pilot.pause(0.01)
        assert "second" in shown(app)
        assert words not in shown(app)


@pytest.mark.parametrize("page", ["", "o", "g", "m", "question_mark"])
async def test_slides_that_are_taken_out_of_the_deck_are_taken_off_the_screen(
    make_app: MakeApp, deck: Path, page: str
) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        await pilot.press("right", "right", *filter(None, [page]))
        deck.write_text("# Alone\n\nleft\n")
        app.reload()
        while len(app.talk.deck) > 1:
            await pilot.pause(0.01)
        await pilot.press(*["enter" if page in "og" else "escape"] if page else [])
        await until(app, pilot, "left")
        assert app.presentation.slide == 0
        await pilot.press("right", "left", "end")
        assert "left" in shown(app)


async def test_a_slide_that_was_scrolled_and_is_made_shorter_is_in_sight(
    make_app: MakeApp, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("# Long\n\n" + "\n\n".join(f"line {n}" for n in range(60)))
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "line 1")
        await pilot.press(*["down"] * 40)
        await until(app, pilot, "line 59")
        deck.write_text("# Long\n\nshort\n")
        app.reload()
        await until(app, pilot, "short")


async def test_an_edit_that_looks_like_a_slip_is_shown_and_told(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        deck.write_text(DECK.replace("third", "third\n\n<!-- pasue -->\n\nfourth"))
        await pilot.press("r")
        await until(app, pilot, "fourth")
        await pilot.pause()
        assert ["there is no command `pasue`" in note.message for note in app._notifications] == [True]


def test_a_file_that_is_away_for_a_moment_is_no_change_but_one_that_stays_away_is(deck: Path) -> None:
    watch = Watch(lambda: [deck])
    assert not watch.changed()
    text = deck.read_text()
    deck.unlink()
    assert not watch.changed()
    deck.write_text(text + "more\n")
    assert watch.changed()
    assert not watch.changed()
    deck.unlink()
    assert [watch.changed() for _ in range(3)] == [False, True, False]
    deck.write_text("# Other\n")
    assert watch.changed()


def test_what_was_written_after_the_talk_was_read_is_a_change_from_the_start(deck: Path) -> None:
    written = deck.stat().st_mtime_ns
    assert not Watch(lambda: [deck], since=written + 1).changed()
    early = Watch(lambda: [deck], since=written - 1)
    assert [early.changed(), early.changed()] == [True, False]


def test_a_file_that_another_takes_the_place_of_is_a_change_even_if_it_is_as_old_and_long(
    deck: Path, tmp_path: Path
) -> None:
    watch = Watch(lambda: [deck])
    other = tmp_path / "deck.md~"
    other.write_text(deck.read_text().replace("first", "fifth"))
    os.utime(other, ns=(deck.stat().st_atime_ns, deck.stat().st_mtime_ns))
    other.replace(deck)
    assert watch.changed()


async def test_vim_s_way_of_saving_moves_the_deck_away_for_a_moment_and_shows_no_problem(
    make_app: MakeApp, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holeout.tui.reloading.LOOK", 3600)  # the test looks itself
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        reloading = app.watch_files()
        for number in range(3):
            deck.rename(deck.with_suffix(".md~"))
            reloading.look()
            assert [worker.name for worker in app.workers] == []
            deck.write_text(DECK.replace("third", f"third {number}"))
            deck.with_suffix(".md~").unlink()
            reloading.look()
            await until(app, pilot, f"third {number}")
            assert (app.reload_problem, app.presentation.slide) == ("", 2)


async def test_an_edit_of_a_file_that_a_slide_includes_is_shown_as_well(
    make_app: MakeApp, deck: Path
) -> None:
    code = deck.with_name("code.py")
    code.write_text("x = 1\n")
    deck.write_text("# One\n\n```file\npath: code.py\nlanguage: python\n```\n")
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "x = 1")
        await pilot.pause(0.5)
        code.write_text("x = 22\n")
        await until(app, pilot, "x = 22")


async def test_what_is_edited_while_it_is_being_read_is_read_again(
    make_app: MakeApp, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(load_talk(deck))

    def slow(old: Talk) -> Reloaded:
        found = reload(old)
        if "second edit" not in deck.read_text():
            deck.write_text(DECK.replace("first", "second edit"))
        return found

    monkeypatch.setattr("holeout.tui.reloading.reload", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        await pilot.pause(0.5)
        deck.write_text(DECK.replace("first", "first edit"))
        await until(app, pilot, "second edit")


@pytest.mark.parametrize(
    ("edited", "slide"),
    [
        (DECK, None),
        (DECK.replace("first", "1st"), 0),
        (DECK.replace("# Three", "# 3"), 2),
        (DECK + "\n---\n\n# Four\n", 3),
        ("# Zero\n\n---\n\n" + DECK, 0),
        (DECK.replace("# Two\n\nsecond\n\n---\n\n", ""), 1),
        (DECK.partition("---")[0], 0),
        ("---\ntitle: Other\n---\n" + DECK, None),
    ],
)
def test_the_changed_slide_is_found(deck: Path, edited: str, slide: int | None) -> None:
    old = load_talk(deck)
    assert len(old.deck) == 3
    deck.write_text(edited)
    assert reload(old).changed_slide == slide
