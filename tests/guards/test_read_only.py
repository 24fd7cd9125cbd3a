"""Read-only mode: every page is read as always, and nothing is taken in or written."""

import json
import subprocess
import sys
from os import environ

import pytest
from django.contrib.sessions.models import Session

from interventions.models import Intervention, Report
from tests.browser.addresses import PUBLIC
from tests.desk.forms import ADD, INTERVENTIONS
from tests.desk.signing_in import DESK, LOGIN, clock, give_password, is_in
from tests.guards.test_database_away import API, FILES, POSTED, only_read, visitor

__all__ = ["clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
READ = [*API, *FILES, "/", "/interventies/?q=buurt", "/aanmelden/", "/klopt-dit-niet/?over=abcd"]


@pytest.fixture
def file(settings, tmp_path):
    """The file that begins read-only mode, which is not there yet."""
    settings.READ_ONLY_FILE = tmp_path / "read-only"
    return settings.READ_ONLY_FILE


@pytest.fixture
def read_only(settings):
    settings.READ_ONLY = True


def refused(addresses) -> dict[str, int]:
    """Those that are not answered with 200."""
    with only_read():
        answers = {address: visitor().get(address) for address in addresses}
        for answer in answers.values():
            answer.getvalue()
    return {
        address: answer.status_code
        for address, answer in answers.items()
        if answer.status_code != 200
    }


@pytest.mark.usefixtures("read_only")
def test_every_page_is_read():
    assert refused(READ) == {}


@pytest.mark.full
@pytest.mark.usefixtures("read_only")
def test_every_public_page_there_is_is_read():
    assert refused(it for it in PUBLIC.values() if not it.startswith("/weinig-")) == {}


def test_who_is_signed_in_reads_on_at_the_desk(client, editor, clock, file):
    give_password(client, editor)
    row = Intervention.objects.get(slug="abcd")
    file.touch()
    clock.passes(minutes=30)  # the session would be renewed
    with only_read():
        for address in (
            DESK,
            ADD,
            INTERVENTIONS,
            "/beheer/password_change/",
            f"{INTERVENTIONS}{row.pk}/change/",
        ):
            assert client.get(address, follow=True).status_code == 200, address
    assert is_in(client)


def test_whose_session_is_over_is_at_the_door(client, editor, clock, file):
    give_password(client, editor)
    Session.objects.update(expire_date=clock.now().replace(year=2030))
    file.touch()
    clock.passes(hours=13)
    with only_read():
        page = client.get(DESK)
        assert (page.status_code, page["Location"]) == (302, f"{LOGIN}?next={DESK}")
        assert client.get(LOGIN).status_code == 200


@pytest.mark.parametrize(("address", "form"), [*POSTED, ("/", {}), ("/bestaat-niet/", {"a": "b"})])
def test_no_form_is_taken_in(address, form, file):
    file.touch()
    response = visitor().post(address, form)
    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert response["Cache-Control"] == "no-store"
    assert "U kunt nu alleen lezen</h1>" in response.content.decode()


def test_other_methods_hear_it_too_and_the_api_in_its_own_way(file):
    file.touch()
    for method in ("PUT", "PATCH", "DELETE"):
        response = visitor().generic(method, "/api/v1/interventies")
        assert (response.status_code, response["Retry-After"]) == (503, "300")
        assert json.loads(response.content)["status"] == 503
    assert visitor().options("/api/v1/interventies").status_code == 204


def test_the_file_works_at_once_and_ends_at_once(client, file):
    form = {"wrong": "Dit klopt volgens ons niet meer.", "moment": ""}
    file.touch()
    assert client.post("/klopt-dit-niet/", form).status_code == 503
    file.unlink()
    assert client.post("/klopt-dit-niet/", form).status_code == 200  # 'wel erg snel'
    assert not Report.objects.exists()


@pytest.mark.parametrize("command", ["purge", "migrate"])
def test_a_command_that_writes_says_so_in_a_sentence(command):
    done = manage(command)
    assert done.returncode == 75
    assert done.stdout == ""
    assert done.stderr == (
        f"The site is read-only now, and {command} writes in the database: nothing was done. "
        "Take away READ_ONLY=1, or the file var/private/read-only.\n"
    )


def test_a_command_that_reads_is_run():
    assert manage("version").returncode == 0


def manage(command: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", command],
        env={**environ, "READ_ONLY": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
