"""What a step can ask for. The rows of the table name these, and their first lines are its words.

One about the person gives why not, in words, and nothing where it is right. One about the text
raises ValidationError; it may look at `by`, who takes the step, and at `stamp`, the text they read.
"""

from collections.abc import Iterator
from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from interventions.models import Intervention, Proposal, research
from interventions.models.accounts import people_who_may
from interventions.sheet.proposed import held, label_of_fact

WRITE = "interventions.change_intervention"


# --- About the person -----------------------------------------------------------------------------


def has_it_in_review(row: Intervention, user: User) -> str:
    """who has it in review"""
    if row.claimed_by_id == user.pk:
        return ""
    return (
        f"Deze tekst is in beoordeling bij {row.claimed_by}. "
        f"Alleen {row.claimed_by} kan deze stap nemen."
    )


def changed_it_not_last(row: Intervention, user: User) -> str:
    """not who changed the text last"""
    if row.changed_by_id != user.pk:
        return ""
    return (
        "U hebt deze tekst zelf als laatste aangepast. "
        "Laat iemand anders de tekst lezen en akkoord geven."
    )


def handed_it_in(row: Intervention, user: User) -> str:
    """who handed it in"""
    if row.submitted_by_id == user.pk:
        return ""
    return "Alleen wie deze tekst heeft ingediend, kan die terugnemen."


def nobody_here_works_on_it(row: Intervention, user: User) -> str:
    """when its author is somebody outside, or may no longer write"""
    author = people_who_may(WRITE).filter(pk__in=authors_of(row)).first()
    if author is None:
        return ""
    return f"{author} werkt aan deze tekst. U kunt de tekst wel aanpassen."


def authors_of(row: Intervention) -> set[int]:
    """The keys of whose text it is: who took it over, who handed it in, who made it."""
    keys = (row.taken_over_by_id, row.submitted_by_id, row.created_by_id)
    return {key for key in keys if key is not None}


# --- About the text -------------------------------------------------------------------------------


def as_read(row: Intervention, *, stamp: str, **_) -> None:
    """nobody changed the text since it was read"""
    if row.text_stamp != stamp:
        raise ValidationError(
            "De tekst is aangepast nadat u die opende. Lees de tekst opnieuw.", code="changed"
        )


def four_eyes(row: Intervention, *, by: User, **_) -> None:
    """somebody else who may write was the last to change it, or agreed with it after that"""
    if second_person(row, publisher=by) is None:
        raise ValidationError(
            "Naast wie publiceert, staat nog niemand achter deze tekst. "
            "Laat een andere redacteur de tekst lezen en akkoord geven.",
            code="four_eyes",
        )


def no_working_copy(row: Intervention, **_) -> None:
    """there is no working copy yet"""
    if row.working_copies.exists():
        raise ValidationError("Hiervan is al een werkkopie. Werk daarin verder.", code="has_copy")


def no_suggestions(row: Intervention, **_) -> None:
    """no suggested element is still open"""
    names = [one.element.short_name for one in row.suggested_elements.select_related("element")]
    if names:
        raise ValidationError(
            f"Er staan nog voorgestelde elementen open: {', '.join(names)}. "
            "Maak er een uitspraak met een bron van, of haal ze weg.",
            code="open_suggestions",
        )


def nothing_to_choose(row: Intervention, **_) -> None:
    """of what changed on the site meanwhile, its author chose which text stays"""
    labels = [label_of_fact(one.fact) for one in to_choose(row)]
    if labels:
        raise ValidationError(
            f"Op de site is intussen iets veranderd: {', '.join(labels)}. In de werkkopie staat "
            "iets anders. Kies eerst welke tekst blijft.",
            code="choose",
        )


def to_choose(row: Intervention) -> list[Proposal]:
    """What was published of a text while this working copy said something else, and still does."""
    if not row.replaces_id:
        return []
    passed = Proposal.objects.passed_by(row).order_by("decided_at", "pk")
    newest = {one.fact: one for one in passed}
    live = cast(Intervention, row.replaces)
    return [one for one in newest.values() if held(row, one.fact) != held(live, one.fact)]


def complete(row: Intervention, **_) -> None:
    """nothing is missing that a reader needs"""
    faults = []
    if not row.summary.strip():
        faults.append(ValidationError("De samenvatting is leeg.", code="no_summary"))
    if not row.sources.exists():
        faults.append(ValidationError("Er staat nog geen bron bij.", code="no_source"))
    for statement in row.statements.select_related("element").filter(explanation=""):
        faults.append(
            ValidationError(
                f"De uitleg bij '{statement.element.short_name}' is leeg.", code="no_explanation"
            )
        )
    hidden = row.statements.filter(element__position=None).values_list("element__short_name")
    for (name,) in hidden.distinct().order_by("element__short_name"):
        faults.append(
            ValidationError(
                f"Het element '{name}' is nog niet openbaar. Een ander moet eerst akkoord geven.",
                code="hidden_element",
            )
        )
    if row.activity != Intervention.Activity.UNKNOWN and not row.activity_source_id:
        faults.append(
            ValidationError(
                "Zeg volgens welke bron dit nog loopt of gestopt is.", code="no_activity_source"
            )
        )
    faults += [ValidationError(text, code=f"no_{field}") for field, text in research_faults(row)]
    if faults:
        raise ValidationError(faults)


def research_faults(row: Intervention) -> Iterator[tuple[str, str]]:
    """(field, what is wrong) of what a row tells of research."""
    return research.faults(
        kind=row.research_kind,
        outcome=row.research_outcome,
        line=row.research_line,
        searched=row.research_searched_on is not None,
        has_source=row.research_sources.exists(),
    )


# --- Who stands behind a text ---------------------------------------------------------------------


def standing_behind(publisher) -> Coalesce:
    """The key of who else stands behind a text: the last to change it, or to agree after that.

    An expression on interventions, empty when nobody but the publisher (a key, or an expression)
    does. Only people who may write now count.
    """
    others = people_who_may(WRITE).exclude(pk=publisher).values("pk")
    still = Q(changed_at=None) | Q(agreed_at__gt=F("changed_at"))
    return Coalesce(
        Subquery(others.filter(pk=OuterRef("changed_by"))),
        Case(When(still, then=Subquery(others.filter(pk=OuterRef("agreed_by"))))),
    )


def second_person(row: Intervention, *, publisher) -> User | None:
    """Who else than the publisher stands behind the text of the row, as the database has it."""
    texts = Intervention.objects.filter(pk=row.pk)
    seconds = texts.annotate(second=standing_behind(publisher.pk)).values("second")
    return User.objects.filter(pk__in=seconds).first()
