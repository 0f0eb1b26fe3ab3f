"""From the texts of a talk's content files to its Lifecycle, with every fault reported at its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from holeout.lifecycle.checks import check_judgements, check_references
from holeout.lifecycle.fields import ListOf, Ref, is_empty, read_fields
from holeout.lifecycle.findings import Findings, Suggester
from holeout.lifecycle.kinds import FRAMEWORKS, KINDS, PITFALLS, RUBRIC, STAGES, TOOL_LISTS, Kind
from holeout.lifecycle.model import Lifecycle, Place, Rubric, ToolLists
from holeout.phrases import short
from holeout.problems import Level, Problem
from holeout.yaml_guard import Entry, Mapping, Node, Sequence, read_yaml, to_plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from collections.abc import Mapping as Lookup

    from holeout.lifecycle.findings import Reference

FOLDER = "content/"
"""Where in a talk's folder the content files are."""


def read_lifecycle(
    files: Lookup[str, str], demos: Collection[str], cited: Collection[str] = ()
) -> tuple[Lifecycle, list[Problem]]:
    """The Lifecycle that the texts of `files` tell of, and all that is wrong with them, by place.

    `files` maps paths like `content/tools.yaml` to texts; `demos` are the ids of the talk's demos; `cited`
    the sources that its slides name. Never raises for what a text holds: what can be read is read, and an
    entry with a fault keeps the rest of what it says.
    """
    draft = _Draft(frozenset(demos))
    for kind in KINDS:
        for path in _paths_of(kind, files, draft):
            _read_file(kind, path, files[path], draft)
    for path in sorted(files):
        if _name(path) == FRAMEWORKS:
            _read_tables(path, files[path], draft)
        elif not any(kind.matches(_name(path)) for kind in KINDS):
            draft.problems.append(_stray(path))
    lifecycle = draft.lifecycle()
    draft.problems += check_references(lifecycle, draft.references, draft.unread)
    draft.problems += check_judgements(lifecycle, draft.references, cited, whole=not draft.unread)
    return lifecycle, sorted(draft.problems)


@dataclass(slots=True)
class _Draft:
    """What has been read so far."""

    demos: frozenset[str]
    entries: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    head: dict[str, Any] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    tool_lists: ToolLists | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """The kinds of which a file could not be read, so that ids of them cannot be judged."""

    def take(self, findings: Findings) -> None:
        """Keep what was found in a file."""
        self.problems += findings.problems
        self.references += findings.references

    def lifecycle(self) -> Lifecycle:
        """All that was read."""
        parts: dict[str, Any] = {**self.head, **self.entries}
        tables: dict[str, Any] = {"rubrics": self.rubrics, "tool_lists": self.tool_lists}
        return Lifecycle(**parts, **tables, demos=self.demos, extra=self.extra)


def _name(path: str) -> str:
    return path.removeprefix(FOLDER)


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _stray(path: str) -> Problem:
    names = [FRAMEWORKS, *(kind.file for kind in KINDS)]
    hint = Suggester()(_name(path), names) or f"Content files are: {', '.join(sorted(names))}."
    return Problem(path, 0, 0, "nothing reads this file", hint, Level.WARNING)


def _paths_of(kind: Kind, files: Lookup[str, str], draft: _Draft) -> list[str]:
    """The files of `kind`, those that are named after stages in the stages' order."""
    order = {stage: number for number, stage in enumerate(draft.entries[STAGES.name])}
    paths = [path for path in files if kind.matches(_name(path))]
    return sorted(paths, key=lambda path: (order.get(_stem(path), len(order)), path))


def _read_file(kind: Kind, path: str, text: str, draft: _Draft) -> None:
    root, problems = read_yaml(text, path)
    findings = Findings(path)
    findings.problems += problems
    if kind is PITFALLS:
        _check_stage(path, draft)
    entries = _entries(kind, root, findings)
    if entries is None:
        draft.unread.add(kind.name)
    if isinstance(root, Mapping):
        _read_head(kind, root, findings, draft)
    for node in entries or ():
        _read_entry(kind, node, findings, draft)
    draft.take(findings)


