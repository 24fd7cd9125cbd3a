"""The Dutch description sheet as one table. A new fact is a field of the model and a row here."""

from interventions.models import Intervention
from interventions.models.intervention import TAXONOMIES
from interventions.sheet.fact import Fact, Kind, Part, Question

PARTIAL_DATE = "Schrijf 2014, februari 2014 of 10 februari 2014."
# The places that show a fact, each with a title of its own or under its label: the page, in short
# and below; the page of a version; side by side. In spreadsheets and in what changed between two
# versions each fact stands.
SHORT, PAGE, VERSION, COMPARE = "short", "page", "version", "compare"
COLUMN, CHANGE = "column", "change"
# Of a summary: what it asks of the municipality, and the sentence there when no source says it.
ASKS, SILENT = "asks", "silent"
# The sentences that say what no source gave: on the page, and in a summary.
UNKNOWN, ASKED = "unknown", "asked"
DESCRIBED = {PAGE: "", VERSION: "", COMPARE: ""}


def _fact(field: str, key: str = "", kind: Kind = Kind.TEXT, **said) -> Fact:
    return Fact(Intervention, field, key, kind, **said)


FACTS = (
    _fact(
        "name",
        "naam",
        Kind.LINE,
        group="Naam",
        help="Zoals de bron de interventie noemt.",
        about="De naam.",
        also=("titel", "title", "interventie", "intervention"),
        asked=Question(
            "Hoe heet de interventie?",
            most=100,
            required="Vul in hoe de interventie heet.",
            step=1,
        ),
        weight=8,
    ),
    _fact(
        "slug",
        "slug",
        Kind.LINE,
        group="Naam",
        help="Laat dit leeg: dan maken wij het van de naam. "
        "Na de eerste publicatie verandert het nooit meer.",
        shown={COLUMN: "Kenmerk"},
        about="Het kenmerk in het adres. Het verandert nooit.",
        weight=0,
    ),
    _fact(
        "aliases",
        "aliassen",
        Kind.LINES,
        group="Naam",
        help="Andere schrijfwijzen en oude namen: een naam per regel. Zoeken vindt ze ook.",
        counted=True,
        about="Andere namen.",
        weight=8,
    ),
    _fact(
        "variant_of",
        "variantVan",
        Kind.ORIGINAL,
        group="Naam",
        help="Alleen als dit een andere versie is van een interventie die hier staat.",
        about="De interventie waarvan dit een versie is.",
    ),
    _fact(
        "summary",
        "samenvatting",
        group="Beschrijving",
        help="Hooguit 600 tekens: wat gebeurt er, voor wie en waarom. "
        "Dit staat ook in lijsten en zoekresultaten.",
        about="Waar het om gaat, in het kort.",
        counted=True,
        asked=Question(
            "Wat gebeurt er?",
            "In een paar zinnen: wat doet u, voor wie en waarom? Hooguit 600 tekens.",
            most=600,
            required="Vertel in een paar zinnen wat er gebeurt.",
            step=1,
        ),
        weight=4,
    ),
    _fact(
        "goal",
        "doel",
        group="Beschrijving",
        help="Wat de interventie wil bereiken, volgens de bron.",
        shown={**DESCRIBED, UNKNOWN: "doel", ASKED: "het doel"},
        about="Het doel.",
        counted=True,
        asked=Question("Wat is het doel?", rows=3),
        weight=3,
        questions=("wat is het doel", "doelstelling", "doelstellingen"),
    ),
    _fact(
        "target_group_text",
        "doelgroepTekst",
        linked="voorWie",
        group="Beschrijving",
        help="Voor wie de interventie bedoeld is. Kies verderop ook de doelgroepen.",
        shown={
            PAGE: "Voor wie",
            VERSION: "Voor wie",
            CHANGE: "Voor wie",
            UNKNOWN: "voor wie",
            ASKED: "voor wie het is",
        },
        about="Voor wie, in woorden.",
        counted=True,
        asked=Question("Voor wie is het?", rows=2, most=1000, step=1),
        weight=3,
    ),
    _fact(
        "approach",
        "aanpak",
        group="Beschrijving",
        help="Wat er gebeurt, stap voor stap. Een lege regel maakt een alinea, "
        "een regel met '- ' ervoor een punt van een lijst, een regel met '1.' een stap.",
        shown={**DESCRIBED, UNKNOWN: "aanpak", ASKED: "de aanpak"},
        about="De aanpak.",
        counted=True,
        asked=Question(
            "Hoe gaat het in zijn werk?", "Wie doet wat, en in welke volgorde?", most=4000
        ),
        questions=("hoe werkt", "hoe gaat het in zijn werk", "stappen", "stappenplan"),
    ),
    _fact(
        "conditions",
        "randvoorwaarden",
        group="Beschrijving",
        help="Wat er nodig is om te kunnen beginnen, en wat vooraf geregeld moet zijn.",
        shown={
            **DESCRIBED,
            SHORT: "Eerst nodig",
            ASKS: "",
            UNKNOWN: "randvoorwaarden",
            ASKED: "de randvoorwaarden",
        },
        about="Wat ervoor nodig is.",
        counted=True,
        asked=Question("Wat is ervoor nodig?", "Bijvoorbeeld mensen, een plek, of samenwerking."),
        questions=(
            "randvoorwaarde",
            "randvoorwaarden",
            "voorwaarden",
            "benodigdheden",
            "wat is er nodig",
            "wat is nodig",
            "wat heb je nodig",
            "wat heb je ervoor nodig",
            "wat hebben we nodig",
            "wat heb ik nodig",
        ),
    ),
    _fact(
        "duration",
        "tijd",
        source="duration_source",
        group="Uitvoering",
        help="Hoe lang het duurt en hoe vaak, zoals de bron het zegt.",
        source_help="De bron die zegt hoe lang het duurt.",
        shown={
            SHORT: "Hoe lang",
            ASKS: "Tijd",
            VERSION: "",
            COMPARE: "Hoe lang",
            UNKNOWN: "hoe lang het duurt",
            ASKED: "hoe lang het duurt",
        },
        about="Hoe lang het duurt.",
        also=("duur",),
        counted=True,
        asked=Question("Hoe lang duurt het?", rows=2, most=1000),
        questions=(
            "hoe lang",
            "hoelang",
            "hoe lang duurt",
            "hoelang duurt",
            "hoe vaak",
            "hoeveel tijd",
            "duur",
            "duurt",
            "tijdsduur",
            "looptijd",
            "doorlooptijd",
            "tijdsinvestering",
        ),
    ),
    _fact(
        "municipal_role",
        "rolGemeente",
        source="municipal_role_source",
        group="Uitvoering",
        help="Wat de gemeente doet: beginnen, betalen, meedoen of alleen weten.",
        source_help="De bron die zegt wat de gemeente doet.",
        shown={
            **DESCRIBED,
            SHORT: "",
            ASKS: "",
            SILENT: "Wij vonden hierover geen bron.",
            UNKNOWN: "rol van de gemeente",
            ASKED: "de rol van de gemeente",
        },
        about="De rol van de gemeente.",
        counted=True,
        questions=(
            "rol van de gemeente",
            "rol gemeente",
            "gemeentelijke rol",
            "taak van de gemeente",
            "taken van de gemeente",
            "wat doet de gemeente",
            "wat kan de gemeente doen",
            "wat moet de gemeente doen",
        ),
    ),
    _fact(
        "research_kind",
        "onderzoeksbeeld",
        Kind.PARTS,
        group="Onderzoek",
        shown={
            SHORT: "Wat zegt onderzoek?",
            COMPARE: "Wat zegt onderzoek?",
            VERSION: "Wat zegt onderzoek?",
        },
        parts=(
            Part(
                "research_kind",
                "soort",
                Kind.CHOICE,
                "Soort onderzoek",
                "Kies wat er bekend is. Leeg: nog niemand zocht ernaar.",
                "Wat voor onderzoek er bekend is.",
            ),
            Part(
                "research_outcome",
                "uitkomst",
                Kind.CHOICE,
                "Uitkomst van het onderzoek",
                "Alleen bij effectonderzoek.",
                "De uitkomst van effectonderzoek.",
            ),
            Part(
                "research_year",
                "jaar",
                Kind.YEAR,
                "Jaar van het onderzoek",
                "Van het nieuwste onderzoek, of van de bron die erover vertelt.",
                "Van het nieuwste onderzoek, of van de bron die erover vertelt.",
            ),
            Part(
                "research_line",
                "zin",
                Kind.LINE,
                "Onderzoek in een zin",
                "Hooguit 140 tekens. Noem gunstig en ongunstig even duidelijk.",
                "Het onderzoek in een zin.",
            ),
            Part(
                "effect_not_studied_on",
                "effectNietOnderzochtOp",
                Kind.DATE,
                "Effect niet onderzocht volgens bron van",
                f"De datum van de bron die zegt dat het effect niet onderzocht is. {PARTIAL_DATE}",
                "De datum van de bron die zegt dat het effect niet onderzocht is.",
            ),
            Part(
                "research_searched_on",
                "gezochtOp",
                Kind.DAY,
                "Gezocht naar onderzoek op",
                "De dag waarop u het laatst naar onderzoek zocht. Nodig bij 'geen gevonden'.",
                "De dag waarop de redactie het laatst naar onderzoek zocht.",
            ),
            Part(
                "research_sources",
                "bronnen",
                Kind.WORDS,
                "Bronnen van het onderzoek",
                "De bronnen die dit zeggen. Nodig, behalve als er geen onderzoek is gevonden.",
                "De bronnen die dit zeggen.",
            ),
        ),
        about="Wat onderzoek zegt, in een regel. `null`: nog niemand zocht ernaar.",
        counted=True,
        questions=(
            "onderzoek",
            "onderzoeken",
            "onderzocht",
            "onderzoeksresultaten",
            "effectonderzoek",
            "evaluatie",
            "evaluatieonderzoek",
            "geevalueerd",
            "effect",
            "effecten",
            "effectief",
            "effectieve",
            "effectiviteit",
            "bewezen",
            "bewijs",
            "bewijzen",
            "evidence",
            "evidence based",
            "wetenschappelijk",
            "werkt",
            "wat werkt",
            "werkt het",
            "helpt het",
            "resultaat",
            "resultaten",
        ),
        remark="Het woord 'bewezen' gebruiken wij niet: onderzoek zegt iets over die plek en dat "
        "moment, niet of het bij u ook zo gaat.",
    ),
    _fact(
        "research",
        "onderzoek",
        group="Onderzoek",
        help="Welk onderzoek er is en wat eruit kwam. Schrijf nooit dat iets bewezen is.",
        shown={**DESCRIBED, UNKNOWN: "onderzoek", ASKED: "onderzoek"},
        about="Wat er is onderzocht.",
        counted=True,
    ),
    _fact(
        "cautions",
        "aandachtspunten",
        source="cautions_source",
        group="Onderzoek",
        help="Wat er volgens een bron mis kan gaan of aandacht vraagt.",
        source_help="De bron die zegt wat lastig is.",
        shown={
            **DESCRIBED,
            CHANGE: "Wat is lastig?",
            ASKS: "",
            SILENT: "Wij vonden geen bron die zegt wat lastig is.",
            UNKNOWN: "wat lastig is",
            ASKED: "wat er lastig aan is",
        },
        about="Wat er volgens een bron mis kan gaan of aandacht vraagt.",
        counted=True,
        asked=Question("Wat is lastig?", "Wat kan er misgaan, of wat vraagt aandacht?"),
        questions=(
            *("lastig", "wat is lastig", "wat kan er misgaan", "aandachtspunten", "nadelen"),
            *("risico", "valkuil", "valkuilen", "knelpunt", "knelpunten"),
        ),
    ),
    _fact(
        "costs",
        "kosten",
        group="Kosten en materiaal",
        help="Wat het kost, en in welk jaar dat was.",
        shown={
            **DESCRIBED,
            SHORT: "Kosten",
            ASKS: "",
            SILENT: "Wij vonden geen bron over de kosten.",
            UNKNOWN: "kosten",
            ASKED: "de kosten",
        },
        about="Wat het kost.",
        counted=True,
        asked=Question("Wat kost het?", rows=2, most=1000),
        questions=(
            "kosten",
            "kost",
            "wat kost",
            "onkosten",
            "kostprijs",
            "kostenplaatje",
            "prijs",
            "tarief",
            "hoe duur",
            "goedkoop",
            "gratis",
            "begroting",
            "budget",
            "financiering",
        ),
    ),
    _fact(
        "materials",
        "materialen",
        group="Kosten en materiaal",
        help="Welke handleiding of ander materiaal er is en waar u het vindt.",
        shown={PAGE: "", VERSION: "", UNKNOWN: "materiaal"},
        about="Welk materiaal er is.",
        counted=True,
        asked=Question("Is er materiaal?", "Bijvoorbeeld een handleiding of training.", rows=2),
        questions=(
            "materiaal",
            "materialen",
            "handleiding",
            "draaiboek",
            "handboek",
            "werkboek",
            "toolkit",
            "methodebeschrijving",
        ),
    ),
    _fact(
        "owner",
        "eigenaar",
        Kind.LINE,
        group="Eigenaar en databank",
        help="De organisatie die de interventie maakte of beheert.",
        shown={
            SHORT: "Van wie",
            VERSION: "",
            COMPARE: "",
            UNKNOWN: "eigenaar",
            ASKED: "de eigenaar",
        },
        about="Van wie de interventie is.",
        counted=True,
        asked=Question(
            "Wie is de eigenaar?", "De organisatie of persoon die de aanpak beheert.", most=200
        ),
        questions=(
            "eigenaar",
            "ontwikkelaar",
            "bedenker",
            "van wie is",
            "wie heeft het bedacht",
            "wie heeft het gemaakt",
        ),
    ),
    _fact(
        "started_year",
        "startjaar",
        Kind.YEAR,
        group="Eigenaar en databank",
        help="Het jaar waarin het begon: vier cijfers.",
        shown={UNKNOWN: "startjaar"},
        about="Sinds wanneer.",
        counted=True,
        asked=Question("In welk jaar is het begonnen?"),
        questions=("sinds wanneer", "startjaar", "hoe oud", "wanneer begonnen"),
    ),
    _fact(
        "website",
        "website",
        Kind.ADDRESS,
        group="Eigenaar en databank",
        help="Het adres van de eigen site, met https:// ervoor.",
        shown={UNKNOWN: "website"},
        about="De eigen website.",
        counted=True,
        asked=Question("Website", "Van de interventie zelf, als die er is.", step=1),
    ),
    _fact(
        "contact_organisation",
        "contact",
        Kind.PARTS,
        group="Eigenaar en databank",
        shown={VERSION: "Contact", CHANGE: "Contact", UNKNOWN: "contact"},
        parts=(
            Part(
                "contact_organisation",
                "organisatie",
                Kind.LINE,
                "Organisatie voor vragen",
                "Bij wie een lezer terechtkan. Nooit de naam van een persoon.",
                "Bij welke organisatie een lezer terechtkan.",
            ),
            Part(
                "contact_url",
                "url",
                Kind.ADDRESS,
                "Pagina met contact",
                "De pagina van de organisatie waarop staat hoe u contact opneemt.",
                "De pagina waarop staat hoe u contact opneemt.",
            ),
        ),
        about="Bij wie een lezer terechtkan. `null`: niet bekend.",
        counted=True,
        questions=("contact", "contactgegevens", "wie kan ik bellen", "wie bel ik", "bij wie"),
    ),
    _fact(
        "owner_checked_on",
        "nagelezenDoorEigenaar",
        Kind.DAY,
        group="Eigenaar en databank",
        help="Alleen als de eigenaar deze tekst heeft nagelezen.",
        shown={CHANGE: "Nagelezen door de eigenaar"},
        about="Wanneer de eigenaar de tekst nalas.",
    ),
    _fact(
        "databank_status",
        "databankStatus",
        Kind.CHOICE,
        date="databank_status_date",
        group="Eigenaar en databank",
        help="Wat een bron zegt over de databank van Movisie.",
        date_help=f"Verplicht als u de stand invult. {PARTIAL_DATE}",
        headings={
            "stand": "Stand in de databank",
            "datum": "Datum van de stand in de databank",
        },
        about="Of de interventie in de databank van Movisie stond, en wanneer.",
        counted=True,
    ),
    _fact(
        "activity",
        "uitvoering",
        Kind.CHOICE,
        date="activity_date",
        source="activity_source",
        group="Wordt dit nog gedaan?",
        help="Kies alleen 'loopt nog' of 'gestopt' als een bron het zegt.",
        date_help=f"De dag van de bron. {PARTIAL_DATE}",
        source_help="Verplicht als u kiest voor 'loopt nog' of 'gestopt'.",
        headings={"datum": "Datum van de uitvoering", "bron": "Bron van de uitvoering"},
        shown={ASKED: "of dit nog wordt gedaan"},
        about="Of de interventie nog wordt gedaan.",
        counted=True,
        questions=(
            "gestopt",
            "bestaat het nog",
            "bestaat dit nog",
            "bestaan nog",
            "loopt het nog",
            "loopt nog",
            "lopen nog",
            "nog actief",
            "wordt dit nog gedaan",
            "wordt het nog gedaan",
        ),
    ),
    _fact(
        "target_groups",
        "doelgroepen",
        Kind.WORDS,
        group="Indeling",
        about="Voor wie.",
        also=("doelgroep",),
        counted=True,
        asked=Question("Doelgroepen"),
        weight=4,
    ),
    _fact(
        "themes",
        "themas",
        Kind.WORDS,
        group="Indeling",
        about="Waarover.",
        also=("thema", "theme"),
        counted=True,
        asked=Question("Thema's"),
        weight=4,
    ),
    _fact(
        "settings",
        "settings",
        Kind.WORDS,
        group="Indeling",
        shown={CHANGE: "Soort plek"},
        about="Op wat voor plek.",
        also=("setting", "plek", "plekken"),
        counted=True,
        asked=Question("Soort plek"),
        weight=4,
    ),
    _fact(
        "sources",
        "bronnen",
        Kind.WORDS,
        group="Bronnen",
        help="Alle bronnen over deze interventie. Staat er een niet bij? Voeg die hier toe.",
        also=("bron", "source"),
        counted=True,
        weight=0,
    ),
    _fact(
        "desk_note",
        group="Voor de redactie",
        help="Alleen voor de redactie: dit komt nooit op de site.",
    ),
)

