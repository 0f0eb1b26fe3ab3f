"""The lifecycle map as a picture."""

from __future__ import annotations

import re

import pytest
from exports_example import every, lifecycle, parsed, words
from hypothesis import given
from hypothesis import strategies as st

from holeout.exports.html_map import description, map_svg
from holeout.lifecycle.model import Lifecycle, Stage
from holeout.talk import load_talk

SHELL = "<!doctype html><html lang=en><head><title>t</title></head><body>{}</body></html>"


def chain(
    count: int, back: dict[int, tuple[int, ...]], feeds: dict[int, tuple[int, ...]] | None = None
) -> Lifecycle:
    def ids(numbers: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(f"s{number}" for number in numbers)

    feeds = feeds or {}
    return Lifecycle(
        stages={
            f"s{n}": Stage(
                f"s{n}", n + 1, f"Stage {n}", "?", feeds=ids(feeds.get(n, ())), back_from=ids(back.get(n, ()))
            )
            for n in range(count)
        }
    )


def picture(known: Lifecycle, **more):
    return parsed(SHELL.format(map_svg(known, "m", **more)))


def test_every_stage_leads_to_its_section_and_tells_its_holes() -> None:
    made = picture(lifecycle())
    assert [node.attrs["href"] for node in every(made, "svg a")] == ["#stage-idea", "#stage-end"]
    assert [[words(text) for text in every(node, "text")] for node in every(made, "svg a")] == [
        ["1 Idea", "1 hole, often forgotten"],
        ["2 End", "1 hole"],
    ]


def test_the_picture_has_a_name_and_its_edges_in_words() -> None:
    svg = every(picture(lifecycle()), "svg")[0]
    named = {node.attrs["id"]: words(node) for node in (*every(svg, "title"), *every(svg, "desc"))}
    assert named[svg.attrs["aria-labelledby"]] == "From idea to end"
    assert (
        named[svg.attrs["aria-describedby"]]
        == "1 Idea feeds End and gets work back from End. 2 End stands alone."
    )


@pytest.mark.parametrize("across", [False, True])
def test_an_edge_that_comes_back_is_an_arc_on_the_other_side_than_one_that_feeds(across: bool) -> None:
    made = picture(chain(3, back={0: (2,)}, feeds={0: (1, 2)}), across=across)
    (back,), feeds = every(made, "path.back.arc"), every(made, "path.feeds.arc")
    assert "C" in back.attrs["d"]
    assert [" C" in node.attrs["d"] for node in feeds] == [False, True]
    box = every(made, "rect")[0].attrs
    edge, size = ("y", "height") if across else ("x", "width")
    near, far = float(box[edge]), float(box[edge]) + float(box[size])
    axis = 1 if across else 0
    bulge = [points(node)[1][axis] for node in (back, feeds[1])]
    assert (bulge[0] < near and bulge[1] > far) if across else (bulge[0] > far and bulge[1] < near)


def points(path) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.attrs["d"])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_an_arrow_goes_from_where_work_comes_to_where_it_goes_back() -> None:
    (arc,) = every(picture(chain(4, back={1: (3,)})), "path.arc")
    (_, start), *_, (_, end) = points(arc)
    rows = [float(node.attrs["y"]) for node in every(picture(chain(4, {})), "rect")]
    assert rows[3] < start
    assert rows[1] < end < rows[2]


def test_the_chosen_stage_and_its_edges_stand_out_and_lie_on_top() -> None:
    known = chain(4, back={0: (2, 3), 1: (3,)})
    made = picture(known, selected="s1", linked=False)
    assert [("chosen" in node.attrs["class"]) for node in every(made, "rect")] == [False, True, False, False]
    assert [("chosen" in node.attrs["class"]) for node in every(made, "path.arc")] == [False, False, True]
    assert not every(made, "a")


def test_edges_of_stages_that_are_not_there_are_left_out() -> None:
    assert not every(
        picture(Lifecycle(stages={"a": Stage("a", 1, "A", "?", feeds=("x",), back_from=("y",))})), "path.arc"
    )


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=14), st.booleans())
def test_names_of_any_length_stay_in_a_picture_of_plain_elements(names: list[str], across: bool) -> None:
    known = Lifecycle(stages={f"s{n}": Stage(f"s{n}", n + 1, name, "?") for n, name in enumerate(names)})
    made = picture(known, across=across)
    assert len(every(made, "rect")) == len(names)
    assert {node.name for node in every(made, "svg *")} <= {
        "title",
        "desc",
        "defs",
        "marker",
        "path",
        "a",
        "rect",
        "text",
    }


@pytest.mark.parametrize("across", [False, True])
def test_the_words_of_the_bundled_talk_are_large_enough_to_read_and_of_one_size(across: bool) -> None:
    sizes = [
        float(node.attrs["font-size"])
        for node in every(picture(load_talk().lifecycle, across=across), "text")
    ]
    assert len(set(sizes)) <= 2
    assert min(sizes) >= 9


def test_the_words_name_every_edge() -> None:
    said = description(load_talk().lifecycle)
    for stage in load_talk().lifecycle.stages.values():
        assert f"{stage.number} {stage.name} feeds " in said
