"""Who comes in at the desk: signing in, signing out, and every page for somebody outside."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import signed_in
from tests.desk.forms import INTERVENTIONS

pytestmark = pytest.mark.django_db
LOGIN = "/beheer/login/"
PASSWORD = "lang-en-geheim"


def desk_addresses() -> list[str]:
    """Every address of the desk, with 1 for whatever an address asks for."""
    return sorted({*walk(get_resolver(), "/")})


def walk(resolver, start):
    for entry in resolver.url_patterns:
        path = start + str(entry.pattern).removeprefix("^").removesuffix(r"\Z")
        if isinstance(entry, URLResolver):
            if path.startswith("/beheer/"):
                yield from walk(entry, path)
        elif isinstance(entry, URLPattern) and path.startswith("/beheer/"):
            yield filled(path)


def filled(path: str) -> str:
    for asked, given in {
        "<path:object_id>": "1",
        "<path:content_type_id>": "1",
        "<id>": "1",
        "<int:pk>": "1",
        "<int:proposal>": "1",
        "<int:number>": "1",
        "<slug:verb>": "publish",
        "<slug:moment>": "1",
        "<slug:kind>": "interventie",
        "<slug:step>": "verwerkt",
        "<uuid:key>": "00000000-0000-0000-0000-000000000000",
        "<path:url>": "iets/",
        "(?P<url>.*)$": "iets/",
        "(?P<app_label>": "(",
    }.items():
        path = path.replace(asked, given)
    return path.split("(")[0] + ("elements/" if "(" in path else "")


def is_open(address: str) -> bool:
    """Who is not signed in needs these pages: to sign in, or for a forgotten password."""
    return address == LOGIN or "wachtwoord" in address


def test_every_page_of_the_desk_is_in_the_list():
    found = desk_addresses()
    assert len(found) > 70
    assert "<" not in "".join(found)
    for model in site._registry:
        start = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        for page in ("", "add/", "1/history/", "1/delete/", "1/change/"):
            assert start + page in found
    assert f"{INTERVENTIONS}1/stap/publish/" in found
    assert "/beheer/auth/user/1/password/" in found


@pytest.mark.parametrize("address", desk_addresses())
def test_an_outsider_is_sent_to_sign_in_from_every_page(client, address):
    if is_open(address):
        return
    member = signed_in(User.objects.create_user("lid", password=PASSWORD))
    for outsider in (client, member):
        answers = (outsider.get(address), outsider.post(address, {"post": "yes"}))
        sent_away = [answer for answer in answers if answer.status_code != 405]
        assert sent_away  # most pages answer both, some only one
        for answer in sent_away:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/beheer/" if "logout" in address else LOGIN)


def test_somebody_without_a_role_sees_an_empty_start_page():
    client = signed_in(User.objects.create_user("nieuw", is_staff=True))
    page = client.get("/beheer/").content.decode()
    assert "U hebt hier nog geen rol. Vraag een beheerder om er een." in page
    assert client.get(INTERVENTIONS).status_code == 403


def test_signing_in_leads_to_the_page_that_was_asked_for(editor):
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{LOGIN}?next={INTERVENTIONS}")
    assert page.status_code == 200
    form = {
        "username": editor.username,
        "password": PASSWORD,
        "next": INTERVENTIONS,
        "csrfmiddlewaretoken": page.context["csrf_token"],
    }
    response = client.post(LOGIN, form)
    assert (response.status_code, response["Location"]) == (302, INTERVENTIONS)
    assert client.get(INTERVENTIONS).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://kwaad.example/", "//kwaad.example", "javascript:a"])
def test_signing_in_never_leads_to_another_site(client, editor, elsewhere):
    form = {"username": editor.username, "password": PASSWORD, "next": elsewhere}
    response = client.post(LOGIN, form)
    assert response.status_code == 302
    assert response["Location"].startswith("/")
    assert not response["Location"].startswith("//")


def test_a_wrong_name_a_wrong_password_and_no_access_get_one_and_the_same_answer(client, editor):
    User.objects.create_user("lid", password=PASSWORD)
    User.objects.create_user("weg", password=PASSWORD, is_staff=True, is_active=False)
    for username, password in (
        (editor.username, "fout"),
        ("niemand", PASSWORD),
        ("lid", PASSWORD),
        ("weg", PASSWORD),
        ("startinhoud", ""),
    ):
        response = client.post(LOGIN, {"username": username, "password": password})
        assert response.status_code == 200
        assert "_auth_user_id" not in client.session
        if password:
            assert "Dit klopt niet. Controleer de gebruikersnaam" in response.content.decode()


def test_signing_out_closes_the_desk(editor_client):
    response = editor_client.post("/beheer/logout/")
    assert response.status_code == 200
    assert editor_client.get("/beheer/").status_code == 302


def test_who_is_switched_off_is_out_at_once(editor, editor_client):
    assert editor_client.get("/beheer/").status_code == 200
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert editor_client.get("/beheer/").status_code == 302


def test_the_start_page_names_the_lists_under_the_headings_of_the_desk(reviewer_client):
    page = reviewer_client.get("/beheer/").content.decode()
    places = [
        page.index(f">{name}</") for name in ("Inhoud", "Interventies", "Indeling", "Woorden")
    ]
    assert places == sorted(places)
    assert "Mensen" not in page
    assert '<a href="/">Site bekijken</a>' in page


def test_the_page_of_one_app_is_the_start_page(editor_client):
    response = editor_client.get("/beheer/elements/")
    assert (response.status_code, response["Location"]) == (302, "/beheer/")
    assert editor_client.get("/beheer/bestaat-niet/").status_code == 404
