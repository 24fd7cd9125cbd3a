"""What happened to one thing, in one line of time: fields, steps, versions and all else."""

from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import F, Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elements.models import Element, Source, Term
from interventions import workflow
from interventions.desk.happened.kinds import TRACES
from interventions.models import (
    ImportBatch,
    ImportedRow,
    Intervention,
    Notice,
    Proposal,
    Remark,
    Report,
    StatusChange,
    Submission,
    Theme,
)
from interventions.workflow import elements as of_elements
from interventions.workflow import notices, role_addresses
from interventions.workflow.checks import confirm
from interventions.workflow.proposals import send_back
from tests.conftest import signed_in
from tests.desk.improving import improve, proposals, publish
from tests.desk.reading import remark_of, text_in_review
from tests.desk.test_history import an_hour_passes, history_page, line, save
from tests.factories import Status, make_intervention, reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def told(client, row) -> list[tuple[str, list[str]]]:
    """(who, what happened), newest first."""
    return [(one["by"], [said["text"] for said in one["entry"].said]) for one in line(client, row)]


def all_said(client, row) -> list[str]:
    return [text for _, texts in told(client, row) for text in texts]


def hour(model: type[Model], *fields: str) -> None:
    """An hour passes for these moments."""
    model.objects.update(**{name: F(name) - timedelta(hours=1) for name in fields})


# --- Of an intervention ---------------------------------------------------------------------------


def test_steps_stand_between_the_saves_with_their_note(editor, editor_client, reviewer):
    row = make_intervention(status=Status.DRAFT)
    save(editor_client, row, goal="Een doel.")
    an_hour_passes()
    workflow.submit(row, by=editor, note="Alles klopt.")
    newest, saved, made = line(editor_client, row)
    assert newest["by"] == "redacteur"
    assert newest["entry"].said[0]["text"] == "Indienen: van ‘concept’ naar ‘ingediend’"
    assert newest["entry"].said[0]["note"] == "Alles klopt."
    assert [one["label"] for one in saved["lines"]] == ["Doel"]
    assert made["by"] == "de software"
    page = editor_client.get(history_page(row)).content.decode()
    assert page.index("Alles klopt.") < page.index("Een doel.")


def test_a_publication_is_one_entry_with_a_link_to_the_version(editor, editor_client, reviewer):
    row = reviewed(make_intervention(status=Status.DRAFT), editor=editor, reviewer=reviewer)
    hour(StatusChange, "at")
    an_hour_passes()
    workflow.publish(row, by=reviewer)
    newest = line(editor_client, row)[0]
    texts = [said["text"] for said in newest["entry"].said]
    assert texts == [
        "Publiceren: van ‘in beoordeling’ naar ‘gepubliceerd’",
        "Versie 1 gepubliceerd",
    ]
    address = f"/interventies/{row.slug}/versies/1/"
    page = editor_client.get(history_page(row)).content.decode()
    assert f'href="{address}"' in page
    assert f"/intervention/{row.pk}/versies/" in page  # where an old text comes back
    workflow.withdraw(row, by=reviewer, note="Op verzoek.")
    assert f'href="{address}"' not in editor_client.get(history_page(row)).content.decode()


def test_the_line_is_the_same_from_the_copy_and_from_the_text(editor, editor_client):
    live = Intervention.objects.get(slug="abcd")
    copy = workflow.revise(live, by=editor)
    save(editor_client, copy, goal="Anders.")
    assert told(editor_client, copy) == told(editor_client, live)
    newest = line(editor_client, live)[0]
    assert newest["moment"].in_copy
    assert "Werkkopie maken" in all_said(editor_client, live)


def test_what_a_published_copy_had_is_told_once(editor, editor_client, reviewer):
    live = Intervention.objects.get(slug="abcd")
    before = len(line(editor_client, live))
    copy = workflow.revise(live, by=editor)
    hour(StatusChange, "at")
    save(editor_client, copy, goal="Anders.")
    an_hour_passes()
    reviewed(copy, editor=editor, reviewer=reviewer)
    hour(StatusChange, "at")
    workflow.publish(copy, by=reviewer, note="Korter.")
    found = all_said(editor_client, live)
    written = [one for one in line(editor_client, live) if one["by"] == "redacteur"]
    assert [len(one["lines"]) for one in written] == [1, 0]  # what was typed, and the copy
    assert found.count("Werkkopie maken") == 1
    assert "Uitspraak weggehaald" not in found
    assert len(line(editor_client, live)) > before


