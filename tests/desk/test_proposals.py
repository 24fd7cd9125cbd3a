"""Proposals at the desk: beside their field, taken over or not, and gone when their time is."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from elements.models import ContentVersion, Source
from interventions import workflow
from interventions.models import DescriptionSheet, Intervention, Municipality, Proposal, Report
from interventions.sheet.proposed import held
from interventions.workflow.bibliography import UNREAD
from interventions.workflow.improving import publish_proposal
from interventions.workflow.proposals import PROPOSAL_STEPS, leave_out, reject, send_back, take_back
from interventions.workflow.taking_over import accept
from tests.conftest import person_of, signed_in
from tests.desk.forms import change_page, delete_page
from tests.desk.improving import publish
from tests.factories import Status, make_intervention, make_person, make_source

pytestmark = pytest.mark.django_db
LIST = "/beheer/interventions/proposal/"
WHY = {"text": "Dit zegt de bron niet."}
COSTS = {"costs": "500 euro per jaar."}
URL = "https://tuin.example/verslag"


@pytest.fixture
def row() -> Intervention:
    return make_intervention(slug="buurttuin", name="Buurttuin", status=Status.PUBLISHED)


def propose(row: Intervention, fact: str = "kosten", values: dict | None = None, **more):
    """A visitor's, unless somebody is named."""
    if "proposed_by" not in more and "report" not in more:
        more["report"] = Report.objects.create(intervention=row, text="Kosten", page="/x/")
    more = {"source_title": "Jaarverslag 2025", "source_url": URL, **more}
    return Proposal.objects.create(
        intervention=row, fact=fact, values=values or COSTS, before=held(row, fact), **more
    )


def page_of(proposal: Proposal) -> str:
    return f"{LIST}{proposal.pk}/change/"


def step_page(proposal: Proposal, verb: str) -> str:
    return f"{LIST}{proposal.pk}/stap/{verb}/"


def press(client: Client, proposal: Proposal, verb: str = "accept", **values):
    """Open the page of a step and press the button."""
    page = client.get(step_page(proposal, verb))
    seen = {"gelezen": page.context["seen"]} if page.status_code == 200 else {}
    answer = client.post(step_page(proposal, verb), {**seen, **values})
    proposal.refresh_from_db()
    return answer


# --- Where it is seen -----------------------------------------------------------------------------


def test_it_stands_beside_its_field_with_both_texts_and_its_source(row, editor, editor_client):
    Intervention.objects.filter(pk=row.pk).update(costs="Ongeveer 400 euro per jaar.")
    row.refresh_from_db()
    found = propose(row)
    for text in (row, workflow.revise(row, by=editor)):
        page = editor_client.get(change_page(text)).content.decode()
        field = page[page.index("field-costs") : page.index("field-materials")]
        assert "Ongeveer 400" in field
        assert "500" in field
        assert "Jaarverslag 2025" in field
        assert f'href="{URL}"' in field
        assert step_page(found, "accept") in field
        assert "1 voorstel wacht" in page


def test_it_is_counted_at_the_start_listed_and_beside_its_report(row, editor_client):
    found = propose(row)
    start = editor_client.get("/beheer/lijst/na-te-lezen/").content.decode()
    assert 'href="#na-te-lezen"' in editor_client.get("/beheer/").content.decode()
    assert step_page(found, "accept") in start
    assert "voorgesteld door een lezer" in start
    listed = editor_client.get(f"{LIST}?status__exact=open&onderdeel=kosten&van=lezer")
    assert [one.pk for one in listed.context["cl"].result_list] == [found.pk]
    assert not editor_client.get(f"{LIST}?status__exact=rejected").context["cl"].result_list
    assert not editor_client.get(f"{LIST}?van=redactie").context["cl"].result_list
    assert not editor_client.get(f"{LIST}?onderdeel=doel").context["cl"].result_list
    report = editor_client.get(f"/beheer/interventions/report/{found.report_id}/change/")
    assert "500 euro per jaar." in report.content.decode()


@pytest.mark.parametrize("name", ["Beheerder", ""])
def test_who_does_not_write_sees_no_proposal(row, name):
    found = propose(row)
    client = signed_in(person_of(name)) if name else Client()
    for address in (LIST, page_of(found), step_page(found, "accept"), step_page(found, "reject")):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, WHY).status_code in (302, 403)
    found.refresh_from_db()
    assert found.status == "open"


