"""Demo: one tool, really run, in one short Python file that says itself what it needs."""

from __future__ import annotations

import ast
import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from holeout.problems import Level, Problem
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_LINES = 60
MOST_CHARACTERS = 16_000
_BLOCK = re.compile(r"(?m)^# /// script$\s(?P<content>(?:^#(?:| .*)$\s)+?)^# ///$")
_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[A-Za-z0-9._,\s-]*\])?\s*"
    r"==\s*(?P<version>[0-9][A-Za-z0-9.!+_-]*)\s*(?:;.*)?"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINE_OF_TOML = re.compile(r"\(at line (\d+), column (\d+)\)")
_OWN_TABLE = re.compile(r"(?m)^# \[tool\.holeout\]\n(?:#(?! \[| ///$).*\n)*")
MOST_KEYS = 100


@dataclass(frozen=True, slots=True)
class Demo:
    """One demo as it is written. `text` is the whole file, and `content_hash` is what consent is given to."""

    id: str
    title: str
    watch: str
    """The one line that says what to look at."""
    path: str
    text: str
    content_hash: str
    metadata: str
    """The block of inline script metadata without `[tool.holeout]`: all that its environment depends on."""
    requires: tuple[str, ...]
    exclude_newer: str
    requires_python: str = ""
    stage: str = ""
    pitfall: str = ""
    tool: str = ""
    minutes: float = 1.0
    """How long a speaker needs for it."""
    proof: str = ""
    """What its output contains if the tool really helped."""
    needs: tuple[str, ...] = ()
    """Programs that it calls, which are not Python packages: `git`."""
    interactive: bool = False
    """Whether it waits for keys, so that it does not end by itself."""
    keys: tuple[str, ...] = ()
    """What is typed where nobody is there to type, such as in a recording, a piece after each pause."""
    program: bool = False
    """Whether it draws on the whole terminal, so that its output cannot be shown as text."""


_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "stage": str, "pitfall": str, "tool": str, "proof": str, "minutes": (int, float), "needs": list,
    "interactive": bool, "keys": (list, str), "program": bool,
}  # fmt: skip


def read_demo(text: str, path: str, *, most_lines: int = MOST_LINES) -> tuple[Demo | None, list[Problem]]:
    """The demo that `text` holds, and all that is wrong with it; no demo when a problem is an error.

    The file's name without its ending is the demo's id. Nothing is run.
    """
    reader = _Reader(text, path, most_lines)
    demo = reader.read()
    problems = sorted(reader.problems)
    if any(problem.level is Level.ERROR for problem in problems):
        return None, problems
    return demo, problems


