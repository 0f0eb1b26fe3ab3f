from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifecycle_example import SMALL

from holeout.lifecycle.answers import Answer, Assessment, Reply, Snapshot, Team, merge
from holeout.lifecycle.assess import assess, compare
from holeout.lifecycle.read import read_lifecycle
from holeout.lifecycle.report import headline, to_markdown
from holeout.lifecycle.rubric import score_rubric
from holeout.lifecycle.saved import VERSION, from_dict, to_dict
from holeout.problems import HoleoutError

NO, ONCE, ROUTINE, NA = Answer.NO, Answer.ONCE, Answer.ROUTINE, Answer.NOT_APPLICABLE


@cache
def life():
    lifecycle, problems = read_lifecycle(SMALL, {"taste"})
    assert problems == []
    return lifecycle


def rubric_score(answers):
    return score_rubric(life().rubrics["bread_score"], life().questions.values(), answers)


def test_a_stage_scores_the_mean_of_its_answers_by_weight():
    result = assess(life(), {"dough1": ONCE, "dough2": ROUTINE, "bake1": ROUTINE})
    assert [score.score for score in result.stages] == [(3 * 0.5 + 1) / 4, 1.0]


def test_the_headline_is_the_weakest_stage_and_never_an_average():
    result = assess(life(), {"dough1": NO, "dough2": NO, "bake1": ROUTINE, "bake2": ROUTINE})
    assert [score.stage.id for score in result.weakest] == ["dough"]
    assert headline(result) == "Weakest rung: Dough (0.00). 1 rung is missing of 2."


def test_stages_that_are_level_are_all_named():
    result = assess(life(), {"dough1": NO, "bake1": NO})
    assert headline(result) == "Weakest rung: Dough, Bake (0.00). 2 rungs are missing of 2."


def test_a_score_of_a_half_is_no_missing_rung():
    assert assess(life(), {"bake1": ONCE, "bake2": ONCE}).depth == 0
    assert assess(life(), {"bake1": ONCE, "bake2": NO}).depth == 1


def test_what_is_not_answered_or_not_applicable_does_not_count():
    result = assess(life(), {"dough1": NA, "dough2": ROUTINE, "gone": NO})
    dough, bake = result.stages
    assert (dough.score, dough.asked, dough.answered, dough.left_out) == (1.0, 2, 1, 1)
    assert bake.score is None
    assert (result.answered, result.left_out, result.open) == (1, 1, 2)
    assert not assess(life(), {}).weakest


def test_what_pulls_a_stage_down_is_ordered_by_what_it_costs():
    pulls = assess(life(), {"dough1": ONCE, "dough2": NO}).stages[0].pulls
    assert [(pull.question.id, pull.loss) for pull in pulls] == [("dough1", 1.5), ("dough2", 1.0)]
    assert assess(life(), {"dough1": ROUTINE}).stages[0].pulls == ()


def test_what_to_do_first_are_the_pitfalls_of_the_weakest_stage_with_their_tools():
    (step,) = assess(life(), {"dough1": NO, "bake1": ONCE}).steps
    assert step.pitfall.id == "dough-salt"
    assert [tool.id for tool in step.tools] == ["scale"]
    assert step.pull.question.id == "dough1"


answers = st.dictionaries(
    st.sampled_from(["dough1", "dough2", "bake1", "bake2"]), st.sampled_from([NO, ONCE, ROUTINE, NA])
)


@given(answers, st.data())
def test_a_better_answer_never_deepens_the_hole(given_, data):
    worse = {id_: answer for id_, answer in given_.items() if answer in {NO, ONCE}}
    if not worse:
        return
    id_ = data.draw(st.sampled_from(sorted(worse)))
    better = {**given_, id_: data.draw(st.sampled_from([ONCE, ROUTINE]))}
    before, after = assess(life(), given_), assess(life(), better)
    if better[id_].worth < given_[id_].worth:
        return
    assert after.depth <= before.depth
    assert after.weakest[0].score >= before.weakest[0].score
    assert rubric_score(better).final >= rubric_score(given_).final


@given(answers)
def test_scores_lie_between_nothing_and_all(given_):
    for score in assess(life(), given_).stages:
        assert score.score is None or 0 <= score.score <= 1
        assert score.answered + score.left_out <= score.asked


def test_a_rubric_sums_each_section_and_takes_the_lowest():
    score = rubric_score({"dough1": ROUTINE, "dough2": ROUTINE, "bake1": ONCE})
    assert [(section.name, section.score) for section in score.sections] == [("dough", 2.0), ("bake", 0.5)]
    assert (score.final, score.reads_as) == (0.5, "edible")


def test_an_item_with_several_questions_is_worth_the_lowest_answer():
    dough = rubric_score({"dough1": ROUTINE, "dough2": ONCE}).sections[0]
    assert [item.value for item in dough.items] == [0.5, 0.5, None]


