"""More sheets that follow neither form to the letter: what the form asks left in, parts in other
places, and persons. Invented; see `odd_documents.py`.
"""

from tests.intake.descriptions.odd_documents import (
    AIM,
    HOW,
    MONEY,
    NEEDS,
    SHORT,
    STUDY,
    THINGS,
    WHO,
    WORKS,
    Odd,
)

ODDER = {
    "questions of the form left in, in plain letters": Odd(
        [
            *("# 1. Beschrijving interventie", "## 1.1 Doelgroep"),
            "Uiteindelijke doelgroep: Wat is de uiteindelijke doelgroep van de interventie?",
            *(WHO, "* Intermediaire doelgroep"),
            "Wat is, indien van toepassing, de intermediaire doelgroep? Welke kenmerken heeft die?",
            *("Chauffeurs uit de buurt.", "## 1.2 Doel", "Wat is het hoofddoel?", AIM),
            *(
                "# 2. Uitvoering",
                "* Kosten van de interventie",
                "Wat zijn de kosten (max. 100 woorden)?",
            ),
            *(MONEY, "* Kwaliteitsbewaking", "Hoe wordt de kwaliteit bewaakt?"),
            "# 5. Samenvatting werkzame elementen",
            "Geef puntsgewijs een opsomming van de werkzame elementen van de interventie.",
            *(f"{number}) {text}" for number, text in enumerate(WORKS, 1)),
        ],
        {
            "doelgroep": ("1.1 Doelgroep", f"{WHO} Chauffeurs uit de buurt."),
            "doel": ("1.2 Doel", AIM),
            "kosten": ("Kosten van de interventie", MONEY),
        },
        WORKS,
        [],
    ),
    "two parts side by side in a table that is only there for its looks": Odd(
        ["# Beschrijving van de interventie", [[("* Doel", AIM), ("* Doelgroep", WHO)]]],
        {"doel": ("Doel", AIM), "doelgroep": ("Doelgroep", WHO)},
    ),
    "a form in a table of which little is filled in, with banners": Odd(
        [
            [
                ["* Deel A. Algemeen"],
                ["Naam van de interventie", "De Koffiefiets"],
                ["Organisatie", ""],
                ["Website", ""],
                ["* Deel B. Beschrijving"],
                ["Doelgroep", ""],
                ["Doel", AIM],
                ["Werkwijze", ""],
                ["Randvoorwaarden", "-"],
                ["Kosten", "€ 4.500"],
            ]
        ],
        {"doel": ("Doel", AIM), "doelgroep": None, "aanpak": None, "randvoorwaarden": None},
        said={"title": "De Koffiefiets", "organisation": ""},
    ),
    "the older form with money as a heading under its conditions, and a name in the headings": Odd(
        [
            *("Methodebeschrijving De Koffiefiets", "* 1. Beschrijving methode"),
            *("* 1.2 Doel van De Koffiefiets", AIM, "* 1.8 Overige randvoorwaarden", NEEDS),
            *("* Kosten", MONEY, "* 1.9 Overeenkomsten en verschillen", "Geen."),
            *("* 3. Onderzoek praktijkervaringen", "Men is blij.", "* 4. Onderzoek", STUDY),
        ],
        {
            "doel": ("1.2 Doel van De Koffiefiets", AIM),
            "randvoorwaarden": ("1.8 Overige randvoorwaarden", f"{NEEDS} {MONEY}"),
            "kosten": ("Kosten", MONEY),
            "onderzoek": ("4. Onderzoek", STUDY),
        },
        None,
        ["1.9 Overeenkomsten en verschillen", "3. Onderzoek praktijkervaringen"],
        {"form": "B", "title": "De Koffiefiets"},
    ),
    "steps with numbers of their own under the approach": Odd(
        [
            *(
                "# 1. Beschrijving interventie",
                "## 1.3 Aanpak",
                HOW,
                "* 1. Aanbellen",
                "Wij bellen.",
            ),
            *("* 2. Drinken", "Wij drinken.", "* Een voorbeeld", "Zo ging het.", "# 2. Uitvoering"),
            *("## Materialen", THINGS),
        ],
        {
            "aanpak": ("1.3 Aanpak", f"{HOW} Wij bellen. Wij drinken. Zo ging het."),
            "materialen": ("Materialen", THINGS),
        },
        None,
        [],
    ),
    "elements in one sentence": Odd(
        [
            "# Werkzame elementen",
            "De werkzame elementen zijn: a) erheen gaan; b) zelf laten bedenken; en c) koffie.",
        ],
        {},
        ["erheen gaan", "zelf laten bedenken", "koffie"],
    ),
    "elements of which the paragraph before the list also says one": Odd(
        [
            *("# Wat werkt?", "De fiets komt naar mensen toe. Daarnaast zijn er deze elementen:"),
            *("- Koffie", "De elementen staan in willekeurige volgorde."),
        ],
        {},
        ["De fiets komt naar mensen toe.", "Koffie"],
    ),
    "elements with a bold name in the same line": Odd(
        [
            "* Werkzame elementen",
            "- Koffie: dat helpt altijd.",
            "- Een fiets. Die kan overal komen.",
        ],
        {},
        ["Koffie: dat helpt altijd.", "Een fiets. Die kan overal komen."],
    ),
    "only a summary, with the fields under it": Odd(
        ["# Samenvatting", "## Doelgroep", WHO, "## Doel", AIM, "## Aanpak", HOW],
        {
            "samenvatting": ("Samenvatting", f"{WHO} {AIM} {HOW}"),
            "doelgroep": ("Doelgroep", WHO),
            "doel": ("Doel", AIM),
            "aanpak": ("Aanpak", HOW),
        },
    ),
    "a field that only the summary says, in a full description": Odd(
        [
            *("# Samenvatting", "## Doelgroep", "Ouderen.", "## Materiaal", "Een fiets."),
            *("# 1. Beschrijving", "## 1.1 Doelgroep", WHO, "# 2. Uitvoering", "## Materialen"),
        ],
        {"doelgroep": ("1.1 Doelgroep", WHO), "materialen": None},
    ),
    "a private address with the organisation, and another person in the text": Odd(
        [
            *("= De Koffiefiets", "# Ontwikkelaar", "Naam organisatie: Stichting Stoep"),
            *(
                "E-mail: j.vandenberg@stoep.example",
                "Telefoon: (0199) 44 55 66",
                "# Contactpersoon",
            ),
            *("Naam: Joke van den Berg, tel. 06-01 99 88 77", "# Samenvatting", SHORT),
            "Meer weten? Joke van den Berg: +31 6 01998877, j.vandenberg@stoep.example of "
            "info@stoep.example.",
            "# Implementatie",
            "Vraag Piet (06 - 01 55 44 33, piet [at] elders.example) hoe het daar ging.",
        ],
        {
            "samenvatting": (
                "Samenvatting",
                f"{SHORT} Meer weten? […]: […], […] of info@stoep.example.",
            )
        },
        None,
        ["Implementatie"],
        {
            "contact": {
                "name": "Joke van den Berg",
                "email": "j.vandenberg@stoep.example",
                "phone": "06-01 99 88 77",
            },
            "organisation_contact": {"email": "", "phone": "(0199) 44 55 66", "address": ""},
        },
    ),
    "a contact person in one line, and the date in a sentence": Odd(
        [
            *("Werkblad beschrijving interventie (versie mei 2015)", "= De Koffiefiets"),
            "Deze beschrijving is opgesteld door Bo Rijk, Stichting Stoep.",
            *("Aardenburg, 12 maart 2016", "# Samenvatting", SHORT, "# Meer informatie"),
            "Contactpersoon: dhr. E. Laan, e-mail e.laan@stoep.example, telefoon 0199 44 55 66",
        ],
        {"samenvatting": ("Samenvatting", SHORT)},
        None,
        [],
        {
            "title": "De Koffiefiets",
            "authors": "Bo Rijk, Stichting Stoep",
            "date": "2016-03-12",
            "date_as_written": "12 maart 2016",
            "contact": {
                "name": "dhr. E. Laan",
                "email": "e.laan@stoep.example",
                "phone": "0199 44 55 66",
            },
        },
    ),
}
