"""The parts of a document that is a ZIP of XML, parsed so that nothing outside it is read."""

import zipfile
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element


def xml_of(archive: zipfile.ZipFile, name: str) -> Element | None:
    """The root of a part, None when there is no such part. Raises lxml's XMLSyntaxError."""
    try:
        data = archive.read(name)
    except KeyError:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def local(node: Element) -> str:
    """The name without its namespace: the strict and the usual kind of Word differ in that only."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def said(node: Element | None, name: str, default: str = "") -> str:
    """An attribute by its name without namespace."""
    if node is not None:
        for key, value in node.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return default


def child(node: Element | None, *names: str) -> Element | None:
    """The first child of this name, then its first child of the next, and so on."""
    for name in names:
        if node is None:
            return None
        node = next((each for each in node if local(each) == name), None)
    return node


def children(node: Element | None, name: str) -> Iterator[Element]:
    """All children of this name."""
    if node is not None:
        yield from (each for each in node if local(each) == name)
