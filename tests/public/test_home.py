import re
from datetime import timedelta

import pytest
from django.utils import timezone

from elements.models import content_change
from interventions.models import Intervention

pytestmark = pytest.mark.django_db


def test_home_shows_its_parts_in_order(client):
    page = client.get("/").content.decode()
    parts = [
        "Vind een aanpak voor uw buurt</h1>",
        "Waar zoekt u een aanpak voor?",
        "Ik zoek een aanpak",
        "Ik wil mijn aanpak verbeteren",
        "Ik schrijf een beleidsstuk",
        "De zeven werkzame elementen</h2>",
        "Zo leest u deze kennisbank",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_five_ready_links_carry_the_counts_that_they_give(client):
    page = client.get("/").content.decode()
    links = re.findall(r'<a href="(/interventies/\?[^"]+)" rel="nofollow">.*?\((\d+)<', page)
    assert len(links) == 5
    for address, count in links:
        assert f"U ziet {count} van de 14 interventies" in client.get(address).content.decode()


def test_each_element_says_how_many_and_how_many_in_the_article(client):
    page = client.get("/").content.decode()
    assert "7 interventies, waarvan 5 in het artikel" in page  # outreachend
    assert "3 interventies, waarvan 2 in het artikel" in page  # procesbegeleider, not its contrast
    assert "3 interventies, alle 3 in het artikel" in page  # gewoon beginnen


def test_news_is_shown_only_when_dates_differ(client):
    assert "Nieuw en gewijzigd" not in client.get("/").content.decode()
    later = timezone.now() + timedelta(days=3)
    with content_change():
        Intervention.objects.filter(slug="abcd").update(revised_at=later, news_at=later)
    page = client.get("/").content.decode()
    assert "Nieuw en gewijzigd" in page
    assert page.index("Nieuw en gewijzigd") < page.rindex("/interventies/abcd/")


def test_an_empty_base_gives_a_page_too(client, empty_base):
    assert "Er zijn nog geen elementen beschreven." in client.get("/").content.decode()
