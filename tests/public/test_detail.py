import re

import pytest
from django.utils import timezone

from elements.models import content_change
from interventions.models import (
    Intervention,
    Municipality,
    Place,
    Recognition,
    RecognitionLevel,
    RoleAddress,
)
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
        'id="aanpak"',
        'id="nodig"',
        'id="lastig"',
        'id="elementen"',
        'id="onderzoek"',
        'id="contact"',
        'id="mist"',
        'id="algemeen"',
        'id="bronnen"',
        "Laatst nagekeken",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def part_of(page, first, then):
    """The text of the page from one heading up to another."""
    start = page.index(f'id="{first}"')
    return text_of(page[start : page.index(f'id="{then}"', start)])


def test_in_short_answers_in_the_order_of_the_questions(client):
    short = part_of(page_of(client, "thuis-op-straat"), "kort", "aanpak")
    facts = (
        "Wat zegt onderzoek? Eerste aanwijzingen voor een gunstig effect",
        "Effectonderzoek: gunstig 2017, uit 2 bronnen",
        "Kosten Niet gevonden. Weet u dit? Vul het aan : kosten",
        "Hoe lang Drie tot vier keer per week",
        "Van wie",
        "Rol van de gemeente De gemeente geeft de opdracht.",
        "Eerst nodig TOS moet lang en op vaste tijden aanwezig zijn, want dat geeft vertrouwen. "
        "Lees meer : randvoorwaarden",
        "Kinderen en jongeren",
        "Soort plek Plein of straat",
        "Rotterdam",
        "Loopt nog (stand: juni 2021)",
        "Rijnmond (2021)",
        "Effectief volgens eerste aanwijzingen, juni 2017",
        "mogelijk verlopen",
    )
    places = [short.find(fact) for fact in facts]
    assert -1 not in places, dict(zip(facts, places, strict=True))
    assert places == sorted(places)


