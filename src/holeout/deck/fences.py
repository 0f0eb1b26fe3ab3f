"""What stands after the opening of a code block: language, lines to light, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

_LANGUAGE = re.compile(r"[^\s{}\[\]]+")
_SPACE = re.compile(r"\s+")
_CLASSES = re.compile(r"\{[ \t]*((?:[.#][\w+#-]+|[\w-]+=(?:\"[^\"]*\"|[^\s\"{}]+))(?:[ \t]+[^{}]*)?)\}")
_WORD = re.compile(r"\[[^\]]*\]|[^\s{\[]+")
_PART = re.compile(r"(\d{1,6})(?:[ ]*-[ ]*(\d{1,6}))?")
_NAMES = {"all": None, "*": None, "none": frozenset[int](), "hide": frozenset[int]()}
_TERMINAL = re.compile(r"terminal\d*|terminal-ex")
_MONACO = frozenset({"monaco", "monaco-run", "monaco-diff"})
_RUNS = re.compile(r"\+(?:auto_)?(?:exec|exec_replace|acquire_terminal|image|validate|pty)(?:[:=]|$)")

Focus: TypeAlias = tuple[frozenset[int] | None, ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """The first line of a code block, read. `groups` are the parts of a focus, as written."""

    language: str = ""
    groups: tuple[str, ...] = ()
    line_numbers: bool = False
    first_line: int = 1
    attributes: tuple[str, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether the code is meant to be run, so that it may hide lines from its readers."""
        return any(map(_RUNS.match, self.attributes))

    @property
    def wish(self) -> str:
        """What of this another tool would run, as it was written; nothing where it would run nothing."""
        if _TERMINAL.fullmatch(self.language):
            return self.language
        return next((word for word in self.attributes if _RUNS.match(word) or word in _MONACO), "")


def read_fence(info: str) -> Fence:
    """What `info` says, in the forms of presenterm, Slidev, reveal.js, pandoc and patat."""
    info = info.strip()
    if classes := _CLASSES.match(info):
        return _pandoc(classes[1])
    language = _LANGUAGE.match(info)
    rest = info[language.end() :] if language else info
    groups: tuple[str, ...] = ()
    attributes: list[str] = []
    position = 0
    while position < len(rest):
        if space := _SPACE.match(rest, position):
            position = space.end()
        elif rest[position] == "{":
            end = _closing(rest, position, "}")
            inside = rest[position + 1 : end]
            if not groups and is_focus(inside):
                groups = _split(inside, "|")
            elif classes := _CLASSES.match(rest, position):
                attributes += [word.lstrip(".") for word in classes[1].split()]
            else:
                attributes += _settings(inside)
            position = end + 1
        else:
            word = _WORD.match(rest, position)
            text = word[0] if word else rest[position]
            if not groups and text[0] == "[" and is_focus(text[1:-1].split(":", 1)[-1]):
                start, _, lines = text[1:-1].rpartition(":")
                groups = _split(lines, "|")
                if start.strip().isdecimal():
                    attributes += [f"startLine:{start.strip()}", "lines:true"]
            else:
                attributes.append(text)
            position += len(text)
    return _fence(language[0] if language else "", groups, attributes)


def _pandoc(text: str) -> Fence:
    words = text.split()
    classes = [word[1:] for word in words if word.startswith(".")]
    language = next((name for name in classes if name.lower() != "numberlines"), "")
    return _fence(language, (), [word.lstrip(".") for word in words if word != f".{language}"])


def _fence(language: str, groups: tuple[str, ...], words: list[str]) -> Fence:
    numbers, first, attributes = False, 1, []
    for word in words:
        key, _, value = re.sub("=", ":", word, count=1).partition(":")
        value = value.strip("\"' ")
        match key.lower():
            case "+line_numbers" | "numberlines" | "number-lines" | "linenumbers":
                numbers = True
            case "lines" if value in {"true", "false"}:
                numbers = value == "true"
            case "startline" | "startfrom" | "start_line" if value.isdecimal():
                first = int(value[:6])
            case _:
                attributes.append(word)
    return Fence(language, groups, numbers, first, tuple(attributes))


