"""Every page of the desk: Dutch, and nothing that the content policy would block."""

import ast
import re
from pathlib import Path

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group
from django.utils.translation import gettext, ngettext

from tests.desk.forms import ADD, INTERVENTIONS, change_page, delete_page, verb_page
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "interventions" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
ENGLISH = re.compile(
    r"\b(the|this|please|your|you|and|with|view|change|add|added|delete|deleted|save|search|select|"
    r"selected|home|close|history|user|users|password|error|errors|yes|no|all|any|can|log out|"
    r"welcome|results?|total|show|by|skip|main|currently|hold down|object|relationship)\b",
    re.IGNORECASE,
)
DUTCH = {"object"}  # words of the list above that are Dutch too
NEEDED = ('<html lang="nl"', "desk/desk.css")
UNWANTED = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)>?|dark_mode|theme\.js|Django"
)


def pages(row):
    yield from ("/beheer/", "/beheer/password_change/", ADD, f"{INTERVENTIONS}?status__exact=draft")
    yield from (change_page(row), change_page(row).replace("change/", "history/"))
    yield from (verb_page(row, "publish"), verb_page(row, "withdraw"))
    yield "/beheer/auth/user/add/"
    for model in site._registry:
        first = model.objects.order_by("pk").first()
        start = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        yield start
        if first is None:  # of what comes from outside the tests of its own room have some
            continue
        yield change_page(first)
        if model is not type(row) and model is not Group and start != "/beheer/auth/user/":
            yield f"{start}add/"
            yield delete_page(first)


@pytest.fixture
def every_page(editor, admin_user, admin_client, client):
    """(address, page) of every kind of page, with the answers to faulty forms as well."""
    row = make_intervention(status=Status.DRAFT, statements=[{}])
    found = {address: admin_client.get(address) for address in pages(row)}
    # What is only read at the desk has no such page, also not for a superuser.
    found = {address: answer for address, answer in found.items() if answer.status_code != 403}
    found["login"] = client.get("/beheer/login/")
    found["wrong login"] = client.post("/beheer/login/", {"username": "a", "password": "b"})
    found["empty login"] = client.post("/beheer/login/", {})
    found["faulty form"] = admin_client.post(ADD, {})
    found["faulty account"] = admin_client.post("/beheer/auth/user/add/", {})
    found["faulty password"] = admin_client.post("/beheer/password_change/", {})
    found["refused step"] = admin_client.post(verb_page(row, "withdraw"), {})
    found["new password"] = admin_client.get(f"/beheer/auth/user/{editor.pk}/password/")
    found["not found"] = admin_client.get(f"{INTERVENTIONS}99999/change/", follow=True)
    found["signed out"] = client.post("/beheer/logout/", follow=True)
    assert {answer.status_code for answer in found.values()} == {200}
    return {address: answer.content.decode() for address, answer in found.items()}


def words_of(page: str) -> str:
    """What is read aloud: text, and the attributes that are names. Content is left out."""
    page = re.sub(
        r"<(style|script|svg|option|textarea|tbody)\b.*?</\1>", " ", page, flags=re.DOTALL
    )
    named = re.findall(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"', page)
    pressed = re.findall(r'<input type="submit" value="([^"]*)"', page)
    return " ".join([re.sub(r"<[^>]*>", " ", page), *named, *pressed])


def faults_of(page: str) -> list[str]:
    """What is wrong with a page: each rule with what breaks it."""
    foreign = {match.group(0).lower() for match in ENGLISH.finditer(words_of(page))} - DUTCH
    return [
        *(f"English: {word}" for word in foreign),
        *(f"missing: {part}" for part in NEEDED if part not in page),
        *(f"not wanted: {match.group(0)}" for match in UNWANTED.finditer(page)),
        *(["not one first heading"] if page.count("<h1") != 1 else []),
        *([] if re.search(r"<title>\s*\w", page) else ["no title"]),
    ]


def test_every_page_is_dutch_light_and_without_style_or_script_in_it(every_page):
    found = {address: faults_of(page) for address, page in every_page.items()}
    assert len(found) > 50
    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<p>Please wait</p>", "English: please"),
        ('<img alt="Search">', "English: search"),
        ('<p style="color: red">', "not wanted:  style="),
        ("<a onclick='a()'>", "not wanted:  onclick="),
        ("<script>alert(1)</script>", "not wanted: <script>"),
        ('<script src="/static/admin/js/theme.js"></script>', "not wanted: theme.js"),
        ("<h1>Nog een</h1>", "not one first heading"),
    ],
)
def test_each_fault_of_a_page_is_found(client, part, fault):
    page = client.get("/beheer/login/").content.decode()
    assert faults_of(page) == []
    assert fault in faults_of(page.replace("</main>", f"{part}</main>"))


# --- The words that Django has no Dutch for -------------------------------------------------------


def catalogue() -> list[dict[str, str]]:
    """The entries of our own catalogue, as it is written."""
    blocks = CATALOGUE.read_text().split("\n\n")[1:]
    found = (re.findall(r'^(msg\S+)((?:\s+".*"$)+)', block, re.MULTILINE) for block in blocks)
    return [{key: ast.literal_eval(f"({text})") for key, text in pairs} for pairs in found]


def test_the_words_of_the_catalogue_are_the_words_of_the_desk():
    """Fails when the catalogue was changed and not compiled, or Django knows the word no more."""
    entries = catalogue()
    assert len(entries) > 20
    for entry in entries:
        if "msgid_plural" in entry:
            plural = ngettext(entry["msgid"], entry["msgid_plural"], 2)
            assert plural == entry["msgstr[1]"]
        else:
            assert gettext(entry["msgid"]) == entry["msgstr"]
