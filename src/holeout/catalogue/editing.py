"""New facts written into tools.yaml without touching anything else: comments, order and quotes stay. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import yaml

from holeout.problems import HoleoutError
from holeout.yaml_guard import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Facts = Mapping[str, str]

ORDER = ("licence", "licence_source", "latest", "latest_date", "last_commit", "seen")
"""The facts that come first in an entry, in the order in which they stand."""


@dataclass(frozen=True, slots=True)
class _Splice:
    """`text` in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def edited(text: str, changes: Mapping[str, Facts], path: str = "tools.yaml") -> str:
    """`text`, the content of tools.yaml, with the facts in `changes`, by tool id and key; empty takes a key out.

    The result is read again before it is given back. Raises HoleoutError if anything but those facts would
    differ, or if `text` cannot be read.
    """
    _refuse_unreadable(text, path)
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    splices = [
        splice
        for tool in _tools(root)
        if (id := _scalar(tool, "id")) in changes
        for splice in _tool_splices(text, tool, changes[id])
    ]
    after = text
    # From the end, so that places hold; of two new lines at one place, the lower one first.
    for splice in reversed(sorted(splices, key=lambda splice: splice.start)):  # noqa: C413
        after = after[: splice.start] + splice.text + after[splice.end :]
    _refuse_other_changes(text, after, changes, path)
    return after


def diff(before: str, after: str, path: str) -> str:
    """What changes from `before` to `after` in the file at `path` of a talk, as `git apply` and `patch -p1` take it."""
    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    ended = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return "".join(ended)


def _refuse_unreadable(text: str, path: str) -> None:
    # PyYAML's composer recurses: what is nested too deeply must not reach it.
    _, problems = read_yaml(text, path)
    if problems:
        raise HoleoutError(f"{path} cannot be read", "mend it first", tuple(problems))


def _tools(root: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    listed = _value(root, "tools") if isinstance(root, yaml.MappingNode) else None
    if isinstance(listed, yaml.SequenceNode):
        yield from (node for node in listed.value if isinstance(node, yaml.MappingNode))


def _value(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _scalar(node: yaml.MappingNode, name: str) -> str:
    value = _value(node, name)
    return str(value.value) if isinstance(value, yaml.ScalarNode) else ""


def _tool_splices(text: str, tool: yaml.MappingNode, facts: Facts) -> Iterator[_Splice]:
    held = _value(tool, "facts")
    if not isinstance(held, yaml.MappingNode) or held.flow_style or not held.value:
        raise HoleoutError(
            f"the facts of `{_scalar(tool, 'id')}` are not written a line each",
            "write them so, below `facts:`",
        )
    for key, value in sorted(facts.items(), key=lambda fact: ORDER.index(fact[0])):
        yield from _fact_splices(text, held, key, value)


def _fact_splices(text: str, held: yaml.MappingNode, key: str, value: str) -> Iterator[_Splice]:
    written = next(((name, old) for name, old in held.value if name.value == key), None)
    if written is None:
        if value:
            yield _inserted(text, held, key, value)
        return
    name, old = written
    if value:
        start, end = old.start_mark.index, old.end_mark.index
        yield _Splice(start, end, _dumped(value) if start < end else f" {_dumped(value)}")
    else:
        start = text.rfind("\n", 0, name.start_mark.index) + 1
        yield _Splice(start, _line_end(text, max(old.end_mark.index - 1, start)) + 1, "")


def _inserted(text: str, held: yaml.MappingNode, key: str, value: str) -> _Splice:
    """A new line below the fact that it follows in ORDER, or above all."""
    earlier = ORDER[: ORDER.index(key)]
    before = [old for name, old in held.value if name.value in earlier]
    indent = " " * held.value[0][0].start_mark.column
    newline = "\r\n" if "\r\n" in text else "\n"
    if not before:
        at = held.value[0][0].start_mark.index
        return _Splice(at, at, f"{key}: {_dumped(value)}{newline}{indent}")
    end = _line_end(text, max(old.end_mark.index for old in before) - 1)
    end -= text[:end].endswith("\r")
    return _Splice(end, end, f"{newline}{indent}{key}: {_dumped(value)}")


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def _dumped(value: str) -> str:
    """`value` as YAML that reads back as this very text."""
    return yaml.safe_dump(value, allow_unicode=True, width=10_000).split("\n", 1)[0]


def _refuse_other_changes(before: str, after: str, changes: Mapping[str, Facts], path: str) -> None:
    wanted, got = yaml.safe_load(before), yaml.safe_load(after)
    for tool in wanted.get("tools", ()) if isinstance(wanted, dict) else ():
        _apply(tool, changes.get(tool.get("id"), {}))
    if wanted != got:
        raise HoleoutError(
            f"{path} is written in a way that cannot be changed safely", "change those facts by hand"
        )


def _apply(tool: dict[str, Any], facts: Facts) -> None:
    for key, value in facts.items():
        if value:
            tool["facts"][key] = value
        else:
            tool["facts"].pop(key, None)
