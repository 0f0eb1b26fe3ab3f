"""A source as others quote it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.lifecycle.cite import Form, address_of, bibtex, cite, reference, short_cite
from holeout.lifecycle.model import Checked, Source
from holeout.lifecycle.read import read_lifecycle


def source(cited, **kwargs):
    return Source("key2020", cited, Checked.READ, **kwargs)


def fields(entry):
    """The fields of a BibTeX entry, by a reader that knows nothing of how it was made."""
    head, body = re.fullmatch(r"@misc\{([\w.-]+),\n(.*)\n\}", entry, re.DOTALL).groups()
    found = dict(re.fullmatch(r"  (\w+) = \{(.*)\},", line).groups() for line in body.split("\n"))
    return {"key": head, **found}


def test_authors_title_and_journal_are_told_apart():
    entry = fields(
        bibtex(
            source(
                "Klaise, Van Looveren, Cox (2020). Monitoring: a start. ICML",
                year=2020,
                identifier="arXiv:2007.06299",
            )
        )
    )
    assert entry == {
        "key": "key2020",
        "author": "Klaise and {Van Looveren} and Cox",
        "title": "{Monitoring: a start}",
        "year": "2020",
        "howpublished": "ICML",
        "eprint": "2007.06299",
        "archiveprefix": "arXiv",
    }


@pytest.mark.parametrize(
    ("cited", "author", "title", "rest"),
    [
        ("Wong et al. (2021). Sepsis. JAMA 1", "Wong and others", "{Sepsis}", "JAMA 1"),
        ("Recht (2019). Do they? ICML", "Recht", "{Do they?}", "ICML"),
        ("Kocielnik (2019). Will you? Exploring. CHI", "Kocielnik", "{Will you? Exploring}", "CHI"),
        ("ml-ops.org. The Canvas", "ml-ops.org", "{The Canvas}", None),
        ("US SEC (16 Oct 2013). In the Matter. No. 3", "{US SEC}", "{In the Matter}", "No. 3"),
        ("BBC (Oct 2020) on lost records, article 5", None, "{BBC (Oct 2020) on lost records, article 5}", None),
        ("Count (of 2021) over a @1 (19 Oct 2021), c", None, "{Count (of 2021) over a @1 (19 Oct 2021), c}", None),
        ("A (2019). 87% & _more_ #1", "A", r"{87\% \& \_more\_ \#1}", None),
    ],
)  # fmt: skip
def test_every_way_of_citing_is_understood_or_left_whole(cited, author, title, rest):
    entry = fields(bibtex(source(cited)))
    assert (entry.get("author"), entry["title"], entry.get("howpublished")) == (author, title, rest)


def test_a_reference_says_where_to_read_it():
    assert reference(
        source("A (2019). T. J.", identifier="doi:10.1145/3290605 / arXiv:1.2", url="https://x.org")
    ) == ("A (2019). T. J. https://doi.org/10.1145/3290605")
    assert reference(source("A (2019). Why?", url="https://x.org/a")) == "A (2019). Why? https://x.org/a"
    assert reference(source("A (2019). T")) == "A (2019). T."


def test_a_browser_is_sent_to_the_address_else_to_the_doi_else_to_arxiv():
    assert address_of(source("A", url="https://x.org", identifier="doi:10.1145/3")) == "https://x.org"
    assert address_of(source("A", identifier="doi:10.1145/3 / arXiv:2001.1")) == "https://doi.org/10.1145/3"
    assert address_of(source("A", identifier="arXiv:2001.00001")) == "https://arxiv.org/abs/2001.00001"
    assert address_of(source("A", identifier="ISBN 3")) == ""


def test_short_names_are_as_in_running_text():
    assert short_cite(source("Amershi et al. (2019). Software", year=2019)) == "Amershi et al. 2019"
    assert short_cite(source("Zinkevich. Rules of ML", year=2016)) == "Zinkevich 2016"
    assert short_cite(source("ml-ops.org. MLOps Stack Canvas", year=2021)) == "ml-ops.org 2021"


def test_every_source_of_this_talk_becomes_one_entry_with_a_title_and_balanced_braces(own):
    life, _ = read_lifecycle(*own)
    entries = cite(life.sources.values(), Form.BIBTEX).split("\n\n")
    assert [fields(entry)["key"] for entry in entries] == list(life.sources)
    assert all(entry.count("{") == entry.count("}") for entry in entries)
    lines = cite(life.sources.values(), Form.PLAIN).splitlines()
    assert len(lines) == len(life.sources)


@given(st.text(), st.text())
def test_any_text_gives_one_line_and_an_entry_that_closes(cited, identifier):
    strange = source(cited, identifier=identifier)
    assert bibtex(strange).startswith("@misc{key2020,\n")
    assert bibtex(strange).endswith("\n}")
    assert bibtex(strange).count("{") == bibtex(strange).count("}")
