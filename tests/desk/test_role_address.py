"""The e-mail address of a role: one writes it, another confirms it, and only the page has it."""

import io

import pytest
from django.core.management import call_command

from interventions.models import Intervention, RoleAddress
from interventions.workflow import revise
from tests.conftest import person_of, signed_in
from tests.desk.forms import INTERVENTIONS

pytestmark = pytest.mark.django_db
ADDRESS = "kanarie@buurt.example"


@pytest.fixture
def row():
    return Intervention.objects.get(slug="abcd")


def page_to(row, end="") -> str:
    return f"{INTERVENTIONS}{row.pk}/mailadres/{end}"


def test_it_is_shown_once_another_person_confirmed_it(client, editor_client, reviewer_client, row):
    assert editor_client.post(page_to(row), {"text": ADDRESS}).status_code == 302
    assert ADDRESS not in client.get("/interventies/abcd/").content.decode()
    assert editor_client.post(page_to(row, "bevestigen/")).status_code == 403
    before = client.get("/interventies/abcd/")["ETag"]
    assert reviewer_client.post(page_to(row, "bevestigen/")).status_code == 302
    answer = client.get("/interventies/abcd/")
    assert f'href="mailto:{ADDRESS}"' in answer.content.decode()
    assert answer["ETag"] != before


def test_who_wrote_it_never_confirms_it(client, editor, reviewer_client, row):
    reviewer_client.post(page_to(row), {"text": ADDRESS})
    assert reviewer_client.get(page_to(row, "bevestigen/")).status_code == 403
    assert reviewer_client.post(page_to(row, "bevestigen/")).status_code == 403
    assert ADDRESS not in client.get("/interventies/abcd/").content.decode()
    RoleAddress.objects.update(written_by=editor)
    other = reviewer_client
    assert other.post(page_to(row, "bevestigen/")).status_code == 302
    assert ADDRESS in client.get("/interventies/abcd/").content.decode()


@pytest.mark.parametrize("text", ["", "info@ander.example"])
def test_another_one_or_none_goes_off_the_page_at_once(
    client, editor_client, reviewer_client, row, text
):
    editor_client.post(page_to(row), {"text": ADDRESS})
    reviewer_client.post(page_to(row, "bevestigen/"))
    editor_client.post(page_to(row), {"text": text})
    page = client.get("/interventies/abcd/").content.decode()
    assert ADDRESS not in page
    assert "mailto:info@ander.example" not in page
    assert RoleAddress.objects.count() == bool(text)


@pytest.mark.parametrize("text", ["geen adres", "a@", "x" * 300])
def test_what_is_no_address_is_refused_in_words(editor_client, row, text):
    answer = editor_client.post(page_to(row), {"text": text})
    assert answer.status_code == 200
    assert "Dit is niet gelukt" in answer.content.decode()
    assert not RoleAddress.objects.exists()


def test_it_stands_in_no_version_file_list_or_working_copy(
    client, editor, editor_client, reviewer_client, row
):
    editor_client.post(page_to(row), {"text": ADDRESS})
    reviewer_client.post(page_to(row, "bevestigen/"))
    copy = revise(row, by=editor)
    assert not RoleAddress.objects.filter(intervention=copy).exists()
    for address in (
        *("/interventies/abcd/versies/1/", "/samenvattingen/interventies/abcd/"),
        *("/export/interventies.csv", "/export/interventies.json", "/data/interventies.ttl"),
        *("/api/v1/interventies/abcd", "/interventies/?q=kanarie", "/feeds/interventies.atom"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert b"kanarie@" not in b"".join(answer), address


def test_forget_address_takes_it_off_the_page(client, editor_client, reviewer_client, row):
    editor_client.post(page_to(row), {"text": ADDRESS})
    reviewer_client.post(page_to(row, "bevestigen/"))
    call_command("forget_address", f" {ADDRESS.upper()} ", stdout=io.StringIO())
    assert ADDRESS not in client.get("/interventies/abcd/").content.decode()
    assert not RoleAddress.objects.exists()


def test_an_outsider_reads_and_writes_none(row):
    other = signed_in(person_of("Beheerder"))
    assert other.post(page_to(row), {"text": ADDRESS}).status_code == 403
    assert other.post(page_to(row, "bevestigen/")).status_code == 404
    assert (
        "Mailadres van een functie"
        not in other.get(f"{INTERVENTIONS}{row.pk}/change/").content.decode()
    )
