"""A text that is longer than a cell of Excel can be: cut, and the cell says so.

Excel counts in UTF-16: a sign such as an emoji counts twice.
"""

from django.core.exceptions import ValidationError

LONGEST = 32_767
ROOM = 400  # for the words behind what is left
START = "\n[Hier ontbreken "
CUT = f"{START}%s tekens: een cel van Excel kan niet meer hebben. De hele tekst staat %s.]"


def fitted(text: str, where: str) -> str:
    """The text as it fits in a cell. `where` says where all of it stands, as `op <address>`."""
    if length(text) <= LONGEST:
        return text
    room = LONGEST - ROOM
    start = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    missing = f"{len(text) - len(start):,}".replace(",", ".")
    return start + CUT % (missing, where)


def length(text: str) -> int:
    """As Excel counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def refuse_cut(text: str) -> None:
    """Raise ValidationError (`cut`) for a cell of which we left out a part."""
    if START.strip() in text and text.endswith(".]"):
        raise ValidationError(
            "Van deze tekst ontbreekt het einde: die paste niet in een cel van Excel. "
            "Neem het CSV-bestand, of haal de regel tussen haken weg als dit genoeg is.",
            code="cut",
        )