def test_a_rubric_says_how_much_of_it_is_covered():
    score = rubric_score({"dough1": ROUTINE, "bake1": NA})
    assert (score.covered, score.answered, score.size) == (3, 1, 4)
    assert (score.final, score.reads_as) == (0.0, "flour")


def test_the_published_example_of_the_minimum_rule_comes_out(own):
    """Sums of 4, 3, 5 and 1.5 give 1.5: neither their sum nor their mean."""
    lifecycle, _ = read_lifecycle(*own)
    (rubric,) = lifecycle.rubrics.values()
    assert [len(items) for items in rubric.sections.values()] == [7, 7, 7, 7]
    wanted = dict(zip(rubric.sections, (8, 6, 10, 3), strict=True))
    question = next(iter(lifecycle.questions.values()))
    questions, given_ = [], {}
    for name, items in rubric.sections.items():
        for place, item in enumerate(items):
            halves = min(2, max(0, wanted[name] - 2 * place))
            questions.append(type(question)(item.id, "s", "?", 1.0, mapped=(item.id,)))
            given_[item.id] = (NO, ONCE, ROUTINE)[halves]
    score = score_rubric(rubric, questions, given_)
    assert [section.score for section in score.sections] == [4.0, 3.0, 5.0, 1.5]
    assert score.final == 1.5
    assert score.covered == score.size == 28


def test_not_applicable_counts_only_with_a_reason():
    person = Assessment("a").answer("dough1", Reply(NA)).answer("dough2", Reply(NA, "we buy dough"))
    assert person.counted() == {"dough2": NA}
    assert person.unexplained() == ("dough1",)


def test_an_answer_that_is_taken_back_stays_so_when_an_older_copy_is_merged():
    old = Assessment("a").answer("dough1", Reply(NO, at="2021-10-01"))
    new = old.answer("dough1", Reply(Answer.UNANSWERED, at="2021-10-02"))
    merged = merge([Team.of("t", new), Team.of("t", old)])
    assert merged.people["a"].counted() == {}


def test_a_team_keeps_each_voice_and_counts_the_lowest():
    team = Team.of(
        "t",
        Assessment("a", {"dough1": Reply(ROUTINE), "dough2": Reply(NA, "bought")}),
        Assessment("b", {"dough1": Reply(NO), "dough2": Reply(ONCE)}),
        Assessment("c", {"dough1": Reply(NO)}),
    )
    spread = team.spreads()["dough1"]
    assert (spread.counts, spread.lowest, spread.disputed) == ({NO: 2, ROUTINE: 1}, NO, True)
    assert team.lowest() == {"dough1": NO, "dough2": ONCE}
    assert team.people["a"].answers["dough1"].answer is ROUTINE


def test_answers_about_different_talks_are_not_merged():
    with pytest.raises(HoleoutError, match="different talks: `bread` and `cheese`"):
        merge([Team.of("bread", Assessment("a")), Team.of("cheese", Assessment("a"))])


def test_remembering_makes_a_dated_picture_that_later_answers_do_not_change():
    person = Assessment("a").answer("dough1", Reply(NO)).remember("2021-10-30")
    person = person.answer("dough1", Reply(ROUTINE)).remember("2022-10-30")
    assert [(snapshot.at, snapshot.answers) for snapshot in person.history] == [
        ("2021-10-30", {"dough1": NO}),
        ("2022-10-30", {"dough1": ROUTINE}),
    ]
    change, _ = compare(life(), person.history[0].answers, person.history[1].answers)
    assert (change.before, change.after) == (0.0, 1.0)


times = st.sampled_from(["", "2021-10-30", "2022-01-01"])
questions = st.sampled_from(["dough1", "bake1", "of another edition"])
replies = st.builds(Reply, st.sampled_from(Answer), st.sampled_from(["", "because"]), times)
snapshots = st.builds(
    Snapshot, times.filter(bool), st.dictionaries(questions, st.sampled_from([NO, ONCE, ROUTINE]))
)
histories = st.lists(snapshots, max_size=2, unique_by=lambda snapshot: snapshot.at).map(
    lambda found: tuple(sorted(found, key=lambda snapshot: snapshot.at))
)
people = st.builds(
    Assessment, st.sampled_from("abc"), st.dictionaries(questions, replies, max_size=3), histories
)
teams = st.lists(people, max_size=3).map(lambda found: Team.of("bread", *found))


@given(teams, teams, teams)
def test_merging_forgets_order_grouping_and_repetition(a, b, c):
    assert merge([a, b]) == merge([b, a])
    assert merge([merge([a, b]), c]) == merge([a, merge([b, c])])
    assert merge([a, a]) == merge([a]) == a


@given(teams)
def test_what_is_saved_is_read_back_the_same(team):
    again, problems = from_dict(json.loads(json.dumps(to_dict(team))))
    assert problems == []
    assert again == team


def test_one_persons_file_has_the_answers_at_its_top():
    data = to_dict(Team.of("bread", Assessment("a", {"dough1": Reply(NA, "we buy it", "2021-10-30")})))
    assert data == {
        "version": VERSION,
        "talk": "bread",
        "actor": "a",
        "answers": {"dough1": {"answer": "not applicable", "reason": "we buy it", "at": "2021-10-30"}},
    }


