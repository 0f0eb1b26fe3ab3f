"""The lifecycle map as text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.deck.blocks import Heading, Span, View, ViewKind
from holeout.deck.model import Slide
from holeout.layout.lifecycle_map import MapState, Shows, draw_map
from holeout.layout.map_detail import detail_lines, legend
from holeout.layout.map_tools import tool_panel
from holeout.layout.page import lay_out
from holeout.layout.styled import line_cells, plain_text
from holeout.layout.views import DemoCard, Surroundings
from holeout.lifecycle.model import (
    Checked,
    Lifecycle,
    Pitfall,
    Source,
    Stage,
    Tool,
    ToolFacts,
    ToolList,
    ToolLists,
)

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


@pytest.mark.parametrize("height", [12, 13, 14])
def test_a_map_on_a_slide_gives_up_its_header_before_the_slide_is_too_tall(height: int) -> None:
    title = Heading(level=1, text=(Span("Plan"),))
    blocks = (title, View(kind=ViewKind.MAP), View(kind=ViewKind.DEMO, target=("try",)))
    around = Surroundings(lifecycle({}), demos={"try": DemoCard("Try it", "what it says")})
    page = lay_out(Slide(1, "Plan", 1, blocks), 0, 80, height, around)
    lines = [plain_text(line) for line in page.lines]
    assert page.overflow == 0
    assert "Watch" in " ".join(lines)
    assert any("stage" in line for line in lines) == (height > 12)


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


def full_state(**kwargs: object) -> MapState:
    """Every mark there is."""
    return MapState(
        selected="build",
        seen=frozenset({"idea", "build"}),
        favourites={"idea": 2, "end": 11},
        suggestions={"plan": 1, "end": 12},
        scores={"idea": 0.0, "plan": 0.499, "build": 0.5, "use": 0.75, "end": 1.0},
        **kwargs,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("width", [60, 74, 94, 114])
def test_every_mark_is_on_the_map_at_every_width(width: int) -> None:
    picture = draw_map(lifecycle({"idea": ("end",)}), full_state(), width, 6)
    rows = {id: plain_text(picture.lines[first]) for id, (first, _) in picture.rows.items()}
    assert "✓" in rows["idea"]
    assert "★2" in rows["idea"]
    assert "✎1" in rows["plan"]
    assert "★11" in rows["end"]
    assert "✎12" in rows["end"]
    assert [rows[id].count("✓") for id in IDS] == [1, 0, 1, 0, 0]
    assert [next(sign for sign in "▼▽△" if sign in rows[id]) for id in IDS] == ["▼", "▼", "▽", "△", "△"]
    assert ".00" in rows["idea"]


def test_a_wide_map_draws_the_ladder_with_its_gaps() -> None:
    picture = draw_map(lifecycle({}), full_state(), 110, 6)
    rungs = {
        id: plain_text(picture.lines[first]).partition("╟")[2].partition("╢")[0]
        for id, (first, _) in picture.rows.items()
    }
    assert [rungs[id].count("═") for id in IDS] == [0, 4, 5, 7, 10]


def test_signs_are_explained_only_where_they_are() -> None:
    assert plain_text(legend(MapState())) == ""
    assert plain_text(legend(MapState(favourites={"idea": 0}))) == ""
    assert plain_text(legend(full_state())) == (
        "✓ seen  ★ yours  ✎ the room's  ▼ missing  ▽ shaky  △ sound  rung"
    )


def with_tools() -> Lifecycle:
    def tool(id: str, said: str, *stages: str) -> Tool:
        return Tool(id, id, "", stages=stages, facts=ToolFacts(at_talk=said))

    return replace(
        lifecycle({}),
        talk_date="2021-10-30",
        tools={
            "a": tool("a", "yes", "build", "use"),
            "b": tool("b", "no", "build"),
            "c": tool("c", "", "build"),
        },
        tool_lists=ToolLists(
            (
                ToolList("Old list", "2021-10-01", 7, no_section_for="ends", stages=("end", "idea")),
                ToolList("Other list", "2021-10-02", 9, stages=("end",)),
                ToolList("New list", "2026-01-01", 12),
            ),
            question="What is missing?",
            words="Words stand on 2 lines. More words.",
            sources=("count",),
        ),
        sources={"count": Source("count", "Count (2021). Own", Checked.READ, year=2021)},
    )


def test_the_tools_view_counts_now_and_then_and_names_the_lists_without_a_section() -> None:
    life = with_tools()
    picture = draw_map(life, MapState(shows=Shows.TOOLS), 74, 8)
    rows = {id: plain_text(picture.lines[first]).split() for id, (first, _) in picture.rows.items()}
    assert rows["build"][2:4] == ["3", "1"]
    assert set(rows["build"][4]) == set("█▒░")
    assert rows["use"][2:4] == ["1", "1"]
    assert rows["end"][2:] == ["0", "0", "∅1", "∅2"]
    assert rows["idea"][-1] == "∅1"
    assert rows["plan"][2:] == ["0", "0"]


def test_the_counts_of_the_lists_stand_below_with_their_source_as_far_as_they_fit() -> None:
    told = "\n".join(plain_text(line) for line in tool_panel(with_tools(), 74, 20))
    for words in (
        "∅1      Old list, 2021-10-01: 7 entries; none for ends.",
        "later   New list, 2026-01-01",
        "words   Words stand on 2 lines. More words.",
        "source  Count (2021). Own",
    ):
        assert words in told
    short = [plain_text(line) for line in tool_panel(with_tools(), 74, 4)]
    assert short[1:] == [
        "∅1      Old list, 2021-10-01: 7 entries; none for ends.",
        "∅2      Other list, 2021-10-02: 9 entries.",
        "source  Count 2021",
    ]


def test_the_chosen_stage_is_told_in_as_many_lines_as_there_are() -> None:
    pitfalls = {
        str(n): Pitfall(str(n), "build", f"Hole {n}", "b", "s", f"Ask {n}?", 1, 1, "w", ()) for n in range(6)
    }
    life = replace(lifecycle({"idea": ("build",)}), pitfalls=pitfalls)
    tall = [plain_text(line) for line in detail_lines(life, "build", 60, 12)]
    assert "back to   Idea" in tall
    assert "6 ● Hole 5  Ask 5?" in tall
    low = [plain_text(line) for line in detail_lines(life, "build", 30, 4)]
    assert len(low) == 4
    assert low[-1].endswith("…")


@given(
    st.sampled_from(Shows),
    st.integers(10, 130),
    st.integers(1, 40),
    st.dictionaries(st.sampled_from(IDS), st.floats(0, 1)),
    st.dictionaries(st.sampled_from(IDS), st.integers(0, 10**6)),
)
def test_any_marks_keep_the_width_and_every_stage(
    shows: Shows, width: int, height: int, scores: dict[str, float], counts: dict[str, int]
) -> None:
    state = MapState(scores=scores, favourites=counts, suggestions=counts, shows=shows)
    picture = draw_map(with_tools(), state, width, max(height, len(IDS)))
    assert all(line_cells(line) <= max(width, 12) for line in picture.lines)
    assert list(picture.rows) == list(IDS)
