"""An address that was copied or typed with a slip leads to the page that was meant, or says so."""

from urllib.parse import quote, unquote

import pytest

from tests.factories import Status, in_state, make_intervention

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PAGE = "/interventies/abcd/"


def asked(client, address: str, query: str = ""):
    """The answer, also where the address begins with two slashes (to a client that is a host)."""
    path = unquote(quote(address, safe="/%&;"))
    return client.get("/", PATH_INFO=path.encode().decode("latin-1"), QUERY_STRING=query)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/interventies/abcd.", PAGE),
        ("/interventies/abcd./", PAGE),
        ("/interventies/ABCD/", PAGE),
        ("/Interventies/abcd", PAGE),
        ("/interventies/abcd)", PAGE),
        ("/interventies/abcd).", PAGE),
        ("/interventies/abcd%E2%80%9D", PAGE),
        ("/interventies/%E2%80%9Cabcd", PAGE),
        ("//interventies//abcd/", PAGE),
        ("/interventies\\abcd", PAGE),
        ("/interventies/abcd%20", PAGE),
        ("/interventies/abcd%2520", PAGE),
        ("/interventies/abcd,", PAGE),
        ("/interventies/abcd&gt;", PAGE),
        ("/interventies/abcd>", PAGE),
        ("/interventies/ab\u200bcd/", PAGE),
        ("/interventies/kan\u2011wel/", "/interventies/kan-wel/"),
        ("/interventies/abcd/versies/1.", "/interventies/abcd/versies/1/"),
        ("/interventies/ABCD/versies/", "/interventies/abcd/versies/"),
        ("/werkzame-elementen/Empowerment/", "/werkzame-elementen/empowerment/"),
        ("/samenvattingen/interventies/abcd).", "/samenvattingen/interventies/abcd/"),
        ("/samenvattingen/interventies/ABCD.pdf.", "/samenvattingen/interventies/abcd.pdf"),
        ("/samenvattingen/Interventies/abcd.docx)", "/samenvattingen/interventies/abcd.docx"),
        ("/Matrix/", "/matrix/"),
        ("/matrix).", "/matrix/"),
        ("/Begrippen", "/begrippen/"),
        ("/export/Matrix.csv,", "/export/matrix.csv"),
        ("/id/interventie/ABCD", "/id/interventie/abcd"),
    ],
)
def test_a_slip_in_an_address_leads_to_the_page_that_was_meant(client, typed, meant):
    response = asked(client, typed, "lijst=kan-wel")
    if response.status_code == 301:  # first the slash at the end, as always
        response = client.get(response["Location"])
    assert (response.status_code, response["Location"]) == (302, f"{meant}?lijst=kan-wel")
    assert client.head(meant).status_code in (200, 303)


@pytest.mark.parametrize("status", [one for one in Status if one != Status.PUBLISHED])
def test_only_what_is_public_or_was_can_be_reached_with_a_slip(client, status):
    in_state(make_intervention(slug="geheim-plan", name="Geheim plan"), status)
    for typed in ("Geheim-Plan/", "geheim-plan.", "geheim-plan)/versies/1/"):
        response = client.get(f"/interventies/{typed}")
        unknown = typed.replace("plan", "prol").replace("Plan", "Prol")  # nobody's
        nothing = client.get(f"/interventies/{unknown}")
        if status == Status.WITHDRAWN:
            assert response.status_code == 302
            assert client.get(response["Location"]).status_code == 410
        else:
            assert response.status_code == nothing.status_code == 404
            said = response.content.replace(b"plan", b"prol").replace(b"Plan", b"Prol")
            assert said == nothing.content  # but for the address itself, which it repeats


@pytest.mark.parametrize(
    "typed",
    [
        "//evil.example/",
        "/\\evil.example",
        "/%5C%5Cevil.example/interventies/abcd/",
        "//evil.example/interventies/abcd./",
        "/interventies/abcd/versies/99.",
        f"/interventies/abcd/versies/{'9' * 400}.",
        "/interventies/ab..cd/",
        "/interventies/)/abcd/x/",
        "/Sitemap-7.xml",
        "/Beheer/",
        f"/interventies/{'A' * 5000}/",
    ],
)
def test_what_cannot_be_meant_is_not_found(client, typed):
    assert asked(client, typed).status_code == 404


def test_a_form_sent_to_a_mistyped_address_goes_nowhere(client):
    assert client.post("/interventies/abcd./").status_code in (404, 405)


def test_the_api_keeps_its_own_not_found(client):
    response = client.get("/api/v1/interventies/ABCD")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "address",
    [
        "/interventies/?element=empowerment&amp;thema=jeugd",
        "/interventies/?amp;amp;thema=jeugd",
        "/matrix/?geldig=ja&amp;thema=jeugd",
        "/combinaties/?element=empowerment&amp;thema=jeugd",
        "/vergelijken/?interventie=abcd&amp;thema=jeugd",
    ],
)
def test_a_parameter_that_was_copied_badly_is_named_on_the_page(client, address):
    page = client.get(address).content.decode()
    assert "amp;thema</code>: 'jeugd'. De link is niet goed overgenomen." in page


def test_a_badly_copied_parameter_of_one_page_is_named_too(client):
    page = client.get("/combinaties/?element=empowerment&amp;met=abcd").content.decode()
    assert "Haal &#39;amp;&#39; voor &#39;met&#39; weg" in page


def test_a_file_is_not_made_from_a_badly_copied_link(client):
    assert client.get("/export/interventies.csv?amp;thema=jeugd").status_code == 400


def test_the_api_names_a_badly_copied_parameter_once(client):
    faults = client.get("/api/v1/interventies?amp;thema=jeugd")
    assert faults.status_code == 400
    assert faults.content.decode().count("amp;thema") == 1


def test_an_unknown_parameter_is_still_passed_over_in_silence(client):
    page = client.get("/interventies/?amp;utm_source=mail&utm_medium=mail").content.decode()
    assert "Niet alles in het adres is gebruikt" not in page
