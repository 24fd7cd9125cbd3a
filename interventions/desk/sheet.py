"""The description sheet as a form: its order, what to write where, and what is still empty."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from interventions.models import Intervention
from interventions.workflow import guards

UNKNOWN = "Laat leeg wat u niet weet. Vul niets in wat geen bron zegt."
FIELDSETS = (
    ("Naam", {"fields": ("name", "slug", "aliases", "variant_of"), "description": UNKNOWN}),
    (
        "Beschrijving",
        {"fields": ("summary", "goal", "target_group_text", "approach", "conditions")},
    ),
    (
        "Uitvoering",
        {"fields": ("duration", "duration_source", "municipal_role", "municipal_role_source")},
    ),
    ("Onderzoek", {"fields": ("research",)}),
    ("Kosten en materiaal", {"fields": ("costs", "materials")}),
    (
        "Eigenaar en databank",
        {
            "fields": (
                *("owner", "started_year", "website", "owner_checked_on"),
                *("databank_status", "databank_status_date"),
            )
        },
    ),
    ("Wordt dit nog gedaan?", {"fields": ("activity", "activity_date", "activity_source")}),
    ("Indeling", {"fields": ("target_groups", "themes", "settings")}),
    ("Bronnen", {"fields": ("sources",)}),
    ("Voor de redactie", {"fields": ("desk_note",)}),
)
PARTIAL_DATE = "Schrijf JJJJ, JJJJ-MM of JJJJ-MM-DD."
HELP = {
    "name": "Zoals de bron de interventie noemt.",
    "slug": "Laat dit leeg: dan maken wij het van de naam. "
    "Na de eerste publicatie verandert het nooit meer.",
    "aliases": "Andere schrijfwijzen en oude namen: een naam per regel. Zoeken vindt ze ook.",
    "variant_of": "Alleen als dit een andere versie is van een interventie die hier staat.",
    "summary": "Hooguit 600 tekens: wat gebeurt er, voor wie en waarom. "
    "Dit staat ook in lijsten en zoekresultaten.",
    "goal": "Wat de interventie wil bereiken, volgens de bron.",
    "target_group_text": "Voor wie de interventie bedoeld is. Kies verderop ook de doelgroepen.",
    "approach": "Wat er gebeurt, stap voor stap. Een lege regel maakt een alinea, "
    "een regel met '- ' ervoor een punt van een lijst.",
    "conditions": "Wat er nodig is om te kunnen beginnen, en wat vooraf geregeld moet zijn.",
    "duration": "Hoe lang het duurt en hoe vaak, zoals de bron het zegt.",
    "duration_source": "De bron die zegt hoe lang het duurt.",
    "municipal_role": "Wat de gemeente doet: beginnen, betalen, meedoen of alleen weten.",
    "municipal_role_source": "De bron die zegt wat de gemeente doet.",
    "research": "Welk onderzoek er is en wat eruit kwam. Schrijf nooit dat iets bewezen is.",
    "costs": "Wat het kost, en in welk jaar dat was.",
    "materials": "Welke handleiding of ander materiaal er is en waar u het vindt.",
    "owner": "De organisatie die de interventie maakte of beheert.",
    "started_year": "Het jaar waarin het begon: vier cijfers.",
    "website": "Het adres van de eigen site, met https:// ervoor.",
    "owner_checked_on": "Alleen als de eigenaar deze tekst heeft nagelezen.",
    "databank_status": "Wat een bron zegt over de databank van Movisie.",
    "databank_status_date": f"Verplicht als u de stand invult. {PARTIAL_DATE}",
    "activity": "Kies alleen 'loopt nog' of 'gestopt' als een bron het zegt.",
    "activity_date": f"De dag van de bron. {PARTIAL_DATE}",
    "activity_source": "Verplicht als u kiest voor 'loopt nog' of 'gestopt'.",
    "sources": "Alle bronnen over deze interventie. Staat er een niet bij? Voeg die hier toe.",
    "desk_note": "Alleen voor de redactie: dit komt nooit op de site.",
}
HELP_OF_STATEMENT = {
    "element": "Het element dat de bron noemt of beschrijft.",
    "kind": "Noemt de bron het element zelf? Kies dan 'genoemd'.",
    "basis": "Alleen bij 'afgeleid': het deel van de bron waarop de redactie dit baseert.",
    "explanation": "Hooguit 600 tekens: wat doet de interventie bij dit element?",
    "source": "De bron die dit zegt.",
    "section": "De plek in de bron: een kopje, hoofdstuk of bladzijde.",
    "extra_sources": "Alleen als de uitleg ook uit een andere bron komt.",
    "evidence": "Hooguit 300 tekens: de woorden van de bron waar dit op rust. "
    "Alleen voor de redactie: dit komt nooit op de site.",
}
HELP_OF_RECOGNITION = {
    "level": "Het niveau dat de bron noemt.",
    "body": "Wie het besluit nam.",
    "date": f"De dag van het besluit. {PARTIAL_DATE}",
    "valid_until": f"Alleen als de bron het zegt. {PARTIAL_DATE} "
    "Leeg: dan telt de termijn van het niveau.",
    "checked_on": "De dag waarop u dit bij de bron hebt nagekeken.",
    "source": "De bron die dit zegt.",
}

# What the meter counts: every fact of the sheet that a source can give. Never the elements.
FACTS = (
    *("aliases", "summary", "goal", "target_group_text", "approach", "conditions", "duration"),
    *("municipal_role", "research", "costs", "materials", "owner", "started_year", "website"),
    *("databank_status", "activity", "target_groups", "themes", "settings", "sources"),
)
BOXES = {"recognitions": "erkenning"}
# Where each reason of `workflow` not to hand in is mended.
MENDED_AT = {
    "no_summary": "id_summary",
    "no_source": "id_sources",
    "no_explanation": "statements-heading",
    "no_activity_source": "id_activity_source",
    "open_suggestions": "suggestions",
}


@dataclass(frozen=True)
class Place:
    """Something on the form, with the id to go to."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Completeness:
    """How much of the sheet is filled in, what is empty, and what stops handing in."""

    filled: int
    whole: int
    empty: list[Place]
    missing: list[Place]


def completeness(row: Intervention) -> Completeness:
    """As it stands in the database."""
    empty = [
        Place(str(Intervention._meta.get_field(name).verbose_name), f"id_{name}")
        for name in FACTS
        if not has_fact(row, name)
    ]
    empty += [
        Place(label, f"{name}-heading")
        for name, label in BOXES.items()
        if not getattr(row, name).exists()
    ]
    whole = len(FACTS) + len(BOXES)
    return Completeness(whole - len(empty), whole, empty, what_is_missing(row))


def has_fact(row: Intervention, name: str) -> bool:
    if Intervention._meta.get_field(name).many_to_many:
        return getattr(row, name).exists()
    if name == "activity":
        return row.activity != Intervention.Activity.UNKNOWN
    return bool(getattr(row, name))


def what_is_missing(row: Intervention) -> list[Place]:
    """Why this text cannot be handed in yet; empty when it can."""
    found = []
    for check in (guards.check_suggestions, guards.check_complete):
        try:
            check(row)
        except ValidationError as refusal:
            for fault in refusal.error_list:
                found += [Place(text, MENDED_AT[fault.code]) for text in fault.messages]
    return found
