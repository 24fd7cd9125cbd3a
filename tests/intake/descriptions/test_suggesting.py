"""Which element a sentence of a description sheet seems to say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.descriptions import labelled
from elements import dates
from elements.models import Element
from interventions.intake.descriptions.suggesting import Suggestion, suggest
from interventions.models import Synonym
from tests.factories import make_element, make_intervention

pytestmark = pytest.mark.django_db
VISITS = "Vrijwilligers gaan op huisbezoek bij ouderen die zich niet zelf melden."


def slug_of(sentence: str) -> str | None:
    (found,) = suggest([sentence])
    return found.element and found.element.slug


@pytest.mark.parametrize("part", ["leren", "toets"])
def test_nine_of_ten_suggestions_are_right_and_most_sentences_have_one(part):
    counts = labelled(part).counts
    right = counts["rightly"]
    assert right / (right + counts["wrongly"]) >= 0.9
    assert right / (right + counts["missed"]) >= 0.7


def test_there_is_one_suggestion_for_each_sentence_in_order():
    found = suggest([VISITS, "", "Er is soep na afloop.", VISITS])
    assert [one.element and one.element.slug for one in found] == [
        *("outreachend", None, None, "outreachend")
    ]
    assert suggest([]) == []


def test_a_suggestion_says_how_sure_it_is_and_on_which_words_it_rests():
    (found,) = suggest([VISITS])
    assert found.sure == "zeker"
    assert any("huisbezoek" in words for words in found.why)


@pytest.mark.parametrize(
    "sentence",
    [
        "Er is een vaste ochtend in de week.",
        "De bijeenkomst duurt twee uur.",
        "Een huisbezoek kost geld, en dat betalen wij samen, zegt de school.",  # as much for two
        "\x00 \ud800 ??? ///",
        "9" * 5000,
    ],
)
def test_nothing_is_suggested_when_unsure(sentence):
    assert suggest([sentence]) == [Suggestion()]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("De methode is outreachend.", True),
        ("Outreachend werken is het belangrijkste.", True),
        ("De persoonlijke benadering maakt het verschil.", True),
        ("Eropaf: de werkers wachten niet af.", True),  # a synonym of the desk
        ("Het aanbod is laagdrempelig, want gratis.", True),
        ("Wij werken samen met de gemeente en de school.", True),
        (VISITS, False),
        ("Meedoen is gratis en kan zonder afspraak.", False),
        ("De coach werkt niet outreachend, maar gaat wel op huisbezoek.", False),
    ],
)
def test_a_sentence_names_an_element_or_only_describes_it(sentence, named):
    (found,) = suggest([sentence])
    assert found.element
    assert found.is_named == named


@pytest.mark.parametrize(
    "sentence",
    [
        "Deze aanpak is niet outreachend.",
        "Er is geen samenwerking.",
        "De opzet is nooit laagdrempelig geweest.",
    ],
)
def test_what_a_sentence_denies_is_not_suggested(sentence):
    assert slug_of(sentence) is None


def test_not_only_denies_nothing():
    assert slug_of("De aanpak is niet alleen outreachend, maar ook warm.") == "outreachend"


def test_an_element_of_the_desk_is_suggested_by_its_own_words():
    sentence = "Lachen en humor horen bij elke bijeenkomst."
    assert slug_of(sentence) is None
    make_element(
        slug="humor",
        name="Humor gebruiken",
        short_name="Humor",
        summary="Humor en lachen maken een bijeenkomst lichter.",
    )
    (found,) = suggest([sentence])
    assert (found.element.slug, found.is_named) == ("humor", True)


def test_cues_that_editors_add_count_at_once():
    sentence = "De ploeg werkt met theekransjes."
    assert slug_of(sentence) is None
    Element.objects.filter(slug="laagdrempelig").update(cues="koffietafel/theekransje")
    assert slug_of(sentence) == "laagdrempelig"


def test_a_weak_cue_counts_beside_another_only():
    Element.objects.filter(slug="laagdrempelig").update(cues="theekransje?\nhofje?")
    assert slug_of("De ploeg werkt met theekransjes.") is None
    assert slug_of("De theekransjes zijn in het hofje.") == "laagdrempelig"


def test_another_name_at_the_desk_names_the_element():
    Synonym.objects.create(term="Empowerment", word="krachtversterking")
    (found,) = suggest(["De kern is krachtversterking."])
    assert (found.element.slug, found.is_named) == ("empowerment", True)


def test_what_editors_chose_before_is_suggested_again():
    sentence = "Elke deelnemer bakt een taart voor een onbekende buurman."
    assert slug_of(sentence) is None
    empowerment = Element.objects.get(slug="empowerment")
    make_intervention(
        statements=[{"element": empowerment, "explanation": "Anders.", "evidence": sentence}]
    )
    assert slug_of(sentence) == "empowerment"


def test_a_retired_element_is_not_suggested():
    Element.objects.filter(slug="outreachend").update(retired_on=dates.today())
    assert slug_of(VISITS) is None


def test_twenty_sentences_cost_the_queries_that_two_cost():
    counts = []
    for number in (2, 20):
        with CaptureQueriesContext(connection) as queries:
            suggest([VISITS] * number)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
