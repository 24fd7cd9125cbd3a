"""The words of the OpenAPI description: operations, parameters, rules. Dutch, for programmers."""

from dataclasses import dataclass

from rest_framework import serializers

from interventions.open_data.api import shapes

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

PARAMETERS = {
    "q": "Zoektekst. Vindt ook meervoud, delen van samenstellingen en woorden met een tikfout.",
    "element": "Slug van een werkzaam element. Mag vaker. Zie `combineer`.",
    "combineer": (
        "`alle`: een interventie heeft elk gekozen element. `een`: minstens een ervan. "
        "Zonder deze parameter: `alle`."
    ),
    "doelgroep": "Slug van een doelgroep. Mag vaker: dan telt elk ervan.",
    "thema": "Slug van een thema. Mag vaker: dan telt elk ervan.",
    "setting": "Slug van een plek. Mag vaker: dan telt elk ervan.",
    "erkenning": (
        "Slug van het niveau van de nieuwste erkenning, ook als die voorbij is. `onbekend`: geen "
        "bron noemt er een. `geen`: een bron zegt dat er geen is. Mag vaker."
    ),
    "geldig": "`ja`: alleen erkenningen waarvan de termijn niet voorbij is.",
    "uitvoering": "Of de interventie nog wordt gedaan. Mag vaker.",
    "bron": (
        "Welke uitspraken tellen voor `element`, de aantallen en de volgorde. `artikel`: alleen "
        "die uit het artikel van 2014. Zonder deze parameter: `alle`."
    ),
    "sorteer": (
        "De volgorde. Zonder deze parameter: `relevantie` met `q`, anders `naam`. `nieuwste`: "
        "laatst gepubliceerd eerst. `elementen`: meest genoemde elementen eerst."
    ),
    "pagina": "Welke bladzijde. Voorbij de laatste: 404.",
    "perPagina": "Hoeveel interventies op een bladzijde.",
    "met": (
        "Slug van een interventie die in elke groep moet zitten. Die telt mee in de grootte. Mag "
        "vaker."
    ),
    "zonder": (
        "Slug van een interventie die in geen enkele groep mag zitten. Mag vaker. Staat dezelfde "
        "bij `met`, dan is er geen groep mogelijk."
    ),
}
SLUG = "Het kenmerk uit het adres van de pagina."

ANSWERS = {
    304: "Niet veranderd sinds de `ETag` in `If-None-Match`.",
    400: "Een of meer parameters kloppen niet. Alle fouten staan erin.",
    404: "Hier staat niets.",
    410: "Dit was openbaar en is ingetrokken. De inhoud wordt niet meer gegeven.",
    414: "Het adres is langer dan de server leest. Vraag het in delen.",
    429: "Te veel verzoeken. `Retry-After` zegt hoeveel seconden u moet wachten.",
    500: "Er ging iets mis bij ons.",
    503: "De kennisbank is even niet bereikbaar. `Retry-After` zegt hoeveel seconden.",
}


@dataclass(frozen=True)
class Told:
    """What is said of one operation."""

    id: str
    tag: str
    summary: str
    description: str
    shape: type[serializers.Serializer]
    found: str
    failures: tuple[int, ...] = ()  # beside those that every operation has


OPERATIONS = {
    "/interventies": Told(
        "interventies",
        "interventies",
        "Interventies zoeken en kiezen",
        "De gepubliceerde interventies, met de aantallen per keuze. Binnen een parameter telt elk "
        "van de waarden, tussen parameters moeten alle kloppen.",
        shapes.InterventionPage,
        "Een bladzijde van de lijst.",
        (404,),
    ),
    "/interventies/{slug}": Told(
        "interventie",
        "interventies",
        "Een interventie",
        "Alles wat er openbaar is over een interventie: de beschrijving, wat elke bron zegt, de "
        "erkenningen en de bronnen.",
        shapes.Whole,
        "De interventie.",
        (404, 410),
    ),
    "/werkzame-elementen": Told(
        "werkzame-elementen",
        "werkzame-elementen",
        "De werkzame elementen",
        "Alle werkzame elementen, in volgorde.",
        shapes.ElementPage,
        "De elementen.",
    ),
    "/werkzame-elementen/{slug}": Told(
        "werkzaam-element",
        "werkzame-elementen",
        "Een werkzaam element",
        "Wat het element is en wat u ermee kunt doen.",
        shapes.ElementShape,
        "Het element.",
        (404,),
    ),
    "/combinaties": Told(
        "combinaties",
        "combinaties",
        "De kleinste combinaties van interventies",
        "Alle kleinste groepen van interventies die samen elk gevraagd element hebben. Zonder "
        "`element` gaat het om alle elementen. De andere parameters zeggen welke interventies mee "
        "mogen doen. Een tegenvoorbeeld telt niet. Bij meer dan 200 groepen krijgt u de eerste "
        "200, en het volle aantal.",
        shapes.CombinationSets,
        "De groepen.",
    ),
}
