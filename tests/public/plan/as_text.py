"""Reading a plan as a visitor gets it: as text, and what in that text is ours."""

import html
import re
from collections.abc import Iterable

from django.http import QueryDict

from elements.models import Element, Source
from interventions.finding.facets import facet_index
from interventions.finding.selection import read_selection
from interventions.models import Intervention, Statement
from interventions.public.plan.asked import read_asked
from interventions.public.plan.making import make_plan
from interventions.public.plan.plan import ABOUT, Plan

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
BLOCK = re.compile(
    r"</?(?:p|li|h\d|div|section|tr|td|th|dt|dd|summary|legend|blockquote|br)\b[^>]*>"
)
NAMED = (*ABOUT, "onderzoek")  # facets: their values are names
HIDDEN = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)


def plan_of(address: str) -> Plan:
    """The plan that is asked behind `/plan/`."""
    data = QueryDict(address.removeprefix("?"))
    return make_plan(read_asked(data, read_selection(data)))


def lines_of(page: str) -> list[str]:
    """The text of the main part of a page, a line per block."""
    (main,) = MAIN.findall(page)
    blocks = BLOCK.sub("\n", HIDDEN.sub("", main))
    lines = html.unescape(re.sub(r"<[^>]+>", "", blocks)).split("\n")
    return [said for line in lines if (said := " ".join(line.split()))]


def quoted_text() -> set[str]:
    """What sources, editors and names say: not our sentences about a plan."""
    said = {
        *Intervention.objects.values_list("name", flat=True),
        *Intervention.objects.values_list("research_line", flat=True),
        *(text for one in Source.objects.all() for text in (one.title, one.publisher)),
        *(text for one in Source.objects.all() for text in (one.url, f"Gelezen: {one.seen}")),
        *(name for facet in NAMED for name in facet_index().labels[facet].values()),
    }
    texts = [
        *Intervention.objects.values_list("cautions", flat=True),
        *Statement.objects.values_list("explanation", flat=True),
    ]
    said |= {line for text in texts for line in text.split("\n")}
    for element in Element.objects.all():
        said |= {element.name, element.short_name, element.summary, element.first_sentence}
        said |= {*element.practice_lines, *element.questions}
    said |= {text.rstrip(". ") for text in said}
    return said - {""}


def ours(lines: Iterable[str], quoted: Iterable[str]) -> list[str]:
    """The lines with an underscore for each thing that is quoted, the longest first."""
    pattern = re.compile(
        "|".join(
            rf"(?<!\w){re.escape(' '.join(text.split()))}(?!\w)"
            for text in sorted(quoted, key=len, reverse=True)
        ),
        re.IGNORECASE,
    )
    return [pattern.sub("_", line) for line in lines]
