"""What tests rely on: the guard works, the content is always there, the factories fit the rules."""

import pytest
from django.template import engines

from elements.models import Element
from interventions.finding.facets import facet_index
from interventions.models import Intervention
from tests import factories


@pytest.mark.django_db
def test_query_that_begins_in_a_template_fails_the_test():
    template = engines["public"].from_string(
        "{% for element in elements %}{{ element }}{% endfor %}"
    )
    assert "Empowerment" in template.render({"elements": list(Element.objects.all())})
    with pytest.raises(AssertionError, match="A query began in a template: SELECT"):
        template.render({"elements": Element.objects.all()})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_content_is_back_after_a_test_that_flushed_the_base(time):
    assert Intervention.objects.published().count() == 14


@pytest.mark.django_db(transaction=True)
def test_empty_base_holds_no_content_without_a_transaction_either(empty_base):
    assert not Element.objects.exists()


def test_empty_base_holds_nothing_of_an_earlier_index(launch_content, request):
    assert len(facet_index().ids) == 14
    request.getfixturevalue("empty_base")
    assert facet_index().ids == []


@pytest.mark.parametrize("status", Intervention.Status.values)
def test_row_can_be_put_in_every_state(empty_base, status):
    row = factories.make_intervention(statements=[{}, {"kind": "inferred"}, {"kind": "contrast"}])
    assert facet_index().ids == [row.pk]
    factories.in_state(row, status)
    assert row.status == status
    assert facet_index().ids == ([row.pk] if status == "published" else [])


def test_three_people_enter_the_desk_and_an_outsider_does_not(
    editor_client, reviewer_client, administrator_client, client
):
    for person in (editor_client, reviewer_client, administrator_client):
        assert person.get("/beheer/").status_code == 200
    assert client.get("/beheer/").status_code == 302


def test_people_have_the_rights_of_their_group_only(editor, reviewer, administrator):
    publish = "interventions.publish_intervention"
    assert [user.has_perm(publish) for user in (editor, reviewer, administrator)] == [
        False,
        True,
        False,
    ]
