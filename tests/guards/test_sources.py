"""A source is public while something public uses it, or a version that is still public."""

import re
from importlib import import_module

import pytest
from django.apps import apps

from elements.models import Element, Source, Term
from interventions.models import (
    DescriptionSheet,
    Intervention,
    Proposal,
    Publication,
    RecognitionLevel,
    StatementNumber,
    Theme,
    Version,
)
from interventions.workflow import publish, revise, withdraw
from interventions.workflow.bibliography import GROUND, uses
from tests.conftest import person_of, signed_in
from tests.desk.forms import (
    SOURCES,
    change_page,
    post_form,
    source_form,
    version,
)
from tests.desk.improving import improve, proposals
from tests.desk.improving import publish as publish_proposal
from tests.factories import Status, make_intervention, make_source, reviewed
from tests.guards.test_leaks import BOOK, secret_source, words_of

pytestmark = pytest.mark.django_db


def listed(client) -> tuple[int, str]:
    """How many sources the public sees, and the list of them; both pages agree on the number."""
    page = client.get("/bronnen/").content.decode()
    total = int(re.search(r"gebruikt (\d+) bronnen", page)[1])
    assert f"met {total} bronnen" in client.get("/over/").content.decode()
    assert page.count("Gelezen: ") == total
    return total, page


def entry(page: str, source: Source) -> str:
    return page[page.index(f'<li id="{source.slug}">') :].split("</li>")[0]


def tag(client) -> str:
    return client.get("/bronnen/")["ETag"]


@pytest.fixture
def rewritten(editor, reviewer):
    """A published text, its source, and the other source of a working copy that is read."""
    old, new = secret_source("oud"), secret_source("nieuw")
    live = make_intervention(name="Buurttuin", sources=[old])
    copy = revise(live, by=editor)
    copy.sources.set([new])
    return live, old, new, reviewed(copy, editor=editor, reviewer=reviewer)


def test_the_source_of_a_working_copy_is_public_from_its_publication_on(
    client, reviewer, rewritten
):
    live, old, new, copy = rewritten
    (before, page), stale = listed(client), tag(client)
    assert old.title in page
    assert new.title not in page
    publish(copy, by=reviewer, note="Een andere bron.")
    total, page = listed(client)
    assert total == before + 1
    assert tag(client) != stale
    assert "Gebruikt bij: <a" in entry(page, new)
    assert "Gebruikt in een eerdere versie van: <a" in entry(page, old)
    assert "/interventies/interventie-" in entry(page, old)
    old_version = client.get(f"{live.get_absolute_url()}versies/1/").content.decode()
    assert old.title in old_version


def test_the_sources_of_every_version_go_with_a_withdrawn_text_and_come_back_with_it(
    client, editor, reviewer, rewritten
):
    live, *_, copy = rewritten
    publish(copy, by=reviewer, note="Een andere bron.")
    (total, _), stale = listed(client), tag(client)
    withdraw(live, by=reviewer, note="De eigenaar vroeg hierom.")
    less, page = listed(client)
    assert (less, BOOK in page) == (total - 2, False)
    assert tag(client) != stale
    again = reviewed(revise(live, by=editor), editor=editor, reviewer=reviewer)
    publish(again, by=reviewer, note="Het mag weer.")
    assert listed(client)[0] == total


def test_a_source_of_a_withdrawn_and_of_a_published_text_stays(client, reviewer):
    shared = secret_source("gedeeld")
    first, _ = (make_intervention(sources=[shared]) for _ in range(2))
    withdraw(first, by=reviewer, note="De eigenaar vroeg hierom.")
    assert shared.title in listed(client)[1]


def test_a_source_that_was_just_added_changes_no_public_answer(client, editor_client):
    before, stale = listed(client), tag(client)
    assert editor_client.post(f"{SOURCES}add/", source_form(title=BOOK)).status_code == 302
    assert listed(client) == before
    assert tag(client) == stale


WORDS = {
    "elements/term": {"name": "Woord", "definition": "Uitleg."},
    "interventions/theme": {"name": "Groen", "definition": "Uitleg."},
    "interventions/recognitionlevel": {"name": "Goud", "position": "90", "meaning": "Uitleg."},
}


@pytest.mark.parametrize("address", WORDS)
def test_a_source_is_public_as_long_as_a_word_of_the_site_names_it(
    client, reviewer_client, address
):
    source, (before, _), stale = secret_source("woord"), listed(client), tag(client)
    form = {**WORDS[address], "source": source.pk, "sources": source.pk}
    assert reviewer_client.post(f"/beheer/{address}/add/", form).status_code == 302
    total, page = listed(client)
    assert (total, source.title in page) == (before + 1, True)
    assert tag(client) != stale
    model = {"theme": Theme, "recognitionlevel": RecognitionLevel}.get(address[14:], Term)
    row = model.objects.get(name=form["name"])
    deleted = reviewer_client.post(
        change_page(row).replace("/change/", "/delete/"), {"post": "yes"}
    )
    assert deleted.status_code == 302
    assert listed(client)[0] == before


