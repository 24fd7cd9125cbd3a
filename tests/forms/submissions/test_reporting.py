"""Saying that a page is not right, and reading what came of it."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from elements.models import ContentVersion, Element
from interventions import workflow
from interventions.forms import reports
from interventions.models import Intervention, OutboxMessage, Publication, Report
from tests.factories import Status, make_intervention
from tests.forms.submissions.conftest import STAMP, guarded

pytestmark = pytest.mark.django_db
CONFIRM = {"actie": "bevestig"}
WRONG = {"wrong": "De eigenaar heet nu anders."}
OVER = "/klopt-dit-niet/?over="
SUMMARIES = "/samenvattingen/"


def report(client=None, over="abcd", **values) -> Report:
    answer = guarded(client or Client(), f"{OVER}{over}", {**WRONG, **values})
    assert answer.status_code == 302, answer.content.decode()
    return Report.objects.for_token(answer["Location"].split("/")[2]).get()


def follow(report: Report) -> str:
    return Client().get(f"/klopt-dit-niet/{report.token}/").content.decode()


# --- Where one gets there -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/interventies/abcd/", "/klopt-dit-niet/?over=abcd"),
        ("/interventies/abcd/versies/1/", "/klopt-dit-niet/?over=abcd&amp;versie=1"),
        ("/werkzame-elementen/empowerment/", "/klopt-dit-niet/?over=empowerment"),
        (f"{SUMMARIES}interventies/abcd/", f"{OVER}abcd&amp;bij=samenvatting"),
        (f"{SUMMARIES}werkzame-elementen/empowerment/", f"{OVER}empowerment&amp;bij=samenvatting"),
        (f"{SUMMARIES}dossier/?interventie=abcd", f"{OVER}dossier"),
        ("/over/", "/klopt-dit-niet/"),
    ],
)
def test_every_page_leads_to_the_form(client, address, link):
    assert f'href="{link}"' in client.get(address).content.decode()


def test_every_page_leads_to_the_invitation(client):
    assert 'href="/aanmelden/"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "address", ["/aanmelden/", "/klopt-dit-niet/", f"{OVER}abcd", f"{OVER}abcd&feit=kosten"]
)
def test_what_is_wrong_takes_the_focus_without_script(client, address):
    page = guarded(client, address, {"evidence": "x"}).content.decode()
    box = re.search(r'<div [^>]*role="alert"[^>]*>', page)[0]
    assert 'tabindex="-1"' in box
    assert box.endswith(" autofocus>")
    assert page.count(" autofocus") == 1
    assert "autofocus" not in client.get(address).content.decode()


# --- The form -------------------------------------------------------------------------------------


def test_a_report_lands_in_the_queue_with_page_and_version(client):
    row = Intervention.objects.get(slug="abcd")
    stamp = ContentVersion.current().stamp
    found = report(
        client, evidence="Jaarverslag 2025", is_owner="on", email="melder@voorbeeld.example"
    )
    assert found.intervention == row
    assert (found.page, found.version) == ("/interventies/abcd/", 1)
    assert found.state == Report.State.OPEN
    assert (found.text, found.evidence) == (WRONG["wrong"], "Jaarverslag 2025")
    assert found.is_owner
    assert found.email == "melder@voorbeeld.example"
    assert ContentVersion.current().stamp == stamp


def test_a_report_can_be_about_an_element(client):
    found = report(client, over="empowerment")
    assert found.element == Element.objects.get(slug="empowerment")
    assert found.intervention is None
    assert (found.page, found.version) == ("/werkzame-elementen/empowerment/", 1)


@pytest.mark.parametrize(
    ("slug", "page"),
    [
        ("abcd", f"{SUMMARIES}interventies/abcd/"),
        ("empowerment", f"{SUMMARIES}werkzame-elementen/empowerment/"),
    ],
)
def test_a_report_can_be_about_a_summary(client, slug, page):
    over = f"{slug}&bij=samenvatting"
    assert "de samenvatting van <strong>" in client.get(f"{OVER}{over}").content.decode()
    found = report(client, over=over)
    assert (found.page, found.version) == (page, 1)
    assert (
        f'de samenvatting van <a class="utrecht-link utrecht-link--html-a" href="{page}"'
        in follow(found)
    )


def test_a_page_that_is_withdrawn_while_the_visitor_types_is_still_named(client, reviewer):
    seen = STAMP.search(client.get(f"{OVER}abcd").content.decode())
    workflow.withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Weg.")
    answer = client.post(f"{OVER}abcd", {**WRONG, "moment": seen[1]})
    assert answer.status_code == 302
    assert (Report.objects.get().page, Report.objects.get().intervention) == ("abcd", None)


@pytest.mark.parametrize(
    ("asked", "kept"), [("1", 1), ("2", 2), ("7", 2), ("", 2), ("x", 2), ("9" * 40, 2), ("²", 2)]
)
def test_the_version_is_the_one_that_was_read_or_else_the_newest(client, asked, kept):
    row = Intervention.objects.get(slug="abcd")
    first = Publication.objects.get(intervention=row)
    Publication.objects.create(
        intervention=row, number=2, document=first.document, at=first.at, by=first.by
    )
    assert report(client, over=f"abcd&versie={asked}").version == kept


@pytest.mark.parametrize("status", [one for one in Status if one != Status.PUBLISHED])
def test_what_is_not_public_is_as_unknown_as_what_is_not_there(client, status):
    make_intervention(slug="geheim", name="Geheime aanpak", status=status)
    page = client.get(f"{OVER}geheim").content.decode()
    assert "Geheime aanpak" not in page
    assert "U meldt iets over" not in page
    found = report(client, over="geheim", page="geheim")
    assert (found.intervention, found.element, found.page) == (None, None, "geheim")


def test_without_a_page_the_form_asks_which(client):
    assert "Om welke pagina gaat het?" in client.get("/klopt-dit-niet/").content.decode()
    assert report(client, over="", page="De begrippen").page == "De begrippen"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"wrong": ""}, "Schrijf op wat er niet klopt."),
        ({**WRONG, "email": "geen"}, "Dit is geen mailadres."),
        ({"wrong": "x" * 3001}, "3000"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_the_rest(client, values, message):
    page = guarded(client, f"{OVER}abcd", {"evidence": "Jaarverslag", **values}).content.decode()
    assert message in page
    assert "Jaarverslag" in page
    assert Report.objects.count() == 0


def test_robots_are_kept_out(client, settings):
    trapped = guarded(client, f"{OVER}abcd", {**WRONG, "leeg": "x"}).content.decode()
    assert "het verborgen veld" in trapped
    settings.FORM_SECONDS = 3
    assert "wel erg snel" in guarded(client, f"{OVER}abcd", WRONG).content.decode()
    assert Report.objects.count() == 0


def test_too_many_reports_are_a_429_that_keeps_what_was_typed(client, settings):
    settings.REPORT_QUOTA = {"per_address": 1, "overall": 10}
    report(client)
    refused = guarded(client, f"{OVER}abcd", WRONG)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert WRONG["wrong"] in refused.content.decode()
    assert Report.objects.count() == 1
    assert guarded(client, "/aanmelden/", {"name": "A", "summary": "B"}).status_code == 302


# --- Following it ---------------------------------------------------------------------------------


def test_the_link_shows_the_state_and_then_the_answer(editor):
    found = report()
    assert "Open" in follow(found)
    reports.take(found, by=editor)
    page = follow(found)
    assert "In behandeling" in page
    assert editor.username not in page
    reports.decline(found, by=editor, answer="De bron zegt iets anders.")
    page = follow(found)
    assert "Niet overgenomen" in page
    assert "De bron zegt iets anders." in page
    assert WRONG["wrong"] in page


def test_the_link_is_private(client):
    answer = client.get(f"/klopt-dit-niet/{report().token}/")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_the_address_of_a_page_that_was_withdrawn_is_told_without_its_name(reviewer):
    found = report()
    Intervention.objects.filter(slug="abcd").update(
        status="withdrawn", withdrawn_by=reviewer, withdrawn_at=found.sent_at, name="Anders"
    )
    page = follow(found)
    assert "Anders" not in page
    assert "/interventies/abcd/" in page


def test_who_confirmed_an_address_gets_a_link_and_the_answer_and_nothing_of_the_report(editor):
    found = report(email="melder@voorbeeld.example")
    assert Client().post(f"/klopt-dit-niet/{found.mailed_token}/", CONFIRM).status_code == 302
    found.refresh_from_db()
    reports.take(found, by=editor)
    reports.handle(found, by=editor, answer="Aangepast, dank u.")
    mails = list(OutboxMessage.objects.filter(to="melder@voorbeeld.example").order_by("pk"))
    assert [mail.key for mail in mails] == [
        f"report-{found.pk}-received",
        f"report-{found.pk}-taken",
        f"report-{found.pk}-decided",
    ]
    for mail in mails:
        token = found.mailed_token if mail is mails[0] else found.token
        assert f"/klopt-dit-niet/{token}/" in mail.body
        assert WRONG["wrong"] not in mail.body
    assert "zoekt dit nu uit" in mails[1].body
    assert "Aangepast, dank u." in mails[2].body


def test_reviewers_hear_of_a_new_report_and_not_what_it_says(editor, reviewer, settings):
    for user in (editor, reviewer):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@kb.example")
    away = User.objects.create(username="weg", email="weg@kb.example", is_active=False)
    away.groups.set(reviewer.groups.all())
    found = report(email="melder@voorbeeld.example")
    loose = report(over="", page="Ine Diener")
    told = OutboxMessage.objects.filter(key__contains="-new-").order_by("pk")
    assert {mail.to for mail in told} == {f"{reviewer.username}@kb.example"}
    assert [mail.subject for mail in told] == [
        "Nieuwe melding: ABCD",
        "Nieuwe melding: deze kennisbank",
    ]
    desk = f"{settings.PUBLIC_URL}/beheer/interventions/report"
    for row, mail in zip((found, loose), told, strict=True):
        assert f"{desk}/{row.pk}/change/" in mail.body
        for secret in (WRONG["wrong"], "melder@", "Ine Diener", row.token):
            assert secret not in mail.body


def test_who_left_no_address_gets_no_mail(editor):
    before = OutboxMessage.objects.count()
    reports.handle(report(), by=editor)
    assert OutboxMessage.objects.count() == before
