"""The content files of a talk, each described once: what is read and the schemas both follow from this."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holeout.lifecycle.fields import (
    ADDRESS,
    DATE,
    DAY,
    ID,
    LINE,
    LOOSE_ID,
    PACKAGE,
    URL,
    WORDS,
    Field,
    FieldType,
    ListOf,
    Number,
    OneOf,
    Ref,
    Table,
    UpperBound,
    object_schema,
)
from holeout.lifecycle.model import (
    Checked,
    Claim,
    Forgotten,
    Incident,
    Pitfall,
    Question,
    RubricBand,
    RubricItem,
    Source,
    Stage,
    Tool,
    ToolFacts,
    ToolKind,
    ToolList,
)

if TYPE_CHECKING:
    from collections.abc import Callable


_DRAFT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: the list under its name in its file, each entry with an id of its own."""

    name: str
    """The key that holds the list, and the name of the Lifecycle's field."""
    one: str
    """What one entry is called."""
    file: str
    """The path below `content/`; `*` stands for a stage's id."""
    make: Callable[..., Any]
    fields: tuple[Field, ...]
    head: tuple[Field, ...] = ()
    """The other keys of the file."""
    open: bool = False
    """Whether the file may have further keys, kept as plain data."""

    def matches(self, name: str) -> bool:
        """Whether the file at `name` (below `content/`) holds entries of this kind."""
        return re.fullmatch(re.escape(self.file).replace(r"\*", "[^/]+"), name) is not None

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of a file of this kind."""
        schema = object_schema(self.head)
        schema["properties"][self.name] = {"type": "array", "items": object_schema(self.fields)}
        schema["required"].append(self.name)
        schema["additionalProperties"] = self.open
        return {
            "$schema": _DRAFT,
            "title": f"content/{self.file}",
            **schema,
        }


def _id(type_: FieldType = ID) -> Field:
    return Field("id", type_, "What others refer to it by.", required=True)


def _band(score: float, reads_as: str) -> RubricBand:
    return RubricBand(score, reads_as)


def _need(name: str, type_: FieldType, help_: str = "") -> Field:
    return Field(name, type_, help_, required=True)


_NAMES = ListOf(LINE)
_SOURCES = Field("sources", ListOf(Ref("sources")), "Ids of sources.")
_CITED = _need("sources", ListOf(Ref("sources")), "Every claim has a source: give its id.")
_RATING = Number(1, 5)

STAGES = Kind(
    "stages",
    "a stage",
    "lifecycle.yaml",
    Stage,
    (
        _id(),
        _need("name", LINE),
        _need("question", LINE, "The question that the stage answers."),
        Field("inputs", _NAMES, "What goes in."),
        Field("outputs", _NAMES, "What comes out."),
        Field("who", _NAMES, "Who should be there."),
        Field("feeds", ListOf(Ref("stages")), "The stages that work goes on to."),
        Field("back_from", ListOf(Ref("stages")), "The stages from which work comes back to this one."),
        Field("forgotten", OneOf({str(word): word for word in Forgotten}), "How often it is left out."),
        Field("why_forgotten", WORDS),
        _SOURCES,
    ),
    head=(
        _need("title", LINE, "The lifecycle's name."),
        Field("talk_date", DAY, "When the talk was given, as in 2021-10-30."),
    ),
)

PITFALLS = Kind(
    "pitfalls",
    "a pitfall",
    "pitfalls/*.yaml",
    Pitfall,
    (
        _id(),
        _need("title", LINE),
        _need("bites", WORDS, "What it does to the product."),
        _need("symptom", WORDS, "What one sees."),
        _need("ask", WORDS, "The question that brings it to light."),
        _need("severity", _RATING, "1 (a nuisance) to 5 (people are harmed), by the authors' judgement."),
        _need("likelihood", _RATING, "1 (rare) to 5 (nearly always), by the authors' judgement."),
        _need("why", WORDS, "Why it has this severity and likelihood."),
        _CITED,
        Field("tools", ListOf(Ref("tools")), "Tools that help."),
        Field("incident", Ref("incidents"), "Something that really happened."),
        Field("demo", Ref("demos"), "The demo that shows it."),
    ),
)

_FACTS = Table(
    (
        Field("licence", LINE, "As the project names it; or say: not checked."),
        Field("licence_source", LINE, "Where the licence was seen."),
        Field("latest", LINE, "The latest version that was seen."),
        Field("latest_date", DATE, "When that version came out."),
        Field("last_commit", DATE),
        Field("seen", DATE, "When these facts were looked up."),
        Field("created", DATE),
        Field("activity", LINE, "alive, quiet, dormant, abandoned, archived or unknown."),
        Field("activity_as_of", DATE),
        Field("at_talk", LINE, "Whether it existed when the talk was given."),
        Field("version_at_talk", LINE),
        Field("licence_at_talk", LINE),
        Field("remarks", WORDS),
    ),
    ToolFacts,
)

TOOLS = Kind(
    "tools",
    "a tool",
    "tools.yaml",
    Tool,
    (
        _id(LOOSE_ID),
        _need("name", LINE),
        _need("summary", WORDS, "What it does, in a line or two."),
        Field("kind", OneOf({word.value: word for word in ToolKind}), "A package to install, or a method."),
        Field("pypi", PACKAGE, "Its name on the Python Package Index."),
        Field("repo", ADDRESS, "Where its code is."),
        Field("stages", ListOf(Ref("stages")), "The stages where it helps."),
        Field("instead_of", LINE, "What a team would otherwise build itself."),
        Field("alternatives", ListOf(Ref("tools"))),
        Field("note", WORDS),
        Field("facts", _FACTS, "What was seen of it, and when."),
    ),
)

SOURCES = Kind(
    "sources",
    "a source",
    "sources.yaml",
    Source,
    (
        _id(LOOSE_ID),
        _need("cite", LINE, "Who, when, what, where."),
        _need("checked", OneOf({word.value: word for word in Checked}), "How well it was checked."),
        Field("url", URL),
        Field("identifier", LINE, "A DOI, arXiv id or the like."),
        Field("note", WORDS, "What of it was read."),
        Field("year", Number(0, 9999)),
        Field("published", DATE, "When it was first public, where year and arXiv id do not say that."),
    ),
)

INCIDENTS = Kind(
    "incidents",
    "an incident",
    "incidents.yaml",
    Incident,
    (
        _id(),
        _need("title", LINE),
        _need("text", WORDS, "What happened."),
        _CITED,
        Field("era", LINE, "Whether it was before the talk."),
    ),
)

CLAIMS = Kind(
    "claims",
    "a claim",
    "claims.yaml",
    Claim,
    (
        _id(),
        _need("text", WORDS, "The figure or statement."),
        _SOURCES,
        Field("confidence", LINE),
        Field("caution", WORDS, "What to beware of when saying it."),
        Field("topic", LINE),
    ),
)

QUESTIONS = Kind(
    "questions",
    "a question",
    "assessment.yaml",
    Question,
    (
        _id(),
        _need("stage", Ref("stages")),
        _need("text", LINE, "The question."),
        _need("weight", Number(0.01, 100, fractions=True), "How much it counts within its stage."),
        Field("pitfalls", ListOf(Ref("pitfalls")), "The pitfalls that a no leaves open."),
        Field("mapped", ListOf(Ref("items")), "The items of other rubrics that it covers."),
    ),
    open=True,
)

KINDS = (STAGES, SOURCES, INCIDENTS, TOOLS, PITFALLS, CLAIMS, QUESTIONS)
"""In the order in which they are read: stages first, since files are named after them."""

FRAMEWORKS = "frameworks.yaml"
"""The file of reference tables: one with `items` is a Rubric, one with `lists` counts lists of tools.

