"""A lost telephone is no end: recovery codes, another app, and who may take one away."""

import pytest
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from interventions.desk.signing_in import second_factor
from interventions.models import RecoveryCode
from tests.desk.forms import change_page
from tests.desk.signing_in import (
    CODE,
    DESK,
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

__all__ = ["clock", "two_steps"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_steps")]


@pytest.fixture
def app(editor):
    return app_of(editor)


# --- Recovery codes -------------------------------------------------------------------------------


def test_a_recovery_code_opens_the_desk_once(client, editor, app):
    code = second_factor.new_codes(editor)[4]
    give_password(client, editor)
    assert client.post(STEP, {"code": f" {code.upper().replace('-', ' ')}"})["Location"] == DESK
    assert is_in(client)
    assert second_factor.codes_left(editor) == 9
    other = Client()
    give_password(other, editor)
    assert other.post(STEP, {"code": code}).status_code == 200
    assert not is_in(other)


def test_a_recovery_code_of_somebody_else_opens_nothing(client, editor, reviewer, app):
    code = second_factor.new_codes(reviewer)[0]
    give_password(client, editor)
    assert client.post(STEP, {"code": code}).status_code == 200
    assert second_factor.codes_left(reviewer) == 10


def test_with_few_recovery_codes_left_the_desk_says_so(client, editor, app, two_steps):
    second_factor.new_codes(editor)
    RecoveryCode.objects.filter(user=editor).update(used_at=two_steps.now())
    give_password(client, editor)
    answer = client.post(STEP, {"code": code_of(app, two_steps)}, follow=True)
    assert "U hebt nog geen herstelcodes." in text_of(answer)


# --- The own second step --------------------------------------------------------------------------


def test_new_recovery_codes_end_the_old_ones(editor, app, two_steps):
    old = second_factor.new_codes(editor)
    client = come_in(editor, app, two_steps)
    assert "U hebt nog 10 van de 10 herstelcodes." in text_of(client.get(MANAGE))
    two_steps.passes(seconds=30)
    answer = client.post(MANAGE, {"code": code_of(app, two_steps), "codes": "1"})
    new = CODE.findall(text_of(answer))
    assert len({*new} | {*old}) == 20
    for code, status in ((old[0], 200), (new[0], 302)):
        other = Client()
        give_password(other, editor)
        assert other.post(STEP, {"code": code}).status_code == status


def test_without_a_code_nothing_of_the_second_step_changes(editor, app, two_steps):
    client = come_in(editor, app, two_steps)
    answers = []
    for button in ("codes", "telephone", "codes", "telephone", "codes"):
        form = {"code": wrong_code(app, two_steps), button: "1"}
        answers.append(client.post(MANAGE, form).status_code)
    assert answers == [200, 200, 200, 200, 429]
    assert TOTPDevice.objects.get(user=editor) == app
    two_steps.passes(minutes=1)
    form = {"code": code_of(app, two_steps), "codes": "1"}
    assert client.post(MANAGE, form).status_code == 429


def test_another_telephone_takes_the_place_of_the_first(editor, app, two_steps):
    client, elsewhere = come_in(editor, app, two_steps), come_in(editor, app, two_steps)
    two_steps.passes(seconds=30)
    answer = client.post(MANAGE, {"code": code_of(app, two_steps), "telephone": "1"})
    assert answer["Location"] == SETUP
    new = second_factor.new_app(editor, client.session["second_step"]["secret"])
    assert client.post(SETUP, {"code": wrong_code(new, two_steps)}).status_code == 200
    assert second_factor.device_of(editor) == app  # until the new one has shown a code
    answer = client.post(SETUP, {"code": code_of(new, two_steps)})
    assert len(CODE.findall(text_of(answer))) == 10
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert not TOTPDevice.objects.filter(key=app.key).exists()
    two_steps.passes(seconds=30)
    other = Client()
    give_password(other, editor)
    assert other.post(STEP, {"code": code_of(app, two_steps)}).status_code == 200


# --- A lost telephone -----------------------------------------------------------------------------


def reset_page(person: User) -> str:
    return change_page(person).replace("/change/", "/tweede-stap/")


@pytest.fixture
def chief_client(administrator, two_steps):
    return come_in(administrator, app_of(administrator), two_steps)


def test_administrator_takes_a_lost_second_step_away(editor, app, chief_client, two_steps):
    second_factor.new_codes(editor)
    client = come_in(editor, app, two_steps)
    assert reset_page(editor) in text_of(chief_client.get(change_page(editor)))
    assert "Dit gaat er gebeuren" in text_of(chief_client.get(reset_page(editor)))
    assert is_in(client)
    assert chief_client.post(reset_page(editor))["Location"] == change_page(editor)
    assert not is_in(client)
    assert not TOTPDevice.objects.filter(user=editor).exists()
    assert not editor.recovery_codes.exists()
    entry = LogEntry.objects.get(object_id=str(editor.pk))
    assert (entry.user.username, entry.change_message) == ("beheerder", "Tweede stap weggehaald.")
    assert give_password(client, editor)["Location"] == STEP
    assert client.get(STEP)["Location"] == SETUP
    assert is_in(chief_client)


def test_nobody_takes_away_their_own_or_that_of_a_superuser(administrator, chief_client):
    superuser = User.objects.create_superuser("hoofd", password=PASSWORD)
    app_of(superuser)
    for person in (administrator, superuser):
        assert reset_page(person) not in text_of(chief_client.get(change_page(person)))
        assert chief_client.get(reset_page(person)).status_code == 403
        assert chief_client.post(reset_page(person)).status_code == 403
        assert TOTPDevice.objects.filter(user=person).exists()


@pytest.mark.parametrize("person", ["editor", "reviewer"])
def test_who_does_not_manage_accounts_takes_no_second_step_away(
    request, person, administrator, two_steps
):
    user = request.getfixturevalue(person)
    client = come_in(user, app_of(user), two_steps)
    app_of(administrator)
    assert client.post(reset_page(administrator)).status_code == 403
    assert TOTPDevice.objects.filter(user=administrator).exists()


def test_the_page_of_nobody_is_not_there(chief_client):
    for number in ("99999", "abc", "9" * 300):
        assert chief_client.post(f"/beheer/auth/user/{number}/tweede-stap/").status_code == 404


def test_the_desk_has_no_page_for_apps_codes_or_attempts(two_steps):
    assert {model._meta.app_label for model in site._registry}.isdisjoint({"otp_totp", "axes"})
    assert RecoveryCode not in site._registry
    superuser = User.objects.create_superuser("hoofd", password=PASSWORD)
    client = come_in(superuser, app_of(superuser), two_steps)
    for name in ("otp_totp/totpdevice", "axes/accessattempt", "interventions/recoverycode"):
        assert client.get(f"/beheer/{name}/").status_code == 404
