"""Whatever stands in an address or a form, the answer is a page and never a 500."""

import itertools
import random
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from interventions.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PARAMETERS = [
    *("q", "element", "combineer", "doelgroep", "thema", "setting", "erkenning", "geldig"),
    *("uitvoering", "bron", "sorteer", "pagina", "perPagina", "lijst", "rijen", "van", "a[]"),
    *(
        "over",
        "versie",
        "stap",
        "met",
        "zonder",
        "interventie",
        "ja",
        "beetje",
        "nee",
        "punt",
        "e-empowerment",
    ),
]
VALUES = [
    "%00",
    "a%00b",
    "%FF%FE",
    "%ED%A0%80",
    "%F5%80%80%80",
    "1" + "0" * 40,
    "9" * 5000,
    str(2**63),
    "-1",
    "0",
    "1e309",
    "NaN",
    "1.5",
    "2026-13-45",
    "0000-01-01",
    "%D9%A1%D9%A2",  # Arabic digits
    "",
    "%20%20",
    "x" * 3000,
    "(",
    "%25",
    "_",
    "%5C",
    "%22",
    "*",
    "NEAR(a%20b)",
    "name:a",
    "-a",
    "^a",
    "'%20OR%201=1--",
    "%E2%80%AE",  # text from right to left
    "a" + "%CC%81" * 200,
    "%0D%0AX-Kwaad:%201",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "..%2F..%2Fetc%2Fpasswd",
]
PATHS = [
    *("/", "/interventies/", "/matrix/", "/interventies/abcd/", "/samenvattingen/"),
    *(
        "/combinaties/",
        "/vergelijken/",
        "/zelfcheck/",
        "/plan/",
        "/aanmelden/",
        "/klopt-dit-niet/",
        "/klopt-dit-niet/?over=abcd&feit=startjaar",
        "/volgen/",
    ),
    *("/feeds/interventies.atom", "/insluiten/", "/sitemap.xml"),
]
ODD_PATHS = [
    "/interventies/%00/",
    "/interventies/%FF/",
    "/interventies/" + "a" * 3000 + "/",
    "/interventies/..%2Fbeheer/",
    "/werkzame-elementen/%ED%A0%80/",
    "/werkzame-elementen/1" + "0" * 50 + "/",
    "//interventies//",
    "/interventies/abcd/%0D%0A",
    "/id/interventie/%00",
    "/id/begrip/" + "a" * 3000,
    "/data/interventies/%ED%A0%80.ttl",
    "/data/interventies.exe",
    "/sitemap-1" + "0" * 40 + ".xml",
    "/%E2%80%AE/",
    "/interventies/abcd",
    "/begrippen/?" + "&".join(f"a{number}=1" for number in range(1200)),
    "/static/..%2F..%2Fconfig/settings.py",
    "/static/%00",
]


def ask(client: Client, address: str) -> int:
    """The status of a raw address: nothing in it is quoted on the way."""
    path, _, query = address.partition("?")
    return client.get(path.replace("%00", "\0"), QUERY_STRING=query).status_code


def every_address():
    for path, name, value in itertools.product(PATHS, PARAMETERS, VALUES):
        yield f"{path}?{name}={value}"
    yield from ODD_PATHS


def answers_well(client, addresses):
    wrong = [(ask(client, address), address[:90]) for address in addresses]
    assert [row for row in wrong if row[0] not in (200, 301, 302, 400, 404)] == []


def test_hundreds_of_hostile_addresses_never_give_a_500(client):
    addresses = list(every_address())
    chosen = [*random.Random(14).sample(addresses, 600), *ODD_PATHS]  # noqa: S311 - not a secret
    answers_well(client, chosen)


@pytest.mark.full
def test_every_hostile_address_never_gives_a_500(client):
    addresses = list(every_address())
    assert len(addresses) > 1000
    answers_well(client, addresses)


def test_hostile_pairs_of_parameters_never_give_a_500(client):
    chance = random.Random(2014)  # noqa: S311 - not a secret
    pairs = list(itertools.product(PARAMETERS, VALUES))
    answers_well(
        client,
        (
            "/interventies/?" + "&".join("=".join(pair) for pair in chance.sample(pairs, 4))
            for _ in range(100)
        ),
    )