FACT = {fact.key: fact for fact in FACTS if fact.key}  # for a list in an order of its own
# As a reader asks: what research says, what it costs, how long, whose it is, what the municipality
# does, and what is needed first.
READERS_ORDER = ("onderzoeksbeeld", "kosten", "tijd", "eigenaar", "rolGemeente", "randvoorwaarden")
# What somebody writes and a reader sees.
WRITTEN = tuple(
    fact
    for fact in FACTS
    if fact.kind in (Kind.TEXT, Kind.LINE, Kind.LINES, Kind.ADDRESS)
    and fact.key not in ("", "slug")
)
# The facts with a source of their own that stands beside them; of a choice it stands inside.
SOURCED = tuple(fact for fact in FACTS if fact.source and fact.kind is not Kind.CHOICE)
# The facts that sort, by the words of a taxonomy.
SORTING = tuple(fact for fact in FACTS if fact.field in TAXONOMIES)
# Fields that hold the own source of a fact.
SOURCE_FIELDS = tuple(fact.source for fact in FACTS if fact.source)
# Relations that hold several rows: of a fact, or of one of its parts.
RELATIONS = tuple(
    name
    for fact in FACTS
    for name, kind in ((fact.field, fact.kind), *((one.field, one.kind) for one in fact.parts))
    if kind is Kind.WORDS
)
# Those that hold sources.
SOURCE_RELATIONS = tuple(name for name in RELATIONS if name not in TAXONOMIES)


def shown_in(place: str, *, first: tuple[str, ...] = ()) -> list[Fact]:
    """The facts that a place shows, in the order of the sheet but for the keys that come first."""
    rest = [fact for fact in FACTS if place in fact.shown and fact.key not in first]
    return [*(FACT[key] for key in first), *rest]
