"""An address that was copied or typed with a slip leads to the page that was meant, or says so."""

from html import unescape
from urllib.parse import quote, unquote

import pytest

from tests.factories import Status, in_state, make_intervention

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PAGE = "/interventies/abcd/"
PAGES = [
    *("/", PAGE, f"{PAGE}versies/", f"{PAGE}versies/1/", "/werkzame-elementen/", "/kiezen/"),
    *("/werkzame-elementen/empowerment/", "/werkzame-elementen/empowerment/versies/1/"),
    *("/samenvattingen/", "/samenvattingen/zeven-elementen/", "/samenvattingen/dossier/"),
    *("/samenvattingen/interventies/abcd/", "/samenvattingen/werkzame-elementen/empowerment/"),
    *(
        "/zelfcheck/",
        "/plan/",
        "/begrippen/",
        "/bronnen/",
        "/over/",
        "/privacy/",
        "/toegankelijkheid/",
    ),
    *("/aanmelden/", "/klopt-dit-niet/", "/volgen/", "/vergelijken/", "/combinaties/"),
]
# What is left behind an address by a sentence, a mail or a page.
ENDS = [
    *("'", '"', "%22", "%27", "%20", "%E2%80%8B", "%C2%A0", "%0A", "%0D%0A", "%09", ";", "*", "_"),
    *("**", "!", "|", ":", "…", "]", "%5D", "%5C", "%25", "--", "\u200d", "%C2%AB", "%3E%2C"),
    *("&quot;", "&amp;", "&", "?", "%3F", "<br>", "%3Cbr%3E", "</a>", "%3C/a%3E."),
]


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
        ("/id/uitspraak/20).", "/id/uitspraak/20"),
        *((f"/interventies/abcd{end}", PAGE) for end in ENDS),
        *((f"/interventies/abcd/{end}", PAGE) for end in ENDS if end[0] not in "?&<"),
        ("/interventies/%20abcd/", PAGE),
        ("/interventies/%EF%BB%BFabcd/", PAGE),
        ("/interventies/‘abcd’", PAGE),
        ("/_interventies_/_abcd_/", PAGE),
        ("/interventies/abcd.html", PAGE),
        ("/interventies/abcd/index.html", PAGE),
        ("/interventie/abcd/", PAGE),
        ("/Interventie/ABCD.", PAGE),
        ("/interventie/abcd/versie/1", "/interventies/abcd/versies/1/"),
        ("/interventies/thuis_op_straat/", "/interventies/thuis-op-straat/"),
        ("/interventies/thuis%20op%20straat/", "/interventies/thuis-op-straat/"),
        ("/interventies/thuis+op+straat", "/interventies/thuis-op-straat/"),
        ("/over.", "/over/"),
        ("/werkzame-element/empowerment/", "/werkzame-elementen/empowerment/"),
        ("/werkzaam-element/empowerment", "/werkzame-elementen/empowerment/"),
        ("/Werkzame_Elementen/Empowerment,", "/werkzame-elementen/empowerment/"),
        (
            "/werkzame-elementen/empowerment/versies/1*",
            "/werkzame-elementen/empowerment/versies/1/",
        ),
        ("/samenvatting/interventie/abcd/", "/samenvattingen/interventies/abcd/"),
        ("/samenvattingen/interventies/abcd.PDF", "/samenvattingen/interventies/abcd.pdf"),
        ("/samenvattingen/interventies/abcd.Docx;", "/samenvattingen/interventies/abcd.docx"),
        ("/samenvattingen/zeven-elementen.PDF.", "/samenvattingen/zeven-elementen.pdf"),
        ("/Combinaties)", "/combinaties/"),
        ("/zelfcheck,", "/zelfcheck/"),
        ("/bronnen>", "/bronnen/"),
        ("/begrip.", "/begrippen/"),
        ("/Volgen.", "/volgen/"),
        ("/aanmelden)", "/aanmelden/"),
        ("/klopt-dit-niet.", "/klopt-dit-niet/"),
        ("/API/", "/api/"),
        ("/data/interventies.TTL,", "/data/interventies.ttl"),
        ("/feeds/interventies.atom>", "/feeds/interventies.atom"),
        ("/export/INTERVENTIES.CSV", "/export/interventies.csv"),
    ],
)
def test_a_slip_in_an_address_leads_to_the_page_that_was_meant(client, typed, meant):
    response = asked(client, typed, "lijst=kan-wel")
    if response.status_code == 301:  # first the slash at the end, as always
        response = client.get(response["Location"])
    assert (response.status_code, response["Location"]) == (302, f"{meant}?lijst=kan-wel")
    assert client.head(meant).status_code in (200, 303)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/interventies/&thema=jeugd", "/interventies/?thema=jeugd"),
        ("/interventies&amp;thema=jeugd&amp;q=buurt", "/interventies/?thema=jeugd&q=buurt"),
        ("/interventies/%26thema=jeugd", "/interventies/?thema=jeugd"),
        ("/interventies%3Fthema=jeugd%26q=een+buurt", "/interventies/?thema=jeugd&q=een+buurt"),
        ("/Matrix&amp;rijen=thema", "/matrix/?rijen=thema"),
        ("/interventies/abcd&amp;lijst=kan-wel", f"{PAGE}?lijst=kan-wel"),
        ("/interventies/abcd&amp;q=a%0Ab%E2%82%AC", f"{PAGE}?q=a%0Ab%E2%82%AC"),
        ("/interventies/abcd&amp;q=//evil.example", f"{PAGE}?q=%2F%2Fevil.example"),
    ],
)
def test_a_choice_that_became_part_of_the_address_is_still_made(client, typed, meant):
    response = asked(client, typed)
    if response.status_code == 301:
        response = client.get(response["Location"])
    assert (response.status_code, response["Location"]) == (302, meant)


