"""The catalogue names every file and the API, and has what DCAT-AP-NL 3 asks for."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import get_resolver
from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF

from tests.guards.test_leaks import words_of
from tests.open_data.linked_data.reading import DCAT, read

pytestmark = pytest.mark.django_db
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PUBLISHER = {"name": "Kennisbank", "contact_email": "redactie@kennisbank.example"}
FROM_SOMEBODY = [DCTERMS.publisher, DCTERMS.creator, DCAT.contactPoint]
# What the profile requires, and what it advises.
REQUIRED = {
    DCAT.Catalog: [
        *(DCTERMS.title, DCTERMS.description, DCAT.dataset, DCAT.theme, DCTERMS.license),
        *(DCTERMS.language, *FROM_SOMEBODY),
    ],
    DCAT.Dataset: [
        *(DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.accessRights),
        *(DCAT.theme, DCTERMS.language, DCAT.distribution, DCTERMS.license, *FROM_SOMEBODY),
    ],
    DCAT.Distribution: [
        *(DCAT.accessURL, DCAT.downloadURL, DCTERMS.license, DCTERMS["format"]),
    ],
    DCAT.DataService: [
        *(DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.accessRights),
        *(DCAT.theme, DCTERMS.license, DCAT.endpointURL, DCAT.endpointDescription, *FROM_SOMEBODY),
    ],
}
ONE = [DCTERMS.identifier, DCTERMS.publisher, DCTERMS.creator, DCAT.contactPoint, DCAT.accessURL]
TEXTS = [DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.modified, DCAT.keyword]


@pytest.fixture(params=[PUBLISHER, {"name": "", "contact_email": ""}], ids=["filled in", "empty"])
def graph(client, settings, request):
    settings.PUBLISHER = {**settings.PUBLISHER, **request.param}
    return read(client, "catalogus")


def paths(values) -> list[str]:
    return [urlsplit(value).path for value in values]


def test_everything_has_what_the_profile_requires(graph):
    for kind, properties in REQUIRED.items():
        found = [*graph.subjects(RDF.type, kind)]
        assert found
        for one in found:
            assert [name for name in properties if not graph.value(one, name)] == [], one
            assert [name for name in ONE if len({*graph.objects(one, name)}) > 1] == [], one


def test_texts_are_texts_and_the_rest_are_things(graph):
    described = {one for kind in REQUIRED for one in graph.subjects(RDF.type, kind)}
    for one, name, value in graph:
        if one in described:
            assert isinstance(value, Literal) == (name in TEXTS), (one, name)


def test_everything_it_points_to_of_itself_is_described(graph):
    own = f"{settings.PUBLIC_URL}/data/catalogus.ttl#"
    pointed = {one for one in graph.objects() if isinstance(one, URIRef) and one.startswith(own)}
    assert pointed - {*graph.subjects()} == set()


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
        kind = response["Content-Type"].split(";")[0]
        media = f"https://www.iana.org/assignments/media-types/{kind}"
        # RIS and BibTeX are `application/x-...`: no such type is registered.
        assert str(graph.value(one, DCAT.mediaType)) == ("None" if "/x-" in kind else media)


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


def contact(client) -> tuple[str, list[str], list[str]]:
    """Who publishes, and the ways to reach them."""
    graph = read(client, "catalogus")
    (publisher,) = {*graph.objects(None, DCTERMS.publisher)}
    (point,) = {*graph.objects(None, DCAT.contactPoint)}
    assert graph.value(point, VCARD.fn)
    mail, pages = (
        [str(one) for one in graph.objects(point, name)] for name in (VCARD.hasEmail, VCARD.hasURL)
    )
    return str(graph.value(publisher, FOAF.name)), mail, paths(pages)


def test_who_publishes_is_named_with_a_way_to_ask(client, settings):
    settings.PUBLISHER = {**settings.PUBLISHER, **PUBLISHER}
    mail = "mailto:redactie@kennisbank.example"
    assert contact(client) == (PUBLISHER["name"], [mail], ["/klopt-dit-niet/"])


def test_without_a_name_or_a_mail_address_it_is_the_base_and_its_form(client, settings):
    settings.PUBLISHER = {**settings.PUBLISHER, "name": "", "contact_email": ""}
    assert contact(client) == ("Werkzame elementen", [], ["/klopt-dit-niet/"])
    assert client.get("/klopt-dit-niet/").status_code == 200


def test_everything_of_ours_has_the_same_licence_and_language(client):
    for name in (DCTERMS.license, DCTERMS.language):
        everywhere = {
            one
            for file in ("catalogus", "interventies", "werkzame-elementen")
            for one in read(client, file).objects(None, name)
        }
        assert len(everywhere) == 1
