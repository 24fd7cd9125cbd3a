"""Sources that a file names by their address: found where they are, made where they are not."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import cast

from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from elements.models import Source
from elements.text import fold
from interventions.intake.spreadsheets.drafts import NewSource

LONGEST = cast(int, Source._meta.get_field("slug").max_length)
KINDS = {fold(name): value for value, label in Source.Kind.choices for name in (value, label)}


class SourceShelf:
    """Every source by address and title. Addresses are not unique: a page may be about several."""

    def __init__(self):
        self.slugs: set[str] = set()
        self.used: Counter[str] = Counter()
        self.made: dict[NewSource, Source] = {}
        self.by_page: dict[tuple[str, str], list[Source]] = defaultdict(list)
        for source in Source.objects.all():
            self._add(source)

    def _add(self, source: Source) -> None:
        self.slugs.add(source.slug)
        self.by_page[source.url, fold(source.title)].append(source)

    def find(self, wanted: NewSource) -> Source | NewSource:
        """The source that this is, else what is to be made. An empty date is unknown: it fits."""
        if wanted in self.made:
            return self.made[wanted]
        found = self.by_page[wanted.url, fold(wanted.title)] if wanted.url else []
        fits = (one for one in found if not wanted.date or one.date == wanted.date)
        return next(fits, wanted)

    def make(self, wanted: Source | NewSource) -> Source:
        """The source that this is, written when it is new."""
        if isinstance(wanted, NewSource):
            self.make_all([wanted])
            return cast(Source, self.find(wanted))
        return wanted

    def make_all(self, wanted: Iterable[Source | NewSource | None]) -> None:
        """Write all that are new at once, the same source once."""
        new = dict.fromkeys(one for one in wanted if isinstance(one, NewSource))
        absent = [one for one in new if isinstance(self.find(one), NewSource)]
        made = bulk_create_with_history([self._row(one) for one in absent], Source)
        for one, source in zip(absent, made, strict=True):
            self.made[one] = source
            self._add(source)

    def _row(self, wanted: NewSource) -> Source:
        base = slugify(f"{wanted.title} {wanted.date[:4]}") or "bron"
        slug = free_slug(base, self.slugs, LONGEST, self.used)
        self.slugs.add(slug)
        return Source(
            slug=slug,
            title=wanted.title,
            url=wanted.url,
            date=wanted.date,
            kind=wanted.kind,
            authors=wanted.authors,
            publisher=wanted.publisher,
            seen=wanted.seen,
        )


def free_slug(base: str, taken: set[str], longest: int, used: Counter) -> str:
    """`base`, cut to fit, with a number where others have it already.

    `used` keeps how many numbers each has had: thousands of rows may ask for the same.
    """
    slug, start = base[:longest].rstrip("-"), base[: longest - 6].rstrip("-")
    while slug in taken:
        used[start] += 1
        slug = f"{start}-{used[start] + 1}"
    return slug
