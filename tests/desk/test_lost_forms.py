"""A form that was sent in vain: the session was over, or its token was another by then."""

import pytest
from django.test import Client

from tests.conftest import signed_in
from tests.desk.filled import opened, typed
from tests.desk.forms import change_page
from tests.desk.signing_in import DESK, LOGIN
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
WORDS = "Een lang en <b>doordacht</b> doel."
SHOWN = "Een lang en &lt;b&gt;doordacht&lt;/b&gt; doel."
HERE = "http://testserver"


@pytest.fixture
def row():
    return make_intervention(status=Status.DRAFT, goal="Het oude doel.")


@pytest.fixture
def strict(editor):
    """The browser of somebody who is signed in, with the token of before."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    return client


def send(client, row, editor, **headers):
    form = typed(opened(signed_in(editor), row), goal=WORDS)
    form["csrfmiddlewaretoken"] = "a" * 64
    return client.post(change_page(row), form, headers=headers)


def test_the_text_and_the_way_back_are_in_the_answer(strict, row, editor):
    answer = send(strict, row, editor, origin=HERE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    assert SHOWN in page
    assert f'<a href="{change_page(row)}">Terug naar het formulier</a>' in page


def test_nothing_is_saved(strict, row, editor):
    send(strict, row, editor, origin=HERE)
    row.refresh_from_db()
    assert row.goal == "Het oude doel."


@pytest.mark.parametrize("headers", [{}, {"origin": "https://elders.example"}, {"origin": "null"}])
def test_what_another_site_may_have_sent_is_not_shown(strict, row, editor, headers):
    answer = send(strict, row, editor, **headers)
    assert answer.status_code == 403
    assert "doordacht" not in answer.content.decode()
    assert "Dit formulier is verlopen" in answer.content.decode()


def test_who_is_not_signed_in_is_led_to_the_door_and_then_to_the_form(row, editor):
    page = send(Client(enforce_csrf_checks=True), row, editor, origin=HERE).content.decode()
    assert f'href="{LOGIN}?next={change_page(row)}"' in page


def test_no_password_comes_back(editor):
    secret = "een heel lang geheim"
    values = {"username": "redacteur", "password": secret, "new_password1": secret}
    client = Client(enforce_csrf_checks=True)
    answer = client.post(LOGIN, values, headers={"origin": HERE})
    assert answer.status_code == 403
    assert secret not in answer.content.decode()
    assert f'href="{LOGIN}?next={DESK}"' in answer.content.decode()


def test_outside_the_desk_the_page_is_the_one_of_before(client):
    answer = Client(enforce_csrf_checks=True).post("/aanmelden/", {"a": WORDS})
    assert answer.status_code == 403
    assert "Dit formulier is verlopen</h1>" in answer.content.decode()
    assert "Beheer" not in answer.content.decode()
