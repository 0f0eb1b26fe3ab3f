"""JSON from elsewhere, or from a disk that may have spoilt it: one kind of error, and only numbers to count with."""

from __future__ import annotations

import json
import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path
    from typing import NoReturn

_MOST_DIGITS: Final = 300
"""Of a whole number: with more it is none of floating point either."""
_PLAIN: Final = {"str": str, "int": int, "bool": bool, "float": float}


def parse(text: str | bytes) -> Any:
    """What `text` says. Raises ValueError also for what nests too deep, and for numbers that are not finite."""
    try:
        return _DECODER.decode(text if isinstance(text, str) else text.decode())
    except RecursionError:
        raise ValueError("it nests too deep") from None


def read(path: Path) -> Any:
    """What the program once wrote to `path`; None where that is not there, or cannot be read any more."""
    try:
        return parse(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def fitting(kind: type, data: Any) -> dict[str, Any]:
    """What `data` says for the fields of the dataclass `kind` that hold plain text, numbers or truth."""
    found = data if isinstance(data, dict) else {}
    known = ((field.name, _PLAIN.get(str(field.type))) for field in fields(kind))
    return {name: found[name] for name, plain in known if name in found and type(found[name]) is plain}


def _whole(text: str) -> int:
    return int(text) if len(text) <= _MOST_DIGITS else _refuse(text)


def _broken(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is no number to count with")


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse, parse_float=_broken, parse_int=_whole)
