"""Where slides begin: every rule for reading everybody's decks."""

from __future__ import annotations

import pytest
from deck_outline import files

from holeout.deck.reader import read_deck
from holeout.problems import Level


def titles(text: str, dialect: str | None = None) -> list[str]:
    return list(read_deck(text, "deck.md", dialect=dialect).titles())


@pytest.mark.parametrize("rule", ["---", "-----", "***", "___", "- - -", "* * *", "--- ", " ---", "   ***"])
def test_every_thematic_break_begins_a_slide(rule: str) -> None:
    assert titles(f"# A\n\n{rule}\n\n# B") == ["A", "B"]


def test_text_directly_above_dashes_is_a_heading_and_the_slide_goes_on() -> None:
    deck = read_deck("Heading\n---\n\ntext\n", "deck.md")
    (problem,) = deck.slide(0).problems
    assert deck.titles() == ["Heading"]
    assert (problem.line, problem.level) == (2, Level.WARNING)
    assert "empty line" in problem.hint.lower()


@pytest.mark.parametrize(
    "inside",
    [
        "```\n---\n```",
        "~~~\n---\n```\n---\n~~~",
        "````\n```\n---\n````",
        "<!--\n---\n-->",
        "<script>\n\n---\n</script>",
        "- item\n\n  ---",
        "- item\n  ```\n  ---\n  ```",
        "- item\n   <div>\n```\n---\n```",
        "- item\n\n  <div>\n  ---",
        "- ```\n  ---\n  ```",
        "> ---",
        "    ---",
        "<div>\n---\n</div>",
        "<div>\n~~~~\n```\n---\n~~~~",
        "| a |\n|---|\n| --- |",
    ],
)
def test_dashes_within_something_else_are_no_break(inside: str) -> None:
    assert titles(f"# A\n\n{inside}\n\n---\n\n# B") == ["A", "B"]


@pytest.mark.parametrize(
    "above",
    [
        "- a\n\n  ```\n  b\n  ```\n    c\nd",
        "- item",
        "> quote",
        "| a |\n|---|\n| b |",
        "# A",
        "</div>\n",
        "[ref]: http://x",
        "1. x\n   y",
        "- item\n  <div>",
        "- item\n  <div>\n  text",
    ],
)
def test_dashes_at_the_margin_end_what_is_no_paragraph(above: str) -> None:
    assert len(titles(f"# A\n\n{above}\n---\n\n# B")) == 2


def test_an_indented_fence_that_is_never_closed_ends_with_its_list() -> None:
    assert titles("# A\n\n- x\n  ```\n  code\n\n---\n\n# B") == ["A", "B"]
    assert titles("# A\n\n- x\n  ```\n  code\n\n---\n\n# B\n\n```\ncode\n```\n") == ["A", "B"]


@pytest.mark.parametrize(("opening", "closer"), [("```py", "```"), ("~~~~", "~~~~"), ("<!-- note", "-->")])
def test_what_is_never_closed_takes_in_the_rest_and_is_reported(opening: str, closer: str) -> None:
    deck = read_deck(f"# A\n\n{opening}\n\n---\n\n# B", "deck.md")
    (problem,) = deck.problems
    assert deck.titles() == ["A"]
    assert (problem.line, problem.level) == (3, Level.WARNING)
    assert closer in problem.hint


def test_empty_slides_at_either_end_are_dropped_and_those_between_kept() -> None:
    assert titles("\n---\n\n# A\n\n---\n\n---\n\n# B\n\n---\n\n") == ["A", "", "B"]


def test_marp_and_slidev_count_empty_slides_at_either_end() -> None:
    assert titles("---\nmarp: true\n---\n\n---\n\n# A\n\n---\n") == ["", "A", ""]
    assert titles("---\nlayout: cover\n---\n\n---\n\n# A\n\n---\n") == ["", "A", ""]
    assert titles("---\n\n# A", "slidev") == ["A"]


