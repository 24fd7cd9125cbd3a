"""What waits at the desk, section by section: which rows, for whom, and one line about each."""

import datetime

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from elements import dates
from elements.models import Element, ElementChange
from interventions.desk.entries import Entry, Section, age, named, named_person, page
from interventions.desk.loose_ends import LOOSE_ENDS
from interventions.desk.renewals import recognition_entry, recognitions_to_check
from interventions.desk.stalled import STALLED
from interventions.desk.to_read import PROPOSED
from interventions.models import ImportBatch, Intervention, Remark, Report
from interventions.models.accounts import is_person
from interventions.workflow import TRANSITIONS, WRITE, standing_behind
from interventions.workflow.elements import PROPOSE

Status = Intervention.Status
TWO_YEARS = datetime.timedelta(days=2 * 365)


# --- Interventions --------------------------------------------------------------------------------


def waiting_for(user: User) -> QuerySet:
    """What only goes on when this person does something."""
    mine = is_of(user)
    remarks = Remark.objects.filter(intervention=OuterRef("pk"), state=Remark.State.OPEN)
    return (
        Intervention.objects.annotate(
            has_remarks=Exists(remarks), second=standing_behind(OuterRef("claimed_by"))
        )
        .filter(
            Q(status=Status.IN_REVIEW, claimed_by=user)
            | Q(status=Status.SENT_BACK) & mine
            | Q(status=Status.DRAFT, has_remarks=True) & mine
            | Q(status=Status.IN_REVIEW, second=None) & ~Q(claimed_by=user) & ~Q(changed_by=user)
        )
        .select_related("claimed_by")
        .annotate(
            open_remarks=Count("remarks", filter=Q(remarks__state=Remark.State.OPEN), distinct=True)
        )
        .order_by("status", "submitted_at", "pk")
    )


def is_of(user: User) -> Q:
    """Whose text it is: made, handed in or taken over."""
    return Q(created_by=user) | Q(submitted_by=user) | Q(taken_over_by=user)


def waiting_entry(row: Intervention, user: User) -> Entry:
    if row.status != Status.IN_REVIEW:
        what = "teruggestuurd" if row.status == Status.SENT_BACK else "concept met opmerkingen"
        facts = [what, *([remarks_in_words(row.open_remarks)] if row.open_remarks else [])]  # type: ignore[attr-defined]  # of `waiting_for`
        steps = [("Aanpassen", page(row, "change")), ("Opmerkingen lezen", page(row, "compare"))]
        return Entry(named(row), page(row, "change"), age(row.submitted_at), facts, steps)
    if row.claimed_by_id == user.pk:
        steps = [("Beoordelen", page(row, "compare"))]
        return Entry(named(row), page(row, "compare"), age(row.claimed_at), ["u beoordeelt"], steps)
    facts = [f"in beoordeling bij {row.claimed_by}", "er is nog een akkoord nodig"]
    steps = [
        ("Lezen", page(row, "compare")),
        (TRANSITIONS["agree"].label, page(row, "verb", "agree")),
    ]
    return Entry(named(row), page(row, "compare"), age(row.claimed_at), facts, steps)


def drafts_of(user: User) -> QuerySet:
    mine = Q(created_by=user) | Q(taken_over_by=user)
    drafts = Intervention.objects.filter(mine, status=Status.DRAFT)
    return drafts.order_by(Coalesce("changed_at", "created_at").desc(), "-pk")


def draft_entry(row: Intervention, user: User) -> Entry:
    return Entry(named(row), page(row, "change"), age(row.changed_at or row.created_at))


def queue(user: User) -> QuerySet:
    rows = Intervention.objects.filter(status__in=(Status.SUBMITTED, Status.IN_REVIEW))
    # Nobody's first, then the oldest.
    return rows.select_related("claimed_by", "submitted_by").order_by(
        "-status", "submitted_at", "pk"
    )


def queue_entry(row: Intervention, user: User) -> Entry:
    by = "van buiten ingediend"
    if row.submitted_by and is_person(row.submitted_by):
        by = f"ingediend door {row.submitted_by}"
    if row.claimed_by_id:
        who = "u" if row.claimed_by_id == user.pk else named_person(row.claimed_by)
        taken = f"in beoordeling bij {who}, sinds {age(row.claimed_at)}"
    else:
        taken = "nog niemand beoordeelt dit"
    steps = [("Lezen", page(row, "compare"))]
    claim = TRANSITIONS["claim"]
    if row.status == Status.SUBMITTED and user.has_perm(claim.permission):
        steps.append((claim.label, page(row, "verb", "claim")))
    return Entry(named(row), page(row, "compare"), age(row.submitted_at), [by, taken], steps)


def not_read_lately(user: User) -> QuerySet:
    before = dates.start_of(dates.today() - TWO_YEARS + datetime.timedelta(days=1))
    rows = Intervention.objects.published().filter(reviewed_at__lt=before)
    return rows.prefetch_related("working_copies").order_by("reviewed_at", "pk")


