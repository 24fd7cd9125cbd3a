"""`prepare` makes a base ready to serve, and gives a development machine its three accounts."""

import os
import stat
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from config import settings as own_settings
from elements.models import ContentVersion, Element
from interventions.management import accounts
from interventions.models import Intervention, Publication, StatementNumber
from interventions.workflow.publications import record_intervention
from tests.factories import make_intervention, make_person

pytestmark = pytest.mark.django_db

NAMES = ["beheerder", "beoordelaar", "redacteur"]
HINT = "manage.py createsuperuser"


@pytest.fixture(autouse=True)
def own_machine(db, settings, monkeypatch, tmp_path):
    """A development machine whose own database is the one of this test."""
    settings.VAR_DIR = settings.PRIVATE_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.LOOPBACK = True
    settings.PRODUCTION = False
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "db.sqlite3"))
    return tmp_path


def prepare() -> str:
    output = StringIO()
    call_command("prepare", stdout=output)
    return output.getvalue()


def people() -> list[str]:
    found = User.objects.exclude(username="startinhoud").order_by("username")
    return [user.username for user in found]


def test_each_step_says_in_one_line_what_it_did(own_machine):
    steps = [line for line in prepare().splitlines() if not line.startswith(" ")]
    assert [step[:14].strip() for step in steps] == [
        "Database",
        "Static files",
        "Groups",
        "Content",
        "Statements",
        "Search",
        "Withdrawals",
        "Accounts",
    ]
    assert all(step[14:].strip() for step in steps)


def test_statements_of_before_there_were_numbers_get_one(own_machine, client):
    """In the order in which they became public, also what went from the text since."""
    row = make_intervention(slug="proef", statements=[{}, {}])
    gone = row.statements.first()
    gone.delete()
    record_intervention(row, by=make_person(), at=timezone.now(), note="")
    StatementNumber.objects.all().delete()
    assert client.get("/interventies/proef/versies/1/").status_code == 200
    statements = client.get("/api/v1/interventies/proef").json()["uitspraken"]
    assert [one["id"] for one in statements] == [None]

    assert "\nStatements    numbered in 16 versions\n" in prepare()
    first, second = row.statement_numbers.all()
    assert first.element == gone.element
    assert [first.publications.count(), second.publications.count()] == [1, 2]
    page = client.get("/interventies/proef/").content.decode()
    assert f'id="uitspraak-{second.pk}"' in page
    assert "\nStatements    up to date\n" in prepare()


def test_static_files_are_collected(own_machine):
    prepare()
    assert any((own_machine / "static").rglob("*.css"))


def test_static_files_can_be_read_by_a_proxy_whatever_the_umask(own_machine, settings):
    settings.STORAGES = own_settings.STORAGES  # as in production: some are compressed too
    before = os.umask(0o077)
    try:
        prepare()
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(before)
    found = [own_machine / "static", *(own_machine / "static").rglob("*")]
    assert any(path.suffix == ".gz" for path in found)
    assert all(path.stat().st_mode & 0o004 for path in found)


def test_groups_are_there():
    Group.objects.all().delete()
    assert "Beheerder, Beoordelaar, Redacteur" in prepare()
    assert Group.objects.count() == 3


def test_empty_base_gets_the_launch_content(empty_base):
    assert "Loaded 7 elements, 14 interventions" in prepare()
    assert Intervention.objects.published().count() == 14


def test_base_with_content_keeps_it(launch_content):
    Publication.objects.all().delete()
    StatementNumber.objects.all().delete()
    Intervention.objects.first().delete()
    version = ContentVersion.current()
    assert "there already" in prepare()
    assert Intervention.objects.count() == 13
    assert ContentVersion.current().stamp == version.stamp


def test_base_with_only_an_element_is_not_empty(empty_base, launch_content):
    call_command("load_content", stdout=StringIO())
    Intervention.objects.update(variant_of=None)
    Publication.objects.all().delete()
    StatementNumber.objects.all().delete()
    Intervention.objects.all().delete()
    assert "there already" in prepare()
    assert Element.objects.count() == 7


# --- Accounts -------------------------------------------------------------------------------------


def test_development_machine_gets_one_account_for_each_group():
    prepare()
    assert people() == NAMES
    for user in User.objects.filter(username__in=NAMES):
        assert user.is_staff
        assert not user.is_superuser
        assert [group.name.lower() for group in user.groups.all()] == [user.username]


def test_passwords_are_printed_and_open_the_desk(client):
    printed = prepare()
    passwords = accounts.development_accounts()
    assert sorted(passwords) == NAMES
    assert len(set(passwords.values())) == 3
    for name, password in passwords.items():
        assert password in printed
        assert len(password) >= 12
        answer = client.post("/beheer/login/", {"username": name, "password": password})
        assert answer["Location"] == "/beheer/"


def test_passwords_stand_in_a_file_for_its_owner_only(own_machine):
    file = own_machine / "accounts.txt"
    file.write_text("van vroeger\n")
    file.chmod(0o644)
    prepare()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "van vroeger" not in file.read_text()


def test_later_start_makes_nobody_and_prints_the_same(own_machine):
    first, kept = prepare(), (own_machine / "accounts.txt").read_text()
    second = prepare()
    assert second.partition("Accounts")[2] == first.partition("Accounts")[2]
    assert (own_machine / "accounts.txt").read_text() == kept
    assert people() == NAMES


def test_changed_password_is_no_longer_printed():
    prepare()
    user = User.objects.get(username="redacteur")
    user.set_password("zelf-gekozen-wachtwoord")
    user.save()
    assert sorted(accounts.development_accounts()) == ["beheerder", "beoordelaar"]


def test_account_that_was_closed_is_no_longer_printed():
    prepare()
    User.objects.filter(username="redacteur").update(is_active=False)
    assert sorted(accounts.development_accounts()) == ["beheerder", "beoordelaar"]


def test_lost_file_is_not_made_again(own_machine):
    prepare()
    (own_machine / "accounts.txt").unlink()
    assert HINT in prepare()
    assert people() == NAMES


def test_file_of_an_earlier_base_opens_nothing(own_machine):
    (own_machine / "accounts.txt").write_text("redacteur van-vroeger\n")
    User.objects.create_user("iemand")
    assert HINT in prepare()
    assert people() == ["iemand"]


def assert_nobody_was_made():
    assert HINT in prepare()
    assert people() == []
    assert accounts.development_accounts() == {}


def test_no_accounts_in_production(settings):
    settings.PRODUCTION = True
    assert_nobody_was_made()


def test_no_accounts_where_others_can_reach_the_server(settings):
    settings.LOOPBACK = False
    assert_nobody_was_made()


def test_no_accounts_in_a_base_that_somebody_chose(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://kb@db.example/kb")
    assert_nobody_was_made()


def test_no_accounts_in_another_file(monkeypatch, own_machine):
    monkeypatch.setitem(connection.settings_dict, "NAME", str(own_machine / "andere.sqlite3"))
    assert_nobody_was_made()


def test_no_accounts_where_somebody_has_one():
    User.objects.create_user("iemand")
    assert HINT in prepare()
    assert people() == ["iemand"]
