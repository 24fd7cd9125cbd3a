"""The NL API Design Rules that can be tested; docs/api.md names them all."""

import json
import re

import pytest
from django.test import Client

from interventions.models import Attempt, Intervention
from tests.open_data.api.asking import ADDRESSES, API, resolved

pytestmark = pytest.mark.django_db
EXPOSED = ("id", "pk", "status", "desk_note", "name_key", "created_by", "reviewed_by")


@pytest.fixture
def description(client) -> dict:
    return json.loads(client.get(f"{API}/openapi.json").content)


def operations(description):
    return [entry["get"] for entry in description["paths"].values()]


def query_keys(description) -> set[str]:
    return {
        parameter["name"]
        for operation in operations(description)
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query"
    }


@pytest.mark.parametrize("address", [*ADDRESSES, "/bestaat-niet", "/interventies?kleur=rood"])
def test_every_answer_says_its_version_and_is_open_and_safe(client, address):
    response = client.get(f"{API}{address}")
    assert response["API-Version"] == "1.3.0"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies
    assert not {"Server", "X-Powered-By"} & {*response.headers}
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_may_be_kept_and_has_to_be_asked_for_anew(client, address):
    response = client.get(f"{API}{address}")
    assert response["Cache-Control"] == "no-cache, public"
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    again = client.get(f"{API}{address}", HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304
    assert again.content == b""
    assert again["API-Version"] == "1.3.0"
    assert again["Access-Control-Allow-Origin"] == "*"
    other = client.get(f"{API}{address}", HTTP_IF_NONE_MATCH='"iets anders"')
    assert other.content == response.content


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/interventies", "/interventies?perPagina=24"),
        ("/interventies?perPagina=1", "/interventies?perPagina=1&pagina=2"),
        ("/combinaties", "/combinaties?met=abcd"),
        ("/combinaties?met=abcd", "/combinaties?zonder=abcd"),
        ("/interventies", "/werkzame-elementen"),
    ],
)
def test_answers_that_differ_have_tags_that_differ(client, one, other):
    assert client.get(f"{API}{one}")["ETag"] != client.get(f"{API}{other}")["ETag"]


def test_an_answer_that_was_kept_is_still_json(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for address in ADDRESSES:
        first, second = client.get(f"{API}{address}"), client.get(f"{API}{address}")
        assert first.content == second.content
        assert first["Content-Type"] == second["Content-Type"] == "application/json"


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_a_body(client, address):
    get, head = client.get(f"{API}{address}"), client.head(f"{API}{address}")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("Content-Type", "ETag", "Cache-Control", "API-Version"):
        assert head[name] == get[name]


@pytest.mark.parametrize("address", ADDRESSES)
def test_options_answers_a_browser_that_asks_first(client, address):
    response = client.options(
        f"{API}{address}",
        HTTP_ORIGIN="https://elders.example",
        HTTP_ACCESS_CONTROL_REQUEST_METHOD="GET",
    )
    assert response.status_code == 204
    assert response.content == b""
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_reading_changes_nothing_and_knows_nobody(reviewer_client):
    before = list(Intervention.objects.order_by("pk").values_list("pk", "changed_at"))
    for address in ADDRESSES:
        signed_in, stranger = (
            reviewer_client.get(f"{API}{address}"),
            Client().get(f"{API}{address}"),
        )
        assert signed_in.content == stranger.content
    assert list(Intervention.objects.order_by("pk").values_list("pk", "changed_at")) == before
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("session", ["kapot", "a" * 32])
def test_a_cookie_is_neither_read_nor_answered(client, settings, session):
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    for address in (*ADDRESSES, "/bestaat-niet"):
        response = client.get(f"{API}{address}")
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_paths_are_lower_case_plural_dutch_and_without_a_slash_at_the_end(description):
    for path in description["paths"]:
        assert re.fullmatch(r"(/([a-z]+(-[a-z]+)*|\{slug\}))+", path)
        assert path.split("/")[1] in {"interventies", "werkzame-elementen", "combinaties"}
    assert all(server["url"].endswith("/v1") for server in description["servers"])


def test_query_keys_are_camel_case(description):
    keys = query_keys(description)
    assert "perPagina" in keys
    assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", key) for key in keys)


def test_fields_are_camel_case_and_tell_nothing_of_the_inside(description):
    shapes = description["components"]["schemas"]
    fields = {field for shape in shapes.values() for field in shape["properties"]}
    assert {"gepubliceerdOp", "doelgroepTekst"} <= fields
    assert all(re.fullmatch(r"_?[a-z]+([A-Z][a-z]*)*", field) for field in fields)
    inside = {name for name in EXPOSED if name in fields and name not in ("id", "status")}
    assert inside == set()
    named = {name: shape["properties"].get("id") for name, shape in shapes.items()}
    kinds = {name: one.get("format") for name, one in named.items() if one}
    permanent = dict.fromkeys(("Interventie", "Uitspraak", "WerkzaamElement"), "uri")
    assert kinds == {"Bron": None, **permanent}


def test_the_description_says_who_what_and_which_version(description):
    info = description["info"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"])
    assert info["contact"]["name"]
    assert info["contact"]["url"].startswith("http")
    assert info["license"]["url"].startswith("https://creativecommons.org/")
    assert description["externalDocs"]["url"].endswith("/api/")


def test_the_contact_has_the_mail_address_of_the_publisher(client, settings):
    settings.PUBLISHER = {**settings.PUBLISHER, "contact_email": "redactie@kb.example"}
    settings.BUILD = "another"
    found = json.loads(client.get(f"{API}/openapi.json").content)
    assert found["info"]["contact"]["email"] == "redactie@kb.example"


def test_every_operation_declares_its_failures_and_headers(description):
    for operation in operations(description):
        answers = resolved(operation["responses"], description)
        assert {*answers} - {"404", "410"} == {"200", "304", "400", "414", "500", "503"}
        assert answers.pop("414")["headers"] == {}  # of the server, before us
        for status, answer in answers.items():
            assert "API-Version" in answer["headers"]
            assert ("Retry-After" in answer["headers"]) == (status == "503")
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"]
