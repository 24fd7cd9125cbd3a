"""The parts of the two forms, in their order: what they are called and what stands under them.

The 'Werkblad beschrijving interventie' (2015) and the 'Methodebeschrijving' of Movisie (2009-2013);
others say the same in words of their own.
"""

from dataclasses import dataclass

FIELDS = (
    *("samenvatting", "doel", "doelgroep", "aanpak", "randvoorwaarden"),
    *("materialen", "kosten", "onderzoek", "eigenaar"),
)
# What a heading may hold beside its core.
FILLERS = (  # noqa: SIM905 - reads better than a hundred quoted words
    "de het een van voor in bij op met aan over om te tot onze ons wij we u uw je jullie men er "
    "is zijn was wordt dient worden werd kan kunnen heeft hebben heb hebt doet doen wil willen "
    "deze dit die dat wie wat welke hoe waar interventie interventies methode methoden methodiek "
    "aanpak project programma activiteit werkwijze beschrijving omschrijving beschreven korte kort "
    "algemene algemeen uitgebreide toelichting bedoeld gericht eigenlijk precies overige "
    "belangrijkste benodigde gebruikte verwachte concrete eventuele eventueel beschikbare nodig "
    "bijbehorende"
).split()


@dataclass(frozen=True)
class Meaning:
    """`name` is a field or another part of the sheet. `rank` says where it stands in the forms:
    1 is a chapter, 2 a part of one, 3 a part of that. `part` is a part of the field `name`.
    """

    name: str
    rank: int
    core: str  # a pattern of whole words
    also: str = ""  # words that may stand beside it
    part: bool = False
    holds: tuple[str, ...] = ()  # what may stand under it, where nothing else tells

    @property
    def is_field(self) -> bool:
        """Whether the form of the knowledge base asks it."""
        return self.name in FIELDS


