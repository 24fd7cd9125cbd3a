"""The page exactly as the public will see it, for who may read it at the desk."""

import re

import pytest

from interventions import workflow
from tests.desk.forms import INTERVENTIONS, change_page, element
from tests.factories import Status, make_intervention, make_target_group

pytestmark = pytest.mark.django_db


def preview(row) -> str:
    return f"{INTERVENTIONS}{row.pk}/voorbeeld/"


def main_of(page: str) -> str:
    """What stands in the middle of the page, without what only the preview has."""
    page = page[page.index('<div class="kb-article">') : page.index('<p class="kb-dates">')]
    return re.sub(
        r"/beheer/interventions/intervention/\d+/voorbeeld/|/interventies/[^/]+/", "", page
    )


@pytest.mark.parametrize("status", [status for status in Status if status != "in_review"])
def test_an_editor_sees_any_state_as_the_public_will(client, editor_client, status):
    said = [{"element": element("empowerment")}, {"element": element("samenwerken")}]
    row = make_intervention(
        statements=said, target_groups=[make_target_group()], goal="Het doel van deze aanpak."
    )
    public = main_of(client.get(row.get_absolute_url()).content.decode())
    type(row).objects.filter(pk=row.pk).update(
        status=status, **({} if status != "withdrawn" else withdrawn(row))
    )
    answer = editor_client.get(preview(row))
    assert answer.status_code == 200
    assert main_of(answer.content.decode()) == public
    assert "Lijkt hierop" in public  # what is alike is in both


def withdrawn(row) -> dict:
    return {"withdrawn_at": row.published_at, "withdrawn_by": row.published_by}


def test_it_is_kept_nowhere_and_says_what_it_is(editor_client):
    row = make_intervention(status=Status.DRAFT)
    answer = editor_client.get(preview(row))
    page = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "Dit is een voorbeeld." in page
    assert row.name in page
    assert change_page(row).endswith(f"{row.pk}/change/")
    assert 'href="../change/' in page


def test_a_working_copy_is_shown_beside_an_untouched_public_page(client, editor, editor_client):
    live = make_intervention(goal="Het oude doel.")
    copy = workflow.revise(live, by=editor)
    type(copy).objects.filter(pk=copy.pk).update(goal="Het nieuwe doel.")
    assert "Het nieuwe doel." in editor_client.get(preview(copy)).content.decode()
    assert "Het oude doel." in client.get(live.get_absolute_url()).content.decode()


def test_what_only_the_desk_sees_is_not_in_it(editor_client):
    said = [{"element": element("empowerment"), "evidence": "Letterlijk uit de bron."}]
    row = make_intervention(status=Status.DRAFT, statements=said, desk_note="Nog bellen.")
    page = editor_client.get(preview(row)).content.decode()
    assert "Letterlijk uit de bron." not in page
    assert "Nog bellen." not in page


def test_the_administrator_reads_it_too_and_an_outsider_does_not(client, administrator_client):
    row = make_intervention(status=Status.DRAFT)
    assert administrator_client.get(preview(row)).status_code == 200
    answer = client.get(preview(row))
    assert answer.status_code == 302
    assert "/beheer/login/" in answer["Location"]


def test_somebody_without_a_role_does_not_see_it(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("leeg", is_staff=True))
    assert client.get(preview(make_intervention(status=Status.DRAFT))).status_code == 403


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 18])
def test_what_is_not_there(editor_client, pk):
    assert editor_client.get(f"{INTERVENTIONS}{pk}/voorbeeld/").status_code == 404


@pytest.mark.parametrize("query", ["?lijst=abcd", "?q=%FF", "?element=x", "?pagina=9999"])
def test_parameters_do_no_harm(editor_client, query):
    row = make_intervention(status=Status.DRAFT)
    assert editor_client.get(preview(row) + query).status_code in (200, 400)
