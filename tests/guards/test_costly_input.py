"""What a visitor or an editor sends costs time in proportion to its length, whatever it is."""

import ast
import importlib
import pkgutil
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django import forms
from django.http import parse_cookie
from django.template.defaultfilters import linebreaksbr, truncatewords
from django.utils.html import urlize
from django.utils.text import get_valid_filename

import config
import elements
import interventions
from config.logs import masked
from config.middleware import client_of
from elements.addresses import clean_address
from elements.blocks import in_plain_text
from elements.links import pieces
from elements.text import first_sentence, fold, list_lines, one_line
from elements.typed_dates import validate_partial_date
from interventions.desk.duplicates import looks_like
from interventions.finding.search.query import understand
from interventions.finding.search.snippets import marked
from interventions.finding.search.tokens import stem, words
from interventions.finding.search.vocabulary import Vocabulary, stems_of
from interventions.forms.submissions.questions import Address
from interventions.intake.spreadsheets.sources import free_slug
from interventions.public.summaries.blocks import blocks_of
from interventions.public.summaries.letters import shown
from interventions.public.summaries.printed import told
from interventions.sheet.columns.guard import guarded, unguarded
from interventions.sheet.differences import word_differences
from interventions.showing.prose import TermLinker, inline, prose

PACKAGES = (config, elements, interventions)
OPERATORS = {"config.environment", "config.gunicorn", "config.wsgi"}  # read no visitor
MADE_OF_CONTENT = {
    "interventions.showing.prose"
}  # of the words of the glossary: below as a function
INLINE = {f"re.{name}" for name in ("match", "search", "fullmatch", "sub", "subn", "split")} | {
    *("re.findall", "re.finditer", "RegexValidator", "validators.RegexValidator"),
}
SIZES = (1000, 2000, 4000, 8000)
WIDEST = 3.0  # how much steeper than in proportion is still called linear
UNNOTICED = 0.004  # seconds; what 8,000 letters never take more than may grow as it likes
UNITS = (
    *("/", "//?", "a@a", "@", "a", "é", "İ", "aB ", "(", "((((", "[", "<a ", "<a href=", '"', "'"),
    *(
        '<a href=""',
        '<a href="">',
        "%",
        "%41",
        "0",
        "01-",
        "-",
        "?-",
        "?",
        ".",
        "a.",
        ":",
        "1.",
        "=",
    ),
    *(" ", "\n", "\n ", "\r\n", "\t", "- ", "http://", "https://a.", "www.a ", "&", "&amp;", "|;"),
    *("\\", "_", "N.", "nvt ", "a b ", "abcdef0-", "00000000-0000-", "/aanmelden/", "ies", "'s "),
    *(
        "https://a)",
        "https://a(",
        "=https://a",
        "https://a'",
        "– ",
        "•",
        "1. a\n",
        "- a\n",
        "- a\n  b\n",
    ),
    *("\u200b", "a\x07", "中", "😀\u200d"),
    *("\u0301\u0316", "\u0f73", "ß", "\ufdfa", "a\nb", "a;", ",", "x=", "a1", "\x00", "\u202e"),
)
ENDS = ("", "x", "!", "\x00")
KNOWN = Vocabulary(
    {"buurt": 1, "aaaa": 1}, frozenset({"buurt", "aaaa", "a" * 90}), {"buurt": 1}, {}, {}, 1
)


def modules() -> Iterator:
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name and found.name not in OPERATORS:
                yield importlib.import_module(found.name)


def patterns_in(value, name: str) -> Iterator[tuple[str, re.Pattern]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple | list):
        for place, one in enumerate(value):
            yield from patterns_in(one, f"{name}[{place}]")


def patterns() -> dict[re.Pattern, str]:
    """Each compiled pattern of the modules, with one name that it has."""
    return {
        pattern: name
        for module in modules()
        for key, value in vars(module).items()
        for name, pattern in patterns_in(value, f"{module.__name__}.{key}")
    }


def used(pattern: re.Pattern) -> Callable[[str], None]:
    """In both ways in which a pattern may be slow: from every place, and to the end."""
    is_bytes = isinstance(pattern.pattern, bytes)

    def use(text: str) -> None:
        given = text.encode() if is_bytes else text
        for _ in pattern.finditer(given):
            pass
        pattern.fullmatch(given)

    return use


def field(one: forms.Field) -> Callable[[str], None]:
    def clean(text: str) -> None:
        try:
            one.clean(text)
        except forms.ValidationError:
            return

    return clean


