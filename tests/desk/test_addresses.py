"""An address with something that is no part of it is cleaned, and the desk says so."""

import pytest
from django.contrib.admin import site
from django.db import models
from django.utils.html import escape

from elements.inputs import AddressInput
from elements.models import Source
from interventions.models import Intervention, OtherDatabank
from tests.desk.filled import opened
from tests.desk.forms import ADD, SOURCES, change_page, intervention_form, source_form
from tests.desk.test_dates import fields_of
from tests.elements.pasted import KEPT, PAGE, SAID
from tests.factories import make_intervention

pytestmark = pytest.mark.django_db


def test_every_address_at_the_desk_is_cleaned_by_one_field(rf, reviewer):
    found = set()
    for desk in site._registry.values():
        for field, asked in fields_of(desk, rf, reviewer):
            if isinstance(field, models.URLField):
                assert isinstance(asked, AddressInput), field
                found.add(field.name)
    assert found == {"url", "website", "contact_url"}


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_the_address_of_a_source(reviewer_client, text, said):
    answer = reviewer_client.post(f"{SOURCES}add/", source_form(url=text), follow=True)
    assert Source.objects.get(title="Een verslag").url == PAGE
    assert escape(f"Adres: {said}") in answer.content.decode()


@pytest.mark.parametrize("text", KEPT)
def test_an_address_that_is_one_is_kept_without_a_word(reviewer_client, text):
    answer = reviewer_client.post(f"{SOURCES}add/", source_form(url=text), follow=True)
    assert Source.objects.get(title="Een verslag").url == text
    assert "uit het adres" not in answer.content.decode()


@pytest.mark.parametrize("name", ["website", "contact_url"])
def test_the_addresses_of_an_intervention(editor_client, name):
    values = {name: f"<{PAGE}\u200b>", "contact_organisation": "Stichting"}
    answer = editor_client.post(ADD, intervention_form(**values), follow=True)
    assert getattr(Intervention.objects.get(name="Buurttuin"), name) == PAGE
    said = "we haalden een onzichtbaar teken en aanhalingstekens of haken uit het adres"
    assert f"{said}: {PAGE}" in answer.content.decode()


def test_a_form_that_comes_back_says_it_below_the_field(editor_client):
    form = intervention_form(name="", website=f"{PAGE}?a=<b>c\u200b")
    page = editor_client.post(ADD, form).content.decode()
    assert escape(f"We haalden een onzichtbaar teken uit het adres: {PAGE}?a=<b>c") in page
    assert "a=<b>" not in page


def test_what_only_looks_other_changes_nothing(editor_client):
    row = make_intervention(status="draft", website=PAGE)
    form = opened(editor_client, row)
    form["website"] = [f"{PAGE}\u200b"]
    moments = row.history.count()
    editor_client.post(change_page(row), form)
    assert row.history.count() == moments


def test_the_address_of_another_databank(administrator_client):
    row = OtherDatabank.objects.create(name="Andere", address="https://a.nl/?q={woorden}")
    form = opened(administrator_client, row)
    form["address"] = ["<https://b.nl/\u200b?q={woorden}>"]
    answer = administrator_client.post(change_page(row), form, follow=True)
    row.refresh_from_db()
    assert row.address == "https://b.nl/?q={woorden}"
    assert "een onzichtbaar teken" in answer.content.decode()


@pytest.mark.parametrize("text", ["https://voorbeeld.nl/een pagina", "javascript:alert(1)", "<>a"])
def test_what_is_no_address_is_still_refused(reviewer_client, text):
    answer = reviewer_client.post(f"{SOURCES}add/", source_form(url=text))
    assert answer.status_code == 200
    assert not Source.objects.filter(title="Een verslag").exists()
