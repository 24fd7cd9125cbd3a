"""The table of facets is the one place where a facet is made."""

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from interventions.finding.facets import table

pytestmark = pytest.mark.django_db
ROW = """
    Facet(
        "begonnen",
        ("started_year",),
        value=lambda year: str(year // 10 * 10) if year else "",
        choices=tuple((str(year), f"De jaren {year}") for year in range(1990, 2030, 10)),
        unknown="Startjaar niet bekend",
        title="Begonnen in",
        groups=True,
        opening="begonnen in",
        words={UNKNOWN: "waarvan het startjaar niet bekend is"},
        about="Het tientje van het startjaar. Mag vaker.",
        example="2000",
    ),
)
FACETS ="""
BROWSE = "/interventies/?begonnen=2000"
SEVERAL = "/interventies/?begonnen=1990&begonnen=2000&begonnen=onbekend"
LIST, DESCRIPTION = "/api/v1/interventies?begonnen=2000", "/api/v1/openapi.json"
REFUSED, GUIDE = "/api/v1/interventies?begonnen=ooit", "/api/"
COMBINATIONS, OVERVIEW = "/combinaties/?begonnen=2000", "/matrix/?rijen=begonnen"
SHEET, TABLE = "/export/interventies.csv?begonnen=2000", "/export/matrix.csv?rijen=begonnen"
ADDRESSES = (
    *(BROWSE, SEVERAL, LIST, DESCRIPTION, REFUSED, GUIDE, COMBINATIONS, OVERVIEW, SHEET, TABLE),
)


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the site answers when its table has this row too, by address."""
    changed = tmp_path_factory.mktemp("table") / "table.py"
    changed.write_text(Path(table.__file__).read_text().replace("\n)\nFACETS =", ROW))
    with django_db_blocker.unblock():
        base = connection.settings_dict["NAME"]
    run = subprocess.run(
        [sys.executable, "-m", "tests.finding.facets.with_row", base, changed, *ADDRESSES],
        cwd=settings.BASE_DIR,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_a_row_is_a_choice_with_counts_and_words(answers):
    assert '<legend class="kb-vh">Begonnen in</legend>' in answers[BROWSE]
    assert 'De jaren 2000 <span class="kb-count">(5)</span>' in answers[BROWSE]
    assert "U ziet 5 van de 14 interventies: begonnen in de jaren 2000." in answers[BROWSE]
    assert (
        "begonnen in de jaren 1990, de jaren 2000 of waarvan het startjaar niet bekend is."
        in answers[SEVERAL]
    )


def test_a_row_is_a_parameter_of_the_api(answers):
    found = json.loads(answers[LIST])
    assert found["aantal"] == found["facetten"]["begonnen"]["2000"] == len(found["resultaten"]) == 5
    assert sum(found["facetten"]["begonnen"].values()) == 14
    assert json.loads(answers[REFUSED])["fouten"][0]["veld"] == "begonnen"


def test_a_row_is_in_the_description_of_the_api(answers):
    described = json.loads(answers[DESCRIPTION])
    for path in ("/interventies", "/combinaties"):
        asked = {one["name"]: one for one in described["paths"][path]["get"]["parameters"]}
        assert asked["begonnen"]["schema"]["items"]["enum"][-1] == "onbekend"
    assert "begonnen" in described["components"]["schemas"]["Facetten"]["properties"]
    assert "Het tientje van het startjaar." in answers[GUIDE]


def test_a_row_limits_combinations_and_files_and_groups_the_overview(answers):
    assert "<legend>Begonnen in</legend>" in answers[COMBINATIONS]
    assert ", begonnen in</summary>" in answers[COMBINATIONS]
    assert len([*csv.DictReader(StringIO(answers[SHEET]))]) == 5
    assert "De jaren 2000" in answers[OVERVIEW]
    assert "De jaren 2000,2000,5," in answers[TABLE]