def test_which_import_made_it(editor, editor_client):
    row = make_intervention(status=Status.DRAFT)
    batch = ImportBatch.objects.create(file_name="aanpakken.xlsx", by=editor, rows=1)
    ImportedRow.objects.create(batch=batch, intervention=row, line=4)
    page = editor_client.get(history_page(row)).content.decode()
    assert "Overgenomen uit regel 4 van een bestand" in page
    assert f'href="/beheer/interventions/importbatch/{batch.pk}/change/"' in page
    assert "Import aanpakken.xlsx" in page


def test_what_the_launch_content_made_says_so(editor_client):
    found = told(editor_client, Intervention.objects.get(slug="abcd"))
    assert [who for who, texts in found if "Versie 1 gepubliceerd" in texts] == [
        "de software (de startinhoud)"
    ]


def test_remarks_proposals_notices_reports_and_checks_are_in_it(editor, reviewer):
    row = make_intervention(name="Buurttuin")
    client = signed_in(reviewer)
    proposal = Proposal.objects.create(
        intervention=row, fact="kosten", values={"costs": "Niets."}, proposed_by=editor
    )
    send_back(proposal, by=reviewer, note="Geen bron.")
    notices.place(row, text="Wij zoeken dit uit.", by=reviewer)
    Report.objects.create(intervention=row, text="Dit klopt niet.")
    confirm(row, by=reviewer)
    role_addresses.write(row, "info@kb.example", by=editor)
    role_addresses.confirm(row, email="info@kb.example", by=reviewer)
    found = all_said(client, row)
    assert {
        "Voorstel gedaan: Kosten",
        "Voorstel teruggestuurd: Kosten",
        "Mededeling geplaatst",
        "Melding binnengekomen",
        "Nagekeken: de tekst klopt nog",
        "Mailadres opgeschreven",
        "Mailadres bevestigd",
    } <= {*found}
    page = client.get(history_page(row)).content.decode()
    assert "Geen bron." in page
    assert "info@kb.example" not in page


def test_a_remark_is_in_it_by_the_name_of_its_field(editor, editor_client, reviewer):
    row = text_in_review(editor, reviewer)
    remark_of(row, reviewer)
    remark_of(row, reviewer, field="statement:1:explanation", proposal="")
    found = all_said(editor_client, row)
    assert "Opmerking bij ‘Doel’" in found
    assert "Opmerking bij een uitspraak" in found


def test_who_may_not_read_reports_sees_none_beside_a_text(administrator_client):
    row = make_intervention()
    Report.objects.create(intervention=row, text="Dit klopt niet.")
    Proposal.objects.create(intervention=row, fact="kosten", proposed_by=User.objects.first())
    found = all_said(administrator_client, row)
    assert "Melding binnengekomen" not in found
    assert "Voorstel gedaan: Kosten" not in found


def test_a_reader_at_the_same_moment_is_not_the_editor(editor, editor_client):
    row = make_intervention(status=Status.DRAFT)
    workflow.submit(row, by=editor)
    Report.objects.create(intervention=row, text="Dit klopt niet.")
    assert ("een lezer", ["Melding binnengekomen"]) in told(editor_client, row)


# --- Of everything else ---------------------------------------------------------------------------


def test_an_element_has_its_versions_and_agreements(editor, reviewer, reviewer_client):
    row = Element.objects.get(slug="empowerment")
    change = of_elements.propose_retirement(row, by=editor, note="Te vaag.")
    of_elements.agree_to(change, by=reviewer, stamp=change.stamp)
    found = told(reviewer_client, row)
    assert ("redacteur", ["Voorgesteld: uit gebruik nemen"]) in found
    assert any(
        who == "beoordelaar"
        and {"Akkoord gegeven: uit gebruik nemen", "Versie 2 gepubliceerd"} <= {*texts}
        for who, texts in found
    )
    page = reviewer_client.get(history_page(row)).content.decode()
    assert 'href="/werkzame-elementen/empowerment/versies/2/"' in page


@pytest.mark.parametrize("model", [Source, Term, Theme])
def test_a_thing_without_a_page_of_its_own_has_its_saves(editor_client, reviewer_client, model):
    row = model.objects.first()
    name = "title" if model is Source else "name"
    improve(editor_client, row, **{name: "Een andere naam"})
    publish(reviewer_client, proposals(row)[0])
    newest = line(reviewer_client, row)[0]
    texts = [said["text"] for said in newest["entry"].said]
    assert newest["by"] == "beoordelaar"
    assert any(text.startswith("Voorstel gepubliceerd: ") for text in texts)
    assert ("Versie 2 gepubliceerd" in texts) == (model is not Theme)
    assert newest["lines"][0]["after"] == "Een andere naam"


