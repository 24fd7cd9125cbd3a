"""Each page says how to refer to it: after APA, with an address that stays."""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from elements import dates
from interventions.models import Publication
from tests.factories import make_intervention

pytestmark = pytest.mark.django_db
NAME = "Kunst & Co's <b>tuin</b>"
LONG_AGO = datetime(2025, 3, 1, 12, tzinfo=UTC)
READ_TODAY = [
    *("/", "/interventies/", "/interventies/?element=empowerment&thema=jeugd", "/matrix/"),
    *("/interventies/abcd/versies/", "/werkzame-elementen/", "/kiezen/", "/combinaties/"),
    *("/vergelijken/?interventie=abcd&interventie=thuis-op-straat", "/zelfcheck/", "/begrippen/"),
    "/plan/",
    *("/samenvattingen/", "/bronnen/", "/over/", "/api/"),
]


def cited(client, address: str) -> str:
    page = client.get(address).content.decode()
    return unescape(re.search(r'<p class="kb-cite">(.*?)</p>', page, re.DOTALL)[1]).strip()


@pytest.mark.parametrize("address", READ_TODAY)
def test_a_page_is_cited_as_read_today_at_its_address(client, address):
    title = re.search(r"<title>(.*?) \|", client.get(address).content.decode())[1]
    today = dates.in_words(dates.today().isoformat())
    assert cited(client, address) == (
        f"Werkzame elementen ({today}). {unescape(title)}. {settings.PUBLIC_URL}{address}"
    )


def test_a_plan_with_answers_is_cited_as_the_visitors_own(client):
    address = "/plan/?ja=empowerment&nee=samenwerken"
    assert cited(client, address) == (
        f"Eigen plan, gemaakt met de kennisbank Werkzame elementen "
        f"({dates.in_words(dates.today().isoformat())}). {settings.PUBLIC_URL}{address}"
    )


@pytest.mark.parametrize(
    "address",
    [
        "/interventies/kunst/",
        "/interventies/kunst/versies/1/",
        "/samenvattingen/interventies/kunst/",
    ],
)
def test_a_text_is_cited_by_its_version_with_the_date_of_that(client, address):
    row = make_intervention(slug="kunst", name=NAME)
    Publication.objects.filter(intervention=row).update(at=LONG_AGO)
    assert cited(client, address) == (
        f"Werkzame elementen (1 maart 2025). {NAME} (versie 1). "
        f"{settings.PUBLIC_URL}/interventies/kunst/versies/1/"
    )


@pytest.mark.parametrize(
    "address",
    ["/werkzame-elementen/empowerment/", "/werkzame-elementen/empowerment/versies/1/"],
)
def test_an_element_is_cited_by_its_version(client, address):
    Publication.objects.filter(element__slug="empowerment").update(at=LONG_AGO)
    assert cited(client, address) == (
        "Werkzame elementen (1 maart 2025). Empowerment (versie 1). "
        f"{settings.PUBLIC_URL}/werkzame-elementen/empowerment/versies/1/"
    )


def test_who_publishes_is_the_author(client, settings):
    settings.PUBLISHER = {**settings.PUBLISHER, "name": "Gemeente Voorbeeld"}
    text = cited(client, "/interventies/abcd/")
    assert text.startswith("Gemeente Voorbeeld (")
    assert ". ABCD (versie 1). Werkzame elementen. http" in text


def test_a_name_is_cited_and_mailed_as_it_was_written(client):
    make_intervention(slug="kunst", name=NAME)
    address = "/interventies/kunst/versies/"
    assert f"). Versies van {NAME}. " in cited(client, address)
    page = client.get(address).content.decode()
    mail = urlsplit(unescape(re.search(r'href="(mailto:[^"]*)"', page)[1]))
    assert parse_qs(mail.query)["subject"] == [f"Versies van {NAME}"]