@pytest.mark.parametrize("dialect", ["slidev", "prezo", "slides", "remark"])
def test_some_tools_break_at_dashes_alone_and_straight_below_text(dialect: str) -> None:
    assert titles("# A\n\ntext\n---\n\n# B\n\n***\n\n---\n\n# C", dialect) == ["A", "B", "C"]
    assert titles("# A\n\n***\n\n ---\n\n- - -\n\n# B", dialect) == ["A"]


def test_reveal_breaks_at_dashes_between_empty_lines_and_at_two_dashes_too() -> None:
    assert titles("# A\n\nB\n---\n\n***\n\n--\n\n# C\n\n---\n\n# D", "reveal") == ["A", "C", "D"]


@pytest.mark.parametrize("text", ["", "\n\n", "---", "---\n---\n---", "---\ntitle: x\n---"])
def test_there_is_always_a_slide(text: str) -> None:
    assert len(read_deck(text, "deck.md")) == 1


class TestHead:
    @pytest.mark.parametrize(
        "text",
        [
            "---\ntitle: T\n---\n# A",
            "---\ntitle: T\n...\n# A",
            "-----\ntitle: T\n----  \n# A",
            "\ufeff\n\n---\ntitle: T\n---\n# A",
            "---\r\ntitle: T\r\n---\r\n# A",
            "---\rtitle: T\r---\r# A",
            "---\n---\ntitle: T\n---\n# A",
            "---\n# why\n\ntitle: T\n---\n# A",
            "%title: T\n%author: X\n\n# A",
        ],
    )
    def test_is_read_in_every_form_that_people_write(self, text: str) -> None:
        deck = read_deck(text, "deck.md")
        assert (deck.info.title, deck.titles()) == ("T", ["A"])

    @pytest.mark.parametrize(
        "text",
        [
            "---\nJust text\n---\n\n# B",
            "---\n- a list\n---\n\n# B",
            "---\nNote: text\nthat goes on\n---\n\n# B",
        ],
    )
    def test_text_between_dashes_is_a_slide(self, text: str) -> None:
        deck = read_deck(text, "deck.md")
        assert deck.info.title == ""
        assert deck.slide_lines[0][0] == 1

    def test_what_it_says_is_kept(self) -> None:
        text = "---\ntitle: T\nsub_title: S\nauthors: [A, B]\nevent: E\nlocation: L\ndate: 2026-01-02\n"
        text += "duration: 1h5m\ntheme: {name: dark}\nown: {a: [1, true, ~, 1.5, 'x']}\n---\n# A"
        info = read_deck(text, "deck.md").info
        assert (info.title, info.subtitle, info.author, info.date) == ("T", "S", "A, B", "2026-01-02")
        assert (info.event, info.location, info.theme, info.duration) == ("E", "L", "dark", 3900.0)
        assert info.extra == {"own": {"a": [1, True, None, 1.5, "x"]}}

    def test_broken_yaml_is_reported_with_its_place_and_what_came_before_is_kept(self) -> None:
        deck = read_deck("\n---\ntitle: T\nauthor: [a\n---\n# A", "deck.md")
        (problem,) = deck.problems
        assert deck.info.title == "T"
        assert (problem.path, problem.line, problem.level) == ("deck.md", 4, Level.WARNING)

    @pytest.mark.parametrize(
        ("yaml", "word"),
        [
            ("a: &x 1\nb: *x", "aliases"),
            ("a: 1\na: 2", "twice"),
            ("a: " + "{b: " * 40 + "}" * 40, "nested"),
            ("a: [" + "1, " * 6000 + "]", "more than"),
        ],
        ids=["aliases", "twice", "nested", "large"],
    )
    def test_what_yaml_could_do_harm_with_is_refused(self, yaml: str, word: str) -> None:
        deck = read_deck(f"---\n{yaml}\n---\n# A", "deck.md")
        assert any(word in problem.message for problem in deck.problems)
        assert deck.titles() == ["A"]

    def test_a_duration_that_makes_no_sense_is_reported_on_its_line(self) -> None:
        (problem,) = read_deck("---\ntitle: T\nduration: soon\n---\n# A", "deck.md").problems
        assert (problem.line, problem.level) == (3, Level.WARNING)


