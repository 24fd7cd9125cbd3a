"""A word that a list lacks: asked for in the form, one press to add it, and who waited has it."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from elements.models import ContentVersion
from interventions import workflow
from interventions.models import (
    Municipality,
    OutboxMessage,
    Setting,
    TargetGroup,
    Theme,
    WordRequest,
)
from interventions.workflow import words
from tests.conftest import person_of, signed_in
from tests.desk.forms import intervention_form, page_of, post_form
from tests.desk.waiting import START, ago, labels, sections
from tests.factories import Status, make_intervention, reviewed

pytestmark = pytest.mark.django_db
LIST = "/beheer/interventions/wordrequest/"
RELATION = {"theme": "themes", "targetgroup": "target_groups", "setting": "settings"}
MODELS = {"theme": Theme, "targetgroup": TargetGroup, "setting": Setting}


@pytest.fixture
def row(editor):
    return make_intervention(status=Status.DRAFT, name="Buurttuin", created_by=editor, sources=[])


def ask(client, row, **values):
    """Save the form of a text with nothing changed but what is asked."""
    form = intervention_form(name=row.name, slug=row.slug, summary=row.summary, **values)
    return post_form(client, row, form)


def press(client, row):
    return client.post(f"/beheer/woord/{row.pk}/toevoegen/", follow=True)


def step(row, verb: str) -> str:
    return f"{LIST}{row.pk}/stap/{verb}/"


# --- Asking ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RELATION)
def test_a_missing_word_is_asked_for_and_one_press_gives_it(
    editor, editor_client, administrator_client, row, kind
):
    before, number = row.changed_at, ContentVersion.current().number
    assert ask(editor_client, row, **{f"ask_{kind}": "Water in de wijk"}).status_code == 302
    request = WordRequest.objects.get()
    assert (request.kind, request.name, request.asked_by) == (kind, "Water in de wijk", editor)
    row.refresh_from_db()
    assert row.changed_at == before  # asking changes no text
    assert not MODELS[kind].objects.filter(slug="water-in-de-wijk").exists()
    assert ContentVersion.current().number == number  # nor anything public
    assert labels(editor_client, "woorden") == labels(administrator_client, "woorden")
    page = press(administrator_client, request).content.decode()
    assert "is toegevoegd. Wat erop wachtte, heeft het nu." in page
    word = MODELS[kind].objects.get(slug="water-in-de-wijk")
    assert getattr(row, RELATION[kind]).get() == word
    assert word.history.get().history_user.username == "beheerder"
    row.refresh_from_db()
    assert row.changed_at == before  # nobody stands behind the whole for it
    assert row.touched_at is not None


def test_a_municipality_is_asked_for_too(editor_client, reviewer_client, row):
    ask(editor_client, row, ask_municipality="Waterdam")
    press(reviewer_client, WordRequest.objects.get())
    assert Municipality.objects.get(slug="waterdam").name == "Waterdam"
    assert not row.places.exists()  # its years and source are still to be written


@pytest.mark.parametrize(
    ("name", "slug"), [("Groen dak", "groen-dak-2"), ("groen, dak", "groen-dak")]
)
def test_a_new_word_takes_no_address_of_a_word_that_is_gone(
    editor_client, administrator_client, row, name, slug
):
    Theme.objects.create(slug="groen-dak", name="Groen, dak", definition="Uitleg.").delete()
    ask(editor_client, row, ask_theme=name)
    press(administrator_client, WordRequest.objects.get())
    assert Theme.objects.get(name=name).slug == slug


def test_asked_twice_is_one_and_both_texts_have_it(
    editor_client, reviewer, administrator_client, row
):
    other = make_intervention(status=Status.DRAFT, name="Hof", created_by=reviewer, sources=[])
    ask(editor_client, row, ask_theme="Eenzaamheid in de wijk")
    ask(editor_client, row, ask_theme="Eenzaamheid in de wijk")
    ask(signed_in(reviewer), other, ask_theme="EENZAAMHEID  in de wijk")
    request = WordRequest.objects.get()
    assert request.wishes.count() == 2
    press(administrator_client, request)
    assert [one.themes.get().name for one in (row, other)] == ["Eenzaamheid in de wijk"] * 2


@pytest.mark.parametrize("written", ["jeugd", "JEUGD", "Jeu\u00adgd", "Jeugd\u200b", "  jeugd "])
def test_a_word_that_is_there_is_simply_chosen(editor_client, row, written):
    page = editor_client.get(ask(editor_client, row, ask_theme=written)["Location"])
    assert "stond al in de lijst. Het is nu gekozen." in page.content.decode()
    assert [word.slug for word in row.themes.all()] == ["jeugd"]
    row.refresh_from_db()
    assert row.changed_by.username == "redacteur"
    assert not WordRequest.objects.exists()


def test_a_municipality_that_is_there_is_named_also_by_an_older_name(editor_client, row):
    Municipality.objects.create(slug="meierijstad", name="Meierijstad", former_names="Veghel")
    page = ask(editor_client, row, ask_municipality="veghel").content.decode()
    assert "‘Meierijstad’ staat al in de lijst. Kies die hieronder, bij de plaatsen." in page
    assert not WordRequest.objects.exists()


@pytest.mark.parametrize("name", ["a" * 81, "---", "\ufdfa" * 20])
def test_what_cannot_be_a_word_is_said_at_the_field(editor_client, row, name):
    answer = ask(editor_client, row, ask_theme=name)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"ask_theme"}
    assert not WordRequest.objects.exists()


def test_a_new_text_asks_as_well(editor_client, reviewer_client):
    form = intervention_form(name="Nieuw", ask_theme="Water")
    editor_client.post("/beheer/interventions/intervention/add/", form)
    press(reviewer_client, WordRequest.objects.get())
    made = WordRequest.objects.get().wishes.get().intervention
    assert (made.name, made.themes.get().name) == ("Nieuw", "Water")


def test_who_only_reads_the_text_is_asked_nothing(administrator_client, row):
    assert "ask_theme" not in page_of(administrator_client, row)


# --- Deciding -------------------------------------------------------------------------------------


@pytest.fixture
def request_(editor, row):
    User.objects.filter(pk=editor.pk).update(email="redacteur@kb.example")
    return words.ask("theme", "Water", by=editor, row=row)


def test_pressing_twice_gives_the_same_result(administrator_client, request_):
    pages = [press(administrator_client, request_).content.decode() for _ in range(2)]
    assert all("is toegevoegd." in page for page in pages)
    assert Theme.objects.filter(name="Water").count() == 1
    assert OutboxMessage.objects.count() == 1


def test_no_comes_with_a_word_and_the_asker_reads_it(
    editor_client, administrator_client, request_, row
):
    refused = administrator_client.post(step(request_, "refuse"), {"text": ""})
    assert "Schrijf een toelichting." in refused.content.decode()
    administrator_client.post(step(request_, "refuse"), {"text": "Kies ‘Wonen’."})
    assert not Theme.objects.filter(name="Water").exists()
    [entry] = sections(editor_client)["woorden"]["entries"]
    assert "niet toegevoegd. Kies ‘Wonen’." in entry.facts
    [letter] = OutboxMessage.objects.all()
    assert (letter.to, letter.subject) == ("redacteur@kb.example", "Niet toegevoegd: Water")
    assert "Kies ‘Wonen’." in letter.body
    assert "niet toegevoegd. Kies ‘Wonen’." in page_of(editor_client, row)
    assert labels(administrator_client, "woorden") == []
    WordRequest.objects.update(decided_at=ago(31))
    assert labels(editor_client, "woorden") == []


def test_the_days_are_said(reviewer_client, request_):
    WordRequest.objects.update(asked_at=ago(4))
    [entry] = sections(reviewer_client)["woorden"]["entries"]
    assert (entry.label, entry.since, entry.press[0]) == (
        "Thema ‘Water’",
        "4 dagen",
        "Ja, voeg toe",
    )


def test_who_asks_takes_back_and_never_says_yes(reviewer, administrator_client):
    own = words.ask("theme", "Water", by=reviewer)
    client = signed_in(reviewer)
    assert client.post(f"/beheer/woord/{own.pk}/toevoegen/").status_code == 403
    assert client.post(step(own, "grant")).status_code == 403
    assert administrator_client.post(step(own, "take_back")).status_code == 403
    assert client.post(step(own, "take_back")).status_code == 302
    own.refresh_from_db()
    assert (own.status, Theme.objects.filter(name="Water").exists()) == ("taken_back", False)


def test_an_editor_and_an_outsider_decide_nothing(client, editor, request_):
    other = person_of("Redacteur") if editor is None else signed_in(editor)
    for address in (f"/beheer/woord/{request_.pk}/toevoegen/", step(request_, "refuse")):
        assert other.post(address, {"text": "Nee."}).status_code == 403
        assert client.post(address, {"text": "Nee."}).status_code == 302
    assert client.get(LIST).status_code == 302
    request_.refresh_from_db()
    assert request_.status == "open"


@pytest.mark.parametrize("address", ["/beheer/woord/999999/toevoegen/", f"{LIST}1/stap/weg/"])
def test_what_is_not_there_is_404(administrator_client, address):
    assert administrator_client.post(address).status_code == 404
    assert administrator_client.get("/beheer/woord/1/toevoegen/")["Location"] == START


def test_a_word_that_somebody_made_meanwhile_is_not_made_again(administrator_client, request_, row):
    made = Theme.objects.create(slug="water", name="water", definition="Nat.")
    press(administrator_client, request_)
    assert row.themes.get() == made


def test_a_text_that_became_public_meanwhile_stays_as_it_is(
    editor, reviewer, administrator_client, row
):
    row.sources.add(make_intervention().sources.get())
    request = words.ask("theme", "Water", by=editor, row=row)
    reviewed(row, editor=editor, reviewer=reviewer)
    workflow.publish(row, by=reviewer)
    press(administrator_client, request)
    assert not row.themes.exists()
    page = administrator_client.get(f"{LIST}{request.pk}/change/").content.decode()
    assert "Zet het woord erin met een werkkopie." in page


def test_a_working_copy_takes_the_wish_along_when_it_is_published(editor, reviewer):
    live = make_intervention(status=Status.PUBLISHED)
    copy = workflow.revise(live, by=editor)
    request = words.ask("theme", "Water", by=editor, row=copy)
    reviewed(copy, editor=editor, reviewer=reviewer)
    workflow.publish(copy, by=reviewer)
    next_copy = workflow.revise(live, by=editor)
    words.grant(request, by=reviewer)
    assert [word.name for word in next_copy.themes.all()] == ["Water"]
    assert not live.themes.filter(name="Water").exists()


def test_asking_for_a_decided_word_is_asking_anew(editor, reviewer, request_):
    words.refuse(request_, by=reviewer, note="Nee.")
    again = words.ask("theme", "Water", by=editor)
    assert (again.pk != request_.pk, again.status) == (True, "open")
    words.grant(again, by=reviewer)
    with pytest.raises(ValidationError):
        words.ask("theme", "water", by=editor)
    assert timezone.now() >= again.decided_at
