"""Every comment command, and what happens to comments that are none."""

from __future__ import annotations

import pytest

from holeout.deck.actions import _ACTIONS
from holeout.deck.blocks import (
    Align,
    Columns,
    Gap,
    Heading,
    JumpToMiddle,
    List,
    Paragraph,
    View,
    ViewKind,
    plain,
)
from holeout.deck.commands import DECK_COMMANDS, find_command, nearest_command
from holeout.deck.comments import sources_named
from holeout.deck.reader import read_deck
from holeout.duration import read_duration
from holeout.problems import Level

DONE_WHEN_SPLIT = {"end_slide", "skip_slide", "include"}
SEEN = {"font_size", "snippet_output", "column"}


def slide(text: str, dialect: str | None = None):
    return read_deck(text, "deck.md", dialect=dialect).slide(0)


@pytest.mark.parametrize(
    "command", [c for c in DECK_COMMANDS if c.name not in DONE_WHEN_SPLIT | SEEN], ids=lambda c: c.name
)
def test_the_example_of_each_command_does_something(command) -> None:
    body = "- a\n- b\n\n| x |\n|---|\n| y |\n\ntext"
    said = slide(f"# A\n\n<!-- {command.example} -->\n{body}\n<!-- new_line -->\nend")
    plainly = slide(f"# A\n\n\n{body}\n<!-- new_line -->\nend")
    assert said.problems == ()
    if command.name != "reset_layout":
        assert said != plainly


def test_every_command_does_something() -> None:
    assert _ACTIONS.keys() == {command.name for command in DECK_COMMANDS}


@pytest.mark.parametrize("command", DECK_COMMANDS, ids=lambda c: c.name)
def test_each_command_says_how_it_is_written(command) -> None:
    name, _, argument = command.example.partition(": ")
    assert name == command.name
    assert bool(argument) == bool(command.argument)
    assert command.help
    assert all(find_command(alias) is command for alias in command.aliases)


@pytest.mark.parametrize(
    "comment",
    [
        "column_layout: 3",
        "column_layout: [0, 1]",
        "column_layout",
        "column: x",
        "column: 0",
        "time: soon",
        "time:",
        "new_lines: 0",
        "new_lines: many",
        "alignment: up",
        "incremental_lists: maybe",
        "pitfalls",
        "demo: two words",
        "sources",
        "sources: []",
        "stage",
        "predict",
        "pause: 3",
        "join: me",
        "map: a b",
    ],
)
def test_a_wrong_argument_is_an_error_in_our_own_decks_and_a_warning_in_others(comment: str) -> None:
    text = f"# A\n\n  <!-- {comment} -->\n"
    (ours,) = slide(text).problems
    (theirs,) = slide(text, "marp").problems
    assert (ours.path, ours.line, ours.level) == ("deck.md", 3, Level.ERROR)
    assert ours.hint
    assert theirs.level is Level.WARNING


def test_a_comment_is_reported_where_it_stands() -> None:
    found = slide("# A\n\ntext\nand <!-- time: x -->\n\n- item\n\n  <!-- time: y -->\n").problems
    assert [(problem.line, problem.column) for problem in found] == [(4, 5), (8, 3)]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("75s", 75),
        ("2m", 120),
        ("1m30s", 90),
        ("1:30", 90),
        ("45", 45),
        ("1h", 3600),
        ("1:02:03", 3723),
        ("1.5 min", 90),
        ("2 minutes", 120),
        ("90sec", 90),
    ],
)
def test_time_is_read_in_every_form(text: str, seconds: float) -> None:
    assert read_duration(text) == seconds
    assert slide(f"# A\n<!-- time: {text} -->").budget == seconds


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "1:75", "5x", "1m 2", "-3s", "1e9"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="length of time"):
        read_duration(text)


def test_columns_hold_what_is_written_in_them_in_any_order() -> None:
    text = "<!-- column_layout: [3, 2] -->\n<!-- column: 1 -->\nright\n<!-- column: 0 -->\nleft\n"
    text += "<!-- reset_layout -->\nbelow"
    columns, below = slide(text).blocks
    assert isinstance(columns, Columns)
    assert columns.weights == (3, 2)
    assert [plain(column[0].text) for column in columns.columns] == ["left", "right"]
    assert plain(below.text) == "below"


def test_columns_end_with_the_slide_and_with_the_next_layout() -> None:
    blocks = slide(
        "<!-- column_layout: [1] -->\n<!-- column: 0 -->\na\n<!-- column_layout: [1, 1] -->\n<!-- column: 1 -->\nb"
    ).blocks
    assert [block.weights for block in blocks] == [(1,), (1, 1)]


def test_alignment_holds_until_it_is_changed() -> None:
    blocks = slide("a\n<!-- alignment: center -->\nb\n\n# C\n<!-- alignment: right -->\nd").blocks
    assert [block.align for block in blocks] == [None, Align.CENTER, Align.CENTER, Align.RIGHT]


@pytest.mark.parametrize(
    ("comment", "count"), [("new_line", 1), ("newline", 1), ("new_lines: 3", 3), ("newlines: 12", 12)]
)
def test_empty_lines_are_left(comment: str, count: int) -> None:
    gap = slide(f"a\n<!-- {comment} -->\nb").blocks[1]
    assert gap == Gap(count=count, lines=(2, 2))