class TestSlideHead:
    def test_is_taken_where_it_is_a_mapping_that_closes(self) -> None:
        deck = read_deck("# A\n\n---\ntitle: From YAML\ntime: 2m\n---\n\ntext", "deck.md")
        assert deck.titles() == ["A", "From YAML"]
        assert deck.slide(1).budget == 120

    @pytest.mark.parametrize(
        "text",
        [
            "# A\n\n---\n# B\ntext\n\n---\n\n# C",
            "# A\n\n---\n# B\n\nkey: value\n\n---\n\n# C",
            "# A\n\n---\nkey: value\n\n# B\n***\n# C",
            "# A\n\n---\nNote: this is\nordinary text\n\n# B\n\n---\n# C",
        ],
    )
    def test_text_below_a_break_is_text(self, text: str) -> None:
        deck = read_deck(text, "deck.md")
        assert len(deck) == 3
        assert all(deck.slide(index).blocks for index in range(3))

    def test_marp_has_none(self) -> None:
        assert titles("---\nmarp: true\n---\n# A\n\n---\nkey: value\n---\n\n# B") == ["A", "key: value"]

    @pytest.mark.parametrize("key", ["hide", "disabled"])
    def test_hides_a_slide(self, key: str) -> None:
        deck = read_deck(f"# A\n\n---\n{key}: true\n---\n\n# B\n\n---\n\n# C", "deck.md")
        assert deck.titles() == ["A", "C"]
        assert deck.slide_lines == [(1, 8), (9, 11)]


class TestPresenterm:
    def test_a_break_comment_makes_rules_visible(self) -> None:
        deck = read_deck("# A\n\n---\n\ntext\n\n<!--end_slide-->\n\n# B", "deck.md")
        assert (deck.dialect, deck.titles()) == ("presenterm", ["A", "B"])
        assert [type(block).__name__ for block in deck.slide(0).blocks] == ["Heading", "Rule", "Paragraph"]

    def test_the_shorthand_option_makes_them_breaks_again(self) -> None:
        text = "---\noptions: {end_slide_shorthand: true}\n---\n# A\n\n---\n\n# B\n\n<!-- end_slide -->\n# C"
        assert titles(text) == ["A", "B", "C"]

    def test_a_break_comment_in_code_is_none(self) -> None:
        deck = read_deck("# A\n\n```\n<!-- end_slide -->\n```\n\n---\n\n# B", "deck.md")
        assert (deck.dialect, len(deck)) == ("native", 2)

    def test_underlined_headings_end_slides_where_that_is_asked_for(self) -> None:
        text = "---\noptions: {implicit_slide_ends: true}\n---\nA\n===\n\n# inner\n\nB\n---\n\ntext"
        assert titles(text) == ["A", "B"]

    def test_commands_may_have_a_prefix(self) -> None:
        text = "---\noptions: {command_prefix: 'cmd:'}\n---\n# A\n<!-- end_slide -->\n<!-- cmd:end_slide -->\n# B\n"
        text += "<!-- cmd:time: 5s -->\n<!-- time: 9s -->"
        deck = read_deck(text, "deck.md")
        assert deck.titles() == ["A", "B"]
        assert deck.slide(1).budget == 5


