"""The ground: the elements, the sources, the glossary, the content version, the last runs."""

from elements.models.content_version import ContentVersion, content_change
from elements.models.element import Element
from elements.models.element_change import ElementChange
from elements.models.last_run import LastRun
from elements.models.source import Source
from elements.models.term import Term

__all__ = [
    "ContentVersion",
    "Element",
    "ElementChange",
    "LastRun",
    "Source",
    "Term",
    "content_change",
]
