"""Sheets that follow neither form to the letter, each with what should be found in it.

Invented. `fields` has heading and text, None where the document does not say it; a field that is
not named is not asked about. Texts are compared by their letters and figures.
"""

from dataclasses import dataclass, field

WHO = "Vijftigplussers in Aardenburg-West die na hun pensioen weinig mensen spreken."
AIM = "Na een jaar heeft iedere deelnemer drie mensen leren kennen die langskomen."
HOW = "Twee keer per week rijdt een bakfiets de wijk in. Wie wil, drinkt koffie en doet mee."
NEEDS = "Er is een stalling, en een chauffeur die de wijk kent."
THINGS = "Een bakfiets, een kan en een boekje met vijftig vragen."
MONEY = "Een bakfiets kost 4.500 euro en elk jaar komt daar 900 euro bij."
STUDY = "In 2016 zijn veertig deelnemers gebeld. Er is geen vergelijking gemaakt."
SHORT = "De Koffiefiets brengt buren bij elkaar op de stoep."
WORKS = ["De fiets komt naar mensen toe.", "Iedereen mag zelf iets bedenken."]


@dataclass
class Odd:
    """Lines as `written` takes them, and what stands in them."""

    lines: list
    fields: dict = field(default_factory=dict)
    elements: list | None = None
    others: list | None = None  # headings of the passages without a place
    said: dict = field(default_factory=dict)  # other keys of the result