OUTCOMES = {
    "gunstig": "Effectonderzoek: gunstig",
    "gemengd": "Effectonderzoek: gemengd",
    "geen-verschil": "Effectonderzoek: geen verschil",
    "ongunstig": "Effectonderzoek: ongunstig",
    "onduidelijk": "Effectonderzoek: onduidelijk",
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_is_shown_alike_in_short_and_below(client, outcome):
    row = make_intervention(
        slug="studie",
        research_kind="effectonderzoek",
        research_outcome=outcome,
        research_year=2019,
        research_line="Een zin over de uitkomst.",
    )
    row.research_sources.add(make_source(title="Het verslag"))
    page = page_of(client, "studie")
    for part in (part_of(page, "kort", "aanpak"), part_of(page, "onderzoek", "contact")):
        assert f"Een zin over de uitkomst. {OUTCOMES[outcome]} 2019, uit 1 bron" in part
    assert page.count(f'<svg class="kb-mark kb-mark--{outcome}"') == 2
    assert page.count(f'id="m-{outcome}"') == 1
    assert "Dit gaat over 2019 of eerder." in part


def test_nothing_known_of_research_is_said_in_three_ways(client):
    make_intervention(slug="niemand")
    page = page_of(client, "niemand")
    assert "Nog niet gezocht" in part_of(page, "kort", "aanpak")
    assert "/klopt-dit-niet/?over=niemand&amp;feit=onderzoeksbeeld" in page
    nothing = {"research_searched_on": "2026-11-20", "effect_not_studied_on": "2015-04"}
    make_intervention(
        slug="gezocht", research_kind="geen-gevonden", research_line="Niets gevonden.", **nothing
    )
    short = part_of(page_of(client, "gezocht"), "kort", "aanpak")
    assert "Geen onderzoek gevonden gezocht op 20 november 2026" in short
    assert "Effect niet onderzocht volgens een bron van april 2015" in short
    make_intervention(slug="stapel", research_kind="niet-gelezen", research_line="Ligt er nog.")
    assert "Ligt er nog. Onderzoek nog niet gelezen" in part_of(
        page_of(client, "stapel"), "kort", "aanpak"
    )


def test_what_is_difficult_stands_below_its_heading_with_its_source(client):
    make_intervention(
        slug="stroef",
        cautions="Vrijwilligers haken af.",
        cautions_source=make_source(
            authors="organisatie: Bureau Buurt", publisher="Bureau Buurt", date="2018"
        ),
    )
    assert part_of(page_of(client, "stroef"), "lastig", "elementen").startswith(
        'id="lastig">Wat is lastig? Vrijwilligers haken af. Bron: Bureau Buurt (2018)'
    )
    make_intervention(slug="vlot")
    page = page_of(client, "vlot")
    assert "Niet gevonden. Weet u dit? Vul het aan" in part_of(page, "lastig", "elementen")
    assert "/klopt-dit-niet/?over=vlot&amp;feit=aandachtspunten" in page


def test_a_place_has_its_years_its_source_and_a_way_to_others_there(client):
    row = make_intervention(slug="overal")
    for name, since, until in (("Assen", 2011, 2014), ("Breda", 2015, None), ("Delft", None, 2010)):
        Place.objects.create(
            intervention=row,
            municipality=Municipality.objects.get_or_create(
                slug=name.lower(), defaults={"name": name}
            )[0],
            since=since,
            until=until,
            source=make_source(publisher=f"Krant van {name}", date="2016"),
        )
    page = page_of(client, "overal")
    short, contact = part_of(page, "kort", "aanpak"), part_of(page, "contact", "mist")
    assert "Assen (2011-2014), Breda (vanaf 2015), Delft (tot en met 2010)" in short
    assert 'href="/interventies/?gemeente=assen"' in page
    assert "Assen , 2011-2014 Krant van Assen (2016)" in contact


def test_the_address_of_a_role_is_shown_once_a_reviewer_confirmed_it(client, django_user_model):
    row = make_intervention(slug="bereikbaar", owner="Stichting Buurt")
    writer = django_user_model.objects.create_user("schrijver")
    RoleAddress.objects.create(intervention=row, email="info@buurt.example", written_by=writer)
    assert "info@buurt.example" not in page_of(client, "bereikbaar")
    reader = django_user_model.objects.create_user("lezer")
    with content_change():
        RoleAddress.objects.update(confirmed_at=timezone.now(), confirmed_by=reader)
    page = page_of(client, "bereikbaar")
    assert 'href="mailto:info@buurt.example"' in page
    assert "Bent u van Stichting Buurt? Laat weten wat niet klopt" in text_of(page)


def test_a_stopped_approach_is_marked_behind_its_name_and_not_as_unknown(client):
    row = make_intervention(
        slug="voorbij", name="Voorbij", activity="gestopt", activity_date="2014"
    )
    Intervention.objects.filter(pk=row.pk).update(activity_source=make_source())
    page = page_of(client, "voorbij")
    assert re.search(r"<h1[^>]*>Voorbij <span[^>]*>gestopt \(2014\)</span></h1>", page)
    assert "gestopt" not in part_of(page, "mist", "bronnen").lower()


def test_general_advice_comes_after_its_own_facts_and_says_so(client):
    page = page_of(client, "thuis-op-straat")
    general = part_of(page, "algemeen", "lijkt")
    assert "Deze tips gaan niet over Thuis op Straat." in general
    assert page.index('id="algemeen"') > page.index('id="contact"')
    opened = page[page.index('id="algemeen"') : page.index('id="lijkt"')]
    assert '<details class="kb-more kb-general">' in opened


def test_only_a_counterexample_is_not_called_a_lack_of_sources(client):
    page = page_of(client, "eigen-kracht-conferentie")
    assert 'id="algemeen"' not in page
    assert "nog geen bron die zegt hoe" not in page


def test_every_missing_fact_can_be_filled_in_where_it_is_missed(client):
    page = page_of(client, "woonatelier")
    missing = page[page.index('id="mist"') : page.index('id="algemeen"')]
    for key, name in (("kosten", "kosten"), ("contact", "contact"), ("plaatsen", "waar het is")):
        address = f'href="/klopt-dit-niet/?over=woonatelier&amp;feit={key}"'
        assert address in missing
        assert page.count(address) > 1
        assert f'Weet u dit? Vul het aan<span class="kb-vh">: {name}' in missing


def test_a_valid_recognition_is_not_called_lapsed(client):
    level = RecognitionLevel.objects.get(slug="goed-onderbouwd")
    row = make_intervention(slug="vers")
    Recognition.objects.create(intervention=row, level=level, date="2026-01", source=make_source())
    page = page_of(client, "vers")
    assert "Goed onderbouwd, januari 2026" in page
    assert "Geldig tot januari 2031." in page
    assert "mogelijk verlopen" not in page


def test_what_is_unknown_is_said_in_one_list_and_never_invented(client):
    page = page_of(client, "woonatelier")
    missing = part_of(page, "mist", "algemeen")
    for name in ("Randvoorwaarden", "Kosten", "Materiaal", "Eigenaar", "Startjaar", "Website"):
        assert f"{name} Weet u dit?" in missing
    assert "Rol van de gemeente" not in missing
    assert "Geen erkenning bekend" in text_of(page)


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
    assert "De redactie maakte ze uit de elementen. Ze staan niet zo in de bronnen." in page


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
        with django_assert_num_queries(20, exact=False):
            client.get(f"/interventies/{slug}/")


@pytest.mark.parametrize(
    ("aliases", "shown"),
    [
        (["SAMÉN!", "samen"], None),
        (["Samèn", "Samén aanpak", "SAMEN AANPAK", "Samen-aanpak"], "Samén aanpak"),
        (["Buurt's kracht", "Buurt’s Kracht", "buurts kracht"], "Buurt&#39;s kracht"),
    ],
)
def test_also_known_as_names_only_other_names_and_each_once(client, aliases, shown):
    row = make_intervention(name="Samén!", slug="andere-namen", aliases="\n".join(aliases))
    in_state(row, Status.PUBLISHED)
    page = client.get(f"/interventies/{row.slug}/").content.decode()
    found = re.search(r"Ook wel: ([^<]*)<", page)
    assert (found and found[1]) == shown
