"""A link to stop in each letter to somebody outside: no more mail, whatever form it comes from."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from interventions import workflow
from interventions.forms import reports
from interventions.models import Alert, OutboxMessage, StoppedAddress
from tests.forms.following.conftest import ask, follower
from tests.workflow.mail.test_confirming import ADDRESS, handed_in, letters, patient, reported

pytestmark = pytest.mark.django_db
__all__ = ["patient"]  # the fixture: forms here do not wait
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def stop_link(letter: OutboxMessage) -> str:
    """The last link of a letter."""
    return "/volgen/" + letter.body.rpartition("/volgen/")[2].strip()


def stops(email: str = ADDRESS) -> str:
    """Somebody else fills the address in, and its owner presses the button to stop."""
    ask(email=email)
    link = stop_link(letters(email)[-1])
    assert Client().post(link, {"actie": "stop"}).status_code == 302
    OutboxMessage.objects.all().delete()
    return link


def test_each_letter_to_somebody_outside_has_it(editor, reviewer):
    sender, report = handed_in(), reported()
    workflow.claim(sender.row, by=reviewer)
    reports.handle(report, by=reviewer, answer="Dank u.")
    follower(email=ADDRESS)
    found = letters()
    assert len(found) == 5
    (link,) = {stop_link(letter) for letter in found}
    for letter in found:
        assert letter.headers["List-Unsubscribe"].endswith(f"{link}>")
        assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Stop met alle mail" in Client().get(link).content.decode()


def test_only_the_button_stops(client):
    ask(email=ADDRESS)
    link = stop_link(letters()[0])
    client.get(link)
    client.head(link)
    client.post(link, {"actie": "onzin"})
    assert Client(enforce_csrf_checks=True).post(link, {"actie": "stop"}).status_code == 403
    assert not StoppedAddress.objects.exists()


@pytest.mark.parametrize("values", [{"actie": "stop"}, ONE_CLICK], ids=["button", "one click"])
def test_after_it_no_form_sends_anything_there(reviewer, values):
    sender, report = handed_in(), reported()
    ask(email=ADDRESS)
    link = stop_link(letters()[0])
    strict = Client(enforce_csrf_checks="actie" not in values)
    for _ in range(2):
        assert strict.post(link, values).status_code in (200, 302)
    assert "actie" in values or not strict.cookies
    OutboxMessage.objects.all().delete()
    workflow.claim(sender.row, by=reviewer)
    reports.take(report, by=reviewer)
    for email in (ADDRESS, ADDRESS.upper(), ADDRESS.replace("@", "+nieuws@")):
        assert "Kijk in uw mail" in ask(email=email).content.decode()
        reported(email)
    handed_in("Nog een tuin")
    assert not OutboxMessage.objects.filter(outside=True).exists()
    assert not Alert.objects.exists()


def test_what_already_waits_is_not_sent(mailoutbox):
    handed_in()
    reported("ander@elders.example")
    Client().post(stop_link(letters()[0]), {"actie": "stop"})
    call_command("send_mail", stdout=StringIO())
    assert [message.to for message in mailoutbox] == [["ander@elders.example"]]
    assert letters()[0].state == OutboxMessage.State.FAILED


def test_it_is_kept_as_a_digest_and_can_be_taken_back():
    link = stops()
    assert ADDRESS not in str(list(StoppedAddress.objects.values()))
    page = Client().get(link).content.decode()
    assert "Ja, mail mag weer" in page
    assert ADDRESS not in page
    Client().post(link, {"actie": "weer"})
    reported()
    assert len(letters()) == 1


def test_it_outlives_a_new_secret_key(settings):
    link = stops()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 60
    reported()
    assert letters() == []
    assert "U krijgt geen mail meer" in Client().get(link).content.decode()


def test_the_button_of_who_follows_stops_all_mail_too():
    reader = follower(email=ADDRESS)
    answer = reader.client.post(reader.link, {"actie": "verwijder"}, follow=True)
    assert "U krijgt geen mail meer" in answer.content.decode()
    reported()
    assert letters() == []


@pytest.mark.parametrize("address", ["/volgen/x.y/", "/volgen/" + "0" * 64 + ".abc/"])
def test_nobody_stops_another_with_a_link_of_their_own_making(client, address):
    assert client.post(address, ONE_CLICK).status_code == 404
    assert client.post(address, {"actie": "stop"}).status_code == 404
    assert not StoppedAddress.objects.exists()
