"""What the operations answer, against the pages and the rows that they are about."""

import pytest

from elements.models import Element
from interventions.finding.facets import FACETS
from interventions.models import Intervention, Recognition, RecognitionLevel, Setting, Theme
from interventions.workflow import withdraw
from interventions.workflow.publications import record_intervention
from tests.factories import (
    make_element,
    make_intervention,
    make_person,
    make_source,
    make_target_group,
)
from tests.open_data.api.asking import ask

pytestmark = pytest.mark.django_db


def slugs(found) -> list[str]:
    return [row["slug"] for row in found["resultaten"]]


def test_the_list_holds_everything_published_by_name(client):
    found = ask(client, "/interventies")
    names = list(Intervention.objects.published().order_by_name().values_list("slug", flat=True))
    assert slugs(found) == names
    assert (found["aantal"], found["pagina"], found["perPagina"]) == (14, 1, 25)
    assert found["_links"]["next"] is None
    assert found["_links"]["prev"] is None


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?element=empowerment&element=outreachend", 3),
        ("?element=empowerment&element=outreachend&combineer=een", 9),
        ("?q=mcknight", 1),
        ("?uitvoering=gestopt&uitvoering=loopt", 4),
        ("?erkenning=onbekend", 12),
        ("?geldig=ja", None),
        ("?thema=jeugd&doelgroep=ouderen", 0),
    ],
)
def test_a_selection_is_the_same_as_on_the_page(client, query, count):
    found = ask(client, f"/interventies{query}")
    page = client.get(f"/interventies/{query}").content.decode()
    assert f'href="/interventies/{slugs(found)[0]}/' in page if slugs(found) else True
    assert f"U ziet {found['aantal']} van de" in page or found["aantal"] == 0
    if count is not None:
        assert found["aantal"] == count


def test_facets_count_every_value(client):
    found = ask(client, "/interventies?element=empowerment")
    assert list(found["facetten"]) == list(FACETS)
    counts = found["facetten"]
    assert counts["element"]["empowerment"] == found["aantal"] == 5
    assert sum(counts["erkenning"].values()) == 5
    assert sum(counts["uitvoering"].values()) == 5


def test_links_lead_through_all_pages_and_back(client):
    address, seen, before = "/interventies?perPagina=4&uitvoering=onbekend", [], None
    while address:
        found = ask(client, address)
        assert found["perPagina"] == 4
        prev = found["_links"]["prev"]
        assert (prev and prev["href"]) == before
        seen += slugs(found)
        before = found["_links"]["self"]["href"]
        next_page = found["_links"]["next"]
        address = next_page and next_page["href"].partition("/api/v1")[2]
    assert len(seen) == len(set(seen)) == 10


def test_page_1_of_nothing_is_there_and_a_page_beyond_the_last_is_not(client):
    assert ask(client, "/interventies?q=zzzzzz")["resultaten"] == []
    ask(client, "/interventies?q=zzzzzz&pagina=2", 404)
    ask(client, "/interventies?pagina=2", 404)
    assert len(ask(client, "/interventies?perPagina=13&pagina=2")["resultaten"]) == 1


def test_one_intervention_has_what_the_list_has_and_more(client):
    listed = ask(client, "/interventies?q=mcknight")["resultaten"][0]
    whole = ask(client, "/interventies/abcd")
    assert {key: whole[key] for key in listed} == listed
    assert whole["kosten"] is None
    assert whole["erkenningen"] == []
    known = {source["id"] for source in whole["bronnen"]}
    assert known >= {statement["bron"] for statement in whole["uitspraken"]}
    assert [statement["element"] for statement in whole["uitspraken"]] == whole["elementen"]


@pytest.mark.parametrize(
    "route", ["sources", "statement", "extra", "recognition", "duration", "activity"]
)
def test_the_list_says_of_each_what_is_said_of_it_alone(client, route):
    """They are read in two ways. Wherever the newest source stands, it is found."""
    newest, older = make_source(date="2026-01-02"), make_source(date="2001")
    source = {name: newest if name == route else older for name in (route, "statement")}
    row = make_intervention(
        slug="vol",
        sources=[newest if route == "sources" else older, make_source(date="")],
        duration_source=source.get("duration"),
        activity="loopt",
        activity_source=source.get("activity"),
        target_groups=[make_target_group(slug=slug) for slug in ("z-groep", "a-groep")],
        statements=[
            {"element": element, "source": source["statement"]}
            for element in reversed(Element.objects.all())
        ],
    )
    row.themes.set(Theme.objects.all())
    row.settings.set(Setting.objects.all())
    row.statements.first().extra_sources.add(source.get("extra", older))
    level = RecognitionLevel.objects.get(slug="goed-beschreven")
    for date, said_by in (("2010", source.get("recognition", older)), ("2012-05", older)):
        Recognition.objects.create(
            intervention=row, level=level, date=date, body="Commissie", source=said_by
        )
    for listed in ask(client, "/interventies?perPagina=100")["resultaten"]:
        whole = ask(client, f"/interventies/{listed['slug']}")
        assert {key: whole[key] for key in listed} == listed
    assert ask(client, "/interventies/vol")["nieuwsteBron"] == "2026-01-02"


