"""What a person may write by hand, and what they are told when it cannot be taken."""

from __future__ import annotations

import codecs

import pytest
from favourites_makers import HEAD, read

from holeout.favourites.fileformat import parse, parse_bytes
from holeout.favourites.model import Favourite, Mark, Slot
from holeout.favourites.rendering import render
from holeout.problems import Level

WHOLE = """\
# my tools
format = "holeout-favourites/1"
talk   = "my-talk"
actor  = "k3v9q2m7xw4d"
by     = "Anna"
updated = 2026-11-23
mood   = "good"

[[favourite]]
tool  = "polars"           # a name
stage = "data"
note  = '''
It's fast,
and "lazy".'''
tags  = ["arrow", 'frame', "arrow"]
url   = "https://pola.rs"

[[favourite]]
tool = "Weights & Biases"
x-team = { size = 12, since = 2020-01-01 }

[seal]
"pkg:pypi/polars" = "3-19c2f07a44be"
"pkg:pypi/old" = "2-gone"
[seal.benbenbenben]
"pkg:pypi/dvc" = "1-0123456789ab"
"""


def problems(text: str) -> list[str]:
    """What is said of a text below the format line, which is line 1."""
    return [str(problem) for problem in parse(HEAD + text, "f.toml").problems]


def test_everything_that_may_be_written_is_read() -> None:
    file = read(WHOLE)
    assert (file.talk, file.actor, file.by, file.updated) == ("my-talk", "k3v9q2m7xw4d", "Anna", "2026-11-23")
    assert file.extra == {"mood": "good"}
    first, second = file.favourites
    assert first == Favourite(
        "polars",
        stage="data",
        note='It\'s fast,\nand "lazy".',
        tags=("arrow", "frame"),
        url="https://pola.rs",
    )
    assert (first.line, second.line) == (9, 18)
    assert second.extra["x-team"]["size"] == 12
    assert file.seal == {
        Slot("", "pkg:pypi/polars"): Mark(3, "19c2f07a44be"),
        Slot("", "pkg:pypi/old"): Mark(2),
        Slot("benbenbenben", "pkg:pypi/dvc"): Mark(1, "0123456789ab"),
    }


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    data = codecs.BOM_UTF8 + WHOLE.replace("\n", "\r\n").encode()
    assert parse_bytes(data, "f").file == read(WHOLE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (WHOLE.encode("utf-16"), "f:1:1: this file is UTF-16, not UTF-8"),
        (WHOLE.encode("utf-32"), "f:1:1: this file is UTF-32, not UTF-8"),
        ("a = 1\nb = 'käse'".encode("latin-1"), "f:2:7: byte 0xe4 is not UTF-8"),
        (b"a = 1\n\0", "f:2:0: this is not text: it holds a zero byte"),
    ],
)
def test_another_encoding_is_named_with_the_way_out(data: bytes, said: str) -> None:
    reading = parse_bytes(data, "f")
    assert reading.file is None
    assert [str(problem) for problem in reading.problems] == [
        f"{said}\n    hint: save it as UTF-8 in your editor"
    ]


