"""Which page edits which model, under which heading of the start page."""

from django.contrib.admin import site
from django.contrib.auth.models import Group, User

from elements.models import Element, Source, Term
from interventions.admin.elements import ElementAdmin, SourceAdmin, TermAdmin
from interventions.admin.intervention import InterventionAdmin
from interventions.admin.people import PersonAdmin, RoleAdmin
from interventions.admin.taxonomy import LevelAdmin, SettingAdmin, TargetGroupAdmin, ThemeAdmin
from interventions.admin.words import SynonymAdmin
from interventions.models import (
    Intervention,
    RecognitionLevel,
    Setting,
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
        },
        "Indeling": {
            TargetGroup: TargetGroupAdmin,
            Theme: ThemeAdmin,
            Setting: SettingAdmin,
            RecognitionLevel: LevelAdmin,
        },
        "Woorden": {Term: TermAdmin, Synonym: SynonymAdmin},
        "Mensen": {User: PersonAdmin, Group: RoleAdmin},
    }
)