def test_nobody_types_over_one(row, reviewer_client):
    found = propose(row)
    assert reviewer_client.get(f"{LIST}add/").status_code == 403
    assert reviewer_client.post(page_of(found), {"fact": "doel"}).status_code == 403
    assert reviewer_client.get(f"{LIST}{found.pk}/delete/").status_code == 403


# --- Taking over ----------------------------------------------------------------------------------


@pytest.fixture
def second(row) -> Client:
    return signed_in(person_of("Beoordelaar"))


def taken_over(client: Client, found: Proposal) -> Proposal:
    """The proposal of the editor, which the reader's became."""
    answer = press(client, found)
    assert answer.status_code == 302, answer.context["form"].errors
    return Proposal.objects.latest("pk")


def test_what_an_editor_takes_over_waits_for_a_second_person(row, editor, editor_client):
    found, stamp = propose(row), ContentVersion.current().stamp
    own = taken_over(editor_client, found)
    assert (found.status, found.decided_by) == ("accepted", editor)
    assert (own.status, own.proposed_by, own.report) == ("open", editor, None)
    assert (own.fact, own.values, own.source_url) == ("kosten", COSTS, URL)
    assert not row.working_copies.exists()
    row.refresh_from_db()
    assert row.costs == ""
    assert not Source.objects.filter(url=URL).exists()
    assert ContentVersion.current().stamp == stamp


def test_the_second_person_publishes_it_with_its_source(row, editor_client, second):
    own = taken_over(editor_client, propose(row))
    assert publish(editor_client, own).status_code == 200
    assert publish(second, own).status_code == 302
    assert "500 euro per jaar." in Client().get("/interventies/buurttuin/").content.decode()
    source = row.sources.get(url=URL)
    assert (source.title, source.seen) == ("Jaarverslag 2025", UNREAD)
    assert row.publications.first().note == "Aangevuld na een melding van een lezer."


def test_a_draft_that_is_there_takes_it_at_once(editor, editor_client):
    draft = make_intervention(slug="concept", name="Concept", status=Status.DRAFT)
    assert press(editor_client, propose(draft)).status_code == 302
    draft.refresh_from_db()
    assert (draft.costs, draft.changed_by) == (COSTS["costs"], editor)


def test_a_source_that_is_known_at_its_address_is_used(row, editor_client, second):
    known = make_source(url=URL)
    values = {"cautions": "Zonder trekker stopt het."}
    publish(second, taken_over(editor_client, propose(row, "aandachtspunten", values)))
    row.refresh_from_db()
    assert (row.cautions, row.cautions_source) == ("Zonder trekker stopt het.", known)
    assert Source.objects.filter(url=URL).count() == 1


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("startjaar", {"started_year": 2001}),
        ("website", {"website": "https://nieuw.example"}),
        ("uitvoering", {"activity": "gestopt", "activity_date": "2020"}),
        ("contact", {"contact_organisation": "Stichting Tuin", "contact_url": ""}),
        ("aliassen", {"aliases": "De tuin\nOude tuin"}),
        ("naam", {"name": "De buurttuin"}),
        ("doelgroepen", {"target_groups": ["ouderen"]}),
        (
            "onderzoeksbeeld",
            {
                "research_kind": "effectonderzoek",
                "research_outcome": "ongunstig",
                "research_year": 2019,
                "research_line": "Er was geen verschil.",
                "effect_not_studied_on": "",
            },
        ),
    ],
)
def test_every_kind_of_fact_can_be_taken_over_with_its_source(
    fact, values, row, editor_client, second
):
    answer = publish(second, taken_over(editor_client, propose(row, fact, values)))
    assert answer.status_code == 302, answer.context["form"].errors
    row.refresh_from_db()
    now = held(row, fact)
    assert {name: now[name] for name in values} == values
    source = row.sources.get(url=URL)
    if fact == "onderzoeksbeeld":
        assert [*row.research_sources.all()] == [source]
    if fact == "uitvoering":
        assert row.activity_source == source


