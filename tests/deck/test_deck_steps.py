"""What each key press reveals, as each tool would have it."""

from __future__ import annotations

import pytest

from holeout.deck.blocks import Code, Columns, Item, List, Quote, Table, plain
from holeout.deck.reader import read_deck


def slide(text: str, dialect: str | None = None):
    return read_deck(text, "deck.md", dialect=dialect).slide(0)


def steps(text: str, dialect: str | None = None) -> dict[str, int]:
    """Each piece of text of the slide with the step that reveals it."""
    found: dict[str, int] = {}

    def walk(blocks) -> None:
        for block in blocks:
            match block:
                case List(items=inner) | Item(blocks=inner) | Quote(blocks=inner):
                    walk(inner)
                case Columns(columns=columns):
                    for column in columns:
                        walk(column)
                case Table(header=header, rows=rows):
                    found[plain(header[0])] = block.step
                    found.update({plain(row.cells[0]): row.step for row in rows})
                case Code(text=text):
                    found[text] = block.step
                case _ if hasattr(block, "text"):
                    found[plain(block.text)] = block.step

    walk(slide(text, dialect).blocks)
    return found


@pytest.mark.parametrize("pause", ["<!-- pause -->", "<!-- stop -->", ". . .", "<!--pause-->"])
def test_a_pause_hides_all_that_follows(pause: str) -> None:
    assert steps(f"a\n\n{pause}\n\nb\n\nc\n\n{pause}\n\nd") == {"a": 0, "b": 1, "c": 1, "d": 2}


def test_a_pause_that_nothing_follows_costs_no_key_press() -> None:
    assert slide("a\n\n<!-- pause -->\n").steps == 1
    assert slide("a\n\n<!-- pause -->\n<!-- new_lines: 2 -->\n").steps == 1
    assert slide("a\n\n<!-- pause -->\n<!-- pause -->\nb").steps == 2


def test_a_pause_within_text_comes_after_its_paragraph() -> None:
    assert steps("a <!-- pause --> b\n\nc") == {"a  b": 0, "c": 1}


def test_a_list_cut_by_a_pause_stays_one_list() -> None:
    (block,) = slide("1. a\n<!-- pause -->\n2. b\n3. c").blocks
    assert isinstance(block, List)
    assert [item.step for item in block.items] == [0, 1, 1]
    assert block.lines == (1, 4)


@pytest.mark.parametrize(
    "text", ["- a\n\n<!-- a comment -->\n\n- b", "1. a\n<!-- pause -->\n1. b", "- a\n<!-- pause -->\n1. b"]
)
def test_lists_that_are_two_stay_two(text: str) -> None:
    assert len(slide(text).blocks) == 2


def test_incremental_lists_reveal_item_by_item_in_depth_with_a_pause_before_and_after() -> None:
    text = "a\n\n<!-- incremental_lists: true -->\n- b\n  - c\n  - d\n- e\n\nf\n\n"
    text += "<!-- incremental_lists: false -->\n- g\n- h"
    assert steps(text) == {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "f": 5, "g": 5, "h": 5}


@pytest.mark.parametrize(
    "head",
    [
        "options: {incremental_lists: true}",
        "patat: {incrementalLists: true}",
        "holeout: {incremental_lists: true}",
    ],
)
def test_a_head_can_make_all_lists_incremental(head: str) -> None:
    assert steps(f"---\n{head}\n---\na\n\n- b\n- c") == {"a": 0, "b": 1, "c": 2}


def test_incremental_tables_reveal_row_by_row() -> None:
    text = "a\n\n<!-- incremental_tables: true -->\n\n| h |\n|---|\n| r |\n| s |\n\nb"
    assert steps(text) == {"a": 0, "h": 1, "r": 2, "s": 3, "b": 4}


def test_marp_reveals_star_lists_alone_and_leaves_the_rest_in_sight() -> None:
    text = "---\nmarp: true\n---\n* a\n  * b\n- c\n\n1) d\n\n1. e\n\nf"
    assert steps(text) == {"a": 1, "b": 2, "c": 0, "d": 3, "e": 0, "f": 0}
    assert steps("* a\n* b") == {"a": 0, "b": 0}


def test_patat_turns_quoted_lists_the_other_way() -> None:
    text = "---\npatat: {wrap: true}\n---\n- a\n\n> - b\n> - c\n\nd"
    assert steps(text) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_mdp_pauses_at_carets_and_breaks_with_lists_going_on() -> None:
    text = "%title: x\n\n* a\n<br>\n    * b\n  ^\n* c\n^\nd"
    assert steps(text) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert steps("a\n\n^\n\nb") == {"a": 0, "^": 0, "b": 0}