class TestHeadings:
    def test_split_a_deck_that_has_no_other_break(self) -> None:
        assert titles("# T\n\nintro\n\n## A\n\n### a\n\n## B") == ["T", "A", "B"]
        assert titles("# A\n\n## a\n\n# B") == ["A", "B"]

    def test_of_a_single_kind_are_left_alone_when_there_is_a_break(self) -> None:
        assert titles("# A\n\n# B\n\n---\n\n# C") == ["A", "C"]

    def test_in_code_split_nothing(self) -> None:
        assert len(titles("# A\n\n```\n# b\n# c\n```")) == 1

    def test_patat_splits_where_text_follows(self) -> None:
        text = "---\npatat: {wrap: true}\n---\n# Part\n\n## A\n\ntext\n\n### a\n\ntext\n\n## B\n"
        assert titles(text) == ["Part", "A", "B"]

    def test_patat_can_be_told_the_level(self) -> None:
        assert titles("---\npatat: {slideLevel: 1}\n---\n# A\n\n## a\n\ntext\n\n# B\n") == ["A", "B"]

    @pytest.mark.parametrize(
        ("divider", "expected"),
        [("2", ["A", "B", "C"]), ("[2]", ["A", "B"]), ("[1]", ["A", "C"]), ("[1, 3]", ["A", "C", "c"])],
    )
    def test_marp_divides_at_the_levels_that_are_named(self, divider: str, expected: list[str]) -> None:
        text = f"---\nmarp: true\nheadingDivider: {divider}\n---\n# A\n\n## B\n\n# C\n\n### c\n"
        assert titles(text) == expected

    def test_marp_takes_the_levels_from_a_comment_too(self) -> None:
        text = "---\nmarp: true\n---\n<!-- headingDivider: 2 -->\n# A\n\n## B\n\n---\n\n## C\n"
        assert titles(text) == ["A", "B", "", "C"]


def test_two_dashes_are_text_unless_the_head_says_otherwise() -> None:
    body = "# A\n\n--\n\n# B\n\n```\n--\n```\n"
    assert len(titles(body + "\n---\n\n# C")) == 2
    assert titles(f"---\nholeout: {{vertical: true}}\n---\n{body}") == ["A", "B"]


def test_a_skipped_slide_is_left_out_and_its_lines_go_to_the_one_before() -> None:
    deck = read_deck("# A\n\n---\n\n# B\n<!-- skip_slide -->\n\n---\n\n# C", "deck.md")
    assert deck.titles() == ["A", "C"]
    assert deck.slide_lines == [(1, 7), (8, 10)]


def test_notes_to_the_end_of_a_slide_end_at_dashes_even_without_an_empty_line() -> None:
    deck = read_deck("# A\n\n???\nSay this.\n---\n\n# B", "deck.md")
    assert deck.titles() == ["A", "B"]
    assert [note.text for note in deck.slide(0).notes] == ["Say this."]


class TestDetection:
    @pytest.mark.parametrize(
        ("text", "dialect"),
        [
            ("# A", "native"),
            ("---\nholeout: {intro: false}\n---\n# A\n<!-- end_slide -->", "native"),
            ("---\nmarp: true\n---\n# A", "marp"),
            ("---\nmarp: 'yes'\n---\n# A", "native"),
            ("---\npatat: {}\n---\n# A", "patat"),
            ("%title: x\n\n# A", "mdp"),
            ("---\nlayout: cover\n---\n# A", "slidev"),
            ("# A\n\n---\nlayout: center\n---\n# B", "slidev"),
            ("# A\n\n<v-clicks>\n\n- a\n\n</v-clicks>", "slidev"),
            ("# A\n\n`<div v-click>` explained", "native"),
            ("# A\n<!-- prezo\ntheme: dark\n-->", "prezo"),
            ("<!-- .slide: class=x -->\n# A", "reveal"),
            ("---\nstyles: {}\n---\n# A", "lookatme"),
            ("---\npaging: '%d'\n---\n# A", "slides"),
            ("class: center, middle\n\n# A\n\n---\n\n# B", "remark"),
            ("# A\n\n---\ntemplate: inverse\n\n# B", "remark"),
            ("# A\n\n.pull-left[\na\n]", "remark"),
            ("# A\n\n<!-- end_slide -->\n\n# B", "presenterm"),
        ],
    )
    def test_finds_whose_deck_it_is(self, text: str, dialect: str) -> None:
        assert read_deck(text, "deck.md").dialect == dialect

    def test_can_be_overruled(self) -> None:
        assert read_deck("---\nmarp: true\n---\n# A", "deck.md", dialect="Patat").dialect == "patat"

    def test_a_dialect_that_is_not_known_is_reported_and_guessed(self) -> None:
        deck = read_deck("---\nmarp: true\n---\n# A", "deck.md", dialect="powerpoint")
        assert deck.dialect == "marp"
        assert "presenterm" in deck.problems[0].hint