def test_an_answer_says_what_is_known_of_recognition_and_activity(client):
    source = make_source(date="2026-01")
    row = make_intervention(
        slug="nieuw", sources=[source], activity="gestopt", activity_date="2025"
    )
    level = RecognitionLevel.objects.get(slug="goed-beschreven")
    Recognition.objects.create(intervention=row, level=level, date="2012", source=source)
    found = ask(client, "/interventies/nieuw")
    assert found["uitvoering"] == {"stand": "gestopt", "datum": "2025", "bron": None}
    assert found["erkenning"]["niveau"] == "goed-beschreven"
    assert found["erkenning"]["mogelijkVerlopen"] is True
    assert found["nieuwsteBron"] == "2026-01"


def test_the_version_is_that_of_the_newest_publication(client):
    row = make_intervention(slug="nieuw")
    assert ask(client, "/interventies/nieuw")["versie"] == 1
    record_intervention(row, by=make_person(), at=row.published_at, note="Beter.")
    # Only a verb does this, and it raises the content version.
    assert ask(client, "/interventies/nieuw")["versie"] == 2
    listed = ask(client, "/interventies?perPagina=100")["resultaten"]
    assert {one["slug"]: one["versie"] for one in listed}["nieuw"] == 2


def test_moments_end_in_z(client):
    found = ask(client, "/interventies/abcd")
    assert found["gepubliceerdOp"].endswith("Z")
    assert found["gewijzigdOp"].endswith("Z")


def test_the_seven_elements_in_order(client):
    found = ask(client, "/werkzame-elementen")
    assert slugs(found) == list(Element.objects.values_list("slug", flat=True))
    assert found["aantal"] == 7
    one = ask(client, "/werkzame-elementen/outreachend")
    assert one == found["resultaten"][1]
    address = one["_links"]["interventies"]["href"].partition("/api/v1")[2]
    assert ask(client, address)["aantal"] == 7


def test_combinations_are_those_of_the_page(client):
    found = ask(client, "/combinaties?met=abcd&zonder=kulturhuske")
    assert list(found) == ["elementen", "grootte", "aantal", "combinaties", "nietGedekt"]
    assert found["combinaties"] == [
        ["abcd", "kan-wel", "thuis-op-straat"],
        ["abcd", "thuis-op-straat", "woonatelier"],
    ]
    assert (found["grootte"], found["aantal"], len(found["elementen"])) == (3, 2, 7)


def test_combinations_that_cannot_be_say_what_nobody_has(client):
    found = ask(client, "/combinaties?doelgroep=ouderen")
    assert (found["grootte"], found["aantal"], found["combinaties"]) == (0, 0, [])
    assert found["nietGedekt"]


def test_no_combination_both_has_and_lacks_an_intervention(client):
    found = ask(client, "/combinaties?met=abcd&zonder=abcd&element=empowerment")
    assert (found["grootte"], found["aantal"], found["combinaties"]) == (0, 0, [])


def test_of_many_combinations_the_first_200_and_the_full_number(client):
    one, other = make_element(), make_element()
    for element in (one, other):
        for _ in range(15):
            make_intervention(statements=[{"element": element}])
    found = ask(client, f"/combinaties?element={one.slug}&element={other.slug}")
    assert len(found["combinaties"]) == 200
    assert (found["grootte"], found["aantal"]) == (2, 225)


def test_what_is_withdrawn_is_gone_without_a_word_about_it(client, reviewer):
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Geheime reden.")
    found = ask(client, "/interventies/abcd", 410)
    assert set(found) == {"type", "status", "title", "detail"}
    text = str(found).lower()
    assert "abcd" not in text
    assert "geheim" not in text
    assert "abcd" not in slugs(ask(client, "/interventies"))
