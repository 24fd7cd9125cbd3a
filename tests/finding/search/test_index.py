"""The search index: the same however it came about, and only of what is published."""

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from interventions.finding.search import engine, search
from interventions.finding.search.query import distance
from interventions.finding.search.tokens import stem, words
from interventions.models import Intervention, SearchEntry, SearchWord
from interventions.workflow import publish, withdraw
from tests.factories import Status, make_element, make_intervention, make_statement, reviewed

pytestmark = pytest.mark.django_db


def tables():
    with connection.cursor() as cursor:
        column = "rowid" if connection.vendor == "sqlite" else "intervention_id"
        cursor.execute(f"SELECT {column}, stems FROM search_index ORDER BY 1")  # noqa: S608
        rows = cursor.fetchall()
    return (
        rows,
        sorted(SearchWord.objects.values_list("word", "entries")),
        sorted(SearchEntry.objects.values_list("pk", "words", "weights"), key=lambda row: row[0]),
    )


def test_publishing_one_by_one_and_reindex_give_the_same_tables(editor, reviewer, capsys):
    row = make_intervention(status=Status.DRAFT, name="Buurtkeuken", goal="Samen koken met ouderen")
    publish(reviewed(row, editor=editor, reviewer=reviewer), by=reviewer)
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    one_by_one = tables()
    call_command("reindex")
    assert tables() == one_by_one
    assert "Indexed 14 interventions." in capsys.readouterr().out


def test_what_is_published_is_found_and_what_is_withdrawn_is_not(editor, reviewer):
    row = make_intervention(status=Status.DRAFT, name="Kanarievogel")
    reviewed(row, editor=editor, reviewer=reviewer)
    assert search("kanarievogel").ids == ()
    publish(row, by=reviewer)
    assert search("kanarievogel").ids == (row.pk,)
    withdraw(row, by=reviewer, note="Op verzoek.")
    assert search("kanarievogel").ids == ()
    assert not SearchWord.objects.filter(word="kanarievogel").exists()


def test_a_failed_publication_leaves_the_index_as_it_was(editor, reviewer, monkeypatch):
    before = tables()
    row = make_intervention(status=Status.DRAFT, name="Kanarievogel")
    reviewed(row, editor=editor, reviewer=reviewer)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(
        "elements.models.content_version.ContentVersion.objects.get_or_create", fail
    )
    with pytest.raises(RuntimeError):
        publish(row, by=reviewer)
    monkeypatch.undo()
    assert tables() == before


def test_a_heavier_field_comes_first_and_then_the_name():
    for name, values in (
        ("Twee", {"goal": "kanarievogel"}),
        ("Een", {"goal": "kanarievogel"}),
        ("Drie", {"approach": "kanarievogel"}),
        ("Vier kanarievogel", {}),
        ("Kanarievogel", {}),
        ("Vijf", {"aliases": "ander\nkanarievogel"}),
    ):
        make_intervention(name=name, **values)
    names = dict(Intervention.objects.values_list("pk", "name"))
    assert [names[pk] for pk in search("kanarievogel").ids] == [
        "Kanarievogel",
        "Vijf",
        "Vier kanarievogel",
        "Een",
        "Twee",
        "Drie",
    ]


def test_explanations_and_names_of_elements_are_searched():
    row = make_intervention()
    element = make_element(short_name="Kanarievogel")
    make_statement(row, element=element, explanation="Met een papegaai.")
    call_command("reindex")
    assert search("kanarievogel").ids == (row.pk,)
    assert search("papegaai").ids == (row.pk,)


def test_with_few_hits_those_with_most_of_the_words_follow():
    slugs = dict(Intervention.objects.values_list("pk", "slug"))
    found = search("sport met jongeren in de vereniging")
    assert found.ids == ()
    # Two of the three words first, and none that has only one.
    assert [slugs[pk] for pk in found.nearly] == ["buurtsportvereniging", "thuis-op-straat"]
    assert search("sport").nearly == ()


def test_above_the_limit_hits_are_given_by_name(monkeypatch):
    monkeypatch.setattr("interventions.finding.search.TOO_MANY", 3)
    assert search("wijkontwikkeling").by_name
    assert not search("reminiscentie").by_name


@given(st.text(max_size=40))
def test_no_text_is_ever_syntax_for_the_engine(text):
    search(text)


@pytest.mark.parametrize(
    "text",
    ['"', "'", "NEAR(a b)", "a* OR b", "name:sport", "-sport", "^a", "a & !b", "a:*", "\\", ";"],
)
def test_operators_are_read_as_words(text):
    assert search(text).understood.groups == search(" ".join(words(text))).understood.groups


def test_the_engine_finds_nothing_without_groups():
    assert engine.find([]) == []


PLURALS = """
buurt buurten, wijk wijken, vereniging verenigingen, jongere jongeren, oudere ouderen, les lessen,
bewoner bewoners, activiteit activiteiten, initiatief initiatieven, huis huizen, cursus cursussen,
interventie interventies, thema thema's, idee ideeën, stad steden, kind kinderen, man mannen,
plein pleinen, straat straten, school scholen, groep groepen, gemeente gemeenten, gezin gezinnen,
coach coaches, verhaal verhalen, bedrijf bedrijven, brief brieven, methode methodes, spel spellen,
plek plekken, conferentie conferenties, roos rozen, museum musea, club clubs, taal talen, lid leden,
mens mensen, meisje meisjes, wens wensen, vrouw vrouwen, team teams, tuin tuinen, feest feesten,
programma programma's, programma programmas, foto foto’s, oma oma`s, video video's, regio regio's,
collega collega's, diploma diploma's, baby baby's, hobby hobby's, menu menu's, taxi taxis,
risico risico's, scenario scenario's, café cafés, comité comités, bureau bureaus, niveau niveaus,
jongen jongens, keuken keukens, buurtkeuken buurtkeukens, teken tekens, inkomen inkomens,
kans kansen, grens grenzen, plaats plaatsen, fiets fietsen, toets toetsen, bus bussen,
academicus academici, criterium criteria, crisis crises, theorie theorieën, moskee moskeeën,
community communities, vaardigheid vaardigheden, wijkprogramma wijkprogramma's, zzp'er zzp'ers
"""


@pytest.mark.parametrize(
    ("singular", "plural"), [pair.split() for pair in PLURALS.strip().split(",")]
)
def test_singular_and_plural_share_a_stem(singular, plural):
    assert stem(words(singular)[0]) == stem(words(plural)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("ouderen", "ouders"), ("kans", "kan"), ("jongen", "jong"), ("jongens", "jongeren")),
        *(("grens", "gren"), ("programma", "programmeren")),
    ],
)
def test_words_that_only_look_alike_have_stems_of_their_own(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("foto’s ‘foto's’ fotoʼs foto`s", ["foto"] * 4),
        ("‘s avonds ’s-Hertogenbosch", ["s", "avonds", "s", "hertogenbosch"]),
        ("jong–oud jong—oud jong‑oud", ["jong", "oud"] * 3),
        ("“thuis” „op” «straat»", ["thuis", "op", "straat"]),
        ("buurt\u00adfeest \u200bplein", ["buurtfeest", "plein"]),
    ],
)
def test_signs_of_a_word_processor_are_the_plain_ones(typed, read):
    assert words(typed) == read


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("sport", "sport", 0), ("sprot", "sport", 1), ("spot", "sport", 1), ("sport", "spoort", 1)],
)
def test_errors_are_counted_up_to_the_limit(one, other, errors):
    assert distance(one, other, 2) == errors


def test_more_errors_than_the_limit_are_more():
    assert distance("xx", "sport", 2) > 2
