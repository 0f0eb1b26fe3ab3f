"""What the first line of a code block says, in every tool's way."""

from __future__ import annotations

import pytest
from deck_outline import files
from hypothesis import given
from hypothesis import strategies as st

from holeout.deck.blocks import Code
from holeout.deck.fences import Fence, read_fence, read_focus, visible_code
from holeout.deck.reader import read_deck
from holeout.problems import Level


@pytest.mark.parametrize(
    ("info", "fence"),
    [
        ("", Fence()),
        ("python", Fence("python")),
        ("c++", Fence("c++")),
        ("rust {1,3|5-7|all} +line_numbers", Fence("rust", ("1,3", "5-7", "all"), line_numbers=True)),
        ("python{1|2}", Fence("python", ("1", "2"))),
        ("bash +exec +id:demo", Fence("bash", attributes=("+exec", "+id:demo"))),
        ("bash +pty:80:20", Fence("bash", attributes=("+pty:80:20",))),
        (
            "ts [file.ts] {all|4|6-7} twoslash",
            Fence("ts", ("all", "4", "6-7"), attributes=("[file.ts]", "twoslash")),
        ),
        ("ts {*|2|*}", Fence("ts", ("*", "2", "*"))),
        ("ts {hide|none|all}", Fence("ts", ("hide", "none", "all"))),
        ("ts {2} {lines:true,startLine:5}", Fence("ts", ("2",), line_numbers=True, first_line=5)),
        (
            "ts {lines: true, maxHeight:'100px'}",
            Fence("ts", line_numbers=True, attributes=("maxHeight:'100px'",)),
        ),
        ("ts {monaco-run} {autorun:false}", Fence("ts", attributes=("monaco-run", "autorun:false"))),
        ("js [1|2-3]", Fence("js", ("1", "2-3"))),
        ("js [7: 1|2]", Fence("js", ("1", "2"), line_numbers=True, first_line=7)),
        ("{.python .numberLines}", Fence("python", line_numbers=True)),
        ('{.python .numberLines startFrom="3"}', Fence("python", line_numbers=True, first_line=3)),
        ("{.bash .bash_json}", Fence("bash", attributes=("bash_json",))),
        ("{.numberLines}", Fence(line_numbers=True)),
        ("python {.numberLines}", Fence("python", line_numbers=True)),
        ("terminal rows=10", Fence("terminal", attributes=("rows=10",))),
        ("python {/def main/|all}", Fence("python", ("/def main/", "all"))),
        ("python {/a|b/|/x}y/|2,/,/}", Fence("python", ("/a|b/", "/x}y/", "2,/,/"))),
        ("python {/from/-/to/}", Fence("python", ("/from/-/to/",))),
        ("python {1|", Fence("python", ("1", ""))),
        ("python {key: {x}}", Fence("python", attributes=("key:{x", "}"))),
    ],
)
def test_an_info_string_is_taken_apart(info: str, fence: Fence) -> None:
    assert read_fence(info) == fence


CODE = "import x\n\ndef main():\n    run()\n\ndef other():\n    pass"


@pytest.mark.parametrize(
    ("group", "lit"),
    [
        ("2", {2}),
        ("1,3-4", {1, 3, 4}),
        ("6-99", {6, 7}),
        ("all", None),
        ("*", None),
        ("none", set()),
        ("/def main/", {3}),
        ("/def /", {3, 6}),
        ("/def main/-/run/", {3, 4}),
        ("/def other/-/nowhere/", {6, 7}),
        ("1,/def other/", {1, 6}),
    ],
)
def test_a_group_lights_lines_by_number_and_by_text(group: str, lit: set[int] | None) -> None:
    focus, missing = read_focus((group,), CODE)
    assert focus == (lit,)
    assert not missing


