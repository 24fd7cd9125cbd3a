"""The proposals that wait: those of others to read, and one's own."""

from django.contrib.auth.models import User
from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.urls import reverse

from interventions.desk.entries import Entry, Section, age
from interventions.models import Proposal
from interventions.models.accounts import people_who_may
from interventions.models.proposal import ABOUT
from interventions.sheet.proposed import label_of_fact
from interventions.workflow.proposals import PROPOSAL_STEPS, PROPOSE


def to_read(user: User) -> QuerySet:
    """What another proposed: of what was saved together, the first."""
    return _first_of_each(Proposal.objects.to_read(user, writers=people_who_may(PROPOSE)))


def own_proposals(user: User) -> QuerySet:
    return _first_of_each(Proposal.objects.own(user))


def _first_of_each(rows: QuerySet) -> QuerySet:
    each = rows.order_by().values("together").annotate(first=Min("pk"), saved=Count("pk"))
    same = each.filter(together=OuterRef("together"))
    found = Proposal.objects.filter(pk__in=each.values("first")).select_related(
        *ABOUT, "sheet", "proposed_by", "decided_by"
    )
    return found.annotate(saved=Subquery(same.values("saved"))).order_by("proposed_at", "pk")


def proposal_entry(row: Proposal, user: User) -> Entry:
    """It leads to the page with the difference, where one press publishes it."""
    label, more = label_of_fact(row.fact, type(row.subject)), row.saved - 1  # type: ignore[attr-defined]
    facts = [f"{label} en {more} meer" if more else label]
    url = reverse("admin:interventions_proposal_change", args=[row.pk])
    if row.proposed_by_id == user.pk:
        sent_back = row.status == Proposal.Status.SENT_BACK
        facts.append(f"teruggestuurd door {row.decided_by}" if sent_back else "wacht op een ander")
        since = row.decided_at if sent_back else row.proposed_at
        return Entry(str(row.subject), url, age(since), facts, [("Lezen", url)])
    facts.append(f"voorgesteld door {row.proposed_by or 'een lezer'}")
    verb = "publish" if row.proposed_by_id else "accept"
    if row.status == Proposal.Status.SENT_BACK:
        facts.append("teruggestuurd, en die werkt hier niet meer aan")
        return Entry(str(row.subject), url, age(row.decided_at), facts, [("Lezen", url)])
    step = reverse("admin:interventions_proposal_step", args=[row.pk, verb])
    return Entry(str(row.subject), step, age(row.proposed_at), facts, [("Lezen", step)])


PROPOSED = (
    Section(
        "na-te-lezen",
        "Na te lezen",
        "Een ander vult iets aan, of stelt andere woorden voor. Lees het verschil en publiceer.",
        "Er is niets na te lezen.",
        PROPOSAL_STEPS["publish"].permission,
        to_read,
        proposal_entry,
        Proposal,
    ),
    Section(
        "mijn-voorstellen",
        "Mijn voorstellen",
        "Wat u voorstelde en nog niet op de site staat.",
        "U hebt geen voorstellen die wachten.",
        PROPOSE,
        own_proposals,
        proposal_entry,
        Proposal,
    ),
)
