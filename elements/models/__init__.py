"""The ground: the seven elements, the sources, the glossary and the version of the content."""

from elements.models.content_version import ContentVersion, content_change
from elements.models.element import Element
from elements.models.source import Source
from elements.models.term import Term

__all__ = ["ContentVersion", "Element", "Source", "Term", "content_change"]