def test_the_middle_is_where_it_is_asked_for() -> None:
    kinds = [type(block) for block in slide("# A\n<!-- jump_to_middle -->\ntext").blocks]
    assert kinds == [Heading, JumpToMiddle, Paragraph]


def test_list_item_newlines_sets_items_apart() -> None:
    (block,) = slide("<!-- list_item_newlines: 2 -->\n- a\n- b").blocks
    assert isinstance(block, List)
    assert block.loose


@pytest.mark.parametrize(
    ("comment", "kind", "target"),
    [
        ("map", ViewKind.MAP, ()),
        ("map: data", ViewKind.MAP, ("data",)),
        ("pitfalls: data", ViewKind.PITFALLS, ("data",)),
        ("pitfall: a-b", ViewKind.PITFALL, ("a-b",)),
        ("demo: green-server", ViewKind.DEMO, ("green-server",)),
        ("join", ViewKind.JOIN, ()),
        ("board", ViewKind.BOARD, ()),
        ("sources: [a2021, b2022]", ViewKind.SOURCES, ("a2021", "b2022")),
        ("sources: a2021, b2022", ViewKind.SOURCES, ("a2021", "b2022")),
    ],
)
def test_the_talks_content_is_shown_live(comment: str, kind: ViewKind, target: tuple[str, ...]) -> None:
    assert slide(f"<!-- {comment} -->").blocks == (View(kind=kind, target=target, lines=(1, 1)),)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("<!-- map: data -->", "data"),
        ("<!-- stage: labels -->\n<!-- map: data -->", "labels"),
        ("<!-- map: data -->\n<!-- stage: labels -->", "labels"),
        ("<!-- pitfalls: ship -->", "ship"),
        ("<!-- map -->", ""),
    ],
)
def test_a_slide_belongs_to_the_stage_it_names_or_else_shows(text: str, stage: str) -> None:
    assert slide(text).stage == stage


def test_several_commands_fit_in_one_comment() -> None:
    found = slide("# A\n<!--\nstage: data\ntime: 2m\nspeaker_note: |\n  one\n  two: three\n-->")
    assert (found.stage, found.budget, [note.text for note in found.notes]) == (
        "data",
        120,
        ["one\ntwo: three"],
    )
    assert found.problems == ()


def test_times_on_one_slide_add_up() -> None:
    assert slide("<!-- time: 1m -->\n<!-- time: 30s -->").budget == 90


def test_the_footer_can_be_left_out() -> None:
    assert slide("# A").footer
    assert not slide("# A\n<!-- no_footer -->").footer


@pytest.mark.parametrize(
    "name", ["font_size: 2", "snippet_output: x", "_class: mine", "paginate: true", "config:\nwrap: true"]
)
def test_what_has_no_effect_is_a_note_to_who_checks_the_deck(name: str) -> None:
    (problem,) = slide(f"# A\n<!-- {name} -->").problems
    assert problem.level is Level.NOTE
    assert name.partition(":")[0] in problem.message


class TestUnknown:
    def test_a_slip_of_the_keyboard_is_pointed_out(self) -> None:
        found = slide("# A\n<!-- puase -->\n<!-- colum_layout: [1, 1] -->")
        assert [problem.level for problem in found.problems] == [Level.WARNING] * 2
        assert "<!-- pause -->" in found.problems[0].hint
        assert "<!-- column_layout -->" in found.problems[1].hint

    @pytest.mark.parametrize(
        "text", ["Remember to smile", "ask: who has done this?\nand wait", "TODO", "see https://x"]
    )
    def test_other_comments_are_notes(self, text: str) -> None:
        found = slide(f"# A\n<!-- {text} -->")
        assert [note.text for note in found.notes] == [text]
        assert not [problem for problem in found.problems if problem.level is not Level.NOTE]

    def test_presenterm_leaves_them_out_and_says_so(self) -> None:
        found = slide("# A\n<!-- wobble -->\n<!-- hello there -->", "presenterm")
        assert found.notes == ()
        assert [problem.level for problem in found.problems] == [Level.NOTE]

    @pytest.mark.parametrize(
        "magic",
        [
            "prettier-ignore",
            "prettier-ignore-start",
            "markdownlint-disable MD001",
            "lint disable x",
            "vim: set ft=md:",
            "{{{ fold",
            "START doctoc generated TOC",
            "// a remark",
            "comment: mine",
            "",
        ],
    )
    def test_what_is_meant_for_other_programs_is_nobodys_note(self, magic: str) -> None:
        found = slide(f"# A\n<!-- {magic} -->", "marp")
        assert (found.notes, found.problems) == ((), ())

    def test_the_nearest_command_is_near(self) -> None:
        assert nearest_command("incremental_list") == "incremental_lists"
        assert nearest_command("hello") == ""


@pytest.mark.parametrize(
    ("comment", "ids"),
    [
        ("sources: [a, b-c]", {"a", "b-c"}),
        ("sources: a b", {"a", "b"}),
        ("\nstage: plan\nsources: [a]\ntime: 1m\n", {"a"}),
        ("cmd:sources: [a]", {"a"}),
        ("sources: [", set()),
        ("the sources: a and b", set()),
    ],
)
def test_what_a_deck_cites_is_found_as_its_slides_say_it(comment: str, ids: set[str]) -> None:
    assert sources_named(f"# A\n\nwords\n\n<!--{comment}-->\n") == ids
