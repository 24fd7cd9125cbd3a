"""The accounts of the software itself: nobody gives them anything, and nobody comes in with one."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode

from interventions import workflow
from interventions.desk.roles import sync_groups
from interventions.models import OutboxMessage
from tests.conftest import signed_in
from tests.desk.accounts import PASSWORD, has_nothing, promote
from tests.desk.forms import change_page
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
USERS = "/beheer/auth/user/"
NAMES = ["aanmeldformulier", "startinhoud"]
RIGHTS = {"aanmeldformulier": {"submit"}, "startinhoud": {"publish"}}
MANAGERS = ["administrator_client", "admin_client"]


@pytest.fixture(params=NAMES)
def account(request, administrator):
    user, _ = User.objects.get_or_create(username=request.param)
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture(params=MANAGERS)
def manager(request):
    return request.getfixturevalue(request.param)


def forged(name: str) -> dict:
    return {
        "username": name,
        "first_name": "",
        "last_name": "",
        "email": "kwaad@example.nl",
        "is_staff": "on",
        "is_superuser": "on",
        "groups": [each.pk for each in Group.objects.all()],
        "user_permissions": [each.pk for each in Permission.objects.all()],
        "password": PASSWORD,
        "password1": PASSWORD,
        "password2": PASSWORD,
    }


# --- Nobody gives them anything -------------------------------------------------------------------


def test_their_page_is_there_to_read_and_says_what_they_are(manager, account):
    page = manager.get(change_page(account)).content.decode()
    assert "Dit account is van de software zelf." in page
    for control in ('name="groups"', 'name="_save"', 'name="is_active"', "Nieuw wachtwoord"):
        assert control not in page


@pytest.mark.parametrize("page", ["change/", "password/", "tweede-stap/", "delete/"])
def test_no_forged_form_changes_them(manager, account, page):
    for name in (account.username, "omgedoopt"):
        answer = manager.post(f"{USERS}{account.pk}/{page}", {**forged(name), "post": "yes"})
        assert answer.status_code == 403
    account.refresh_from_db()
    assert account.is_active
    assert has_nothing(account)


def test_no_action_of_the_list_changes_them(manager, account):
    form = {"_selected_action": account.pk, "index": 0, "post": "yes"}
    for action in ("delete_selected", "make_active", "submit_selected"):
        manager.post(USERS, {**form, "action": action})
    manager.post(
        USERS, {**forged("x"), "form-0-id": account.pk, "form-0-is_staff": "on", "_save": 1}
    )
    account.refresh_from_db()
    assert has_nothing(account)


@pytest.mark.parametrize("name", [*NAMES, "Aanmeldformulier", " startinhoud ", "ａanmeldformulier"])
def test_nobody_gets_their_name(manager, account, name):
    somebody = User.objects.create_user("iemand", password=PASSWORD)
    before = User.objects.count()
    for address in (f"{USERS}add/", change_page(somebody)):
        page = manager.post(address, forged(name)).content.decode()
        assert "Deze naam is van een account van de software zelf." in page
    somebody.refresh_from_db()
    assert (somebody.username, User.objects.count()) == ("iemand", before)


@pytest.mark.parametrize("name", NAMES)
def test_what_they_were_given_in_the_database_is_taken_back(name):
    promote(name)
    sync_groups()
    assert has_nothing(User.objects.get(username=name))


# --- Nobody comes in with one, whatever the database says -----------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_nobody_signs_in_with_one(name):
    user, client = promote(name), Client()
    answer = client.post("/beheer/login/", {"username": name, "password": PASSWORD})
    assert answer.status_code == 200
    assert not client.session.keys()
    assert signed_in(user).get("/beheer/").status_code == 302  # a session of before


@pytest.mark.parametrize("name", NAMES)
def test_no_link_by_mail_gives_one_a_password(client, name):
    user = promote(name)
    client.post("/beheer/wachtwoord-vergeten/", {"email": user.email})
    assert not OutboxMessage.objects.exists()
    query = {
        "wie": urlsafe_base64_encode(force_bytes(user.pk)),
        "sleutel": default_token_generator.make_token(user),
    }
    answer = client.get(f"/beheer/nieuw-wachtwoord/?{urlencode(query)}")
    assert "Deze link werkt niet meer" in answer.content.decode()


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_they_may_do_what_stands_in_the_code_and_nothing_else(name, is_active):
    user = promote(name)
    User.objects.filter(pk=user.pk).update(is_active=is_active, is_superuser=False)
    user = User.objects.get(pk=user.pk)
    own = {f"interventions.{verb}_intervention" for verb in RIGHTS[name]}
    assert user.get_all_permissions() == own
    row = make_intervention(status=Status.IN_REVIEW)
    assert {one.verb for one in workflow.allowed_verbs(row, user)} == set()
    assert not user.has_perm("interventions.agree_intervention")


@pytest.mark.parametrize("name", NAMES)
def test_they_get_no_mail_about_texts_to_review(editor, name):
    user = promote(name)
    row = make_intervention(status=Status.DRAFT)
    workflow.submit(row, by=editor)
    assert not OutboxMessage.objects.filter(to=user.email).exists()
