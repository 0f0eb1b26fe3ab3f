"""What somebody mistypes is answered with what is wrong and what to do: never with a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["presnt"], ["no command and no talk 'presnt'", "did you mean holeout present?"]),
        (["favorites"], ["did you mean holeout favourites?"]),
        (["nothere.md"], ["there is no talk at nothere.md", "a Markdown file"]),
        (["map", "monitr"], ["no stage or pitfall 'monitr'", "did you mean monitor?"]),
        (["tools", "list", "--stage", "zzz"], ["there is no stage 'zzz'", "known are frame, people"]),
        (["demo", "run", "nope"], ["no demo 'nope'", "holeout demo list"]),
        (
            ["export", "h.html", "--favourites", "no.toml"],
            ["no.toml: this cannot be read", "is the name right?"],
        ),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_a_slip_is_told_with_what_to_do(
    typed: list[str], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed) == 1
    told = capsys.readouterr().err
    assert all(words in told for words in said), told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["room", "--port", "99999"], "'99999' is not a port"),
        (["room", "--port", "http"], "'http' is not a port"),
        (["serve", "--port", "-1"], "'-1' is not a port"),
        (["room", "--most", "0"], "'0' is not a whole number from 1 on"),
        (["room", "--rate", "many"], "'many' is not a whole number from 1 on"),
        (["room", "--keep-days", "-3"], "'-3' is not a whole number of days"),
        (["dump", "--size", "5"], "'5' is not a size such as 80x24"),
        (["present", "--duration", "soon"], "'soon' is not a time such as 20m"),
        (["present", "--duration", "nan"], "'nan' is not a time such as 20m"),
        (["export", "out.docx"], "OUT must end in .html, .pdf or .md"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_a_wrong_value_is_named_with_what_it_should_be(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert said in told
    assert "invalid" not in told


def test_a_deck_in_another_encoding_is_warned_of_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "latin.md"
    deck.write_bytes("# Bread\n\nCafé\n".encode("latin-1"))
    assert main(["check", "--strict", str(deck)]) == 1
    said = capsys.readouterr().out
    assert f"{deck}:3:1: warning: this is not UTF-8" in said
    assert "Save it as UTF-8" in said
