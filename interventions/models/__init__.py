"""What the knowledge base holds: interventions, what sources say, and the sorting."""

from interventions.models.intervention import Intervention
from interventions.models.recognition import Recognition
from interventions.models.search_entry import SearchEntry, SearchWord
from interventions.models.statement import Statement
from interventions.models.status_change import StatusChange
from interventions.models.synonym import Synonym
from interventions.models.taxonomy import RecognitionLevel, Setting, TargetGroup, Theme

__all__ = [
    "Intervention",
    "Recognition",
    "RecognitionLevel",
    "SearchEntry",
    "SearchWord",
    "Setting",
    "Statement",
    "StatusChange",
    "Synonym",
    "TargetGroup",
    "Theme",
]
