"""Elements, sources, words and the sorting: what is saved here is public at once."""

import pytest

from elements.models import Element, Source, Term
from interventions.models import RecognitionLevel, Setting, Synonym, TargetGroup, Theme
from tests.conftest import person_of, signed_in
from tests.desk.forms import (
    SOURCES,
    boxes,
    change_page,
    delete_page,
    faults_of,
    source_form,
    version,
)
from tests.desk.improving import improve, opened, proposals, publish
from tests.factories import (
    Status,
    make_element,
    make_intervention,
    make_source,
    make_target_group,
)

pytestmark = pytest.mark.django_db


# --- The content version --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("elements/term", {"name": "Woord", "definition": "Uitleg.", "sources": "?"}),
        ("interventions/theme", {"name": "Groen", "definition": "Uitleg."}),
        ("interventions/setting", {"name": "Park", "definition": "Uitleg."}),
        ("interventions/targetgroup", {"name": "Buren", "definition": "Uitleg."}),
        (
            "interventions/recognitionlevel",
            {"name": "Goud", "position": "90", "meaning": "Uitleg.", "sources": "?"},
        ),
        ("interventions/synonym", {"term": "buurt", "word": "hood", "kind": "same"}),
    ],
)
def test_adding_and_deleting_content_each_raise_it_once(reviewer_client, address, form):
    filled = {name: make_source().pk if value == "?" else value for name, value in form.items()}
    before = version()
    assert reviewer_client.post(f"/beheer/{address}/add/", filled).status_code == 302
    assert version() == before + 1
    model = {
        model._meta.label_lower: model
        for model in (Term, Theme, Setting, TargetGroup, RecognitionLevel, Synonym)
    }[address.replace("/", ".")]
    row = model.objects.order_by("pk").last()
    assert reviewer_client.get(delete_page(row)).status_code == 200
    assert version() == before + 1
    assert reviewer_client.post(delete_page(row), {"post": "yes"}).status_code == 302
    assert version() == before + 2
    assert not model.objects.filter(pk=row.pk).exists()


# --- Who may --------------------------------------------------------------------------------------


def test_editor_adds_a_source_but_only_reads_elements_terms_and_the_sorting(editor_client):
    assert editor_client.post(f"{SOURCES}add/", source_form()).status_code == 302
    assert Source.objects.get(title="Een verslag").slug == "een-verslag"
    rows = (Element, Term, Theme, Setting, TargetGroup, RecognitionLevel)
    before = version()
    for row in (model.objects.first() for model in rows):
        assert editor_client.get(change_page(row)).status_code == 200
        assert editor_client.post(change_page(row), {"name": "Anders"}).status_code == 403
        assert editor_client.post(delete_page(row), {"post": "yes"}).status_code == 403
    assert version() == before


def test_nobody_deletes_a_public_element(editor_client, reviewer_client, administrator_client):
    row = make_element()
    for client in (editor_client, reviewer_client, administrator_client):
        assert client.post(delete_page(row), {"post": "yes"}).status_code == 403
    assert Element.objects.filter(pk=row.pk).exists()


def test_administrator_reads_all_content_and_writes_none(administrator_client):
    for model in (Element, Source, Term, Theme, Setting, TargetGroup, RecognitionLevel, Synonym):
        row = model.objects.first()
        assert administrator_client.get(change_page(row)).status_code == 200
        assert administrator_client.post(change_page(row), {}).status_code == 403
        assert administrator_client.post(delete_page(row), {"post": "yes"}).status_code == 403


# --- What is in use -------------------------------------------------------------------------------


def test_a_source_in_use_is_kept_with_a_sentence_that_says_by_what(reviewer_client):
    found = make_source(title="Een verslag")
    row = make_intervention(status=Status.DRAFT, name="Buurttuin", sources=[found])
    before = version()
    for answer in (
        reviewer_client.get(delete_page(found)),
        reviewer_client.post(delete_page(found), {"post": "yes"}),
    ):
        page = answer.content.decode()
        assert "Bron ‘Een verslag’ is nog in gebruik en kan daarom niet weg." in page
        assert "Interventie: Buurttuin" in page
        assert 'value="Ja, verwijderen"' not in page
    assert (row.sources.get(), version()) == (found, before)