def test_a_slide_that_is_not_there_raises_index_error() -> None:
    deck = read_deck("# A", "deck.md")
    for index in (-1, 1):
        with pytest.raises(IndexError):
            deck.slide(index)


def test_a_slide_made_of_the_head_owns_no_line() -> None:
    deck = read_deck("---\ntitle: T\nholeout: {intro: true}\n---\n# A", "deck.md")
    assert deck.titles() == ["T", "A"]
    assert (deck.head_lines, deck.slide_lines) == ((1, 4), [(1, 0), (5, 5)])
    assert deck.slide(1).number == 2


def test_native_decks_have_no_slide_of_the_head_unless_they_ask() -> None:
    assert titles("---\ntitle: T\n---\n# A") == ["A"]


class TestIncludes:
    def test_put_a_file_in_place_and_tell_its_own_lines(self) -> None:
        deck = read_deck("# A\n\n<!-- include: part.txt -->\n\n---\n\n# B", "deck.md", read=files)
        first, last = deck.slide(0).blocks[1:3]
        assert (first.lines, last.lines) == ((1, 1), (3, 3))
        assert deck.slide(1).line == 7

    def test_bring_slides_with_them(self) -> None:
        deck = read_deck("# A\n\n<!-- include: pages.md -->\n\n---\n\n# B", "deck.md", read=files)
        assert deck.titles() == ["A", "Page one", "Page two", "B"]

    @pytest.mark.parametrize(
        ("chosen", "expected"),
        [("", ["Page one", "Page two"]), ("#2", ["Page two"]), ("#1,2", ["Page one", "Page two"])],
    )
    def test_slidev_chooses_slides(self, chosen: str, expected: list[str]) -> None:
        text = f"---\nsrc: ./pages.md{chosen}\n---\n\n---\n\n# B\n\n---\nsrc: /pages.md{chosen}\n---\n"
        assert list(read_deck(text, "deck.md", read=files).titles()) == [*expected, "B", *expected]

    def test_in_code_stay_as_they_are(self) -> None:
        deck = read_deck("# A\n\n```\n<!-- include: part.txt -->\n```", "deck.md", read=files)
        assert deck.slide(0).blocks[1].lines == (3, 5)

    @pytest.mark.parametrize("read", [None, lambda _: None, lambda _: "x\n\n<!-- include: part.txt -->"])
    def test_that_cannot_be_read_or_that_include_themselves_are_reported_in_place(self, read: object) -> None:
        deck = read_deck("# A\n\n<!-- include: part.txt -->", "deck.md", read=read)  # type: ignore[arg-type]
        slide = deck.slide(0)
        assert [problem.level for problem in slide.problems] == [Level.WARNING]
        assert "part.txt" in slide.problems[0].message
        assert "part.txt" in slide.blocks[-1].text  # type: ignore[attr-defined]

    def test_paths_are_relative_to_the_file_that_names_them(self) -> None:
        asked = []

        def read(path: str) -> str | None:
            asked.append(path)
            return "<!-- include: ../c.md -->\n<!-- include: d/e.md -->" if path == "a/b.md" else None

        read_deck("<!-- include: a/b.md -->", "deck.md", read=read)
        assert asked == ["a/b.md", "c.md", "a/d/e.md"]

    def test_that_grow_without_end_stop(self) -> None:
        asked = []

        def read(path: str) -> str | None:
            asked.append(path)
            return "".join(f"<!-- include: {name}{path} -->\n" for name in "abcd")

        read_deck("<!-- include: x.md -->", "deck.md", read=read)
        assert len(asked) < 2000

    def test_slidev_slides_that_are_missing_are_reported(self) -> None:
        deck = read_deck("# A\n\n---\nsrc: gone.md\n---\n", "deck.md")
        assert "gone.md" in deck.slide(1).problems[0].message
