"""The facet index: the same answers as the database, and never an old one."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from elements.models import Element, Source, content_change
from interventions.finding.facets import FACETS, facet_index
from interventions.finding.selection import read_selection
from interventions.models import (
    Recognition,
    RecognitionLevel,
    Setting,
    Statement,
    TargetGroup,
    Theme,
)
from interventions.workflow import withdraw
from tests.factories import Status, in_state, make_intervention, make_person, make_source
from tests.finding.selection.oracle import select_rows

pytestmark = pytest.mark.django_db

VALUES = {
    "element": "procesbegeleider outreachend aansluiten laagdrempelig empowerment samenwerken",
    "doelgroep": "alle-bewoners ouderen kinderen-en-jongeren organisaties-en-bedrijven",
    "thema": "wijkontwikkeling jeugd leefbaarheid sociale-samenhang bestaat-niet",
    "setting": "wijk-of-buurt online ontmoetingsplek",
    "erkenning": "onbekend eerste-aanwijzingen goed-beschreven geen",
    "gemeente": "utrecht rotterdam hilversum bestaat-niet",
    "onderzoek": "effectonderzoek ervaringen niet-gelezen geen-gevonden onbekend",
    "uitvoering": "loopt gestopt onbekend",
    "combineer": "alle een",
    "bron": "alle artikel",
    "geldig": "ja",
    "q": "buurt sport wijk eigen",
}
assert {*FACETS} <= {*VALUES}, "a facet is not compared with the database"
ANY = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(values.split()), max_size=2) for name, values in VALUES.items()}
)


def query_of(chosen) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in chosen.items():
        data.setlist(name, values)
    return data


@given(chosen=ANY)
@example(chosen={"element": ["outreachend", "aansluiten"], "combineer": ["een"]})
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_memory_and_sql_select_the_same(chosen):
    data = query_of(chosen)
    selection = read_selection(data)
    assert sorted(selection.ids) == sorted(select_rows(data).values_list("pk", flat=True))


@given(chosen=ANY)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_count_is_what_choosing_the_value_gives(chosen):
    selection = read_selection(query_of(chosen))
    for facet in FACETS:
        is_or = facet != "element" or selection.any_element
        for slug, count in selection.counts[facet].items():
            added = {**selection.chosen}
            added[facet] = (slug,) if is_or else (*added.get(facet, ()), slug)
            assert selection.but(chosen=added).total == count


ELEMENTS = VALUES["element"].split()
ROW = st.fixed_dictionaries(
    {
        "statements": st.lists(
            st.tuples(st.sampled_from(ELEMENTS), st.sampled_from(Statement.Kind), st.booleans()),
            max_size=4,
            unique_by=lambda statement: (statement[0], statement[2]),
        ),
        "doelgroep": st.sets(st.sampled_from(VALUES["doelgroep"].split())),
        "thema": st.sets(st.sampled_from(["wijkontwikkeling", "jeugd", "leefbaarheid"])),
        "setting": st.sets(st.sampled_from(VALUES["setting"].split())),
        "erkenning": st.lists(
            st.tuples(
                st.sampled_from(["eerste-aanwijzingen", "goed-beschreven", "geen"]),
                st.sampled_from(["2014", "2017-06", "2026-11-22"]),
            ),
            max_size=2,
        ),
        "uitvoering": st.sampled_from(VALUES["uitvoering"].split()),
        "status": st.sampled_from([Status.PUBLISHED, Status.PUBLISHED, Status.DRAFT]),
    }
)


def make_row(values) -> None:
    """An intervention as drawn: any mixture of statements, groups, recognitions and states."""
    article, other = Source.objects.founding().get(), make_source()
    row = make_intervention(
        status=values["status"],
        activity=values["uitvoering"],
        sources=[other],
        statements=[
            {
                "element": Element.objects.get(slug=slug),
                "kind": kind,
                "source": article if in_article else other,
            }
            for slug, kind, in_article in values["statements"]
        ],
    )
    row.target_groups.set(TargetGroup.objects.filter(slug__in=values["doelgroep"]))
    row.themes.set(Theme.objects.filter(slug__in=values["thema"]))
    row.settings.set(Setting.objects.filter(slug__in=values["setting"]))
    for slug, day in values["erkenning"]:
        level = RecognitionLevel.objects.get(slug=slug)
        Recognition.objects.create(intervention=row, level=level, date=day, source=other)
    with content_change():  # what was set after the factory
        pass


@given(rows=st.lists(ROW, min_size=1, max_size=5), chosen=ANY)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_memory_and_sql_agree_on_any_content(rows, chosen):
    with transaction.atomic():
        for values in rows:
            make_row(values)
        data = query_of(chosen)
        selection = read_selection(data)
        assert sorted(selection.ids) == sorted(select_rows(data).values_list("pk", flat=True))
        transaction.set_rollback(True)


def test_the_index_is_kept_while_nothing_changes():
    assert facet_index() is facet_index()


def test_a_new_publication_is_in_the_index_at_once():
    before = len(facet_index().ids)
    make_intervention()
    assert len(facet_index().ids) == before + 1


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_only_published_rows_are_indexed(status):
    row = make_intervention()
    assert row.pk in facet_index().ids
    in_state(row, status)
    assert row.pk not in facet_index().ids


def test_a_withdrawn_row_is_out_of_every_count_at_once(reviewer):
    before = read_selection(QueryDict()).counts["element"]["empowerment"]
    row = read_selection(QueryDict("q=tijdvoorelkaar&element=empowerment"))
    from_base = select_rows(QueryDict("q=tijdvoorelkaar")).get()
    assert from_base.pk in row.ids
    withdraw(from_base, by=reviewer, note="Op verzoek.")
    assert read_selection(QueryDict()).counts["element"]["empowerment"] == before - 1


def test_the_index_follows_the_day(monkeypatch):
    """A recognition that is valid today lapses tomorrow, without any change to the content."""
    row = make_intervention(created_by=make_person())
    level = RecognitionLevel.objects.get(slug="goed-beschreven")
    Recognition.objects.create(
        intervention=row, level=level, date="2026-11-22", source=make_source()
    )
    for day, valid in ((date(2029, 11, 22), 1), (date(2029, 11, 23), 0)):
        monkeypatch.setattr("interventions.finding.facets.building.today", lambda day=day: day)
        assert read_selection(QueryDict("geldig=ja")).total == valid


def test_counts_cost_no_more_queries_with_more_rows():
    def queries(rows):
        for _ in range(rows):
            make_intervention(statements=[{}])
        with CaptureQueriesContext(connection) as asked:
            facet_index()
        return len(asked)

    assert queries(2) == queries(20) < 30


def test_the_newest_recognition_is_the_one_that_counts():
    row = make_intervention()
    for slug, day in (("goed-onderbouwd", "2026-01"), ("sterke-aanwijzingen", "2014")):
        level = RecognitionLevel.objects.get(slug=slug)
        Recognition.objects.create(intervention=row, level=level, date=day, source=make_source())
    with content_change():
        pass
    for query, found in (
        ("erkenning=goed-onderbouwd", [row.pk]),
        ("erkenning=goed-onderbouwd&geldig=ja", [row.pk]),
        ("erkenning=sterke-aanwijzingen", []),
    ):
        assert read_selection(QueryDict(query)).ids == found
        assert list(select_rows(QueryDict(query)).values_list("pk", flat=True)) == found


def test_a_source_that_says_there_is_none_gives_no_valid_recognition():
    row = make_intervention()
    level = RecognitionLevel.objects.get(slug="geen")
    Recognition.objects.create(intervention=row, level=level, date="2026", source=make_source())
    with content_change():
        pass
    assert read_selection(QueryDict("erkenning=geen")).ids == [row.pk]
    assert row.pk not in read_selection(QueryDict("geldig=ja")).ids
    assert row.pk not in select_rows(QueryDict("geldig=ja")).values_list("pk", flat=True)


def test_a_selection_is_remembered_only_while_the_content_stays_the_same():
    query = QueryDict("element=empowerment")
    first = read_selection(query)
    assert read_selection(query) is first
    assert read_selection(QueryDict("q=buurt")) is not read_selection(QueryDict("q=buurt"))
    with content_change():
        pass
    assert read_selection(query) is not first
