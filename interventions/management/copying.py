"""A copy of the public site as plain files, that any web server shows, and a browser from disk.

It has what can be read, and nothing that needs a server: no forms, no searching, no choices. A page
is made by its own view; `request.copied_on` tells the view and its template what it is for.
"""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname, relpath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import CommandError
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse

from elements import dates
from elements.models import Element
from interventions.models import Intervention
from interventions.public.letters import DATA, FILES, letter_list

LIST = "kopie.txt"  # in the folder: what we wrote there, and so may delete
TRIES = 5  # when the site itself is making all the PDFs that it can
PAGES = (
    *("public:home", "public:intervention-list", "public:element-list", "public:matrix"),
    *("public:term-list", "public:source-list", "public:about", "public:accessibility"),
    *("public:privacy", "summaries:summary-list"),
    *("summaries:all", "summaries:all-pdf", "summaries:all-docx"),
)
OF_ELEMENT = (
    *("public:element-detail", "summaries:element", "summaries:element-pdf"),
    "summaries:element-docx",
)
OF_INTERVENTION = (
    *("public:intervention-detail", "summaries:intervention", "summaries:intervention-pdf"),
    *("summaries:intervention-docx", "public:intervention-worksheet"),
    "public:intervention-checklist",
)
ANCHOR = re.compile(
    r'<a\b(?>([^<>]*?)\shref=")([^"]*+)"([^<>]*+)>((?:(?!</?a\b).)*+)</a>', re.DOTALL
)
ASSET = re.compile(r'\b(href|src)="(/[^"]*)"')


def copy_site(folder: Path) -> int:
    """Write the copy; gives how many files. Raises CommandError when the folder is not ours."""
    _empty(folder)
    paths = list(_paths())
    known, assets, written = frozenset(paths), set(), []

    def keep(name: str, pieces) -> None:
        _write(folder, name, pieces)
        written.append(name)

    for path in paths:
        response = _answer(path)
        if response["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            assets |= {one for _, one in ASSET.findall(page) if one.startswith(_static())}
            keep(file_of(path), [_localised(page, path, known).encode()])
        else:
            keep(file_of(path), response)
            if file := getattr(response, "file_to_stream", None):
                file.close()
    for asset in sorted(assets):
        keep(file_of(asset), [_static_file(asset).read_bytes()])
    day = dates.in_words(dates.today())
    lines = [f"Kopie van Werkzame elementen, {day}. Begin bij index.html.", *written]
    _write(folder, LIST, ["\n".join(lines).encode() + b"\n"])
    return len(written)


def file_of(path: str) -> str:
    """The file of an address: a page is the `index.html` of its folder."""
    name = path.lstrip("/")
    return f"{name}index.html" if path.endswith("/") else name


# --- What is in it --------------------------------------------------------------------------------


def _paths() -> Iterator[str]:
    yield from map(reverse, PAGES)
    for name in OF_ELEMENT:
        for slug in Element.objects.public().values_list("slug", flat=True):
            yield reverse(name, args=[slug])
    slugs = list(Intervention.objects.published().values_list("slug", flat=True))
    for name in OF_INTERVENTION:
        yield from (reverse(name, args=[slug]) for slug in slugs)
    yield from (reverse(name) for name, _ in FILES)
    yield from (reverse("exports:matrix-csv"), reverse("exports:matrix-xlsx"))
    for name, _ in DATA:
        yield from (reverse(name, args=[ending]) for ending in ("ttl", "jsonld"))


def _answer(path: str) -> HttpResponse:
    """What the view of this address answers, asked for without the middleware of visitors."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    request.copied_on = dates.today().isoformat()  # type: ignore[attr-defined]  # our own mark
    match = resolve(path)
    view: Callable = letter_list if path == reverse("public:intervention-list") else match.func
    for _ in range(TRIES):
        response = view(request, *match.args, **match.kwargs)
        if response.status_code != 503:
            break
        time.sleep(int(response.get("Retry-After", "1")))
    if response.status_code != 200:
        raise CommandError(f"{path} answered {response.status_code}.")
    return response


def _static() -> str:
    return f"/{settings.STATIC_URL.strip('/')}/"


def _static_file(path: str) -> Path:
    """Where a static file stands: collected, or in its own folder on a development machine."""
    name = path.removeprefix(_static())
    collected = Path(staticfiles_storage.path(name))
    found = collected if collected.exists() else finders.find(name)
    if not found:
        raise CommandError(f"{path} is not there. Run 'manage.py prepare' first.")
    return Path(found)


# --- Links ----------------------------------------------------------------------------------------


def _localised(page: str, path: str, known: frozenset[str]) -> str:
    """The page with links that work from its place; what leads out of the copy is only text."""
    here = dirname(file_of(path))

    def relative(target: str) -> str:
        return relpath(file_of(target), here or ".")

    def anchor(found: re.Match) -> str:
        before, href, after, text = found.groups()
        href = href.removeprefix(settings.PUBLIC_URL) or "/"
        if not href.startswith("/"):
            return found[0]
        target, hash_, place = href.partition("#")
        if target not in known:
            return text
        return f'<a{before} href="{relative(target)}{hash_}{place}"{after}>{text}</a>'

    def asset(found: re.Match) -> str:
        return f'{found[1]}="{relative(found[2])}"'

    return ASSET.sub(asset, ANCHOR.sub(anchor, page))


# --- Files ----------------------------------------------------------------------------------------


def _write(folder: Path, name: str, pieces) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        for piece in pieces:
            out.write(piece)


def _empty(folder: Path) -> None:
    """Take away the copy of before. Refused when there is anything else in the folder."""
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder} is a file. Name a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        return
    if not (folder / LIST).is_file():
        raise CommandError(
            f"{folder} is not empty, and no copy of ours (there is no {LIST}). Name another folder."
        )
    for name in (folder / LIST).read_text().splitlines()[1:]:
        file = (folder / name).resolve()
        if file.is_relative_to(folder.resolve()) and file.is_file():
            file.unlink()
    (folder / LIST).unlink()
