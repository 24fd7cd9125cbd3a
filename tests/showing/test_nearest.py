"""Who is most alike, and the reason in words."""

import pytest

from elements.models import Element
from interventions.finding.facets import facet_index
from interventions.models import Intervention, Setting, Theme
from interventions.showing.nearest import Neighbour, nearest, neighbours, traits_of
from tests.factories import Status, make_element, make_intervention, make_target_group

pytestmark = pytest.mark.django_db


def rows_of(found):
    rows = Intervention.objects.in_bulk([one.pk for one in found])
    return [rows[one.pk] for one in found]


def near(slug, **options):
    index = facet_index()
    return nearest(index, traits_of(index, slug), without=slug, **options)


@pytest.fixture
def pair_of_elements():
    return make_element(short_name="Spelen"), make_element(short_name="Zingen")


def test_the_one_that_shares_most_comes_first(pair_of_elements):
    first, second = pair_of_elements
    make_intervention(slug="zelf", statements=[{"element": first}, {"element": second}])
    one = make_intervention(name="A deelt er een", statements=[{"element": first}])
    both = make_intervention(
        name="B deelt er twee", statements=[{"element": first}, {"element": second}]
    )
    assert rows_of(near("zelf")) == [both, one]


def test_the_reason_says_what_is_shared_in_words(pair_of_elements):
    group = make_target_group(name="Kinderen en kleuters")
    theme = Theme.objects.create(slug="muziek", name="Muziek", definition="Muziek.")
    statements = [{"element": element} for element in pair_of_elements]
    for slug in ("zelf", "ander"):
        row = make_intervention(slug=slug, statements=statements, target_groups=[group])
        row.themes.add(theme)
    make_intervention()  # raises the version, so that the theme is indexed
    (found,) = near("zelf")
    expected = "deelt Spelen en Zingen, ook voor kinderen en kleuters, ook over muziek"
    assert found.reason == expected


def test_the_reason_names_the_elements_in_their_order_whatever_was_written_first(pair_of_elements):
    first, second = pair_of_elements
    for slug in ("zelf", "ander"):
        make_intervention(slug=slug, statements=[{"element": second}, {"element": first}])
    (found,) = near("zelf")
    assert found.reason == "deelt Spelen en Zingen"


def test_many_shared_values_are_not_all_named():
    elements = [make_element(short_name=f"Kunst {number}") for number in range(6)]
    for slug in ("zelf", "ander"):
        make_intervention(slug=slug, statements=[{"element": element} for element in elements])
    (found,) = near("zelf")
    assert found.reason == "deelt Kunst 0, Kunst 1, Kunst 2 en nog 3"


def test_an_intervention_is_not_near_itself():
    for slug in facet_index().positions:
        assert slug not in {row.slug for row in rows_of(near(slug))}


def test_a_contrast_is_not_shared(pair_of_elements):
    element = pair_of_elements[0]
    make_intervention(slug="zelf", statements=[{"element": element}])
    make_intervention(slug="tegen", statements=[{"element": element, "kind": "contrast"}])
    assert near("zelf") == []


def test_a_shared_place_alone_makes_nobody_alike():
    place = Setting.objects.create(slug="dak", name="Dak", definition="Op het dak.")
    for slug in ("zelf", "ander"):
        make_intervention(slug=slug).settings.add(place)
    make_intervention()
    assert near("zelf") == []


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_only_published_ones_are_near(pair_of_elements, status):
    statements = [{"element": pair_of_elements[0]}]
    make_intervention(slug="zelf", statements=statements)
    make_intervention(status=status, statements=statements)
    assert near("zelf") == []


def test_what_was_withdrawn_a_moment_ago_is_not_shown(pair_of_elements):
    """An older index may still name it."""
    gone = make_intervention(status=Status.WITHDRAWN)
    here = make_intervention()
    found = [Neighbour(gone.pk, "deelt Spelen"), Neighbour(here.pk, "deelt Zingen")]
    assert neighbours(found) == [(here, "deelt Zingen")]


def test_at_most_so_many_come_back_and_ties_go_by_name(pair_of_elements):
    for name in ("Zelf", "D", "B", "C", "A"):
        make_intervention(
            slug=name.lower(), name=name, statements=[{"element": pair_of_elements[0]}]
        )
    assert [row.name for row in rows_of(near("zelf", most=2))] == ["A", "B"]


def test_what_is_unknown_is_near_to_nothing():
    index = facet_index()
    assert traits_of(index, "bestaat-niet") == {}
    assert nearest(index, {}) == []
    assert nearest(index, {"element": ("bestaat-niet",), "doelgroep": ("x",)}) == []


def test_counting_on_bit_sets_is_counting_one_by_one():
    """On the launch content, against adding up the weights per intervention."""
    index = facet_index()
    weights = {"element": 4, "doelgroep": 4, "thema": 2, "setting": 1}
    traits = {slug: traits_of(index, slug) for slug in index.positions}

    def score(one, other):
        return sum(
            weight * len({*traits[one][facet]} & {*traits[other][facet]})
            for facet, weight in weights.items()
        )

    for slug in index.positions:
        found = [row.slug for row in rows_of(near(slug))]
        best = sorted((other for other in traits if other != slug), key=lambda o: -score(slug, o))
        assert found == best[: len(found)]
        assert len(found) == 3
    assert Element.objects.count() == 7


def test_every_intervention_page_shows_what_is_alike_with_the_reason(client):
    page = client.get("/interventies/thuis-op-straat/").content.decode()
    section = page[page.index('id="lijkt"') : page.index('id="bronnen"')]
    assert section.count("kb-alike__why") == 3
    assert "deelt " in section
