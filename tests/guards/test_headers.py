"""What every answer carries, and what none may carry."""

import re

import pytest
from django.test import Client, override_settings

from tests.guards.test_leaks import body_of, public_addresses

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/",
    "/interventies/?element=empowerment",
    "/interventies/abcd/",
    "/matrix/",
    "/matrix/zelden/",
    "/werkzame-elementen/empowerment/",
    "/feeds/interventies.atom",
    "/sitemap.xml",
    "/id/interventie/abcd",
    "/data/catalogus.ttl",
    "/bestaat-niet/",
    "/?a=%00",
    "/robots.txt",
    "/aanmelden/",
    "/klopt-dit-niet/?over=abcd",
    "/beheer/",
    "/beheer/login/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_safety_headers(client, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_inline_is_in_a_page(client, address):
    page = client.get(address, follow=True).getvalue().decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r'<script(?! type="application/ld\+json">)(?![^>]*\bsrc=)', page)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//[^"']+\.(?:css|js|woff2?)""", page)


TEXT = re.compile(r"text/|application/([\w.-]+\+)?xml|application/x-")


def test_what_is_text_says_in_which_letters(client):
    for address in (*ADDRESSES, *public_addresses(), "/healthz", "/static/js/site.js"):
        if "?" in address or address.endswith((".pdf", ".docx", ".xlsx")):
            continue
        response = client.get(address)
        body = body_of(response)
        if TEXT.match(response["Content-Type"]):
            assert "charset=utf-8" in response["Content-Type"].replace('"', ""), address
            body.decode("utf-8")


WITH_COOKIE = ("/beheer", "/aanmelden", "/klopt-dit-niet")


@pytest.mark.parametrize("address", [a for a in ADDRESSES if not a.startswith(WITH_COOKIE)])
def test_public_pages_set_no_cookie(client, address):
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ["/aanmelden/", "/klopt-dit-niet/"])
def test_a_form_for_everybody_sets_the_cookie_of_csrf_and_no_other(client, address):
    response = client.get(address)
    assert [*response.cookies] == ["csrf"]
    assert "Cookie" in response["Vary"]
    assert response["Cache-Control"] == "private, no-cache"


PRODUCTION = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "MESSAGE_COOKIE_NAME": "__Host-messages",
    "TRUSTED_PROXIES": 1,
}
BEHIND_PROXY = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}


@override_settings(**PRODUCTION)
def test_production_redirects_to_https_and_stays_there():
    plain = Client().get("/", HTTP_X_FORWARDED_PROTO="http")
    assert plain.status_code == 301
    assert plain["Location"].startswith("https://")
    secure = Client().get("/", **BEHIND_PROXY)
    assert secure.status_code == 200
    assert secure["Strict-Transport-Security"] == "max-age=31536000"


@override_settings(**PRODUCTION)
def test_production_cookies_are_bound_to_the_host(administrator):
    """Those of the form, of who is signed in, and of what is said after a step."""
    client = Client()
    names = {"username": administrator.username, "password": "lang-en-geheim"}
    client.get("/beheer/login/", **BEHIND_PROXY)
    client.post("/beheer/login/", names, **BEHIND_PROXY)
    new = dict.fromkeys(("password1", "password2"), "een zin van vijf woorden")
    done = client.post("/beheer/auth/user/add/", {"username": "nieuw", **new}, **BEHIND_PROXY)
    assert done.status_code == 302
    assert {*client.cookies} == {"__Host-csrf", "__Host-session", "__Host-messages"}
    for cookie in client.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def test_an_unknown_host_is_refused(client):
    assert client.get("/", HTTP_HOST="kwaad.example").status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        *("/.git/HEAD", "/.git/config", "/.env", "/manage.py", "/config/settings.py", "/static/"),
        *("/var/private/secret-key", "/static/../config/settings.py"),
        "/static/%2e%2e/%2e%2e/config/settings.py",
    ],
)
def test_nothing_of_the_source_or_of_a_folder_is_served(client, address):
    assert client.get(address).status_code == 404


def test_a_forwarded_host_changes_nothing(client):
    page = client.get("/interventies/abcd/", HTTP_X_FORWARDED_HOST="kwaad.example").content
    assert b"kwaad.example" not in page
