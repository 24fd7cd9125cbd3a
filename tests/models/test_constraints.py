"""What must always hold, the database holds: also for whoever goes past the forms."""

import re

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from elements.models import ContentVersion, Element, Source
from interventions.models import (
    Intervention,
    Notice,
    Publication,
    Recognition,
    RecognitionLevel,
    Statement,
)
from interventions.models.moments import PAIRS
from tests.factories import (
    Status,
    make_element,
    make_intervention,
    make_person,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_a_published_row_needs_to_know_when_and_by_whom():
    row = make_intervention(status=Status.DRAFT)
    rows = Intervention.objects.filter(pk=row.pk)
    refused(lambda: rows.update(status="published"))
    refused(lambda: rows.update(status="published", published_at=timezone.now()))
    refused(lambda: rows.update(status="withdrawn"))
    rows.update(status="published", published_at=timezone.now(), published_by=make_person())


def test_when_and_by_whom_are_known_together():
    """Every `_at` has its `_by`: a new pair is tested before anybody remembers to."""
    row = make_intervention(status=Status.DRAFT)
    names = {field.name for field in Intervention._meta.get_fields()}
    verbs = {match[1] for name in names if (match := re.fullmatch(r"(\w+)_at", name))}
    assert verbs - {"touched", "news"} == {"created", *PAIRS}  # both come with the act of another
    for verb in PAIRS:  # nobody need have made what was loaded from a file
        assert f"{verb}_by" in names
        rows = Intervention.objects.filter(pk=row.pk)
        refused(lambda rows=rows, verb=verb: rows.update(**{f"{verb}_at": timezone.now()}))
        refused(lambda rows=rows, verb=verb: rows.update(**{f"{verb}_by": make_person()}))


@pytest.mark.parametrize("values", [{"slug": "abcd"}, {"name": "ABCD"}, {"name": "  abcd "}])
def test_slug_and_name_are_unique_among_rows_that_replace_nothing(values):
    refused(lambda: make_intervention(**values))


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_a_working_copy_is_never_public(status):
    live = Intervention.objects.get(slug="abcd")
    refused(lambda: make_intervention(slug="abcd", replaces=live, status=status))


def test_a_row_in_review_is_with_somebody():
    rows = Intervention.objects.filter(slug="abcd")
    refused(lambda: rows.update(status=Status.IN_REVIEW))


@pytest.mark.parametrize("model", [Publication, Notice])
def test_a_version_or_notice_is_of_one_thing(model):
    now, live = timezone.now(), Intervention.objects.get(slug="abcd")
    both = {"intervention": live, "element": Element.objects.first()}
    values = {
        Publication: {"number": 9, "document": {}, "at": now},
        Notice: {"text": "Let op.", "placed_at": now, "placed_by": make_person()},
    }[model]
    refused(lambda: model.objects.create(**values, **both))
    refused(lambda: model.objects.create(**values))


def test_a_number_is_given_to_one_version_only():
    first = Publication.objects.get(intervention__slug="abcd")
    again = {"intervention": first.intervention, "number": 1, "document": {}, "at": timezone.now()}
    refused(lambda: Publication.objects.create(**again))
    with pytest.raises(TypeError):
        first.save()


def test_a_working_copy_may_share_them_but_there_is_only_one():
    live = Intervention.objects.get(slug="abcd")
    values = {"slug": "abcd", "name": "ABCD", "replaces": live, "status": Status.DRAFT}
    make_intervention(**values)
    refused(lambda: make_intervention(**values))


def test_one_statement_per_intervention_element_and_source():
    row = make_intervention(statements=[{}])
    first = row.statements.get()
    refused(lambda: make_statement(row, element=first.element, source=first.source))
    make_statement(row, element=first.element, source=make_source())


def test_an_inferred_statement_says_on_what_it_rests():
    row = make_intervention()
    element = make_element()
    refused(lambda: make_statement(row, kind="inferred", basis="", element=element))
    make_statement(row, kind="inferred", basis="aanpak", element=element)


def test_there_is_one_founding_source_at_most():
    refused(lambda: make_source(is_founding=True))


@pytest.mark.parametrize("value", ["14", "2014-13", "2014-00", "2014-1", "02-2014", "gisteren"])
def test_a_partial_date_is_a_date(value):
    level = RecognitionLevel.objects.first()
    row, source = make_intervention(), make_source()
    refused(lambda: make_source(date=value))
    refused(lambda: make_intervention(activity_date=value))
    refused(lambda: make_intervention(databank_status_date=value))
    for field in ("date", "valid_until"):
        values = {"date": "2014", field: value}
        refused(
            lambda values=values: Recognition.objects.create(
                intervention=row, level=level, source=source, **values
            )
        )


def test_a_recognition_is_dated():
    level = RecognitionLevel.objects.first()
    row, source = make_intervention(), make_source()
    refused(
        lambda: Recognition.objects.create(intervention=row, level=level, date="", source=source)
    )


def test_the_state_in_the_databank_is_dated():
    refused(lambda: make_intervention(databank_status="opgenomen"))


def test_there_is_one_content_version():
    refused(lambda: ContentVersion.objects.create(pk=2))


def test_what_is_in_use_cannot_be_deleted():
    source = Source.objects.founding().get()
    with pytest.raises(models.ProtectedError):
        source.delete()
    element = Statement.objects.first().element
    with pytest.raises(models.ProtectedError):
        element.delete()


def test_names_sort_by_their_stored_key_on_every_database():
    for name in ("Éen", "een-twee", "een twee", "Eentje", "1 plein", "_streep"):
        make_intervention(name=f"zz {name}")
    found = Intervention.objects.filter(name__startswith="zz").order_by_name()
    assert [row.name[3:] for row in found] == [
        "1 plein",
        "_streep",
        "Éen",
        "een twee",
        "een-twee",
        "Eentje",
    ]
