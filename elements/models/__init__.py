"""The ground: the elements, the sources, the glossary and the version of the content."""

from elements.models.content_version import ContentVersion, content_change
from elements.models.element import Element
from elements.models.element_change import ElementChange
from elements.models.source import Source
from elements.models.term import Term

__all__ = ["ContentVersion", "Element", "ElementChange", "Source", "Term", "content_change"]
