"""What a key in a content file may hold: how it is read, and how a JSON Schema says the same."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from holeout.lifecycle.findings import Findings, Reference
from holeout.phrases import short
from holeout.yaml_guard import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Mapping as Lookup


class FieldType(ABC):
    """What a value may be. `blank` stands in for a value that could not be read."""

    blank: Any = ""

    @abstractmethod
    def read(self, node: Node, findings: Findings) -> Any:
        """The value of `node`, or None where it cannot be one; faults go to `findings`."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """The same rule as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an entry. A required key must be there and hold something."""

    name: str
    type: FieldType
    help: str = ""
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """The key's rule as JSON Schema, with its help."""
        schema = self.type.schema()
        if self.required and schema.get("type") == "array":
            schema["minItems"] = 1
        return schema | ({"description": self.help} if self.help else {})


@dataclass(frozen=True, slots=True)
class Text(FieldType):
    """Text; as written even where it looks like a number, so that version 3.10 stays 3.10."""

    pattern: str = ""
    what: str = ""
    """What the text must be, in words, where there is a pattern."""
    lines: bool = True
    """Whether line breaks stay; else the text becomes a single line."""

    def read(self, node: Node, findings: Findings) -> str | None:
        """The text without blanks around it."""
        if not isinstance(node, Scalar):
            findings.error(node, f"this must be text, not {_kind_of(node)}", "Put quotes around it.")
            return None
        text = node.text.strip() if self.lines else " ".join(node.text.split())
        if self.pattern and not re.fullmatch(self.pattern, text):
            findings.error(node, f"`{short(text)}` is not {self.what}")
            return None
        return text

    def schema(self) -> dict[str, Any]:
        """A string, or a number that is read as one."""
        if self.pattern:
            return {"type": "string", "pattern": f"^(?:{self.pattern})$"}
        return {"type": ["string", "number", "boolean"]}


