"""The shapes of the answers, for the description in OpenAPI; nothing is rendered through them.

Tests hold them against real answers, field by field.
"""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from elements.models import Source
from interventions.finding.facets import FACETS
from interventions.models import Intervention
from interventions.sheet.document import KINDS

SLUG = r"^[-a-zA-Z0-9_]+$"
PARTIAL_DATE = r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
STANDS = [Intervention.Activity.RUNNING.value, Intervention.Activity.STOPPED.value]


def shape(name: str):
    """Give the shape its Dutch name in the description."""
    return extend_schema_serializer(component_name=name)


def text(about: str, **options) -> serializers.CharField:
    return serializers.CharField(help_text=about, **options)


def maybe_text(about: str) -> serializers.CharField:
    return text(f"{about} `null`: niet bekend.", allow_null=True)


def a_slug(about: str, **options) -> serializers.RegexField:
    return serializers.RegexField(SLUG, help_text=about, max_length=80, **options)


def slugs(about: str) -> serializers.ListField:
    return serializers.ListField(child=serializers.RegexField(SLUG, max_length=80), help_text=about)


def partial_date(about: str, **options) -> serializers.RegexField:
    return serializers.RegexField(
        PARTIAL_DATE, help_text=f"{about} `JJJJ`, `JJJJ-MM` of `JJJJ-MM-DD`.", **options
    )


@shape("Link")
class Link(serializers.Serializer):
    href = serializers.URLField(help_text="Het volledige adres.")


@shape("LinksVanInterventie")
class InterventionLinks(serializers.Serializer):
    self = Link(help_text="Deze interventie in de API.")
    alternate = Link(help_text="De pagina over deze interventie.")


@shape("LinksVanElement")
class ElementLinks(serializers.Serializer):
    self = Link(help_text="Dit element in de API.")
    alternate = Link(help_text="De pagina over dit element.")
    interventies = Link(help_text="De interventies met dit element.")


@shape("LinksVanLijst")
class PageLinks(serializers.Serializer):
    self = Link(help_text="Deze bladzijde van de lijst.")
    next = Link(help_text="De volgende bladzijde; `null` op de laatste.", allow_null=True)
    prev = Link(help_text="De vorige bladzijde; `null` op de eerste.", allow_null=True)


@shape("LinksVanAlles")
class WholeLinks(serializers.Serializer):
    self = Link(help_text="Deze lijst.")


@shape("Erkenning")
class Recognition(serializers.Serializer):
    """Een bron zegt dat een commissie de interventie heeft erkend, op een datum."""

    niveau = a_slug("Het niveau. `geen`: een bron zegt dat er geen erkenning is.")
    commissie = maybe_text("Wie de erkenning gaf.")
    datum = partial_date("Vanaf wanneer.")
    geldigTot = partial_date("Tot wanneer. `null`: verloopt niet, of niet bekend.", allow_null=True)
    mogelijkVerlopen = serializers.BooleanField(
        help_text="De termijn is voorbij. Er kan een nieuwe erkenning zijn die wij niet kennen."
    )
    nagekekenOp = serializers.DateField(
        allow_null=True, help_text="Wanneer de redactie dit het laatst nakeek."
    )
    bron = a_slug("De bron die dit zegt.")


@shape("Uitvoering")
class Activity(serializers.Serializer):
    """Of de interventie nog wordt gedaan."""

    stand = serializers.ChoiceField(choices=[(one, one) for one in STANDS])
    datum = partial_date("Van wanneer dit bekend is.", allow_null=True)
    bron = a_slug("De bron die dit zegt.", allow_null=True)


@shape("StandInDatabank")
class DatabankStatus(serializers.Serializer):
    """Of de interventie in de databank van Movisie stond, en wanneer."""

    stand = serializers.ChoiceField(
        choices=[(one, one) for one in Intervention.DatabankStatus.values]
    )
    jaar = serializers.IntegerField(help_text="Het jaar waarin dat zo was.")
    datum = partial_date("Wanneer dat zo was.")