def not_read_entry(row: Intervention, user: User) -> Entry:
    copy = next(iter(row.working_copies.all()), None)
    if copy:
        steps = [("Naar de werkkopie", page(copy, "change"))]
    else:
        steps = [(TRANSITIONS["revise"].label, page(row, "verb", "revise"))]
    press = None
    if user.has_perm(TRANSITIONS["publish"].permission):
        press = ("Nagekeken, klopt nog", reverse("admin:intervention_confirmed", args=[row.pk]))
    facts = [f"laatst nagekeken op {dates.in_words(dates.day_of(row.reviewed_at))}"]
    return Entry(named(row), page(row, "change"), age(row.reviewed_at), facts, steps, press)


def remarks_in_words(number: int) -> str:
    return "1 opmerking open" if number == 1 else f"{number} opmerkingen open"


# --- Elements -------------------------------------------------------------------------------------


def waiting_changes(user: User) -> QuerySet:
    rows = ElementChange.objects.open().select_related("element", "proposed_by")
    return rows.order_by("proposed_at", "pk")


def change_entry(row: ElementChange, user: User) -> Entry:
    who = "u" if row.proposed_by_id == user.pk else row.proposed_by
    url = reverse("admin:elements_element_changelist")
    if row.element_id:
        url = reverse("admin:elements_element_change", args=[row.element_id])
    facts = [f"voorgesteld door {who}", "wacht op akkoord van een ander"]
    return Entry(str(row), url, age(row.proposed_at), facts, [("Lezen", url)])


# --- Reports, proposals and imports ---------------------------------------------------------------


def reports(user: User) -> QuerySet:
    rows = Report.objects.waiting().select_related("intervention", "element", "taken_by")
    return rows.order_by("sent_at", "pk")


def report_entry(row: Report, user: User) -> Entry:
    taken = row.taken_by and f"in behandeling bij {named_person(row.taken_by)}"
    facts = [taken or "nog niemand behandelt dit"]
    url = reverse("admin:interventions_report_change", args=[row.pk])
    return Entry(str(row), url, age(row.sent_at), facts)


def unfinished_imports(user: User) -> QuerySet:
    """Batches of which not everything was handed in."""
    rows = ImportBatch.objects.with_progress().filter(handed_in__lt=F("total"))
    return rows.select_related("by").order_by("-at", "-pk")


def import_entry(batch: ImportBatch, user: User) -> Entry:
    facts = [f"{batch.handed_in} van {batch.total} ingediend"]  # type: ignore[attr-defined]  # `with_progress`
    if batch.by:
        facts.append(f"ingelezen door {batch.by}")
    url = reverse("admin:interventions_importbatch_change", args=[batch.pk])
    return Entry(batch.file_name, url, age(batch.at), facts)


# --- The table ------------------------------------------------------------------------------------

SECTIONS = (
    Section(
        "wacht-op-mij",
        "Wacht op mij",
        "Deze teksten gaan pas verder als u iets doet.",
        "Niets wacht op u.",
        WRITE,
        waiting_for,
        waiting_entry,
    ),
    Section(
        "mijn-concepten",
        "Mijn concepten",
        "U hebt deze nog niet ingediend.",
        "U hebt geen concepten. Een nieuwe interventie begint u onder ‘Inhoud’, bij ‘Toevoegen’.",
        WRITE,
        drafts_of,
        draft_entry,
    ),
    Section(
        "wachtrij",
        "Wachtrij",
        "Ingediende teksten. Wat nog niemand beoordeelt, staat bovenaan.",
        "De wachtrij is leeg.",
        "interventions.view_intervention",
        queue,
        queue_entry,
    ),
    *STALLED,
    Section(
        "meldingen",
        "Meldingen",
        "Bezoekers schrijven dat iets niet klopt.",
        "Er zijn geen open meldingen.",
        "interventions.view_report",
        reports,
        report_entry,
        Report,
    ),
    *PROPOSED,
    Section(
        "elementen",
        "Elementen",
        "Voorstellen die pas doorgaan als een ander akkoord geeft.",
        "Er liggen geen voorstellen over de elementen.",
        PROPOSE,
        waiting_changes,
        change_entry,
        Element,
    ),
    Section(
        "erkenningen",
        "Erkenningen om te controleren",
        "Verlopen, binnen zes maanden verlopen, of een jaar niet gecontroleerd. "
        "Is er een verlenging? Zet die als nieuwe erkenning in een werkkopie.",
        "Alle erkenningen zijn gecontroleerd.",
        "interventions.change_recognition",
        recognitions_to_check,
        recognition_entry,
    ),
    Section(
        "nakijken",
        "Twee jaar niet nagekeken",
        "Lees of de tekst nog klopt.",
        "Alles op de site is de laatste twee jaar nagekeken.",
        TRANSITIONS["revise"].permission,
        not_read_lately,
        not_read_entry,
    ),
    Section(
        "imports",
        "Imports",
        "Ingelezen bestanden waarvan nog niet alles is ingediend.",
        "Er staan geen imports open.",
        "interventions.view_importbatch",
        unfinished_imports,
        import_entry,
        ImportBatch,
    ),
    *LOOSE_ENDS,
)