LINE = Text(lines=False)
WORDS = Text()
DATE = Text(
    r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?",
    "a date like 2021-10-30, 2021-10 or 2021",
    lines=False,
)
DAY = Text(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", "a date like 2021-10-30", lines=False)
URL = Text(r"https?://[^\s<>\"]+", "an address that begins with https:// or http://", lines=False)
ADDRESS = Text(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"]*)?", "an address like github.com/owner/name")
PACKAGE = Text(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", "the name of a Python package", lines=False)


@dataclass(frozen=True, slots=True)
class Id(FieldType):
    """What an entry is called by. A bad one is reported and kept, lest all that refers to it seem wrong."""

    pattern: str
    what: str

    def read(self, node: Node, findings: Findings) -> str | None:
        """The id as written."""
        text = LINE.read(node, findings)
        if text and not re.fullmatch(self.pattern, text):
            findings.error(node, f"the id `{short(text)}` has more than {self.what}")
        return text

    def schema(self) -> dict[str, Any]:
        """A string of the pattern."""
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}


ID = Id(r"[a-z][a-z0-9-]*", "small letters, digits and hyphens after a first letter")
LOOSE_ID = Id(r"[a-z0-9][a-z0-9._-]*", "small letters, digits, dots, hyphens and underscores")


@dataclass(frozen=True, slots=True)
class Number(FieldType):
    """A number from `low` to `high`, whole unless `fractions` are allowed."""

    low: float
    high: float
    fractions: bool = False
    blank = 0

    def read(self, node: Node, findings: Findings) -> float | None:
        """The number."""
        value = node.value if isinstance(node, Scalar) else None
        allowed = (int, float) if self.fractions else int
        if isinstance(value, allowed) and not isinstance(value, bool) and self.low <= value <= self.high:
            return value
        what = "a number" if self.fractions else "a whole number"
        findings.error(node, f"this must be {what} from {self.low:g} to {self.high:g}")
        return None

    def schema(self) -> dict[str, Any]:
        """A number within its bounds."""
        return {
            "type": "number" if self.fractions else "integer",
            "minimum": self.low,
            "maximum": self.high,
        }


@dataclass(frozen=True, slots=True)
class UpperBound(FieldType):
    """A range of scores in a row of ranges, of which the upper end counts: `0`, `(0,1]`, `>5`."""

    blank = inf

    def read(self, node: Node, findings: Findings) -> float | None:
        """The upper end; infinite for `>5`."""
        text = node.text.replace(" ", "") if isinstance(node, Scalar) else ""
        match = re.fullmatch(_RANGE, text)
        if match is None:
            findings.error(node, "this must be a range of scores like 0, (0,1] or >5")
            return None
        upper = match["upper"] or match["only"]
        return float(upper) if upper else inf

    def schema(self) -> dict[str, Any]:
        """A number, or a string like a range."""
        return {"type": ["string", "number"], "pattern": f"^(?:{re.sub('[?]P<[a-z]+>', '', _RANGE)})$"}


_RANGE = r"(?P<only>[0-9]{1,4}(?:\.[0-9]{1,4})?)|[(\[][0-9.]{1,9},(?P<upper>[0-9]{1,4}(?:\.[0-9]{1,4})?)\]|>[0-9.]{1,9}"


@dataclass(frozen=True, slots=True)
class OneOf(FieldType):
    """One of some words, each with its meaning."""

    meanings: Lookup[str, Any]

    def read(self, node: Node, findings: Findings) -> Any:
        """What the word means."""
        word = node.text.strip() if isinstance(node, Scalar) else ""
        if word in self.meanings:
            return self.meanings[word]
        hint = findings.suggest(word, self.meanings)
        findings.error(node, f"this must be one of: {', '.join(self.meanings)}", hint)
        return None

    def schema(self) -> dict[str, Any]:
        """The words."""
        return {"enum": list(self.meanings)}


@dataclass(frozen=True, slots=True)
class ListOf(FieldType):
    """A list of values of one type. That a required list is not empty is its Field's rule."""

    type: FieldType
    blank = ()

    def read(self, node: Node, findings: Findings) -> tuple[Any, ...]:
        """The values that could be read. A lone value is taken as a list of one, and reported."""
        if isinstance(node, Mapping):
            findings.error(node, "this must be a list", "Write [one, two], or a line `- one` for each.")
            return ()
        if isinstance(node, Scalar):
            findings.error(node, "this must be a list", f"Write [{short(node.text)}].")
        items = node.items if isinstance(node, Sequence) else (node,)
        values = (self.type.read(item, findings) for item in items)
        return tuple(value for value in values if value is not None)

    def schema(self) -> dict[str, Any]:
        """An array."""
        return {"type": "array", "items": self.type.schema()}


@dataclass(frozen=True, slots=True)
class Ref(FieldType):
    """The id of something of `kind`, looked up once everything is read."""

    kind: str

    def read(self, node: Node, findings: Findings) -> str | None:
        """The id."""
        text = LINE.read(node, findings)
        if text:
            findings.references.append(Reference(self.kind, text, findings.place(node)))
        return text or None

    def schema(self) -> dict[str, Any]:
        """A string; an editor cannot look it up."""
        return {"type": "string", "minLength": 1, "description": f"An id of {self.kind}."}


@dataclass(frozen=True, slots=True)
class Table(FieldType):
    """Keys and values of their own, made into one object. A Table has no blank: nothing may require it."""

    fields: tuple[Field, ...]
    make: Callable[..., Any]
    blank = None

    def read(self, node: Node, findings: Findings) -> Any:
        """The object made of what could be read."""
        if isinstance(node, Mapping):
            return self.make(**read_fields(node, self.fields, "this", findings))
        findings.error(node, f"this must be keys and values, not {_kind_of(node)}")
        return None

    def schema(self) -> dict[str, Any]:
        """An object."""
        return object_schema(self.fields)


def object_schema(fields: Iterable[Field]) -> dict[str, Any]:
    """The JSON Schema of an entry that has `fields` and no other keys."""
    fields = tuple(fields)
    return {
        "type": "object",
        "properties": {field.name: field.schema() for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def read_fields(
    node: Mapping, fields: tuple[Field, ...], owner: str, findings: Findings, *, closed: bool = True
) -> dict[str, Any]:
    """What the keys of `node` hold, by name; `owner` names the entry in messages.

    A key that is left out or empty is left out here too, unless it is required: then it is reported and its
    type's blank stands in. Keys that are no field are reported if the entry is `closed`.
    """
    known = {field.name: field for field in fields}
    values: dict[str, Any] = {}
    for entry in node.entries:
        field = known.get(entry.key.text)
        if field is None:
            if closed:
                message = f"`{short(entry.key.text)}` is not a key that {owner} has"
                findings.warning(entry.key, message, findings.suggest(entry.key.text, known))
        elif not is_empty(entry.value):
            value = field.type.read(entry.value, findings)
            if value is not None:
                values[field.name] = value
            elif field.required:
                values[field.name] = field.type.blank
    for field in fields:
        if field.required and field.name not in values:
            findings.error(node, f"{owner} needs `{field.name}`", field.help)
            values[field.name] = field.type.blank
    return values


def is_empty(node: Node) -> bool:
    """Whether `node` holds nothing: null, an empty text or an empty list."""
    if isinstance(node, Scalar):
        return node.value is None or not node.text.strip()
    return isinstance(node, Sequence) and not node.items


def _kind_of(node: Node) -> str:
    if isinstance(node, Sequence):
        return "a list"
    return "keys and values" if isinstance(node, Mapping) else "a value"
