"""`holeout check` and the refusal to start: everything wrong, in one go, by file, line and column."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from holeout.cli.main import main
from holeout.talk import load_talk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled talk, seen from the folder above it."""
    folder = tmp_path / "talk"
    for part in ("content", "slides"):
        shutil.copytree(ROOT / part, folder / part)
    monkeypatch.chdir(tmp_path)
    return folder


def replaced(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in the file; the line where it stands."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_talk_is_fine_seen_from_any_folder(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(talk)]) == 0
    read = load_talk(talk)
    counted = (len(read.deck), len(read.lifecycle.stages), len(read.lifecycle.pitfalls))
    assert min(counted) > 10
    assert "{} slides, {} stages, {} pitfalls".format(*counted) in capsys.readouterr().err


def test_a_wrong_id_a_broken_file_and_a_bad_slide_are_all_named_at_once(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = (
        replaced(talk / "content/pitfalls/monitor.yaml", "- evidently", "- evidentely")
        if "- evidently" in (talk / "content/pitfalls/monitor.yaml").read_text("utf-8")
        else replaced(talk / "content/pitfalls/monitor.yaml", "evidently", "evidentely")
    )
    second = replaced(talk / "content/incidents.yaml", "    title:", "   title:")
    third = replaced(talk / "slides/prototype-hole.md", "<!-- time: 60s -->", "<!-- time: soon -->")
    assert main(["check", "talk"]) == 1
    told = capsys.readouterr().out
    assert f"talk/content/pitfalls/monitor.yaml:{first}:" in told
    assert "evidently" in told, "the hint says what was meant"
    assert (
        f"talk/content/incidents.yaml:{second}:" in told
        or f"talk/content/incidents.yaml:{second + 1}:" in told
    )
    assert f"talk/slides/prototype-hole.md:{third}:1:" in told


def test_a_slide_that_is_too_tall_is_named_with_the_sizes(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = talk / "slides/prototype-hole.md"
    deck.write_text(deck.read_text("utf-8") + "\n---\n\n# Tall\n\n" + "- point\n" * 26, "utf-8")
    assert main(["check", "talk", "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert [problem["message"].split(" is ")[1] for problem in problems] == [
        "6 lines too tall for 80x24",
    ]


def test_a_demo_that_is_not_in_the_talk_is_named(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = replaced(
        talk / "slides/prototype-hole.md", "<!-- demo: green-server -->", "<!-- demo: gren-server -->"
    )
    assert main(["check", "talk"]) == 1
    told = capsys.readouterr().out
    assert f"talk/slides/prototype-hole.md:{line}:12: there is no demo `gren-server`" in told
    assert "did you mean green-server?" in told


def test_the_talk_has_no_doubt_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--all", "--strict"]) == 0
    assert capsys.readouterr().out == ""


SKEW = "content/pitfalls/ship.yaml"
DECK = "slides/prototype-hole.md"
FAULTS = {
    "a pitfall without a source": (
        SKEW, "    sources: [breck2017, zinkevich]\n", "", "a pitfall needs `sources`",
    ),
    "a pitfall whose sources nobody read": (
        SKEW, "sources: [breck2017, zinkevich]", "sources: [studer2021]",
        "no source of `ship-skew` was read or quoted",
    ),
    "an incident whose sources nobody read": (
        "content/incidents.yaml", "sources: [sec2013]", "sources: [studer2021]",
        "no source of the incident `knight` was read or quoted",
    ),
    "a tool without a licence": (
        "content/tools.yaml", "      licence: MIT\n", "", "has no licence",
    ),
    "a tool without a date": (
        "content/tools.yaml", "      seen: '2025-06-26'\n", "",
        "the tool `scikit-learn` has no date on which its licence was seen",
    ),
    "an unused source": (
        "content/sources.yaml", "sources:\n", "sources:\n  - {id: idle, cite: Idle, checked: read}\n",
        "nothing uses the source `idle`",
    ),
    "a figure on a slide that names no source": (
        DECK, "<!-- sources: [phe2020] -->\n", "", "the figure 15841 has no source",
    ),
    "a figure on a slide that its sources do not have": (
        DECK, "**15,841**", "**15,842**", "the figure 15842 is in nothing that we took from phe2020",
    ),
    "a figure in what is said": (
        DECK, "per cent right to 61", "per cent right to 99", "the figure 99 in the notes",
    ),
    "a figure on a page that its sources do not have": (
        SKEW, "least implemented of the 28", "least implemented of the 29",
        "the figure 29 of `ship-skew` is in nothing that we took",
    ),
    "a figure from after the talk": (
        "content/claims.yaml", "'After the talk: announced on 2 November 2021, and read", "'Read",
        "the figures 304, 240, 265 of `o-zillow-sum` are from after the talk, and do not say so",
    ),
    "a slide that rests on what came later": (
        DECK, "<!-- sources: [phe2020] -->", "<!-- sources: [phe2020, zillow2021] -->",
        "the source `zillow2021` of 2021-11-02 could not be known at the talk",
    ),
    "a slide whose sources nobody read": (
        DECK, "<!-- sources: [ribeiro2020] -->", "<!-- sources: [studer2021] -->",
        "no source of slide 19 was read or quoted",
    ),
    "an incident of later that is told as before": (
        "content/incidents.yaml", "era: three days after the talk", "era: before",
        "`zillow` is told as known at the talk by younger sources",
    ),
    "a tool that was made after the talk": (
        "content/tools.yaml", "created: '2010-08-17'", "created: '2022-08-17'",
        "the tool `scikit-learn` was created on 2022-08-17, after the talk",
    ),
    "a claim without a source": (
        "content/claims.yaml", "    sources: [sec2013]\n", "", "the claim `o-knight` has no source",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_source_is_found_where_it_stands(
    fault: str, talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, old, new, told = FAULTS[fault]
    replaced(talk / file, old, new)
    assert main(["check", "talk", "--strict"]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if told in line]
    assert line.startswith(f"talk/{file}:")


def test_doubts_are_shown_and_stop_nothing(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(talk / DECK, "**15,841**", "**15,842**")
    assert main(["check", "talk"]) == 0
    assert "warning: the figure 15842" in capsys.readouterr().out


def test_a_deck_without_content_is_not_asked_for_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("# One\n\n99% of all decks\n")
    assert main(["check", str(deck), "--strict"]) == 0
    assert capsys.readouterr().out == ""


def test_what_is_no_talk_says_what_to_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (tmp_path / "nowhere", tmp_path):
        assert main(["check", str(wrong)]) == 1
        assert "slides" in capsys.readouterr().err


def test_a_deck_in_a_talk_brings_its_content_along(talk: Path) -> None:
    assert load_talk(talk / "slides/prototype-hole.md").lifecycle.stages == load_talk(talk).lifecycle.stages


def test_an_include_cannot_leave_the_deck_s_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("token")
    deck = tmp_path / "talk" / "deck.md"
    deck.parent.mkdir()
    deck.write_text("# One\n\n```file\npath: ../secret.txt\nlanguage: text\n```\n")
    assert "token" not in str(load_talk(deck).deck.slide(0).blocks)


def test_a_folder_of_decks_is_checked_deck_by_deck(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    (tmp_path / "one.md").write_text("---\nmarp: true\ntheme: x\nsize: 4:3\n---\n# A\n")
    (tmp_path / "deep" / "two.md").write_text("# A\n\n" + "- point\n" * 40)
    (tmp_path / "deep" / ".hidden" / "three.md").write_text("# No\n")
    assert main(["check", "--all", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert f"{tmp_path}/one.md:4:1: note: settings that have no effect here: size" in told.out
    assert f"{tmp_path}/deep/two.md:1:1: slide 1 (A) is " in told.out
    assert f"{tmp_path}/one.md: marp, 1 slide: fine at every step at 80x24 and 100x30; 2 notes" in told.err
    assert "2 decks: 2 errors in 1 of them" in told.err
    assert "three" not in told.err


def test_a_slide_that_stops_fitting_at_a_later_step_names_that_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("# A\n\nfits\n\n<!-- pause -->\n\nfits too\n\n<!-- pause -->\n\n" + "- point\n" * 24)
    assert main(["check", "--size", "80x24", str(deck)]) == 1
    assert "too tall for 80x24 from step 3 of 3 on" in capsys.readouterr().out


def test_a_foreign_deck_that_is_too_tall_is_warned_of_and_said_not_to_be_fine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\nmarp: true\n---\n# A\n\n" + "- point\n" * 40)
    assert main(["check", str(deck)]) == 0
    assert "1 slide too tall for 80x24 or 100x30; 2 warnings (--all shows them)" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a\0b.md", "long" * 2000, "loop.md"])
def test_what_cannot_be_the_name_of_a_file_is_not_included_and_not_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    for loop in ("loop.md", "loop.png"):
        (tmp_path / loop).symlink_to(loop)
    deck = tmp_path / "deck.md"
    deck.write_text(f"# One\n\n<!-- include: {name} -->\n\n![A pot]({name.replace('.md', '')}.png)\n")
    main(["check", str(deck), "--all"])
    said = capsys.readouterr().out
    assert "is not included: it cannot be read here" in said
    assert "deck.md:5:" in said


def test_the_name_of_a_file_that_is_not_included_is_told_on_one_line(tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("# One\n\n<!-- include: part.\t/x\nand on\n")
    (problem,) = load_talk(deck).deck.slide(0).problems
    assert "is not included" in problem.message
    assert problem.message.isprintable()