def test_a_file_from_another_edition_of_the_talk_keeps_its_answers():
    data = {
        "version": 1,
        "talk": "t",
        "answers": {"gone": {"answer": "no"}, "dough1": "once", "x": {"answer": "maybe"}},
    }
    team, problems = from_dict(data, "a.json")
    assert team.lowest() == {"gone": NO, "dough1": ONCE}
    assert [problem.path for problem in problems] == ["a.json"]
    assert "`x`" in problems[0].message
    assert set(to_dict(team)["answers"]) == {"gone", "dough1"}


@pytest.mark.parametrize("data", [None, [], "x", {}, {"version": "1"}, {"version": VERSION + 1}])
def test_what_is_no_assessment_is_refused(data):
    with pytest.raises(HoleoutError):
        from_dict(data, "a.json")


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(Answer),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["answer", "answers", "actor", "at", "history", "reason", "q"]), inner
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["talk", "actor", "answers", "history", "people"]), json_like))
def test_any_json_with_a_version_is_read(data):
    from_dict({**data, "version": VERSION})


def test_the_report_tells_headline_steps_disputes_and_the_uncovered_part():
    text = to_markdown(
        life(),
        Team.of(
            "bread",
            Assessment("a", {"dough1": Reply(NO), "bake1": Reply(ROUTINE), "bake2": Reply(NA, "raw food")}),
            Assessment("b", {"dough1": Reply(ROUTINE)}),
        ),
        date="2021-10-30",
        before=Snapshot("2020-01-01", {"bake1": NO}),
    )
    assert "**Weakest rung: Dough (0.00). 1 rung is missing of 2.**" in text
    assert "2 people answered" in text
    assert "This is not the Bread Score; the part that they share is at the end." in text
    assert "1. **No salt.** Ask: Who weighed the salt? Tools that help: Scale." in text
    assert "## Where you do not agree\n\n- Is salt weighed?" in text
    assert "- Is it done? *raw food*" in text
    assert "## Since 2020-01-01" in text
    assert "| Bake | 0.00 | 1.00 |" in text
    assert "by 3 of 4 items" in text


def test_what_people_write_stays_text_in_the_report():
    reason = "<script>x</script> | [a](javascript:b) **c**\nnext \u202e"
    text = to_markdown(life(), Team.of("t", Assessment("a", {"bake2": Reply(NA, reason)})))
    assert "<script>" not in text
    assert r"\[a\](javascript:b) \*\*c\*\* next" in text
    assert "\u202e" not in text


def test_a_report_without_answers_says_so():
    assert "Nothing is answered yet" in to_markdown(life(), Team())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_on_this_talk_s_own_questions_too_no_better_answer_deepens_any_hole(own_life, data):
    ids = sorted(own_life.questions)
    given_ = data.draw(st.dictionaries(st.sampled_from(ids), st.sampled_from([NO, ONCE, ROUTINE, NA])))
    worse = sorted(id_ for id_, answer in given_.items() if answer in {NO, ONCE})
    if not worse:
        return
    id_ = data.draw(st.sampled_from(worse))
    better = {**given_, id_: ROUTINE if given_[id_] is ONCE else data.draw(st.sampled_from([ONCE, ROUTINE]))}
    before, after = assess(own_life, given_), assess(own_life, better)
    for old, new in zip(before.stages, after.stages, strict=True):
        assert old.score is None or new.score >= old.score
    assert after.depth <= before.depth
    assert after.weakest[0].score >= before.weakest[0].score
    (rubric,) = own_life.rubrics.values()
    questions_ = own_life.questions.values()
    assert score_rubric(rubric, questions_, better).final >= score_rubric(rubric, questions_, given_).final


def test_the_mapped_part_of_this_talk_s_rubric_is_as_much_as_it_says(own_life):
    (rubric,) = own_life.rubrics.values()
    score = score_rubric(rubric, own_life.questions.values(), dict.fromkeys(own_life.questions, ROUTINE))
    assert (score.covered, score.size) == (26, 28)
    unasked = [item.item.id for section in score.sections for item in section.items if not item.questions]
    assert unasked == ["D2", "D6"]
    assert score.final == min(section.score for section in score.sections) == 5.0


def test_an_old_file_still_loads_after_a_question_was_added_and_the_new_one_is_open(small):
    team = Team.of("bread", Assessment("a", {"dough1": Reply(ROUTINE), "bake1": Reply(NO)}))
    saved = json.dumps(to_dict(team))
    added = "  - {id: dough3, stage: dough, weight: 5, text: Is it cold enough?}\n"
    small["content/assessment.yaml"] += added
    newer, problems = read_lifecycle(small, {"taste"})
    assert problems == []
    again, lost = from_dict(json.loads(saved))
    assert lost == []
    assert again == team
    result = assess(newer, again.lowest())
    assert [score.score for score in result.stages] == [1.0, 0.0]
    assert result.open == 3
