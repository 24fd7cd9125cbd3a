"""What is not published is nowhere: on no page, in no count, in no difference between answers."""

import io
import re
import zipfile
from functools import lru_cache

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pypdf import PdfReader

from elements.models import Element, Source, content_change
from interventions.finding import search
from interventions.models import (
    Intervention,
    Proposal,
    Recognition,
    RecognitionLevel,
    Setting,
    TargetGroup,
    Theme,
)
from interventions.workflow import claim, reject, revise, send_back, submit
from tests.desk.filled import opened, typed
from tests.desk.forms import ADD, SOURCES, change_page, intervention_form, source_form
from tests.factories import (
    Status,
    in_state,
    make_element,
    make_intervention,
    make_statement,
    make_target_group,
)

pytestmark = pytest.mark.django_db
HIDDEN = [status for status in Status if status != Status.PUBLISHED]
CANARY = "kanarievogel"
IDEA = "kanarieplan"  # what nobody asks for in an address
BOOK = "Kanariegids"  # in the title of every source that only the canary uses
NAMESPACES = ("public", "summaries", "exports", "linked-data")
SELECTING = {"intervention-list", "matrix", "combinations", "feed", "embed"}
# Files and bundles of a selection: those that a list already asked for in every way.
FILES = {
    *("interventions-csv", "statements-csv", "interventions-xlsx", "interventions-json"),
    *("interventions-ris", "interventions-bib", "matrix-csv", "dossier", "dossier-pdf"),
    *("dossier-docx", "matrix-xlsx"),
}
LISTS = {"feed", "embed", "suggestions"}
FEWER = ["?element=empowerment", f"?q={CANARY}", "?sorteer=nieuwste&uitvoering=loopt"]
OWN_SOURCES = ("duration_source", "municipal_role_source", "activity_source")
TEXTS = [
    *("aliases", "summary", "goal", "target_group_text", "approach", "conditions", "duration"),
    *("municipal_role", "research", "costs", "materials", "owner"),
]
QUERIES = [
    "",
    f"?q={CANARY}",
    "?element=empowerment",
    "?element=empowerment&element=outreachend&combineer=een",
    "?thema=jeugd",
    "?setting=online",
    "?erkenning=goed-onderbouwd",
    "?uitvoering=loopt",
    "?geldig=ja",
    "?bron=artikel",
    "?sorteer=nieuwste",
    "?sorteer=elementen",
    "?pagina=2",
    f"?lijst={CANARY}",
]
# What the pages that help to choose are asked beside the selection.
CHOOSING = [
    f"/combinaties/?met={CANARY}",
    f"/combinaties/?met=abcd&zonder={CANARY}",
    f"/vergelijken/?interventie={CANARY}&interventie=abcd&interventie=kan-wel",
    "/vergelijken/?interventie=abcd",
    f"/vergelijken/?lijst=abcd&lijst={CANARY}",
    f"/interventies/abcd/?lijst={CANARY}",
    "/zelfcheck/?ja=empowerment&beetje=outreachend&nee=samenwerken&nee=laagdrempelig",
    "/zelfcheck/?nee=procesbegeleider&doelgroep=ouderen",
    f"/zelfcheck/?ja={CANARY}&nee=empowerment",
    f"/plan.docx?nee=empowerment&interventie={CANARY}&lijst=abcd&lijst={CANARY}",
    f"/plan/?ja=empowerment&nee=samenwerken&nee=aansluiten&lijst={CANARY}",
    f"/plan/?interventie=abcd&interventie={CANARY}&doelgroep=ouderen",
    f"/plan/?punt={CANARY}:1&punt=empowerment:1",
]
# The forms that everybody can fill in.
FORMS = [
    "/aanmelden/",
    "/klopt-dit-niet/",
    "/klopt-dit-niet/?over=abcd",
    f"/klopt-dit-niet/?over={CANARY}",
    "/klopt-dit-niet/?over=abcd&feit=kosten",
    f"/klopt-dit-niet/?over={CANARY}&feit=kosten",
    "/volgen/",
    f"/volgen/?q={CANARY}&element=empowerment",
]
API = ["/api/", "/api/v1/interventies", "/api/v1/interventies/abcd", "/api/v1/combinaties"]
# The database refuses a working copy that was ever public.
COPIES = [status for status in HIDDEN if status != Status.WITHDRAWN]
# What is another in each form, and the moment of a feed in which nothing stands: neither says
# anything of the content.
ONCE = re.compile(
    r'name="(csrfmiddlewaretoken|moment)" value="[^"]*"'
    r"|<updated>[^<]*</updated>(?!(?s:.*)<entry>)"
)


