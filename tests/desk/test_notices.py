"""A dated word of the editors above a public page, and below it that the owner read it."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from elements import dates
from elements.models import Element
from interventions.models import Intervention, Notice
from interventions.workflow import notices
from tests.desk.test_reports import make_report, page_of
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
PAGES = {
    "interventie": (
        "abcd",
        [
            "/interventies/abcd/",
            "/interventies/abcd/versies/1/",
            "/samenvattingen/interventies/abcd/",
        ],
    ),
    "element": (
        "empowerment",
        [
            "/werkzame-elementen/empowerment/",
            "/werkzame-elementen/empowerment/versies/1/",
            "/samenvattingen/werkzame-elementen/empowerment/",
        ],
    ),
}


def subject_of(kind: str):
    model = Intervention if kind == "interventie" else Element
    return model.objects.get(slug=PAGES[kind][0])


def place_page(kind: str) -> str:
    return f"/beheer/interventions/notice/plaatsen/{kind}/{subject_of(kind).pk}/"


@pytest.mark.parametrize("kind", PAGES)
def test_a_notice_stands_on_the_page_at_once_and_goes_at_once(client, reviewer_client, kind):
    addresses = PAGES[kind][1]
    before = [client.get(address)["ETag"] for address in addresses]
    form = reviewer_client.get(place_page(kind)).content.decode()
    assert notices.DISPUTED in form
    reviewer_client.post(place_page(kind), {"text": notices.DISPUTED})
    notice = Notice.objects.get()
    for address, tag in zip(addresses, before, strict=True):
        answer = client.get(address, headers={"If-None-Match": tag})
        page = answer.content.decode()
        assert notices.DISPUTED in page, address
        assert re.search(r'role="note"', page)
        assert f"{dates.day_of(notice.placed_at):%Y}" in page
    reviewer_client.post(f"/beheer/interventions/notice/{notice.pk}/weghalen/")
    for address in addresses:
        assert notices.DISPUTED not in client.get(address).content.decode()
    notice.refresh_from_db()
    assert notice.lifted_by.username == "beoordelaar"


def test_the_text_itself_stays(reviewer):
    row = subject_of("interventie")
    before = Intervention.objects.filter(pk=row.pk).values().get()
    notices.place(row, text=notices.DISPUTED, by=reviewer)
    assert Intervention.objects.filter(pk=row.pk).values().get() == before


def test_only_a_reviewer_places_or_lifts(editor_client, administrator_client, editor, reviewer):
    notice = notices.place(subject_of("element"), text="Even geduld.", by=reviewer)
    for client in (editor_client, administrator_client):
        assert client.post(place_page("interventie"), {"text": "Ik ook"}).status_code == 403
        lift = f"/beheer/interventions/notice/{notice.pk}/weghalen/"
        assert client.post(lift).status_code == 403
    with pytest.raises(PermissionDenied):
        notices.place(subject_of("interventie"), text="Ik ook", by=editor)
    with pytest.raises(PermissionDenied):
        notices.lift(notice, by=editor)
    assert Notice.objects.in_force().count() == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [("  ", "Schrijf wat er boven"), ("x" * 401, "400 tekens")],
    ids=["empty", "long"],
)
def test_a_notice_has_a_short_text(reviewer_client, text, message):
    page = reviewer_client.post(place_page("element"), {"text": text}).content.decode()
    assert message in page
    assert not Notice.objects.exists()


def test_a_page_has_one_notice_and_what_is_not_public_has_none(reviewer, reviewer_client):
    notices.place(subject_of("interventie"), text="Even geduld.", by=reviewer)
    page = reviewer_client.post(place_page("interventie"), {"text": "Nog een"}).content.decode()
    assert "staat al een mededeling" in page
    with pytest.raises(ValidationError):
        notices.place(make_intervention(status=Status.DRAFT), text="Stil", by=reviewer)
    notice = Notice.objects.get()
    notices.lift(notice, by=reviewer)
    with pytest.raises(ValidationError):
        notices.lift(notice, by=reviewer)
    notices.place(subject_of("interventie"), text="Toch weer.", by=reviewer)


def test_the_report_page_leads_to_a_notice(reviewer_client, editor_client):
    found = make_report()
    place = place_page("interventie")
    assert place in reviewer_client.get(page_of(found)).content.decode()
    assert place not in editor_client.get(page_of(found)).content.decode()


def test_the_owner_who_read_it_is_named_with_the_day(client):
    Intervention.objects.filter(slug="abcd").update(owner_checked_on="2026-03-09")
    assert (
        "Nagelezen door de eigenaar op 9 maart 2026."
        in client.get("/interventies/abcd/").content.decode()
    )
