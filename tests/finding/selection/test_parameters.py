"""The selection parameters as the contract writes them, through the browse page."""

import pytest
from django.http import QueryDict

from elements.models import Element
from interventions.finding.selection import read_selection, sentence
from interventions.models import Intervention
from tests.factories import make_intervention, make_source, make_statement

pytestmark = pytest.mark.django_db


def names(query: str) -> list[str]:
    """The names on the page that this query asks for, in order."""
    selection = read_selection(QueryDict(query))
    rows = Intervention.objects.in_bulk(selection.page_ids)
    return [rows[pk].name for pk in selection.page_ids]


def test_without_parameters_everything_is_shown_by_name():
    found = names("")
    assert len(found) == 14
    assert found[:3] == ["ABCD", "Bronmethodiek", "Buurtgerichte sociale activering"]
    assert found[-1] == "Woonatelier"


def test_chosen_elements_are_all_required_by_default():
    assert names("element=outreachend&element=empowerment") == [
        "Buurtgerichte sociale activering",
        "Thuis op Straat",
        "TijdVoorElkaar",
    ]


def test_with_een_one_of_the_elements_is_enough():
    both = names("element=procesbegeleider&element=gewoon-beginnen&combineer=een")
    assert both == [
        "ABCD",
        "EigenWIJzebuurten",
        "EigenWIJzebuurten Junior",
        "Kan wél!",
        "Kulturhuske",
        "Woonatelier",
    ]


def test_a_contrast_alone_is_not_having_the_element():
    asked = "element=procesbegeleider"
    assert "Eigen Kracht-conferentie" not in names(asked)
    assert "Eigen Kracht-conferentie" not in names(f"{asked}&bron=artikel")
    row = Intervention.objects.get(slug="eigen-kracht-conferentie")
    element = row.statements.get(kind="contrast").element
    make_statement(row, element=element, kind="inferred", source=make_source())
    assert "Eigen Kracht-conferentie" in names(asked)
    assert "Eigen Kracht-conferentie" not in names(f"{asked}&bron=artikel")


def test_a_contrast_makes_nobody_come_earlier_among_the_most_named():
    row = make_intervention(name="Aa tegenvoorbeeld")
    for element in Element.objects.all():
        make_statement(row, element=element, kind="contrast")
    assert names("sorteer=elementen")[0] != row.name
    assert names("sorteer=elementen").index(row.name) > names("sorteer=elementen").index("ABCD")


def test_with_bron_artikel_only_the_article_counts_for_elements():
    assert names("element=outreachend&bron=artikel") == [
        "Buurtgerichte sociale activering",
        "EigenWIJzebuurten",
        "EigenWIJzebuurten Junior",
        "Kulturhuske",
        "TijdVoorElkaar",
    ]


def test_bron_alone_hides_no_intervention():
    assert len(names("bron=artikel")) == 14


def test_values_of_one_facet_widen_and_facets_narrow():
    young = names("doelgroep=kinderen-en-jongeren")
    assert young == ["EigenWIJzebuurten Junior", "Kan wél!", "Thuis op Straat"]
    assert len(names("doelgroep=kinderen-en-jongeren&doelgroep=ouderen")) == 4
    assert names("doelgroep=kinderen-en-jongeren&thema=jeugd") == [
        "EigenWIJzebuurten Junior",
        "Thuis op Straat",
    ]


def test_a_lapsed_recognition_still_counts_as_level_but_not_as_valid():
    assert names("erkenning=eerste-aanwijzingen") == ["Thuis op Straat"]
    assert names("erkenning=eerste-aanwijzingen&geldig=ja") == []
    assert names("geldig=ja") == []


def test_an_unknown_recognition_can_be_chosen():
    assert len(names("erkenning=onbekend")) == 12
    assert len(names("erkenning=onbekend&erkenning=goed-beschreven")) == 13


def test_activity_is_a_facet():
    assert names("uitvoering=loopt") == ["Thuis op Straat"]
    assert names("uitvoering=gestopt") == [
        "EigenWIJzebuurten",
        "EigenWIJzebuurten Junior",
        "Kan wél!",
    ]


def test_sort_by_elements_puts_the_most_named_first():
    # Three elements named by a source, then two; the editors' reading does not count.
    assert names("sorteer=elementen")[:2] == ["EigenWIJzebuurten", "Kan wél!"]
    assert names("sorteer=elementen&bron=artikel")[0] == "EigenWIJzebuurten"


