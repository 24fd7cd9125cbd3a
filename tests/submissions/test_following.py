"""Behind the private link after handing in: how it stands, and answering while sent back."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from elements.models import Source
from interventions import workflow
from interventions.models import Intervention, Remark, Statement, StatusChange, Submission
from tests.factories import Status, in_state, make_intervention, make_source, make_statement
from tests.submissions.conftest import Sender, guarded

pytestmark = pytest.mark.django_db
EMPOWERMENT = {"how_empowerment": "Buren beslissen zelf.", "where_empowerment": "1"}


@pytest.fixture
def sent(sender):
    sender.submits(elements=EMPOWERMENT, approach={"goal": "Elkaar kennen"})
    return sender


def reviewed(sender, verb, reviewer, note="Vertel meer over de kosten."):
    row = sender.row
    workflow.claim(row, by=reviewer)
    return getattr(workflow, verb)(row, by=reviewer, note=note)


# --- How it stands --------------------------------------------------------------------------------


def test_after_handing_in_the_link_says_that_it_was_received(sent):
    page = sent.reads()
    assert "Ontvangen" in page
    assert "ingediend" in page
    assert "Elkaar kennen" not in page


def test_what_was_handed_in_cannot_be_changed_by_the_form(sent):
    assert sent.fills(1, name="Anders", summary="Anders").status_code == 302
    assert sent.fills(2, goal="Anders").status_code == 302
    assert sent.sends().status_code == 302
    row = sent.row
    assert (row.name, row.goal) == ("Buurttuin", "Elkaar kennen")
    assert "Ontvangen" in sent.reads(2)


def test_in_review_is_told_without_a_name(sent, reviewer):
    workflow.claim(sent.row, by=reviewer)
    User.objects.filter(pk=reviewer.pk).update(username="b.kees", last_name="Kees")
    page = sent.reads()
    assert "In beoordeling" in page
    assert "Kees" not in page
    assert "b.kees" not in page


@pytest.mark.parametrize(
    ("verb", "title"), [("send_back", "Teruggestuurd"), ("reject", "Niet geplaatst")]
)
def test_the_reviewers_note_is_read_with_the_decision(sent, reviewer, verb, title):
    reviewed(sent, verb, reviewer)
    page = sent.reads()
    assert title in page
    assert "Vertel meer over de kosten." in page


def test_a_published_text_is_linked_and_what_follows_is_not_told(sent, reviewer, editor):
    row = sent.row
    workflow.claim(row, by=reviewer)
    workflow.agree(row, by=editor)
    workflow.publish(row, by=reviewer, note="")
    page = sent.reads()
    assert 'href="/interventies/buurttuin/"' in page
    steps = page.count("<li>")
    StatusChange.objects.create(
        intervention=row,
        verb="send_back",
        from_status="in_review",
        to_status="sent_back",
        by=reviewer,
        note="Onder ons",
    )
    assert sent.reads().count("<li>") == steps
    assert "Onder ons" not in sent.reads()
    workflow.withdraw(row, by=reviewer, note="De eigenaar vroeg hierom.")
    page = sent.reads()
    assert "De eigenaar vroeg hierom." in page
    assert 'href="/interventies/buurttuin/"' not in page


def test_a_reopened_text_is_looked_at_again(sent, reviewer, editor):
    reviewed(sent, "reject", reviewer)
    workflow.reopen(sent.row, by=editor)
    assert "Opnieuw bekeken" in sent.reads()
    assert sent.fills(2, goal="Anders").status_code == 302
    assert sent.row.goal == "Elkaar kennen"


def test_a_text_that_is_gone_leaves_a_page_that_says_so(sent):
    row = sent.row
    row.status_changes.all().delete()
    Submission.objects.update(intervention=None)
    assert "niet meer in behandeling" in sent.reads()


@pytest.mark.parametrize("token", ["x", "x.y", "a" * 3000, "é", "%00", "..", "0-0.0"])
def test_an_unknown_token_is_a_404(client, token):
    for room in ("aanmelden", "klopt-dit-niet"):
        assert client.get(f"/{room}/{token}/").status_code in (404, 400)


@pytest.mark.parametrize(
    ("room", "what"), [("aanmelden", "aanmelding"), ("klopt-dit-niet", "melding")]
)
def test_a_link_that_leads_nowhere_says_why_that_may_be(client, room, what):
    answer = client.get(f"/{room}/niet-helemaal-overgenomen/")
    page = answer.content.decode()
    assert f"Bij dit adres hoort geen {what}." in page
    assert "niet helemaal overgenomen" in page
    assert "12 maanden" in page
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_link_to_what_was_purged_says_no_more_than_any_other(sent, client):
    Submission.objects.all().delete()
    answer = client.get(sent.address)
    assert answer.status_code == 404
    other = client.get("/aanmelden/x/").content.decode()
    assert answer.content.decode().replace(sent.address, "/aanmelden/x/") == other


def test_a_token_of_another_kind_or_without_its_signature_is_a_404(sent, client):
    token = sent.address.split("/")[2]
    assert client.get(f"/klopt-dit-niet/{token}/").status_code == 404
    assert client.get(f"/aanmelden/{token[:-1]}/").status_code == 404
    assert client.get(f"/aanmelden/{token.split('.')[0]}/").status_code == 404


def test_a_page_behind_a_link_is_kept_nowhere(sender):
    sender.begins()
    step = sender.client.get(f"{sender.address}?stap=2")
    assert step["Cache-Control"] == "no-store"
    assert step["X-Robots-Tag"] == "noindex"
    # Not `no-referrer`: a browser would then post with `Origin: null`, which CSRF refuses.
    assert step["Referrer-Policy"] == "same-origin"
    other = Sender()
    other.submits(first={"name": "Nog een tuin"})
    standing = Client().get(other.address)
    assert standing["Referrer-Policy"] == "no-referrer"
    assert standing["Cache-Control"] == "no-store"
    assert not standing.cookies


# --- Answering ------------------------------------------------------------------------------------


def test_while_sent_back_the_steps_hold_the_text_and_can_be_changed(sent, reviewer):
    reviewed(sent, "send_back", reviewer)
    assert "Elkaar kennen</textarea>" in sent.reads(2)
    assert "Buren beslissen zelf.</textarea>" in sent.reads(3)
    assert 'value="indiener@voorbeeld.example"' in sent.reads(4)
    sent.fills(2, goal="Elkaar kennen", costs="Honderd euro")
    assert sent.row.costs == ""
    assert "Opnieuw versturen" in sent.reads(5)
    assert sent.sends(reply="De kosten staan er nu bij.").status_code == 302
    row = sent.row
    assert (row.status, row.costs) == (Status.SUBMITTED, "Honderd euro")
    assert row.changed_by.username == "aanmeldformulier"
    assert sent.submission.reply == "De kosten staan er nu bij."
    assert "De kosten staan er" not in str(list(StatusChange.objects.values()))
    assert "Ontvangen" in sent.reads()


def test_only_what_the_sender_changed_is_written(sent, reviewer, editor):
    reviewed(sent, "send_back", reviewer)
    sent.fills(2, goal="Elkaar kennen", costs="Honderd euro")
    Intervention.objects.filter(pk=sent.row.pk).update(goal="Door de redactie")
    read = Statement.objects.get(intervention=sent.row)
    Statement.objects.filter(pk=read.pk).update(kind="named", basis="")
    sent.sends()
    row = sent.row
    assert (row.goal, row.costs) == ("Door de redactie", "Honderd euro")
    assert row.statements.get().kind == Statement.Kind.NAMED


def test_a_changed_explanation_has_to_be_read_again(sent, reviewer):
    reviewed(sent, "send_back", reviewer)
    Statement.objects.filter(intervention=sent.row).update(kind="named", basis="")
    sent.fills(3, **sent_sources(sent), how_empowerment="Anders.", where_empowerment="1")
    sent.sends()
    statement = sent.row.statements.get()
    assert (statement.explanation, statement.kind) == ("Anders.", Statement.Kind.INFERRED)
    assert statement.basis


def sent_sources(sender) -> dict:
    source = sender.row.sources.first()
    return {"source_1_title": source.title, "source_1_url": source.url}


def test_statements_come_and_go_with_the_answers(sent, reviewer):
    reviewed(sent, "send_back", reviewer)
    sent.fills(
        3,
        **sent_sources(sent),
        source_2_title="Verslag",
        how_empowerment="",
        how_outreachend="Zij bellen aan.",
        where_outreachend="2",
    )
    sent.sends()
    row = sent.row
    statement = row.statements.get()
    assert statement.element.slug == "outreachend"
    assert statement.source.title == "Verslag"
    assert row.sources.count() == 2


def test_another_source_takes_the_place_of_the_first(sent, reviewer):
    reviewed(sent, "send_back", reviewer)
    sent.fills(3, source_1_title="Beter boek", **EMPOWERMENT)
    sent.sends()
    row = sent.row
    assert [source.title for source in row.sources.all()] == ["Beter boek"]
    assert row.statements.get().source.title == "Beter boek"
    assert not Source.objects.filter(title="De buurttuin in beeld").exists()


def test_a_source_that_an_editor_read_is_never_changed_or_lost(sent, reviewer):
    reviewed(sent, "send_back", reviewer)
    old = sent.row.sources.get()
    Source.objects.filter(pk=old.pk).update(seen="volledig")
    other = make_source(title="Van de redactie")
    sent.row.sources.add(other)
    made = make_statement(sent.row, source=other)
    kept = {f"how_{made.element.slug}": made.explanation, f"where_{made.element.slug}": "2"}
    sent.fills(3, source_1_title="Beter boek", source_2_title=other.title, **EMPOWERMENT, **kept)
    sent.sends()
    assert Source.objects.filter(pk=old.pk).exists()
    assert sent.row.statements.filter(source=other).count() == 1
    assert {"Beter boek", "Van de redactie"} == {one.title for one in sent.row.sources.all()}


def test_open_remarks_are_read_while_sent_back(sent, reviewer):
    row = sent.row
    workflow.claim(row, by=reviewer)
    Remark.objects.create(
        intervention=row, field="goal", text="Wie kent wie?", proposal="Buren.", by=reviewer
    )
    assert "Wie kent wie?" not in sent.reads()
    workflow.send_back(row, by=reviewer, note="Zie hieronder.")
    page = sent.reads()
    assert "Wie kent wie?" in page
    assert "Buren." in page


def test_what_the_workflow_refuses_loses_nothing(sent, reviewer):
    reviewed(sent, "send_back", reviewer)
    sent.fills(2, goal="Beter doel")
    in_state(sent.row, Status.REJECTED)
    assert sent.sends().status_code == 302
    assert sent.row.goal == "Elkaar kennen"
    assert sent.row.status == Status.REJECTED


def test_what_the_editors_left_open_is_told_and_loses_nothing(sent, reviewer):
    reviewed(sent, "send_back", reviewer)
    sent.fills(2, goal="Beter doel")
    Intervention.objects.filter(pk=sent.row.pk).update(activity=Intervention.Activity.STOPPED)
    answer = sent.sends(reply="Zo goed?")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "de redactie moet zelf nog iets afmaken" in page
    assert "Zeg volgens welke bron dit nog loopt" in page
    assert "Zo goed?</textarea>" in page
    assert sent.row.status == Status.SENT_BACK
    assert "Beter doel</textarea>" in sent.reads(2)


def test_that_it_is_another_of_the_same_name_is_asked_once(sender, reviewer):
    make_intervention(name="Buurttuin", slug="buurttuin", aliases="Groen doen")
    sender.submits(first={"other": "on"})
    reviewed(sender, "send_back", reviewer)
    assert "Opnieuw versturen" in sender.reads(5)
    assert sender.fills(1, name="Buurttuin", summary="Anders.").status_code == 302
    assert "staat al een" in sender.fills(1, name="Groen doen", summary="Zo.").content.decode()
    assert sender.sends().status_code == 302
    assert sender.row.summary == "Zo."


def test_the_personal_data_stand_in_no_history(sent, reviewer):
    texts = [
        str(list(model.objects.values()))
        for model in (Intervention.history.model, Statement.history.model, StatusChange)
    ]
    for text in (*texts, str(list(User.objects.values()))):
        assert "indiener@voorbeeld.example" not in text
        assert "Ine Diener" not in text


def test_the_name_is_kept_for_the_sender_when_another_text_has_it(sender, reviewer):
    Sender().submits()
    sender.submits()
    reviewed(sender, "send_back", reviewer)
    assert 'value="Buurttuin"' in sender.reads(1)
    sender.fills(1, name="Buurttuin", summary="Anders.")
    sender.sends()
    assert sender.row.name == "Buurttuin (aanmelding)"
    assert guarded(sender.client, "/aanmelden/", {"name": "X", "summary": "Y"}).status_code == 302