def test_a_notice_has_a_line_of_its_own(editor_client, reviewer):
    notice = notices.place(Intervention.objects.get(slug="abcd"), text="Even.", by=reviewer)
    hour(Notice, "placed_at")
    notices.lift(notice, by=reviewer)
    assert told(editor_client, notice) == [
        ("beoordelaar", ["Mededeling weggehaald"]),
        ("beoordelaar", ["Mededeling geplaatst"]),
    ]


def test_an_account_has_what_was_done_with_it(administrator, administrator_client):
    assert told(administrator_client, administrator) == []
    page = administrator_client.get(history_page(administrator)).content.decode()
    assert "is hier niets vastgelegd" in page
    save(administrator_client, administrator, first_name="Noor")
    assert told(administrator_client, administrator) == [("beheerder", ["Gewijzigd: voornaam."])]


def test_who_may_not_see_a_thing_sees_no_line_of_it(editor_client, reviewer, administrator):
    assert editor_client.get(history_page(administrator)).status_code == 403
    outsider = signed_in(User.objects.create_user("nieuw", is_staff=True))
    assert outsider.get(history_page(make_intervention())).status_code == 403


# --- Pages ----------------------------------------------------------------------------------------


def steps(row, by, number: int) -> None:
    made = StatusChange.objects.bulk_create(
        StatusChange(intervention=row, verb="claim", from_status="a", to_status="b", by=by)
        for _ in range(number)
    )
    for place, step in enumerate(made):
        step.at = timezone.now() - timedelta(hours=1 + place)
    StatusChange.objects.bulk_update(made, ["at"])


def test_a_long_line_has_pages(editor, editor_client):
    row = make_intervention(status=Status.DRAFT)
    steps(row, editor, 60)
    first, second = (
        editor_client.get(history_page(row), {"pagina": number}).context["moments"]
        for number in (1, 2)
    )
    assert len(first) == len(second) == 25
    assert first[-1]["entry"].at > second[0]["entry"].at
    for wrong in ("0", "x", "9" * 5000, "-1"):
        assert editor_client.get(history_page(row), {"pagina": wrong}).status_code == 200


def test_twenty_entries_cost_the_queries_of_two(editor, editor_client, reviewer):
    row = make_intervention(status=Status.DRAFT)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            editor_client.get(history_page(row))
        return len(found)

    def grow(number: int) -> None:
        steps(row, reviewer, number)
        for _ in range(number):
            Remark.objects.create(intervention=row, field="goal", text="Korter.", by=reviewer)
            Proposal.objects.create(intervention=row, fact="kosten", proposed_by=editor)
            batch = ImportBatch.objects.create(file_name="a.xlsx", by=editor, rows=1)
            ImportedRow.objects.create(batch=batch, intervention=row, line=1)

    grow(2)
    few = queries()
    grow(20)
    assert queries() <= few


# --- The table ------------------------------------------------------------------------------------

# Who did what, kept beside a row of the table that says the same, or of no interest to anybody.
NOT_IN_THE_TABLE = {
    # The steps say these.
    *(f"interventions.Intervention.{verb}_by" for verb in ("changed", "submitted", "claimed")),
    *(f"interventions.Intervention.{verb}_by" for verb in ("agreed", "published", "revised")),
    *(f"interventions.Intervention.{verb}_by" for verb in ("reviewed", "withdrawn", "created")),
    "interventions.Upload.by",  # a file that waits, until it is read in
    "interventions.Sent.by",  # that a form was sent, for a day
    "interventions.Wish.by",  # whose text waits for a word that was asked for
    "interventions.Intervention.taken_over_by",  # said by a step
    "interventions.RecoveryCode.user",  # whose it is
}


def test_whatever_says_who_did_something_is_in_the_table():
    from_table = {
        f"{trace.model._meta.label}.{trace.by.rpartition('__')[2]}" for _, trace in TRACES
    }
    found = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in User._meta.get_fields(include_hidden=True)
        if relation.is_relation
        and relation.auto_created
        and relation.related_model._meta.app_label in ("elements", "interventions")
        and not relation.many_to_many
        and not hasattr(relation.related_model, "history_type")
    }
    assert found - from_table == NOT_IN_THE_TABLE


def test_whatever_can_be_changed_in_a_form_of_the_desk_leaves_a_trace():

    traced = {model for _, trace in TRACES for model in trace.about.values()}
    assert {*site._registry} - traced == {Submission}  # the steps of its text are its own
