"""Accounts: no role can raise itself, and nobody deletes a person."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from interventions.desk.roles import ROLES
from tests.conftest import signed_in
from tests.desk.forms import change_page, delete_page, post_form

pytestmark = pytest.mark.django_db
USERS = "/beheer/auth/user/"
PASSWORD = "heel-lang-en-geheim"


def account_form(person: User, **values) -> dict:
    return {"username": person.username, "first_name": "", "last_name": "", "email": "", **values}


def password_page(person: User) -> str:
    return f"{USERS}{person.pk}/password/"


def group(name: str) -> Group:
    return Group.objects.get(name=name)


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("hoofd", password=PASSWORD)


@pytest.fixture
def somebody(administrator):
    return User.objects.create_user("iemand", password=PASSWORD)


# --- What an administrator does -------------------------------------------------------------------


def test_administrator_makes_an_account_and_gives_it_a_role(administrator_client):
    form = {"username": "nieuw", "password1": PASSWORD, "password2": PASSWORD}
    response = administrator_client.post(f"{USERS}add/", form)
    person = User.objects.get(username="nieuw")
    assert response["Location"] == change_page(person)
    assert not person.is_staff
    chosen = account_form(
        person, is_active="on", is_staff="on", groups=[group("Redacteur").pk], first_name="Noor"
    )
    assert post_form(administrator_client, person, chosen).status_code == 302
    person.refresh_from_db()
    assert (person.is_staff, person.first_name) == (True, "Noor")
    assert [*person.groups.all()] == [group("Redacteur")]


def test_a_short_password_is_refused_in_dutch(administrator_client):
    form = {"username": "nieuw", "password1": "kort", "password2": "kort"}
    page = administrator_client.post(f"{USERS}add/", form).content.decode()
    assert "Dit wachtwoord is te kort. Het moet minstens 12 tekens hebben." in page
    assert not User.objects.filter(username="nieuw").exists()


def test_administrator_switches_an_account_off(administrator_client, somebody):
    post_form(administrator_client, somebody, account_form(somebody))
    somebody.refresh_from_db()
    assert not somebody.is_active


def test_administrator_sets_a_new_password(administrator_client, somebody):
    form = {"password1": PASSWORD[::-1], "password2": PASSWORD[::-1], "usable_password": "false"}
    assert (
        "usable_password" not in administrator_client.get(password_page(somebody)).content.decode()
    )
    assert administrator_client.post(password_page(somebody), {}).status_code == 200
    assert administrator_client.post(password_page(somebody), form).status_code == 302
    somebody.refresh_from_db()
    assert somebody.check_password(PASSWORD[::-1])


# --- No role can raise itself ---------------------------------------------------------------------


def forged(person: User) -> dict:
    """What a form would have to send to raise somebody past every role."""
    return account_form(
        person,
        is_active="on",
        is_staff="on",
        is_superuser="on",
        user_permissions=[permission.pk for permission in Permission.objects.all()],
        groups=[each.pk for each in Group.objects.all()],
        password=PASSWORD,
    )


def test_administrator_makes_nobody_superuser_and_gives_no_separate_permissions(
    administrator_client, somebody
):
    page = administrator_client.get(change_page(somebody)).content.decode()
    assert "is_superuser" not in page
    assert "user_permissions" not in page
    post_form(administrator_client, somebody, forged(somebody))
    somebody.refresh_from_db()
    assert somebody.groups.count() == 3  # the form was saved
    assert not somebody.is_superuser
    assert not somebody.user_permissions.exists()
    assert somebody.check_password(PASSWORD)


def test_a_new_account_is_no_superuser_either(administrator_client):
    form = {"username": "nieuw", "password1": PASSWORD, "password2": PASSWORD}
    extra = {"is_superuser": "on", "is_staff": "on", "groups": [group("Beoordelaar").pk]}
    administrator_client.post(f"{USERS}add/", {**form, **extra})
    person = User.objects.get(username="nieuw")
    assert (person.is_superuser, person.is_staff, person.groups.count()) == (False, False, 0)


def test_nobody_changes_their_own_access(administrator, administrator_client):
    page = administrator_client.get(change_page(administrator)).content.decode()
    assert 'name="groups"' not in page
    post_form(administrator_client, administrator, {**forged(administrator), "first_name": "Jo"})
    administrator.refresh_from_db()
    assert administrator.first_name == "Jo"  # the form was saved
    assert [*administrator.groups.all()] == [group("Beheerder")]
    assert not administrator.is_superuser
    assert not administrator.user_permissions.exists()


def test_nobody_locks_themselves_out(administrator, administrator_client):
    post_form(administrator_client, administrator, account_form(administrator))
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_staff) == (True, True)


def test_administrator_reads_a_superuser_but_changes_nothing(administrator_client, superuser):
    page = administrator_client.get(change_page(superuser))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    form = account_form(superuser, email="kwaad@example.nl")
    assert administrator_client.post(change_page(superuser), form).status_code == 403
    new = {"password1": PASSWORD[::-1], "password2": PASSWORD[::-1]}
    assert administrator_client.get(password_page(superuser)).status_code == 403
    assert administrator_client.post(password_page(superuser), new).status_code == 403
    superuser.refresh_from_db()
    assert (superuser.email, superuser.is_active) == ("", True)
    assert superuser.check_password(PASSWORD)


def test_a_superuser_changes_a_superuser(superuser):
    other = User.objects.create_superuser("reserve")
    form = account_form(other, email="reserve@example.nl", is_active="on", is_staff="on")
    assert post_form(signed_in(superuser), other, form).status_code == 302
    other.refresh_from_db()
    assert (other.email, other.is_superuser) == ("reserve@example.nl", True)


@pytest.mark.parametrize("person", ["editor_client", "reviewer_client"])
def test_who_writes_does_not_see_the_accounts(request, person, somebody):
    client = request.getfixturevalue(person)
    for address in (USERS, f"{USERS}add/", change_page(somebody), password_page(somebody)):
        assert client.get(address).status_code == 403
        assert client.post(address, forged(somebody)).status_code == 403


@pytest.mark.parametrize("person", ["administrator_client", "admin_client"])
def test_nobody_deletes_a_person(request, person, somebody):
    client = request.getfixturevalue(person)
    assert client.post(delete_page(somebody), {"post": "yes"}).status_code == 403
    client.post(USERS, {"action": "delete_selected", "_selected_action": somebody.pk, "index": 0})
    assert User.objects.filter(pk=somebody.pk).exists()


# --- Roles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["administrator_client", "admin_client"])
def test_roles_are_there_to_read(request, administrator, person):
    client = request.getfixturevalue(person)
    role = group("Redacteur")
    page = client.get(change_page(role)).content.decode()
    assert ROLES["Redacteur"].meaning in page
    assert 'name="_save"' not in page
    every = [permission.pk for permission in Permission.objects.all()]
    forged_role = {"name": "Baas", "permissions": every}
    assert client.post(change_page(role), forged_role).status_code == 403
    assert client.post("/beheer/auth/group/add/", forged_role).status_code == 403
    assert client.post(delete_page(role), {"post": "yes"}).status_code == 403
    assert group("Redacteur").permissions.count() < len(every)


@pytest.mark.parametrize(
    "lookup", ["password__startswith=a", "is_superuser__exact=1", "email__regex=a"]
)
def test_the_list_is_not_a_way_to_guess_what_it_does_not_show(administrator_client, lookup):
    assert administrator_client.get(f"{USERS}?{lookup}").status_code == 400
