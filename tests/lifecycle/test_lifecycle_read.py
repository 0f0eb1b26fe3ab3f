from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifecycle_example import SMALL

from holeout.lifecycle.kinds import schemas
from holeout.lifecycle.model import Checked, Forgotten, Place, ToolKind
from holeout.lifecycle.read import read_lifecycle
from holeout.problems import Level
from holeout.yaml_guard import read_yaml, to_plain

DEMOS = {"taste"}


def faults(files, old, new, **kwargs):
    """The problems after `old` became `new` in the one file of `files` that has it."""
    (path,) = [path for path, text in files.items() if old in text]
    files = {**files, path: files[path].replace(old, new)}
    return read_lifecycle(files, DEMOS, **kwargs)[1]


def one(files, old, new):
    found = faults(files, old, new)
    assert len(found) == 1, found
    return found[0]


def test_a_faultless_talk_is_read_whole(small):
    life, problems = read_lifecycle(small, DEMOS)
    assert problems == []
    assert (life.title, life.talk_date) == ("How bread is made", "2021-10-30")
    assert [(stage.number, stage.id) for stage in life.stages.values()] == [(1, "dough"), (2, "bake")]
    assert life.stages["dough"].forgotten is Forgotten.NEARLY_ALWAYS
    assert life.pitfalls["dough-salt"].stage == "dough"
    assert life.pitfalls["dough-salt"].place == Place("content/pitfalls/dough.yaml", 2, 9)
    assert life.tools["scale"].facts.latest == "3.10"
    assert life.tools["thermometer"].kind is ToolKind.METHOD
    assert life.sources["david1977"].checked is Checked.READ
    assert life.questions["dough2"].mapped == ("D1", "D2")
    assert [item.id for item in life.rubrics["bread_score"].sections["dough"]] == ["D1", "D2", "D3"]
    assert life.tool_lists
    assert [(each.entries, each.stages) for each in life.tool_lists.lists] == [(7, ("dough",)), (9, ())]
    assert life.extra["assessment"]["scoring"] == {"headline": "the weakest rung"}


def test_pitfalls_come_in_the_order_of_the_stages_not_of_the_file_names(small):
    life, _ = read_lifecycle(small, DEMOS)
    assert list(life.pitfalls) == ["dough-salt", "bake-cold"]


def test_a_talk_without_content_is_empty_and_faultless():
    life, problems = read_lifecycle({}, ())
    assert problems == []
    assert not life.stages


@pytest.mark.parametrize(
    ("old", "new", "words", "hint"),
    [
        ("tools: [scale]", "tools: [^scael]", "no tool `scael`", "`scale`"),
        ("incident: flat-loaf", "incident: ^flat-leaf", "no incident `flat-leaf`", "`flat-loaf`"),
        ("demo: taste", "demo: ^tase", "no demo `tase`", "`taste`"),
        ("feeds: [bake]", "feeds: [dough, ^bkae]", "no stage `bkae`", "`bake`"),
        ("alternatives: [thermometer]", "alternatives: [^thermo]", "no tool `thermo`", "`thermometer`"),
        ("pitfalls: [bake-cold]", "pitfalls: [^bake-clod]", "no pitfall `bake-clod`", "`bake-cold`"),
        ("mapped: [B1]", "mapped: [^B2]", "no item `B2`", ""),
        ("severity: 3", "severity: ^6", "from 1 to 5", ""),
        ("likelihood: 4", "likelihood: ^often", "from 1 to 5", ""),
        ("severity: 3", "severity: ^true", "from 1 to 5", ""),
        ("weight: 3", "weight: ^0", "from 0.01", ""),
        ("forgotten: nearly always", "forgotten: ^nearly allways", "one of", "`nearly always`"),
        ("checked: read", "checked: ^red", "one of", "`read`"),
        ("latest_date: 2021-09", "latest_date: ^2021-13", "is not a date", ""),
        ("talk_date: 2021-10-30", "talk_date: ^30 October", "is not a date", ""),
        ("pypi: bread-scale", "pypi: ^bread scale --index x", "not the name of a Python package", ""),
        ("repo: github.com/bread/scale", "repo: ^'javascript:alert(1)'", "is not an address", ""),
        ("title: A cold oven", "title: ^[A, cold]", "must be text, not a list", ""),
        ("[david1977]\n    tools: [t", "^david1977\n    tools: [t", "must be a list", "[david1977]"),
        ("id: flat-loaf", "id: ^Flat Loaf", "the id `Flat Loaf`", ""),
        ("  - id: bake-cold\n    title: A cold oven", "  - ^id: bake-cold", "a pitfall needs `title`", ""),
        ("title: The flat loaf", "^titel: The flat loaf", "not a key that an incident has", "`title`"),
        ("stages: [dough], no", "stages: [^dogh], no", "no stage `dogh`", "`dough`"),
        ("entries: 9", "entries: ^many", "a whole number", ""),
        ("score: '>1'", "score: ^lots", "range of scores", ""),
    ],
)
def test_a_fault_names_its_exact_place_and_what_was_perhaps_meant(small, old, new, words, hint):
    """The place is where `^` stands."""
    (path,) = [path for path, text in small.items() if old in text]
    before, after = small[path].replace(old, new, 1).split("^")
    _, problems = read_lifecycle({**small, path: before + after}, DEMOS)
    (found,) = [problem for problem in problems if words in problem.message]
    assert (found.path, found.line, found.column) == (
        path,
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
    )
    assert hint in found.hint


