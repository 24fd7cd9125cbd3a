"""The second step: a password opens nothing, and a code opens the desk once."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from interventions.desk.signing_in import second_factor
from tests.conftest import signed_in
from tests.desk.forms import INTERVENTIONS
from tests.desk.signing_in import (
    CODE,
    DESK,
    LOGIN,
    MANAGE,
    PASSWORD,
    SETUP,
    STEP,
    app_of,
    clock,
    code_of,
    come_in,
    give_password,
    is_in,
    text_of,
    two_steps,
    wrong_code,
)
from tests.desk.test_door import desk_addresses, is_open
from tests.desk.test_look import faults_of

__all__ = ["clock", "two_steps"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_steps")]


@pytest.fixture
def app(editor):
    return app_of(editor)


# --- A password alone -----------------------------------------------------------------------------


def side_doors():
    return [address for address in desk_addresses() if not is_open(address)]


def test_a_password_alone_opens_no_page_of_the_desk(client, editor, app):
    assert give_password(client, editor)["Location"] == STEP
    assert "_auth_user_id" not in client.session
    for address in {*side_doors()} - {STEP}:
        for answer in (client.get(address), client.post(address, {"post": "yes"})):
            assert answer.status_code in (302, 405), address


@pytest.mark.parametrize("person", ["editor_client", "administrator_client", "admin_client"])
def test_a_session_without_the_second_step_opens_no_page_of_the_desk(request, person):
    client = request.getfixturevalue(person)
    for address in (*side_doors(), f"{INTERVENTIONS}1/history/", "/beheer/jsi18n/"):
        for answer in (client.get(address), client.post(address, {"post": "yes"})):
            assert answer.status_code in (302, 405), address


def test_with_the_second_step_off_a_password_is_enough(client, editor, app, settings):
    settings.SECOND_FACTOR = False
    assert give_password(client, editor)["Location"] == DESK
    assert is_in(client)
    assert client.get(MANAGE).status_code == 404


def test_without_a_password_the_pages_of_the_second_step_lead_to_signing_in(client, app, two_steps):
    for address in (STEP, SETUP, MANAGE):
        for answer in (
            client.get(address),
            client.post(address, {"code": code_of(app, two_steps)}),
        ):
            assert answer["Location"].startswith(LOGIN)


# --- Setting up -----------------------------------------------------------------------------------


def secret_on(page: str) -> str:
    return page.split('class="desk-secret" translate="no">')[1].split("<")[0].replace(" ", "")


def begin_setup(client, editor, clock):
    """The answer to the password, and the first code of the app that reads the page."""
    assert give_password(client, editor)["Location"] == STEP
    page = text_of(client.get(STEP, follow=True))
    kept = client.session["second_step"]
    app = second_factor.new_app(editor, kept["secret"])
    assert second_factor.secret_of(app) == secret_on(page)
    return page, app


def test_who_has_no_app_yet_sets_one_up_and_gets_ten_codes_once(client, editor, two_steps):
    page, app = begin_setup(client, editor, two_steps)
    assert "<svg" in page
    assert "style=" not in page
    answer = client.post(SETUP, {"code": code_of(app, two_steps)})
    codes = CODE.findall(text_of(answer))
    assert len({*codes}) == 10
    assert "no-store" in answer["Cache-Control"]
    assert is_in(client)
    assert TOTPDevice.objects.filter(user=editor, confirmed=True).count() == 1
    assert client.get(SETUP).status_code == 302  # the codes are not shown again
    assert not any(code in text_of(client.get(MANAGE)) for code in codes)


def test_recovery_codes_are_kept_as_hashes(client, editor, two_steps):
    _, app = begin_setup(client, editor, two_steps)
    codes = CODE.findall(text_of(client.post(SETUP, {"code": code_of(app, two_steps)})))
    kept = " ".join(editor.recovery_codes.values_list("code", flat=True))
    assert kept.count("md5$") == 10  # the hasher of passwords in tests
    for code in codes:
        assert code not in kept
        assert code.replace("-", "") not in kept


def test_a_wrong_first_code_sets_nothing_up(client, editor, two_steps):
    _, app = begin_setup(client, editor, two_steps)
    for code in (wrong_code(app, two_steps), "", "abc", "१२३४५६", "9" * 5000):
        answer = client.post(SETUP, {"code": code})
        assert answer.status_code == 200
        assert "<h1>Tweede stap instellen</h1>" in text_of(answer)
    assert not TOTPDevice.objects.exists()
    assert not is_in(client)


def test_the_first_code_does_not_open_the_desk_again(client, editor, two_steps):
    _, app = begin_setup(client, editor, two_steps)
    code = code_of(app, two_steps)
    client.post(SETUP, {"code": code})
    other = Client()
    give_password(other, editor)
    assert other.post(STEP, {"code": code}).status_code == 200
    assert not is_in(other)


def test_of_two_who_set_up_an_app_for_one_account_the_first_has_it(client, editor, two_steps):
    _, late = begin_setup(client, editor, two_steps)
    other = Client()
    _, first = begin_setup(other, editor, two_steps)
    other.post(SETUP, {"code": code_of(first, two_steps)})
    assert client.post(SETUP, {"code": code_of(late, two_steps)}).status_code == 200
    assert (is_in(client), is_in(other)) == (False, True)


# --- Giving a code --------------------------------------------------------------------------------


def test_a_code_opens_the_page_that_was_asked_for(client, editor, app, two_steps):
    give_password(client, editor, next=INTERVENTIONS)
    answer = client.post(STEP, {"code": code_of(app, two_steps)})
    assert (answer.status_code, answer["Location"]) == (302, INTERVENTIONS)
    assert client.get(INTERVENTIONS).status_code == 200


def test_a_code_may_have_a_space_in_it(client, editor, app, two_steps):
    give_password(client, editor)
    code = code_of(app, two_steps)
    assert client.post(STEP, {"code": f" {code[:3]} {code[3:]} "})["Location"] == DESK


def test_a_code_opens_the_desk_once(client, editor, app, two_steps):
    give_password(client, editor)
    code = code_of(app, two_steps)
    assert client.post(STEP, {"code": code}).status_code == 302
    other = Client()
    give_password(other, editor)
    answer = other.post(STEP, {"code": code})
    assert "Deze code klopt niet, of is al gebruikt." in text_of(answer)
    assert not is_in(other)


def test_a_code_of_another_time_or_another_person_opens_nothing(
    client, editor, reviewer, app, two_steps
):
    give_password(client, editor)
    old = code_of(app, two_steps)
    two_steps.passes(seconds=90)
    for code in (old, code_of(app_of(reviewer), two_steps)):
        assert client.post(STEP, {"code": code}).status_code == 200
        two_steps.passes(seconds=5)
    assert not is_in(client)


def test_a_right_code_right_after_a_wrong_one_has_to_wait(client, editor, app, two_steps):
    give_password(client, editor)
    client.post(STEP, {"code": wrong_code(app, two_steps)})
    assert client.post(STEP, {"code": code_of(app, two_steps)}).status_code == 200
    two_steps.passes(seconds=31)
    assert client.post(STEP, {"code": code_of(app, two_steps)}).status_code == 302


@pytest.mark.parametrize("code", ["", "   ", "é", "<script>", "1" * 41, "-", "12345", "aaaa-aaaa"])
def test_what_is_no_code_is_refused_with_the_page(client, editor, app, code):
    give_password(client, editor)
    answer = client.post(STEP, {"code": code})
    assert answer.status_code == 200
    assert "<script>" not in text_of(answer)


def test_five_wrong_codes_lock_the_name_for_a_right_one_as_well(client, editor, app, two_steps):
    give_password(client, editor)
    answers = []
    for _ in range(5):
        answers.append(client.post(STEP, {"code": wrong_code(app, two_steps)}).status_code)
        two_steps.passes(seconds=30)
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(STEP, {"code": code_of(app, two_steps)}).status_code == 429
    assert give_password(Client(), editor).status_code == 429
    two_steps.passes(minutes=16)
    assert is_in(come_in(editor, app, two_steps))


def test_the_right_password_does_not_forgive_wrong_codes(client, editor, app, two_steps):
    answers = []
    for _ in range(5):
        give_password(client, editor)
        answers.append(client.post(STEP, {"code": wrong_code(app, two_steps)}).status_code)
    assert answers[-1] == 429


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"is_staff": False}, {"password": "md5$x$anders"}]
)
def test_between_password_and_code_access_can_end(client, editor, app, two_steps, change):
    give_password(client, editor)
    User.objects.filter(pk=editor.pk).update(**change)
    answer = client.post(STEP, {"code": code_of(app, two_steps)})
    assert answer["Location"] == LOGIN
    assert not is_in(client)


def test_who_waits_with_the_code_gives_the_password_again(client, editor, app, two_steps):
    give_password(client, editor)
    two_steps.passes(minutes=11)
    assert client.post(STEP, {"code": code_of(app, two_steps)})["Location"] == LOGIN


# --- How it looks ---------------------------------------------------------------------------------


def test_the_pages_are_dutch_and_have_nothing_in_them_that_is_blocked(
    client, editor, reviewer, app, two_steps
):
    pages = {}
    give_password(client, editor)
    pages["code"] = client.get(STEP)
    pages["wrong code"] = client.post(STEP, {"code": "x"})
    pages["no code"] = client.post(STEP, {})
    inside = come_in(editor, app, two_steps)
    pages["own"] = inside.get(MANAGE)
    pages["own, wrong code"] = inside.post(MANAGE, {"code": "x"})
    two_steps.passes(seconds=30)
    pages["codes"] = inside.post(MANAGE, {"code": code_of(app, two_steps), "codes": "1"})
    give_password(client, reviewer)
    pages["setup"] = client.get(SETUP)
    pages["setup, wrong code"] = client.post(SETUP, {"code": "x"})
    superuser = User.objects.create_superuser("hoofd", password=PASSWORD)
    chief = come_in(superuser, app_of(superuser), two_steps)
    pages["reset"] = chief.get(f"/beheer/auth/user/{editor.pk}/tweede-stap/")
    found = {name: faults_of(text_of(page)) for name, page in pages.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}
    for name in ("code", "own", "setup"):
        assert 'autocomplete="one-time-code"' in text_of(pages[name])
        assert '<label for="id_code">' in text_of(pages[name])


def test_signed_in_the_header_leads_to_the_own_second_step(editor, app, two_steps, settings):
    assert f'href="{MANAGE}"' in text_of(come_in(editor, app, two_steps).get(DESK))
    settings.SECOND_FACTOR = False
    assert MANAGE not in text_of(signed_in(editor).get(DESK))