def test_a_place_is_added_to_those_that_are_there(row, editor_client, second):
    Municipality.objects.create(slug="ergens", name="Ergens", former_names="Vroegerdam")
    values = {"municipality": "vroegerdam", "since": 2010, "until": None}
    publish(second, taken_over(editor_client, propose(row, "plaatsen", values)))
    place = row.places.get()
    assert (place.municipality.slug, place.since, place.until) == ("ergens", 2010, None)
    assert place.source.url == URL


@pytest.mark.parametrize(
    ("fact", "values", "sentence"),
    [
        ("plaatsen", {"municipality": "Nergens", "since": None, "until": None}, "staat nog niet"),
        ("naam", {"name": "ABCD"}, "Een andere interventie heeft deze naam al."),
        ("samenvatting", {"summary": "x" * 601}, "Hier passen 600 tekens."),
        ("onderzoeksbeeld", {"research_outcome": "gunstig"}, "Een uitkomst hoort alleen"),
        ("databankStatus", {"databank_status": "opgenomen"}, "Zeg van wanneer"),
        ("startjaar", {"started_year": 10**12}, "Dit is niet gelukt"),
        ("uitvoering", {"activity": "soms"}, "Dit is niet gelukt"),
    ],
)
def test_what_cannot_stand_there_is_refused_in_a_sentence(
    fact, values, sentence, row, editor_client
):
    found, sources = propose(row, fact, values), Source.objects.count()
    answer = press(editor_client, found)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert found.status == "open"
    assert not row.working_copies.exists()
    assert Source.objects.count() == sources


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.IN_REVIEW])
def test_a_draft_that_is_handed_in_takes_nothing(status, editor, editor_client):
    draft = make_intervention(slug="concept", name="Concept", status=Status.DRAFT)
    found = propose(draft)
    values = {"submitted_at": timezone.now(), "submitted_by": editor}
    if status == Status.IN_REVIEW:
        values |= {"claimed_at": timezone.now(), "claimed_by": person_of("Beoordelaar")}
    Intervention.objects.filter(pk=draft.pk).update(status=status, **values)
    answer = press(editor_client, found)
    assert "In deze tekst kunt u nu niet schrijven" in answer.content.decode()
    assert found.status == "open"


def test_a_text_that_changed_is_shown_and_only_taken_over_by_who_read_it(row, editor_client):
    found = propose(row)
    Intervention.objects.filter(pk=row.pk).update(costs="Gratis.")
    unread = editor_client.post(step_page(found, "accept"))
    assert "De tekst is veranderd nadat dit werd voorgesteld" in unread.content.decode()
    page = editor_client.get(step_page(found, "accept")).content.decode()
    assert "Verouderd." in page
    assert "Gratis." in page
    assert "wordt dan vervangen" in page
    assert taken_over(editor_client, found).before == {"costs": "Gratis."}


# --- Not taking over ------------------------------------------------------------------------------


def test_not_taking_over_asks_why_and_leaves_the_text(row, editor, editor_client):
    found = propose(row)
    assert "Schrijf een toelichting." in press(editor_client, found, "reject").content.decode()
    assert found.status == "open"
    press(editor_client, found, "reject", **WHY)
    assert (found.status, found.note, found.decided_by) == ("rejected", WHY["text"], editor)
    assert not row.working_copies.exists()


def test_only_who_proposed_it_takes_it_back(row, editor, editor_client, reviewer_client):
    found = propose(row, proposed_by=editor)
    assert step_page(found, "take_back") not in reviewer_client.get(page_of(found)).content.decode()
    press(reviewer_client, found, "take_back")
    assert found.status == "open"
    press(editor_client, found, "take_back")
    assert found.status == "taken_back"


VERBS = {
    "accept": accept,
    "publish": publish_proposal,
    "send_back": send_back,
    "reject": reject,
    "take_back": take_back,
    "leave_out": leave_out,
}
READERS = ("accept", "reject")  # the steps with a reader's proposal


def whose(verb: str, colleague) -> dict:
    """Whose proposal a step is for: a reader's, a description sheet's, or that of a colleague."""
    if verb == "leave_out":
        return {"sheet": DescriptionSheet.objects.create(file_name="a.docx"), "report": None}
    return {} if verb in READERS else {"proposed_by": colleague}


def test_the_table_names_every_verb():
    assert VERBS.keys() == PROPOSAL_STEPS.keys()


