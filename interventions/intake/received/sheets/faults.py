"""Why a document cannot be read, and what to do: a sentence for each case."""

from interventions.intake.received import kinds

SAVE = "Open het en bewaar het als Word-document (.docx) of als PDF. Probeer het daarmee nog eens."
CHOOSE = f"Kies het werkblad als Word-document (.docx), ODT of PDF. Is dit het werkblad? {SAVE}"
ASK = "Vraag de maker om het Word-bestand, of om een PDF met tekst."
EMPTY = "Dit bestand is leeg. Kies het bestand opnieuw, of vraag het nog eens aan de maker."
SCANNED = (
    "Deze PDF is een scan: op de bladzijden staan plaatjes en geen tekst. "
    f"{ASK} Of maak de PDF leesbaar met een programma voor tekstherkenning (OCR)."
)
NO_TEXT = f"In dit bestand staat geen tekst die wij kunnen lezen. {ASK}"
LOCKED_PDF = (
    "Op deze PDF zit een wachtwoord. Open de PDF met het wachtwoord, bewaar een kopie zonder "
    "wachtwoord en kies die kopie."
)
LOCKED = (
    "Op dit bestand zit een wachtwoord. Open het met het wachtwoord, bewaar een kopie zonder "
    "wachtwoord en kies die kopie."
)
NO_PDF = (
    "Deze PDF is beschadigd of niet heel aangekomen: wij kunnen er niets in lezen. "
    "Download of kopieer het bestand opnieuw, of vraag het nog eens aan de maker."
)
BROKEN_ZIP = (
    "Dit bestand is beschadigd of niet heel aangekomen: wij kunnen het niet openen. "
    "Download of kopieer het bestand opnieuw, of vraag het nog eens aan de maker."
)
WAITING = (
    "Dit is een invulformulier dat alleen Adobe Reader kan tonen (XFA). Open het daarin, maak er "
    "met 'Afdrukken' een nieuwe PDF van en kies die."
)
PORTFOLIO = (
    "Deze PDF is een map met andere bestanden (een PDF-portfolio). Haal het werkblad eruit, bewaar "
    "het als een los bestand en kies dat."
)
GARBLED = (
    "In deze PDF staat niet welke letters er staan: kopieert u de tekst, dan krijgt u onleesbare "
    f"tekens. {ASK} Of druk het document opnieuw af naar een PDF."
)
UNREADABLE = f"Dit document zit anders in elkaar dan wij kunnen lezen. {SAVE}"
UNKNOWN = f"Dit is geen document dat wij kennen. {CHOOSE}"
# What to do with a file of another kind, when saving it anew is no answer.
INSTEAD = {
    kinds.PICTURE: f"Daar staat voor ons geen tekst in. {ASK}",
    kinds.PACKAGE: "Pak het uit en kies het werkblad zelf: een Word-document (.docx), ODT of PDF.",
    kinds.OLD_WORD: "Open het in Word en bewaar het als Word-document (.docx).",
    kinds.WORD_XML: "Open het in Word en bewaar het als Word-document (.docx).",
}
MOST_NAMED = 8  # pages
# Told beside what was read.
UNCLEAR = "Van sommige letters zegt de PDF niet welke het zijn. Daar staat nu dit teken: \ufffd."
NO_SHEET = (
    "Wij herkennen in dit document geen werkblad of methodebeschrijving. Kijk zelf welke stukken "
    "waar horen."
)


def other_kind(kind: str) -> str:
    """What is said of a file that is of another kind."""
    if kind == kinds.LOCKED:
        return LOCKED
    return f"Dit is {kind}, geen document dat wij kunnen lezen. {INSTEAD.get(kind, CHOOSE)}"


def too_long(what: str, most: int, instead: str) -> str:
    """What is said of a document with more of something than is read."""
    number = f"{most:,}".replace(",", ".")
    return f"Dit document heeft meer dan {number} {what}. Zoveel lezen wij niet. {instead}"


def scanned_pages(numbers: list[int], pages: int) -> str:
    """What is told of pages that are pictures, in a document that was read."""
    if len(numbers) == 1:
        return f"Bladzijde {numbers[0]} is een plaatje zonder tekst. Die is niet gelezen."
    which = f"{len(numbers)} van de {pages} bladzijden"
    if len(numbers) <= MOST_NAMED:
        first = ", ".join(map(str, numbers[:-1]))
        which = f"De bladzijden {first} en {numbers[-1]}"
    return f"{which} zijn plaatjes zonder tekst. Die zijn niet gelezen."