@shape("Uitspraak")
class Statement(serializers.Serializer):
    """Deze bron zegt dat deze interventie dit element heeft, en hoe."""

    element = a_slug("Het werkzame element.")
    soort = serializers.ChoiceField(
        choices=[(one, one) for one in KINDS.values()],
        help_text=(
            "`genoemd`: de bron noemt het element. `contrast`: de bron noemt de interventie als "
            "tegenvoorbeeld. `afgeleid`: de redactie leest het in de bron."
        ),
    )
    grondslag = text("Waarop de redactie haar lezing baseert; `null` bij de rest.", allow_null=True)
    uitleg = text("Hoe de interventie dit doet.", allow_blank=True)
    bron = a_slug("De bron die dit zegt.")
    vindplaats = maybe_text("Waar het in de bron staat.")
    extraBronnen = slugs("Bronnen van de uitleg.")


@shape("Bron")
class SourceShape(serializers.Serializer):
    """Iets wat de redactie las."""

    id = a_slug("Waarmee de rest van het antwoord naar deze bron verwijst.")
    titel = text("De titel.")
    auteur = maybe_text("Wie het schreef.")
    uitgever = maybe_text("Wie het uitgaf.")
    datum = partial_date("Wanneer het verscheen.", allow_null=True)
    url = serializers.URLField(allow_null=True, help_text="Waar het staat.")
    soort = serializers.ChoiceField(choices=[(one, one) for one in Source.Kind.values])
    gelezen = text("Hoeveel de redactie ervan las.")


@shape("InterventieInLijst")
class Listed(serializers.Serializer):
    """Een interventie, zoals lijsten haar tonen."""

    slug = a_slug("Het kenmerk in het adres. Het verandert nooit.")
    naam = text("De naam.")
    samenvatting = text("Waar het om gaat, in het kort.")
    elementen = slugs("De elementen die een bron noemt, of die de redactie in een bron leest.")
    doelgroepen = slugs("Voor wie.")
    themas = slugs("Waarover.")
    settings = slugs("Op wat voor plek.")
    erkenning = Recognition(allow_null=True, help_text="De nieuwste erkenning.")
    uitvoering = Activity(allow_null=True, help_text="`null`: niet bekend.")
    nieuwsteBron = partial_date("De datum van de nieuwste bron.", allow_null=True)
    versie = serializers.IntegerField(
        min_value=1, allow_null=True, help_text="Het nummer van de versie die nu op de site staat."
    )
    gepubliceerdOp = serializers.DateTimeField(help_text="Wanneer voor het eerst, in UTC.")
    gewijzigdOp = serializers.DateTimeField(help_text="Wanneer voor het laatst, in UTC.")
    _links = InterventionLinks(label="Links")


@shape("Interventie")
class Whole(Listed):
    """Alles wat er openbaar is over een interventie."""

    aliassen = serializers.ListField(child=serializers.CharField(), help_text="Andere namen.")
    doel = maybe_text("Het doel.")
    doelgroepTekst = maybe_text("Voor wie, in woorden.")
    aanpak = maybe_text("De aanpak.")
    randvoorwaarden = maybe_text("Wat ervoor nodig is.")
    tijd = maybe_text("Hoe lang het duurt.")
    tijdBron = a_slug("De bron van de duur.", allow_null=True)
    rolGemeente = maybe_text("De rol van de gemeente.")
    rolGemeenteBron = a_slug("De bron van de rol van de gemeente.", allow_null=True)
    onderzoek = maybe_text("Wat er is onderzocht.")
    kosten = maybe_text("Wat het kost.")
    materialen = maybe_text("Welk materiaal er is.")
    eigenaar = maybe_text("Van wie de interventie is.")
    startjaar = serializers.IntegerField(
        min_value=1900, max_value=2100, allow_null=True, help_text="Sinds wanneer."
    )
    website = serializers.URLField(allow_null=True, help_text="De eigen website.")
    databankStatus = DatabankStatus(allow_null=True)
    variantVan = a_slug("De interventie waarvan dit een versie is.", allow_null=True)
    nagelezenDoorEigenaar = serializers.DateField(
        allow_null=True, help_text="Wanneer de eigenaar de tekst nalas."
    )
    uitspraken = Statement(many=True, help_text="Wat elke bron zegt, per element.")
    erkenningen = Recognition(many=True, help_text="Alle erkenningen, de nieuwste eerst.")
    bronnen = SourceShape(many=True, help_text="Alle bronnen waar dit antwoord naar verwijst.")


