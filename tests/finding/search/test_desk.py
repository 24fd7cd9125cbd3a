"""What is saved at the desk is found by its new name."""

import pytest
from django.core.management import call_command

from elements.models import Element
from interventions.finding.search import search
from interventions.models import SearchEntry, TargetGroup, Theme
from tests.desk.improving import improve, proposals, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("model", "slug"), [(Theme, "jeugd"), (TargetGroup, "ouderen")])
def test_a_new_name_of_a_category_is_found_at_once(editor_client, reviewer_client, model, slug):
    row = model.objects.get(slug=slug)
    before = set(row.interventions.values_list("pk", flat=True))
    improve(editor_client, row, name="Kanarievogels")
    publish(reviewer_client, proposals(row)[0])
    assert set(search("kanarievogels").ids) == before
    assert before


def test_a_new_name_of_an_element_is_found_at_once(editor_client, reviewer_client):
    element = Element.objects.get(slug="gewoon-beginnen")
    improve(editor_client, element, short_name="Kanarie")
    publish(reviewer_client, proposals(element)[0])
    assert len(search("kanarie").ids) == 3


def test_prepare_indexes_a_base_from_before_the_search(capsys):
    SearchEntry.objects.all().delete()
    assert search("sport").ids == ()
    call_command("prepare")
    assert "Search        Indexed 14 interventions." in capsys.readouterr().out
    assert len(search("sport").ids) == 4