@pytest.mark.parametrize("status", [one for one in Status if one != Status.PUBLISHED])
def test_only_what_is_public_or_was_can_be_reached_with_a_slip(client, status):
    in_state(make_intervention(slug="geheim-plan", name="Geheim plan"), status)
    for typed in (
        *(
            "Geheim-Plan/",
            "geheim-plan.",
            "geheim-plan)/versies/1/",
            "geheim_plan/",
            "geheim+plan/",
        ),
        *("geheim-plan&amp;q=a", "geheim-plan<br>", "geheim-plan.html"),
    ):
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
        "/API/v1/interventies/abcd",
        "/Volgen/iets./",
        "/Aanmelden/iets/",
        "/Klopt-dit-niet/iets)/",
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
        *(f"{one}?lijst=kan-wel&amp;thema=jeugd" for one in PAGES),
        *(f"{one}?amp;thema=jeugd" for one in PAGES),
        "/interventies/abcd/?amp%3Bthema=jeugd",
        "/samenvattingen/dossier/?interventie=abcd&amp;thema=jeugd",
        "/samenvattingen/dossier/?element=empowerment&amp;thema=jeugd",
        "/zelfcheck/?ja=empowerment&amp;thema=jeugd",
    ],
)
def test_a_parameter_that_was_copied_badly_is_named_on_the_page(client, address):
    page = client.get(address).content.decode()
    assert "amp;thema</code>: 'jeugd'. De link is niet goed overgenomen." in page


