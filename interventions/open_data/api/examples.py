"""Examples for the description: answers in full shape, with shorter texts and lists.

They are of the launch content; tests hold them against the answers to `ASKED`.
"""

from interventions.open_data.api.problems import TEXTS

SITE = "https://kennisbank.example"
API = f"{SITE}/api/v1"
MOMENT = "2026-11-24T04:46:59Z"  # of a publication: each base has its own

# One value of each parameter.
PARAMETERS = {
    "q": "buurt",
    "element": "empowerment",
    "combineer": "alle",
    "doelgroep": "ouderen",
    "thema": "jeugd",
    "setting": "wijk-of-buurt",
    "erkenning": "goed-beschreven",
    "geldig": "ja",
    "uitvoering": "loopt",
    "bron": "artikel",
    "sorteer": "naam",
    "pagina": 1,
    "perPagina": 25,
    "met": "abcd",
    "zonder": "kan-wel",
}
# What stands in a path.
SLUGS = {"/interventies/{slug}": "abcd", "/werkzame-elementen/{slug}": "empowerment"}


def _link(address: str) -> dict[str, str]:
    return {"href": address}


ARTICLE = {
    "id": "movisie-2014-buurtontwikkeling",
    "titel": (
        "Werkzame elementen bij… buurtontwikkeling. Het mobiliseren van eigen kracht in "
        "buurtontwikkeling"
    ),
    "auteur": None,
    "uitgever": "Movisie",
    "datum": "2014-02-10",
    "url": "https://www.movisie.nl/artikel/werkzame-elementen-buurtontwikkeling",
    "soort": "artikel",
    "gelezen": "volledig",
}
LISTED = {
    "slug": "abcd",
    "naam": "ABCD",
    "samenvatting": (
        "ABCD bouwt aan een buurt met wat er al is: de talenten van bewoners, netwerken, "
        "organisaties en plekken. De methode brengt die krachten in beeld en verbindt ze. De "
        "grondleggers zijn John McKnight en John Kretzmann."
    ),
    "elementen": ["aansluiten", "gewoon-beginnen"],
    "doelgroepen": ["alle-bewoners", "bewoners-in-kwetsbare-positie"],
    "themas": ["burgerparticipatie", "leefbaarheid", "wijkontwikkeling"],
    "settings": ["wijk-of-buurt"],
    "erkenning": None,
    "uitvoering": None,
    "nieuwsteBron": "2014-02-10",
    "versie": 1,
    "gepubliceerdOp": MOMENT,
    "gewijzigdOp": MOMENT,
    "_links": {
        "self": _link(f"{API}/interventies/abcd"),
        "alternate": _link(f"{SITE}/interventies/abcd/"),
    },
}
LIST = {
    "aantal": 1,
    "pagina": 1,
    "perPagina": 25,
    "_links": {
        "self": _link(f"{API}/interventies?q=mcknight"),
        "next": None,
        "prev": None,
    },
    "facetten": {
        "element": {"aansluiten": 1, "gewoon-beginnen": 1},
        "doelgroep": {"alle-bewoners": 1, "bewoners-in-kwetsbare-positie": 1},
        "thema": {"burgerparticipatie": 1, "leefbaarheid": 1, "wijkontwikkeling": 1},
        "setting": {"wijk-of-buurt": 1},
        "erkenning": {"onbekend": 1},
        "uitvoering": {"onbekend": 1},
    },
    "resultaten": [LISTED],
}
ELEMENT = {
    "slug": "empowerment",
    "positie": 5,
    "naam": "Empowerment",
    "korteNaam": "Empowerment",
    "samenvatting": (
        "Mensen sterker maken: bewoners krijgen meer vertrouwen in zichzelf en leren nieuwe "
        "vaardigheden. Daardoor kunnen zij steeds meer zelf dragen."
    ),
    "beschrijving": (
        "Bewoners kunnen een initiatief beter zelf dragen als zij het aandurven en aankunnen."
    ),
    "zoDoetUDat": ["Laat bewoners werk doen waarmee zij een voorbeeld zijn."],
    "samenvattingVoorBeleid": (
        "Empowerment betekent hier: bewoners krijgen meer zelfvertrouwen en meer vaardigheden."
    ),
    "algemeneUitspraak": None,
    "bron": ARTICLE["id"],
    "vindplaats": "Empowerment",
    "bronnen": [ARTICLE],
    "versie": 1,
    "_links": {
        "self": _link(f"{API}/werkzame-elementen/empowerment"),
        "alternate": _link(f"{SITE}/werkzame-elementen/empowerment/"),
        "interventies": _link(f"{API}/interventies?element=empowerment"),
    },
}
ELEMENTS = {
    "aantal": 7,
    "_links": {"self": _link(f"{API}/werkzame-elementen")},
    "resultaten": [ELEMENT],
}
COMBINATIONS = {
    "elementen": ["aansluiten", "empowerment"],
    "grootte": 1,
    "aantal": 3,
    "combinaties": [["buurtsportvereniging"], ["kan-wel"], ["thuis-op-straat"]],
    "nietGedekt": [],
}
INTERVENTION = {
    **LISTED,
    "aliassen": ["Asset Based Community Development"],
    "doel": "Van binnenuit werken aan een buurt waar het goed wonen is",
    "doelgroepTekst": "Alle bewoners van wijken met een zwakkere sociale en economische positie",
    "aanpak": "Er zijn vijf stappen. 1) Breng met een vragenlijst",
    "randvoorwaarden": "Plannen moeten van bewoners zelf komen.",
    "tijd": None,
    "tijdBron": None,
    "rolGemeente": None,
    "rolGemeenteBron": None,
    "onderzoek": "Ervaringen uit de praktijk laten zien dat het belangrijk is wie het initiatief",
    "kosten": None,
    "materialen": "Methodebeschrijving van Movisie (pdf, maart 2010)",
    "eigenaar": None,
    "startjaar": None,
    "website": "https://www.lsabewoners.nl/kennis/asset-based-community-development-abcd/",
    "databankStatus": {"stand": "opgenomen", "jaar": 2014, "datum": "2014-02"},
    "variantVan": None,
    "nagelezenDoorEigenaar": None,
    "uitspraken": [
        {
            "element": "gewoon-beginnen",
            "soort": "genoemd",
            "grondslag": None,
            "uitleg": "De professional kiest eerst kleine acties die makkelijk haalbaar zijn.",
            "bron": ARTICLE["id"],
            "vindplaats": "Gewoon beginnen",
            "extraBronnen": [],
        }
    ],
    "erkenningen": [],
    "bronnen": [ARTICLE],
}
# Per path of the description: what was asked, and its example.
ASKED = {
    "/interventies": ("/interventies?q=mcknight", LIST),
    "/interventies/{slug}": ("/interventies/abcd", INTERVENTION),
    "/werkzame-elementen": ("/werkzame-elementen", ELEMENTS),
    "/werkzame-elementen/{slug}": ("/werkzame-elementen/empowerment", ELEMENT),
    "/combinaties": ("/combinaties?element=aansluiten&element=empowerment", COMBINATIONS),
}


def problem_document(status: int) -> dict:
    """What a failure looks like."""
    title, detail = TEXTS[status]
    document = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    if status == 400:
        fault = {"veld": "element", "waarde": "moed", "melding": "Deze keuze bestaat niet."}
        document["fouten"] = [fault]
    return document