def test_the_source_of_an_older_version_of_an_element_stays(client, reviewer_client):
    row, first, second = Element.objects.first(), secret_source("eerst"), secret_source("later")
    colleague = signed_in(person_of("Redacteur"))
    for source in (first, second):
        improve(colleague, row, source=source.pk)
        publish_proposal(reviewer_client, proposals(row)[-1])
        row.refresh_from_db()
    page = listed(client)[1]
    assert first.title in page
    assert second.title in page


def test_a_change_of_a_public_source_shows_at_once_and_of_another_leaves_every_page(
    client, reviewer_client
):
    shown, hidden = make_source(), secret_source("concept")
    make_intervention(sources=[shown])
    make_intervention(sources=[hidden], status=Status.DRAFT)
    colleague = signed_in(person_of("Redacteur"))
    for source, raised in ((shown, 1), (hidden, 0)):
        before = version()
        if raised:
            improve(colleague, source, title=f"{BOOK} 2", publisher=BOOK)
            publish_proposal(reviewer_client, proposals(source)[-1])
        else:
            form = source_form(title=f"{BOOK} 2", publisher=BOOK)
            assert post_form(reviewer_client, source, form).status_code == 302
        assert version() == before + raised
    page = listed(client)[1]
    assert f'id="{shown.slug}"' in page
    assert f'id="{hidden.slug}"' not in page


def test_an_article_of_2014_that_nothing_public_uses_is_not_named(client):
    Source.objects.update(is_founding=False)
    article = secret_source("artikel")
    Source.objects.filter(pk=article.pk).update(is_founding=True)
    for address in ("/", "/over/", "/bronnen/", "/data/werkzame-elementen.ttl"):
        assert BOOK not in words_of(client.get(address)), address


def test_a_source_that_only_an_old_version_names_cannot_be_deleted(reviewer_client, rewritten):
    _, old, _, copy = rewritten
    publish(copy, by=copy.claimed_by, note="Een andere bron.")
    page = reviewer_client.post(
        change_page(old).replace("/change/", "/delete/"), {"post": "yes"}
    ).content.decode()
    assert "is nog in gebruik" in page
    assert "Versie: Buurttuin, versie 1" in page


def test_what_a_version_says_of_an_original_that_was_withdrawn_is_not_shown(
    client, editor, reviewer
):
    original = make_intervention(slug="oertuin", name="Oertuin")
    live = make_intervention(slug="buurttuin")
    copy = revise(live, by=editor)
    Intervention.objects.filter(pk=copy.pk).update(variant_of=original)
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Een versie.")
    address = "/interventies/buurttuin/versies/?van=1&tot=2"
    assert "oertuin" in client.get(address).content.decode()
    withdraw(original, by=reviewer, note="De eigenaar vroeg hierom.")
    assert "oertuin" not in client.get(address).content.decode()


def test_every_way_to_point_to_a_source_is_known():
    ways = [(rows.model, field) for rows, field, _ in uses(Intervention.objects.all())]
    pointing = {
        (relation.related_model, relation.field.name)
        for relation in Source._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
        if not relation.related_model._meta.auto_created  # the table of a many-to-many field
        if not relation.related_model.__name__.startswith("Historical")
    }
    # What a proposal is about is no use of it: nothing public rests on that.
    own = {(Proposal, "source"), (Version, "source")}  # and nor is a text of before
    own |= {(StatementNumber, "source")}  # of what stands in a version
    own |= {(DescriptionSheet, "source")}  # the document, which is for the desk alone
    assert pointing - own == {*ways, *GROUND, (Publication, "sources")}


# --- At the desk ----------------------------------------------------------------------------------


def test_the_desk_lists_apart_what_no_public_text_uses(editor_client):
    address = f"{SOURCES}?all=&openbaar="
    page = editor_client.get(f"{address}nee").content.decode()
    assert "Geen bronnen gevonden. Kies of zoek iets anders." in page
    source = secret_source("concept")
    make_intervention(sources=[source], status=Status.DRAFT)
    found = editor_client.get(f"{address}nee").context["cl"].result_list
    assert [row.title for row in found] == [source.title]
    found = editor_client.get(f"{address}ja").context["cl"].result_list
    assert len(found) == Source.objects.count() - 1
    assert "Gebruikt in een openbare tekst" in editor_client.get(SOURCES).content.decode()
    assert editor_client.get(f"{address}misschien").status_code == 200


# --- What is kept of a version --------------------------------------------------------------------


def links() -> set[tuple[int, int]]:
    return set(Publication.sources.through.objects.values_list("publication_id", "source_id"))


def test_an_upgrade_finds_the_sources_of_every_version(rewritten, reviewer):
    *_, copy = rewritten
    publish(copy, by=reviewer, note="Een andere bron.")
    kept = links()
    Publication.sources.through.objects.all().delete()
    import_module("interventions.migrations.0008_publication_sources").link_sources(apps, None)
    assert links() == kept
    assert len(kept) > 14 + 7
