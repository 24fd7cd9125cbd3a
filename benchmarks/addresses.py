"""Addresses of the site, made from its own content: any number of them, no two lists alike."""

from collections.abc import Callable
from random import Random
from urllib.parse import urlencode

from elements.models import Element
from interventions.finding.facets import FACETS, facet_index
from interventions.finding.selection.selection import SORTS
from interventions.models import SearchWord

Pairs = list[tuple[str, str]]
# Pages that read a selection, with the parameters of their own that take slugs, words or a number.
SELECTING = {
    "/interventies/": (),
    "/matrix/": ("rijen",),
    "/combinaties/": ("met", "zonder"),
    "/api/v1/interventies": ("perPagina",),
    "/api/v1/combinaties": ("met", "zonder"),
    "/feeds/interventies.atom": (),
    "/insluiten/": (),
    "/samenvattingen/dossier/": (),
    "/samenvattingen/dossier.pdf": (),
    "/samenvattingen/dossier.docx": (),
    "/export/interventies.csv": (),
    "/export/uitspraken.csv": (),
    "/export/interventies.json": (),
    "/export/interventies.ris": (),
    "/export/matrix.csv": (),
}
OF_ONE = (
    "/interventies/{}/",
    "/interventies/{}/versies/",
    "/api/v1/interventies/{}",
    "/samenvattingen/interventies/{}/",
    "/samenvattingen/interventies/{}.pdf",
    "/samenvattingen/interventies/{}.docx",
    "/data/interventies/{}.ttl",
)
OF_ELEMENT = (
    "/werkzame-elementen/{}/",
    "/samenvattingen/werkzame-elementen/{}/",
    "/samenvattingen/werkzame-elementen/{}.pdf",
    "/api/v1/werkzame-elementen/{}",
)
ALONE = (
    "/",
    "/werkzame-elementen/",
    "/begrippen/",
    "/bronnen/",
    "/kiezen/",
    "/zelfcheck/",
    "/plan/",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/samenvattingen/",
    "/samenvattingen/zeven-elementen.pdf",
    "/data/werkzame-elementen.ttl",
    "/data/catalogus.ttl",
    "/export/matrix.xlsx",
    "/export/interventies.xlsx",
    "/data/interventies.ttl",
    "/api/v1/openapi.json",
)
TYPED = ("*", "%", "_", '"', "buurt*", "a OR b", "NEAR(a b)", "(", "--", "ë", "😀", "wat kost het")
COMMON = ("voor", "en", "de", "buurt", "samen", "iedereen", "jongeren", "ouderen", "straat", "huis")


class Addresses:
    """Made by a seed. Reads the base of the settings once."""

    def __init__(self, seed: int):
        self.rng = Random(seed)  # noqa: S311 - repeatable on purpose
        index = facet_index()
        self.slugs = self.some(list(index.positions), 5000)
        self.values = {name: list(labels) for name, labels in index.labels.items()}
        self.pages = len(index.ids) // 25 + 1
        commonest = SearchWord.objects.order_by("-entries").values_list("word", flat=True)
        self.common = [*commonest[:300], *COMMON]
        self.rare = self.some(list(SearchWord.objects.values_list("word", flat=True)), 5000)
        self.elements = list(Element.objects.public().values_list("slug", flat=True))

    def some(self, found: list, most: int) -> list:
        return self.rng.sample(found, min(most, len(found)))

    def any(self) -> str:
        """One of any kind."""
        kinds: list[tuple[Callable[[], str], int]] = [
            (self.selecting, 12),
            (lambda: self.rng.choice(OF_ONE).format(self.rng.choice(self.slugs)), 4),
            (lambda: self.rng.choice(OF_ELEMENT).format(self.rng.choice(self.elements)), 1),
            (lambda: self.rng.choice(ALONE), 1),
            (lambda: f"/zoeksuggesties?{urlencode([('q', self.text()[:60])])}", 2),
            (lambda: self.of_slugs("/vergelijken/", "interventie", 4), 1),
            (lambda: self.of_slugs("/plan/", "interventie", 4), 1),
            (lambda: self.of_slugs("/samenvattingen/dossier.pdf", "interventie", 50), 1),
        ]
        makers, weights = zip(*kinds, strict=True)
        return self.rng.choices(makers, weights)[0]()

    def of_slugs(self, path: str, name: str, most: int) -> str:
        slugs = self.some(self.slugs, self.rng.randint(1, most))
        return f"{path}?{urlencode([(name, slug) for slug in slugs])}"

    def selecting(self, path: str = "") -> str:
        path = path or self.rng.choice([*SELECTING, *["/interventies/"] * 8])
        pairs: Pairs = []
        for name in FACETS:
            if self.rng.random() < 0.15:
                chosen = self.some(self.values[name], self.rng.choice((1, 1, 2, 8)))
                pairs += [(name, value) for value in chosen]
        if self.rng.random() < 0.5:
            pairs.append(("q", self.text()))
        for name, values in {
            "combineer": ("een",),
            "bron": ("artikel",),
            "geldig": ("ja",),
            "sorteer": SORTS,
            "pagina": (2, 10, self.pages, self.rng.randint(1, self.pages)),
        }.items():
            if self.rng.random() < 0.2:
                pairs.append((name, str(self.rng.choice(values))))
        if self.rng.random() < 0.1:
            pairs += [("lijst", slug) for slug in self.some(self.slugs, 20)]
        pairs += [pair for name in SELECTING.get(path, ()) for pair in self.own(name)]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def own(self, name: str) -> Pairs:
        if self.rng.random() < 0.5:
            return []
        if name == "rijen":
            return [(name, self.rng.choice(list(FACETS)))]
        if name == "perPagina":
            return [(name, "100")]
        return [(name, slug) for slug in self.some(self.slugs, self.rng.randint(1, 12))]

    def text(self) -> str:
        """What somebody types: a few words, many, misspelt, half, joined, or no words at all."""
        count = self.rng.choice((1, 1, 1, 2, 3, 5, 12, 20))
        words = [self.rng.choice(self.rng.choice((self.common, self.rare))) for _ in range(count)]
        if self.rng.random() < 0.3:
            words = [self.misspelt(word) for word in words]
        if self.rng.random() < 0.15:
            words.append(self.rng.choice(TYPED))
        return self.rng.choice((" ", " ", " ", "", "-", "*")).join(words)[
            : self.rng.choice((60, 400))
        ]

    def misspelt(self, word: str) -> str:
        place = self.rng.randrange(len(word)) if word else 0
        return self.rng.choice(
            (word[:place] + word[place + 1 :], word[:place] + "x" + word[place:])
        )

    def like(self, address: str) -> str:
        """Another with something added, something taken off, or its text on another page."""
        path, _, query = address.partition("?")
        pairs = query.split("&") if query else []
        if pairs and self.rng.random() < 0.4:
            pairs.pop(self.rng.randrange(len(pairs)))
        if path in SELECTING and self.rng.random() < 0.7:
            more = self.selecting(path).partition("?")[2].split("&")
            pairs += self.some([pair for pair in more if pair], self.rng.choice((1, 2, 4)))
        if path in SELECTING and self.rng.random() < 0.2:
            path = self.rng.choice(list(SELECTING))
        return f"{path}?{'&'.join(pairs)}" if pairs else path
