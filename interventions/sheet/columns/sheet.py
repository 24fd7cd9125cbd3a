"""The columns of interventions: the description sheet, and what only an import has."""

from elements.models import Source
from interventions.models import Intervention, Recognition
from interventions.models.intervention import public_original
from interventions.sheet.columns import cells
from interventions.sheet.columns.column import Column


def _text(key: str, heading: str, english: str, field: str, *also: str) -> Column:
    read, write = cells.text(Intervention, field), cells.value_of(field)
    return Column(key, heading, english, read, write, field, also=(field, *also))


def _source(key: str, heading: str, english: str, field: str) -> Column:
    read, write = cells.one("sources"), cells.slug_of(field)
    return Column(key, heading, english, read, write, field, "sources", (field,))


def _words(key: str, heading: str, english: str, field: str, *also: str) -> Column:
    read, write = cells.many(field), cells.slugs_of(field)
    return Column(key, heading, english, read, write, field, field, (field, *also))


def _recognition(key: str, heading: str, english: str, reader, value, words="", *also) -> Column:
    read, write = cells.alongside(reader), cells.recognitions(value)
    return Column(f"erkenningen.{key}", heading, english, read, write, words=words, also=also)


def _made(key: str, heading: str, english: str, write, *also: str) -> Column:
    """A column that is written and never read: the desk and the workflow make what is in it."""
    return Column(key, heading, english, write=write, also=also)


def _only_read(key: str, heading: str, english: str, read, *also: str, words: str = "") -> Column:
    return Column(key, heading, english, read, words=words, also=also)


def _elements(row: Intervention) -> str:
    found = sorted({(each.element.position, each.element.slug) for each in row.statements.all()})
    return "; ".join(slug for _, slug in found)


NAME = _text("naam", "Naam", "name", "name", "titel", "title", "interventie", "intervention")
SHEET_COLUMNS = (
    _text("slug", "Kenmerk", "slug", "slug"),
    NAME,
    Column(
        "aliassen",
        "Andere namen",
        "aliases",
        cells.lines,
        cells.value_of("aliases"),
        "aliases",
    ),
    Column(
        "variantVan",
        "Versie van",
        "variant of",
        cells.plain,
        public_original,
    ),
    _text("samenvatting", "Samenvatting", "summary", "summary"),
    _text("doel", "Doel", "goal", "goal"),
    _text("doelgroepTekst", "Voor wie, in woorden", "target group text", "target_group_text"),
    _text("aanpak", "Aanpak", "approach", "approach"),
    _text("randvoorwaarden", "Randvoorwaarden", "conditions", "conditions"),
    _text("tijd", "Hoe lang duurt het", "duration", "duration", "duur"),
    _source("tijdBron", "Bron van de duur", "duration source", "duration_source"),
    _text("rolGemeente", "Rol van de gemeente", "municipal role", "municipal_role"),
    _source(
        "rolGemeenteBron",
        "Bron van de rol van de gemeente",
        "municipal role source",
        "municipal_role_source",
    ),
    _text("onderzoek", "Onderzoek", "research", "research"),
    _text("kosten", "Kosten", "costs", "costs"),
    _text("materialen", "Materiaal", "materials", "materials"),
    _text("eigenaar", "Eigenaar", "owner", "owner"),
    Column(
        "startjaar",
        "Startjaar",
        "started year",
        cells.year,
        cells.value_of("started_year"),
        "started_year",
    ),
    _text("website", "Website", "website", "website"),
    Column(
        "databankStatus.stand",
        "Stand in de databank",
        "databank status",
        cells.one("databank"),
        cells.value_of("databank_status"),
        "databank_status",
        "databank",
        ("databankStatus",),
    ),
    Column(
        "databankStatus.datum",
        "Datum van de stand in de databank",
        "databank status date",
        cells.partial_date,
        cells.value_of("databank_status_date"),
        "databank_status_date",
    ),
    Column(
        "uitvoering.stand",
        "Wordt dit nog gedaan?",
        "activity",
        cells.one("activity"),
        cells.value_of("activity"),
        "activity",
        "activity",
        ("uitvoering",),
    ),
    Column(
        "uitvoering.datum",
        "Datum van de uitvoering",
        "activity date",
        cells.partial_date,
        cells.value_of("activity_date"),
        "activity_date",
    ),
    _source("uitvoering.bron", "Bron van de uitvoering", "activity source", "activity_source"),
    _words("doelgroepen", "Doelgroepen", "target groups", "target_groups", "doelgroep"),
    _words("themas", "Thema's", "themes", "themes", "thema", "theme"),
    _words("settings", "Settings", "settings", "settings", "setting", "plek"),
    _words("bronnen", "Bronnen", "sources", "sources", "bron", "source"),
    _recognition(
        "niveau",
        "Erkenning",
        "recognition",
        cells.one("levels"),
        lambda row: row.level.slug,
        "levels",
        *("erkenning.niveau", "recognition level", "niveau"),
    ),
    _recognition(
        "datum",
        "Datum van de erkenning",
        "recognition date",
        cells.partial_date,
        lambda row: row.date,
    ),
    _recognition(
        "commissie",
        "Commissie",
        "recognition body",
        cells.text(Recognition, "body"),
        lambda row: row.body,
    ),
    _recognition(
        "geldigTot",
        "Erkenning geldig tot",
        "recognition valid until",
        cells.partial_date,
        lambda row: row.valid_until,
    ),
    _recognition(
        "nagekekenOp",
        "Erkenning nagekeken op",
        "recognition checked on",
        cells.day,
        lambda row: str(row.checked_on or ""),
    ),
    _recognition(
        "bron",
        "Bron van de erkenning",
        "recognition source",
        cells.one("sources"),
        lambda row: row.source.slug,
        "sources",
    ),
    Column(
        "nagelezenDoorEigenaar",
        "Nagelezen door de eigenaar op",
        "owner checked on",
        cells.day,
        cells.value_of("owner_checked_on"),
        "owner_checked_on",
    ),
    Column(
        "elementen",
        "Elementen",
        "elements",
        cells.many("elements"),
        _elements,
        words="elements",
        also=("werkzame elementen", "element"),
    ),
    # A page about the intervention: it becomes a source.
    _only_read("pagina.url", "Adres van de pagina", "url", cells.text(Source, "url"), "adres"),
    _only_read("pagina.datum", "Datum van de pagina", "page date", cells.partial_date, "page_date"),
    _only_read("pagina.soort", "Soort bron", "source kind", cells.plain, "source_kind"),
    _only_read("aantekening", "Aantekening", "note", cells.plain, "opmerking", "desk_note"),
    # Made by the workflow, so passed over.
    _made("status", "Status", "status", cells.value_of("status")),
    _made("gepubliceerdOp", "Gepubliceerd op", "published at", cells.value_of("published_at")),
    _made("gewijzigdOp", "Gewijzigd op", "revised at", cells.value_of("revised_at")),
)
