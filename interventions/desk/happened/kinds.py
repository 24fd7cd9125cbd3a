"""The kinds of things that happen at the desk, as one table.

A row here is enough: the line of a text, the log, its filter and its file read it.
"""

from axes.models import AccessAttempt, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db.models import Model, Q

from elements.models import Element, ElementChange, Source, Term
from interventions.desk.happened import words
from interventions.desk.happened.records import of_history, of_log
from interventions.desk.happened.trace import ABOUT_ITSELF, Kind, Trace
from interventions.models import (
    DescriptionSheet,
    ImportBatch,
    ImportedRow,
    Intervention,
    Notice,
    OtherDatabank,
    OutboxMessage,
    Proposal,
    Publication,
    Remark,
    Report,
    RoleAddress,
    StatusChange,
    Synonym,
    Version,
    WordRequest,
)
from interventions.sheet.subjects import SUBJECTS
from interventions.workflow.checks import READ_AGAIN

READER, SENDER, STRANGER = "een lezer", "een indiener", "onbekend"
ON_A_PAGE: dict[str, type[Model]] = {"intervention_id": Intervention, "element_id": Element}
PROPOSED: dict[str, type[Model]] = {f"{one.name}_id": one.model for one in SUBJECTS}
ONE_TEXT: dict[str, type[Model]] = {"intervention_id": Intervention}
PEOPLES = Q(sheet=None) | Q(proposed_by__isnull=False)  # not what a sheet says
READ = Q(history_change_reason=READ_AGAIN)


# --- The table ------------------------------------------------------------------------------------

