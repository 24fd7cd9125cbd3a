import re

import pytest

from interventions.models import Intervention, Recognition, RecognitionLevel
from tests.factories import Status, in_state, make_intervention, make_source

pytestmark = pytest.mark.django_db


def page_of(client, slug):
    response = client.get(f"/interventies/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_page_answers_in_the_readers_order(client):
    page = page_of(client, "thuis-op-straat")
    parts = [
        'id="kort"',
        'id="beginnen"',
        'id="terecht"',
        'id="elementen"',
        'id="beschrijving"',
        'id="bronnen"',
        "Laatst nagekeken",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_in_short_gives_the_facts_with_their_sources(client):
    page = text_of(page_of(client, "thuis-op-straat"))
    start = page.index("In het kort", page.index("Ook wel"))
    short = page[start : page.index("Zo kunt u beginnen", start)]
    for fact in (
        "Kinderen en jongeren",
        "Plein of straat",
        "Drie tot vier keer per week",
        "De gemeente geeft de opdracht.",
        "Loopt nog (stand: juni 2021)",
        "Rijnmond (2021)",
        "Effectief volgens eerste aanwijzingen, juni 2017",
        "mogelijk verlopen",
    ):
        assert fact in short, fact


def test_a_valid_recognition_is_not_called_lapsed(client):
    level = RecognitionLevel.objects.get(slug="goed-onderbouwd")
    row = make_intervention(slug="vers")
    Recognition.objects.create(intervention=row, level=level, date="2026-01", source=make_source())
    page = page_of(client, "vers")
    assert "Goed onderbouwd, januari 2026" in page
    assert "Geldig tot januari 2031." in page
    assert "mogelijk verlopen" not in page


def test_what_is_unknown_is_said_in_one_line_and_never_invented(client):
    page = text_of(page_of(client, "woonatelier"))
    assert (
        "Niet gevonden in de bronnen die wij lazen: randvoorwaarden, wat lastig is, kosten, "
        "materiaal, eigenaar, startjaar, website, contact en erkenning." in page
    )
    assert "Wij vonden geen eigenaar. Kijk bij de bronnen , of vraag het Movisie." in page
    assert "Geen erkenning bekend" in page


def test_an_inferred_element_is_the_editors_reading_with_its_basis(client):
    page = text_of(page_of(client, "kulturhuske"))
    assert "Volgens de redactie, op basis van: Movisie (2013) , onderdeel 'Aanpak'" in page
    other = text_of(page_of(client, "buurtgerichte-sociale-activering"))
    assert "Grondslag: beschrijving van de methode." in other
    assert "Genoemd in het artikel: Movisie (2014)" in page


def test_a_contrast_is_called_a_counterexample_and_gives_no_practice(client):
    page = page_of(client, "eigen-kracht-conferentie")
    assert "Genoemd als tegenvoorbeeld in:" in page
    assert "Neem de leiding niet over." not in page


def test_practice_is_said_to_be_the_editors(client):
    page = page_of(client, "woonatelier")
    assert "Neem de leiding niet over." in page
    assert "maakte de redactie" in page


def test_the_databank_is_never_named_without_its_date(client):
    assert "Stond in februari 2014 in de databank van Movisie" in page_of(client, "abcd")
    page = page_of(client, "buurtsportvereniging")
    assert "In februari 2014 in voorbereiding voor de databank van Movisie" in page


def test_sources_stand_under_their_publishers_with_what_was_read(client):
    page = text_of(page_of(client, "woonatelier"))
    sources = page[page.index("FORUM, instituut") :]
    assert "Gelezen: inhoudsopgave en inleiding." in sources
    assert sources.index("FORUM") < sources.index("Movisie (10 februari 2014)")


def test_terms_are_linked_where_first_used_and_once(client):
    make_intervention(slug="woorden", goal="Empowerment en nog eens empowerment, met de Wmo.")
    page = page_of(client, "woorden")
    assert page.count('class="kb-term"') == 2
    assert '<a class="kb-term" href="/begrippen/#wmo">Wmo</a>' in page


def test_a_variant_and_its_original_point_to_each_other(client):
    assert "/interventies/eigenwijzebuurten-junior/" in page_of(client, "eigenwijzebuurten")
    page = page_of(client, "eigenwijzebuurten-junior")
    assert "Dit is een versie van" in page
    in_state(Intervention.objects.get(slug="eigenwijzebuurten"), Status.DRAFT)
    assert "Dit is een versie van" not in page_of(client, "eigenwijzebuurten-junior")


def test_markup_in_a_text_is_shown_as_text_and_addresses_become_links(client):
    make_intervention(
        slug="stout",
        goal="<script>alert(1)</script> zie https://voorbeeld.nl/a?b=1&c=2.\n\n- een\n- twee",
    )
    page = page_of(client, "stout")
    assert "<script>alert" not in page
    assert 'href="https://voorbeeld.nl/a?b=1&amp;c=2"' in page
    assert "<li" in page[page.index("voorbeeld.nl") :]


def test_a_slug_that_does_not_exist_is_404(client):
    assert client.get("/interventies/bestaat-niet/").status_code == 404


def test_a_withdrawn_page_is_gone_with_its_name_dates_and_reason_only(client):
    row = make_intervention(slug="weg", name="Weggehaald", goal="Geheim doel")
    in_state(row, Status.WITHDRAWN)
    response = client.get("/interventies/weg/")
    page = response.content.decode()
    assert response.status_code == 410
    assert "Weggehaald is ingetrokken" in page
    assert "De eigenaar vroeg hierom." in page
    assert "Geheim doel" not in page
    assert row.summary not in page


def test_twenty_statements_cost_the_queries_of_two(client, django_assert_num_queries):
    for slug, number in (("klein", 2), ("groot", 20)):
        make_intervention(
            slug=slug, statements=[{} for _ in range(number)], sources=[make_source()]
        )
    client.get("/interventies/klein/")  # builds the index of the new version
    for slug in ("klein", "groot"):
        with django_assert_num_queries(18, exact=False):
            client.get(f"/interventies/{slug}/")
