"""What is asked for, and how much it may cost at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

from benchmarks.words import pools

BROWSE = "/interventies/"
API = "/api/v1"
YARDSTICK = "/benchmark/yardstick/"
TWO_FILTERS = [("doelgroep", "ouderen"), ("thema", "jeugd")]
PAGE_SIZE = 25
WARM_AIM = {"sqlite": 6.0, "postgresql": 9.0}
GROWTH_AIM = 1.2
COLD_AIMS = {"5 %": 15.0, "64 %": 60.0}
CACHE_AIM = 1.3


@dataclass
class Scenario:
    """A page to ask for. `aim` is the most it may cost, as a multiple of a constant page."""

    name: str
    path: str
    aim: float | None = None
    words: list[str] = field(default_factory=list)  # cold: each request asks for the next
    yardstick: bool = False  # whether the yardstick has this page too
    grows: bool = False  # whether the growth with the number of rows has an aim
    headers: dict[str, str] = field(default_factory=dict)

    def paths(self) -> Iterator[str]:
        """The address of each next request."""
        if not self.words:
            return cycle([self.path])
        return (f"{BROWSE}?{urlencode([('q', word)])}" for word in self.words)

    def twin(self, path: str) -> str:
        """The same page as the yardstick makes it."""
        return path.replace(BROWSE, YARDSTICK, 1)


def uncached(kind: str, total: int, detail: str) -> list[Scenario]:
    """Everything that is measured without the page cache."""
    found = pools()
    common, some = found["64 %"][0], found["5 %"][0]
    last = -(-total // PAGE_SIZE)
    queries: dict[str, Sequence[tuple[str, object]]] = {
        "browse, plain": [],
        "browse, two filters": TWO_FILTERS,
        "browse, text and two filters": [("q", some), *TWO_FILTERS],
        "browse, common word": [("q", common)],
        "browse, last page": [("pagina", last)],
    }
    warm = [
        Scenario(
            name,
            f"{BROWSE}?{urlencode(query)}" if query else BROWSE,
            aim=WARM_AIM[kind],
            yardstick=True,
            grows=True,
        )
        for name, query in queries.items()
    ]
    others = [
        Scenario("home", "/"),
        Scenario("intervention", detail),
        Scenario("element", "/werkzame-elementen/empowerment/"),
        Scenario("overview", "/matrix/"),
        Scenario("plan", f"/plan/?nee=empowerment&ja=samenwerken&{urlencode(TWO_FILTERS)}"),
        Scenario("suggestions while typing", "/zoeksuggesties?q=buurt"),
    ]
    api = {
        "API, list": "/interventies",
        "API, two filters": f"/interventies?{urlencode(TWO_FILTERS)}",
        "API, text and two filters": f"/interventies?{urlencode([('q', some), *TWO_FILTERS])}",
        "API, list of 100": "/interventies?perPagina=100",
        "API, one intervention": detail.removesuffix("/"),
        "API, elements": "/werkzame-elementen",
        "API, combinations": "/combinaties",
        "API, combinations with choices": f"/combinaties?{urlencode(TWO_FILTERS)}",
        "API, description": "/openapi.json",
    }
    others += [Scenario(name, f"{API}{path}") for name, path in api.items()]
    cold = [
        Scenario(
            f"cold word in {frequency}",
            f"{BROWSE}?q={words[0]}",
            aim=COLD_AIMS.get(frequency),
            words=words[1:],
            yardstick=True,
        )
        for frequency, words in found.items()
    ]
    return [*warm, *others, *cold]


def kept(etag: str) -> list[Scenario]:
    """What is measured with the page cache: a page that is kept, and one that the visitor has."""
    path = f"{BROWSE}?{urlencode(TWO_FILTERS)}"
    return [
        Scenario("page cache, two filters", path, aim=CACHE_AIM),
        Scenario("304, two filters", path, aim=CACHE_AIM, headers={"If-None-Match": etag}),
        Scenario("page cache, API, list", f"{API}/interventies", aim=CACHE_AIM),
    ]
