"""Behind the private link after handing in: how it stands, and answering while sent back."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from interventions import workflow
from interventions.models import StatusChange, Submission
from tests.forms.submissions.conftest import Sender, reviewed

pytestmark = pytest.mark.django_db


# --- How it stands --------------------------------------------------------------------------------


def test_after_handing_in_the_link_says_that_it_was_received(sent):
    page = sent.reads()
    assert "Ontvangen" in page
    assert "ingediend" in page
    assert "Elkaar kennen" not in page


def test_what_was_handed_in_cannot_be_changed_by_the_form(sent):
    assert sent.fills(1, name="Anders", summary="Anders").status_code == 302
    assert sent.fills(2, goal="Anders").status_code == 302
    assert sent.sends().status_code == 302
    row = sent.row
    assert (row.name, row.goal) == ("Buurttuin", "Elkaar kennen")
    assert "Ontvangen" in sent.reads(2)


def test_in_review_is_told_without_a_name(sent, reviewer):
    workflow.claim(sent.row, by=reviewer)
    User.objects.filter(pk=reviewer.pk).update(username="b.kees", last_name="Kees")
    page = sent.reads()
    assert "In beoordeling" in page
    assert "Kees" not in page
    assert "b.kees" not in page


@pytest.mark.parametrize(
    ("verb", "title"), [("send_back", "Teruggestuurd"), ("reject", "Niet geplaatst")]
)
def test_the_reviewers_note_is_read_with_the_decision(sent, reviewer, verb, title):
    reviewed(sent, verb, reviewer)
    page = sent.reads()
    assert title in page
    assert "Vertel meer over de kosten." in page


def test_a_published_text_is_linked_and_what_follows_is_not_told(sent, reviewer, editor):
    row = sent.row
    workflow.claim(row, by=reviewer)
    workflow.agree(row, by=editor)
    workflow.publish(row, by=reviewer, note="")
    page = sent.reads()
    assert 'href="/interventies/buurttuin/"' in page
    steps = page.count("<li>")
    StatusChange.objects.create(
        intervention=row,
        verb="send_back",
        from_status="in_review",
        to_status="sent_back",
        by=reviewer,
        note="Onder ons",
    )
    assert sent.reads().count("<li>") == steps
    assert "Onder ons" not in sent.reads()
    workflow.withdraw(row, by=reviewer, note="De eigenaar vroeg hierom.")
    page = sent.reads()
    assert "De eigenaar vroeg hierom." in page
    assert 'href="/interventies/buurttuin/"' not in page


def test_a_reopened_text_is_looked_at_again(sent, reviewer, editor):
    reviewed(sent, "reject", reviewer)
    workflow.reopen(sent.row, by=editor)
    assert "Opnieuw bekeken" in sent.reads()
    assert sent.fills(2, goal="Anders").status_code == 302
    assert sent.row.goal == "Elkaar kennen"


def test_a_text_that_is_gone_leaves_a_page_that_says_so(sent):
    row = sent.row
    row.status_changes.all().delete()
    Submission.objects.update(intervention=None)
    assert "niet meer in behandeling" in sent.reads()


@pytest.mark.parametrize("token", ["x", "x.y", "a" * 3000, "é", "%00", "..", "0-0.0"])
def test_an_unknown_token_is_a_404(client, token):
    for room in ("aanmelden", "klopt-dit-niet"):
        assert client.get(f"/{room}/{token}/").status_code in (404, 400)


@pytest.mark.parametrize(
    ("room", "what"), [("aanmelden", "aanmelding"), ("klopt-dit-niet", "melding")]
)
def test_a_link_that_leads_nowhere_says_why_that_may_be(client, room, what):
    answer = client.get(f"/{room}/niet-helemaal-overgenomen/")
    page = answer.content.decode()
    assert f"Bij dit adres hoort geen {what}." in page
    assert "niet helemaal overgenomen" in page
    assert "12 maanden" in page
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_link_to_what_was_purged_says_no_more_than_any_other(sent, client):
    Submission.objects.all().delete()
    answer = client.get(sent.address)
    assert answer.status_code == 404
    other = client.get("/aanmelden/x/").content.decode()
    assert answer.content.decode().replace(sent.address, "/aanmelden/x/") == other


def test_a_token_of_another_kind_or_without_its_signature_is_a_404(sent, client):
    token = sent.address.split("/")[2]
    assert client.get(f"/klopt-dit-niet/{token}/").status_code == 404
    assert client.get(f"/aanmelden/{token[:-1]}/").status_code == 404
    assert client.get(f"/aanmelden/{token.split('.')[0]}/").status_code == 404


def test_a_page_behind_a_link_is_kept_nowhere(sender):
    sender.begins()
    step = sender.client.get(f"{sender.address}?stap=2")
    assert step["Cache-Control"] == "no-store"
    assert step["X-Robots-Tag"] == "noindex"
    # Not `no-referrer`: a browser would then post with `Origin: null`, which CSRF refuses.
    assert step["Referrer-Policy"] == "same-origin"
    other = Sender()
    other.submits(first={"name": "Nog een tuin"})
    standing = Client().get(other.address)
    assert standing["Referrer-Policy"] == "no-referrer"
    assert standing["Cache-Control"] == "no-store"
    assert not standing.cookies
