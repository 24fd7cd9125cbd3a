"""A page for every failure, also when what it is made of has failed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.test import Client
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from interventions.showing.methods import reads

pytestmark = pytest.mark.django_db
AWAY = ("/zonder-base/", "/verbroken/", "/beschadigd/", "/geen-tabel/", "/alleen-lezen/")


@reads
def broken(request):
    raise RuntimeError("kapot")


@reads
def forbidden(request):
    raise PermissionDenied


def failing_with(error):
    @reads
    def view(request):
        raise error

    return view


urlpatterns = [
    *urlpatterns,
    path("kapot/", broken),
    path("verboden/", forbidden),
    path("zonder-base/", failing_with(OperationalError("weg"))),
    path("te-groot/", failing_with(OverflowError("Python int too large for SQLite"))),
    path("verbroken/", failing_with(InterfaceError("connection already closed"))),
    path("beschadigd/", failing_with(DatabaseError("file is not a database"))),
    path("geen-tabel/", failing_with(ProgrammingError("relation does not exist"))),
    path("alleen-lezen/", failing_with(InternalError("read-only transaction"))),
    path("te-groot-getal/", failing_with(DataError("integer out of range"))),
    path("dubbel/", failing_with(IntegrityError("duplicate key"))),
]


@pytest.fixture
def failing(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/kapot/", 500, "Er ging iets mis bij ons"),
        ("/verboden/", 403, "U mag deze pagina niet bekijken"),
        *((address, 503, "De kennisbank is even niet bereikbaar") for address in AWAY),
        ("/te-groot/", 400, "Dit verzoek begrijpen wij niet"),
        ("/te-groot-getal/", 400, "Dit verzoek begrijpen wij niet"),
        ("/dubbel/", 500, "Er ging iets mis bij ons"),
        ("/bestaat-niet/", 404, "Deze pagina is er niet"),
    ],
)
def test_each_failure_has_its_own_page(failing, address, status, title):
    response = failing.get(address)
    assert response.status_code == status
    assert f"{title}</h1>" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "Traceback" not in response.content.decode()


def test_an_expired_form_has_its_own_page():
    response = Client(enforce_csrf_checks=True).post("/beheer/login/", {"username": "a"})
    assert response.status_code == 403
    assert "Dit formulier is verlopen</h1>" in response.content.decode()


@pytest.mark.parametrize("address", AWAY)
def test_a_database_that_is_away_says_when_to_come_back(failing, address):
    assert failing.get(address)["Retry-After"] == "30"


def test_the_500_page_needs_neither_base_template_nor_database(failing, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("everything is broken")

    monkeypatch.setattr("django.template.backends.jinja2.Jinja2.get_template", fail)
    monkeypatch.setattr("django.template.backends.django.DjangoTemplates.get_template", fail)
    with connection.execute_wrapper(fail):
        for address in ("/", "/kapot/", "/zonder-base/", "/bestaat-niet/", "/verboden/"):
            response = failing.get(address)
            assert response.status_code == 500
            assert "Er ging iets mis bij ons</h1>" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403_csrf", "500"])
def test_the_pages_that_stand_alone_have_no_template_tags(settings, name):
    text = (settings.BASE_DIR / "templates" / "errors" / f"{name}.html").read_text()
    assert "{{" not in text
    assert "{%" not in text
    assert text.startswith("<!doctype html>")
