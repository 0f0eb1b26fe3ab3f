"""The JSON Schema of a favourites file (draft 2020-12), made from the models, for editors and other programs."""

from __future__ import annotations

from typing import Any, Final

from holeout.favourites.model import FORMAT, MARK, Favourite, FavouritesFile, Kind, Limits, Rule, rules

_MARK: Final = {"type": "string", "pattern": f"^{MARK.pattern}$"}


def favourites_schema() -> dict[str, Any]:
    """The schema, as plain data. It describes the TOML and the JSON form alike."""
    limits = Limits()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": f"holeout favourites, version {FORMAT.rpartition('/')[2]}",
        "type": "object",
        "required": ["format"],
        "properties": {
            "format": {"const": FORMAT, "description": "Always the first key."},
            **_properties(FavouritesFile),
            "favourite": {"type": "array", "maxItems": limits.entries, "items": _entry()},
            "seal": {
                "type": "object",
                "description": "Written by holeout: lets changes and removals by hand win. Leave it as it is.",
                "maxProperties": limits.marks,
                "additionalProperties": {"anyOf": [_MARK, {"type": "object", "additionalProperties": _MARK}]},
            },
        },
        "additionalProperties": True,
    }


def _entry() -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name for name, rule in rules(Favourite).items() if rule.required],
        "properties": _properties(Favourite),
        "additionalProperties": True,
    }


def _properties(model: type[Favourite] | type[FavouritesFile]) -> dict[str, Any]:
    return {name: {**_value(rule), "description": rule.says} for name, rule in rules(model).items()}


def _value(rule: Rule) -> dict[str, Any]:
    text = {"type": "string", "maxLength": rule.most}
    if rule.kind is Kind.WORDS:
        return {"type": "array", "maxItems": rule.items, "items": text}
    if rule.kind is Kind.DATE:
        return {"type": "string", "format": "date"}
    if rule.required:
        return {**text, "minLength": 1}
    # An empty text says nothing, and is allowed wherever a key may be left out.
    return {**text, "pattern": rf"^$|{rule.pattern}"} if rule.pattern else text
