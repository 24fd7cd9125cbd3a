"""Linked data as somebody else reads them: with rdflib, over the front door."""

from django.conf import settings
from rdflib import Graph, Namespace

FORMATS = {"ttl": "turtle", "jsonld": "json-ld"}
DCAT = Namespace("http://www.w3.org/ns/dcat#")
ID = Namespace(f"{settings.PUBLIC_URL}/id/")
WE = Namespace(f"{settings.PUBLIC_URL}/data/werkzame-elementen.ttl#")


def read(client, name: str, ending: str = "ttl") -> Graph:
    """What stands in a file under /data/."""
    response = client.get(f"/data/{name}.{ending}")
    assert response.status_code == 200
    return Graph().parse(data=response.getvalue().decode(), format=FORMATS[ending])