def test_a_badly_copied_parameter_of_one_page_is_named_too(client):
    page = client.get("/combinaties/?element=empowerment&amp;met=abcd").content.decode()
    assert "Haal &#39;amp;&#39; voor &#39;met&#39; weg" in page


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/interventies/abcd/versies/?van=1&amp;tot=2", "tot"),
        ("/interventies/abcd/?amp;lijst=kan-wel", "lijst"),
        ("/interventies/abcd/?amp;bron=artikel", "bron"),
        ("/werkzame-elementen/empowerment/?lijst=abcd&amp;bron=artikel", "bron"),
        ("/vergelijken/?interventie=abcd&amp;interventie=kan-wel", "interventie"),
        ("/zelfcheck/?ja=empowerment&amp;nee=samenwerken", "nee"),
        ("/zelfcheck/?ja=empowerment&amp;beetje=samenwerken", "beetje"),
        ("/plan/?ja=empowerment&amp;punt=empowerment:1", "punt"),
        ("/plan/?lijst=abcd&amp;interventie=kan-wel", "interventie"),
        ("/samenvattingen/dossier/?interventie=abcd&amp;interventie=kan-wel", "interventie"),
        ("/samenvattingen/dossier/?interventie=abcd&amp;onderdeel=empowerment", "onderdeel"),
        ("/samenvattingen/interventies/abcd/?amp;lijst=kan-wel", "lijst"),
        ("/combinaties/?element=empowerment&amp;zonder=abcd", "zonder"),
        ("/matrix/?element=empowerment&amp;rijen=thema", "rijen"),
        ("/klopt-dit-niet/?over=abcd&amp;feit=kosten", "feit"),
        ("/volgen/?element=empowerment&amp;doelgroep=ouderen", "doelgroep"),
        ("/insluiten/?element=empowerment&amp;doelgroep=ouderen", "doelgroep"),
        ("/feeds/interventies.atom?element=empowerment&amp;doelgroep=ouderen", "doelgroep"),
        ("/interventies/?element=empowerment&amp;pagina=2", "pagina"),
        ("/?amp;lijst=abcd", "lijst"),
        ("/interventies/?element=empowerment&AMP;thema=jeugd", "thema"),
    ],
)
def test_the_name_that_was_meant_is_named(client, address, name):
    page = unescape(client.get(address).content.decode())
    assert page.count(f"Haal 'amp;' voor '{name}' weg in het adres.") == 1


@pytest.mark.parametrize("page", ["/interventies/", "/interventies/abcd/", "/", "/begrippen/"])
@pytest.mark.parametrize("query", ["%26thema=jeugd", "q=buurt&%26thema=jeugd", "%2526thema=jeugd"])
def test_an_ampersand_that_was_written_out_is_named_too(client, page, query):
    said = unescape(client.get(f"{page}?{query}").content.decode())
    assert said.count("Haal '%26' voor 'thema' weg in het adres.") == 1


@pytest.mark.parametrize("page", ["/interventies/abcd/", "/werkzame-elementen/empowerment/", "/"])
def test_a_page_of_its_own_names_a_choice_that_does_not_exist(client, page):
    said = unescape(client.get(f"{page}?lijst=bestaat-niet").content.decode())
    assert "<code>lijst</code>: 'bestaat-niet'. Deze keuze bestaat niet." in said
    assert "Niet alles in het adres is gebruikt" not in client.get(page).content.decode()


@pytest.mark.parametrize("ending", ["pdf", "docx"])
@pytest.mark.parametrize("name", ["interventie", "onderdeel", "thema"])
def test_a_dossier_is_not_made_from_a_badly_copied_link(client, ending, name):
    address = f"/samenvattingen/dossier.{ending}?interventie=abcd&amp;{name}=kan-wel"
    answer = client.get(address)
    assert answer.status_code == 400
    assert f"Haal 'amp;' voor '{name}' weg" in unescape(answer.content.decode())


def test_a_file_is_not_made_from_a_badly_copied_link(client):
    assert client.get("/export/interventies.csv?amp;thema=jeugd").status_code == 400


def test_the_api_names_a_badly_copied_parameter_once(client):
    faults = client.get("/api/v1/interventies?amp;thema=jeugd")
    assert faults.status_code == 400
    assert faults.content.decode().count("amp;thema") == 1


def test_an_unknown_parameter_is_still_passed_over_in_silence(client):
    page = client.get("/interventies/?amp;utm_source=mail&utm_medium=mail").content.decode()
    assert "Niet alles in het adres is gebruikt" not in page