def _settings(text: str) -> list[str]:
    """Slidev's `{lines:true, maxHeight:'100px'}` as `key:value` each."""
    return [re.sub(r"\s*:\s*", ":", part.strip(), count=1) for part in text.split(",") if part.strip()]


def _closing(text: str, start: int, closer: str) -> int:
    """Where the bracket at `start` closes, not counting text between slashes; the end where it does not."""
    position, slash = start + 1, False
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 1
        elif character == "/":
            slash = not slash
        elif character == closer and not slash:
            return position
        position += 1
    plain = text.find(closer, start)
    return plain if plain >= 0 else len(text)


def _split(text: str, separator: str) -> tuple[str, ...]:
    """The parts of `text` between separators that are not within slashes."""
    parts, start, position, slash = [], 0, 0, False
    while position < len(text):
        if text[position] == "\\":
            position += 1
        elif text[position] == "/":
            slash = not slash
        elif text[position] == separator and not slash:
            parts.append(text[start:position].strip())
            start = position + 1
        position += 1
    return (*parts, text[start:].strip())


def is_focus(text: str) -> bool:
    """Whether the text between braces says which lines to light."""
    groups = _split(text, "|")
    if text.strip() == "":
        return False
    return all(group in _NAMES or not group or all(map(_is_part, _split(group, ","))) for group in groups)


def _is_part(part: str) -> bool:
    return _PART.fullmatch(part) is not None or _patterns(part) is not None


def _patterns(part: str) -> tuple[str, str | None] | None:
    """The texts of `/from/` or `/from/-/to/`."""
    if len(part) < 3 or part[0] != "/":
        return None
    end = _slash(part, 1)
    if end == len(part) - 1 and end > 1:
        return part[1:end].replace("\\/", "/"), None
    if part[end : end + 3] != "/-/" or (last := _slash(part, end + 3)) != len(part) - 1:
        return None
    return part[1:end].replace("\\/", "/"), part[end + 3 : last].replace("\\/", "/")


def _slash(text: str, position: int) -> int:
    while position < len(text) and text[position] != "/":
        position += 2 if text[position] == "\\" else 1
    return position


def read_focus(groups: tuple[str, ...], text: str) -> tuple[Focus, list[str]]:
    """The lines of `text` that each of `groups` lights, and those parts that light none.

    A part is a line, a range, `/text/` for the lines that hold the text, or `/from/-/to/` for all from a line
    that holds the one to the next that holds the other.
    """
    lines = text.split("\n")
    missing: list[str] = []
    focus: list[frozenset[int] | None] = []
    for group in groups:
        if group in _NAMES:
            focus.append(_NAMES[group])
            continue
        lit: set[int] = set()
        for part in filter(None, _split(group, ",")):
            found = _lines_of(part, lines)
            lit |= found
            if not found:
                missing.append(part)
        focus.append(frozenset(lit) if lit or not missing else None)
    return tuple(focus), missing


def _lines_of(part: str, lines: list[str]) -> set[int]:
    numbers = _PART.fullmatch(part)
    if numbers:
        first = int(numbers[1])
        return set(range(max(1, first), min(int(numbers[2] or first), len(lines)) + 1))
    first_text, last_text = _patterns(part) or ("", None)
    holding = [number for number, line in enumerate(lines, 1) if first_text in line]
    if last_text is None or not holding:
        return set(holding)
    end = next((n for n, line in enumerate(lines, 1) if n >= holding[0] and last_text in line), len(lines))
    return set(range(holding[0], end + 1))


def visible_code(text: str, language: str) -> str:
    """`text` without the lines that presenterm runs but does not show."""
    prefix = "# " if language == "rust" else "/// "
    lines = [line for line in text.split("\n") if not line.startswith(prefix) and line != prefix.rstrip()]
    return "\n".join(lines)
