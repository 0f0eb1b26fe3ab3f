"""Which way pictures take to a terminal, by what its environment says."""

from __future__ import annotations

import pytest

from holeout.pictures.terminals import AUTO, Route, Way, ask_tmux, route_of
from holeout.presenting.settings import IMAGES

XTERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
TMUX = {**XTERM, "TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0", "TMUX_PANE": "%3"}


def silent(_: str) -> str:
    raise AssertionError("tmux was asked")


@pytest.mark.parametrize(
    ("environment", "way"),
    [
        ({}, Way.BLOCKS),
        (XTERM, Way.BLOCKS),
        ({"TERM": "xterm-kitty"}, Way.KITTY),
        ({"TERM": "xterm-ghostty"}, Way.KITTY),
        ({**XTERM, "TERM_PROGRAM": "ghostty"}, Way.KITTY),
        ({**XTERM, "KITTY_WINDOW_ID": "1"}, Way.KITTY),
        ({**XTERM, "TERM_PROGRAM": "WezTerm"}, Way.ITERM),
        ({**XTERM, "TERM_PROGRAM": "iTerm.app"}, Way.ITERM),
        ({**XTERM, "LC_TERMINAL": "iTerm2"}, Way.ITERM),
        ({"TERM": "foot"}, Way.SIXEL),
        ({"TERM": "foot-extra"}, Way.SIXEL),
        ({"TERM": "mlterm"}, Way.SIXEL),
        ({**XTERM, "TERM_PROGRAM": "vscode"}, Way.BLOCKS),
        ({**XTERM, "TERM_PROGRAM": "Apple_Terminal"}, Way.BLOCKS),
    ],
)
def test_what_is_known_of_a_terminal_is_used(environment: dict[str, str], way: Way) -> None:
    assert route_of(AUTO, environment, silent) == Route(way)


@pytest.mark.parametrize(
    "between",
    [
        {"STY": "1.pts"},
        {"ZELLIJ": "0"},
        {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"},
        {"TERM": "screen-256color"},
        {"TERM": "tmux-256color"},  # ssh from a tmux over there
        {"TERM": "xterm-256color", "XTERM_VERSION": "XTerm(379)"},  # started from a kitty
        {"TERM": "xterm-256color", "VTE_VERSION": "7200"},
    ],
)
def test_what_stands_before_the_known_terminal_gets_half_blocks(between: dict[str, str]) -> None:
    outer = {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1", "LC_TERMINAL": "iTerm2"}
    assert route_of(AUTO, {**outer, **between}, silent).way is Way.BLOCKS


@pytest.mark.parametrize(
    ("answer", "way"),
    [
        ("on\nxterm-kitty kitty(0.42.1)\n", Way.KITTY),
        ("all\nxterm-ghostty ghostty 1.2.0\n", Way.KITTY),
        ("off\nxterm-kitty kitty(0.42.1)\n", Way.BLOCKS),
        ("on\nxterm-kitty \nxterm-256color \n", Way.BLOCKS),  # two people look at it
        ("on\nxterm-256color WezTerm 20240203\n", Way.BLOCKS),
        ("xterm-kitty kitty\n", Way.BLOCKS),  # a tmux without the option
        ("on\n", Way.BLOCKS),  # nobody looks at it
        ("", Way.BLOCKS),  # no answer
    ],
)
def test_through_tmux_only_what_it_lets_through_and_all_can_show(answer: str, way: Way) -> None:
    asked = []
    assert route_of(AUTO, TMUX, lambda pane: asked.append(pane) or answer) == Route(way, through_tmux=True)
    assert asked == ["%3"]


@pytest.mark.parametrize("way", list(Way))
def test_what_a_person_sets_holds_without_a_question(way: Way) -> None:
    assert route_of(way.value, XTERM, silent) == Route(way)
    assert route_of(way.value, TMUX, silent) == Route(way, through_tmux=True)


def test_every_way_can_be_set() -> None:
    assert set(IMAGES) == {AUTO, *Way}


def test_a_tmux_that_never_answers_is_not_waited_for(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    mute = folder / "tmux"
    mute.write_text("#!/bin/sh\nexec sleep 60\n")
    mute.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr("holeout.pictures.terminals.PATIENCE", 0.05)
    assert ask_tmux("%0") == ""
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    assert ask_tmux("%0") == ""
