"""Which page edits which model, under which heading of the start page."""

from django.contrib.admin import site
from django.contrib.auth.models import Group, User

from elements.models import Element, Source, Term
from interventions.admin.elements import ElementAdmin, SourceAdmin, TermAdmin
from interventions.admin.importing.batches import ImportBatchAdmin
from interventions.admin.intervention import InterventionAdmin
from interventions.admin.notices import NoticeAdmin
from interventions.admin.outbox import OutboxAdmin
from interventions.admin.people import PersonAdmin, RoleAdmin
from interventions.admin.reports import ReportAdmin
from interventions.admin.submissions import SubmissionAdmin
from interventions.admin.taxonomy import LevelAdmin, SettingAdmin, TargetGroupAdmin, ThemeAdmin
from interventions.admin.words import SynonymAdmin
from interventions.models import (
    ImportBatch,
    Intervention,
    Notice,
    OutboxMessage,
    RecognitionLevel,
    Report,
    Setting,
    Submission,
    Synonym,
    TargetGroup,
    Theme,
)

site.furnish(
    {
        "Inhoud": {
            Intervention: InterventionAdmin,
            Source: SourceAdmin,
            Element: ElementAdmin,
            ImportBatch: ImportBatchAdmin,
        },
        "Van buiten": {
            Report: ReportAdmin,
            Notice: NoticeAdmin,
            Submission: SubmissionAdmin,
        },
        "Indeling": {
            TargetGroup: TargetGroupAdmin,
            Theme: ThemeAdmin,
            Setting: SettingAdmin,
            RecognitionLevel: LevelAdmin,
        },
        "Woorden": {Term: TermAdmin, Synonym: SynonymAdmin},
        "Mensen": {User: PersonAdmin, Group: RoleAdmin},
        "Post": {OutboxMessage: OutboxAdmin},
    }
)
