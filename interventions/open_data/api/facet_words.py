"""What is said of the parameter of each facet, with a value of it in the launch content."""

OF_FACETS = {
    "element": {
        "description": "Slug van een werkzaam element. Mag vaker. Zie `combineer`.",
        "example": "empowerment",
    },
    "doelgroep": {
        "description": "Slug van een doelgroep. Mag vaker: dan telt elk ervan.",
        "example": "ouderen",
    },
    "thema": {
        "description": "Slug van een thema. Mag vaker: dan telt elk ervan.",
        "example": "jeugd",
    },
    "setting": {
        "description": "Slug van een plek. Mag vaker: dan telt elk ervan.",
        "example": "wijk-of-buurt",
    },
    "erkenning": {
        "description": "Slug van het niveau van de nieuwste erkenning, ook als die voorbij is. "
        "`onbekend`: geen bron noemt er een. `geen`: een bron zegt dat er geen is. Mag vaker.",
        "example": "goed-beschreven",
    },
    "uitvoering": {
        "description": "Of de interventie nog wordt gedaan. Mag vaker.",
        "example": "loopt",
    },
}