def _check_stage(path: str, draft: _Draft) -> None:
    stages = draft.entries[STAGES.name]
    stage = _stem(path)
    if stage not in stages and STAGES.name not in draft.unread:
        hint = Suggester()(stage, stages) or "Name the file after a stage's id."
        draft.problems.append(Problem(path, 0, 0, f"there is no stage `{short(stage)}`", hint))


def _entries(kind: Kind, root: Node | None, findings: Findings) -> tuple[Mapping, ...] | None:
    """The entries of a file, or None where its list cannot be read."""
    if root is None:
        return None if findings.problems else ()
    listed = root.get(kind.name) if isinstance(root, Mapping) else None
    if listed is None:
        findings.error(root, f"this file must have the key `{kind.name}`", f"Begin with `{kind.name}:`.")
        return None
    if is_empty(listed):
        return ()
    if not isinstance(listed, Sequence):
        findings.error(listed, f"`{kind.name}` must be a list", "Begin each entry with `- id:`.")
        return None
    return tuple(_mappings(listed, kind, findings))


def _mappings(listed: Sequence, kind: Kind, findings: Findings) -> Iterator[Mapping]:
    for item in listed.items:
        if isinstance(item, Mapping):
            yield item
        else:
            findings.error(item, f"{kind.one} must have keys and values", "Begin each entry with `- id:`.")


def _read_head(kind: Kind, root: Mapping, findings: Findings, draft: _Draft) -> None:
    rest = tuple(entry for entry in root.entries if entry.key.text != kind.name)
    head = Mapping(rest, root.line, root.column)
    values = read_fields(head, kind.head, "this file", findings, closed=not kind.open)
    if kind is STAGES:
        draft.head |= values
    elif kind.open:
        draft.extra[_stem(findings.path)] = to_plain(head)
        _follow_sources(head, findings)


def _read_entry(kind: Kind, node: Mapping, findings: Findings, draft: _Draft) -> None:
    values = read_fields(node, kind.fields, kind.one, findings)
    id_ = values["id"]
    held = draft.entries[kind.name]
    place = node.get("id") or node
    if id_ in held:
        first: Place = held[id_].place
        hint = f"The first is at {first.path}:{first.line}; give one of them another id."
        findings.error(place, f"the id `{short(id_)}` is taken", hint)
    elif id_:
        values |= _implied(kind, findings.path, len(held))
        held[id_] = kind.make(**values, place=findings.place(place))


def _implied(kind: Kind, path: str, count: int) -> dict[str, Any]:
    """What an entry does not say itself: a stage's number, a pitfall's stage."""
    if kind is STAGES:
        return {"number": count + 1}
    return {"stage": _stem(path)} if kind is PITFALLS else {}


def _read_tables(path: str, text: str, draft: _Draft) -> None:
    root, problems = read_yaml(text, path)
    findings = Findings(path)
    findings.problems += problems
    if isinstance(root, Mapping):
        draft.extra[_stem(path)] = to_plain(root)
        for entry in root.entries:
            _read_table(entry, findings, draft)
    elif root is not None:
        findings.error(root, "this file must have keys and values")
    if findings.problems:
        draft.unread.add("items")
    draft.take(findings)


def _read_table(entry: Entry, findings: Findings, draft: _Draft) -> None:
    if isinstance(entry.value, Mapping) and entry.value.get("items"):
        id_ = entry.key.text
        values = read_fields(entry.value, RUBRIC, f"the rubric `{short(id_)}`", findings, closed=False)
        draft.rubrics[id_] = Rubric(id_, place=findings.place(entry.key), **values)
    elif isinstance(entry.value, Mapping) and entry.value.get("lists"):
        owner = f"the table `{short(entry.key.text)}`"
        values = read_fields(entry.value, TOOL_LISTS, owner, findings)
        draft.tool_lists = ToolLists(place=findings.place(entry.key), **values)
    else:
        _follow_sources(entry.value, findings)


def _follow_sources(node: Node, findings: Findings) -> None:
    """Take what stands under `sources`, at any depth, as references like everywhere."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            if entry.key.text == "sources":
                ListOf(Ref("sources")).read(entry.value, findings)
            else:
                _follow_sources(entry.value, findings)
    elif isinstance(node, Sequence):
        for item in node.items:
            _follow_sources(item, findings)