def dated(text: str) -> None:
    try:
        validate_partial_date(text)
    except forms.ValidationError:
        return


def same_address(rows: int) -> None:
    taken, numbers = set(), Counter()
    for _ in range(rows):
        taken.add(free_slug("tuin", taken, 80, numbers))


class Term:
    name, slug = "aaaa", "a"


FUNCTIONS = {
    "masked": masked,
    "fold": fold,
    "words": words,
    "stem": stem.__wrapped__,
    "stems_of": stems_of,
    "understand": lambda text: understand(text, KNOWN),
    "marked": lambda text: marked(text, frozenset({"aaaa"})),
    "prose": prose,
    "inline": lambda text: inline(text, TermLinker([Term], glossary="/")),
    "blocks_of": blocks_of,
    "in_plain_text": in_plain_text,
    "addresses": lambda text: list(pieces(text)),
    "one_line": one_line,
    "letters of a PDF": shown,
    "texts of a PDF": told,
    "first_sentence": first_sentence,
    "list_lines": list_lines,
    "word_differences": lambda text: word_differences(text, text[::-1]),
    "looks_like, one long name": lambda text: looks_like(fold(text), {fold(f"b{text}"): None}),
    "looks_like, many names": lambda text: looks_like("a b c", dict.fromkeys(text.split())),
    "guarded": guarded,
    "unguarded": lambda text: unguarded(f"'{text}"),
    "partial date": dated,
    "an address as it is pasted": clean_address,
    "the client behind a proxy": lambda text: client_of({"HTTP_X_FORWARDED_FOR": text}, 1),
    "Django's urlize": lambda text: urlize(text, autoescape=True),
    "Django's linebreaksbr": linebreaksbr,
    "Django's truncatewords": lambda text: truncatewords(text, 18),
    "Django's get_valid_filename": lambda text: get_valid_filename(f"_{text}"),
    "Django's EmailField": field(forms.EmailField(max_length=254)),
    "Django's URLField": field(Address()),
    "Django's cookies": parse_cookie,
}
BY_SIZE = {  # of texts that the units below do not make
    "word_differences, of other words": lambda size: word_differences(
        " ".join(map(str, range(size))), " ".join(map(str, range(size, 2 * size)))
    ),
    "word_differences, of few words": lambda size: word_differences(
        " ".join(f"{97**size:b}"[:size]), " ".join(f"{89**size:b}"[:size])
    ),
    "free_slug": same_address,
}
PATTERNS = {name: used(pattern) for pattern, name in patterns().items()}


def steep(do: Callable, given: list) -> list[float]:
    """The seconds at each size when they grow faster than the size, nothing when they do not.

    Of the processor, so that a busy machine counts for little; what looks too slow gets four more
    chances.
    """
    first, last = seconds(do, given[0]), seconds(do, given[-1])
    if not too_slow(first, last):
        return []
    times = [min(seconds(do, one) for _ in range(4)) for one in given]
    return times if too_slow(times[0], times[-1]) else []


def seconds(do: Callable, given) -> float:
    start = time.thread_time()
    do(given)
    return time.thread_time() - start


def too_slow(first: float, last: float) -> bool:
    return last > UNNOTICED and last > WIDEST * SIZES[-1] / SIZES[0] * first


def texts(unit: str, end: str) -> list[str]:
    return [(unit * size)[: size - len(end)] + end for size in SIZES]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion_to_the_text(name):
    for unit in UNITS:
        for end in ENDS:
            assert not steep(PATTERNS[name], texts(unit, end)), (unit, end)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_takes_time_in_proportion_to_the_text(name):
    for unit in UNITS:
        assert not steep(FUNCTIONS[name], texts(unit, "")), unit


@pytest.mark.parametrize("name", BY_SIZE)
def test_a_function_takes_time_in_proportion_to_what_it_is_given(name):
    assert not steep(BY_SIZE[name], list(SIZES))


def test_every_pattern_stands_in_a_module_where_the_test_above_finds_it():
    hidden = []
    for module in modules():
        path, tree = Path(module.__file__), ast.parse(Path(module.__file__).read_text())
        code = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        inside = {id(part) for node in code for part in ast.walk(node)}
        for node in ast.walk(tree):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            is_hidden = name == "re.compile" and id(node) in inside
            if (is_hidden and module.__name__ not in MADE_OF_CONTENT) or name in INLINE:
                hidden.append(f"{path}:{node.lineno}")
    assert not hidden
