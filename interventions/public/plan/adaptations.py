"""The log of adaptations: what is done otherwise than was thought, after the fields of FRAME."""

from collections.abc import Sequence

from elements.models import Element
from interventions.finding.selection.sentence import joined
from interventions.public.summaries.blocks import BOX, Section, form, items, text

# The framework whose eight questions the columns ask, in our own words.
FRAME = (
    "Wiltsey Stirman, S., Baumann, A. A. & Miller, C. J. (2019). The FRAME: an expanded framework "
    "for reporting adaptations and modifications to evidence-based interventions. Implementation "
    "Science, 14, 58. https://doi.org/10.1186/s13012-019-0898-y Licentie: CC BY 4.0."
)
ROWS = 6  # with the explanation a page on its side
HEIGHT = 15  # millimetres: two lines by hand
# Of each column the heading, how wide it is, and what stands in its cells.
COLUMNS = (
    ("Wanneer?", 1.1, ""),
    ("Wat is er veranderd?", 2.4, ""),
    ("Was het gepland?", 1.1, f"{BOX} ja\n\n{BOX} nee"),
    ("Wie besloot het?", 1.3, ""),
    ("Waarom?", 2.2, ""),
    ("Voor wie of waar?", 1.4, ""),
    ("Raakt het een element? Welk?", 1.5, f"{BOX} nee\n\n{BOX} ja:"),
    ("Past het nog bij de bedoeling?", 1.3, f"{BOX} ja\n\n{BOX} deels\n\n{BOX} nee"),
)
HOW = [
    "Wat: er kwam iets bij of er ging iets af, het duurde korter of langer, het ging in een andere "
    "volgorde, op een andere plek of met andere mensen.",
    "Gepland: bedacht u dit vooraf (ja) of tijdens het werk (nee)?",
    "Waarom: wat wilde u ermee bereiken, en wat was de aanleiding?",
    "Voor wie of waar: één deelnemer, een groep, één begeleider, de organisatie of de hele wijk.",
    "Schrijf geen namen of andere gegevens van deelnemers op.",
]
AFTER = (
    "Naar de velden van FRAME (Wiltsey Stirman, Baumann & Miller, 2019), in onze woorden. Een "
    "aanpassing is niet goed of fout. Dit logboek is geen erkenning en geen toets."
)


def adaptation_log(elements: Sequence[Element]) -> Section:
    """Empty rows to write in; `elements` are those that an adaptation may touch."""
    head = ["Nr.", *(heading for heading, _, _ in COLUMNS)]
    weights = [0.5, *(weight for _, weight, _ in COLUMNS)]
    rows = [[str(number), *(cell for _, _, cell in COLUMNS)] for number in range(1, ROWS + 1)]
    names = joined([element.short_name for element in elements], "en")
    how = [*HOW, f"Elementen in dit plan: {names}."] if names else HOW
    table = form("Elke aanpassing op een eigen regel", head, rows, weights, height=HEIGHT)
    title = "Logboek: wat doet u anders dan bedacht?"
    return Section("logboek", title, [items(how), table, text(AFTER)], wide=True)
