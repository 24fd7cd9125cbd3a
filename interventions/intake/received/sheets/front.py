"""Who made the intervention and its description: the title page, the colophon and the contacts."""

import re
from dataclasses import dataclass, field

from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.cleaning import PLACEHOLDER
from interventions.intake.received.sheets.contact import (
    MAIL,
    PHONE,
    TITLES,
    is_general,
    mail_in,
    phone_in,
    site_in,
)
from interventions.intake.received.sheets.dates_said import date_in
from interventions.intake.received.sheets.labels import label_of, labelled
from interventions.intake.received.sheets.outline import Section

CONTACTS = ("colofon", "eigenaar", "contactpersoon", "referentie")
PERSON, ORGANISATION, REFERENCE = "contactpersoon", "eigenaar", "referentie"
NAMES = {PERSON: "person", ORGANISATION: "organisation", REFERENCE: "authors"}
# What stands on a title page and is no title.
OF_THE_FORM = re.compile(
    r"(?:het )?werkblad\b.*|(?:format|invul\w*) .*|(?:de )?databank\b.*|"
    r"(?:interventie|methode)(?:beschrijving)?|beschrijving (?:van )?(?:de |een )?"
    r"(?:interventie|methode)|goed beschreven|erkende interventies?|concept|(?:versie|datum) .*",
    re.IGNORECASE,
)
BEFORE_TITLE = re.compile(
    r"(?:werkblad )?(?:(?:methode|interventie|project)(?:beschrijving)?|"
    r"beschrijving (?:van )?(?:de )?(?:methode|interventie))\s*[:–-]?\s+(?=\S)",
    re.IGNORECASE,
)
MADE_BY = re.compile(
    r"\b(?:gemaakt|geschreven|opgesteld|samengesteld|beschreven)"
    r"(?: in [^.:]{3,20})? door:?\s+(\S.*)"
)
ADDRESS = re.compile(
    r"\b[0-9]{4}\s?[A-Z]{2}\b|^(?:Postbus\b|[^\d,]{3,60}\s[0-9]{1,4}\s?[a-z]?(?:,|$))"
)
AFTER_A_NAME = re.compile(r"\s*(?:[;|]|,\s*(?=tel|e-?mail|mail|mob)|\b(?:tel|e-?mail)\b).*", re.I)
LONGEST_TITLE = 150
INITIALS = re.compile(r"(?:[A-Z]\.){1,4}\s")


@dataclass
class Front:
    """What was found, as written; `owner` is the field 'eigenaar'."""

    title: str = ""
    organisation: str = ""
    website: str = ""
    authors: str = ""
    date: str = ""
    date_as_written: str = ""
    person: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)  # all that are named as contact person
    contacts: dict[str, str] = field(default_factory=dict)  # of the organisation
    owner: tuple[str, Section, int | None] | None = None

    def set(self, name: str, value: str) -> None:
        """The first that is said counts."""
        if value and not getattr(self, name):
            setattr(self, name, value)

    def set_date(self, text: str) -> None:
        if not self.date:
            self.date, self.date_as_written = date_in(text)


def read_front(first: list[Block], sections: list[Section]) -> tuple[Front, list[Section]]:
    """What the title page and the colophon say, and the sections that are of these."""
    found = Front()
    reader = Reader(found)
    left = reader.read(Section("", Block(""), blocks=first))
    used = []
    is_near = True  # still before the description itself
    for section in sections:
        is_label = bool(label_of(section.heading))
        is_contact = section.within(*CONTACTS)
        is_near = is_near and (is_contact or not section.rank)
        if is_contact or (is_label and is_near):
            reader.read(section)
            used.append(section)
    _read_title_page(found, left)
    found.authors = found.authors.rstrip(" .")
    if not found.organisation and "," in reader.place:
        found.organisation = reader.place.partition(",")[2].strip()
    _sort_out(found)
    return found, used


