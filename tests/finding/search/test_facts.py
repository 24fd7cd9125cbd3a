"""Every public fact of the sheet is searched, and a question leads to its fact."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.db.models import IntegerField

from benchmarks import questions
from elements.models import content_change
from interventions.finding.search import is_up_to_date, search
from interventions.finding.search.index import READ
from interventions.finding.search.topics import Topic, topics_in
from interventions.models import Intervention, OtherDatabank, SearchEntry
from interventions.sheet import BOXES, FACTS, Kind
from tests.factories import make_intervention
from tests.finding.search.test_page import cards, page_of

pytestmark = pytest.mark.django_db
WORD = "kanarievogel"
NOT_SEARCHED = {"slug", "website", "bronnen", "variantVan", "nagelezenDoorEigenaar"}
CHOICES = {"databankStatus", "uitvoering"}
BELOW = [fact for box in BOXES for fact in box.facts]
ASKED = [fact for fact in (*FACTS, *BELOW) if fact.questions]


def said_by(fact) -> tuple[Intervention, str]:
    """An intervention with a word in this fact that no other has, and that word."""
    field = Intervention._meta.get_field(fact.field)
    if isinstance(field, IntegerField):
        return make_intervention(**{fact.field: 1987}), "1987"
    if fact.kind is Kind.PARTS:
        line = next(part.field for part in fact.parts if part.kind is Kind.LINE)
        kind = {"research_kind": "ervaringen"} if fact.key == "onderzoeksbeeld" else {}
        return make_intervention(**kind, **{line: WORD}), WORD
    if not fact.is_relation:
        return make_intervention(**{fact.field: WORD}), WORD
    row = make_intervention()
    with content_change():
        getattr(row, fact.field).create(slug=WORD, name=WORD, definition="Vogels.")
    return row, WORD


def test_all_public_facts_but_addresses_and_sources_are_searched():
    public = {fact.key for fact in FACTS if fact.key}
    assert {fact.key for fact in READ} == public - NOT_SEARCHED - CHOICES


@pytest.mark.parametrize("fact", READ, ids=lambda fact: fact.key)
def test_a_word_of_any_fact_is_found_and_marked(client, fact):
    row, word = said_by(fact)
    call_command("reindex")
    assert search(word).ids == (row.pk,)
    assert f"<mark>{word}</mark>" in page_of(client, word)


def test_the_name_weighs_most_then_the_summary():
    for fact in READ:
        said_by(fact) if fact.field != "name" else None
    named = make_intervention(name=f"Een {WORD}")
    call_command("reindex")
    found = search(WORD).ids
    weights = SearchEntry.objects.in_bulk(found)
    order = [weights[pk].weights[WORD] for pk in found if WORD in weights[pk].weights]
    assert named.pk in found[:2]  # beside the one with an alias
    assert order == sorted(order, reverse=True)


def test_an_index_of_other_rules_is_made_anew_by_prepare(capsys):
    assert is_up_to_date()
    SearchEntry.objects.filter(intervention__slug="abcd").update(edition="")
    assert not is_up_to_date()
    call_command("prepare")
    assert "Search        Indexed 14 interventions." in capsys.readouterr().out
    assert is_up_to_date()


def test_an_address_in_a_text_is_not_searched():
    make_intervention(materials=f"Zie https://www.{WORD}.nl/{WORD}?q=1")
    assert search(WORD).ids == ()


# --- Questions ------------------------------------------------------------------------------------


def answer_of(page: str, key: str) -> str:
    """The block of one fact above the results."""
    return re.search(rf'<section class="kb-answer" id="feit-{key}".*?</section>', page, re.DOTALL)[
        0
    ]


@pytest.mark.parametrize("fact", ASKED, ids=lambda fact: fact.key)
def test_every_question_of_the_table_leads_to_its_fact(client, fact):
    for question in fact.questions:
        assert Topic(fact) in topics_in(question.split())[0], question
    assert answer_of(page_of(client, fact.questions[0]), fact.key)


@pytest.mark.parametrize("fact", ASKED, ids=lambda fact: fact.key)
def test_who_has_a_fact_is_the_same_to_the_database(fact):
    make_intervention()
    if fact.model is not Intervention:
        having = set(fact.model.objects.values_list("intervention", flat=True))
    else:
        having = {row.pk for row in Intervention.objects.published() if fact.is_filled(row)}
    assert Topic(fact).having == having


def test_a_question_says_how_many_have_the_fact_and_finds_them(client):
    page = page_of(client, "Hoe lang duurt het?")
    assert "Hierover staat iets bij 4 van de 14 interventies. Bij 10 vonden wij niets." in (
        answer_of(page, "tijd")
    )
    having = Intervention.objects.published().exclude(duration="")
    assert sorted(cards(page)[:4]) == sorted(having.values_list("slug", flat=True))
    assert "<strong>Hoe lang duurt het:</strong>" in page


def test_a_question_about_one_intervention_is_answered_for_that_one(client):
    page = page_of(client, "Wat kost de beursvloer?")
    assert cards(page) == ["maatschappelijke-beursvloer"]
    assert "Hierover vonden wij niets bij de interventie hieronder." in answer_of(page, "kosten")


def test_a_fact_that_nobody_has_is_named_where_nothing_is_found(client):
    page = page_of(client, "kosten")
    assert cards(page) == []
    assert "Hierover vonden wij bij geen van de 14 interventies iets." in answer_of(page, "kosten")


def test_a_fact_with_a_facet_links_to_each_value_with_the_number_that_it_gives(client):
    page = answer_of(page_of(client, "gestopt"), "uitvoering")
    links = re.findall(r'href="([^"]+)"[^>]*>([^<]+)</a>: (\d+) interv', page)
    assert {label for _, label, _ in links} == {"Loopt nog", "Gestopt", "Niet bekend"}
    for address, _, number in links:
        found = client.get(unescape(address)).content.decode()
        assert len(cards(found)) == int(number)


def test_bewezen_is_neither_replaced_nor_promised(client):
    page = page_of(client, "bewezen effectief")
    assert "Bedoelde u" not in page
    assert "<mark>bewegen" not in page.lower()
    answer = answer_of(page, "onderzoeksbeeld")
    assert "Het woord &#39;bewezen&#39; gebruiken wij niet" in answer
    assert 'href="/over/"' in answer


def test_werken_is_no_question():
    assert topics_in(["werken", "met", "jongeren"]) == ((), ["werken", "met", "jongeren"])
    assert topics_in(["werkt", "abcd"])[0]


def test_most_questions_of_visitors_are_answered():
    asked = list(questions.read())
    wrong = [one.question for one in asked if questions.missing(one)]
    assert len(asked) >= 60
    assert len(wrong) <= 7, wrong


# --- Words ----------------------------------------------------------------------------------------


def test_a_dutch_word_is_never_taken_for_another_but_one_is_offered(client):
    assert search("kansen").ids
    found = search("dansen")
    assert (found.ids, found.understood.corrected) == ((), "")
    assert found.understood.suggested == "kansen"
    page = page_of(client, "dansen")
    assert cards(page) == []
    assert (
        'Bedoelde u <a class="utrecht-link utrecht-link--html-a" href="/interventies/?q=kansen"'
        in page
    )
    assert "Wij zochten daar alvast op" not in page


def test_a_word_in_no_list_is_taken_for_the_nearest_and_the_page_says_so(client):
    make_intervention(slug="kanaries", name="Kanaries")
    assert search("kanarris").understood.corrected == "kanaries"
    page = page_of(client, "kanarris")
    assert cards(page) == ["kanaries"]
    assert "Wij zochten daar alvast op" in page


def test_a_misspelt_question_leads_to_its_fact_too(client):
    page = page_of(client, "kostne")
    assert answer_of(page, "kosten")
    assert "Wij zochten daar alvast op" in page


def test_a_chance_is_no_name_of_stop_words(client):
    page = page_of(client, "kans")
    assert "kans" in page.lower()
    assert "<mark>Kan</mark>" not in page
    slugs = cards(page)
    assert slugs == cards(page_of(client, "kansen"))


@pytest.mark.parametrize("sign", ["’", "‘", "ʼ", "`", "´", "'"])
def test_suggestions_and_search_know_every_apostrophe(client, sign):
    make_intervention(slug="opas", name="Opa’s en foto's")
    assert (
        "Opa’s en foto's"
        in client.get("/zoeksuggesties", {"q": f"opa{sign}s"}).json()["suggesties"]
    )
    page = page_of(client, f"foto{sign}s")
    assert cards(page) == ["opas"]
    assert "<mark>foto&#39;s</mark>" in page or "<mark>foto's</mark>" in page


# --- Nothing found --------------------------------------------------------------------------------


def test_nothing_found_links_to_the_same_search_elsewhere(client):
    text = 'zwembad & "kroket"/é?'
    page = page_of(client, text)
    links = re.findall(r'href="(https://[^"]+)" rel="noopener external nofollow">([^<]+)<', page)
    assert [name for _, name in links] == ["Movisie", "NJi", "Loket Gezond Leven"]
    for address, _ in links:
        assert unquote(unescape(address).partition("=")[2]) == text
        assert not set(address.partition("=")[2]) & set(' "<>/?&')
    assert 'href="/aanmelden/"' in page
    assert "Zoek hetzelfde bij anderen" not in page_of(client, "sport")


def test_other_databanks_are_kept_at_the_desk(client, administrator_client, editor_client):
    address = "/beheer/interventions/otherdatabank/add/"
    form = {"position": 0, "name": "Elders", "address": "https://elders.example/?q={woorden}"}
    assert editor_client.post(address, form).status_code == 403
    for wrong in ("https://elders.example/", "javascript:{woorden}", "https://e.nl/{woorden}{x}"):
        response = administrator_client.post(address, {**form, "address": wrong})
        assert "met één keer {woorden} erin" in response.content.decode()
    assert administrator_client.post(address, form).status_code == 302
    assert OtherDatabank.objects.first().name == "Elders"
    assert 'href="https://elders.example/?q=zwembad"' in page_of(client, "zwembad")


def test_choices_that_only_together_give_nothing_are_each_offered_alone(client):
    page = client.get(
        "/interventies/?doelgroep=ouderen&thema=jeugd&setting=online&erkenning=goed-onderbouwd"
    ).content.decode()
    assert cards(page) == []
    options = re.findall(r'href="([^"]+)" rel="nofollow">Alleen [^<]+</a>: (\d+) interv', page)
    assert len(options) >= 3
    for address, number in options:
        assert len(cards(client.get(unescape(address)).content.decode())) == int(number)


def test_what_nearly_fits_says_which_word_it_does_not_have(client):
    page = page_of(client, "kwetsbare ouderen")
    assert cards(page)[0] == "buurtreminiscentie"
    assert "Hier staat niet: kwetsbare" in page


# --- Filters --------------------------------------------------------------------------------------


def test_a_value_that_all_have_is_no_filter_but_a_chosen_one_stays(client):
    page = client.get("/interventies/").content.decode()
    assert Intervention.objects.filter(themes__slug="wijkontwikkeling").count() == 14
    assert 'value="wijkontwikkeling"' not in page
    assert 'value="leefbaarheid"' in page
    chosen = client.get("/interventies/?thema=wijkontwikkeling").content.decode()
    assert re.search(r'value="wijkontwikkeling" checked', chosen)
    counts = client.get("/api/v1/interventies").json()["facetten"]["thema"]
    assert counts["wijkontwikkeling"] == 14
    make_intervention()
    assert 'value="wijkontwikkeling"' in client.get("/interventies/").content.decode()


def test_the_button_promises_no_number_without_script_and_the_filters_can_be_skipped(client):
    page = client.get("/interventies/?doelgroep=ouderen").content.decode()
    assert re.search(r'data-total="1">Toon resultaten</button>', page)
    assert page.index('href="#resultaten">Naar de resultaten') < page.index("kb-facets")
    assert 'id="resultaten"' in page
