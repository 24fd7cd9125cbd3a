"""What no sentence of ours about an approach or an element says or implies, for every test.

Only a denial may hold these words, and then in full: `DENIALS` are taken out before `FORBIDDEN` is
looked for. What others say (a source, an editor, a name) is taken out by who asks.
"""

import re

FORBIDDEN = {
    "it works": (
        r"werkt|werken (?:goed|beter)|wat werkt|werkt het|helpt|helpen|succes\w*|geslaagd\w*|"
        r"kansrijk\w*|veelbelovend\w*|resulta\w+|leidt tot|leiden tot|zorgt (?:voor|dat|ervoor)|"
        r"draagt bij|bereikt (?:u|wij|men)|vruchten|loont|nuttig\w*|impact"
    ),
    "it has an effect": r"\w*effect\w*|uitwerking",
    "it is proven": (
        r"\w*bew(?:ijs|ezen|ijzen|ijst)\w*|aangetoond\w*|aantoonbaar|toont aan|onderbouw\w*|"
        r"wetenschap\w*|evidence\w*|gegarandeerd\w*|garant\w+|zeker(?:heid)?|vaststaat|"
        r"staat vast|getoetst\w*|gevalideerd\w*"
    ),
    "it is complete": (
        r"compleet|complete|volledig\w*|voldo(?:et|ende|en)|genoeg|klaar|afgerond\w*|"
        r"alles (?:op orde|gedaan|goed)|helemaal|perfect\w*|optimaal|optimale|"
        r"alle zeven|(?:alle|van de) 7 elementen|alle elementen"
    ),
    "it is needed": (
        r"nodig|noodzak\w+|verplicht\w*|vereist\w*|onmisbaar|onmisbare|moet|moeten|hoort te|"
        r"horen te|dient te|ontbreekt|ontbreken|ontbrekende?|mist|missen|tekort\w*|"
        r"schiet|voorwaarden?"
    ),
    "it is better": (
        r"beter|betere|best|beste|goede aanpak|sterk|sterke|sterker\w*|zwak\w*|slecht\w*|"
        r"goed bezig|goed zo|goed gedaan|gefeliciteerd|uitstekend\w*|ideaal|ideale|"
        r"hoe meer|hoe minder|aanbevol\w*|aanbevel\w*|wij raden|aanrad\w+|kwaliteit\w*"
    ),
    "it is recognised": r"erken\w*|keurmerk\w*|gecertificeerd\w*|goedgekeurd\w*|certificaat",
    "it is scored": (
        r"\w*score\w*|\w*cijfer|procent|percentage\w*|\d+ ?%|niveau\w*|ranglijst|"
        r"\d+ van (?:de|uw) \d+ (?:elementen|punten)|"
        r"(?:een|twee|drie|vier|vijf|zes) van de zeven|label"
    ),
    "it does not have it": r"heeft (?:het|dit element|die elementen|deze elementen) niet",
}
DENIALS = (
    r"(?:een )?goede indicatie, geen (?:bewijs|zekerheid)",
    r"(?:is|ook) geen (?:erkenning|toets|bewijs|oordeel)(?: en geen (?:erkenning|toets))?",
    r"geen erkenning",
    r"een telling van de vakjes is geen score",
    r"zegt niets over (?:het )?effect",
    r"zegt niet (?:of|dat) (?:iets|het|dit|een aanpak|uw aanpak) (?:ook )?(?:werkt|helpt)",
    r"ervaringen zeggen niet of een aanpak helpt",
    r"(?:u hoeft|niemand hoeft) niet alle elementen te doen",
    r"niet alle elementen zijn nodig",
    r"geen bron(?: van deze kennisbank)? zegt (?:hoeveel|welke) elementen er nodig zijn",
    r"geen bron(?: van deze kennisbank)? zegt dat (?:meer|alle) elementen beter is",
    r"(?:dat|niet genoemd) betekent niet:? (?:dat )?(?:een aanpak |zij |die |de aanpak )?"
    r"(?:heeft het niet|het element niet heeft|het daar ontbreekt|dat het daar ontbreekt)",
    r"dat het (?:daar|er) ontbreekt",  # after 'betekent niet', with or without a comma
    r"werkza(?:am|me) elementen?",
    r"(?:onderzoek naar het )?effect (?:is )?niet (?:gevonden|gelezen|onderzocht)",
    r"een erkenning hoort bij de aanpak die een commissie heeft beoordeeld",
)
_DENIAL = re.compile("|".join(DENIALS), re.IGNORECASE)
_FORBIDDEN = {
    what: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for what, words in FORBIDDEN.items()
}
_SENTENCE = re.compile(r"[^.!?:;]+[.!?:;]*")


def implied(text: str) -> list[str]:
    """Each sentence that says or implies what may not be said, with what and by which word."""
    spaced = " ".join(text.split())
    return [
        f"{what} ({found.group()}): {sentence.strip()}"
        for sentence in _SENTENCE.findall(_DENIAL.sub("_", spaced))
        for what, words in _FORBIDDEN.items()
        if (found := words.search(sentence))
    ]