def test_all_faults_of_all_files_are_reported_in_one_go(small):
    small["content/tools.yaml"] = small["content/tools.yaml"].replace("stages: [dough]", "stages: [dou]")
    small["content/claims.yaml"] = small["content/claims.yaml"].replace("id: half", "id: 1/2")
    small["content/pitfalls/bake.yaml"] = "pitfalls: [\n"
    _, problems = read_lifecycle(small, DEMOS)
    assert {problem.path for problem in problems} == {
        "content/claims.yaml",
        "content/pitfalls/bake.yaml",
        "content/tools.yaml",
    }
    assert problems == sorted(problems)


def test_a_file_that_cannot_be_read_does_not_make_all_references_to_it_wrong(small):
    small["content/tools.yaml"] = "tools: [\n"
    _, problems = read_lifecycle(small, DEMOS)
    assert [problem.path for problem in problems] == ["content/tools.yaml"]


def test_a_bad_id_is_reported_once_and_not_again_by_all_who_use_it(small):
    small = {path: text.replace("flat-loaf", "Flat_Loaf") for path, text in small.items()}
    life, problems = read_lifecycle(small, DEMOS)
    assert [problem.path for problem in problems] == ["content/incidents.yaml"]
    assert "Flat_Loaf" in life.incidents


def test_an_id_given_twice_names_where_the_first_is_even_across_files(small):
    small = {path: text.replace("id: bake-cold", "id: dough-salt") for path, text in small.items()}
    life, problems = read_lifecycle(small, DEMOS)
    (taken,) = [problem for problem in problems if "is taken" in problem.message]
    assert taken.path == "content/pitfalls/bake.yaml"
    assert "content/pitfalls/dough.yaml:2" in taken.hint
    assert life.pitfalls["dough-salt"].title == "No salt"


@pytest.mark.parametrize("sources", ["", "[]", "null"])
def test_a_pitfall_without_a_source_is_an_error(small, sources):
    old = "why: Ovens lie.\n    sources: [david1977]"
    found = one(small, old, f"why: Ovens lie.\n    sources: {sources}")
    assert "needs `sources`" in found.message
    assert found.level is Level.ERROR


def test_a_pitfall_whose_sources_nobody_read_is_a_warning(small):
    found = faults(small, "checked: read", "checked: record")
    assert {problem.message for problem in found} == {
        "no source of `bake-cold` was read or quoted",
        "no source of `dough-salt` was read or quoted",
        "no source of the incident `flat-loaf` was read or quoted",
    }
    assert {problem.level for problem in found} == {Level.WARNING}


