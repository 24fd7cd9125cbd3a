"""The smallest covering sets: the same as trying everything, and quick for very many."""

import random
import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interventions.finding.combinations import (
    MOST_ELEMENTS,
    MOST_SETS,
    grouped,
    members_of,
    smallest_sets,
)
from interventions.finding.facets import ALL, ARTICLE, facet_index
from interventions.models import Intervention, Statement

ELEMENTS = "abcdefghijkl"
ROWS = st.lists(st.sets(st.sampled_from(ELEMENTS), max_size=7), max_size=9)


def bits_of(rows):
    """Per element the bit set of the rows that cover it."""
    return {
        element: sum(1 << i for i, row in enumerate(rows) if element in row) for element in ELEMENTS
    }


def by_trying_everything(rows, wanted, candidates, required):
    """(size, every smallest set in order), or (0, []) when there is none."""
    others = [i for i in candidates if i not in required]
    for size in range(len(others) + 1):
        found = [
            tuple(sorted({*chosen, *required}))
            for chosen in combinations(others, size)
            if {*wanted} <= {e for i in (*chosen, *required) for e in rows[i]}
        ]
        if found:
            return len(found[0]), sorted(found) if found[0] else []
    return 0, []


@given(
    rows=ROWS,
    wanted=st.integers(1, 12).flatmap(
        lambda count: st.sets(st.sampled_from(ELEMENTS[:count]), min_size=1)
    ),
    data=st.data(),
)
@settings(max_examples=300, deadline=None)
def test_the_answer_is_that_of_trying_everything(rows, wanted, data):
    numbers = range(len(rows))
    any_rows = st.sets(st.sampled_from(numbers)) if rows else st.just(set())
    required = {*list(data.draw(any_rows))[:3]}
    candidates = {*numbers} - data.draw(any_rows)
    most = data.draw(st.integers(1, 30))
    size, sets = by_trying_everything(rows, wanted, candidates, required)
    found = smallest_sets(
        bits_of(rows),
        sorted(wanted),
        candidates=sum(1 << i for i in candidates),
        required=required,
        most=most,
    )
    assert (found.size, found.total) == (size, len(sets))
    assert found.sets == sets[:most]
    if not sets:
        covered = {e for i in candidates | required for e in rows[i]}
        assert found.uncovered == tuple(sorted(wanted - covered))


def test_the_first_sets_come_back_and_all_are_counted():
    rows = [{"a"}] * 60 + [{"b"}] * 60
    found = smallest_sets(bits_of(rows), "ab", candidates=(1 << 120) - 1)
    assert (found.size, found.total, len(found.sets)) == (2, 3600, MOST_SETS)
    assert found.sets[:2] == [(0, 60), (0, 61)]
    assert found.sets[-1] == (3, 79)


def test_what_is_required_is_in_every_set_and_counts_in_its_size():
    rows = [{"a"}, {"b"}, {"a", "b"}, set()]
    found = smallest_sets(bits_of(rows), "ab", candidates=0b1111, required=[3, 0])
    assert (found.size, found.total) == (3, 2)
    assert found.sets == [(0, 1, 3), (0, 2, 3)]


def test_what_is_required_need_not_be_a_candidate():
    found = smallest_sets(bits_of([{"a"}, {"b"}]), "ab", candidates=0b10, required=[0])
    assert found.sets == [(0, 1)]


def test_elements_that_nobody_covers_are_named():
    found = smallest_sets(bits_of([{"a"}, {"b"}]), "abcd", candidates=0b11)
    assert (found.size, found.total, found.sets) == (0, 0, [])
    assert found.uncovered == ("c", "d")


def test_nothing_wanted_and_nothing_required_needs_no_set():
    assert smallest_sets({}, "", candidates=0b1).total == 0


def test_groups_hold_every_candidate_that_covers_something_once():
    rows = [{"a"}, {"a", "b"}, {"b"}, set(), {"a"}]
    groups = grouped([bits_of(rows)[element] for element in "ab"], 0b01111)
    assert sorted(groups) == [(0b01, 0b00001), (0b10, 0b00100), (0b11, 0b00010)]


@given(numbers=st.sets(st.integers(0, 5000), max_size=30))
def test_the_members_of_a_long_bit_set_come_in_order(numbers):
    assert list(members_of(sum(1 << number for number in numbers))) == sorted(numbers)


def covered_at_random(interventions, chance, elements=ELEMENTS):
    dice = random.Random(2014)  # noqa: S311 - not a secret
    covering = {}
    for element in elements:
        drawn = bytearray(interventions // 8 + 1)
        for i in range(interventions):
            if dice.random() < chance:
                drawn[i // 8] |= 1 << i % 8
        covering[element] = int.from_bytes(drawn, "little")
    return covering


def seconds_for(covering, interventions):
    start = time.perf_counter()
    found = smallest_sets(covering, list(covering), candidates=(1 << interventions) - 1)
    assert found.total > 0
    return time.perf_counter() - start


@pytest.mark.parametrize("chance", [0.3, 0.01, 0.003])
def test_a_hundred_thousand_interventions_answer_within_the_time_of_a_page(chance):
    covering = covered_at_random(100_000, chance)
    assert min(seconds_for(covering, 100_000) for _ in range(3)) < 5  # measured: 0.1 to 0.6


@pytest.mark.parametrize("most", [1, 2, 5, 9])
def test_the_most_groups_that_there_can_be_answer_within_the_time_of_a_page(most):
    """Every group of at most so many of the elements, one member each."""
    elements = [str(number) for number in range(MOST_ELEMENTS)]
    rows = [row for size in range(1, most + 1) for row in combinations(elements, size)]
    covering = {e: sum(1 << i for i, row in enumerate(rows) if e in row) for e in elements}
    assert min(seconds_for(covering, len(rows)) for _ in range(3)) < 5  # measured: 0.05 to 1.1


# --- On the launch content ------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("scope", "size", "total"), [(ARTICLE, 4, 15), (ALL, 3, 25)])
def test_the_launch_content_gives_the_sets_that_were_counted_by_hand(scope, size, total):
    index = facet_index()
    covering = index.element_bits[scope]
    found = smallest_sets(covering, list(index.offered("element")), candidates=index.everything)
    assert (found.size, found.total, len(found.sets)) == (size, total, total)


@pytest.mark.django_db
def test_the_index_says_who_covers_and_who_is_named():
    """A contrast does not cover; what the editors read covers, and is not named."""
    index = facet_index()
    slugs = list(index.positions)
    for scope in (ALL, ARTICLE):
        for element in index.labels["element"]:
            rows = Statement.objects.filter(element__slug=element)
            if scope == ARTICLE:
                rows = rows.filter(source__is_founding=True)
            for bits, kinds in (
                (index.element_bits[scope][element], ("named", "inferred")),
                (index.naming[scope][element], ("named",)),
            ):
                expected = rows.filter(kind__in=kinds).values_list("intervention__slug", flat=True)
                assert {slug for i, slug in enumerate(slugs) if bits >> i & 1} == {*expected}
    assert Intervention.objects.filter(statements__kind="contrast").count() == 1
