"""What else waits at the desk: a file, a word, an address, a notice and a letter."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from elements import dates
from interventions.desk.asked import Standing
from interventions.desk.beside import page_of
from interventions.desk.entries import Entry, Section, age, page
from interventions.models import (
    DescriptionSheet,
    ImportBatch,
    Notice,
    OutboxMessage,
    RoleAddress,
    Upload,
    WordRequest,
)
from interventions.models.kept import UPLOAD
from interventions.workflow import mail, role_addresses, steps
from interventions.workflow.words import WORD_STEPS

DAY, MONTH = timedelta(days=1), timedelta(days=30)


def files(user: User) -> QuerySet[Upload]:
    """Uploaded and not read in yet."""
    return Upload.objects.waiting(user).defer("tables").select_related("by").order_by("at", "pk")


def file_entry(row: Upload, user: User) -> Entry:
    url = reverse("admin:interventions_importbatch_preview", args=[row.pk])
    facts = ["de regels met een fout"] if row.rest_of_id else []
    if number := len(row.choices):
        facts.append("1 keuze bewaard" if number == 1 else f"{number} keuzes bewaard")
    if row.by_id != user.pk:
        facts.append(f"van {row.by}, die hier niet meer werkt")
    facts.append(f"verdwijnt na {dates.in_words(dates.day_of(row.at + UPLOAD))}")
    return Entry(row.file_name, url, age(row.at), facts, [("Verder met dit bestand", url)])


def sheets(user: User) -> QuerySet[DescriptionSheet]:
    """Read, and not set beside a text yet, or with passages that nobody dealt with."""
    rows = DescriptionSheet.objects.at_the_desk().with_progress()
    waiting = rows.filter(Q(intervention=None, submission=None) | Q(open__gt=0))
    return waiting.select_related("intervention", "read_by").order_by("read_at", "pk")


def sheet_entry(row: DescriptionSheet, user: User) -> Entry:
    if row.intervention:
        facts = [f"bij {row.intervention}", f"{row.open} van {row.total} nog open"]  # type: ignore[attr-defined]  # `with_progress`
    else:
        facts = ["nog bij geen tekst"]
    facts.append(f"ingelezen door {row.read_by}" if row.read_by else "van een indiener")
    url = page_of(row)
    return Entry(row.title, url, age(row.read_at), facts, [("Verder met dit werkblad", url)])


def words(user: User) -> QuerySet[WordRequest]:
    """What nobody decided on, and for who asked: the answers of the last thirty days."""
    mine = Q(asked_by=user) | Q(wishes__by=user)
    answered = Q(decided_at__gt=timezone.now() - MONTH) & mine & ~Q(decided_by=user)
    rows = WordRequest.objects.filter(Q(status=WordRequest.Status.OPEN) | answered).distinct()
    return rows.select_related("asked_by", "decided_by").order_by("decided_at", "asked_at", "pk")


def word_entry(row: WordRequest, user: User) -> Entry:
    who = "u" if row.asked_by_id == user.pk else row.asked_by
    links = [(WORD_STEPS["refuse"].label, _step(row, "refuse"))]
    grant = WORD_STEPS["grant"]
    facts = [f"gevraagd door {who}", Standing(row).in_words]
    if row.status not in grant.sources or not steps.may(grant, row, user):
        return Entry(str(row), page_of(row), age(row.asked_at), facts)
    press = (grant.label, reverse("admin:word_granted", args=[row.pk]))
    return Entry(str(row), page_of(row), age(row.asked_at), facts, links, press)


def _step(row: WordRequest, verb: str) -> str:
    return reverse("admin:interventions_wordrequest_step", args=[row.pk, verb])


def addresses(user: User) -> QuerySet[RoleAddress]:
    """Written, and not confirmed yet."""
    rows = RoleAddress.objects.filter(confirmed_at=None)
    return rows.select_related("intervention", "written_by").order_by("written_at", "pk")


def address_entry(row: RoleAddress, user: User) -> Entry:
    about = row.intervention
    may = role_addresses.may_confirm(row, user)
    facts = [
        row.email,
        f"geschreven door {'u' if row.written_by_id == user.pk else row.written_by}",
    ]
    links = [("Bevestigen", page(about, "confirm_address"))] if may else []
    return Entry(str(about), page(about, "change"), age(row.written_at), facts, links)


def notices(user: User) -> QuerySet[Notice]:
    rows = Notice.objects.in_force().select_related("intervention", "element", "placed_by")
    return rows.order_by("placed_at", "pk")


def notice_entry(row: Notice, user: User) -> Entry:
    url = reverse("admin:interventions_notice_change", args=[row.pk])
    facts = [row.text, f"geplaatst door {row.placed_by}"]
    return Entry(str(row.intervention or row.element), url, age(row.placed_at), facts)


def letters(user: User) -> QuerySet[OutboxMessage]:
    """Not or perhaps not arrived, and those that should have gone a day ago."""
    late = Q(state=OutboxMessage.State.WAITING, queued_at__lte=timezone.now() - DAY)
    rows = OutboxMessage.objects.filter(late | Q(pk__in=mail.resendable().values("pk")))
    return rows.exclude(error=mail.UNWANTED.error).order_by("queued_at", "pk")


def letter_entry(row: OutboxMessage, user: User) -> Entry:
    url = reverse("admin:interventions_outboxmessage_change", args=[row.pk])
    facts = [row.get_state_display(), *([row.error] if row.error else [])]
    return Entry(row.subject, url, age(row.queued_at), facts)


LOOSE_ENDS = (
    Section(
        "bestanden",
        "Bestanden die wachten",
        f"Nog niet ingelezen. Een bestand wacht hooguit {UPLOAD.days} dagen, "
        "met wat u hebt gekozen.",
        "Er wacht geen bestand.",
        "interventions.add_intervention",
        files,
        file_entry,
        ImportBatch,
    ),
    Section(
        "werkbladen",
        "Werkbladen om te verwerken",
        "Beschrijvingen van eigenaren die zijn ingelezen. Schrijf wat u ervan overneemt.",
        "Er wacht geen werkblad.",
        "interventions.add_descriptionsheet",
        sheets,
        sheet_entry,
        DescriptionSheet,
    ),
    Section(
        "woorden",
        "Gevraagde woorden",
        "Iemand mist een thema, doelgroep, soort plek of gemeente. Een ander zegt ja of nee.",
        "Er is geen woord gevraagd.",
        "interventions.view_wordrequest",
        words,
        word_entry,
        WordRequest,
    ),
    Section(
        "mailadressen",
        "Mailadressen om te bevestigen",
        "Een ander dan wie het schreef, bevestigt het.",
        "Alle mailadressen zijn bevestigd.",
        role_addresses.CONFIRM,
        addresses,
        address_entry,
    ),
    Section(
        "mededelingen",
        "Mededelingen op de site",
        "Deze staan nu boven een pagina. Haal weg wat niet meer nodig is.",
        "Er staat geen mededeling op de site.",
        "interventions.view_notice",
        notices,
        notice_entry,
        Notice,
    ),
    Section(
        "post",
        "Post die niet aankwam",
        "Niet verstuurd, misschien verstuurd, of al een dag aan het wachten.",
        "Alle post is verstuurd.",
        "interventions.change_outboxmessage",
        letters,
        letter_entry,
        OutboxMessage,
    ),
)