@pytest.mark.parametrize("value", ["%00", "%FF", "%ED%A0%80"])
def test_what_is_not_text_is_refused_with_a_page(client, value):
    response = client.get("/interventies/", QUERY_STRING=f"q={value}")
    assert response.status_code == 400
    assert "Dit verzoek begrijpen wij niet" in response.content.decode()


def test_a_nul_in_a_path_is_refused_with_a_page(client):
    assert client.get("/interventies/a\0b/").status_code == 400


def test_a_nul_in_a_cookie_is_refused():
    client = Client()
    client.cookies.load('session="a\\000b"')
    assert client.get("/beheer/").status_code == 400


@pytest.mark.parametrize(
    "form",
    [
        {"username": "a\0b", "password": "x"},
        {"username": "a" * 5000, "password": "x"},
        {"user\0name": "a"},
    ],
)
def test_a_hostile_form_never_gives_a_500(client, form):
    assert client.post("/beheer/login/", form).status_code in (200, 400)


def test_a_form_that_is_not_text_never_gives_a_500(client):
    kind = "application/x-www-form-urlencoded"
    for body in ("username=%ED%A0%BD", "username=%FF", "%00=%00", "=" * 100):
        assert client.post("/beheer/login/", body, content_type=kind).status_code in (200, 400)


def test_a_broken_multipart_form_is_400(client):
    response = client.post(
        "/beheer/login/", b"kapot", content_type="multipart/form-data; boundary="
    )
    assert response.status_code == 400


@pytest.mark.parametrize("address", ["/aanmelden/", "/klopt-dit-niet/?over=abcd"])
def test_a_hostile_form_for_everybody_never_gives_a_500(client, settings, address):
    settings.FORM_SECONDS = 0
    names = ["name", "summary", "website", "wrong", "email", "page", "leeg", "moment", "is_owner"]
    for value in VALUES:
        form = {name: unquote(value, errors="replace") for name in names}
        assert client.post(address, form).status_code in (200, 400), value
    kind = "application/x-www-form-urlencoded"
    for body in ("name=%ED%A0%BD", "wrong=%FF", "%00=%00", "=" * 100, "name=a&" * 1200):
        assert client.post(address, body, content_type=kind).status_code in (200, 400)


def test_hostile_steps_never_give_a_500(client):
    submission = Submission.objects.create(answers={"name": "A"})
    form = ("name", "goal", "started_year", "themes", "source_1_url", "source_1_date")
    names = (*form, "how_empowerment", "where_empowerment", "email", "is_owner", "consent")
    address = f"/aanmelden/{submission.token}/?stap="
    for value in VALUES:
        values = dict.fromkeys(names, unquote(value, errors="replace"))
        for step in (1, 2, 3, 4, 5, 0, 99):
            posted = client.post(f"{address}{step}", values)
            assert posted.status_code in (200, 302, 400), (value, step)
        for step in (1, 2, 3, 4, 5, value):
            assert client.get(f"{address}{step}").status_code < 500, (value, step)


@pytest.mark.parametrize(
    ("address", "size", "status"),
    [
        ("/beheer/interventions/importbatch/add/", 20_000_000, 413),
        ("/beheer/interventions/importbatch/add/", 10_500_000, 302),  # to the login
        ("/beheer/interventions/intervention/add/", 3_000_000, 413),
        ("/aanmelden/", 8_000_000, 413),
        ("/api/v1/interventies", 3_000_000, 413),
    ],
)
def test_a_body_larger_than_any_form_is_refused_before_it_is_kept(
    client, monkeypatch, address, size, status
):
    kept = []
    read = TemporaryFileUploadHandler.receive_data_chunk
    monkeypatch.setattr(
        TemporaryFileUploadHandler,
        "receive_data_chunk",
        lambda self, data, start: kept.append(len(data)) or read(self, data, start),
    )
    file = SimpleUploadedFile("lijst.csv", b"a" * size)
    response = client.post(address, {"file": file})
    assert response.status_code == status
    assert sum(kept) == (0 if status == 413 else size)
    if status == 413 and "/api/" not in address:
        assert "manage.py import_interventions" in response.content.decode()


@pytest.mark.parametrize("length", ["", "-1", "x", "9" * 5000])
def test_a_length_that_is_no_number_never_gives_a_500(client, length):
    response = client.post("/beheer/login/", {"username": "a"}, CONTENT_LENGTH=length)
    assert response.status_code in (200, 400, 413)
