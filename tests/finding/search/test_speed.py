"""What makes the search quick gives the same answers as the plain way."""

from functools import cache

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from elements.models import content_change
from interventions.finding.search import engine, search
from interventions.finding.search.query import distance
from interventions.finding.search.suggestions import suggestions
from interventions.finding.search.tokens import stem
from interventions.finding.search.vocabulary import is_part, vocabulary
from interventions.models import SearchEntry, Theme
from tests.factories import make_intervention
from tests.finding.search.test_index import tables

pytestmark = pytest.mark.django_db
MISSPELT = st.text("abcdegijnorstuvw0", min_size=1, max_size=14)


@pytest.fixture(scope="module")
def known(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return vocabulary()


@given(word=MISSPELT, errors=st.integers(1, 2))
def test_no_near_spelling_is_passed_over(known, word, errors):
    plain = {other for other in known.spellings if distance(word, other, errors) <= errors}
    assert plain <= {*known.spelled_like(word, errors)}


def test_every_spelling_with_one_letter_changed_finds_itself(known):
    for word in [*known.spellings][::7]:
        for place in range(len(word)):
            assert word in known.spelled_like(f"{word[:place]}q{word[place + 1 :]}", 1)
            assert word in known.spelled_like(f"{word[:place]}{word[place + 1 :]}", 1)


def plain_distance(one: str, other: str) -> int:
    """Optimal string alignment as it is defined, from the end of both words."""

    @cache
    def left(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        changed = left(i - 1, j - 1) + (one[i - 1] != other[j - 1])
        found = min(changed, left(i - 1, j) + 1, left(i, j - 1) + 1)
        if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
            found = min(found, left(i - 2, j - 2) + 1)
        return found

    return left(len(one), len(other))


@given(one=st.text("abc", max_size=8), other=st.text("abc", max_size=8), limit=st.integers(1, 2))
def test_errors_within_the_limit_are_counted_as_defined(one, other, limit):
    assert min(distance(one, other, limit), limit + 1) == min(plain_distance(one, other), limit + 1)


def test_compounds_are_those_of_looking_in_each_word(known):
    for root in {*map(stem, known.entries)}:
        plain = {stem(word) for word in known.entries if is_part(root, word)} - {root}
        assert known.compounds_of(root) == (sorted(plain) if len(root) >= 4 else [])
    assert known.compounds_of("buurt")


def test_the_order_is_the_same_whoever_picks_the_weights(monkeypatch):
    queries = "buurt", "sport jongeren", "samen met bewoners", "ouderen 2014", "wijk", "verenigning"
    make_intervention(name="Honderd 2014", aliases="Iets anders\nBuurt")
    make_intervention(name="Ander", goal="In 2014 voor ouderen.")
    picked = [search(query) for query in queries]
    monkeypatch.setattr("interventions.finding.search.MOST_PICKED", 0)
    assert [search(query) for query in queries] == picked
    assert sum(len(found.ids) > 2 for found in picked) >= 3


def test_the_database_picks_the_weight_of_any_stem():
    row = make_intervention(name="Kanarie 2014")
    weights = [engine.Weight(root) for root in ("kanarie", "2014", "bestaatniet")]
    assert SearchEntry.objects.filter(pk=row.pk).values_list(*weights).get() == (8, 8, None)


def test_the_vocabulary_is_the_same_however_large_the_pieces(monkeypatch):
    call_command("reindex")
    whole = tables()
    monkeypatch.setattr("interventions.finding.search.index.CHUNK", 3)
    call_command("reindex")
    assert tables() == whole


def test_names_are_read_once_and_again_after_a_change(django_assert_num_queries):
    suggestions("kanarie")
    with django_assert_num_queries(1):  # the version
        assert suggestions("kanarie") == []
    with content_change():
        Theme.objects.create(slug="vogels", name="Kanarievogels", definition="Vogels.")
    assert suggestions("kanarie") == ["Kanarievogels"]


def test_names_that_begin_as_typed_stand_first_and_each_name_once():
    Theme.objects.create(slug="kanarie", name="Kanárie 1", definition="Een naam die er al is.")
    for number in range(9):
        make_intervention(name=f"De kanarie {number}")
        make_intervention(name=f"Kanarie {number}")
    make_intervention(name="Kanárie  1 b")
    found = suggestions(" KANARIE ")
    assert found == [
        "Kanarie 0",
        "Kanarie 1",
        "Kanárie 1 b",
        *(f"Kanarie {number}" for number in range(2, 7)),
    ]
    assert suggestions("kanarie 8") == ["Kanarie 8", "De kanarie 8"]