@pytest.mark.parametrize("verb", PROPOSAL_STEPS)
@pytest.mark.parametrize("status", ["accepted", "rejected", "taken_back"])
def test_what_was_decided_stays_decided(verb, status, row, editor, editor_client):
    other = make_person("ander")
    found = propose(row, **whose(verb, other))
    Proposal.objects.filter(pk=found.pk).update(
        status=status, decided_at=timezone.now(), decided_by=other
    )
    assert step_page(found, verb) not in editor_client.get(page_of(found)).content.decode()
    assert (
        "Dit kan niet bij een voorstel" in press(editor_client, found, verb, **WHY).content.decode()
    )
    assert found.status == status
    assert not row.working_copies.exists()


@pytest.mark.parametrize("verb", PROPOSAL_STEPS)
@pytest.mark.parametrize("name", ["Redacteur", "Beoordelaar", "Beheerder"])
def test_each_step_is_for_the_roles_of_the_table(verb, name, row):
    person, other = person_of(name), make_person("ander")
    other.user_permissions.add(Permission.objects.get(codename="add_proposal"))
    by = person if verb == "take_back" else other
    found = propose(row, **whose(verb, by))
    press(signed_in(person), found, verb, **WHY)
    step = PROPOSAL_STEPS[verb]
    assert found.status == (step.target if name in step.roles else "open")


@pytest.mark.parametrize("verb", PROPOSAL_STEPS)
def test_the_verb_itself_also_asks_who_it_is(verb, row):
    found = propose(row)
    with pytest.raises(PermissionDenied):
        VERBS[verb](found, by=make_person("zonder-rol"), note="Omdat het moet.")
    found.refresh_from_db()
    assert found.status == "open"


# --- When it goes ---------------------------------------------------------------------------------


def test_withdrawing_closes_what_is_open_and_nothing_else(row, editor, reviewer):
    found, other = propose(row), propose(Intervention.objects.get(slug="abcd"))
    reject(earlier := propose(row), by=editor, note="Nee.")
    workflow.withdraw(row, by=reviewer, note="De eigenaar vroeg hierom.")
    for one in (found, other, earlier):
        one.refresh_from_db()
    assert (found.status, found.decided_by) == ("rejected", reviewer)
    assert found.note == "De interventie is ingetrokken."
    assert other.status == "open"
    assert earlier.note == "Nee."


def test_what_has_an_open_proposal_is_not_deleted_and_a_decided_one_goes_along(
    editor, reviewer_client
):
    source = make_source(title="Oude bron")
    found = Proposal.objects.create(
        source=source, fact="title", values={"title": "Anders"}, proposed_by=editor
    )
    page = reviewer_client.get(delete_page(source)).content.decode()
    assert "Voorstel over" in page
    reviewer_client.post(delete_page(source), {"post": "yes"})
    assert Source.objects.filter(pk=source.pk).exists()
    take_back(found, by=editor)
    reviewer_client.post(delete_page(source), {"post": "yes"})
    assert not Source.objects.filter(pk=source.pk).exists()
    assert not Proposal.objects.exists()


def test_a_visitors_goes_with_its_report_and_an_editors_stays(row, editor):
    visitors, editors = propose(row), propose(row, proposed_by=editor)
    long_ago = timezone.now() - timedelta(days=367)
    Report.objects.filter(pk=visitors.report_id).update(decided_at=long_ago)
    output = StringIO()
    call_command("purge", stdout=output)
    assert [*Proposal.objects.all()] == [editors]
    assert "     1 proposals of visitors\n     1 reports\n" in output.getvalue()


# --- What the database holds ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"intervention": None},
        {"source": "source"},
        {"proposed_by": None},
        {"status": "accepted"},
        {"decided_at": timezone.now()},
    ],
)
def test_one_subject_one_proposer_and_a_decision_by_somebody(values, row, editor):
    found = propose(row, proposed_by=editor)
    if "source" in values:
        values = {"source": make_source()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=found.pk).update(**values)


def test_a_working_copy_is_never_what_it_is_about(row, editor):
    copy = workflow.revise(row, by=editor)
    with pytest.raises(ValidationError):
        Proposal(intervention=copy, fact="kosten", proposed_by=editor).clean()
