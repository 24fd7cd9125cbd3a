"""What is saved at the desk is found by its new name."""

import pytest
from django.core.management import call_command

from elements.models import Element
from interventions.finding.search import search
from interventions.models import SearchEntry, TargetGroup, Theme
from tests.desk.forms import seal_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("model", "slug"), [(Theme, "jeugd"), (TargetGroup, "ouderen")])
def test_a_new_name_of_a_category_is_found_at_once(reviewer_client, model, slug):
    row = model.objects.get(slug=slug)
    name = model._meta.model_name
    before = set(row.interventions.values_list("pk", flat=True))
    form = {
        "name": "Kanarievogels",
        "definition": row.definition,
        "note": "",
        "broader": "",
        **seal_of(reviewer_client, row),
    }
    response = reviewer_client.post(f"/beheer/interventions/{name}/{row.pk}/change/", form)
    assert response.status_code == 302
    assert set(search("kanarievogels").ids) == before
    assert before


def test_a_new_name_of_an_element_is_found_at_once(reviewer_client):
    element = Element.objects.get(slug="gewoon-beginnen")
    fields = "position name summary description practice policy_summary general_claim section"
    form = {field: getattr(element, field) for field in fields.split()}
    response = reviewer_client.post(
        f"/beheer/elements/element/{element.pk}/change/",
        {
            **form,
            "short_name": "Kanarie",
            "source": element.source_id,
            "change_note": "Een andere korte naam.",
            **seal_of(reviewer_client, element),
        },
    )
    assert response.status_code == 302
    assert len(search("kanarie").ids) == 3


def test_prepare_indexes_a_base_from_before_the_search(capsys):
    SearchEntry.objects.all().delete()
    assert search("sport").ids == ()
    call_command("prepare")
    assert "Search        Indexed 14 interventions." in capsys.readouterr().out
    assert len(search("sport").ids) == 4
