"""From bytes to plain values: what can be wrong before a file says anything, told in its author's terms."""

from __future__ import annotations

import codecs
import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from holeout.problems import Problem
from holeout.text import clean_line
from holeout.tomltext import Places, excess, fault

if TYPE_CHECKING:
    from holeout.favourites.model import Limits

_WIDE_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CURLY: Final = re.compile("[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb]")
_SAVE_AS_UTF8: Final = "save it as UTF-8 in your editor"


def decoded(data: bytes, name: str, limits: Limits) -> str | Problem:
    """The text of a file, with plain line ends and no byte order mark."""
    if len(data) > limits.size:
        return too_large(name, limits)
    for mark, encoding in _WIDE_MARKS:
        if data.startswith(mark):
            return Problem(name, 1, 1, f"this file is {encoding}, not UTF-8", _SAVE_AS_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    if (zero := data.find(b"\0")) >= 0:
        return Problem(
            name, data.count(b"\n", 0, zero) + 1, 0, "this is not text: it holds a zero byte", _SAVE_AS_UTF8
        )
    try:
        return data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace").replace("\r\n", "\n")
        line, column = Places(before).at(len(before))
        return Problem(name, line, column, f"byte {data[error.start]:#04x} is not UTF-8", _SAVE_AS_UTF8)


def too_large(name: str, limits: Limits) -> Problem:
    """The problem of a file that is over the size limit."""
    size = f"{limits.size // 1024:,} KiB"
    return Problem(
        name, 0, 0, f"this file is larger than {size}", "favourites are short; is this the right file?"
    )


def loaded(text: str, name: str, limits: Limits) -> dict[str, Any] | Problem:
    """The values in `text`, or the first thing that is wrong with its TOML."""
    if over := excess(text, limits):
        line, column = Places(text).at(over[0])
        return Problem(name, line, column, over[1], "no favourites file needs that; is this the right file?")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _told(str(error), text, name)
    except (ValueError, RecursionError, OverflowError) as error:  # such as a date in year 0
        return Problem(name, 0, 0, f"this cannot be read as TOML: {clean_line(str(error))[:200]}")


def _told(message: str, text: str, name: str) -> Problem:
    said, line, column = fault(message, text)
    return Problem(name, line, column, said, _hint(said, text.split("\n")[line - 1]))


def _hint(said: str, line: str) -> str:
    """What the author most likely meant."""
    key, _, value = (part.strip() for part in line.partition("="))
    if "Invalid value" in said and _CURLY.search(line):
        return 'text needs "straight quotes"'
    if "Invalid value" in said:
        return (
            'put the text in "quotes"' if value else f'write something after {key} =, such as "" for nothing'
        )
    if "Expected newline" in said:
        return _after_the_value(key, value)
    if "Expected '='" in said and _LIKE_YAML.match(line):
        return 'write key = "text", with an equals sign'
    return next((hint for part, hint in _HINTS if part in said), "")


def _after_the_value(key: str, value: str) -> str:
    """What to say when a line goes on after its value has ended."""
    if key.startswith("["):
        return _BRACKETS
    if value[:1] not in {'"', "'"}:
        return 'put the text in "quotes"'
    if (
        value.count(",")
        and value.count('"') > 2
        and value.partition('"')[2].partition('"')[2].lstrip().startswith(",")
    ):
        return f"a list stands in brackets: {key} = [{value}]"
    return (
        "text with \" in it needs 'single quotes'"
        if value[0] == '"'
        else 'text with \' in it needs "double quotes"'
    )


_LIKE_YAML: Final = re.compile(r"\s*-?\s*[\w-]+\s*:")
_BACKSLASH: Final = "write 'single quotes' around text with a backslash in it"
_BRACKETS: Final = "a favourite starts with [[favourite]] on a line of its own, two brackets on either side"
_UNCLOSED: Final = 'close the quotes, or write """ on either side of text of several lines'
_ENTRY: Final = 'a line is key = "text", [[favourite]] or # a remark'
_HINTS: Final = (
    ("Unescaped '\\'", _BACKSLASH),
    ("hex value", _BACKSLASH),
    ("Unicode scalar", _BACKSLASH),
    ("character '\\n'", _UNCLOSED),
    ("Unterminated", _UNCLOSED),
    ("Illegal character", "take the invisible character out"),
    ("Expected '='", 'a key is one word: note = "…"'),
    ("Cannot overwrite", "each key once; start every favourite with [[favourite]]"),
    ("Cannot declare ('favourite',)", _BRACKETS),
    ("Cannot declare", "write this header only once"),
    ("Unclosed array", "a list ends with ]"),
    ("Expected ']", _BRACKETS),
    ("Invalid date", "write dates as 2026-11-23"),
    ("key part", _ENTRY),
    ("Invalid statement", _ENTRY),
)