SHORT = ("doel", "doelgroep", "aanpak", "materialen", "onderbouwing", "onderzoek")
DEEDS = (
    *("materialen", "randvoorwaarden", "kosten", "locatie", "opleiding", "kwaliteit"),
    *("implementatie", "uitvoerders"),
)
BASIS = ("probleem", "oorzaken", "factoren", "verantwoording", "geschiedenis")
# In the order in which they are tried: the narrower before the wider.
MEANINGS = (
    Meaning(
        "aanpak", 2, r"(?:hoe|zo) (?:werkt|werken|pakt|pakken)|wat gebeurt er|wat doen", "precies"
    ),
    Meaning(
        "aanpak",
        3,
        r"inhoud (?:van )?(?:de |het )?(?:interventie|methode|methodiek|aanpak|programma)|"
        r"opzet|locatie en (?:uitvoerders?|uitvoering)|stappenplan|fasering|fasen|stappen|duur|"
        r"frequentie|intensiteit|werkvormen|activiteiten|"
        r"(?:fase|stap|bijeenkomst|sessie|module|blok|week) (?:[0-9]+|[ivx]+|een|twee|drie)\b.*",
        "en uitvoering opbouw duur frequentie intensiteit",
        part=True,
    ),
    # --- Chapters ---
    Meaning(
        "elementen",
        1,
        r"(?:werkzame|werkende|effectieve|werkzaam|werkend|werkzaamme) "
        r"(?:elementen|element|bestanddelen|factoren|ingredienten|principes|mechanismen|"
        r"componenten|onderdelen)|kernelementen|wat werkt|waarom werkt|waardoor werkt|"
        r"(?:maakt|zorgt|waarom|waardoor) (?:ervoor )?(?:dat )?(?:het|dit|deze|de) "
        r"(?:\w+ )?werkt|"
        r"succesfactoren",
        "samenvatting overzicht opsomming lijst werkt het kern conclusie conclusies en",
    ),
    Meaning(
        "uitgebreid",
        1,
        r"uitgebreide beschrijving|volledige beschrijving|uitgebreide omschrijving",
        holds=(*SHORT, *DEEDS, "uitvoering", *BASIS),
    ),
    Meaning(
        "samenvatting",
        1,
        r"samenvatting|in het kort|kort samengevat|korte beschrijving|korte omschrijving|"
        r"kernachtige beschrijving|beknopte beschrijving|in vogelvlucht|in een oogopslag|"
        r"korte (?:samenvatting|inhoud)|publiekssamenvatting|abstract",
        "inhoud",
        holds=SHORT,
    ),
    Meaning("inhoud", 1, r"inhoud|inhoudsopgave|inhoudsoverzicht|inhoudstafel"),
    Meaning("inleiding", 1, r"inleiding|leeswijzer|voorwoord|vooraf|ten geleide"),
    Meaning(
        "literatuur",
        1,
        r"literatuur|literatuurlijst|bronnen|bronnenlijst|referenties|geraadpleegde bronnen|"
        r"literatuurverwijzingen|bibliografie|aangehaalde werken",
        "aangehaalde geraadpleegde gebruikte en verwijzingen overzicht",
    ),
    Meaning("bijlage", 1, r"(?:bijlagen?|bijlages|appendix)(?: .*)?"),
    Meaning("colofon", 1, r"colofon|titelblad|algemene gegevens|basisgegevens|gegevens"),
    Meaning(
        "contactpersoon",
        2,
        r"contactpersoon|contactpersonen|aanspreekpunt",
        "gegevens naam vragen",
    ),
    Meaning(
        "eigenaar",
        2,
        r"ontwikkelaars?|licentiehouders?|eigenaar|eigenaren|rechthebbende|"
        r"(?:contact|adres|organisatie)gegevens|contactinformatie|contact|aanbieder|"
        r"ontwikkeld door|informatie en contact|meer informatie",
        "gegevens en of organisatie instelling instituut naam contactgegevens",
    ),
    Meaning(
        "referentie",
        2,
        r"referentie|publicatie|auteurs?|auteursgegevens",
        "in verband met gegevens en datum databank",
    ),
    # --- Research: what practice says is none of effects ---
    Meaning(
        "praktijk",
        1,
        r"praktijkervaring(?:en)?|praktijkonderzoek|praktijkvoorbeeld(?:en)?|ervaringen|"
        r"uitvoerende organisaties",
        "onderzoek uit praktijk professional professionals client clienten burger burgers "
        "deelnemers uitvoerders en",
        holds=("praktijk",),
    ),
    Meaning(
        "onderzoek",
        2,
        r"onderzoek naar (?:de )?(?:uitvoering|effecten|effectiviteit|resultaten|werkzaamheid|"
        r"werking)|(?:in)?directe aanwijzingen|procesevaluatie|effectevaluatie|effectstudies?|"
        r"procesonderzoek|conclusies? effectiviteit",
        "uitkomsten effectiviteit effecten resultaten en buitenlands",
        part=True,
    ),
    Meaning(
        "onderzoek",
        1,
        r"onderzoek|onderzoeken|effectonderzoek|effectonderzoeken|onderzoeksresultaten|evaluatie|"
        r"evaluaties|evaluatieonderzoek|effectiviteit|effecten|onderzocht|bewijs|bewezen|"
        r"resultaten|werkt het",
        "uitkomsten effectiviteit resultaten effecten en gedaan naar blijkt uit samenvatting "
        "wetenschappelijk opzet uitvoering al onderzocht evaluatie onderzoek bekend werkt weten",
        holds=("onderzoek",),
    ),
    # --- The parts of the description ---
    Meaning(
        "doelgroep",
        3,
        r"(?:uiteindelijke|intermediaire|primaire|secundaire|directe|indirecte) doelgroep(?:en)?|"
        r"(?:selectie|betrokkenheid) (?:van )?(?:de )?doelgroep(?:en)?|"
        r"einddoelgroep(?:en)?|intermediairen|intermediairs|"
        r"(?:contra-?indicaties|contra indicaties)(?! en)",
        "selectie en",
        part=True,
    ),
    Meaning("indicaties", 2, r"indicaties?|contra-?indicaties?|contra indicaties?", "en"),
    Meaning(
        "doelgroep",
        2,
        r"wie (?:kunnen|kan|mogen|mag|doen|doet) (?:er )?mee ?(?:doen)?|"
        r"wie (?:bereiken|bereikt|bereik|helpen|helpt)|"
        r"doelgroep(?:en)?|doelgroepomschrijving|doelgroepbeschrijving|(?:voor|op) wie|"
        r"(?:beoogde )?deelnemers|wie (?:is|zijn) (?:de )?doelgroep",
        "beoogde bereik en deelnemen meedoen bestemd geschikt richt zich mag mee mogen",
        holds=("doelgroep",),
    ),
    Meaning(
        "doel",
        3,
        r"hoofddoel(?:en)?|hoofddoelstelling(?:en)?|sub-?doel(?:en)?|subdoelstelling(?:en)?|"
        r"nevendoel(?:en)?|tussendoel(?:en)?|einddoel(?:en)?|deeldoel(?:en)?|"
        r"specifieke doel(?:en|stellingen)|werkdoelen",
        "en",
        part=True,
    ),
    Meaning(
        "doel",
        2,
        r"doel(?:en)?|doelstelling(?:en)?|bereiken|bedoeling|opbrengst(?:en)?|"
        r"(?:gewenste?|beoogde?) (?:effect(?:en)?|resulta(?:at|ten)|doel(?:en)?)|"
        r"nagestreefd(?:e)? doel(?:en)?|waartoe|waarvoor dient",
        "beoogde resultaten effecten moet",
        holds=("doel",),
    ),
    Meaning(
        "beschrijving",
        1,
        r"beschrijving (?:van )?(?:de )?(?:interventie|methode|methodiek|aanpak|het project|"
        r"project|programma)|over de (?:interventie|methode)",
        holds=(*SHORT[:4], *DEEDS, "probleem", "indicaties", "eigenaar", "vergelijking"),
    ),
    Meaning(
        "aanpak",
        2,
        r"aanpak|werkwijze|methodiek|(?:zo|hoe) werkt|in de praktijk|hoe gaat|hoe verloopt|"
        r"uitvoering van (?:de )?(?:interventie|methode|aanpak)|methodische aanpak|programma",
        "en opzet inhoud werkt het ziet eruit uit werk stap stappen fasering methodische verloopt",
        holds=("aanpak",),
    ),
    Meaning("uitvoering", 1, r"uitvoering", "praktische", holds=DEEDS),
    Meaning(
        "materialen",
        2,
        r"materia(?:al|len)|hulpmiddelen|middelen|instrumenten|handleiding(?:en)?|"
        r"werkmateria(?:al|len)|lesmateria(?:al|len)|ondersteunende? materia(?:al|len)|"
        r"producten|methodiekmateria(?:al|len)|draaiboek",
        "en hulpmiddelen middelen instrumenten bestaat bestaan horen gebruik ondersteunende",
    ),
    Meaning(
        "kosten",
        2,
        r"kosten|begroting|budget|tarie(?:f|ven)|prijs|prijzen|financien|financiering|"
        r"(?:wat|hoeveel) (?:het )?kost(?:en)?|investering|"
        r"kostenplaatje|kostenraming|kosten(?:overzicht|opgave)",
        "en kost het uren tijd geld tijdsinvestering financiering overzicht per deelnemer baten",
    ),
    Meaning(
        "randvoorwaarden",
        2,
        r"rand ?voorwaarden|voorwaarden|randvoorwaarde|organisatorische (?:voorwaarden|eisen)|"
        r"wat is (?:er )?nodig|wat heeft (?:u|men) nodig|wat hebt u nodig|benodigdheden|"
        r"vereisten|organisatorische randvoorwaarden|wat vraagt|nodig",
        "organisatorische en contextuele uitvoering inhoudelijke succesvolle goede implementatie "
        "organisatie",
    ),
    Meaning("locatie", 2, r"locaties?|type organisatie", "en type organisatie soort uitvoerende"),
    Meaning(
        "opleiding",
        2,
        r"opleiding|competenties?|deskundigheid|training|scholing|vaardigheden|kwalificaties",
        "en professional professionals uitvoerders uitvoerder begeleiders competenties eisen",
    ),
    Meaning("kwaliteit", 2, r"kwaliteitsbewaking|kwaliteit|kwaliteitszorg", "bewaking borging en"),
    Meaning(
        "implementatie",
        2,
        r"implementatie|invoering|borging",
        "en borging overdracht ondersteuning",
    ),
    Meaning("uitvoerders", 2, r"uitvoerders?|uitvoerende professionals?|wie voert"),
    # --- The basis ---
    Meaning(
        "onderbouwing",
        1,
        r"onderbouwing|theoretische (?:onderbouwing|achtergrond|basis)|theorie|achtergrond",
        "probleemanalyse doel doelgroep aanpak en theoretische wetenschappelijke",
        holds=BASIS,
    ),
    Meaning(
        "probleem",
        2,
        r"probleem|probleemomschrijving|probleemanalyse|probleemstelling|aanleiding|vraagstuk",
        "en aard omvang",
    ),
    Meaning("oorzaken", 2, r"oorza(?:ak|ken)", "en gevolgen probleem"),
    Meaning("factoren", 2, r"(?:aan te pakken|aangrijpende|beinvloedbare) factoren|factoren", "en"),
    Meaning("verantwoording", 2, r"verantwoording", "en"),
    Meaning("geschiedenis", 2, r"(?:ontwikkel)?geschiedenis|ontstaan|ontwikkeling", "en"),
    Meaning(
        "vergelijking",
        2,
        r"overeenkomsten|verschillen|vergelijkbare interventies|overeenkomsten en verschillen",
        "en andere vergelijkbare verschillen",
    ),
)