LISTED = [f"- {text}" for text in WORKS]
ODD = {
    "plain lines with typed numbers, and a table of contents without page numbers": Odd(
        [
            *(
                "Methodebeschrijving De Koffiefiets",
                "Inhoud",
                "Samenvatting",
                "1. Beschrijving methode",
            ),
            *("1.1 Probleemomschrijving", "1.2 Doel van de methode", "1.3 Doelgroep", "1.5 Aanpak"),
            *("4. Effectonderzoek", "5. Samenvatting werkzame elementen", "Samenvatting", SHORT),
            *(
                "1. Beschrijving methode",
                "1.1 Probleemomschrijving",
                "Buren spreken elkaar weinig.",
            ),
            *("1.2 Doel van de methode", AIM, "1.3 Doelgroep", WHO, "1.5 Aanpak", HOW),
            *("4. Effectonderzoek", STUDY, "5. Samenvatting werkzame elementen", *WORKS),
        ],
        {
            "samenvatting": ("Samenvatting", SHORT),
            "doel": ("1.2 Doel van de methode", AIM),
            "doelgroep": ("1.3 Doelgroep", WHO),
            "aanpak": ("1.5 Aanpak", HOW),
            "onderzoek": ("4. Effectonderzoek", STUDY),
            "kosten": None,
        },
        WORKS,
        ["1.1 Probleemomschrijving"],
        {"title": "De Koffiefiets", "form": "B"},
    ),
    "questions as headings, all of one level": Odd(
        [
            *(
                "= De Koffiefiets",
                "## In het kort",
                SHORT,
                "## Voor wie is de Koffiefiets bedoeld?",
            ),
            *(WHO, "## Wat willen wij bereiken?", AIM, "## Hoe werkt het?", HOW),
            *("## Wat hebt u nodig?", NEEDS, "## Welke materialen zijn er?", THINGS),
            *("## Wat kost het?", MONEY, "## Is er onderzoek gedaan?", STUDY),
            *("## Waarom werkt het?", *LISTED, "## Wie deden er mee?", "De bakker en de buurt."),
        ],
        {
            "samenvatting": ("In het kort", SHORT),
            "doelgroep": ("Voor wie is de Koffiefiets bedoeld?", WHO),
            "doel": ("Wat willen wij bereiken?", AIM),
            "aanpak": ("Hoe werkt het?", HOW),
            "randvoorwaarden": ("Wat hebt u nodig?", NEEDS),
            "materialen": ("Welke materialen zijn er?", THINGS),
            "kosten": ("Wat kost het?", MONEY),
            "onderzoek": ("Is er onderzoek gedaan?", STUDY),
        },
        WORKS,
        ["Wie deden er mee?"],
        {"title": "De Koffiefiets"},
    ),
    "the whole form in one table, each label with its instruction": Odd(
        [
            "Werkblad beschrijving interventie",
            [
                ["Titel interventie", "De Koffiefiets"],
                ["Naam organisatie", "Stichting Stoep"],
                ["Contactpersoon", "mevr. A. Zonneveld"],
                ["E-mail", "a.zonneveld@stoep.example"],
                ["Datum", "maart 2017"],
                [("* Doelgroep", "Beschrijf de doelgroep (max. 100 woorden)"), WHO],
                [("* Doel", "/ Wat wilt u bereiken?"), (AIM, "- Meer contact.")],
                ["* Aanpak", HOW],
                ["* Kosten", ("Per jaar:", [["Post", "Bedrag"], ["Fiets", "€ 4.500"]])],
                ["* Materialen", "[Klik hier om tekst in te voeren]"],
                ["* Werkzame elementen", tuple(LISTED)],
            ],
        ],
        {
            "doelgroep": ("Doelgroep", WHO),
            "doel": ("Doel", f"{AIM} Meer contact."),
            "aanpak": ("Aanpak", HOW),
            "kosten": ("Kosten", "Per jaar: Post Bedrag Fiets € 4.500"),
            "materialen": None,
            "eigenaar": ("Naam organisatie", "Stichting Stoep"),
        },
        WORKS,
        [],
        {
            "title": "De Koffiefiets",
            "organisation": "Stichting Stoep",
            "date": "2017-03",
            "contact": {
                "name": "mevr. A. Zonneveld",
                "email": "a.zonneveld@stoep.example",
                "phone": "",
            },
        },
    ),
    "a table with the number, the label and the text in three columns": Odd(
        [
            "# Beschrijving van de interventie",
            [["1.1", "Doelgroep", WHO], ["1.2", "Doel", AIM], ["1.3", "Aanpak", HOW]],
        ],
        {
            "doelgroep": ("1.1 Doelgroep", WHO),
            "doel": ("1.2 Doel", AIM),
            "aanpak": ("1.3 Aanpak", HOW),
        },
    ),
    "a table with the labels above the texts": Odd(
        ["# De Koffiefiets in een tabel", [["* Doel", "* Doelgroep", "* Aanpak"], [AIM, WHO, HOW]]],
        {"doel": ("Doel", AIM), "doelgroep": ("Doelgroep", WHO), "aanpak": ("Aanpak", HOW)},
    ),
    "headings that say two things": Odd(
        [
            *("# Doel en doelgroep", AIM, WHO, "# Werkwijze", HOW),
            *("# Materialen en kosten", THINGS, MONEY, "# Randvoorwaarden/voorwaarden", NEEDS),
        ],
        {
            "doel": ("Doel en doelgroep", f"{AIM} {WHO}"),
            "doelgroep": ("Doel en doelgroep", f"{AIM} {WHO}"),
            "aanpak": ("Werkwijze", HOW),
            "materialen": ("Materialen en kosten", f"{THINGS} {MONEY}"),
            "kosten": ("Materialen en kosten", f"{THINGS} {MONEY}"),
            "randvoorwaarden": ("Randvoorwaarden/voorwaarden", NEEDS),
        },
    ),
    "one level for all headings, and a summary with the names of the fields": Odd(
        [
            *(
                "# Samenvatting",
                "# Doelgroep",
                "Ouderen.",
                "# Doel",
                "Contact.",
                "# Aanpak",
                "Koffie.",
            ),
            *("# Uitgebreide beschrijving", "# Doelgroep", "# Uiteindelijke doelgroep", WHO),
            *("# Intermediaire doelgroep", "Chauffeurs.", "# Doel", "# Hoofddoel", AIM),
            *("# Aanpak", "# Inhoud van de interventie", HOW, "# Kosten", MONEY),
        ],
        {
            "samenvatting": ("Samenvatting", "Ouderen. Contact. Koffie."),
            "doelgroep": ("Doelgroep", f"{WHO} Chauffeurs."),
            "doel": ("Doel", AIM),
            "aanpak": ("Aanpak", HOW),
            "kosten": ("Kosten", MONEY),
        },
    ),
    "letters and Roman numbers, another order, and unknown headings": Odd(
        [
            *("* I. WAT HET KOST", MONEY, "* II) DOELSTELLINGEN", AIM, "* § 3 Doelgroepen:", WHO),
            *("* D. Onze vrijwilligers", "Zij zijn met zijn tienen.", "* E. Methodiek", HOW),
            *(
                "* Fase 1: bellen",
                "Wij bellen aan.",
                "* Ervaringen van de doelgroep",
                "Het is fijn.",
            ),
            *("* Werkzame bestanddelen", "1. Erheen gaan", "2. Zelf laten bedenken"),
        ],
        {
            "kosten": ("I. WAT HET KOST", MONEY),
            "doel": ("II) DOELSTELLINGEN", AIM),
            "doelgroep": ("§ 3 Doelgroepen", WHO),
            "aanpak": ("E. Methodiek", f"{HOW} Wij bellen aan."),
            "samenvatting": None,
        },
        ["Erheen gaan", "Zelf laten bedenken"],
        ["D. Onze vrijwilligers", "Ervaringen van de doelgroep"],
    ),
    "labels before a colon in running text": Odd(
        [
            *("= De Koffiefiets", f"Doelgroep: {WHO}", f"Doel: {AIM}", f"Aanpak:\t{HOW}"),
            *("Dat doen wij al jaren.", f"Kosten: {MONEY}"),
        ],
        {
            "doelgroep": ("Doelgroep", WHO),
            "doel": ("Doel", AIM),
            "aanpak": ("Aanpak", f"{HOW} Dat doen wij al jaren."),
            "kosten": ("Kosten", MONEY),
        },
        said={"title": "De Koffiefiets"},
    ),
    "an empty form": Odd(
        [
            *(
                "Werkblad beschrijving interventie",
                "# Samenvatting",
                "/ Eén A4-tje, max 600 woorden",
            ),
            *(
                "# 1. Beschrijving interventie",
                "## 1.1 Doelgroep",
                "Klik hier om tekst in te voeren.",
            ),
            *("## 1.2 Doel", "/ Beschrijf het hoofddoel.", "## 1.3 Aanpak", "…"),
            *("# 2. Uitvoering", "## Kosten", "[Vul hier de kosten in]", "## Materialen", "n.v.t."),
            *(
                "# 4. Onderzoek",
                "/ Is er onderzoek gedaan?",
                "# 5. Samenvatting werkzame elementen",
            ),
            "Geef puntsgewijs een opsomming van de werkzame elementen van de interventie.",
        ],
        dict.fromkeys(
            ("samenvatting", "doelgroep", "doel", "aanpak", "kosten", "materialen", "onderzoek")
        ),
        [],
        [],
        {"title": "", "form": "A"},
    ),
    "elements in a table": Odd(
        [
            "# Werkzame elementen",
            "Wij onderscheiden de volgende werkzame elementen.",
            [
                ["* Element", "* Toelichting"],
                ["Erheen gaan", "De fiets komt langs."],
                ["Zelf bedenken", "Deelnemers kiezen."],
            ],
        ],
        {},
        ["Erheen gaan: De fiets komt langs.", "Zelf bedenken: Deelnemers kiezen."],
    ),
    "elements as headings with text under them": Odd(
        [
            *("# Werkzame elementen", "Hieronder staan de werkzame elementen:", "## Erheen gaan"),
            *("De fiets komt langs. Ook bij regen.", "## Zelf bedenken", "Deelnemers kiezen."),
        ],
        {},
        ["Erheen gaan: De fiets komt langs. Ook bij regen.", "Zelf bedenken: Deelnemers kiezen."],
    ),
    "elements in running text with abbreviations": Odd(
        [
            "* Samenvatting van de werkzame elementen",
            "Dhr. J.P. Smit rijdt o.a. langs bij mensen die niet komen, bijv. na 1. mei. De fiets "
            "kost 2.5 uur werk per keer. 'Doe het gewoon!' is het motto. Deze elementen horen "
            "bij elkaar.",
        ],
        {},
        [
            "Dhr. J.P. Smit rijdt o.a. langs bij mensen die niet komen, bijv. na 1. mei.",
            "De fiets kost 2.5 uur werk per keer.",
            "'Doe het gewoon!' is het motto.",
        ],
    ),
    "a heading and its text in one paragraph, parted by new lines": Odd(
        [
            "* Beschrijving van de interventie",
            f"Doelgroep\n{WHO}",
            f"Doel\n{AIM}\n- Meer contact.\n- Minder stilte.",
        ],
        {
            "doelgroep": ("Doelgroep", WHO),
            "doel": ("Doel", f"{AIM} Meer contact. Minder stilte."),
        },
    ),
    "the name as the first heading, above all others": Odd(
        [
            *(
                "# De Koffiefiets",
                "## Aanpak",
                HOW,
                "### Vooraf",
                "Wij bellen.",
                "## Overig",
                "Dank.",
            ),
            *("## Randvoorwaarden", NEEDS, "De kosten zijn 900 euro per jaar."),
        ],
        {
            "aanpak": ("Aanpak", f"{HOW} Wij bellen."),
            "randvoorwaarden": ("Randvoorwaarden", f"{NEEDS} De kosten zijn 900 euro per jaar."),
            "kosten": ("Randvoorwaarden", "De kosten zijn 900 euro per jaar."),
        },
        None,
        ["Overig"],
        {"title": "De Koffiefiets"},
    ),
    "contacts without labels, and a person in the text": Odd(
        [
            *("= De Koffiefiets", "# Aanpak", HOW),
            "Bel Anna Zonneveld (06-01 23 45 67) of mail a.zonneveld@stoep.example.",
            *("# Contactgegevens", "Stichting Stoep", "Stoepstraat 12", "4321 AB Aardenburg"),
            *("Mevrouw A. Zonneveld", "06-01 23 45 67", "a.zonneveld@stoep.example"),
            "www.koffiefiets.example",
        ],
        {
            "aanpak": ("Aanpak", f"{HOW} Bel […] ([…]) of mail […]."),
            "eigenaar": ("Contactgegevens", "Stichting Stoep"),
        },
        None,
        [],
        {
            "organisation": "Stichting Stoep",
            "website": "www.koffiefiets.example",
            "contact": {
                "name": "Mevrouw A. Zonneveld",
                "email": "a.zonneveld@stoep.example",
                "phone": "06-01 23 45 67",
            },
            "organisation_contact": {
                "email": "",
                "phone": "",
                "address": "Stoepstraat 12, 4321 AB Aardenburg",
            },
        },
    ),
    "a colophon whose values stand below their labels": Odd(
        [
            *(
                "= Werkblad",
                "* Naam interventie",
                "De Koffiefiets",
                "* Ontwikkelaar",
                "Stichting Stoep",
            ),
            *("* Website", "koffiefiets.example/over", "* Auteurs", "Bo Rijk en Ed Laan"),
            *("* Datum", "3 mrt. 2016", "* Doelgroep", WHO),
        ],
        {"doelgroep": ("Doelgroep", WHO), "eigenaar": ("Ontwikkelaar", "Stichting Stoep")},
        said={
            "title": "De Koffiefiets",
            "organisation": "Stichting Stoep",
            "authors": "Bo Rijk en Ed Laan",
            "date": "2016-03-03",
            "date_as_written": "3 mrt. 2016",
        },
    ),
}
