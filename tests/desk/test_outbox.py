"""The outbox at the desk: for the Beheerder, without the text, with one button."""

import pytest
from django.contrib.admin.models import LogEntry

from interventions.models import OutboxMessage
from interventions.workflow import mail
from tests.desk.forms import change_page
from tests.forms.following.conftest import ask
from tests.workflow.mail.test_confirming import handed_in, patient, reported

pytestmark = pytest.mark.django_db
__all__ = ["patient"]  # the fixture: forms here do not wait
LIST = "/beheer/interventions/outboxmessage/"
State = OutboxMessage.State
BUTTON = "Opnieuw versturen"


def make_message(state: str = State.UNCERTAIN, key: str = "a", **values) -> OutboxMessage:
    mail.queue(
        key=key,
        to="jan@kb.example",
        subject=f"Over {key}",
        body="https://kb.example/aanmelden/geheim/",
        headers={"List-Unsubscribe": "geheim"},
    )
    OutboxMessage.objects.filter(key=key).update(state=state, **values)
    return OutboxMessage.objects.get(key=key)


def test_the_administrator_reads_who_gets_what_and_never_the_text(administrator_client):
    row = make_message()
    for address in (LIST, change_page(row)):
        page = administrator_client.get(address).content.decode()
        assert "jan@kb.example" in page
        assert "misschien verstuurd" in page
        assert "geheim" not in page


OUTSIDE = "ine.diener@elders.example"


def to_outside() -> list[OutboxMessage]:
    """What a submission, a report and following put in the outbox: each to somebody outside."""
    handed_in(email=OUTSIDE)
    reported(OUTSIDE)
    ask(email=OUTSIDE)
    return list(OutboxMessage.objects.filter(to=OUTSIDE))


def test_an_address_from_outside_is_not_for_who_may_not_see_the_submissions(administrator_client):
    rows = to_outside()
    assert len(rows) == 3
    OutboxMessage.objects.update(state=State.FAILED, error="Weg.")
    pages = [LIST, f"{LIST}?q=mailadres", f"{LIST}?state__exact=failed", f"{LIST}?o=2"]
    for row in rows:
        pages += [change_page(row), f"{LIST}{row.pk}/history/"]
        answer = administrator_client.post(f"{LIST}{row.pk}/opnieuw/", follow=True)
        assert "diener" not in answer.content.decode().lower()
    for address in pages:
        page = administrator_client.get(address, follow=True).content.decode()
        assert "diener" not in page.lower()
    assert "iemand buiten de redactie" in administrator_client.get(LIST).content.decode()
    assert "diener" not in str(list(LogEntry.objects.values())).lower()


@pytest.mark.parametrize("query", ["?q=diener", "?q=elders.example"])
def test_it_cannot_be_searched_for_either(administrator_client, admin_client, query):
    to_outside()
    assert "Is dit uw mailadres?" not in administrator_client.get(LIST + query).content.decode()
    assert "Is dit uw mailadres?" in admin_client.get(LIST + query).content.decode()


@pytest.mark.parametrize("query", ["?to=", "?to__startswith=", "?to__icontains=", "?to__exact="])
def test_nor_guessed_with_a_filter(administrator_client, query):
    to_outside()
    answers = [
        administrator_client.get(f"{LIST}{query}{value}", follow=True).content.decode()
        for value in (OUTSIDE, "iemand.anders")
    ]
    shown = ["Is dit uw mailadres?" in answer for answer in answers]
    assert shown[0] == shown[1]


def test_the_order_of_the_list_says_nothing_of_the_addresses(administrator_client):
    for key, to in (("b", "a@elders.example"), ("a", "z@elders.example")):
        make_message(key=key)
        OutboxMessage.objects.filter(key=key).update(to=to, outside=True)
    pages = [
        administrator_client.get(f"{LIST}?o={order}").content.decode() for order in ("2", "-2")
    ]
    assert len({page.index("Over a") < page.index("Over b") for page in pages}) == 1


def test_who_may_see_the_submissions_sees_it(admin_client):
    rows = to_outside()
    assert OUTSIDE in admin_client.get(LIST).content.decode()
    assert OUTSIDE in admin_client.get(change_page(rows[0])).content.decode()


@pytest.mark.parametrize("who", ["editor_client", "reviewer_client"])
def test_nobody_else_does(request, who):
    client, row = request.getfixturevalue(who), make_message()
    assert client.get(LIST).status_code == 403
    assert client.get(change_page(row)).status_code == 403
    assert client.post(f"{LIST}{row.pk}/opnieuw/").status_code == 403
    row.refresh_from_db()
    assert row.state == State.UNCERTAIN


def test_a_visitor_is_asked_to_sign_in(client):
    row = make_message()
    assert client.post(f"{LIST}{row.pk}/opnieuw/").status_code == 302
    row.refresh_from_db()
    assert row.state == State.UNCERTAIN


@pytest.mark.parametrize("state", [State.UNCERTAIN, State.FAILED])
def test_the_administrator_sends_again(administrator_client, state):
    row = make_message(state)
    assert BUTTON in administrator_client.get(change_page(row)).content.decode()
    answer = administrator_client.post(f"{LIST}{row.pk}/opnieuw/", follow=True)
    assert "wordt zo meteen opnieuw verstuurd" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == State.WAITING


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING, State.SENT])
def test_what_waits_or_is_sent_is_not_sent_again(administrator_client, state):
    row = make_message(state)
    assert BUTTON not in administrator_client.get(change_page(row)).content.decode()
    answer = administrator_client.post(f"{LIST}{row.pk}/opnieuw/", follow=True)
    said = "staat al klaar" if state == State.WAITING else "kan niet opnieuw verstuurd worden"
    assert said in answer.content.decode()
    row.refresh_from_db()
    assert row.state == state


def test_an_emptied_message_says_so(administrator_client):
    row = make_message(State.FAILED, to="", body="", subject="Opgeruimd bericht")
    page = administrator_client.get(change_page(row)).content.decode()
    assert "zijn opgeruimd" in page
    assert BUTTON not in page


def test_the_list_is_filtered_by_state(administrator_client):
    make_message(State.SENT, "b")
    make_message(State.UNCERTAIN, "a")
    page = administrator_client.get(f"{LIST}?state__exact=uncertain").content.decode()
    assert "Over a" in page
    assert "Over b" not in page


@pytest.mark.parametrize("address", ["add/", "1/delete/"])
def test_nothing_is_made_or_deleted_here(administrator_client, address):
    make_message()
    assert administrator_client.get(f"{LIST}{address}").status_code in (302, 403)
    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_a_message_that_is_not_there(administrator_client, pk):
    assert administrator_client.post(f"{LIST}{pk}/opnieuw/").status_code in (400, 404)


def test_sending_again_is_a_post(administrator_client):
    assert administrator_client.get(f"{LIST}{make_message().pk}/opnieuw/").status_code == 405