TABLE = (
    Kind("teksten", "Teksten en lijsten", (*of_history(), of_log(Synonym), of_log(OtherDatabank))),
    Kind(
        "stappen",
        "Stappen",
        (
            Trace(
                StatusChange,
                "at",
                "by",
                words.step,
                ONE_TEXT,
                needs=("verb", "from_status", "to_status"),
                note="note",
            ),
        ),
    ),
    Kind(
        "versies",
        "Versies",
        (
            Trace(
                Publication,
                "at",
                "by",
                words.version,
                ON_A_PAGE,
                needs=(
                    *("number", "is_quiet"),
                    *("intervention__slug", "intervention__status", "element__slug"),
                ),
                note="note",
                link=words.version_link,
            ),
            Trace(
                Version,
                "at",
                "by",
                lambda row: f"versie {row.number} gepubliceerd",
                {"source_id": Source, "term_id": Term},
                needs=("number",),
                note="note",
            ),
        ),
    ),
    Kind(
        "voorstellen",
        "Voorstellen",
        (
            Trace(
                Proposal,
                "proposed_at",
                "proposed_by",
                words.proposed,
                {**PROPOSED, ABOUT_ITSELF: Proposal},
                needs=("fact",),
                where=PEOPLES,
                note="reason",
                link=words.proposal_link,
                nobody=READER,
            ),
            Trace(
                Proposal,
                "decided_at",
                "decided_by",
                words.decided,
                {**PROPOSED, ABOUT_ITSELF: Proposal},
                needs=("fact", "status"),
                note="note",
                link=words.proposal_link,
            ),
            Trace(
                WordRequest,
                "asked_at",
                "asked_by",
                words.asked_for,
                {ABOUT_ITSELF: WordRequest},
                needs=("kind", "name"),
            ),
            Trace(
                WordRequest,
                "decided_at",
                "decided_by",
                lambda row: f"{words.asked_for(row)}: {row.get_status_display()}",
                {ABOUT_ITSELF: WordRequest},
                needs=("kind", "name", "status"),
                note="note",
            ),
            Trace(
                ElementChange,
                "proposed_at",
                "proposed_by",
                lambda row: f"voorgesteld: {row.get_kind_display().lower()}",
                {"element_id": Element, ABOUT_ITSELF: ElementChange},
                needs=("kind",),
                note="note",
            ),
            Trace(
                ElementChange,
                "agreed_at",
                "agreed_by",
                lambda row: f"akkoord gegeven: {row.get_kind_display().lower()}",
                {"element_id": Element, ABOUT_ITSELF: ElementChange},
                needs=("kind",),
            ),
        ),
    ),
    Kind(
        "opmerkingen",
        "Opmerkingen",
        (
            Trace(
                Remark,
                "at",
                "by",
                words.remarked,
                ONE_TEXT,
                needs=("field",),
                note="text",
            ),
            Trace(
                Remark,
                "decided_at",
                "decided_by",
                words.remark_decided,
                ONE_TEXT,
                needs=("field", "state"),
            ),
        ),
    ),
    Kind(
        "nagekeken",
        "Nagekeken",
        (
            Trace(
                Intervention.history.model,
                "history_date",
                "history_user",
                "nagekeken: de tekst klopt nog",
                {"id": Intervention},
                where=READ,
            ),
        ),
    ),
    Kind(
        "mededelingen",
        "Mededelingen",
        (
            Trace(
                Notice,
                "placed_at",
                "placed_by",
                "mededeling geplaatst",
                {**ON_A_PAGE, ABOUT_ITSELF: Notice},
                note="text",
            ),
            Trace(
                Notice,
                "lifted_at",
                "lifted_by",
                "mededeling weggehaald",
                {**ON_A_PAGE, ABOUT_ITSELF: Notice},
                note="text",
            ),
        ),
    ),
    Kind(
        "meldingen",
        "Meldingen van lezers",
        (
            Trace(
                Report,
                "sent_at",
                "",
                "melding binnengekomen",
                {**ON_A_PAGE, ABOUT_ITSELF: Report},
                link=words.report_link,
                nobody=READER,
            ),
            Trace(
                Report,
                "taken_at",
                "taken_by",
                "melding in behandeling genomen",
                {**ON_A_PAGE, ABOUT_ITSELF: Report},
                link=words.report_link,
            ),
            Trace(
                Report,
                "decided_at",
                "decided_by",
                lambda row: f"melding {row.get_state_display()}",
                {**ON_A_PAGE, ABOUT_ITSELF: Report},
                needs=("state",),
                link=words.report_link,
            ),
        ),
    ),
    Kind(
        "mailadressen",
        "Mailadressen van functies",
        (
            Trace(RoleAddress, "written_at", "written_by", "mailadres opgeschreven", ONE_TEXT),
            Trace(RoleAddress, "confirmed_at", "confirmed_by", "mailadres bevestigd", ONE_TEXT),
        ),
    ),
    Kind(
        "imports",
        "Imports",
        (
            Trace(ImportBatch, "at", "by", "bestand ingelezen", {ABOUT_ITSELF: ImportBatch}),
            Trace(
                ImportedRow,
                "batch__at",
                "batch__by",
                lambda row: f"overgenomen uit regel {row.line} van een bestand",
                ONE_TEXT,
                needs=("line", "batch__file_name"),
                link=words.import_link,
                in_log=False,  # the file is there already
            ),
            Trace(
                DescriptionSheet,
                "read_at",
                "read_by",
                "werkblad ingelezen",
                {**ONE_TEXT, ABOUT_ITSELF: DescriptionSheet},
                link=words.sheet_link,
                nobody=SENDER,
            ),
        ),
    ),
    Kind("accounts", "Accounts en rollen", (of_log(User), of_log(Group))),
    Kind(
        "aanmelden",
        "Aanmelden en afmelden",
        (
            Trace(AccessLog, "attempt_time", "username", "aangemeld", by_name=True),
            Trace(AccessLog, "logout_time", "username", "afgemeld", by_name=True),
            Trace(
                AccessAttempt,
                "attempt_time",
                "username",
                words.failed,
                needs=("failures_since_start",),
                where=Q(failures_since_start__gt=0),
                nobody=STRANGER,
                by_name=True,
            ),
        ),
    ),
    Kind(
        "brieven",
        "Brieven",
        (
            Trace(
                OutboxMessage,
                "queued_at",
                "",
                lambda row: f"brief klaargezet, nu: {row.get_state_display()}",
                {ABOUT_ITSELF: OutboxMessage},
                needs=("state",),
            ),
            of_log(OutboxMessage),
        ),
    ),
    Kind(
        "uitvoer",
        "Uitvoer",
        (
            Trace(
                LogEntry,
                "action_time",
                "user",
                words.logged,
                needs=("action_flag", "change_message"),
                where=Q(content_type=None),
            ),
        ),
    ),
)
KINDS = {kind.slug: kind for kind in TABLE}
TRACES = tuple((kind, trace) for kind in TABLE for trace in kind.traces)
