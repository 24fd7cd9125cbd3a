"""How it stands with a submission, in words for the person who sent it in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from interventions.models import Intervention, Remark, StatusChange, Submission
from interventions.workflow.writing import EDITABLE

Status = Intervention.Status
WORDS: dict[str, tuple[str, str]] = {
    Status.DRAFT: ("Opnieuw bekeken", "De redactie werkt weer aan deze tekst."),
    Status.SUBMITTED: ("Ontvangen", "Bedankt. Uw aanmelding wacht op een beoordelaar."),
    Status.IN_REVIEW: ("In beoordeling", "Een beoordelaar leest uw aanmelding nu."),
    Status.SENT_BACK: ("Teruggestuurd", "Wij hebben nog iets van u nodig."),
    Status.PUBLISHED: ("Gepubliceerd", "Iedereen kan de tekst nu lezen."),
    Status.REJECTED: ("Niet geplaatst", "De beoordelaar heeft uw aanmelding afgewezen."),
    Status.WITHDRAWN: ("Ingetrokken", "De tekst stond op de site en is er weer af gehaald."),
}
WORKED_UP = ("In bewerking", "De redactie werkt uw aanmelding verder uit. U hoeft niets te doen.")
GONE = ("Niet meer hier", "Deze aanmelding is niet meer in behandeling.")
# What happened, as the sender reads it; steps between colleagues are not told.
HAPPENED = {
    "submit": "Ingediend",
    "take_over": "De redactie werkt de tekst verder uit",
    "claim": "In beoordeling genomen",
    "send_back": "Teruggestuurd",
    "reject": "Afgewezen",
    "reopen": "Opnieuw in behandeling genomen",
    "publish": "Gepubliceerd",
    "withdraw": "Ingetrokken",
}
AS_AUTHOR = ("submit", "send_back")  # of the editor, once that is who works on the text
TO_THE_SENDER: dict[str, str] = {
    Status.SENT_BACK: "send_back",
    Status.REJECTED: "reject",
    Status.WITHDRAWN: "withdraw",
}


@dataclass(frozen=True)
class Standing:
    """The state in a word and a sentence, the note that goes with it, and what happened when."""

    title: str
    sentence: str
    note: str
    happened: list[tuple[str, datetime]]
    remarks: list["Said"]


@dataclass(frozen=True)
class Said:
    """An open remark: what it is about in words, and the question of the form that it stands at."""

    label: str
    question: str
    remark: Remark


def standing(submission: Submission) -> Standing:
    row = submission.intervention
    if row is None:
        return Standing(*GONE, note="", happened=[], remarks=[])
    changes = list(row.status_changes.all())  # the newest first
    if row.taken_over_by_id and row.status in EDITABLE:
        return Standing(*WORKED_UP, note="", happened=list(_told(reversed(changes))), remarks=[])
    verb = TO_THE_SENDER.get(row.status, "")
    note = next((change.note for change in changes if change.verb == verb), "")
    remarks = row.remarks.filter(state=Remark.State.OPEN) if submission.is_asked else []
    return Standing(
        *WORDS[row.status],
        note=note,
        happened=list(_told(reversed(changes))),
        remarks=[Said(_label(one.field), _question(one.field), one) for one in remarks],
    )


def remarks_at(submission: Submission) -> dict[str, list[Remark]]:
    """The open remarks by the question that they stand at."""
    found: dict[str, list[Remark]] = {}
    for said in standing(submission).remarks:
        found.setdefault(said.question, []).append(said.remark)
    return found


def _told(changes: Iterable[StatusChange]) -> Iterator[tuple[str, datetime]]:
    """What happened, up to the first publication; after that only whether it is still public."""
    was_public = is_worked_up = False
    for change in changes:
        if is_worked_up and change.verb in AS_AUTHOR:
            continue
        is_worked_up = is_worked_up or change.verb == "take_over"
        if change.verb in HAPPENED and (not was_public or change.verb == "withdraw"):
            yield HAPPENED[change.verb], change.at
        was_public = was_public or change.verb == "publish"


def _question(field: str) -> str:
    """The name of the question about this field; of a statement, that about its element."""
    kind, is_statement, rest = field.partition(":")
    return f"how_{rest.partition(':')[0]}" if is_statement else kind


def _label(field: str) -> str:
    """The field that a remark is about, in words."""
    names = {
        one.name: str(one.verbose_name) for one in Intervention._meta.get_fields() if one.concrete
    }
    return names.get(field, "de werkzame elementen")
