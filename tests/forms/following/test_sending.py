"""The monthly mail: what is new in a selection, once, and only when there is something to tell."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from interventions.models import Alert, Intervention, OutboxMessage, Publication, Theme
from interventions.workflow import withdraw
from tests.factories import make_element, make_intervention
from tests.forms.following.conftest import (
    ADDRESS,
    DAY,
    START,
    asked,
    follower,
    letters,
    news,
    send,
)

pytestmark = pytest.mark.django_db
OTHER = "ander@voorbeeld.example"
MONTH = 31 * DAY


@pytest.fixture(autouse=True)
def _stands_still(clock):
    """Every test begins at START."""


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=START.tzinfo)


def test_news_is_mailed_once_with_note_link_and_headers(clock, change):
    reader = follower()
    clock(START + DAY)
    make_intervention(slug="tuin", name="De tuin", summary="Samen tuinieren.")
    change("abcd", "De eigenaar is veranderd.")
    clock(START + MONTH)
    assert send() == "Alerts: 1 put in the outbox."
    (letter,) = news()
    assert letter.subject == "1 nieuwe interventie, 1 gewijzigd"
    assert (
        f"Nieuw: De tuin\nSamen tuinieren.\n{settings.PUBLIC_URL}/interventies/tuin/" in letter.body
    )
    assert f"De eigenaar is veranderd.\n{settings.PUBLIC_URL}/interventies/abcd/" in letter.body
    assert letter.body.index("De tuin") < letter.body.index("ABCD")
    assert f"{settings.PUBLIC_URL}{reader.link}" in letter.body
    assert letter.headers == {
        "List-Unsubscribe": f"<{settings.PUBLIC_URL}{reader.link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert send() == "Alerts: 0 put in the outbox."
    clock(START + 2 * MONTH)
    assert send() == "Alerts: 0 put in the outbox."


def test_the_headers_go_out_and_the_click_works(clock, mailoutbox):
    follower()
    clock(START + DAY)
    make_intervention(name="De tuin")
    clock(START + MONTH)
    send()
    call_command("send_mail", stdout=StringIO())
    sent = mailoutbox[-1]
    link = sent.message()["List-Unsubscribe"].strip("<>")
    name, _, value = sent.message()["List-Unsubscribe-Post"].partition("=")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link.removeprefix(settings.PUBLIC_URL), {name: value}).status_code == 200
    assert not Alert.objects.exists()


def test_only_what_the_selection_finds_is_told(clock):
    element = make_element()
    follower(f"?element={element.slug}&thema=wijkontwikkeling")
    clock(START + DAY)
    for theme in ("wijkontwikkeling", "jeugd"):
        row = make_intervention(name=f"Over {theme}", statements=[{"element": element}])
        row.themes.set([Theme.objects.get(slug=theme)])
    make_intervention(name="Zonder element")
    clock(START + MONTH)
    send()
    (letter,) = news()
    assert letter.subject == "1 nieuwe interventie"
    assert "Over wijkontwikkeling" in letter.body
    assert "Over jeugd" not in letter.body
    assert "Zonder element" not in letter.body


def test_a_text_that_was_looked_for_is_followed_too(clock):
    follower("?q=moestuin")
    clock(START + DAY)
    make_intervention(name="De moestuin")
    make_intervention(name="Het koor")
    clock(START + MONTH)
    send()
    (letter,) = news()
    assert "De moestuin" in letter.body
    assert "Het koor" not in letter.body


def test_without_news_there_is_no_letter_and_it_comes_as_soon_as_there_is(clock):
    follower()
    clock(START + 2 * MONTH)
    assert send() == "Alerts: 0 put in the outbox."
    make_intervention(name="De tuin")
    clock(START + 2 * MONTH + DAY)
    assert send() == "Alerts: 1 put in the outbox."
    assert "De tuin" in news()[0].body


def test_what_was_public_before_the_confirmation_is_no_news(clock):
    reader = asked()
    make_intervention(name="Te vroeg")
    clock(START + timedelta(hours=1))
    reader.presses("ja")
    clock(START + MONTH)
    assert send() == "Alerts: 0 put in the outbox."


def test_who_did_not_confirm_gets_nothing(clock):
    asked()
    make_intervention()
    clock(START + 5 * DAY)
    assert send() == "Alerts: 0 put in the outbox."
    clock(START + MONTH)
    assert send() == "Alerts: 0 put in the outbox."


@pytest.mark.parametrize(
    ("confirmed", "early", "due"),
    [
        ("2026-03-02 12:00", "2026-04-01 23:00", "2026-04-02 00:30"),
        ("2026-01-31 12:00", "2026-02-28 23:00", "2026-03-01 00:30"),
        ("2026-09-30 12:00", "2026-10-29 23:00", "2026-10-30 00:30"),
        ("2026-12-15 12:00", "2027-01-14 23:00", "2027-01-15 00:30"),
    ],
)
def test_a_letter_comes_a_month_after_the_last_and_no_sooner(clock, confirmed, early, due):
    clock(moment(confirmed))
    follower()
    clock(moment(confirmed) + timedelta(minutes=30))
    make_intervention()
    clock(moment(early))
    assert send() == "Alerts: 0 put in the outbox."
    clock(moment(due))
    assert send() == "Alerts: 1 put in the outbox."


def test_what_is_published_while_it_is_sent_waits_for_the_next_letter(clock):
    follower()
    clock(START + DAY)
    make_intervention(name="Eerst")
    clock(START + MONTH)
    make_intervention(name="Net")
    send()
    assert "Net" not in news()[-1].body
    clock(START + 2 * MONTH)
    send()
    first, second = news()
    assert "Eerst" in first.body
    assert "Net" in second.body
    assert "Eerst" not in second.body


def test_what_is_withdrawn_or_never_public_is_in_no_letter(clock, reviewer):
    follower()
    clock(START + DAY)
    make_intervention(name="Weg", slug="weg")
    for status in ("draft", "submitted", "in_review", "sent_back", "rejected", "withdrawn"):
        make_intervention(name=f"Geheim {status}", status=status)
    withdraw(Intervention.objects.get(slug="weg"), by=reviewer, note="Op verzoek.")
    make_intervention(name="De tuin")
    clock(START + MONTH)
    send()
    (letter,) = news()
    assert letter.subject == "1 nieuwe interventie"
    assert "Weg" not in letter.body
    assert "Geheim" not in letter.body


def test_several_versions_are_one_piece_of_news(clock, change):
    follower()
    clock(START + DAY)
    for note in ("Eerste verbetering.", "Tweede verbetering."):
        change("abcd", note)
    clock(START + MONTH)
    send()
    (letter,) = news()
    assert letter.subject == "1 interventie gewijzigd"
    assert letter.body.count("Gewijzigd: ABCD") == 1
    assert "Eerste verbetering.\nTweede verbetering." in letter.body


def test_a_quiet_version_is_no_news(clock, change):
    follower()
    clock(START + DAY)
    change("abcd", "Een komma.")
    Publication.objects.filter(intervention__slug="abcd", number=2).update(is_quiet=True)
    clock(START + MONTH)
    assert send() == "Alerts: 0 put in the outbox."


def test_a_choice_that_is_gone_is_told_in_the_letter(clock):
    row = Theme.objects.create(slug="tijdelijk", name="Tijdelijk")
    make_intervention()
    follower("?thema=tijdelijk&thema=wijkontwikkeling")
    clock(START + DAY)
    row.delete()
    row = make_intervention(name="Over wijkontwikkeling")
    row.themes.set([Theme.objects.get(slug="wijkontwikkeling")])
    make_intervention()  # renews the stamp of the index
    clock(START + MONTH)
    send()
    (letter,) = news()
    assert "deze keuze bestaat niet meer en telt niet meer mee: 'tijdelijk'" in letter.body
    assert "Over wijkontwikkeling" in letter.body


def test_a_long_list_is_cut_and_says_how_much_is_left(clock, monkeypatch):
    monkeypatch.setattr("interventions.forms.following.letters.MOST_NAMED", 2)
    follower()
    clock(START + DAY)
    for number in range(5):
        make_intervention(name=f"Nummer {number}")
    clock(START + MONTH)
    send()
    (letter,) = news()
    assert letter.subject == "5 nieuwe interventies"
    assert letter.body.count("Nieuw: ") == 2
    assert "En nog 3 interventies." in letter.body


def test_each_follower_gets_an_own_letter_with_an_own_link(clock):
    mine, theirs = follower(), follower(email=OTHER)
    clock(START + DAY)
    make_intervention()
    clock(START + MONTH)
    assert send() == "Alerts: 2 put in the outbox."
    (letter,), (other,) = news(), news(OTHER)
    assert mine.link in letter.body
    assert theirs.link not in letter.body
    assert theirs.link in other.body


def test_who_stops_after_the_letter_was_made_does_not_get_it(clock, mailoutbox):
    reader = follower()
    clock(START + DAY)
    make_intervention()
    clock(START + MONTH)
    send()
    reader.presses("stop")
    call_command("send_mail", stdout=StringIO())
    assert mailoutbox == []
    assert not OutboxMessage.objects.filter(to=ADDRESS).exists()
    assert letters() == []
