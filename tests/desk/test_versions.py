"""The versions at the desk, and an old one that comes back as a working copy."""

import pytest
from django.urls import reverse

from elements.models import Element, Source
from interventions.models import Intervention, RecognitionLevel
from interventions.sheet.document import element_document, intervention_document
from interventions.workflow import bring_back, publish, revise, withdraw
from interventions.workflow.improving import improve as propose
from interventions.workflow.improving import publish_proposal
from tests.desk.improving import improve_page, opened, proposals
from tests.desk.improving import publish as publish_one
from tests.factories import make_intervention, make_source, make_target_group, reviewed

pytestmark = pytest.mark.django_db


def versions_page(row) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_versions"
    return reverse(name, args=[row.pk])


def rewritten(live, editor, reviewer) -> Intervention:
    """A second version in which nearly everything is another."""
    copy = revise(live, by=editor)
    for field in ("name", "summary", "goal", "approach", "costs", "aliases", "owner"):
        setattr(copy, field, f"Anders: {field}")
    copy.started_year, copy.website = 1999, "https://example.org/anders"
    copy.databank_status, copy.databank_status_date = "opgenomen", "2020"
    copy.save()
    copy.target_groups.set([make_target_group()])
    copy.statements.all().delete()
    copy.statements.create(
        element=Element.objects.get(slug="outreachend"), source=make_source(), explanation="Anders."
    )
    copy.recognitions.all().delete()
    copy.recognitions.create(
        level=RecognitionLevel.objects.get(slug="goed-onderbouwd"),
        date="2001-01",
        source=make_source(),
    )
    return publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Anders.")


@pytest.mark.parametrize("slug", ["abcd", "tijdvoorelkaar", "woonatelier"])
def test_an_old_version_comes_back_whole(slug, editor, reviewer):
    live = Intervention.objects.get(slug=slug)
    first = live.publications.get(number=1)
    rewritten(live, editor, reviewer)
    copy = bring_back(first, by=editor)
    ours = intervention_document(copy)
    told_by_time = ("versie", "gepubliceerdOp", "gewijzigdOp")
    for key, value in first.document.items():
        if key not in told_by_time:
            assert ours[key] == value, key
    live.refresh_from_db()
    assert live.name == "Anders: name"  # until the copy is published


def test_editor_brings_a_version_back_with_one_button(editor_client, editor, reviewer):
    live = Intervention.objects.get(slug="abcd")
    rewritten(live, editor, reviewer)
    page = editor_client.get(versions_page(live)).content.decode()
    assert "Haal versie 1 terug" in page
    response = editor_client.post(versions_page(live), {"number": "1"}, follow=True)
    assert "Dit is een werkkopie met de tekst van versie 1." in response.content.decode()
    copy = live.working_copies.get()
    assert (copy.name, copy.status, copy.created_by) == ("ABCD", "draft", editor)


def test_what_is_withdrawn_can_come_back(editor, reviewer):
    live = Intervention.objects.get(slug="abcd")
    withdraw(live, by=reviewer, note="Op verzoek.")
    copy = bring_back(live.publications.get(number=1), by=editor)
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Terug.")
    live.refresh_from_db()
    assert live.status == "published"
    assert live.publications.count() == 2


@pytest.mark.parametrize("number", ["", "9", "x", "9" * 40, "1\x00"])
def test_a_version_that_is_not_there_is_refused(editor_client, number):
    live = Intervention.objects.get(slug="abcd")
    response = editor_client.post(versions_page(live), {"number": number})
    assert response.status_code in (200, 400)
    assert not live.working_copies.exists()


def test_a_second_working_copy_is_refused(editor_client, editor):
    live = Intervention.objects.get(slug="abcd")
    revise(live, by=editor)
    page = editor_client.post(versions_page(live), {"number": "1"}).content.decode()
    assert "Hiervan is al een werkkopie." in page
    assert live.working_copies.count() == 1


def test_version_that_names_what_is_gone_says_so(editor_client, editor, reviewer):
    source = make_source(slug="weg")
    live = make_intervention(sources=[source])
    copy = revise(live, by=editor)
    copy.sources.set([make_source()])
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Andere bron.")
    source.delete()
    page = editor_client.post(versions_page(live), {"number": "1"}).content.decode()
    assert "deze bronnen zijn er niet meer: weg." in page
    assert not live.working_copies.exists()


def test_administrator_reads_and_brings_nothing_back(administrator_client):
    live = Intervention.objects.get(slug="abcd")
    assert "Haal versie" not in administrator_client.get(versions_page(live)).content.decode()
    assert administrator_client.post(versions_page(live), {"number": "1"}).status_code == 403


def test_outsider_is_sent_to_the_door(client):
    live = Intervention.objects.get(slug="abcd")
    assert client.get(versions_page(live)).status_code == 302
    assert client.post(versions_page(live), {"number": "1"}).status_code == 302


def test_a_draft_has_none_and_says_so(editor_client):
    row = make_intervention(status="draft")
    page = editor_client.get(versions_page(row)).content.decode()
    assert "is nog nooit gepubliceerd." in page


# --- Of an element --------------------------------------------------------------------------------


@pytest.fixture
def changed(editor, reviewer):
    """An element whose second version says nearly everything otherwise."""
    row = Element.objects.get(slug="empowerment")
    texts = ("name", "short_name", "summary", "description", "policy_summary", "general_claim")
    values = {name: f"Anders: {name}" for name in texts}
    values |= {"practice": "- Anders", "source": make_source().slug, "section": ""}
    said = {name: {name: value} for name, value in values.items()}
    publish_proposal(propose(row, said, by=editor, reason="Anders.")[0], by=reviewer)
    row.refresh_from_db()
    return row


def test_an_old_version_of_an_element_comes_back_whole_as_the_next(
    changed, client, editor, editor_client, reviewer_client
):
    first = changed.publications.get(number=1)
    assert "Haal versie 1 terug" in editor_client.get(versions_page(changed)).content.decode()
    editor_client.post(improve_page(changed), opened(editor_client, changed, "?versie=1"))
    publish_one(reviewer_client, proposals(changed)[-1])
    changed.refresh_from_db()
    assert element_document(changed) == first.document
    assert changed.practice.startswith("1. ")
    newest = changed.publications.first()
    assert (newest.number, newest.note) == (3, "Versie 1 terug.")
    public = client.get(f"/werkzame-elementen/{changed.slug}/").content.decode()
    assert changed.summary[:40] in public
    assert "Anders: summary" not in public


def test_what_a_version_names_and_is_no_longer_there_is_asked_anew(changed, editor_client):
    changed.publications.get(number=1).sources.clear()
    old = changed.publications.get(number=1).document["bron"]
    Source.objects.filter(slug=old).update(slug="anders")
    assert "source" not in opened(editor_client, changed, "?versie=1")


def test_who_may_not_write_an_element_brings_nothing_back(changed, administrator_client):
    assert "Haal versie" not in administrator_client.get(versions_page(changed)).content.decode()
    assert administrator_client.post(versions_page(changed), {"number": "1"}).status_code == 200
    assert administrator_client.get(f"{improve_page(changed)}?versie=1").status_code == 403
    assert changed.publications.count() == 2
