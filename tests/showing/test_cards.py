"""A card says what the page of its intervention says."""

import pytest

from elements.models import Element
from interventions.finding.facets import facet_index
from interventions.models import Intervention, Recognition, RecognitionLevel, Statement
from interventions.showing.cards import Recognised, cards
from interventions.showing.matrix import Cell, realised, states_by_intervention
from tests.factories import Status, make_intervention, make_source

pytestmark = pytest.mark.django_db


def cards_of(ids, **options):
    return cards(ids, Element.objects.all(), day=facet_index().day, **options)


def recognise(row, date, **values):
    level = RecognitionLevel.objects.get(slug="goed-beschreven")
    return Recognition.objects.create(
        intervention=row, level=level, date=date, source=make_source(), **values
    )


@pytest.mark.parametrize("article_only", [False, True])
def test_a_card_has_the_cells_groups_and_recognition_of_its_intervention(article_only):
    recognise(Intervention.objects.get(slug="abcd"), "2026-11")
    recognise(Intervention.objects.get(slug="abcd"), "2014")
    found = cards_of(facet_index().ids, article_only=article_only)
    assert len(found) == 14
    for row in Intervention.objects.published().for_cards():
        card = found[row.pk]
        assert (card.slug, card.name, card.summary) == (row.slug, row.name, row.summary)
        assert card.target_groups == [group.name for group in row.target_groups.all()]
        cells = realised(row, article_only=article_only)
        assert card.cells == [(cell.element, cell.state) for cell in cells if cell.is_had]
        assert card.contrasts == [cell.element for cell in cells if not cell.is_had]
        newest = next(iter(row.recognitions.all()), None)
        assert card.recognition == (
            newest
            and Recognised(newest.level.name, newest.date, newest.has_lapsed(facet_index().day))
        )
    assert found[Intervention.objects.get(slug="abcd").pk].recognition.date == "2026-11"


def test_a_cell_with_several_statements_has_the_strongest_state_whichever_came_first():
    element, article = Element.objects.first(), make_source()
    for kinds in ("inferred contrast named", "named contrast inferred"):
        row = make_intervention(
            statements=[
                {"element": element, "kind": kind, "source": make_source()}
                for kind in kinds.split()
            ]
        )
        assert states_by_intervention([row.pk]) == {row.pk: {element.pk: Cell.OTHER}}
        Statement.objects.filter(intervention=row, kind="named").update(source=article)
        assert states_by_intervention([row.pk], article_only=True) == {}


def test_recognition_past_its_date_has_lapsed():
    old, new = make_intervention(), make_intervention()
    recognise(old, "2020", valid_until="2021")
    recognise(new, "2020", valid_until="2999")
    found = cards_of([old.pk, new.pk])
    assert found[old.pk].recognition.has_lapsed
    assert not found[new.pk].recognition.has_lapsed


def test_what_is_not_public_has_no_card():
    rows = [make_intervention(status=status) for status in Status]
    assert [*cards_of([row.pk for row in rows])] == [
        row.pk for row in rows if row.status == Status.PUBLISHED
    ]


def test_a_page_of_cards_is_five_queries(django_assert_num_queries):
    index, elements = facet_index(), list(Element.objects.all())
    assert len(index.ids) == 14
    with django_assert_num_queries(5):
        cards(index.ids, elements, day=index.day)