def counts(facet: str) -> serializers.DictField:
    return serializers.DictField(
        child=serializers.IntegerField(min_value=0),
        help_text=f"Per waarde van `{facet}`: hoeveel interventies u vindt als u die nu ook kiest.",
    )


Facets = shape("Facetten")(
    type("Facets", (serializers.Serializer,), {facet: counts(facet) for facet in FACETS})
)


@shape("LijstVanInterventies")
class InterventionPage(serializers.Serializer):
    aantal = serializers.IntegerField(min_value=0, help_text="Hoeveel er zijn gevonden.")
    pagina = serializers.IntegerField(min_value=1, help_text="Welke bladzijde dit is.")
    perPagina = serializers.IntegerField(
        min_value=1, max_value=100, help_text="Hoeveel er op een bladzijde staan."
    )
    _links = PageLinks(label="Links")
    facetten = Facets()
    resultaten = Listed(many=True)


@shape("WerkzaamElement")
class ElementShape(serializers.Serializer):
    """Een bouwsteen van een aanpak: een goede indicatie, geen bewijs."""

    slug = a_slug("Het kenmerk in het adres.")
    positie = serializers.IntegerField(min_value=0, help_text="De volgorde.")
    naam = text("De naam.")
    korteNaam = text("De korte naam.")
    samenvatting = text("Wat het is, in het kort.")
    beschrijving = text("Wat het is.")
    zoDoetUDat = serializers.ListField(child=serializers.CharField(), help_text="Wat u kunt doen.")
    samenvattingVoorBeleid = text("Wat het voor beleid betekent.")
    algemeneUitspraak = maybe_text("Wat een bron van alle interventies tegelijk zegt.")
    bron = a_slug("De bron van dit element.")
    vindplaats = maybe_text("Waar het in de bron staat.")
    bronnen = SourceShape(many=True)
    versie = serializers.IntegerField(min_value=1, allow_null=True, help_text="De versie van nu.")
    _links = ElementLinks(label="Links")


@shape("LijstVanElementen")
class ElementPage(serializers.Serializer):
    aantal = serializers.IntegerField(min_value=0, help_text="Hoeveel er zijn.")
    _links = WholeLinks(label="Links")
    resultaten = ElementShape(many=True)


@shape("Combinaties")
class CombinationSets(serializers.Serializer):
    """De kleinste groepen van interventies die samen alle gevraagde elementen hebben."""

    elementen = slugs("De elementen waar het om gaat.")
    grootte = serializers.IntegerField(
        min_value=0, help_text="Hoeveel interventies een groep heeft; 0: er is geen groep mogelijk."
    )
    aantal = serializers.IntegerField(
        min_value=0, help_text="Hoeveel groepen er zijn. U krijgt er hoogstens 200."
    )
    combinaties = serializers.ListField(
        child=serializers.ListField(child=serializers.RegexField(SLUG, max_length=80)),
        max_length=200,
        help_text="De groepen, als slugs van interventies.",
    )
    nietGedekt = slugs("De elementen die geen enkele interventie heeft.")


@shape("Fout")
class FaultShape(serializers.Serializer):
    veld = text("Welke parameter; leeg: het adres zelf.", allow_blank=True)
    waarde = text("Wat erin stond, de eerste 60 tekens.", allow_blank=True)
    melding = text("Wat er niet klopt.")


@shape("Probleem")
class Problem(serializers.Serializer):
    """Wat er misging, volgens RFC 9457."""

    type = text("Altijd `about:blank`.")
    status = serializers.IntegerField(min_value=400, max_value=599)
    title = text("Wat er misging.")
    detail = text("Wat u kunt doen.")


@shape("ProbleemMetVerzoek")
class BadRequest(Problem):
    fouten = FaultShape(many=True, help_text="Alles wat er niet klopt.")