@pytest.mark.parametrize(
    ("line", "place", "hint"),
    [
        ("tool = polars", "2:8", 'put the text in "quotes"'),
        ("note = 6x faster", "2:9", 'put the text in "quotes"'),
        ("note = “fast”", "2:8", 'text needs "straight quotes"'),
        ("note =", "2:7", 'write something after note =, such as "" for nothing'),
        ("note = 'it's'", "2:12", 'text with \' in it needs "double quotes"'),
        ('note = "say "x""', "2:14", "text with \" in it needs 'single quotes'"),
        ('note = "a\\qb"', "2:12", "write 'single quotes' around text with a backslash in it"),
        ('note = "C:\\Users"', "2:13", "write 'single quotes' around text with a backslash in it"),
        (
            'note = "one\ntwo"',
            "2:12",
            'close the quotes, or write """ on either side of text of several lines',
        ),
        ('note = """one', "2:14", 'close the quotes, or write """ on either side of text of several lines'),
        ('tags = "a", "b"', "2:11", 'a list stands in brackets: tags = ["a", "b"]'),
        ('tags = ["a"', "2:12", "a list ends with ]"),
        ('note: "x"', "2:5", 'write key = "text", with an equals sign'),
        ('my note = "x"', "2:4", 'a key is one word: note = "…"'),
        ('note = "a"\nnote = "b"', "3:11", "each key once; start every favourite with [[favourite]]"),
        (
            "[[favourite]",
            "2:12",
            "a favourite starts with [[favourite]] on a line of its own, two brackets on either side",
        ),
        (
            "[favourite]]",
            "2:12",
            "a favourite starts with [[favourite]] on a line of its own, two brackets on either side",
        ),
        ("[seal]\n[seal]", "3:6", "write this header only once"),
        ("= 3", "2:1", 'a line is key = "text", [[favourite]] or # a remark'),
        ("day = 2026-02-31", "2:7", "write dates as 2026-11-23"),
        ('note = "\x07"', "2:9", "take the invisible character out"),
    ],
)
def test_a_slip_of_the_hand_is_told_with_its_place_and_the_way_out(line: str, place: str, hint: str) -> None:
    reading = parse(HEAD + line, "f.toml")
    assert reading.file is None
    (problem,) = reading.problems
    assert str(problem).startswith(f"f.toml:{place}: ")
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tool = 3", '3:8: expected text, got a number\n    hint: put it in "quotes"'),
        ('tool = ""', "3:8: this must not be empty"),
        ('tool = "\\u202e"', "3:8: this must not be empty"),
        ('note = "x"', '2:1: this favourite names no tool\n    hint: write tool = "…" below [[favourite]]'),
        (
            'tool="x"\ntags = "a"',
            '4:8: expected a list of text, got text\n    hint: write tags = ["one", "two"]',
        ),
        (
            'tool="x"\ntags = ["a",\n  true]',
            '5:3: expected text, got true or false\n    hint: put it in "quotes"',
        ),
        ('tool="x"\nstage = ["data"]', '4:9: expected text, got a list\n    hint: put it in "quotes"'),
        (
            f'tool="x"\nnote = "{"é" * 501}"',
            "4:8: this is 501 characters long; at most 500\n    hint: say it shorter",
        ),
        (f'tool="x"\ntags = {["t"] * 11}', "4:8: 11 in the list; at most 10"),
        (
            'tool="x"\nurl = "ftp://x"',
            "4:7: expected a link that starts with https:// or http://, without spaces",
        ),
        ('tool="x"\nactor = "Me"', "4:9: expected 8 to 32 lower-case letters and digits"),
        (
            'tool="x"\nupdated = "soon"',
            "4:11: expected a date, got text\n    hint: write updated = 2026-11-23",
        ),
        (
            'tool="x"\n"no\\u200ete" = "a"',
            "4:16: the key 'note' holds invisible characters\n    hint: write it anew",
        ),
    ],
)
def test_a_value_that_cannot_be_taken_is_told_with_its_place(text: str, said: str) -> None:
    assert problems(f"[[favourite]]\n{text}") == [f"f.toml:{said}"]


def test_places_are_right_in_inline_tables_below_text_of_several_lines_and_with_crlf() -> None:
    lines = ['note = """', "[[favourite]]", '"""', "favourite = ["]
    text = "\n".join([*lines, '  { tool = "a", x = { y = [1] } },', '  { tool = "b", note = 3 },', "]"])
    assert problems(text)[-1].startswith("f.toml:7:24: expected text")
    crlf = (HEAD + '[[favourite]]\ntool = "a"\nnote = 3').replace("\n", "\r\n").encode()
    assert str(parse_bytes(crlf, "f").problems[0]).startswith("f:4:8: ")


