"""Which page edits which model, under which heading of the start page."""

from typing import cast

from django.contrib.admin import site
from django.contrib.auth.models import Group, User

from elements.models import Element, Source, Term
from interventions.desk.descriptions.sheets import DescriptionSheetAdmin
from interventions.desk.elements import ElementAdmin, SourceAdmin, TermAdmin
from interventions.desk.importing.batches import ImportBatchAdmin
from interventions.desk.intervention import InterventionAdmin
from interventions.desk.notices import NoticeAdmin
from interventions.desk.outbox import OutboxAdmin
from interventions.desk.people import PersonAdmin, RoleAdmin
from interventions.desk.proposals import ProposalAdmin
from interventions.desk.reports import ReportAdmin
from interventions.desk.site import DeskSite
from interventions.desk.submissions import SubmissionAdmin
from interventions.desk.taxonomy import (
    LevelAdmin,
    MunicipalityAdmin,
    SettingAdmin,
    TargetGroupAdmin,
    ThemeAdmin,
)
from interventions.desk.word_requests import WordRequestAdmin
from interventions.desk.words import OtherDatabankAdmin, SynonymAdmin
from interventions.models import (
    DescriptionSheet,
    ImportBatch,
    Intervention,
    Municipality,
    Notice,
    OtherDatabank,
    OutboxMessage,
    Proposal,
    RecognitionLevel,
    Report,
    Setting,
    Submission,
    Synonym,
    TargetGroup,
    Theme,
    WordRequest,
)

cast(DeskSite, site).furnish(
    {
        "Inhoud": {
            Intervention: InterventionAdmin,
            Source: SourceAdmin,
            Element: ElementAdmin,
            Proposal: ProposalAdmin,
            DescriptionSheet: DescriptionSheetAdmin,
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
            Municipality: MunicipalityAdmin,
            RecognitionLevel: LevelAdmin,
            WordRequest: WordRequestAdmin,
        },
        "Woorden": {
            Term: TermAdmin,
            Synonym: SynonymAdmin,
            OtherDatabank: OtherDatabankAdmin,
        },
        "Mensen": {User: PersonAdmin, Group: RoleAdmin},
        "Post": {OutboxMessage: OutboxAdmin},
    }
)
