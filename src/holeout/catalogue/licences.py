"""The licence that a release's metadata tell, and when that is better than what is written down. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.parser import HeaderParser
from typing import TYPE_CHECKING

from holeout.text import clean_line

if TYPE_CHECKING:
    from email.message import Message

LONGEST = 120
"""Characters; a longer `License` field is the licence's text, not its name."""
UNKNOWN = frozenset({"", "not checked"})
_PREFIX = "License :: "
_FILLERS = frozenset({"license", "licence", "licensed", "version", "software", "the", "under", "only"})

_WRITTEN = {
    "MIT": ("MIT License", "Expat"),
    "ISC": ("ISC License", "ISC License (ISCL)"),
    "Apache-2.0": ("Apache 2.0", "Apache 2", "Apache License, Version 2.0", "Apache-2"),
    "BSD-2-Clause": ("BSD 2-Clause", "2-Clause BSD", "Simplified BSD"),
    "BSD-3-Clause": ("BSD 3-Clause", "3-Clause BSD", "New BSD", "Modified BSD", "BSD-3"),
    "MPL-2.0": ("MPL 2.0", "Mozilla Public License 2.0", "Mozilla Public License 2.0 (MPL 2.0)"),
    "GPL-2.0-only": ("GNU General Public License v2 (GPLv2)",),
    "GPL-3.0-only": ("GNU General Public License v3 (GPLv3)", "GPL-3.0"),
    "GPL-3.0-or-later": ("GNU General Public License v3 or later (GPLv3+)",),
    "AGPL-3.0-only": ("GNU Affero General Public License v3", "AGPL-3.0"),
    "LGPL-3.0-only": ("GNU Lesser General Public License v3 (LGPLv3)", "LGPL-3.0"),
    "Unlicense": ("The Unlicense (Unlicense)",),
}
"""How people write an SPDX identifier. What does not name one version, such as `BSD License`, is not here."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by name. It is `exact` when it is an SPDX expression, or can only mean one."""

    name: str = ""
    exact: bool = False


def licence_in(metadata: str) -> Licence:
    """The licence that a `METADATA` file tells: its SPDX expression, else its field, else its classifier."""
    message = HeaderParser().parsestr(metadata)
    if expression := _field(message, "License-Expression"):
        return Licence(expression, exact=True)
    classified = [
        clean_line(text).rpartition(" :: ")[2]
        for text in message.get_all("Classifier", ())
        if text.startswith(_PREFIX)
    ]
    said = [name for name in (_field(message, "License"), *classified) if name]
    known = list(dict.fromkeys(_NAMES[folded] for name in said if (folded := _folded(name)) in _NAMES))
    if len(known) == 1:
        return Licence(known[0], exact=True)
    return Licence(" or ".join(classified) if classified else said[0] if said else "")


def better(current: str, found: Licence) -> str:
    """What is to be written down: what was `found` unless it says the same, or less."""
    if current in UNKNOWN:
        return found.name or current
    if not found.exact or _folded(current) == _folded(found.name):
        return current
    return found.name


def _field(message: Message, name: str) -> str:
    text = str(message.get(name, "")).strip()
    if "\n" in text or len(text) > LONGEST or text.upper() == "UNKNOWN":
        return ""
    return clean_line(text)


def _folded(name: str) -> str:
    """`name` without case, punctuation and words that tell nothing."""
    words = re.findall(r"[a-z]+|\d+(?:\.\d+)*|\+", name.lower())
    return " ".join(word for word in words if word not in _FILLERS and word != "v")


_NAMES = {_folded(name): spdx for spdx, names in _WRITTEN.items() for name in (spdx, *names)}
