"""A text that was sent back: the sender answers and changes it behind the private link."""

import pytest
from django.contrib.auth.models import User

from elements.models import Source
from interventions import workflow
from interventions.models import Intervention, Remark, Statement, StatusChange
from tests.factories import Status, in_state, make_intervention, make_source, make_statement
from tests.forms.submissions.conftest import EMPOWERMENT, Sender, guarded, reviewed

pytestmark = pytest.mark.django_db


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
