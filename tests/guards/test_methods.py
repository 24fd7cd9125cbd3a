"""Methods are checked from what the view declares, before CSRF and before anything else."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from config.middleware import declared_methods

PUBLIC = [
    *("/", "/interventies/", "/matrix/", "/combinaties/", "/vergelijken/", "/zelfcheck/"),
    "/plan/",
    *("/over/", "/api/", "/robots.txt", "/healthz", "/sitemap.xml", "/feeds/interventies.atom"),
    *("/insluiten/", "/id/interventie/abcd", "/data/interventies.ttl", "/data/catalogus.jsonld"),
]
FORMS = ["/aanmelden/", "/aanmelden/x/", "/klopt-dit-niet/", "/volgen/", "/volgen/x/"]
METHODS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]


def patterns(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        elif isinstance(entry, URLPattern):
            yield entry


def test_every_view_declares_its_methods():
    found = list(patterns(get_resolver()))
    assert len(found) > 30
    missing = [str(entry.pattern) for entry in found if not declared_methods(entry.callback)]
    assert missing == []


def test_a_view_that_declares_none_is_found_out():
    assert declared_methods(lambda request: None) == ()


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", PUBLIC)
def test_any_other_method_is_405_with_allow(address, method):
    client = Client(enforce_csrf_checks=True)
    response = client.generic(method, address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", FORMS)
def test_a_form_answers_get_head_and_post_only(address, method):
    response = Client(enforce_csrf_checks=True).generic(method, address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"


@pytest.mark.django_db
def test_a_report_is_only_followed_and_confirmed(client):
    response = client.put("/klopt-dit-niet/x/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_the_desk_answers_get_head_and_post_only(method):
    response = Client(enforce_csrf_checks=True).generic(method, "/beheer/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_head_gives_the_headers_of_get_without_a_body(client, address):
    get, head = client.get(address), client.head(address)
    assert head.status_code == get.status_code
    assert head.getvalue() == b""
    assert head["Content-Type"] == get["Content-Type"]


@pytest.mark.django_db
def test_a_refusal_of_djangos_own_is_not_a_blank_page(reviewer_client):
    response = reviewer_client.get("/beheer/logout/")
    assert response.status_code == 405
    assert response["Allow"] == "POST, OPTIONS"
    assert "Dit kan niet op deze pagina" in response.content.decode()
