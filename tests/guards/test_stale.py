"""While the database is away, pages that were read lately are shown as they were, and no other."""

import re
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from elements import withdrawals
from elements.models import Element, Term, content_change
from elements.models.content_version import note_last_withdrawal
from interventions.models import Intervention, RoleAddress
from interventions.showing import stale
from interventions.workflow import notices, withdraw
from tests.conftest import signed_in
from tests.guards.test_database_away import SQLITE, closed_port, in_its_place, visitor

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ABCD = "/interventies/abcd/"
MARK = "Deze pagina is tijdelijk niet bijgewerkt."
PAGES = [
    *("/", ABCD, "/interventies/?element=empowerment&lijst=abcd", "/interventies/abcd/versies/"),
    *("/werkzame-elementen/empowerment/", "/matrix/", "/vergelijken/?interventie=abcd"),
    *("/samenvattingen/interventies/abcd/", "/insluiten/", "/begrippen/", "/api/"),
]
FILES = ["/feeds/interventies.atom", "/sitemap.xml", "/samenvattingen/interventies/abcd.pdf"]
API = ["/api/v1/interventies?element=empowerment", "/api/v1/interventies/abcd"]


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.STALE_SECONDS = 600
    settings.PRIVATE_DIR = tmp_path
    stale._kept.clear()


@contextmanager
def away(tmp_path):
    """No base where it should be."""
    file = tmp_path / "empty.sqlite3"
    file.touch()
    with in_its_place(**({"NAME": str(file)} if SQLITE else {"PORT": closed_port()})):
        yield


def read(*addresses: str, **headers) -> dict[str, int]:
    return {address: visitor().get(address, **headers).status_code for address in addresses}


# --- Shown ----------------------------------------------------------------------------------------


def test_every_page_that_was_read_is_shown_with_a_mark(tmp_path):
    assert set(read(*PAGES).values()) == {200}
    with away(tmp_path):
        for address in PAGES:
            page = visitor().get(address)
            assert (page.status_code, page["Cache-Control"]) == (200, "no-store"), address
            assert MARK in page.content.decode(), address
            assert not page.has_header("ETag"), address
            assert int(page["Age"]) >= 0
    assert MARK not in visitor().get(ABCD).content.decode()


def test_a_file_and_an_answer_of_the_api_say_it_in_their_headers(tmp_path):
    before = {address: visitor().get(address) for address in FILES + API}
    with away(tmp_path):
        for address, old in before.items():
            now = visitor().get(address)
            assert (now.status_code, now.content) == (200, old.content), address
            assert now["Content-Type"] == old["Content-Type"]
            assert re.fullmatch(r"kennisbank; hit; ttl=-\d+", now["Cache-Status"])
            assert now["Cache-Control"] == "no-store"
            assert not now.has_header("ETag")


def test_who_asks_whether_it_changed_gets_the_page(tmp_path):
    tag = visitor().get(ABCD)["ETag"]
    with away(tmp_path):
        assert read(ABCD, HTTP_IF_NONE_MATCH=tag) == {ABCD: 200}
        assert visitor().head(ABCD).status_code == 200


def test_the_same_question_in_other_words_gets_the_same_page(tmp_path):
    read("/interventies/?element=empowerment&doelgroep=ouderen")
    with away(tmp_path):
        assert read("/interventies/?doelgroep=ouderen&q=&element=empowerment&utm_source=brief") == {
            "/interventies/?doelgroep=ouderen&q=&element=empowerment&utm_source=brief": 200
        }
        assert read("/interventies/?element=empowerment") == {
            "/interventies/?element=empowerment": 503
        }


def test_the_api_does_not_take_a_mistyped_parameter_for_none(tmp_path):
    read("/api/v1/interventies")
    with away(tmp_path):
        assert read("/api/v1/interventies?elemnt=empowerment") == {
            "/api/v1/interventies?elemnt=empowerment": 503
        }


def test_what_nobody_read_says_when_to_come_back(tmp_path):
    read("/")
    with away(tmp_path):
        assert read(ABCD, "/zelfcheck/?ja=empowerment", "/plan/", "/aanmelden/") == {
            ABCD: 503,
            "/zelfcheck/?ja=empowerment": 503,
            "/plan/": 503,
            "/aanmelden/": 503,
        }


# --- No longer ------------------------------------------------------------------------------------