def test_all_wrong_values_are_told_at_once() -> None:
    text = '[[favourite]]\ntool = 1\nnote = 2\n[[favourite]]\ntool = "x"\nurl = "y"\n[seal]\n"pkg:pypi/x" = 3'
    assert [said.partition(" ")[0] for said in problems(text)] == [
        "f.toml:3:8:",
        "f.toml:4:8:",
        "f.toml:7:7:",
        "f.toml:9:16:",
    ]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("", "this file does not say its format"),
        ('format = "x"', "this is not a favourites file"),
        ('format = "holeout-favourites/2"', "this file was made by a newer holeout"),
    ],
)
def test_a_file_of_another_format_is_not_taken(first: str, said: str) -> None:
    (problem,) = parse(f'{first}\n[[favourite]]\ntool = "x"').problems
    assert problem.message == said
    assert problem.hint


@pytest.mark.parametrize("key", ["notes", "Note", "not", "URL", "tag", "Stage"])
def test_a_key_that_is_nearly_ours_is_kept_with_a_question(key: str) -> None:
    reading = parse(f'{HEAD}[[favourite]]\ntool = "x"\n{key} = "y"')
    (problem,) = reading.problems
    assert problem.level is Level.WARNING
    assert "did you mean" in problem.message
    assert reading.file
    assert reading.file.favourites[0].extra == {key: "y"}


def test_a_key_of_ones_own_is_kept_without_a_question() -> None:
    reading = parse(f'{HEAD}[[favourite]]\ntool = "x"\nx-note = "y"\nlicence = "MIT"')
    assert not reading.problems
    assert reading.file
    assert reading.file.favourites[0].extra == {"x-note": "y", "licence": "MIT"}


def test_the_american_spelling_of_the_table_is_an_error_not_a_silent_loss() -> None:
    assert problems('[[favorite]]\ntool = "x"') == [
        "f.toml:2:1: 'favorite' is unknown\n    hint: write [[favourite]]"
    ]
    assert problems('[favourite]\ntool = "x"') == [
        "f.toml:2:1: expected favourites, got a table\n    hint: write [[favourite]] above each"
    ]


def test_the_same_tool_twice_is_told_and_the_later_one_counts() -> None:
    (said,) = problems('[[favourite]]\ntool = "polars"\n[[favourite]]\ntool = "Polars"')
    assert said == "f.toml:4:1: warning: the same tool as on line 2; only this one counts"


def test_a_path_in_double_quotes_is_questioned() -> None:
    said = problems('[[favourite]]\ntool = "x"\nnote = "see C:\\new\\tool"')
    assert said == [
        "f.toml:4:8: warning: a backslash in double quotes makes a special character\n"
        "    hint: write 'single quotes' around a path"
    ]


def test_what_could_drive_a_terminal_is_cleaned_from_every_text() -> None:
    nasty = r"a\u001b[31m\u009b\u202e\u2066\u200f\u0007b"
    file = read(f"""{HEAD}by = "{nasty}"
"x" = ["{nasty}", {{ "k" = "{nasty}" }}]
[[favourite]]
tool = "{nasty}"
note = "{nasty}\\r\\nc{"́" * 40}d"
tags = ["{nasty}"]
""")
    seen = repr((file, file.extra))
    assert not [
        character
        for character in "\x1b\x9b\u202e\u2066\u200f\x07"
        if character in seen or repr(character)[1:-1] in seen
    ]
    assert file.favourites[0].tool == "a[31mb"
    assert file.favourites[0].note.count("́") <= 3


def test_what_a_hidden_character_kept_apart_is_settled_at_once_so_that_the_seal_holds() -> None:
    file = read(f'{HEAD}[[favourite]]\ntool = "cafe\\u0007\\u0301"\nnote = "\\u200e x"\n')
    assert (file.favourites[0].tool, file.favourites[0].note) == ("café", "x")
    assert read(render(file)) == file


def test_seals_that_nobody_made_are_left_out_with_a_warning() -> None:
    seals = ["[seal]", '"pkg:pypi/x" = "0-gone"', '"X" = "1-gone"', '"pkg:pypi/y" = "1-gone"']
    text = "\n".join([*seals, "[seal.Me]", '"pkg:pypi/z" = "1-gone"'])
    reading = parse(HEAD + text)
    assert [problem.line for problem in reading.problems] == [3, 4, 6]
    assert reading.file
    assert list(reading.file.seal) == [Slot("", "pkg:pypi/y")]
