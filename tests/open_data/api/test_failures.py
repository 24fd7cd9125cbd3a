"""Under /api/v1/ every failure is problem+json, whoever finds it."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from interventions.showing.methods import reads
from tests.open_data.api.asking import API, ask

pytestmark = pytest.mark.django_db


def failing_with(error):
    @reads
    def view(request):
        raise error

    return view


urlpatterns = [
    *urlpatterns,
    path("api/v1/kapot", failing_with(RuntimeError("kapot"))),
    path("api/v1/verboden", failing_with(PermissionDenied())),
    path("api/v1/zonder-base", failing_with(OperationalError("weg"))),
    path("api/v1/te-groot", failing_with(OverflowError("too large"))),
]


@pytest.fixture
def failing(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def problem(response, status: int) -> dict:
    """The problem that an answer holds; every answer says which version it is."""
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"] == "1.3.0"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    found = json.loads(response.content)
    assert found["status"] == status
    assert found["title"]
    assert found["detail"]
    return found


@pytest.mark.parametrize(
    ("name", "status"),
    [("kapot", 500), ("verboden", 403), ("zonder-base", 503), ("te-groot", 400)],
)
def test_a_view_that_fails(failing, name, status):
    response = failing.get(f"{API}/{name}")
    found = problem(response, status)
    assert name not in str(found)
    if status == 503:
        assert response["Retry-After"] == "30"


@pytest.mark.parametrize(
    "address",
    [
        "/interventies/bestaat-niet",
        "/interventies/",
        "/interventies/abcd/",
        "/werkzame-elementen/moed",
        "/werkzame-elementen/",
        "/combinaties/",
        "/openapi.json/",
        "/interventies/%E2%98%83",
        "/interventies/" + "a" * 3000,
        "/openapi.yaml",
        "/",
        "",
        "/onzin/a/b",
    ],
)
def test_what_is_not_there_is_404_and_never_a_redirect(client, address):
    found = problem(client.get(f"{API}{address}"), 404)
    assert "fouten" not in found
    assert "Intervention" not in str(found)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("address", ["/interventies", "/interventies/abcd", "/openapi.json"])
def test_any_other_method_is_405_with_allow(method, address):
    response = Client(enforce_csrf_checks=True).generic(method, f"{API}{address}")
    problem(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("query", ["q=%00", "q=%FF", "%ED%A0%80=1"])
def test_what_is_not_text_is_refused(client, query):
    found = problem(client.get(f"{API}/interventies", QUERY_STRING=query), 400)
    assert found["fouten"][0]["melding"]


def test_a_nul_in_a_path_is_refused(client):
    assert problem(client.get(f"{API}/interventies/a\0b"), 400)["fouten"]


def test_too_many_parameters_are_refused(client):
    query = "&".join(f"a{number}=1" for number in range(1200))
    assert problem(client.get(f"{API}/interventies?{query}"), 400)["fouten"]


def test_a_form_that_cannot_be_read_is_refused(client):
    kind = "multipart/form-data; boundary="
    problem(client.post(f"{API}/interventies", b"kapot", content_type=kind), 400)


def test_an_unknown_host_is_refused(client):
    problem(client.get(f"{API}/interventies", HTTP_HOST="kwaad.example"), 400)


def test_a_failure_needs_no_database(failing):
    def fail(*args, **kwargs):
        raise RuntimeError("everything is broken")

    with connection.execute_wrapper(fail):
        for address in ("/interventies", "/kapot"):
            problem(failing.get(f"{API}{address}"), 500)
        problem(failing.get(f"{API}/bestaat-niet"), 404)


@override_settings(SECURE_SSL_REDIRECT=True)
def test_a_redirect_to_https_says_the_version_too():
    response = Client().get(f"{API}/interventies")
    assert response.status_code == 301
    assert response["Location"].startswith("https://")
    assert response["API-Version"] == "1.3.0"


def test_pages_for_people_keep_their_own_failures(client):
    for address in ("/bestaat-niet/", "/api/v2/interventies", "/api/v1x"):
        response = client.get(address)
        assert response.status_code == 404
        assert response["Content-Type"].startswith("text/html")
        assert "API-Version" not in response


def test_a_problem_is_readable_where_it_is_asked_for(client):
    assert ask(client, "/interventies/moed", 404)["title"] == "Niet gevonden"
