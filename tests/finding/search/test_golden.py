"""What visitors type, and what they must find: reviewed by hand, the same on both databases."""

import re
from pathlib import Path

import pytest

from interventions.finding.search import search
from interventions.models import Intervention

pytestmark = pytest.mark.django_db
LINES = (Path(__file__).parent / "golden.txt").read_text().splitlines()
CODES = dict(re.findall(r"([A-Z]{3,4}) ([a-z-]+)", "\n".join(x for x in LINES if x[:1] == "#")))
GOLDEN = [
    [part.strip() for part in f"{line}|||".split("|")[:4]] for line in LINES if line[:1] != "#"
]


def test_the_golden_file_is_large_enough():
    assert len(GOLDEN) >= 90
    assert len(CODES) == 14


@pytest.mark.parametrize(("query", "expected", "correction", "related"), GOLDEN)
def test_query_finds_what_it_must(query, expected, correction, related):
    slugs = dict(Intervention.objects.values_list("pk", "slug"))
    found = search(query)
    codes = expected.split()
    assert {slugs[pk] for pk in found.ids} == {CODES[code.lstrip("*")] for code in codes}
    for code in codes:
        if code.startswith("*"):
            assert slugs[found.ids[0]] == CODES[code[1:]]
    assert found.understood.corrected == correction
    assert ",".join(found.understood.related) == related
