"""Asking for mail about a selection, confirming it with a button, and stopping with one click."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from interventions.models import Alert, OutboxMessage
from tests.forms.following.conftest import (
    ADDRESS,
    DAY,
    START,
    ask,
    asked,
    follower,
    letters,
    link_in,
)
from tests.forms.submissions.conftest import guarded

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
OTHER = "ander@voorbeeld.example"
LINKS = re.compile(r"/volgen/[^/\s]+/")


def text(answer) -> str:
    return answer.content.decode()


# --- Asking ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["?element=empowerment&lijst=abcd", "?q=zzzzzz"])
def test_the_list_leads_to_the_form_also_when_it_is_empty(client, query):
    page = text(client.get(f"/interventies/{query}"))
    plain = query.removesuffix("&lijst=abcd")
    assert f'href="/volgen/{plain}' in page


def test_the_form_says_what_is_followed(client):
    page = text(client.get("/volgen/?element=empowerment&doelgroep=ouderen&sorteer=naam"))
    assert "interventies met Empowerment, voor ouderen" in page
    assert "alle interventies" in text(client.get("/volgen/"))


def test_a_value_that_is_not_there_is_named_and_not_followed(client):
    assert "bestaat-niet" in text(client.get("/volgen/?thema=bestaat-niet&element=empowerment"))
    asked("?thema=bestaat-niet&element=empowerment")
    assert Alert.objects.get().selection == "element=empowerment"


def test_asking_mails_a_link_and_nothing_else_happens():
    answer = ask("?element=empowerment")
    assert "Kijk in uw mail" in text(answer)
    (letter,) = letters()
    assert letter.subject == "Bevestig dat u mail wilt"
    assert Alert.objects.get().confirmed_at is None


def test_the_letter_that_asks_is_the_same_whatever_is_followed(clock):
    ask("?q=win+een+prijs+op+http://boef.example&element=empowerment")
    ask("?thema=wonen", email=OTHER)
    (letter,), (other,) = letters(), letters(OTHER)
    texts = [LINKS.sub("", one.subject + one.body) for one in (letter, other)]
    assert texts[0] == texts[1]
    assert "boef" not in letter.body
    follower("?q=win+een+prijs")
    clock(START + DAY)
    ask("?q=win+een+prijs")
    assert letters()[-1].subject == "U krijgt hier al mail over"
    assert "prijs" not in letters()[-1].body


@pytest.mark.parametrize(
    "email", ["", "geen", "a@b", f"{'x' * 300}@voorbeeld.example", "a\x00@b.nl"]
)
def test_an_address_that_is_none_is_a_fault_at_the_field(email):
    answer = ask(email=email)
    assert answer.status_code in (200, 400)
    assert "Kijk in uw mail" not in text(answer)
    assert not Alert.objects.exists()


def test_robots_are_kept_out(client, settings):
    trapped = guarded(client, "/volgen/", {"email": ADDRESS, "leeg": "x"})
    assert "het verborgen veld" in text(trapped)
    settings.FORM_SECONDS = 3
    assert "wel erg snel" in text(ask())
    assert not Alert.objects.exists()


def test_asking_twice_is_one_alert_and_one_letter_a_day(clock):
    for query in ("?element=empowerment", "?element=empowerment&lijst=abcd&sorteer=nieuwste"):
        ask(query)
        ask(query, email=ADDRESS.upper())
    assert Alert.objects.count() == 1
    assert len(letters()) == 1
    clock(START + DAY)
    ask("?element=empowerment")
    assert Alert.objects.count() == 1
    assert len(letters()) == 2


def test_who_follows_already_is_told_so_by_mail_and_the_page_gives_nothing_away(clock):
    first = text(ask("?element=empowerment", email=OTHER))
    follower("?element=empowerment")
    clock(START + DAY)
    assert text(ask("?element=empowerment")) == first
    assert letters()[-1].subject == "U krijgt hier al mail over"
    assert Alert.objects.get(email=ADDRESS).confirmed_at is not None


def test_too_many_questions_are_a_429_that_keeps_what_was_typed(settings):
    settings.ALERT_QUOTA = {"per_address": 1, "overall": 10}
    ask()
    refused = ask("?element=empowerment")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert ADDRESS in text(refused)
    assert Alert.objects.count() == 1


def test_nobodys_mailbox_is_filled_from_here():
    themes = ("jeugd", "wonen", "veiligheid", "sport-bewegen", "eenzaamheid", "cultuur", "zorg")
    for number, theme in enumerate(themes):
        page = text(ask(f"?q={theme}{number}"))
        assert "Kijk in uw mail" in page  # the answer does not say how much somebody gets
    assert len(letters()) == 5


# --- Confirming -----------------------------------------------------------------------------------


def test_a_link_that_is_only_followed_confirms_nothing():
    reader = asked()
    for _ in range(2):
        page = text(reader.reads())
        assert "Ja, houd mij op de hoogte" in page
        reader.client.head(reader.link)
    assert Alert.objects.get().confirmed_at is None


def test_the_button_confirms_and_the_page_then_says_so():
    reader = follower("?element=empowerment")
    assert Alert.objects.get().confirmed_at is not None
    page = text(reader.reads())
    assert "U bent aangemeld" in page
    assert "interventies met Empowerment" in page
    assert "Ja, houd mij op de hoogte" not in page


def test_confirming_again_does_not_begin_anew(clock):
    reader = follower()
    before = Alert.objects.values().get()
    clock(START + DAY)
    reader.presses("ja")
    assert Alert.objects.values().get() == before


def test_who_did_not_ask_takes_the_address_away():
    asked().presses("stop")
    assert not Alert.objects.exists()
    assert letters() == []


def test_the_buttons_need_our_own_form():
    reader = asked()
    strict = Client(enforce_csrf_checks=True)
    for values in ({"actie": "ja"}, {"actie": "stop"}, {"actie": "verwijder"}, {}):
        assert strict.post(reader.link, values).status_code == 403
    assert Alert.objects.get().confirmed_at is None


@pytest.mark.parametrize("action", ["", "onzin", "\x00", "ja ", "9" * 400])
def test_another_word_does_nothing(action):
    reader = asked()
    assert reader.presses(action).status_code in (302, 400)
    assert Alert.objects.get().confirmed_at is None


def test_the_page_is_private():
    reader = asked()
    answer = reader.reads()
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"
    assert ADDRESS not in text(answer)


@pytest.mark.parametrize("token", ["x", "0" * 3000, "a.b", "%00", "%ED%A0%80", "1" + "0" * 60])
@pytest.mark.parametrize("values", [None, ONE_CLICK], ids=["reads", "one click"])
def test_a_link_that_we_did_not_make_is_nowhere(client, token, values):
    address = f"/volgen/{token}/"
    answer = client.get(address) if values is None else client.post(address, values)
    assert answer.status_code in (400, 404)
    if "%" not in token:
        assert "niet helemaal overgenomen" in text(answer)


# --- Stopping -------------------------------------------------------------------------------------


def test_stopping_leaves_nothing_of_it(client):
    reader = follower()
    assert "geen mail meer" in text(reader.presses("stop"))
    assert not Alert.objects.exists()
    assert not OutboxMessage.objects.filter(to=ADDRESS).exists()
    gone = reader.reads()
    assert gone.status_code == 410
    assert "geen mail meer" in text(gone)


def test_one_click_in_a_mail_program_stops_without_a_cookie():
    reader = follower()
    other = follower("?element=empowerment")
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):  # the sender may try again
        assert strict.post(reader.link, ONE_CLICK).status_code == 200
    assert f"/volgen/{Alert.objects.get().token}/" == other.link
    assert not strict.cookies


def test_one_click_can_only_stop():
    reader = asked()
    strict = Client(enforce_csrf_checks=True)
    strict.post(reader.link, {**ONE_CLICK, "actie": "ja"})
    assert not Alert.objects.exists()
    for near in ({"List-Unsubscribe": "one-click"}, {"list-unsubscribe": "One-Click"}):
        assert strict.post(asked().link, near).status_code == 403
        Alert.objects.all().delete()
        OutboxMessage.objects.all().delete()


def test_stopping_all_takes_every_alert_of_the_address_and_of_nobody_else():
    follower("?element=empowerment", OTHER)
    asked("?element=outreachend")
    follower("?element=empowerment", ADDRESS.upper()).presses("verwijder")
    assert [row.email for row in Alert.objects.all()] == [OTHER]
    assert [row.to for row in OutboxMessage.objects.all()] == [OTHER]


def test_the_publisher_can_have_an_address_forgotten():
    follower("?element=empowerment")
    asked("?element=outreachend")
    output = StringIO()
    call_command("forget_address", f" {ADDRESS.upper()} ", stdout=output)
    assert "     2 alerts\n" in output.getvalue()
    assert not Alert.objects.exists()
    assert letters() == []


def test_who_asks_again_after_stopping_begins_anew():
    first = follower("?element=empowerment")
    first.presses("stop")
    second = asked("?element=empowerment")
    assert second.link != first.link
    assert first.reads().status_code == 410


# --- What is not confirmed ------------------------------------------------------------------------


def test_what_nobody_confirms_goes_after_seven_days(clock):
    asked("?element=empowerment", OTHER)
    follower("?element=empowerment")
    clock(START + 7 * DAY - timedelta(minutes=1))
    call_command("purge", stdout=StringIO())
    assert Alert.objects.count() == 2
    clock(START + 7 * DAY)
    output = StringIO()
    call_command("purge", stdout=output)
    assert "1 unconfirmed alerts" in output.getvalue()
    assert [row.email for row in Alert.objects.all()] == [ADDRESS]
    assert letters(OTHER) == []


def test_the_link_works_as_long_as_the_alert_is_there(clock):
    reader = follower()
    clock(START + 900 * DAY)
    assert reader.reads().status_code == 200
    assert link_in(letters()[0]) == reader.link
