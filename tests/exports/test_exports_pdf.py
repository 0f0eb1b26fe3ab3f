"""The handout on paper."""

from __future__ import annotations

import base64
import io
import sys
from typing import TYPE_CHECKING

import pytest
from exports_example import additions, handout, heading, lifecycle, paragraph, slide

from holeout.deck.model import DeckInfo
from holeout.exports.html_handout import handout_html
from holeout.exports.pdf import pdf_of
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from pathlib import Path

PNG = base64.b64encode(b"not fetched").decode()


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(HoleoutError) as caught:
        pdf_of("<p>x</p>")
    assert "holeout[pdf]" in caught.value.hint
    assert "libpango-1.0-0" in caught.value.hint


def test_without_pango_the_error_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> None:
        raise OSError(f"cannot load library 'libpango' for {name}")

    monkeypatch.setattr("holeout.exports.pdf.import_module", load)
    with pytest.raises(HoleoutError, match=r"needs Pango, which is missing here \(cannot load") as caught:
        pdf_of("<p>x</p>")
    assert "apt install libpango-1.0-0 " in caught.value.hint


@pytest.fixture(scope="module")
def pdf():
    pytest.importorskip("weasyprint")
    pypdf = pytest.importorskip("pypdf")
    shown = handout(
        slide(heading("Why?"), paragraph("Because."), notes=("Hello.",)),
        title="A <talk>",
        known=lifecycle(),
        added=additions(),
        info=DeckInfo(author="Ada"),
    )
    return pypdf.PdfReader(io.BytesIO(pdf_of(handout_html(shown))))


def test_it_is_tagged_and_has_a_title_an_author_and_a_language(pdf) -> None:
    root = pdf.trailer["/Root"]
    assert (pdf.metadata.title, pdf.metadata.author) == ("A <talk>", "Ada")
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_its_outline_has_the_parts_the_slides_and_the_pitfalls(pdf) -> None:
    def titles(entries: list) -> list:
        return [
            titles(entry) if isinstance(entry, list) else " ".join(entry.title.split()) for entry in entries
        ]

    outline = titles(pdf.outline)
    parts = ["Slides and spoken text", "The map", "The stages and their holes", "Favourites"]
    assert [title for title in outline if isinstance(title, str)][:4] == parts
    assert outline[1] == ["Why?"]
    assert ["1 Idea", ["Nobody needs it"], "2 End", ["It never ends"]] in outline


def test_its_pages_are_numbered_and_tell_where_things_are(pdf) -> None:
    first, *others = [page.extract_text() for page in pdf.pages]
    assert f"1 / {len(pdf.pages)}" in first
    at = next(number for number, text in enumerate(others, 2) if text.startswith("Sources"))
    assert f"Sources{at}" in first.replace(".", "").replace(" ", "")


def test_nothing_is_fetched_while_it_is_made(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("weasyprint")
    secret = tmp_path / "secret.png"
    secret.write_bytes(base64.b64decode(PNG))
    made = pdf_of(
        f'<title>t</title><img src="{secret.as_uri()}" alt="a"><img src="http://127.0.0.1:9/x.png" alt="b">'
    )
    assert made.startswith(b"%PDF")
    refused = [record.message for record in caplog.records if "disallowed protocol" in record.message]
    assert len(refused) == 2
