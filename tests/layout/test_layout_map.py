"""The lifecycle map as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.layout.lifecycle_map import MapState, draw_map
from holeout.layout.styled import line_cells, plain_text
from holeout.lifecycle.model import Lifecycle, Stage

IDS = ("idea", "plan", "build", "use", "end")


def lifecycle(back: dict[str, tuple[str, ...]]) -> Lifecycle:
    stages = {
        id: Stage(
            id,
            number,
            id.capitalize(),
            f"Is {id} done?",
            feeds=IDS[number : number + 1],
            back_from=back.get(id, ()),
        )
        for number, id in enumerate(IDS, 1)
    }
    return Lifecycle(stages=stages)


def drawn(back: dict[str, tuple[str, ...]], selected: str = "", height: int = 5) -> list[str]:
    picture = draw_map(lifecycle(back), MapState(selected=selected), 70, height)
    return [plain_text(line) for line in picture.lines]


def test_an_edge_runs_from_where_work_comes_to_where_it_goes_back() -> None:
    lines = [line[60:].strip() for line in drawn({"idea": ("build",)})]
    edge = [line.split()[-1] if line.split() else "" for line in drawn({"idea": ("build",)})]
    assert edge[0].startswith("◀")
    assert edge[0].endswith("╮")
    assert edge[1] == "│"
    assert edge[2].endswith("╯")
    assert lines[3:] == ["", ""]


def test_edges_of_the_chosen_stage_are_heavy_and_others_are_not() -> None:
    back = {"idea": ("build", "end"), "plan": ("use",)}
    chosen = "\n".join(drawn(back, "idea"))
    other = "\n".join(drawn(back, "build"))
    assert "┓" in chosen
    assert "┛" in chosen
    assert "╯" in other, "the part of the lane beyond the chosen edge stays light"
    assert "┓" in other


def test_what_the_chosen_stage_feeds_and_what_comes_back_have_signs_without_colour() -> None:
    lines = drawn({"idea": ("plan",)}, "plan")
    assert lines[0].startswith("↩")
    assert lines[1].startswith("▸")
    assert lines[2].startswith("→")


@pytest.mark.parametrize("height", [5, 6, 11, 16, 40])
def test_every_stage_has_its_row_at_any_height(height: int) -> None:
    picture = draw_map(lifecycle({"idea": ("end",)}), MapState(), 70, height)
    for id in IDS:
        first, _ = picture.rows[id]
        assert id.capitalize() in plain_text(picture.lines[first])
        assert picture.stage_at(first) == id


def test_a_tall_map_shows_the_questions() -> None:
    assert "Is plan done?" in "\n".join(drawn({}, height=20))


@given(
    st.dictionaries(st.sampled_from(IDS), st.lists(st.sampled_from(IDS), unique=True).map(tuple)),
    st.sampled_from(["", *IDS]),
    st.integers(40, 130),
    st.integers(5, 40),
)
def test_any_map_keeps_its_width_and_height(
    back: dict[str, tuple[str, ...]], selected: str, width: int, height: int
) -> None:
    picture = draw_map(lifecycle(back), MapState(selected=selected), width, height)
    assert len(picture.lines) <= height
    assert all(line_cells(line) <= width for line in picture.lines)
