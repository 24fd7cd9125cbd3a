"""The letters of the workflow: who hears of a step, and in which words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from elements.blocks import in_plain_text
from interventions.models import Intervention, StatusChange, Submission
from interventions.workflow.mail.outbox import Letter, queue_letter
from interventions.workflow.mail.outside import queue_outside
from interventions.workflow.reviewers import reviewers

# --- To people of the desk ------------------------------------------------------------------------

TO_REVIEW = Letter(
    "Te beoordelen: {name}",
    ("'{name}' is ingediend en wacht op een beoordelaar.", "U vindt de tekst hier:\n{link}"),
)
FREE_AGAIN = Letter(
    "Wacht weer op een beoordelaar: {name}",
    (
        "{who} heeft de beoordeling van '{name}' teruggegeven. "
        "De tekst wacht weer op een beoordelaar.",
        "U vindt de tekst hier:\n{link}",
    ),
)
CLAIMED = Letter(
    "In beoordeling: {name}",
    (
        "{who} beoordeelt nu '{name}'. Zolang dat duurt, kunt u de tekst niet aanpassen.",
        "U vindt de tekst hier:\n{link}",
    ),
)
SENT_BACK = Letter(
    "Graag aanpassen: {name}",
    (
        "{who} heeft '{name}' beoordeeld en vraagt u de tekst aan te passen.",
        "De toelichting:\n\n{note}",
        "Pas de tekst aan en dien die daarna opnieuw in:\n{link}",
    ),
)
REJECTED = Letter(
    "Afgewezen: {name}",
    (
        "{who} heeft '{name}' afgewezen. De tekst komt niet op de site.",
        "De toelichting:\n\n{note}",
        "U vindt de tekst hier:\n{link}",
    ),
)
AGREED = Letter(
    "Akkoord gegeven: {name}",
    ("{who} is akkoord met '{name}'.", "U vindt de tekst hier:\n{link}"),
)
PUBLISHED = Letter(
    "Gepubliceerd: {name}",
    ("{who} heeft '{name}' gepubliceerd.", "Iedereen kan de tekst nu lezen:\n{public}"),
)
WITHDRAWN = Letter(
    "Ingetrokken: {name}",
    (
        "{who} heeft '{name}' ingetrokken. De tekst staat niet meer op de site.",
        "De reden, die iedereen op het oude adres kan lezen:\n\n{note}",
        "U vindt de tekst in het beheer:\n{link}",
    ),
)
REOPENED = Letter(
    "Heropend: {name}",
    (
        "{who} heeft '{name}' heropend. De tekst is weer een concept.",
        "U vindt de tekst hier:\n{link}",
    ),
)

WORD_GRANTED = Letter(
    "Toegevoegd: {name}",
    ("U vroeg om een woord in een lijst. Het is er nu: {word}.", "{note}"),
)
WORD_REFUSED = Letter(
    "Niet toegevoegd: {name}",
    ("U vroeg om een woord in een lijst: {word}. Het is niet toegevoegd.", "{note}"),
)

# --- To the person outside who sent it in ---------------------------------------------------------

# Until the button is pressed: nothing in these was typed by a visitor or depends on what was.
UNCONFIRMED = (
    "Iemand vulde dit mailadres in bij een aanmelding van een interventie op onze site.",
    "Was u dat? Open dan deze link. Daar ziet u hoe het staat. Druk daar op de knop 'Dit is mijn "
    "mailadres'. Daarna zeggen onze mails ook waar ze over gaan. Geef de link niet door."
    "\n{private}",
    "Was u dat niet? Dan hoeft u niets te doen.",
)
FIRST = Letter("Is dit uw mailadres?", UNCONFIRMED)
NEWS = Letter("Nieuws over een aanmelding", ("Er is nieuws over een aanmelding.", *UNCONFIRMED))
# After it.
FOLLOW = (
    "Op dit adres ziet u hoe het staat. Het adres is alleen voor u: geef het niet door.\n{private}"
)
RECEIVED = Letter(
    "Ontvangen: {name}",
    (
        "Wij hebben uw aanmelding van '{name}' ontvangen. Een beoordelaar van de redactie leest "
        "de tekst. U krijgt bericht bij elke stap.",
        FOLLOW,
    ),
)
IN_REVIEW = Letter(
    "In beoordeling: {name}",
    ("Een beoordelaar van de redactie leest nu uw aanmelding van '{name}'.", FOLLOW),
)
QUESTION = Letter(
    "Graag uw antwoord: {name}",
    (
        "Wij hebben uw aanmelding van '{name}' gelezen en hebben nog iets van u nodig.",
        "De toelichting:\n\n{note}",
        "Geef uw antwoord op dit adres. Het is alleen voor u: geef het niet door.\n{private}",
    ),
)
NOT_PLACED = Letter(
    "Niet geplaatst: {name}",
    (
        "Wij hebben uw aanmelding van '{name}' beoordeeld en plaatsen die niet.",
        "De toelichting:\n\n{note}",
        FOLLOW,
    ),
)
PLACED = Letter(
    "Geplaatst: {name}",
    (
        "'{name}' staat nu op de site. Dank u wel voor uw aanmelding.\n{public}",
        "Klopt er iets niet? Onder aan die bladzijde kunt u dat melden.",
    ),
)
WORKED_UP = Letter(
    "De redactie werkt verder aan: {name}",
    (
        "Een redacteur werkt uw aanmelding van '{name}' verder uit. U hoeft niets te doen. "
        "U krijgt bericht als er een besluit is.",
        FOLLOW,
    ),
)
LOOKED_AT_AGAIN = Letter(
    "Opnieuw bekeken: {name}",
    ("De redactie bekijkt uw aanmelding van '{name}' opnieuw.", FOLLOW),
)


# --- Who hears of what ----------------------------------------------------------------------------


def author(row: Intervention) -> list[User | None]:
    """Who handed the text in, and so waits for an answer; of one never handed in, who made it.

    And who took it over.
    """
    return [row.taken_over_by, row.submitted_by or row.created_by]


def everybody(row: Intervention) -> Iterable[User]:
    """Everybody who may review, whatever the text."""
    return reviewers()


def reviewer(row: Intervention) -> list[User | None]:
    return [row.claimed_by]


def responsible(row: Intervention) -> list[User | None]:
    """Of a public text: who handed it in, and who published it last."""
    return [*author(row), row.revised_by or row.published_by]


@dataclass(frozen=True)
class Post:
    """The letters of one step; the submitter is the person outside who sent the text in.

    `asks`: that letter is for who works on the text, so for no submitter after an editor took over.
    """

    people: Callable[[Intervention], Iterable[User | None]] | None = None
    letter: Letter | None = None
    to_submitter: Letter | None = None
    asks: bool = False


POST = {
    "submit": Post(everybody, TO_REVIEW, RECEIVED, asks=True),
    "take_back": Post(),
    "take_over": Post(to_submitter=WORKED_UP),
    "claim": Post(author, CLAIMED, IN_REVIEW),
    "release": Post(everybody, FREE_AGAIN),
    "send_back": Post(author, SENT_BACK, QUESTION, asks=True),
    "reject": Post(author, REJECTED, NOT_PLACED),
    "agree": Post(reviewer, AGREED),
    "publish": Post(author, PUBLISHED, PLACED),
    "improve": Post(),
    "revise": Post(),
    "withdraw": Post(responsible, WITHDRAWN),
    "reopen": Post(author, REOPENED, LOOKED_AT_AGAIN),
}


def announce(change: StatusChange, row: Intervention, *, to_submitter: bool = True) -> None:
    """Put the mails of one step in the outbox, in its transaction, when the rest is done.

    `row` is what the step led to: of a working copy that was published, the public row.

    | step | people of the desk | the submitter |
    | --- | --- | --- |
    | submit | every reviewer | confirmation, with the private link |
    | take_back | nobody: the text is with who handed it in | |
    | take_over | nobody | 'an editor works it up' |
    | claim | author | 'in review' |
    | release | every reviewer | |
    | send_back, reject | author, with the note | with the note |
    | agree | the reviewer who has the text | |
    | publish | author | with the address; at the first publication only |
    | improve | nobody: who proposed it reads it at the desk | |
    | revise | nobody: the text is still with who made the copy | |
    | withdraw | author, and who published it last | |
    | reopen | author | 'we look at it again' |

    Never to who took the step, to an account that is switched off, or to one without an address.
    Who did it is named to colleagues only; nothing of the submitter is in a mail to anybody else.
    The submitter gets a fixed text until the address was confirmed, and no more questions once an
    editor has taken the text over.
    """
    post = POST[change.verb]
    values = _values(change, row)
    told = {"", change.by.email.casefold()}
    for user in post.people(row) if post.people else ():
        if user is None or not user.is_active or user.email.casefold() in told:
            continue
        told.add(user.email.casefold())
        queue_letter(
            cast(Letter, post.letter),
            key=f"step-{change.pk}-person-{user.pk}",
            to=user.email,
            values=values,
        )
    submission = Submission.objects.filter(intervention_id=row.pk).exclude(email="").first()
    theirs = not (post.asks and row.taken_over_by_id)
    letter = post.to_submitter if to_submitter and theirs else None
    if letter and submission and not _was_public(change, row):
        _tell_submitter(letter, change, submission, values)


def _tell_submitter(
    letter: Letter, change: StatusChange, submission: Submission, values: dict
) -> None:
    asks = change.verb == "submit"
    if submission.confirmed_at:
        values, token = {**values, "name": submission.known_as}, submission.token
    else:
        letter, values, token = FIRST if asks else NEWS, {}, submission.mailed_token
    queue_outside(
        letter,
        key=f"step-{change.pk}-submitter",
        to=submission.email,
        values={**values, "private": _address("submissions:submission-follow", token)},
        counts=asks or submission.confirmed_at is None,
    )


def _values(change: StatusChange, row: Intervention) -> dict:
    return {
        "name": row.name,
        "who": change.by.get_full_name() or change.by.get_username(),
        "note": in_plain_text(change.note),
        "link": _address("admin:interventions_intervention_change", row.pk),
        "public": _address("public:intervention-detail", row.slug),
    }


def _address(name: str, key: int | str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=[key])}"


def _was_public(change: StatusChange, row: Intervention) -> bool:
    """Whether the text was public before: then the procedure of the submission is long over."""
    steps = StatusChange.objects.filter(intervention_id=row.pk, verb="publish")
    return steps.exclude(pk=change.pk).exists()
