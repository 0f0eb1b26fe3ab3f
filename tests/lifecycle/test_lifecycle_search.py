from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.lifecycle.read import read_lifecycle
from holeout.lifecycle.search import Document, Index, documents_of
from holeout.lifecycle.words import distance_to_beginning, fold

DOCUMENTS = [
    Document("pitfall", "leak", "The answer leaks in", "A feature knows the label.", "Data"),
    Document(
        "pitfall", "unwatched", "Nobody watches", "Inputs drift, and the numbers do not show it.", "Monitor"
    ),
    Document("tool", "scikit-learn", "scikit-learn", "Splits that keep a leak out.", "Train"),
    Document("tool", "driftwatch", "Driftwatch", "Compares inputs with a reference.", "Monitor"),
    Document("source", "mueller2020", "Müller (2020). Über Lecks", "", "read"),
    Document("slide", "7", "Über den Wolken", "Reproducibility is a property of a team.", "slide 7"),
]


@pytest.fixture(scope="module")
def index():
    return Index.build(DOCUMENTS)


def ids(index, query, **kwargs):
    return [hit.id for hit in index.find(query, **kwargs)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("drift", "driftwatch"),
        ("DRIFTW", "driftwatch"),
        ("dirftwatch", "driftwatch"),
        ("drfitwa", "driftwatch"),
        ("muller", "mueller2020"),
        ("MÜLLER", "mueller2020"),
        ("uber wolken", "7"),
        ("scikitlearn", "scikit-learn"),
        ("sci", "scikit-learn"),
        ("reproducab", "7"),
        ("inputs reference", "driftwatch"),
        ("refernece inputs", "driftwatch"),
        ("leak", "leak"),
    ],
)
def test_what_is_meant_comes_first(index, query, first):
    assert ids(index, query)[0] == first


def test_a_word_in_the_title_comes_before_the_same_word_in_a_body(index):
    assert ids(index, "drift") == ["driftwatch", "unwatched"]
    plain = Index.build([Document("a", "1", "x", "leak leak leak"), Document("a", "2", "No leak", "x")])
    assert ids(plain, "leak") == ["2", "1"]


def test_all_words_must_be_there_unless_no_document_has_them_all(index):
    assert ids(index, "drift numbers") == ["unwatched"]
    assert set(ids(index, "wolken numbers")) == {"7", "unwatched"}


@pytest.mark.parametrize("query", ["", "   ", "--- !", "zzqx", "xyz"])
def test_what_means_nothing_finds_nothing(index, query):
    assert ids(index, query) == []


def test_short_words_are_not_taken_for_other_words(index):
    assert ids(index, "lek") == []


def test_at_most_as_many_as_wanted_are_found(index):
    assert len(ids(index, "a", limit=1)) == 1


def test_spans_mark_what_was_typed_in_the_title(index):
    (hit,) = index.find("uber wol")
    assert [hit.title[start:end] for start, end in hit.spans] == ["Über", "Wol"]


def test_a_match_in_the_body_is_shown_with_the_words_around_it(index):
    (hit,) = index.find("property")
    assert "a property of" in hit.excerpt
    assert index.find("wolken")[0].excerpt == ""


def test_a_lifecycle_is_found_by_what_its_parts_say(small):
    life, _ = read_lifecycle(small, {"taste"})
    index = Index.build([*documents_of(life), Document("slide", "1", "Welcome")])
    assert ids(index, "salt")[0] == "dough-salt"
    assert next((hit.kind, hit.where) for hit in index.find("salt")) == ("pitfall", "Dough")
    assert {
        hit.kind
        for query in ("dough", "salt", "scale", "flat", "david", "welcome")
        for hit in index.find(query)
    } == {
        "stage",
        "pitfall",
        "tool",
        "incident",
        "source",
        "slide",
    }


def test_every_title_of_this_repositorys_content_finds_itself_first(own):
    life, _ = read_lifecycle(*own)
    documents = list(documents_of(life))
    index = Index.build(documents)
    for document in documents:
        titles = [hit.title for hit in index.find(document.title, limit=2)]
        assert document.title in titles, document


@given(st.text(max_size=40))
def test_any_query_is_answered(query):
    index = Index.build(DOCUMENTS)
    for hit in index.find(query):
        assert all(0 <= start < end <= len(hit.title) for start, end in hit.spans)


@given(
    st.lists(st.builds(Document, st.just("a"), st.text(), st.text(), st.text()), max_size=5),
    st.text(max_size=10),
)
def test_any_documents_can_be_searched(documents, query):
    Index.build(documents).find(query)


letters = st.text("abcd", max_size=7)


def slow_distance(typed, word):
    """Optimal string alignment by the textbook table, the best over all beginnings of `word`."""
    table = [[0] * (len(word) + 1) for _ in range(len(typed) + 1)]
    for i in range(len(typed) + 1):
        for j in range(len(word) + 1):
            if not i or not j:
                table[i][j] = i + j
                continue
            same = typed[i - 1] == word[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and typed[i - 1] == word[j - 2] and typed[i - 2] == word[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return min(table[len(typed)])


@given(letters, letters)
def test_the_quick_distance_is_the_textbook_distance(typed, word):
    assert distance_to_beginning(typed, word) == slow_distance(typed, word)


def test_folding_takes_case_and_accents_away():
    assert fold("Straße ÀÉ Ångström") == "strasse ae angstrom"
