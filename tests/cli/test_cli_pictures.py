"""What the commands without a screen say of pictures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from holeout.cli.main import main
from tests.pictures.drawing import EXAMPLE, encoded, quarters

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, to be changed at will, in the current folder."""
    shutil.copytree(EXAMPLE, tmp_path / "talk")
    monkeypatch.chdir(tmp_path / "talk")
    return tmp_path / "talk" / "deck.md"


@pytest.mark.usefixtures("whole_pictures")
def test_check_names_the_place_of_each_picture_that_cannot_be_shown(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (deck.parent / "disc.png").write_bytes((deck.parent / "disc.png").read_bytes()[:200])
    assert main(["check", "deck.md", "--all"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if "hint:" not in line] == [
        "deck.md:23:27: the picture disc.png is damaged; its description is shown instead",
        "deck.md:43:32: the picture missing.png is not beside the deck; its description is shown instead",
        "deck.md:45:33: warning: the picture https://example.org/far.png is not on this machine, and nothing is "
        "fetched; its description is shown instead",
        "deck.md:47:23: warning: the picture lines.svg is SVG, which no terminal draws; its description is shown "
        "instead",
    ]


def test_check_asks_for_a_description(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck.write_text("# One\n\n![](quarters.png)\n")
    assert main(["check", "deck.md", "--all"]) == 0
    assert "deck.md:3:5: note: the picture quarters.png has no description" in capsys.readouterr().out


def test_in_a_deck_of_another_tool_a_missing_picture_is_no_error(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck.write_text("---\nmarp: true\n---\n\n# One\n\n![a](no.png)\n")
    assert main(["check", "deck.md", "--all"]) == 0
    assert "warning: the picture no.png is not beside the deck" in capsys.readouterr().out


def test_a_talk_starts_although_a_picture_is_missing(deck: Path) -> None:
    from holeout.talk import load_talk

    assert load_talk(deck).errors() == []


def test_dump_shows_descriptions_where_pictures_stand(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dump", "deck.md"]) == 0
    slides = capsys.readouterr().out.split("── slide ")
    assert "[image: A gold disc on nothing]" in slides[2]
    lines = slides[2].splitlines()
    assert lines.index("   Words below.") - lines.index("   • what it shows") > 14
    assert "▀" not in "".join(slides)


def test_a_picture_is_part_of_whether_a_slide_fits(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (deck.parent / "tall.png").write_bytes(encoded(quarters(100, 900)))
    words = "\n\n".join(f"line {number}" for number in range(9))
    deck.write_text(f"# One\n\n![a](tall.png)\n\n{words}\n")
    assert main(["check", "deck.md"]) == 1
    assert "lines too tall for 80x24" in capsys.readouterr().out
    deck.write_text(f"# One\n\n![a](tall.png)\n\n{words[:30]}\n")
    assert main(["check", "deck.md"]) == 0


def test_a_setting_that_is_no_way_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from holeout.presenting.settings import read_settings

    _, (problem,) = read_settings('images = "jpeg"\n', "settings.toml")
    assert (problem.line, problem.column) == (1, 1)
    assert "auto, kitty, iterm, sixel, blocks, text" in problem.message


def test_settings_show_how_pictures_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOLEOUT_CONFIG", str(tmp_path))
    (tmp_path / "settings.toml").write_text('images = "sixel"\n')
    assert main(["settings"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("images")]
    assert line.split() == ["images", "sixel", str(tmp_path / "settings.toml")]