def test_remark_pauses_at_two_dashes() -> None:
    assert steps("a\n\n--\n\nb", "remark") == {"a": 0, "b": 1}


class TestSlidev:
    def test_a_click_hides_what_is_in_it_alone(self) -> None:
        text = "a\n\n<v-click>\n\nb\n\n</v-click>\n\nc\n\n<div v-click>\n<div>\n\nd\n\n</div>\n\ne\n\n</div>\n\nf"
        assert steps(text, "slidev") == {"a": 0, "b": 1, "c": 0, "d": 2, "e": 2, "f": 0}

    def test_clicks_reveal_each_part(self) -> None:
        text = "<v-clicks>\n\n- a\n- b\n  - c\n\nd\n\n</v-clicks>\n\ne"
        assert steps(text, "slidev") == {"a": 1, "b": 2, "c": 2, "d": 3, "e": 0}

    def test_clicks_reach_as_deep_as_they_say(self) -> None:
        text = '<v-clicks depth="2">\n\n- a\n  - b\n\n</v-clicks>\n\n- c'
        assert steps(text, "slidev") == {"a": 1, "b": 2, "c": 0}

    def test_clicks_can_be_numbered_and_joined(self) -> None:
        text = '<p v-click="3">a</p>\n\n<p v-after>b</p>\n\n<p v-click.fade-in>c</p>\n\n<v-click at="1">d</v-click>'
        assert steps(text, "slidev") == {"a": 3, "b": 3, "c": 4, "d": 1}


class TestCode:
    def test_groups_of_lines_add_steps_before_the_next_pause(self) -> None:
        text = "```py {1|2|all}\na\nb\n```\n\nbelow\n\n<!-- pause -->\n\nlater"
        found = slide(text)
        code = found.blocks[0]
        assert [code.lit(step) for step in range(found.steps)] == [{1}, {2}, None, None]
        assert steps(text) == {"a\nb": 0, "below": 0, "later": 3}

    def test_blocks_that_appear_together_take_turns(self) -> None:
        found = slide("```py {1|2}\na\nb\n```\n\n```py {2|1|all}\nc\nd\n```")
        first, second = found.blocks
        assert [first.lit(step) for step in range(found.steps)] == [{1}, {2}, {2}, {2}]
        assert [second.lit(step) for step in range(found.steps)] == [{2}, {2}, {1}, None]

    def test_a_single_group_lights_lines_and_adds_no_step(self) -> None:
        found = slide("```py {2}\na\nb\n```")
        assert (found.steps, found.blocks[0].lit(0)) == (1, {2})


def test_columns_take_part_in_the_order_in_which_they_are_written() -> None:
    text = "a\n\n<!-- column_layout: [1, 1] -->\n<!-- column: 1 -->\nb\n\n<!-- pause -->\n<!-- column: 0 -->\nc\n"
    assert steps(text) == {"a": 0, "b": 0, "c": 1}


def test_a_view_waits_for_its_pause() -> None:
    found = slide("a\n\n<!-- pause -->\n<!-- map: data -->")
    assert (found.steps, found.blocks[-1].step) == (2, 1)


class TestFragments:
    def test_reveal_reveals_items_and_paragraphs_one_by_one(self) -> None:
        text = '- a <!-- .element: class="fragment" -->\n- b\n- c <!-- .element: class="fragment fade-in" -->\n\n'
        text += 'd <!-- .element: class="fragment" -->\n\ne <!-- .element: class="big" -->'
        found = steps(text, "reveal")
        assert list(found.values()) == [1, 0, 2, 3, 0]

    def test_a_list_is_there_as_soon_as_one_of_its_items_is(self) -> None:
        (block,) = slide('- a <!-- .element: class="fragment" -->\n- b', "reveal").blocks
        assert (block.step, [item.step for item in block.items]) == (0, [1, 0])

    def test_an_index_joins_and_orders_them(self) -> None:
        text = 'a <!-- .element: class="fragment" data-fragment-index="1" -->\n\n'
        text += "b <!-- .element: class='fragment' data-fragment-index='0' -->\n\n"
        text += 'c <!-- .element: class="fragment" data-fragment-index="1" -->'
        assert list(steps(text, "reveal").values()) == [2, 1, 2]

    def test_pandoc_reveals_what_a_div_holds(self) -> None:
        assert steps("a\n\n::: fragment\nb\n\nc\n:::\n\nd") == {"a": 0, "b": 1, "c": 1, "d": 0}

    def test_terms_of_an_incremental_list_come_with_what_they_mean(self) -> None:
        text = "---\npatat: {incrementalLists: true}\n---\na\n\nOne\n: first\n\nTwo\n: second"
        assert steps(text) == {"a": 0, "One": 1, "first": 1, "Two": 2, "second": 2}