def test_a_source_is_unused_unless_a_slide_cites_it(small):
    old, new = "sources:\n", "sources:\n  - {id: idle, cite: Idle, checked: memory}\n"
    found = one(small, old, new)
    assert (found.message, found.level) == ("nothing uses the source `idle`", Level.WARNING)
    assert faults(small, old, new, cited=["idle"]) == []


def test_a_stage_that_the_assessment_forgets_is_named(small):
    path = "content/assessment.yaml"
    files = {**small, path: small[path].replace("stage: bake", "stage: dough")}
    (found,) = read_lifecycle(files, DEMOS)[1]
    assert (found.message, found.level) == (
        "the assessment asks nothing about the stage `bake`",
        Level.WARNING,
    )


def test_a_tool_needs_a_licence_or_the_admission_that_it_was_not_checked(small):
    found = one(small, "      licence: MIT\n", "")
    assert (found.message, found.level) == ("the tool `scale` has no licence", Level.WARNING)
    assert faults(small, "licence: MIT", "licence: not checked") == []
    assert faults(small, "licence: MIT", "remarks: Licence not checked.") == []


def test_a_licence_needs_the_day_on_which_it_was_seen(small):
    found = one(small, "      seen: 2021-09-01\n", "")
    assert found.message == "the tool `scale` has no date on which its licence was seen"
    assert faults(small, "seen: 2021-09-01", "licence_source: a mill, date not checked") == []


def test_a_tool_cannot_have_been_there_before_it_was_made(small):
    found = one(small, "at_talk: yes", "at_talk: yes\n      created: 2022-01-01")
    assert "created on 2022-01-01, after the talk" in found.message


def test_who_is_sure_has_read(small):
    old = "text: Half of all loaves are flat.\n    sources: [david1977]"
    unread = "    sources: [hearsay]\n    confidence: high"
    small["content/sources.yaml"] += "  - {id: hearsay, cite: Somebody (1980). Bread, checked: memory}\n"
    found = one(small, old, f"text: Half of all loaves are flat.\n{unread}")
    assert found.message == "we are sure of `half`, but nobody read its sources"


def test_an_incident_that_only_later_sources_tell_of_was_not_known_at_the_talk(small):
    small["content/sources.yaml"] += (
        "  - {id: gazette, cite: Gazette (2021). Loaf, checked: read, year: 2021, published: 2021-11-02}\n"
    )
    old = "text: It did not rise.\n    sources: [david1977]"
    assert "younger sources" in one(small, old, old.replace("david1977", "gazette")).message
    later = old.replace("david1977", "gazette") + "\n    era: three days later"
    assert faults(small, old, later) == []


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("year: 2021", True),
        ("year: 2022", False),
        ("year: 2022, identifier: 'doi:10.1/x / arXiv:2110.10234'", True),
        ("year: 2021, identifier: 'arXiv:2111.00001'", False),
        ("year: 2021, published: 2021-11-02", False),
        ("year: 2022, published: 2021-10-30", True),
        ("", True),
    ],
)
def test_a_source_is_known_from_the_day_on_which_it_was_first_public(small, source, known):
    small["content/sources.yaml"] = f"sources: [{{id: david1977, cite: D, checked: read, {source}}}]"
    life, _ = read_lifecycle(small, DEMOS)
    assert life.known_at_talk(life.sources["david1977"]) is known


def test_a_method_needs_no_licence_but_a_package_does(small):
    assert "no licence" in one(small, "kind: method", "kind: tool").message


def test_a_file_of_pitfalls_is_named_after_a_stage(small):
    small["content/pitfalls/duogh.yaml"] = small.pop("content/pitfalls/dough.yaml")
    _, problems = read_lifecycle(small, DEMOS)
    assert [(problem.line, problem.message, problem.hint) for problem in problems] == [
        (0, "there is no stage `duogh`", "Did you mean `dough`?")
    ]