class Reader:
    """Goes through the lines of the colophon, and remembers whom they are about."""

    def __init__(self, found: Front):
        self.found = found
        self.whom = ORGANISATION
        self.place = ""
        self.open = ("", "")  # a label whose value stands on the next line

    def read(self, section: Section) -> list[Block]:
        """Takes what the lines of a section say, and gives those that say nothing here."""
        self.open = ("", "")
        for whom in (PERSON, REFERENCE, ORGANISATION):
            if section.means(whom):
                self.whom = whom
                break
        if key := label_of(section.heading):
            self.open = (key, section.heading)
        return [block for block in section.blocks if not self._line(block, section)]

    def _line(self, block: Block, section: Section) -> bool:
        key, label, value = labelled(block.text)
        if made_by := MADE_BY.search(block.text):
            key, value = "authors", made_by[1]
        elif not key and (key := label_of(block.text)):
            label = block.text.rstrip(" :")
        elif not key:
            (key, label), value = self.open, block.text
        if not value or PLACEHOLDER.fullmatch(value.lower()):
            self.open = ("", "") if value else (key, label)
            return bool(key)
        self.open = ("", "")
        if not key and not section.heading:
            return False
        if key == "organisation" and section.means(PERSON):
            key = "function"  # where the person works
        self._take(key or self._guess(value, section), label, value, block, section)
        self._addresses(key, value)
        return True

    def _take(self, key: str, label: str, value: str, block: Block, section: Section) -> None:
        found = self.found
        if key == "name":
            key = NAMES[self.whom]
        if key == "person":
            self.whom = PERSON
            name = AFTER_A_NAME.sub("", MAIL.split(PHONE.split(value)[0])[0]).strip(" ,(-")
            found.person.setdefault("name", name)
            found.people.append(name)
        elif key == "organisation":
            self.whom = ORGANISATION
            found.set(key, value)
            found.owner = found.owner or (label or section.heading, section, block.page)
        elif key == "date":
            found.set_date(value)
        elif key in ("title", "website", "authors"):
            found.set(key, value)
        elif key == "address":
            old = found.contacts.get(key, "")
            found.contacts[key] = f"{old}, {value}" if old else value
        elif key == "place":
            self.place = self.place or value

    def _guess(self, value: str, section: Section) -> str:
        """What a line without a label is, in the part where it stands."""
        if MAIL.search(value) or PHONE.search(value) or site_in(value):
            return ""
        if ADDRESS.search(value):
            return "address"
        is_person = bool(TITLES.match(value) or INITIALS.match(value))
        if self.whom == PERSON or (self.whom == ORGANISATION and is_person):
            return "person" if len(value) < 80 else ""
        is_owner = section.within(ORGANISATION) and not self.found.organisation
        return "organisation" if is_owner and len(value) <= 120 else ""

    def _addresses(self, key: str, value: str) -> None:
        if key == "website":
            return
        mail, phone = mail_in(value), phone_in(value)
        if phone and key == "phone" and len(value) < 40:
            phone = value
        whose = self.found.contacts if self.whom == ORGANISATION else self.found.person
        for name, said in (("email", mail), ("phone", phone)):
            if said and self.whom != REFERENCE:
                whose.setdefault(name, said)
        self.found.set("website", site_in(value) if not mail else "")


def _read_title_page(found: Front, blocks: list[Block]) -> None:
    """What the lines without a label say: the title, the date and the website."""
    short = [block for block in blocks if len(block.text) <= LONGEST_TITLE]
    for block in blocks:
        found.set("website", site_in(block.text))
    for block in reversed(short):
        if not OF_THE_FORM.fullmatch(block.text):
            found.set_date(block.text)
    found.set("title", _title([block for block in short if not MAIL.search(block.text)]))


def _title(blocks: list[Block]) -> str:
    """The largest line that is none of the form's own; the first of those."""
    named = [(block, BEFORE_TITLE.sub("", block.text).strip(" '\"‘’“”")) for block in blocks]
    fit = [
        (block, text)
        for block, text in named
        if text and not OF_THE_FORM.fullmatch(text) and date_in(text)[1] != text
    ]
    if not fit:
        return ""
    return max(fit, key=lambda pair: (pair[0].level == 1, pair[0].size, pair[0].bold))[1]


def _sort_out(found: Front) -> None:
    """A mail address that bears a name is that of a person, wherever it stands; and a number that
    is given for both, is that of the person.
    """
    mail = found.contacts.get("email", "")
    if mail and not is_general(mail):
        found.person.setdefault("email", found.contacts.pop("email"))
    if found.person.get("phone") == found.contacts.get("phone"):
        found.contacts.pop("phone", None)