def test_a_page_is_shown_for_the_time_that_is_set(tmp_path, time_machine, settings):
    time_machine.move_to("2026-11-24T09:00Z", tick=False)
    read("/", ABCD)
    time_machine.shift(300)
    read("/over/")  # the database answers still, so all pages of now are right
    time_machine.shift(599)
    with away(tmp_path):
        assert set(read("/", ABCD, "/over/").values()) == {200}
        assert "24 november 2026 om 10:05 uur" in visitor().get(ABCD).content.decode()
        time_machine.shift(2)
        assert set(read("/", ABCD).values()) == {503}
        settings.STALE_SECONDS = 0
        time_machine.shift(-500)
        assert read("/") == {"/": 503}


def test_a_page_of_yesterday_is_not_shown(tmp_path, time_machine):
    time_machine.move_to("2026-11-24T22:58Z")
    read(ABCD)
    time_machine.move_to("2026-11-24T23:01Z")
    with away(tmp_path):
        assert read(ABCD) == {ABCD: 503}


# --- Withdrawn ------------------------------------------------------------------------------------


def take_off_abcd(reviewer) -> None:
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")


def place_notice(reviewer) -> None:
    notices.place(Element.objects.get(slug="empowerment"), text="Wij zoeken dit uit.", by=reviewer)


def forget(reviewer) -> None:
    call_command("forget_address", "rol@eigenaar.example", stdout=StringIO())


def delete_a_word(reviewer) -> None:
    word = Term.objects.get(slug="weg-ermee")
    client = signed_in(reviewer)
    assert (
        client.post(f"/beheer/elements/term/{word.pk}/delete/", {"post": "yes"}).status_code == 302
    )
    assert not Term.objects.filter(slug="weg-ermee").exists()


@pytest.mark.parametrize("change", [take_off_abcd, place_notice, forget, delete_a_word])
def test_what_was_taken_off_a_page_is_shown_by_no_older_page(tmp_path, reviewer, change):
    reviewer.is_superuser = True
    reviewer.save()
    row = Intervention.objects.get(slug="abcd")
    RoleAddress.objects.create(intervention=row, email="rol@eigenaar.example", written_by=reviewer)
    with content_change():
        Term.objects.create(slug="weg-ermee", name="Weg ermee", definition="Een woord te veel.")
    read("/", ABCD, "/interventies/")
    change(reviewer)
    with away(tmp_path):
        assert set(read("/", ABCD, "/interventies/").values()) == {503}
    read("/")  # a page of now
    with away(tmp_path):
        assert read("/", ABCD) == {"/": 200, ABCD: 503}


def test_another_change_leaves_the_pages_that_were_read(tmp_path):
    read(ABCD)
    with content_change():
        pass
    with away(tmp_path):
        assert read(ABCD) == {ABCD: 200}


def test_a_page_that_was_made_while_something_was_withdrawn_is_not_shown(tmp_path):
    """It is written down before the database has it: such a page reads the old text."""
    read("/")
    withdrawals.note(withdrawals.last()[0] + 1)
    read(ABCD)
    with away(tmp_path):
        assert read("/", ABCD) == {"/": 503, ABCD: 503}


def test_when_that_place_cannot_be_read_no_page_is_shown(tmp_path):
    read("/")
    (place,) = tmp_path.glob("away/*/withdrawn")
    for text in ("", "geen getal", "[1]", None):
        place.unlink()
        place.write_text(text) if text is not None else place.mkdir()
        with away(tmp_path):
            assert read("/") == {"/": 503}, text


def test_what_cannot_be_written_down_is_not_withdrawn(tmp_path, reviewer):
    row = Intervention.objects.get(slug="abcd")
    (tmp_path / "away").write_text("geen map")
    client = signed_in(reviewer)
    address = f"/beheer/interventions/intervention/{row.pk}/stap/withdraw/"
    page = client.post(address, {"note": "Op verzoek van de eigenaar."})
    assert "kan niet opschrijven dat er iets is weggehaald" in page.content.decode()
    assert "Op verzoek van de eigenaar." in page.content.decode()
    row.refresh_from_db()
    assert row.status == Intervention.Status.PUBLISHED
    assert Client().get(ABCD).status_code == 200
    (tmp_path / "away").unlink()
    assert client.post(address, {"note": "Op verzoek."}).status_code == 302


def test_a_backup_that_was_restored_is_brought_in_step(tmp_path):
    read("/")
    withdrawals.note(900)  # of the base that was there before
    stale._kept.clear()
    read("/")
    with away(tmp_path):
        assert read("/") == {"/": 503}
    note_last_withdrawal()
    stale._kept.clear()
    read("/")
    with away(tmp_path):
        assert read("/") == {"/": 200}
