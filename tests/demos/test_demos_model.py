from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.demos.model import MOST_LINES, read_demo
from holeout.problems import Level

GOOD = '''\
# /// script
# requires-python = ">=3.11"
# dependencies = ["prometheus-client==0.26.0", "Some_Thing[extra] == 1.0rc1 ; python_version < '3.13'"]
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# stage = "monitor"
# pitfall = "monitor-uptime"
# tool = "prometheus"
# minutes = 2.5
# needs = ["git"]
# interactive = true
# proof = "ALERT"
# ///
"""The server is green

Watch: the counters,
not the dashboard.
"""
print("hello")
'''


def problems(text: str, path: str = "content/demos/a-demo.py") -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in read_demo(text, path)[1]]


def test_a_demo_says_itself_what_it_is() -> None:
    demo, found = read_demo(GOOD, "content/demos/a-demo.py")
    assert found == []
    assert demo is not None
    assert (demo.id, demo.title, demo.watch) == ("a-demo", "The server is green", "the counters,")
    assert demo.requires[0] == "prometheus-client==0.26.0"
    assert len(demo.requires) == 2
    assert (demo.stage, demo.pitfall, demo.tool, demo.proof) == (
        "monitor",
        "monitor-uptime",
        "prometheus",
        "ALERT",
    )
    assert (demo.minutes, demo.needs, demo.interactive, demo.program) == (2.5, ("git",), True, False)
    assert demo.exclude_newer == "2026-11-01T00:00:00Z"
    assert demo.text == GOOD


def test_its_environment_depends_on_the_metadata_alone_and_consent_on_every_character() -> None:
    demo, _ = read_demo(GOOD, "a.py")
    other, _ = read_demo(GOOD.replace("hello", "hullo"), "a.py")
    assert demo is not None
    assert other is not None
    assert demo.metadata == other.metadata
    assert demo.content_hash != other.content_hash


def test_what_uv_is_handed_says_all_that_it_needs_to_know_and_nothing_else() -> None:
    demo, _ = read_demo(GOOD.replace("# [tool.uv]", "# [tool.uv]\n# index-strategy = 'first-index'"), "a.py")
    assert demo is not None
    lines = demo.metadata.splitlines()
    assert "# index-strategy = 'first-index'" in lines
    assert '# exclude-newer = "2026-11-01T00:00:00Z"' in lines
    assert (lines[0], lines[-1]) == ("# /// script", "# ///")
    assert "holeout" not in demo.metadata
    tricky = GOOD.replace("# needs", '# proof2 = """\n# [tool.uv]\n# """\n# needs')
    again, _ = read_demo(tricky, "a.py")
    assert again is not None
    assert again.metadata.count("exclude-newer") == 1
    assert "ALERT" in again.metadata, "what cannot be told apart is left whole"


@pytest.mark.parametrize(
    ("written", "keys"),
    [('"ab\\n"', ("a", "b", "\n")), ('["four\\n", "q"]', ("four\n", "q"))],
)
def test_a_demo_that_lists_keys_waits_for_them(written: str, keys: tuple[str, ...]) -> None:
    demo, found = read_demo(GOOD.replace("interactive = true", f"keys = {written}"), "a.py")
    assert found == []
    assert demo is not None
    assert (demo.interactive, demo.keys) == (True, keys)


@pytest.mark.parametrize(
    "requirement",
    ["numpy", "numpy>=2", "numpy==2.*", "numpy~=2.0", "numpy @ https://example.org/n.whl", "numpy==2,<3"],
)
def test_what_is_not_one_exact_version_is_refused_at_its_line(requirement: str) -> None:
    ((line, message),) = problems(GOOD.replace("prometheus-client==0.26.0", requirement))
    assert line == 3
    assert requirement in message


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('exclude-newer = "2026-11-01T00:00:00Z"', "", 1, "date of resolution is missing"),
        ("2026-11-01T00:00:00Z", "yesterday", 5, "no date of resolution"),
        ('stage = "monitor"', "stage = monitor", 7, "not TOML"),
        ("minutes = 2.5", "minutes = 0", 10, "minutes has the wrong kind"),
        ("interactive = true", 'interactive = "yes"', 12, "interactive has the wrong kind"),
        ('["git"]', "[1]", 11, "needs has the wrong kind"),
        ("interactive = true", "keys = [1]", 12, "keys has the wrong kind"),
        ("Watch: the counters,\n", "", 15, "what to watch"),
        ("The server is green", "", 15, "has no title"),
        ("# /// script", "# nothing", 1, "no block of script metadata"),
        ('print("hello")', "print(", 20, "not Python"),
        ("dependencies = [", "dependencies = 5 #", 3, "must be a list"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    found = problems(GOOD.replace(old, new))
    assert any(at == line and words in message for at, message in found), found


def test_an_unknown_field_is_a_warning_and_the_demo_is_there() -> None:
    demo, (problem,) = read_demo(GOOD.replace("stage =", "stagee ="), "a.py")
    assert demo is not None
    assert problem.level is Level.WARNING
    assert problem.line == 7


def test_the_longest_demo_has_sixty_lines() -> None:
    room = MOST_LINES - len(GOOD.splitlines())
    assert problems(GOOD + "\n" * room) == []
    ((line, message),) = problems(GOOD + "\n" * (room + 1))
    assert line == MOST_LINES + 1
    assert str(MOST_LINES + 1) in message


@pytest.mark.parametrize("path", ["Some_Thing.py", "prometheus-client.py"])
def test_a_demo_may_not_hide_the_package_that_it_shows(path: str) -> None:
    assert any("would hide it" in message or "cannot be" in message for _, message in problems(GOOD, path))


def test_all_faults_are_told_at_once() -> None:
    bad = GOOD.replace("==0.26.0", "").replace("2026-11-01T00:00:00Z", "").replace("Watch:", "See:")
    assert len(problems(bad)) == 3


def test_titles_cannot_drive_the_terminal() -> None:
    demo, _ = read_demo(GOOD.replace("The server", "The \x1b[31m\u202eserver"), "a.py")
    assert demo is not None
    assert demo.title == "The [31mserver is green"


@given(st.text(max_size=400), st.booleans())
def test_any_text_is_read_or_refused_and_never_fails(text: str, inside: bool) -> None:
    demo, found = read_demo(GOOD.replace("# stage", f"# {text}\n# stage") if inside else text, "a-demo.py")
    assert demo is not None or found


@pytest.mark.parametrize("bomb", ["[" * 15_000, "(" * 15_000, "-" * 15_000 + "1", "\0"])
def test_texts_that_break_parsers_are_refused(bomb: str) -> None:
    assert problems(GOOD.replace('print("hello")', bomb))
    assert problems(GOOD.replace('"monitor"', bomb))
