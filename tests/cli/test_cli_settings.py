"""`holeout settings`, and what a person's settings do."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from holeout.cli.main import main
from holeout.cli.settings_file import given_settings
from holeout.cli.starting import Room, options_of
from holeout.presenting.settings import SETTINGS
from holeout.themes.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from holeout.tui.options import Options


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's settings folder, in a terminal with colours."""
    monkeypatch.setenv("HOLEOUT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("HOLEOUT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config" / "themes").mkdir(parents=True)
    (tmp_path / "config" / "themes" / "meadow.toml").write_text(
        'base = "light"\n[colors]\ntitle = "#005500"\n'
    )
    return tmp_path / "config"


def started() -> Options:
    """How the program would start now, as a projector with a room."""
    return options_of(argparse.Namespace(theme=None), presenting=True, room=Room(open=True))


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code of a command, and what it prints."""
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


EFFECTS: dict[str, tuple[str, Callable[[Options], object], object, object]] = {
    "theme": ('theme = "light"', lambda options: options.choice.theme()[0].name, "dark", "light"),
    "duration": ('duration = "25m"', lambda options: options.duration, None, 1500.0),
    "width": ("width = 60", lambda options: options.text_width, 100, 60),
    "mouse": ("mouse = false", lambda options: options.mouse, True, False),
    "room": ("room = false", lambda options: options.room, True, False),
    "images": ('images = "text"', lambda options: options.images, "auto", "text"),
    "sizes": ('sizes = ["60x20"]', lambda _: getattr(given_settings(), "sizes", None), None, ((60, 20),)),
}
"""For each setting a line that changes it, what shows that, and what that is without the line and with it."""


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS])
def test_every_setting_changes_how_the_program_starts(config: Path, name: str) -> None:
    line, shows, before, after = EFFECTS[name]
    assert shows(started()) == before
    (config / "settings.toml").write_text(line)
    assert shows(started()) == after


def test_sizes_and_width_are_those_that_slides_have_to_fit(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = config.parent / "deck.md"
    deck.write_text("# One\n\n" + "word " * 60)
    assert main(["check", str(deck)]) == 0
    (config / "settings.toml").write_text('sizes = ["80x10"]\n')
    assert main(["check", str(deck)]) == 0
    (config / "settings.toml").write_text('sizes = ["80x10"]\nwidth = 40\n')
    capsys.readouterr()
    code, out, _ = told(capsys, "check", str(deck))
    assert code == 1
    assert "too tall for 80x10" in out
    assert main(["check", str(deck), "--size", "80x24"]) == 0


def test_each_setting_is_printed_with_where_it_is_from(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = config / "settings.toml"
    path.write_text('theme = "meadow"\nmouse = false\n[keys]\nblank = "z"\n')
    code, out, _ = told(capsys, "settings")
    assert code == 0
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line[:1] != " "}
    assert rows["theme"] == ["meadow", str(path)]
    assert rows["mouse"] == ["false", str(path)]
    assert rows["width"] == ["100", "default"]
    assert rows["keys.blank"] == ["z", str(path)]
    data = json.loads(told(capsys, "settings", "--format", "json")[1])
    assert (data["theme"], data["mouse"], data["width"]) == ("meadow", False, 100)


@pytest.mark.parametrize(
    ("variable", "value", "origin"), [("NO_COLOR", "1", "NO_COLOR"), ("TERM", "x-m", "TERM=x-m")]
)
def test_colours_that_the_terminal_or_the_environment_refuses_are_told(
    config: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    origin: str,
) -> None:
    (config / "settings.toml").write_text('theme = "light"\n')
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.setenv(variable, value)
    assert told(capsys, "settings")[1].split()[:3] == ["theme", "ansi", origin]


def test_an_empty_no_color_asks_for_nothing(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """https://no-color.org: when present and not an empty string."""
    monkeypatch.setenv("NO_COLOR", "")
    (config / "settings.toml").write_text('theme = "light"\n')
    assert started().choice.palettes()[0] is LIGHT


def test_a_theme_that_is_not_there_is_told_at_its_line(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = config / "settings.toml"
    path.write_text('width = 90\ntheme = "medow"\n')
    for command in (["settings"], ["settings", "--format", "json"]):
        code, _, err = told(capsys, *command)
        assert code == 1
        assert f"{path}:2:1: there is no theme medow" in err
        assert "did you mean meadow?" in err


def test_a_theme_that_cannot_be_read_is_told_in_its_own_lines(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (config / "settings.toml").write_text('theme = "fog.toml"\n')
    (config / "fog.toml").write_text('[colors]\nmuted = "#333"\n')
    code, _, err = told(capsys, "settings")
    assert code == 1
    assert f"{config / 'fog.toml'}:2:1: `muted` on `ground` has a contrast of 1.4:1, and needs 4.5:1" in err


def test_themes_are_listed_with_what_is_wrong_with_them(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (config / "themes" / "fog.toml").write_text('[colors]\nmuted = "#333"\n')
    (config / "themes" / "dark.toml").write_text("")
    code, out, _ = told(capsys, "settings", "themes")
    assert code == 0
    assert "high-contrast" in out
    assert f"meadow           {config / 'themes' / 'meadow.toml'}\n" in out
    assert "fog.toml:2:1: `muted`" in out
    assert "never used: one of ours has this name" in out


def test_a_printed_theme_is_one_to_begin_with(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = told(capsys, "settings", "themes", "dark")
    (config / "themes" / "mine.toml").write_text(text.replace("#8fd3ff", "#8fffd3"))
    (config / "settings.toml").write_text('theme = "mine"\n')
    assert told(capsys, "settings")[1].split()[:2] == ["theme", "mine"]
    assert told(capsys, "settings", "themes", "none-such")[0] == 1
    assert told(capsys, "settings", "themes", "ansi")[0] == 1