def public_addresses():
    """Every public address, with every kind of selection where the page reads one."""
    yield from addresses_in_rooms()
    for rows in ("doelgroep", "thema"):
        yield f"/matrix/?rijen={rows}"
        yield f"/export/matrix.csv?rijen={rows}"
    yield from CHOOSING


def addresses_in_rooms():
    for namespace in NAMESPACES:
        for name, converters in routes(get_resolver(), namespace):
            if "token" in converters:  # private links: known to who made them
                continue
            queries = [""] if name not in FILES else []
            queries += QUERIES[1:] if name in SELECTING else FEWER if name in FILES | LISTS else []
            for args in arguments(name, converters):
                address = reverse(f"{namespace}:{name}", args=args)
                yield from (f"{address}{query}" for query in queries)


def routes(resolver, namespace):
    """(name, converters) of every route of a room."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace == namespace:
            for child in entry.url_patterns:
                if isinstance(child, URLPattern):
                    yield child.name, child.pattern.converters


def arguments(name, converters):
    """What to ask a route for: the canary and what is public, each at its first version."""
    given = {"number": 1, "ending": "ttl"}
    last = [given[one] for one in given if one in converters]
    if "slug" not in converters:
        return [last]
    slugs = ["empowerment", "outreachend"] if "element" in name else [CANARY, "abcd"]
    return [[slug, *last] for slug in slugs]


def naming(slugs, address):
    """An address that names the canary, once for each of these; any other as it is."""
    if CANARY in address.replace(f"q={CANARY}", ""):
        return [address.replace(CANARY, slug) for slug in slugs]
    return [address]


def secret_source(part: str) -> Source:
    """A source that is about to be used by this part of a canary, made as the desk does."""
    slug, title = f"kanariegids-{part}".replace("_", "-"), f"{BOOK} {part}"
    return Source.objects.create(
        slug=slug,
        title=title,
        authors=f"organisatie: {title}",
        publisher=title,
        kind="website",
        seen="volledig",
    )


def canary(status, slug=CANARY) -> Intervention:
    """A row with the canary's name in every field, a part in every count, and its own sources."""
    stated = secret_source(f"uitspraak-{slug}")
    row = make_intervention(
        status=status,
        slug=slug,
        name=slug.title(),
        **{field: f"{CANARY} {field}" for field in TEXTS},
        started_year=1999,
        website=f"https://{CANARY}.example/",
        activity="loopt",
        **{field: secret_source(f"{field}-{slug}") for field in OWN_SOURCES},
        sources=[secret_source(f"bronnen-{slug}")],
        target_groups=[
            make_target_group(slug=slug.replace(CANARY, "groep"), name=f"Groep {status}")
        ],
        statements=[
            {"element": element, "explanation": f"{CANARY} uitleg", "source": stated}
            for element in Element.objects.all()
        ],
    )
    row.statements.first().extra_sources.add(secret_source(f"extra-{slug}"))
    row.themes.set(Theme.objects.all())
    row.settings.set(Setting.objects.all())
    level = RecognitionLevel.objects.get(slug="goed-onderbouwd")
    source = secret_source(f"erkenning-{slug}")
    Recognition.objects.create(intervention=row, level=level, date="2026-01", source=source)
    make_intervention(slug=slug.replace(CANARY, "versie"), activity="loopt", variant_of=row)
    return row


def hide(*rows: Intervention) -> None:
    """Take all of the canaries away, but for rows without anything at another address."""
    for row in rows:
        name = f"elders-{row.pk}"
        Intervention.objects.filter(pk=row.pk).update(
            slug=name, name=name, name_key=name, **dict.fromkeys(OWN_SOURCES)
        )
        for relation in (row.statements, row.statement_numbers, row.recognitions):
            relation.all().delete()
        for relation in (row.sources, row.themes, row.settings, row.target_groups):
            relation.clear()
    Source.objects.filter(title__startswith=BOOK).delete()


def answers(client, slugs=(CANARY,), more=()):
    """(status, page) per address; what is asked for is echoed and says nothing."""
    found = {}
    for named in (*public_addresses(), *FORMS, *more):
        for address in naming(slugs, named):
            response = client.get(address)
            found[address] = (response.status_code, ONCE.sub("", words_of(response)))
    return found


def body_of(response) -> bytes:
    """All of it; a file that is sent is read to its end and closed, as a server does."""
    body = response.getvalue()
    if file := getattr(response, "file_to_stream", None):
        file.close()
    return body