def test_a_file_that_nothing_reads_is_a_warning_with_the_name_that_was_meant(small):
    small["content/tool.yaml"] = "tools: []"
    small["content/pitfalls/deep/dough.yaml"] = "pitfalls: []"
    _, problems = read_lifecycle(small, DEMOS)
    assert [(problem.path, problem.level) for problem in problems] == [
        ("content/pitfalls/deep/dough.yaml", Level.WARNING),
        ("content/tool.yaml", Level.WARNING),
    ]
    assert "tools.yaml" in problems[1].hint


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "claims:\n", "claims: []\n"])
def test_a_file_may_have_no_entries_yet(small, text):
    life, problems = read_lifecycle({**small, "content/claims.yaml": text}, DEMOS)
    assert problems == []
    assert not life.claims


@pytest.mark.parametrize(
    "text", ["- a\n", "hello", "3", "tools: {a: b}", "tools: 3", "tool: []", "tools: [1, [2]]"]
)
def test_a_file_of_another_shape_is_a_problem(small, text):
    _, problems = read_lifecycle({**small, "content/tools.yaml": text}, DEMOS)
    assert problems
    assert problems[-1].path == "content/tools.yaml"


def test_many_wrong_references_are_all_reported(small):
    small["content/tools.yaml"] += "".join(
        f"  - {{id: t{n}, name: T, summary: S, kind: method, alternatives: [nothing{n}]}}\n"
        for n in range(3000)
    )
    _, problems = read_lifecycle(small, DEMOS)
    assert len([problem for problem in problems if "no tool" in problem.message]) == 3000


def test_this_repositorys_own_content_has_no_error(own):
    files, demos = own
    life, problems = read_lifecycle(files, demos)
    assert [str(problem) for problem in problems if problem.level is Level.ERROR] == []
    assert all(life.pitfalls_of(stage) for stage in life.stages)
    assert {question.stage for question in life.questions.values()} == set(life.stages)


@given(
    path=st.sampled_from(["lifecycle", "tools", "sources", "pitfalls/x", "assessment", "frameworks"]),
    text=st.text(),
)
def test_any_text_in_any_file_is_read_or_reported(path, text):
    read_lifecycle({f"content/{path}.yaml": text}, ())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_content_is_read_or_reported(own, data):
    """One piece of one real file is cut out, doubled or overwritten."""
    files, demos = own
    names = sorted(name for name in files if "tools" not in name)
    name = data.draw(st.sampled_from(names))
    text = files[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    middle = data.draw(
        st.sampled_from(["", "[", ": ", "- ", "\n", "null", "*a", "{}", '"', "\t", "\0", text[start:end] * 2])
    )
    damaged = text[:start] + middle + text[end:]
    kept = {other: files[other] for other in ("content/lifecycle.yaml", name)}
    _, problems = read_lifecycle({**kept, name: damaged}, demos)
    lines = damaged.count("\n") + 2
    assert all(problem.line <= lines for problem in problems if problem.path == name)


leaf = st.sampled_from([None, True, 0, -1, 9.5, "", "x", "dough", "david1977", "2021-10-30"])
tree = st.recursive(
    leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(leaf.map(str), inner, max_size=3)
)


@settings(deadline=None)
@given(data=st.data())
def test_any_value_at_any_key_is_read_or_reported(data):
    """Well-formed YAML of the wrong shape, which damaged text seldom is."""
    path = data.draw(st.sampled_from(sorted(SMALL)))
    plain = to_plain(read_yaml(SMALL[path], path)[0])
    holder = plain
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = data.draw(st.sampled_from(keys))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        holder = inner
    holder[key] = data.draw(tree)
    read_lifecycle({**SMALL, path: json.dumps(plain)}, DEMOS)


def test_the_schemas_know_the_same_keys_as_the_reader(small):
    known = schemas()
    for path, text in small.items():
        plain = to_plain(read_yaml(text, path)[0])
        schema = known["content/pitfalls/*.yaml" if "pitfalls" in path else path]
        if path == "content/frameworks.yaml":
            continue
        (name,) = schema["properties"].keys() & {
            path.split("/")[1].removesuffix(".yaml"),
            "stages",
            "questions",
        }
        entry = schema["properties"][name]["items"]
        for written in plain[name]:
            assert set(written) <= set(entry["properties"])
            assert set(entry["required"]) <= set(written)
