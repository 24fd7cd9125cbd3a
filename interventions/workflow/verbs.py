"""One verb per row of the table: nothing else assigns `status`.

Each verb is one transaction: it locks the row, guards the step, records it in a StatusChange, puts
its letters in the outbox, and changes what the step is about. All raise PermissionDenied, or
ValidationError with every reason.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from elements.models import content_change
from interventions.finding import search
from interventions.models import Intervention, StatusChange, Submission
from interventions.workflow import copies, guards, mail
from interventions.workflow.publications import record_intervention
from interventions.workflow.table import TRANSITIONS

Status = Intervention.Status
# The steps that decide on a submission, and the one that takes a decision back.
DECIDES = {"publish": True, "reject": True, "reopen": False}


def submit(intervention: Intervention, *, by, note: str = "", to_submitter: bool = True) -> None:
    """Hand in a text for review. Refused while it is incomplete or has open suggestions.

    `to_submitter`: whether who sent it in from outside gets a letter about it.
    """
    with transaction.atomic():
        row = _locked(intervention)
        guards.check(TRANSITIONS["submit"], row, by=by, note=note)
        guards.check_suggestions(row)
        guards.check_complete(row)
        row.submitted_at, row.submitted_by = timezone.now(), by
        _step("submit", row, by=by, note=note, to_submitter=to_submitter)
        intervention.refresh_from_db()


def claim(intervention: Intervention, *, by, note: str = "") -> None:
    """Take a text into review: from now on this reviewer decides."""
    with transaction.atomic():
        row = _locked(intervention)
        guards.check(TRANSITIONS["claim"], row, by=by, note=note)
        row.claimed_at, row.claimed_by = timezone.now(), by
        _step("claim", row, by=by, note=note)
        intervention.refresh_from_db()


def release(intervention: Intervention, *, by, note: str = "") -> None:
    """Put a text back in the queue, for another reviewer."""
    _decide("release", intervention, by=by, note=note)


def send_back(intervention: Intervention, *, by, note: str) -> None:
    """Ask the author for changes; the note says which."""
    _decide("send_back", intervention, by=by, note=note)


def reject(intervention: Intervention, *, by, note: str) -> None:
    """Decide that the text will not be published; the note says why."""
    _decide("reject", intervention, by=by, note=note)


def agree(intervention: Intervention, *, by, note: str = "") -> None:
    """Stand behind the text that `intervention` holds; a later change asks for a new agreement.

    Refused when somebody changed the text since that was read.
    """
    with transaction.atomic():
        row = _locked(intervention)
        guards.check(TRANSITIONS["agree"], row, by=by, note=note)
        guards.check_as_read(row, stamp=intervention.text_stamp)
        row.agreed_at, row.agreed_by = timezone.now(), by
        _step("agree", row, by=by, note=note)
        intervention.refresh_from_db()


def publish(intervention: Intervention, *, by, note: str = "") -> Intervention:
    """Make the text public, as the next version. Gives the public row, also of a copy.

    `note` says in public what changed. Two people must stand behind the text.
    """
    with content_change():
        row = _locked(intervention)
        guards.check(TRANSITIONS["publish"], row, by=by, note=note)
        guards.check_four_eyes(row, by=by)
        guards.check_complete(row)
        public = _make_public(row, by=by, note=note)
    if public.pk == intervention.pk:
        intervention.refresh_from_db()
        return intervention
    return public


def publish_launch_content(intervention: Intervention, *, by, note: str = "") -> None:
    """Publish a row of the launch content, past the review: see decision 0013.

    Only for an account that cannot sign in, so that nobody at the desk can come this way. Raises
    PermissionDenied for any other, and ValidationError when something is missing.
    """
    with content_change():
        row = _locked(intervention)
        guards.check_launch(row, by=by)
        guards.check_complete(row)
        _make_public(row, by=by, note=note)
    intervention.refresh_from_db()


def revise(intervention: Intervention, *, by, note: str = "") -> Intervention:
    """Make the working copy of a public or withdrawn text, and give it. The public text stays."""
    with transaction.atomic():
        row = _locked(intervention)
        guards.check(TRANSITIONS["revise"], row, by=by, note=note)
        guards.check_no_copy(row)
        now = timezone.now()
        copy = copies.make_copy(
            row, status=Status.DRAFT, created_by=by, changed_at=now, changed_by=by
        )
        _record("revise", copy, row.status, by=by, note=note)
    return copy


def withdraw(intervention: Intervention, *, by, note: str) -> None:
    """Take the intervention off every public page at once; the note is the public reason."""
    with content_change(withdrawal=True):
        row = _locked(intervention)
        guards.check(TRANSITIONS["withdraw"], row, by=by, note=note)
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        _step("withdraw", row, by=by, note=note)
        search.drop(row)
    intervention.refresh_from_db()


def reopen(intervention: Intervention, *, by, note: str = "") -> None:
    """Make a rejected text a draft again."""
    with transaction.atomic():
        row = _locked(intervention)
        guards.check(TRANSITIONS["reopen"], row, by=by, note=note)
        _step("reopen", row, by=by, note=note)
        intervention.refresh_from_db()


# --- What the verbs share -------------------------------------------------------------------------


def _locked(intervention: Intervention) -> Intervention:
    """The row as it is now. Raises ValidationError when it is gone: only a copy can be."""
    row = Intervention.objects.select_for_update().filter(pk=intervention.pk).first()
    if row is None:
        raise ValidationError("Deze werkkopie is intussen gepubliceerd.", code="gone")
    return row


def _decide(verb: str, intervention: Intervention, *, by, note: str) -> None:
    """A step that ends the review."""
    with transaction.atomic():
        row = _locked(intervention)
        guards.check(TRANSITIONS[verb], row, by=by, note=note)
        row.claimed_at = row.claimed_by = None
        _step(verb, row, by=by, note=note)
        intervention.refresh_from_db()


def _step(verb: str, row: Intervention, *, by, note: str, **letters) -> None:
    origin, row.status = row.status, TRANSITIONS[verb].target
    row.save()
    _record(verb, row, origin, by=by, note=note, **letters)


def _record(verb: str, row: Intervention, origin: str, *, by, note: str, **letters) -> None:
    change = StatusChange.objects.create(
        intervention=row,
        verb=verb,
        from_status=origin,
        to_status=TRANSITIONS[verb].target,
        by=by,
        note=note.strip(),
    )
    mail.announce(change, row, **letters)
    if verb in DECIDES:  # personal data of the submitter is kept until a year after this
        decided_at = change.at if DECIDES[verb] else None
        Submission.objects.filter(intervention_id=row.pk).update(decided_at=decided_at)


def _make_public(row: Intervention, *, by, note: str) -> Intervention:
    now = timezone.now()
    public = _locked(row.replaces) if row.replaces_id else row
    _record("publish", row, row.status, by=by, note=note)
    public.status = Status.PUBLISHED
    public.published_at, public.published_by = public.published_at or now, public.published_by or by
    public.revised_at, public.revised_by = now, by
    public.reviewed_at, public.reviewed_by = now, by
    for pair in ("changed", "submitted", "agreed"):
        setattr(public, f"{pair}_at", getattr(row, f"{pair}_at"))
        setattr(public, f"{pair}_by", getattr(row, f"{pair}_by"))
    public.claimed_at = public.claimed_by = None
    public.withdrawn_at = public.withdrawn_by = None
    if public is row:
        public.save()
    else:
        copies.put_back(row, public)
        copies.hand_over(row, public)
    record_intervention(public, by=by, at=now, note=note.strip())
    search.put(public)
    return public
