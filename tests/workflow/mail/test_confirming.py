"""Until who reads the mail pressed a button, a letter says nothing that somebody typed."""

import re

import pytest
from django.test import Client

from interventions import workflow
from interventions.forms import reports
from interventions.models import Intervention, OutboxMessage, Report, Submission
from tests.desk.forms import change_page
from tests.factories import Status
from tests.forms.submissions.conftest import SENDER, Sender, guarded, patient

pytestmark = pytest.mark.django_db
__all__ = ["patient"]  # the fixture: forms here do not wait
ADDRESS = SENDER["email"]
BUTTON = "Dit is mijn mailadres</button>"
PRESSED = {"actie": "bevestig"}
TYPED = "Kanarievogel"
LINKS = re.compile(r"/(?:aanmelden|klopt-dit-niet|volgen)/\S+/")


def letters(to: str = ADDRESS) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(to=to).order_by("pk"))


def mailed_link(letter: OutboxMessage) -> str:
    return LINKS.search(letter.body)[0]


def handed_in(word: str = TYPED, email: str = ADDRESS) -> Sender:
    """Somebody who types this word wherever something can be typed."""
    sender = Sender()
    sender.submits(
        first={"name": word, "summary": f"{word}."},
        approach={"owner": word},
        elements={"source_1_title": word},
        sender={"sender": word, "email": email, "organisation": word},
    )
    return sender


def reported(email: str = ADDRESS, word: str = TYPED) -> Report:
    values = {"page": word, "wrong": word, "evidence": word, "email": email}
    assert guarded(Client(), "/klopt-dit-niet/", values).status_code == 302
    return Report.objects.latest("pk")


def every_step(row: Intervention, reviewer, editor, word: str) -> None:
    workflow.claim(row, by=reviewer)
    workflow.reject(row, by=reviewer, note=word)
    workflow.reopen(row, by=editor)
    workflow.submit(row, by=editor)
    workflow.claim(row, by=reviewer)
    workflow.agree(row, by=editor)
    workflow.publish(row, by=reviewer, note=word)


def test_all_letters_before_the_button_are_fixed_texts(reviewer, editor, settings):
    settings.LETTER_QUOTA = {**settings.LETTER_QUOTA, "per_recipient": 100}
    texts = []
    for word in (TYPED, "Heel iets anders"):
        OutboxMessage.objects.all().delete()
        every_step(handed_in(word).row, reviewer, editor, word)
        for verb in ("handle", "decline"):
            report = reported(word=word)
            reports.take(report, by=reviewer)
            getattr(reports, verb)(report, by=reviewer, answer=word)
        found = [LINKS.sub("", f"{one.subject}\n{one.body}") for one in letters()]
        assert len(found) == 7 + 2 * 3  # nobody outside hears that somebody agreed
        texts.append(found)
        assert not [text for text in found if word.lower() in text.lower()]
    assert texts[0] == texts[1]


def test_what_was_sent_waits_for_the_editors_at_once():
    assert handed_in().row.status == Status.SUBMITTED
    assert reported().state == Report.State.OPEN


def test_the_page_after_handing_in_cannot_confirm():
    sender, report = handed_in(), reported()
    for address in (sender.address, f"/klopt-dit-niet/{report.token}/"):
        page = sender.client.get(address).content.decode()
        assert BUTTON not in page
        assert "Kijk ook in uw mail." in page
        for letter in letters():
            assert mailed_link(letter).split("/")[2] not in page
        assert sender.client.post(address, PRESSED).status_code == 302
    assert Submission.objects.get().confirmed_at is None
    assert Report.objects.get().confirmed_at is None


def test_a_scanner_that_follows_the_mailed_link_confirms_nothing():
    handed_in()
    reported()
    for letter in letters():
        for _ in range(2):
            assert BUTTON in Client().get(mailed_link(letter)).content.decode()
        Client().head(mailed_link(letter))
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(mailed_link(letter), PRESSED).status_code == 403
    assert Submission.objects.get().confirmed_at is None
    assert Report.objects.get().confirmed_at is None


def test_after_the_button_letters_say_what_they_are_about(reviewer):
    sender, report = handed_in(), reported()
    for letter in letters():
        answer = Client().post(mailed_link(letter), PRESSED, follow=True)
        page = answer.content.decode()
        assert "U hebt uw mailadres bevestigd" in page
        assert BUTTON not in page
        assert BUTTON not in Client().get(mailed_link(letter)).content.decode()
    OutboxMessage.objects.all().delete()
    workflow.claim(sender.row, by=reviewer)
    report.refresh_from_db()
    reports.handle(report, by=reviewer, answer="Aangepast.")
    first, second = letters()
    assert first.subject == f"In beoordeling: {TYPED}"
    assert "Aangepast." in second.body


def test_pressing_twice_keeps_the_first_moment():
    handed_in()
    link = mailed_link(letters()[0])
    Client().post(link, PRESSED)
    moment = Submission.objects.get().confirmed_at
    assert Client().post(link, PRESSED).status_code == 302
    assert Submission.objects.get().confirmed_at == moment


@pytest.mark.parametrize("pressed", [True, False])
def test_another_address_has_to_be_confirmed_anew(reviewer, pressed):
    sender = handed_in()
    old = mailed_link(letters()[0])
    if pressed:
        Client().post(old, PRESSED)
    workflow.claim(sender.row, by=reviewer)
    workflow.send_back(sender.row, by=reviewer, note="Graag meer.")
    sender.fills(4, **{**SENDER, "email": "slachtoffer@elders.example"})
    assert BUTTON not in Client().get(old).content.decode()
    assert Client().post(old, PRESSED).status_code == 302
    assert sender.submission.confirmed_at is None
    sender.sends()
    (letter,) = letters("slachtoffer@elders.example")
    assert TYPED not in letter.subject + letter.body
    Client().post(mailed_link(letter), PRESSED)
    assert sender.submission.confirmed_at is not None


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: f"x{token}"])
def test_a_mailed_link_that_was_changed_leads_nowhere(change):
    handed_in()
    room, token = mailed_link(letters()[0]).strip("/").split("/")
    assert Client().get(f"/{room}/{change(token)}/").status_code == 404


def test_the_desk_says_whether_the_address_was_confirmed(reviewer_client):
    sender, report = handed_in(), reported()
    desk = change_page(sender.row)
    assert "nog niet bevestigd" in reviewer_client.get(desk).content.decode()
    for letter in letters():
        Client().post(mailed_link(letter), PRESSED)
    assert "mailadres is bevestigd op" in " ".join(
        reviewer_client.get(desk).content.decode().lower().split()
    )
    for row in (sender.submission, report):
        page = reviewer_client.get(change_page(row)).content.decode()
        assert "Mailadres bevestigd op" in page
