"""What reaches the clipboard of a terminal: the bytes that the program writes, decoded as a terminal does."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import pytest

from holeout.lifecycle.cite import Form, cite
from holeout.talk import load_talk

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_a_citation_reaches_the_terminal_s_clipboard_in_both_forms(person: Person) -> None:
    running = person.start("map", "ship")
    heard = bytearray()
    feed = running.screen.feed

    def listening(data: bytes) -> bytes:
        heard.extend(data)
        return feed(data)

    running.screen.feed = listening  # type: ignore[method-assign]
    person.sees("Training-serving skew")
    person.types("2")
    person.sees("Live scores cannot be recomputed offline.")
    person.types("y")
    person.sees("Sent to the terminal's clipboard", "Y copies BibTeX")
    person.types("Y")
    person.sees("y copies plain text")
    copied = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(heard))
    known = load_talk().lifecycle.sources
    cited = [known["breck2017"], known["zinkevich"]]
    assert [base64.b64decode(text).decode() for text in copied] == [
        cite(cited, Form.PLAIN),
        cite(cited, Form.BIBTEX),
    ]
