"""The labels of the title page and the colophon, whatever their exact words."""

import re

from elements.text import fold

OF_ONE = r"(?: van)?(?: de| het| uw)?"
THING = r"(?:interventie|methode|methodiek|project|aanpak|programma|activiteit)"
LABELS = {
    "title": rf"(?:titel|naam){OF_ONE} {THING}|titel|interventie|methode",
    "authors": (
        r"(?:naam )?auteur(?:s|\(s\))?(?:namen)?(?: van)?(?: de)?(?: interventie| methode)?"
        r" ?(?:beschrijving)?|(?:deze )?(?:methode|interventie)?(?:beschrijving)? ?"
        r"(?:is )?(?:gemaakt|geschreven|opgesteld|beschreven|samengesteld|ingevuld) door|"
        r"opsteller|samensteller|ingevuld door|(?:naam )?invuller|redactie en tekst|tekst"
    ),
    "date": r"datum(?: (?:van )?(?:invullen|beschrijving|publicatie|versie|laatste \w+))?|"
    r"(?:laatst )?(?:gewijzigd|bijgewerkt|herzien)(?: op)?|versie(?:datum)?|maand en jaar",
    "databases": r"databank(?:en|\(en\))?",
    "place": r"plaats,? ?(?:en )?(?:instituut|organisatie|instelling)|plaats",
    "person": r"(?:naam )?contactpersoon(?: naam)?|contact ?persoon \w+|contactpersonen|"
    r"aanspreekpunt|naam contactpersoon|t\.?a\.?v\.?",
    "organisation": (
        rf"(?:naam{OF_ONE} )?(?:organisatie|instelling|instituut|ontwikkelaar|licentiehouder|"
        r"eigenaar|rechthebbende|ontwikkelende organisatie|bureau)(?: ?\(?s\)?)?(?: naam)?|"
        r"ontwikkelaar ?/ ?licentiehouder|ontwikkeld door"
    ),
    "name": r"naam|namen|voor- en achternaam",
    "email": r"e-?mail(?:adres)?|mail(?:adres)?|e-?mail adres",
    "phone": r"tel(?:efoon)?\.?(?:nummer|nr\.?)?|telefoon ?(?:nummer|nr\.?)?|mobiel(?: nummer)?|"
    r"gsm|telefoon mobiel|mob\.?|t",
    "website": r"(?:web ?site|internet(?:adres|site)?|url|homepage|webadres|webpagina|www)"
    rf"(?: ?\(?{OF_ONE.strip()}? ?{THING}\)?)?",
    "address": r"(?:post|bezoek)?adres(?:gegevens)?|postcode(?: en (?:woon)?plaats)?|woonplaats|"
    r"postbus",
    "function": r"functie|rol|afdeling",
}
PATTERNS = {key: re.compile(pattern) for key, pattern in LABELS.items()}
BETWEEN = re.compile(r" ?(?:\t|: |:$|:(?=\S)(?!//)) ?")
IN_BRACKETS = re.compile(r" ?\([^()]{0,80}\)")
# What begins another line that ran on, in a paragraph of such lines.
BEFORE_LABEL = re.compile(
    r"\s(?=(?:Contactpersoon|E-?mail(?:adres)?|Telefoon(?:nummer)?|Mobiel|Web ?site|Adres|"
    r"Postadres|Naam|Organisatie|Functie)\s?:)"
)
LONGEST = 80


def label_of(text: str) -> str:
    """Which label this is, by its key in LABELS; nothing of another text."""
    if len(text) > LONGEST:
        return ""
    plain = fold(text).strip(" .:;-*")
    for words in (plain, IN_BRACKETS.sub("", plain)):
        for key, pattern in PATTERNS.items():
            if pattern.fullmatch(words):
                return key
    return ""


def labelled(text: str) -> tuple[str, str, str]:
    """The key, the label as written and the value of a line such as `Naam: Jansen`; three times
    nothing of another line.
    """
    found = BETWEEN.search(text)
    if not found or not (key := label_of(text[: found.start()])):
        return "", "", ""
    return key, text[: found.start()].strip(), text[found.end() :].strip()


def lines_in(text: str) -> list[str]:
    """The lines of a paragraph of labels and values, each beginning with its label; a text that
    does not begin with one stays as it is.
    """
    return BEFORE_LABEL.split(text) if labelled(text)[0] else [text]
