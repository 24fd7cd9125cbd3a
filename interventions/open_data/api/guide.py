"""`/api/`: how to use the API, for people."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import render

from interventions.open_data.api.addresses import PREFIX, VERSION
from interventions.open_data.api.descriptions import OPERATIONS, PARAMETERS
from interventions.open_data.api.problems import TEXTS
from interventions.showing.caching import cached
from interventions.showing.methods import reads


@dataclass(frozen=True)
class Run:
    """A request, with a part of its answer. The tests ask for each of them."""

    title: str
    about: str
    path: str  # after `/api/v1`
    status: int
    part: dict

    @property
    def text(self) -> str:
        return json.dumps(self.part, indent=2, ensure_ascii=False)


RUNS = [
    Run(
        "Interventies zoeken",
        "U geeft dezelfde keuzes als op de pagina Interventies. U krijgt ze 25 tegelijk, met het "
        "adres van de volgende 25.",
        "/interventies?element=empowerment&thema=jeugd",
        200,
        {
            "aantal": 1,
            "pagina": 1,
            "perPagina": 25,
            "facetten": {"uitvoering": {"loopt": 1, "gestopt": 0, "onbekend": 0}},
            "resultaten": [
                {"slug": "thuis-op-straat", "naam": "Thuis op Straat", "versie": 1},
            ],
        },
    ),
    Run(
        "Een interventie lezen",
        "U krijgt alles wat op de pagina staat. Elke uitspraak noemt de bron, en de bronnen staan "
        "erbij.",
        "/interventies/eigen-kracht-conferentie",
        200,
        {
            "naam": "Eigen Kracht-conferentie",
            "eigenaar": "Eigen Kracht Centrale",
            "startjaar": 2000,
            "kosten": None,
            "uitspraken": [
                {
                    "element": "procesbegeleider",
                    "soort": "contrast",
                    "bron": "movisie-2014-buurtontwikkeling",
                    "vindplaats": "De professional als procesbegeleider",
                }
            ],
        },
    ),
    Run(
        "Een werkzaam element lezen",
        "Zonder naam aan het eind krijgt u alle elementen.",
        "/werkzame-elementen/empowerment",
        200,
        {
            "naam": "Empowerment",
            "samenvatting": (
                "Mensen sterker maken: bewoners krijgen meer vertrouwen in zichzelf en leren "
                "nieuwe vaardigheden. Daardoor kunnen zij steeds meer zelf dragen."
            ),
            "vindplaats": "Empowerment",
        },
    ),
    Run(
        "Combinaties vinden",
        "Welke groepen van interventies hebben samen alle elementen die u kiest? U krijgt de "
        "kleinste groepen.",
        "/combinaties?met=abcd&zonder=kulturhuske",
        200,
        {
            "grootte": 3,
            "aantal": 2,
            "combinaties": [
                ["abcd", "kan-wel", "thuis-op-straat"],
                ["abcd", "thuis-op-straat", "woonatelier"],
            ],
            "nietGedekt": [],
        },
    ),
    Run(
        "Als er iets niet klopt",
        "U krijgt alle fouten tegelijk. Een fout in een adres geeft nooit een half antwoord.",
        "/interventies?element=moed&perPagina=500&kleur=rood",
        400,
        {
            "status": 400,
            "title": TEXTS[400][0],
            "fouten": [
                {
                    "veld": "element",
                    "waarde": "moed",
                    "melding": "Deze keuze bestaat niet.",
                },
                {
                    "veld": "perPagina",
                    "waarde": "500",
                    "melding": "Geef een getal van 1 tot en met 100.",
                },
                {
                    "veld": "kleur",
                    "waarde": "rood",
                    "melding": "Deze parameter bestaat hier niet.",
                },
            ],
        },
    ),
]


@reads
@cached()
def guide_page(request):
    context = {
        "version": VERSION,
        "start": f"{settings.PUBLIC_URL}{PREFIX}",
        "prefix": PREFIX,
        "operations": OPERATIONS,
        "parameters": PARAMETERS,
        "runs": RUNS,
    }
    return render(request, "open_data/api/guide.html", context)