def test_text_keeps_its_light_when_lines_are_added_above() -> None:
    before, _ = read_focus(("/def other/",), CODE)
    after, _ = read_focus(("/def other/",), f"# new\n{CODE}")
    assert (before, after) == ((frozenset({6}),), (frozenset({7}),))


@pytest.mark.parametrize("part", ["99", "/nowhere/"])
def test_a_group_that_lights_nothing_is_reported_and_lights_all(part: str) -> None:
    slide = read_deck(f"```py {{{part}|1}}\na\n```", "deck.md").slide(0)
    (problem,) = slide.problems
    assert (problem.line, problem.level) == (1, Level.WARNING)
    assert part in problem.message
    assert slide.blocks[0].focus[0] is None


def test_escaped_slashes_are_part_of_the_text() -> None:
    assert read_focus(("/a\\/b/",), "x\na/b") == ((frozenset({2}),), [])


@given(st.text(alphabet="{}[]|,/-\\1ab :.=\"'+ ", max_size=40))
def test_no_info_string_makes_reading_fail(info: str) -> None:
    read_focus(read_fence(info).groups, "a\nb")


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("rust", "# use x;\nfn main() {}\n#[derive]", "fn main() {}\n#[derive]"),
        ("python", "/// import x\n///\na\n# b", "a\n# b"),
    ],
)
def test_lines_that_are_run_but_not_shown_are_left_out(language: str, text: str, shown: str) -> None:
    assert visible_code(text, language) == shown
    assert read_deck(f"```{language} +exec\n{text}\n```", "deck.md").slide(0).blocks[0].text == shown
    assert read_deck(f"```{language}\n{text}\n```", "deck.md").slide(0).blocks[0].text == text


def test_the_last_of_slidevs_morphing_blocks_stands_for_all() -> None:
    (block,) = (
        read_deck("````md magic-move {lines: true}\n```ts\na\n```\n\n```ts {1|2}\nb\nc\n```\n````", "d.md")
        .slide(0)
        .blocks
    )
    assert isinstance(block, Code)
    assert (block.text, block.language, len(block.focus)) == ("b\nc", "ts", 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```file\npath: part.txt\nlanguage: md\n```", ("From **another** file.\n\nIts last line.", "md", 1)),
        ("```file\npath: part.txt\nstart_line: 3\n```", ("Its last line.", "txt", 3)),
        (
            "```file +line_numbers\npath: part.txt\nlines:\n  start: 1\n  end: 1\n```",
            ("From **another** file.", "txt", 1),
        ),
        ("<<< @/part.txt", ("From **another** file.\n\nIts last line.", "txt", 1)),
        ("<<< ./part.txt md {1|3}", ("From **another** file.\n\nIts last line.", "md", 1)),
    ],
)
def test_code_comes_from_files(text: str, code: tuple[str, str, int]) -> None:
    slide = read_deck(text, "deck.md", read=files).slide(0)
    (block,) = slide.blocks
    assert (block.text, block.language, block.first_line) == code
    assert slide.problems == ()


def test_a_named_region_of_a_file_is_taken() -> None:
    source = "a\n// #region one\nb\n// #endregion one\nc\n"
    (block,) = read_deck("<<< @/x.ts#one", "deck.md", read=lambda _: source).slide(0).blocks
    assert (block.text, block.language) == ("b", "typescript")


@pytest.mark.parametrize(
    "text", ["```file\npath: gone.py\n```", "```file\n```", "```file\n[\n```", "<<< @/gone.py"]
)
def test_a_file_that_cannot_be_read_leaves_its_place_and_a_warning(text: str) -> None:
    slide = read_deck(text, "deck.md").slide(0)
    assert isinstance(slide.blocks[0], Code)
    assert slide.problems[-1].level is Level.WARNING


def test_tildes_never_run_anything() -> None:
    (block,) = read_deck("~~~graph-easy --as=boxart\n[A]\n~~~", "deck.md").slide(0).blocks
    assert (block.language, block.text) == ("graph-easy", "[A]")
