"""Give what is already public its version 1. On a new base there is nothing yet.

The document is written here as it was on that day: a migration does not change with the code.
"""

from calendar import isleap

from django.db import migrations
from django.utils import timezone

NOTE = "De eerste versie die wij bewaren."
# The fields that a document of an intervention takes over as text or number, or None when empty.
TOLD = {
    "doel": "goal",
    "doelgroepTekst": "target_group_text",
    "aanpak": "approach",
    "randvoorwaarden": "conditions",
    "tijd": "duration",
    "rolGemeente": "municipal_role",
    "onderzoek": "research",
    "kosten": "costs",
    "materialen": "materials",
    "eigenaar": "owner",
    "startjaar": "started_year",
    "website": "website",
}
KINDS = {"named": "genoemd", "contrast": "contrast", "inferred": "afgeleid"}


def first_versions(apps, schema_editor):
    publications = apps.get_model("interventions", "Publication").objects
    interventions = apps.get_model("interventions", "Intervention").objects
    for row in interventions.filter(status="published", replaces=None):
        publications.create(
            intervention=row,
            number=1,
            document=intervention_document(row),
            at=row.revised_at or row.published_at,
            by_id=row.revised_by_id,
            note=NOTE,
        )
    for element in apps.get_model("elements", "Element").objects.all():
        publications.create(
            element=element,
            number=1,
            document=element_document(element),
            at=timezone.now(),
            note=NOTE,
        )


def intervention_document(row):
    statements = sorted(row.statements.all(), key=lambda one: (one.element.position, one.pk))
    recognitions = [recognition(one) for one in row.recognitions.all()]
    sources = sources_of(row, statements)
    original, status_date = row.variant_of, row.databank_status_date
    return {
        "slug": row.slug,
        "naam": row.name,
        "samenvatting": row.summary,
        "elementen": list(dict.fromkeys(one.element.slug for one in statements)),
        "doelgroepen": sorted(slugs(row.target_groups)),
        "themas": sorted(slugs(row.themes)),
        "settings": sorted(slugs(row.settings)),
        "erkenning": recognitions[0] if recognitions else None,
        "uitvoering": {
            "stand": row.activity,
            "datum": row.activity_date or None,
            "bron": slug(row.activity_source),
        }
        if row.activity != "onbekend"
        else None,
        "nieuwsteBron": max((one.date for one in sources if one.date), default=None),
        "versie": 1,
        "gepubliceerdOp": moment(row.published_at),
        "gewijzigdOp": moment(row.revised_at),
        "aliassen": lines(row.aliases),
        "variantVan": original.slug if original and original.status == "published" else None,
        **{key: getattr(row, field) or None for key, field in TOLD.items()},
        "databankStatus": {
            "stand": row.databank_status,
            "jaar": int(status_date[:4]),
            "datum": status_date,
        }
        if row.databank_status
        else None,
        "nagelezenDoorEigenaar": moment(row.owner_checked_on),
        "tijdBron": slug(row.duration_source),
        "rolGemeenteBron": slug(row.municipal_role_source),
        "uitspraken": [statement(one) for one in statements],
        "erkenningen": recognitions,
        "bronnen": [source_document(one) for one in sources],
    }


def sources_of(row, statements):
    found = {*row.sources.all(), *(one.source for one in row.recognitions.all())}
    found |= {row.duration_source, row.municipal_role_source, row.activity_source} - {None}
    for one in statements:
        found |= {one.source, *one.extra_sources.all()}
    return sorted(found, key=slug)


def statement(row):
    return {
        "element": row.element.slug,
        "soort": KINDS[row.kind],
        "grondslag": row.basis or None,
        "uitleg": row.explanation,
        "bron": row.source.slug,
        "vindplaats": row.section or None,
        "extraBronnen": sorted(slugs(row.extra_sources)),
    }


def recognition(row):
    expires = row.valid_until
    if not expires and row.level.valid_years is not None:
        expires = years_later(row.date, row.level.valid_years)
    return {
        "niveau": row.level.slug,
        "commissie": row.body or None,
        "datum": row.date,
        "geldigTot": expires or None,
        "mogelijkVerlopen": expires < timezone.localdate().isoformat()[: len(expires)],
        "nagekekenOp": moment(row.checked_on),
        "bron": row.source.slug,
    }


def years_later(date, years):
    year, rest = int(date[:4]) + years, date[4:]
    return f"{year}{'-02-28' if rest == '-02-29' and not isleap(year) else rest}"


def element_document(row):
    return {
        "slug": row.slug,
        "positie": row.position,
        "naam": row.name,
        "korteNaam": row.short_name,
        "samenvatting": row.summary,
        "beschrijving": row.description,
        "zoDoetUDat": lines(row.practice),
        "samenvattingVoorBeleid": row.policy_summary,
        "algemeneUitspraak": row.general_claim or None,
        "bron": row.source.slug,
        "vindplaats": row.section or None,
        "bronnen": [source_document(row.source)],
    }


def source_document(row):
    return {
        "id": row.slug,
        "titel": row.title,
        "auteur": row.author or None,
        "uitgever": row.publisher or None,
        "datum": row.date or None,
        "url": row.url or None,
        "soort": row.kind,
        "gelezen": row.seen,
    }


def slug(row):
    return row.slug if row else None


def slugs(rows):
    return [row.slug for row in rows.all()]


def lines(text):
    return [line.removeprefix("- ").strip() for line in text.splitlines() if line.strip()]


def moment(value):
    return value.isoformat().replace("+00:00", "Z") if value else None


class Migration(migrations.Migration):
    dependencies = [
        ("elements", "0002_desk"),
        ("interventions", "0003_desk"),
    ]

    operations = [migrations.RunPython(first_versions, migrations.RunPython.noop)]