class _Reader:
    """Reads one file, gathering problems."""

    def __init__(self, text: str, path: str, most_lines: int) -> None:
        self.text = text
        self.most_lines = most_lines
        self.path = path
        self.id = PurePath(path).stem
        self.problems: list[Problem] = []

    def read(self) -> Demo | None:
        """The demo, as far as it could be read."""
        if not self._sizes():
            return None
        title, watch = self._docstring()
        block = _BLOCK.search(self.text)
        if block is None:
            self._say(
                1, "there is no block of script metadata", "begin the file with '# /// script', see PEP 723"
            )
            return None
        data = self._toml(block)
        requires = tuple(self._pins(data))
        fields = dict(self._fields(data))
        fields["needs"] = tuple(map(clean_line, fields.get("needs", ())))
        fields["keys"] = tuple(fields.get("keys", ()))[:MOST_KEYS]
        fields["interactive"] = fields.get("interactive", bool(fields["keys"]))
        python = data.get("requires-python", "")
        return Demo(
            id=self.id,
            title=title,
            watch=watch,
            path=self.path,
            text=self.text,
            content_hash=hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest(),
            metadata=_for_uv(block.group(0)),
            requires=requires,
            exclude_newer=self._date(data),
            requires_python=python if isinstance(python, str) else "",
            **fields,
        )

    def _sizes(self) -> bool:
        lines = len(self.text.splitlines())
        if len(self.text) > MOST_CHARACTERS:
            self._say(0, f"a demo has at most {MOST_CHARACTERS} characters; this has {len(self.text)}")
            return False
        if lines > self.most_lines:
            self._say(self.most_lines + 1, f"a demo has at most {self.most_lines} lines; this has {lines}",
                      "leave out what the audience need not see")  # fmt: skip
        if not _ID.fullmatch(self.id):
            self._say(
                0,
                f"{self.id!r} cannot be a demo's id",
                "use small letters, digits and hyphens in the file's name",
            )
        return True

    def _docstring(self) -> tuple[str, str]:
        try:
            tree = ast.parse(self.text)
        except SyntaxError as error:
            self._say(
                error.lineno or 1, f"this is not Python: {clean_line(error.msg)}", column=error.offset or 1
            )
            return "", ""
        except (ValueError, RecursionError, MemoryError):
            self._say(1, "Python cannot read this file")
            return "", ""
        lines = (ast.get_docstring(tree) or "").splitlines()
        first = tree.body[0].lineno if tree.body else 1
        watch = next((line.removeprefix("Watch:") for line in lines if line.startswith("Watch:")), "")
        if not lines or lines[0].startswith("Watch:"):
            self._say(
                first, "the demo has no title", "give the file a docstring whose first line is the title"
            )
        elif not watch.strip():
            self._say(
                first, "the demo does not say what to watch", "add a line 'Watch: ...' to the docstring"
            )
        return clean_line(lines[0]) if lines else "", clean_line(watch)

    def _toml(self, block: re.Match[str]) -> dict[str, Any]:
        lines = (line.removeprefix("#").removeprefix(" ") for line in block.group("content").splitlines())
        start = self.text.count("\n", 0, block.start()) + 1
        try:
            return tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as error:
            place = _LINE_OF_TOML.search(str(error))
            line, column = (int(place[1]), int(place[2])) if place else (1, 1)
            message = clean_line(_LINE_OF_TOML.sub("", str(error)))
            self._say(start + line, f"the script metadata is not TOML: {message}", column=column + 2)
        except RecursionError:
            self._say(start, "the script metadata is nested too deeply")
        return {}

    def _pins(self, data: Mapping[str, Any]) -> Iterator[str]:
        listed = data.get("dependencies", [])
        if not isinstance(listed, list):
            self._say(self._line_of("dependencies"), "dependencies must be a list")
            return
        for item in listed:
            pin = _PIN.fullmatch(item.strip()) if isinstance(item, str) else None
            if pin is None:
                self._say(
                    self._line_of(str(item)),
                    f"{clean_line(str(item))!r} is not one exact version",
                    "write it as 'name==1.2.3', so that the demo shows the same for years",
                )
                continue
            if _normal(pin["name"]) == _normal(self.id):
                self._say(self._line_of(item), f"the demo is called like the package {pin['name']} and would hide it",
                          "rename the file")  # fmt: skip
            yield item.strip()

    def _date(self, data: Mapping[str, Any]) -> str:
        uv = data.get("tool", {}).get("uv", {}) if isinstance(data.get("tool", {}), dict) else {}
        date = str(uv.get("exclude-newer", "")) if isinstance(uv, dict) else ""
        if not _DATE.fullmatch(date):
            self._say(
                self._line_of("exclude-newer", "# /// script"),
                f"{clean_line(date)!r} is no date of resolution"
                if date
                else "the date of resolution is missing",
                'add [tool.uv] with exclude-newer = "2026-11-01T00:00:00Z" as the last table of the metadata',
            )
        return date

    def _fields(self, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        tool = data.get("tool", {})
        table = tool.get("holeout", {}) if isinstance(tool, dict) else {}
        if not isinstance(table, dict):
            self._say(self._line_of("holeout"), "[tool.holeout] must be a table")
            return
        for key, value in table.items():
            kind = _KINDS.get(key)
            if kind is None:
                self._say(self._line_of(key), f"{clean_line(key)!r} is not known in [tool.holeout]",
                          f"known are {', '.join(_KINDS)}", level=Level.WARNING)  # fmt: skip
            elif not _fits(value, kind):
                self._say(self._line_of(key), f"{key} has the wrong kind of value")
            else:
                yield key, clean_line(value) if isinstance(value, str) and key != "keys" else value

    def _line_of(self, *needles: str) -> int:
        lines = self.text.splitlines()
        for needle in needles:
            for number, line in enumerate(lines, 1):
                if needle in line:
                    return number
        return 1

    def _say(
        self, line: int, message: str, hint: str = "", *, column: int = 1, level: Level = Level.ERROR
    ) -> None:
        self.problems.append(Problem(self.path, line, column if line else 0, message, hint, level))


def _for_uv(block: str) -> str:
    """`block` without what is for this program alone, so that demos that need the same share an environment."""
    bare = _OWN_TABLE.sub("", block + "\n").rstrip("\n")
    whole, part = _parsed(block), _parsed(bare)
    if isinstance(whole.get("tool"), dict):
        whole["tool"].pop("holeout", None)
    return bare if part == whole else block


def _parsed(block: str) -> dict[str, Any]:
    lines = (line.removeprefix("#").removeprefix(" ") for line in block.splitlines()[1:-1])
    try:
        return tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _fits(value: object, kind: type | tuple[type, ...]) -> bool:
    if isinstance(value, bool):
        return kind is bool
    if isinstance(value, list):
        return kind in (list, _KINDS["keys"]) and all(isinstance(item, str) for item in value)
    if isinstance(value, (int, float)):
        return isinstance(value, kind) and 0 < value <= 60
    return isinstance(value, kind)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