def test_a_source_of_a_statement_is_kept_too(reviewer_client):
    found = make_source()
    row = make_intervention(sources=[make_source()], statements=[{"source": found}])
    page = reviewer_client.post(delete_page(found), {"post": "yes"}).content.decode()
    assert "is nog in gebruik" in page
    assert str(row) in page


def test_a_source_of_an_element_is_kept_too(reviewer_client):
    row = make_element()
    page = reviewer_client.post(delete_page(row.source), {"post": "yes"}).content.decode()
    assert "is nog in gebruik" in page
    assert row.short_name in page


def test_a_level_in_use_says_of_which_intervention(reviewer_client):
    level = RecognitionLevel.objects.first()
    row = make_intervention(name="Buurttuin")
    row.recognitions.create(level=level, date="2024", source=row.sources.first())
    page = reviewer_client.get(delete_page(level)).content.decode()
    assert f"Erkenning: Buurttuin: {level} (2024)" in page


@pytest.mark.parametrize("name", ["themes", "settings", "target_groups"])
def test_a_word_of_the_sorting_in_use_is_kept(reviewer_client, name):
    row = make_intervention(name="Buurttuin")
    words = getattr(row, name)
    words.add(words.model.objects.first() or make_target_group())
    page = reviewer_client.post(delete_page(words.get()), {"post": "yes"}).content.decode()
    assert "Interventie: Buurttuin" in page
    assert words.exists()


def test_a_target_group_with_narrower_ones_is_kept(reviewer_client):
    broad = make_target_group()
    narrow = make_target_group(broader=broad)
    page = reviewer_client.post(delete_page(broad), {"post": "yes"}).content.decode()
    assert narrow.name in page
    assert TargetGroup.objects.filter(pk=broad.pk).exists()


# --- The address stays ----------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Source, Term, Theme, Setting, TargetGroup, RecognitionLevel])
def test_the_slug_is_fixed_from_the_first_save(reviewer_client, model):
    row = model.objects.first()
    assert 'name="slug"' not in reviewer_client.get(change_page(row)).content.decode()
    assert "slug" not in opened(reviewer_client, row)
    kept = row.slug
    improve(
        reviewer_client, row, slug="nieuw", definition="Nieuw.", meaning="Nieuw.", seen="Nieuw."
    )
    publish(signed_in(person_of("Redacteur")), proposals(row)[0])
    row.refresh_from_db()
    assert row.slug == kept
    assert "Nieuw." in (getattr(row, name, "") for name in ("definition", "meaning", "seen"))


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"title": ""}, "Dit veld is verplicht."),
        ({"title": "?!"}, "Schrijf hier letters of cijfers."),
        ({"slug": "met spatie"}, "Gebruik alleen letters zonder accent, cijfers en streepjes."),
        ({"date": "gisteren"}, "'gisteren' kennen wij niet in een datum."),
        ({"url": "javascript:alert(1)"}, "Schrijf het hele adres, met https:// ervoor."),
        ({"is_founding": "on"}, "Er is al een bron aangewezen als het artikel uit 2014."),
    ],
)
def test_a_wrong_source_says_why_and_saves_nothing(reviewer_client, values, fault):
    count, before = Source.objects.count(), version()
    response = reviewer_client.post(f"{SOURCES}add/", source_form(**values))
    assert response.status_code == 200
    assert any(found.startswith(fault) for found in faults_of(response))
    assert (Source.objects.count(), version()) == (count, before)


def test_a_slug_that_is_taken_is_a_fault_and_not_an_error(reviewer_client):
    taken = Source.objects.first().slug
    response = reviewer_client.post(f"{SOURCES}add/", source_form(slug=taken, **boxes("x", [])))
    assert response.status_code == 200
    assert faults_of(response)