def words_of(response) -> str:
    """All text in an answer, whatever it is."""
    body = body_of(response)
    kind = response["Content-Type"]
    if kind == "application/pdf":
        return words_of_pdf(body)
    if "officedocument" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            parts = [name for name in book.namelist() if "docProps" not in name]  # the moment
            return "\n".join(book.read(name).decode() for name in parts)
    return body.decode()


@lru_cache
def words_of_pdf(body: bytes) -> str:
    """Reading costs ten times the making, and from walk to walk most files are the same."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def test_a_published_row_is_seen_by_this_test(client):
    canary(Status.PUBLISHED)
    seen = answers(client)
    assert len(seen) > 40
    assert CANARY.title() in seen["/interventies/"][1]
    assert CANARY.title() in seen["/matrix/"][1]
    assert CANARY.title() in seen["/bronnen/"][1]
    for title in Source.objects.filter(title__startswith=BOOK).values_list("title", flat=True):
        assert title in seen["/bronnen/"][1], title
    assert f"{CANARY} uitleg" in seen["/werkzame-elementen/empowerment/"][1]
    assert CANARY.title() in seen["/combinaties/"][1]
    assert CANARY.title() in seen["/vergelijken/"][1]
    assert CANARY.title() in seen["/interventies/abcd/"][1]
    assert f"{CANARY} uitleg" in seen[CHOOSING[2]][1]
    assert CANARY.title() in seen[CHOOSING[6]][1]
    assert seen[f"/interventies/{CANARY}/"][0] == 200
    for address in ("/zoeksuggesties", "/insluiten/", "/feeds/interventies.atom"):
        assert CANARY.title() in seen[f"{address}?q={CANARY}"][1], address


def test_rows_in_any_other_state_change_no_public_answer(client):
    """All at once: a walk with one in each of these states, and a walk without."""
    rows = {f"{CANARY}-{status}".replace("_", "-"): status for status in HIDDEN}
    hidden = [canary(status, slug) for slug, status in rows.items()]
    with_rows = answers(client, rows)
    hide(*hidden)
    without_rows = answers(client, rows)
    unknown = client.get("/interventies/bestaat-niet/").content.decode()
    for slug, status in rows.items():
        own = [a for a in with_rows if f"/{slug}" in a and not a.startswith("/id/begrip/")]
        assert len(own) > 4
        for address in own:
            code, page = with_rows.pop(address)
            assert code == (410 if status == Status.WITHDRAWN else 404), address
            assert f"{CANARY} " not in page, address
            assert BOOK not in page, address
            if address == f"/interventies/{slug}/" and code == 404:
                assert page.replace(slug, "bestaat-niet") == unknown
    for address, answer in with_rows.items():
        assert answer == without_rows[address], address
        assert CANARY.title() not in answer[1], address
        assert BOOK not in answer[1], address


def test_a_proposal_is_never_public(client, editor):
    """Neither an open one nor one that was decided, whatever it is about."""
    element = Element.objects.get(slug="empowerment")
    said = {"place": IDEA, "words": IDEA, "source_title": IDEA, "proposed_by": editor}
    decided = {"decided_at": timezone.now(), "decided_by": editor, "note": IDEA}
    for standing in ({}, {"status": "rejected", **decided}):
        for about in (
            {"intervention": Intervention.objects.get(slug="abcd"), "fact": "kosten"},
            {"element": element, "fact": "samenvatting"},
            {"source": element.source, "fact": "titel"},
        ):
            values = {"costs": IDEA}
            Proposal.objects.create(**about, values=values, before=values, **said, **standing)
    more = [*API, "/api/v1/werkzame-elementen", "/api/v1/openapi.json", "/sitemap.xml"]
    for address, (_, page) in answers(client, ["bestaat-niet"], more).items():
        assert IDEA not in page, address


def copied(live: Intervention, person) -> Intervention:
    """A working copy with the canary in every text, and a part in every count that it can have."""
    copy = revise(live, by=person)
    copy.sources.set([secret_source(f"kopie-{live.slug}")])
    copy.name = f"{CANARY} {live.slug}"
    for field in TEXTS:
        setattr(copy, field, f"{CANARY} {field}")
    copy.activity, copy.activity_source = "loopt", copy.sources.first()
    copy.website, copy.started_year = f"https://{CANARY}.example/", 1999
    copy.save()
    for name, model in (("themes", Theme), ("settings", Setting), ("target_groups", TargetGroup)):
        getattr(copy, name).set(model.objects.all())
    copy.statements.all().delete()
    for element in Element.objects.all():
        copy.statements.create(
            element=element, source=copy.sources.first(), explanation=f"{CANARY} uitleg"
        )
    level = RecognitionLevel.objects.get(slug="goed-onderbouwd")
    Recognition.objects.create(
        intervention=copy, level=level, date="2026-02", source=copy.sources.first()
    )
    return copy


def test_an_element_that_is_not_public_changes_no_public_answer(client):
    """Not its page in any format, not its choice anywhere, nor what is said of it of a public row.

    Publishing refuses such a statement; here it stands there past the verbs.
    """
    row = make_element(
        position=None, slug=CANARY, name=CANARY.title(), source=secret_source("element")
    )
    row.short_name = row.summary = row.description = f"{CANARY} tekst"
    row.save()
    about = make_intervention(slug="over", name="Over", sources=[])
    stated = secret_source("uitspraak")
    make_statement(about, element=row, source=stated, explanation=f"{CANARY} uitleg")
    search.reindex()
    asked = [f"/werkzame-elementen/{CANARY}/", f"/werkzame-elementen/{CANARY}/versies/"]
    asked += [f"/werkzame-elementen/{CANARY}/versies/1/", f"/id/werkzaam-element/{CANARY}"]
    asked += [f"/samenvattingen/werkzame-elementen/{CANARY}{end}" for end in ("/", ".pdf", ".docx")]
    asked += [f"/samenvattingen/dossier.{end}?onderdeel={CANARY}" for end in ("pdf", "docx")]
    asked += [f"/api/v1/werkzame-elementen/{CANARY}"]
    for address in asked:
        assert client.get(address).status_code == 404, address
    more = ["/api/v1/werkzame-elementen", "/api/v1/openapi.json", "/sitemap.xml", *API]
    more += [f"/zoeksuggesties?q={CANARY}", f"/interventies/?q={CANARY}", "/aanmelden/"]
    more += [f"/klopt-dit-niet/?over={CANARY}", f"/api/v1/interventies?element={CANARY}"]
    more += [
        "/interventies/over/",
        "/api/v1/interventies/over",
        "/samenvattingen/interventies/over/",
    ]
    assert client.get(f"/api/v1/interventies?element={CANARY}").status_code == 400
    with_row = answers(client, more=more)
    for address, (_, page) in with_row.items():
        assert BOOK not in page, address
        assert f"{CANARY} tekst" not in page, address
        assert f"{CANARY} uitleg" not in page, address
    with content_change():
        about.statements.all().delete()
        row.delete()
        Source.objects.filter(title__startswith=BOOK).delete()
    search.reindex()
    without_row = answers(client, more=more)
    for address, answer in with_row.items():
        assert answer == without_row[address], address


def test_working_copies_change_no_public_answer(client, editor):
    """Of what is public and of what was: pages, versions and every list stay as they are."""
    *public, gone = Intervention.objects.published().order_by("slug")[: len(COPIES) + 1]
    in_state(gone, Status.WITHDRAWN)
    slugs = [row.slug for row in (*public, gone)]
    before = answers(client, slugs)
    assert [before[f"/interventies/{slug}/"][0] for slug in slugs] == [200] * len(public) + [410]
    for live, status in zip((*public, gone), (*COPIES, Status.DRAFT), strict=True):
        in_state(copied(live, editor), status)
    assert answers(client, slugs) == before


def test_no_etag_tells_of_what_is_not_public(client, editor_client, editor, reviewer):
    """What happens at the desk before publishing leaves every answer as fresh as it was."""
    tags = {}
    for address in (*public_addresses(), *API):
        response = client.get(address)
        body_of(response)
        if "ETag" in response:
            tags[address] = response["ETag"]
    assert len(tags) > 60
    assert editor_client.post(f"{SOURCES}add/", source_form(title=BOOK)).status_code == 302
    source = Source.objects.get(title=BOOK)
    corrected = typed(opened(editor_client, source), publisher=BOOK)
    assert editor_client.post(change_page(source), corrected).status_code == 302
    form = intervention_form(name=CANARY.title(), sources=[source.pk])
    assert editor_client.post(ADD, form).status_code == 302
    row = Intervention.objects.get(slug=CANARY)
    typed_in = typed(opened(editor_client, row), goal="Een doel.")
    assert editor_client.post(change_page(row), typed_in).status_code == 302
    submit(row, by=editor)
    claim(row, by=reviewer)
    send_back(row, by=reviewer, note="Nog niet.")
    submit(row, by=editor)
    claim(row, by=reviewer)
    reject(row, by=reviewer, note="Toch niet.")
    copied(Intervention.objects.get(slug="abcd"), editor)
    for address, tag in tags.items():
        assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304, address