All are kept as plain data too."""

_ITEM = Table(
    (
        _need("id", LINE),
        _need("section", LINE, "The items of a section are summed together."),
        _need("text", LINE, "What it asks for."),
    ),
    RubricItem,
)
_BAND = Table((_need("score", UpperBound()), _need("reads_as", LINE)), _band)

RUBRIC = (
    _need("items", ListOf(_ITEM)),
    Field("name", LINE),
    Field("bands", ListOf(_BAND), "How a final score is read, from low to high."),
    Field("scoring", WORDS, "The rule, in words."),
    Field("trap", WORDS, "What people get wrong when they quote it."),
    Field("caveats", WORDS),
    _SOURCES,
)


_MOST = 10_000_000
_LIST = Table(
    (
        _need("name", LINE),
        Field("date", DATE, "The day of which it was counted."),
        Field("entries", Number(0, _MOST)),
        Field("sections", Number(0, _MOST)),
        Field("among_them", LINE, "Some of its sections with their counts."),
        Field("no_section_for", LINE, "What it leaves out, in words."),
        Field("stages", ListOf(Ref("stages")), "The stages for which it has no section."),
    ),
    ToolList,
)

TOOL_LISTS = (
    _need("lists", ListOf(_LIST)),
    Field("question", LINE, "What the counts answer."),
    Field("words", WORDS, "Counts of words in the lists."),
    Field("caution", WORDS, "What to beware of when quoting the counts."),
    _CITED,
)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each content file, by its path in the talk's folder (`*` for a stage's id)."""
    rubric = object_schema(RUBRIC) | {"additionalProperties": True}
    lists = object_schema(TOOL_LISTS) | {"additionalProperties": True}
    tables = {
        "$schema": _DRAFT,
        "title": f"content/{FRAMEWORKS}",
        "type": "object",
        "additionalProperties": {
            "if": {"type": "object", "required": ["items"]},
            "then": rubric,
            "else": {"if": {"type": "object", "required": ["lists"]}, "then": lists},
        },
    }
    return {f"content/{kind.file}": kind.schema() for kind in KINDS} | {f"content/{FRAMEWORKS}": tables}