@pytest.mark.parametrize("text", ["reminiscentie", "REMINISCENTIE", "  Reminiscentie "])
def test_text_is_found_without_regard_to_case_and_space(text):
    assert names(f"q={text}") == ["Buurtreminiscentie"]


def test_text_finds_names_without_their_accents_first():
    assert names("q=kan+wel")[0] == "Kan wél!"


def test_an_exact_alias_comes_first():
    assert names("q=tos")[0] == "Thuis op Straat"


def test_relevance_without_text_is_by_name():
    assert read_selection(QueryDict("sorteer=relevantie")).order == "naam"
    assert read_selection(QueryDict("q=buurt")).order == "relevantie"
    assert read_selection(QueryDict("q=buurt&sorteer=naam")).order == "naam"


def test_an_unknown_value_is_a_fault_and_the_good_ones_beside_it_count():
    selection = read_selection(QueryDict("element=bestaat-niet&element=empowerment&pagina=x"))
    assert selection.choices == [("element", "empowerment")]
    assert [(fault.parameter, fault.value) for fault in selection.faults] == [
        ("element", "bestaat-niet"),
        ("pagina", "x"),
    ]


def test_an_unknown_parameter_is_ignored_in_silence():
    selection = read_selection(QueryDict("utm_source=brief"))
    assert selection.faults == ()
    assert selection.query == ""


def test_an_empty_value_is_not_a_fault():
    assert read_selection(QueryDict("q=&element=&sorteer=&geldig=&pagina=")).faults == ()


def test_text_is_cut_at_200_characters_with_a_notice():
    selection = read_selection(QueryDict("q=" + "a" * 300))
    assert len(selection.text) == 200
    assert "200 tekens" in selection.faults[0].message


def test_the_shortlist_is_carried_but_selects_nothing():
    selection = read_selection(QueryDict("lijst=kan-wel&lijst=abcd&lijst=bestaat-niet"))
    assert selection.shortlist == ("kan-wel", "abcd")
    assert selection.total == 14
    assert selection.query == "?lijst=kan-wel&lijst=abcd"
    assert [fault.value for fault in selection.faults] == ["bestaat-niet"]


def test_the_shortlist_holds_twenty_at_most():
    fault = "hoogstens 20"
    slugs = [*read_selection(QueryDict()).index.positions]
    assert len(slugs) == 14
    repeated = "&".join(f"lijst={slug}" for slug in slugs * 3)
    assert read_selection(QueryDict(repeated)).shortlist == tuple(slugs)
    assert not [f for f in read_selection(QueryDict(repeated)).faults if fault in f.message]


def test_the_address_of_a_selection_gives_the_same_selection():
    query = "q=buurt&element=empowerment&element=samenwerken&doelgroep=ouderen&combineer=een"
    query += "&geldig=ja&bron=artikel&sorteer=nieuwste&pagina=1"
    selection = read_selection(QueryDict(query))
    assert read_selection(QueryDict(selection.query[1:])) == selection
    assert "pagina" not in selection.query


def test_counts_say_what_a_value_would_give_if_it_were_added():
    counts = read_selection(QueryDict("element=outreachend&doelgroep=ouderen")).counts
    # An AND facet keeps its own choice: who has both, among the chosen target group.
    assert counts["element"]["outreachend"] == 0
    # An OR facet leaves its own choice out: who is for young people, with the element.
    assert counts["doelgroep"]["kinderen-en-jongeren"] == 2
    one_of = read_selection(QueryDict("element=outreachend&combineer=een")).counts
    assert one_of["element"]["procesbegeleider"] == 3


def test_the_sentence_says_what_is_shown():
    def said(query):
        return sentence(read_selection(QueryDict(query)))

    assert said("") == "U ziet alle 14 interventies."
    assert (
        said("element=outreachend&element=empowerment&doelgroep=kinderen-en-jongeren")
        == "U ziet 1 van de 14 interventies: met Outreachend én Empowerment, "
        "voor kinderen en jongeren."
    )
    assert said("uitvoering=gestopt") == "U ziet 3 van de 14 interventies: die gestopt zijn."
    assert said("q=zwembad") == "Geen interventie gevonden: met de tekst 'zwembad'."
