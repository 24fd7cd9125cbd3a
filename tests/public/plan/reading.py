"""What stands on a plan, read from its page."""

import re
from html import unescape

from elements.models import Element, content_change
from tests.factories import make_element, make_intervention

BOX = re.compile(r'<input type="checkbox"[^>]* name="punt" value="([^":]+):(\d+)"( checked)?')


def page_of(client, query: str = "") -> str:
    response = client.get(f"/plan/{query}")
    assert response.status_code == 200
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def order(page: str) -> list[str]:
    """The elements of the plan, in order."""
    return list(dict.fromkeys(slug for slug, _, _ in BOX.findall(page)))


def ticked(page: str) -> list[str]:
    return [f"{slug}:{number}" for slug, number, is_on in BOX.findall(page) if is_on]


def part(page: str, slug: str) -> str:
    """What stands behind the first box of an element, up to the first of the next, in words."""
    first = {}
    for box in BOX.finditer(page):
        first.setdefault(box[1], box.start())
    later = [start for start in first.values() if start > first[slug]]
    return words(page[first[slug] : min(later, default=len(page))])


def alone(**values) -> Element:
    """An element in use that the launch content knows nothing of."""
    with content_change():
        position = Element.objects.public().count() + 1
        return make_element(position=position, **values)


def doing(element: Element, name: str, **values) -> str:
    """An intervention that does this element its own way; gives how it does."""
    how = f"{name} doet het zo."
    statement = {"element": element, "explanation": how}
    statement |= {key: values.pop(key) for key in ("kind", "source") if key in values}
    make_intervention(name=name, slug=name.lower(), statements=[statement], **values)
    return how


def shown(page: str, slug: str, *hows: str) -> list[str]:
    """Those of these explanations that stand in the part of an element, in order."""
    text = part(page, slug)
    return sorted((how for how in hows if how in text), key=text.index)
