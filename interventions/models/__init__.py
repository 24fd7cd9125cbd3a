"""What the knowledge base holds: interventions, what sources say, and what happens to them."""

from interventions.models.alert import Alert
from interventions.models.attempt import Attempt
from interventions.models.description_sheet import DescriptionSheet, SheetFile
from interventions.models.import_batch import ImportBatch, ImportedRow, SuggestedElement
from interventions.models.intervention import Intervention
from interventions.models.notice import Notice
from interventions.models.origin import Origin
from interventions.models.other_databank import OtherDatabank
from interventions.models.outbox import OutboxMessage
from interventions.models.place import Place
from interventions.models.proposal import Proposal
from interventions.models.publication import Publication
from interventions.models.recognition import Recognition
from interventions.models.recovery_code import RecoveryCode
from interventions.models.remark import Remark
from interventions.models.report import Report
from interventions.models.role_address import RoleAddress
from interventions.models.search_entry import SearchEntry, SearchWord
from interventions.models.sent import Sent
from interventions.models.statement import Statement
from interventions.models.statement_number import StatementNumber
from interventions.models.status_change import StatusChange
from interventions.models.stopped_address import StoppedAddress
from interventions.models.submission import Submission
from interventions.models.synonym import Synonym
from interventions.models.taxonomy import (
    Municipality,
    RecognitionLevel,
    Setting,
    TargetGroup,
    Theme,
)
from interventions.models.upload import Upload
from interventions.models.version import Version
from interventions.models.word_request import Wish, WordRequest

__all__ = [
    "Alert",
    "Attempt",
    "DescriptionSheet",
    "ImportBatch",
    "ImportedRow",
    "Intervention",
    "Municipality",
    "Notice",
    "Origin",
    "OtherDatabank",
    "OutboxMessage",
    "Place",
    "Proposal",
    "Publication",
    "Recognition",
    "RecognitionLevel",
    "RecoveryCode",
    "Remark",
    "Report",
    "RoleAddress",
    "SearchEntry",
    "SearchWord",
    "Sent",
    "Setting",
    "SheetFile",
    "Statement",
    "StatementNumber",
    "StatusChange",
    "StoppedAddress",
    "Submission",
    "SuggestedElement",
    "Synonym",
    "TargetGroup",
    "Theme",
    "Upload",
    "Version",
    "Wish",
    "WordRequest",
]
