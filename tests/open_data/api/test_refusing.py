"""What does not fit is refused, with every fault at once."""

import pytest

from tests.open_data.api.asking import ask, faults

pytestmark = pytest.mark.django_db


def test_every_fault_is_listed_at_once(client):
    query = (
        "?element=moed&element=empowerment&combineer=soms&doelgroep=niemand&thema=x&setting=y"
        "&erkenning=z&geldig=nee&uitvoering=ooit&bron=boek&sorteer=kleur&pagina=0&perPagina=101"
        "&kleur=rood&lijst=abcd"
    )
    assert faults(client, f"/interventies{query}") == [
        ("element", "moed"),
        ("combineer", "soms"),
        ("doelgroep", "niemand"),
        ("thema", "x"),
        ("setting", "y"),
        ("erkenning", "z"),
        ("geldig", "nee"),
        ("uitvoering", "ooit"),
        ("bron", "boek"),
        ("sorteer", "kleur"),
        ("pagina", "0"),
        ("perPagina", "101"),
        ("kleur", "rood"),
        ("lijst", "abcd"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "element=",
        "element=%20empowerment",
        "element=Empowerment",
        "element=empowerment,outreachend",
        "thema=%20",
        "pagina=01",
        "pagina=1.0",
        "pagina=-1",
        "pagina=" + "9" * 5000,
        "perPagina=0",
        "perPagina=",
        "perPagina=025",
        "perPagina=%D9%A1",
        "sorteer=naam&sorteer=naam",
        "q=a&q=b",
        "q=" + "a" * 201,
        "q=a" + "%20" * 200,
        "page=2",
        "perpagina=2",
        "element[]=empowerment",
        "met=abcd",
        "&".join(["element=empowerment"] * 51),
    ],
)
def test_the_list_takes_nothing_but_what_is_described(client, query):
    assert len(faults(client, f"/interventies?{query}")) == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=" + "%F0%9F%98%80" * 200,
        "q=%22(*%25_%5C",
        "perPagina=100",
        "erkenning=onbekend&erkenning=geen",
        "sorteer=relevantie",
        "element=empowerment&element=empowerment",
        "&".join(["element=empowerment"] * 50),
    ],
)
def test_the_list_takes_all_that_is_described(client, query):
    ask(client, f"/interventies?{query}")


def test_combinations_take_their_own_parameters(client):
    found = faults(
        client,
        "/combinaties?q=a&combineer=een&sorteer=naam&pagina=1&perPagina=5&met=x&zonder=y&met=abcd",
    )
    assert found == [
        ("q", "a"),
        ("combineer", "een"),
        ("sorteer", "naam"),
        ("pagina", "1"),
        ("perPagina", "5"),
        ("met", "x"),
        ("zonder", "y"),
    ]
    many = "&".join(["element=empowerment"] * 13)
    assert faults(client, f"/combinaties?{many}") == [("element", "empowerment")]
    ask(
        client, f"/combinaties?{many.replace('element=empowerment&', '', 1)}&geldig=ja&bron=artikel"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/interventies/abcd",
        "/werkzame-elementen",
        "/werkzame-elementen/empowerment",
        "/openapi.json",
    ],
)
def test_the_others_take_no_parameters(client, path):
    assert faults(client, f"{path}?format=xml&element=empowerment") == [
        ("format", "xml"),
        ("element", "empowerment"),
    ]


def test_a_value_is_repeated_in_part(client):
    query = "?" + "a" * 500 + "=" + "b" * 500
    assert faults(client, f"/interventies{query}") == [("a" * 60, "b" * 60)]
