"""What somebody typed is on the page of the failure, in a form that can be sent again."""

import secrets
from html.parser import HTMLParser

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from config.turns import LATE
from interventions.forms.public_form import SIGNER
from interventions.models import Report
from tests.conftest import signed_in
from tests.desk.forms import ADD, intervention_form
from tests.desk.signing_in import DESK, FORGOTTEN, LOGIN, PASSWORD, STEP
from tests.guards.test_database_away import away, visitor

__all__ = ["away"]
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TEXT = 'Een <b>lange</b> tekst met "aanhalingstekens",\r\nen een regel die volgt & meer.'
FORMS = [
    ("/aanmelden/?lijst=abcd", {"name": "Buurttuin", "summary": TEXT}),
    ("/klopt-dit-niet/?over=abcd", {"wrong": TEXT, "email": "wie@kb.example", "leeg": ""}),
    ("/klopt-dit-niet/?over=abcd&feit=kosten", {"reason": TEXT}),
    ("/volgen/?element=empowerment", {"email": "wie@kb.example"}),
    ("/aanmelden/abc.def/?stap=2", {"goal": TEXT, "moment": "1.2:abc"}),
    (ADD, intervention_form(goal=TEXT, _save="Opslaan")),
]


class Forms(HTMLParser):
    """The forms of a page that are sent: where they go and what is in them."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str]]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form" and said.get("method") == "post":
            self.found.append((said["action"], []))
        if tag == "input" and said.get("type") == "hidden" and self.found:
            self.found[-1][1].append((said["name"], said["value"]))


def given_back(response) -> tuple[str, list[tuple[str, str]]] | None:
    found = Forms(response.content.decode()).found
    return found[0] if found else None


def as_sent(form: dict) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in form.items()]


@pytest.mark.usefixtures("away")
def test_a_form_comes_back_whole_when_the_database_is_away():
    for address, form in FORMS:
        response = visitor("s" * 32).post(address, form)
        assert (response.status_code, response["Cache-Control"]) == (503, "no-store"), address
        assert given_back(response) == (address, as_sent(form)), address
        if TEXT in form.values():
            assert "Een &lt;b&gt;lange&lt;/b&gt; tekst" in response.content.decode()


def test_it_comes_back_in_read_only_mode_and_when_it_is_too_busy(settings):
    address, form = FORMS[1]
    late = visitor().post(address, form, **{LATE: True})
    assert "Het is nu te druk</h1>" in late.content.decode()
    settings.READ_ONLY = True
    for response in (late, visitor().post(address, form)):
        assert response.status_code == 503
        assert given_back(response) == (address, as_sent(form))


def test_it_comes_back_after_a_fault_of_ours(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("interventions.forms.submissions.reporting.spend", broken)
    address, form = FORMS[1][0], {"wrong": TEXT, "email": "", "moment": moment()}
    response = visitor().post(address, form)
    assert response.status_code == 500
    assert "Er ging iets mis bij ons</h1>" in response.content.decode()
    assert given_back(response) == (address, as_sent(form))


def moment() -> str:
    """As a form has it that was handed out a while ago."""
    return SIGNER.sign(f"1000000000 {secrets.token_hex(16)}")


def test_sent_again_it_is_done(settings):
    """By a browser that has the token of the form, as it was handed out."""
    client = Client(enforce_csrf_checks=True)
    address = "/klopt-dit-niet/?over=abcd"
    client.get(address)
    token = client.cookies[configured.CSRF_COOKIE_NAME].value
    form = {"wrong": TEXT, "email": "", "moment": moment(), "csrfmiddlewaretoken": token}
    settings.READ_ONLY = True
    action, fields = given_back(client.post(address, form))
    settings.READ_ONLY = False
    assert client.post(action, dict(fields)).status_code == 302
    assert Report.objects.get().text == TEXT.replace("\r\n", "\n")


def test_what_another_site_made_somebody_send_is_not_shown(settings):
    settings.READ_ONLY = True
    client = Client(enforce_csrf_checks=True)
    client.get("/over/")
    response = client.post(
        "/klopt-dit-niet/",
        {"wrong": TEXT, "csrfmiddlewaretoken": "a" * 64},
        headers={"origin": "https://elders.example"},
    )
    assert response.status_code == 503
    assert "lange" not in response.content.decode()
    assert given_back(response) is None


def test_a_password_a_code_and_a_file_do_not_come_back(settings, administrator):
    settings.READ_ONLY = True
    door = {"username": "redacteur", "password": PASSWORD, "next": DESK}
    changing = {"old_password": PASSWORD, "new_password1": "nieuw-en-lang", "new_password2": "x"}
    client = signed_in(administrator)
    file = SimpleUploadedFile("lijst.csv", b"naam;doel\nBuurttuin;Iets")
    for address, form in (
        (LOGIN, door),
        (STEP, {"code": "123456"}),
        ("/beheer/password_change/", changing),
        ("/beheer/interventions/importbatch/add/", {"file": file, "note": TEXT}),
    ):
        response = client.post(address, form)
        assert response.status_code == 503
        assert given_back(response) is None, address
        page = response.content.decode()
        for secret in (PASSWORD, "nieuw-en-lang", "123456", "Buurttuin;Iets"):
            assert secret not in page
    assert "Een &lt;b&gt;lange&lt;/b&gt; tekst" in page  # beside the file
    assert "Terug naar het formulier" in page


def test_who_asks_for_a_new_password_sends_the_address_again(settings):
    settings.READ_ONLY = True
    response = visitor().post(FORGOTTEN, {"email": "wie@kb.example"})
    assert given_back(response) == (FORGOTTEN, [("email", "wie@kb.example")])
