"""A date at the desk is read as people write it, and the desk says how."""

import re

import pytest
from django.contrib.admin import site
from django.db import models
from django.utils.html import escape

from elements.fields import PartialDateField
from elements.inputs import PartialDateInput
from elements.models import Source
from interventions.models import Intervention, Recognition, RecognitionLevel
from tests.desk.filled import opened
from tests.desk.forms import ADD, SOURCES, change_page, faults_of, intervention_form, source_form
from tests.elements.written import READ, WRONG
from tests.factories import Status, make_intervention, make_source

pytestmark = pytest.mark.django_db
DAYS = {text: value for text, value in READ.items() if len(value) == 10}
PARTIAL = ("activity_date", "databank_status_date", "effect_not_studied_on")
WHOLE = ("owner_checked_on", "research_searched_on")
WORDS = {"2014": "2014", "2014-02": "februari 2014", "2014-02-10": "10 februari 2014"}


def fields_of(desk, rf, user):
    """Each field of the forms of a page of the desk, with the field of its model."""
    request = rf.get("/")
    request.user = user
    forms = [desk.get_form(request)]
    forms += [each.form for each, _ in desk.get_formsets_with_inlines(request)]
    for form in forms:
        for name, field in form.base_fields.items():
            if name in {one.name for one in form._meta.model._meta.fields}:
                yield form._meta.model._meta.get_field(name), field


def test_every_date_at_the_desk_is_read_by_one_reader(rf, reviewer):
    found = []
    for desk in site._registry.values():
        for field, asked in fields_of(desk, rf, reviewer):
            if isinstance(field, PartialDateField | models.DateField) and field.editable:
                assert isinstance(asked, PartialDateInput), field
                found.append(field.name)
    assert {*found} >= {*PARTIAL, *WHOLE, "date", "valid_until", "checked_on"}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_the_date_of_a_source(reviewer_client, text, value):
    answer = reviewer_client.post(f"{SOURCES}add/", source_form(date=text), follow=True)
    assert Source.objects.get(title="Een verslag").date == value
    if value in WORDS and text.strip() not in (value, WORDS[value]):
        assert f"Datum: gelezen als {WORDS[value]}" in answer.content.decode()


@pytest.mark.parametrize("text", ["10-02-2014", "10 feb. 2014", "10\u00a0februari 2014"])
def test_every_date_of_an_intervention(editor_client, text):
    level, found = RecognitionLevel.objects.first(), make_source()
    box = {"level": level.pk, "source": found.pk}
    box |= dict.fromkeys(("date", "valid_until", "checked_on"), text)
    values = dict.fromkeys((*PARTIAL, *WHOLE), text)
    form = intervention_form(
        recognitions=[box], activity="loopt", activity_source=found.pk, **values
    )
    answer = editor_client.post(ADD, form, follow=True)
    row = Intervention.objects.get(name="Buurttuin")
    assert {str(getattr(row, name)) for name in values} == {"2014-02-10"}
    one = Recognition.objects.get(intervention=row)
    assert {one.date, one.valid_until, str(one.checked_on)} == {"2014-02-10"}
    assert answer.content.decode().count("gelezen als 10 februari 2014") == 8


@pytest.mark.parametrize("text", ["10-02-2014", "10 februari 2014", "2014-02-10"])
def test_a_form_shows_its_dates_in_words_and_reads_them_back(editor_client, text):
    row = make_intervention(status=Status.DRAFT, owner_checked_on="2014-02-10")
    Intervention.objects.filter(pk=row.pk).update(activity_date="2014-02")
    form = opened(editor_client, row)
    assert form["owner_checked_on"] == ["10 februari 2014"]
    assert form["activity_date"] == ["februari 2014"]
    moments = row.history.count()
    form["owner_checked_on"] = [text]
    assert editor_client.post(change_page(row), form).status_code == 302
    assert row.history.count() == moments  # nothing changed


def test_a_form_that_comes_back_says_how_a_date_was_read(editor_client):
    form = intervention_form(name="", activity_date="feb 2014", owner_checked_on="10-02-2014")
    page = editor_client.post(ADD, form).content.decode()
    assert "Gelezen als februari 2014" in page
    assert "Gelezen als 10 februari 2014" in page
    assert 'value="feb 2014"' in page


@pytest.mark.parametrize(("text", "sentence"), WRONG.items())
def test_what_is_no_date_is_said_at_its_field(reviewer_client, text, sentence):
    answer = reviewer_client.post(f"{SOURCES}add/", source_form(date=text))
    assert answer.status_code == 200
    assert faults_of(answer) == [sentence]
    assert escape(sentence) in answer.content.decode()
    assert "Gelezen als" not in answer.content.decode()
    assert not Source.objects.filter(title="Een verslag").exists()


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize(
    ("text", "lacking"), [("februari 2014", "de dag"), ("2014", "de dag en de maand")]
)
def test_where_a_whole_day_is_asked_the_rest_is_missing(editor_client, name, text, lacking):
    answer = editor_client.post(ADD, intervention_form(**{name: text}))
    sentence = f"Schrijf {lacking} erbij: een hele datum, zoals 10 februari 2014."
    assert sentence in faults_of(answer)


@pytest.mark.parametrize("text", ["31 februari 2014", "gisteren", "februari 2014", "1" * 5000])
def test_an_impossible_day_in_a_box_is_said_there(editor_client, text):
    box = {"level": RecognitionLevel.objects.first().pk, "source": make_source().pk}
    box |= {"date": "2014", "checked_on": text}
    answer = editor_client.post(ADD, intervention_form(recognitions=[box]))
    assert answer.status_code == 200
    assert len(faults_of(answer)) == 1


def test_a_day_is_a_field_in_which_it_can_be_typed(editor_client):
    page = editor_client.get(ADD).content.decode()
    assert re.search(r'<input type="text" name="owner_checked_on"[^>]*>', page)
