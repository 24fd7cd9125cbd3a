"""What is said of the API and of its parameters, for who writes a program. Dutch."""

from dataclasses import dataclass

INTRODUCTION = """\
De kennisbank Werkzame elementen als open data: interventies voor buurt en wijk, met per werkzaam
element wat een bron erover zegt. Een element is een goede indicatie, geen bewijs. Staat een element
er niet bij, dan las de redactie er niets over. Het betekent niet dat de interventie het niet heeft.

- **Alleen lezen**, zonder account en zonder cookie. Elke pagina op internet mag de API gebruiken.
- **Onbekend** is `null` of een lege lijst. Een datum van een bron is `JJJJ`, `JJJJ-MM` of
  `JJJJ-MM-DD`.
- **Streng**: een parameter of waarde die niet bestaat geeft 400, met alle fouten tegelijk.
- **Bewaren** mag: vraag met `If-None-Match` of er iets is veranderd.
- **Versies**: het adres noemt de hoofdversie, `API-Version` de hele versie. Nieuwe velden kunnen
  er altijd bij komen. Wat verdwijnt of van betekenis verandert, komt in een nieuwe hoofdversie. De
  oude blijft dan nog minstens een jaar werken, en zegt in `Deprecation` en `Sunset` tot wanneer.
"""


@dataclass(frozen=True)
class Told:
    """What is said of a parameter, and a value of it in the launch content."""

    about: str
    example: str | int


OF_FACETS = {
    "element": Told("Slug van een werkzaam element. Mag vaker. Zie `combineer`.", "empowerment"),
    "doelgroep": Told("Slug van een doelgroep. Mag vaker: dan telt elk ervan.", "ouderen"),
    "thema": Told("Slug van een thema. Mag vaker: dan telt elk ervan.", "jeugd"),
    "setting": Told("Slug van een plek. Mag vaker: dan telt elk ervan.", "wijk-of-buurt"),
    "erkenning": Told(
        "Slug van het niveau van de nieuwste erkenning, ook als die voorbij is. `onbekend`: geen "
        "bron noemt er een. `geen`: een bron zegt dat er geen is. Mag vaker.",
        "goed-beschreven",
    ),
    "uitvoering": Told("Of de interventie nog wordt gedaan. Mag vaker.", "loopt"),
}
PARAMETERS = {
    **OF_FACETS,
    "q": Told(
        "Zoektekst. Vindt ook meervoud, delen van samenstellingen en woorden met een tikfout.",
        "buurt",
    ),
    "combineer": Told(
        "`alle`: een interventie heeft elk gekozen element. `een`: minstens een ervan. "
        "Zonder deze parameter: `alle`.",
        "alle",
    ),
    "geldig": Told("`ja`: alleen erkenningen waarvan de termijn niet voorbij is.", "ja"),
    "bron": Told(
        "Welke uitspraken tellen voor `element`, de aantallen en de volgorde. `artikel`: alleen "
        "die uit het artikel van 2014. Zonder deze parameter: `alle`.",
        "artikel",
    ),
    "sorteer": Told(
        "De volgorde. Zonder deze parameter: `relevantie` met `q`, anders `naam`. `nieuwste`: "
        "laatst gepubliceerd eerst. `elementen`: meest genoemde elementen eerst.",
        "naam",
    ),
    "pagina": Told("Welke bladzijde. Voorbij de laatste: 404.", 1),
    "perPagina": Told("Hoeveel interventies op een bladzijde.", 25),
    "met": Told(
        "Slug van een interventie die in elke groep moet zitten. Die telt mee in de grootte. Mag "
        "vaker.",
        "abcd",
    ),
    "zonder": Told(
        "Slug van een interventie die in geen enkele groep mag zitten. Mag vaker. Staat dezelfde "
        "bij `met`, dan is er geen groep mogelijk.",
        "kan-wel",
    ),
}
