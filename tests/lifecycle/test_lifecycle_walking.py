"""Walking along edges, and counting tools."""

from hypothesis import given
from hypothesis import strategies as st

from holeout.lifecycle.counts import AtTalk, at_talk, tools_per_stage
from holeout.lifecycle.model import Lifecycle, Stage, Tool, ToolFacts, ToolKind
from holeout.lifecycle.read import read_lifecycle
from holeout.lifecycle.walking import backward, onward

IDS = ("a", "b", "c", "d", "e")


def lifecycle(feeds=(), back=()):
    """Stages `a` to `e` with edges given as pairs (from, to)."""
    return Lifecycle(
        stages={
            id: Stage(
                id,
                number,
                id,
                "?",
                feeds=tuple(to for start, to in feeds if start == id),
                back_from=tuple(start for start, to in back if to == id),
            )
            for number, id in enumerate(IDS, 1)
        }
    )


def test_on_goes_to_the_nearest_later_stage_first_and_back_to_the_nearest_earlier_one():
    life = lifecycle(feeds=[("c", "e"), ("c", "d"), ("c", "a")], back=[("c", "a"), ("c", "b"), ("c", "e")])
    assert onward(life, "c").ends == ("d", "e", "a")
    assert backward(life, "c").ends == ("b", "a", "e")


def test_from_where_no_edge_leaves_there_is_no_way():
    assert onward(lifecycle(), "a") is None
    assert backward(lifecycle(), "nowhere") is None
    assert onward(lifecycle(feeds=[("a", "gone")]), "a") is None


edges = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), unique=True)


@given(edges, edges)
def test_taking_another_edge_again_and_again_takes_each_once_and_returns(feeds, back):
    life = lifecycle(feeds, back)
    for stage in IDS:
        for walk, wanted in (
            (onward(life, stage), {to for start, to in feeds if start == stage != to}),
            (backward(life, stage), {to for start, to in back if start == stage != to}),
        ):
            taken = []
            step = walk
            for _ in range(len(walk.ends) if walk else 0):
                taken.append(step.end)
                step = step.another()
            assert step == walk
            assert len(taken) == len(set(taken))
            assert set(taken) == wanted


def test_every_edge_of_this_talk_can_be_followed(own):
    life, _ = read_lifecycle(*own)
    for stage in life.stages.values():
        assert set(onward(life, stage.id).ends if stage.feeds else ()) == set(stage.feeds)
        for origin in stage.back_from:
            assert stage.id in backward(life, origin).ends


def tool(id, said, *stages, kind=ToolKind.TOOL):
    return Tool(id, id, "", kind, stages=stages, facts=ToolFacts(at_talk=said))


def test_only_a_verified_yes_counts_as_there_at_the_talk():
    said = {
        "yes": AtTalk.THERE,
        "yes (listed Oct 2021)": AtTalk.THERE,
        "yes (general knowledge, not verified)": AtTalk.UNSURE,
        "no": AtTalk.LATER,
        "no trace in the 2021 lists": AtTalk.UNSURE,
        "": AtTalk.UNSURE,
    }
    assert {text: at_talk(tool("x", text)) for text in said} == said


def test_a_tool_counts_at_each_of_its_stages_and_a_method_at_none():
    life = Lifecycle(
        stages=lifecycle().stages,
        tools={
            "x": tool("x", "yes", "a", "b"),
            "y": tool("y", "no", "a", "gone"),
            "z": tool("z", "yes", "a", kind=ToolKind.METHOD),
        },
    )
    counts = tools_per_stage(life)
    assert counts["a"] == {AtTalk.THERE: 1, AtTalk.LATER: 1}
    assert counts["b"] == {AtTalk.THERE: 1}
    assert not counts["e"]
