"""The catalogue names every file and the API, and has what DCAT-AP-NL 3 asks for."""

from urllib.parse import urlsplit

import pytest
from django.urls import get_resolver
from rdflib.namespace import DCTERMS, FOAF, RDF

from tests.guards.test_leaks import words_of
from tests.linked_data.reading import DCAT, read

pytestmark = pytest.mark.django_db
PUBLISHER = {"name": "Kennisbank", "contact_email": "redactie@kennisbank.example"}
# What the profile requires, beside what nobody may have filled in.
REQUIRED = {
    DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCAT.dataset],
    DCAT.Dataset: [
        *(DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.accessRights),
        *(DCAT.theme, DCTERMS.language, DCAT.distribution, DCTERMS.license),
    ],
    DCAT.Distribution: [
        *(DCAT.accessURL, DCAT.downloadURL, DCTERMS.license, DCAT.mediaType, DCTERMS["format"]),
    ],
    DCAT.DataService: [
        *(DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.accessRights),
        *(DCAT.theme, DCTERMS.license, DCAT.endpointURL, DCAT.endpointDescription),
    ],
}
FROM_SOMEBODY = [DCTERMS.publisher, DCTERMS.creator, DCAT.contactPoint]


@pytest.fixture
def graph(client, settings):
    settings.PUBLISHER = {**settings.PUBLISHER, **PUBLISHER}
    return read(client, "catalogus")


def paths(values) -> list[str]:
    return [urlsplit(value).path for value in values]


def test_everything_has_what_the_profile_requires(graph):
    for kind, properties in REQUIRED.items():
        found = [*graph.subjects(RDF.type, kind)]
        assert found
        whose = FROM_SOMEBODY if kind != DCAT.Distribution else []
        for one in found:
            missing = [name for name in (*properties, *whose) if not graph.value(one, name)]
            assert missing == [], one


def test_it_names_every_file_and_each_is_there(client, graph):
    named = paths(graph.objects(None, DCAT.downloadURL))
    exports = [f"/export/{entry}" for entry in export_files()]
    data = [
        f"/data/{name}.{end}"
        for name in ("interventies", "werkzame-elementen")
        for end in ("ttl", "jsonld")
    ]
    assert sorted(named) == sorted([*exports, *data, "/feeds/interventies.atom"])
    for path in named:
        response = client.get(path)
        assert response.status_code == 200, path
        assert words_of(response), path
        (one,) = [s for s, o in graph.subject_objects(DCAT.downloadURL) if o.endswith(path)]
        assert response["Content-Type"].split(";")[0] in str(graph.value(one, DCAT.mediaType))


def export_files() -> list[str]:
    resolver = get_resolver()
    return [
        str(child.pattern)
        for entry in resolver.url_patterns
        if getattr(entry, "namespace", "") == "exports"
        for child in entry.url_patterns
    ]


def test_it_leads_to_the_api(client, graph):
    (service,) = graph.subjects(RDF.type, DCAT.DataService)
    for name in (DCAT.endpointDescription, DCAT.landingPage):
        (path,) = paths(graph.objects(service, name))
        assert client.get(path).status_code == 200
    assert {*graph.objects(service, DCAT.servesDataset)} == {
        *graph.subjects(RDF.type, DCAT.Dataset)
    }


def test_who_publishes_is_named(graph):
    (publisher,) = {*graph.objects(None, DCTERMS.publisher)}
    assert str(graph.value(publisher, FOAF.name)) == PUBLISHER["name"]
    assert "mailto:redactie@kennisbank.example" in {str(one) for one in graph.objects()}


def test_who_is_not_filled_in_is_left_out(client, settings):
    settings.PUBLISHER = {**settings.PUBLISHER, "name": "", "contact_email": ""}
    graph = read(client, "catalogus")
    for name in FROM_SOMEBODY:
        assert [*graph.objects(None, name)] == []
    assert "mailto:" not in graph.serialize()
