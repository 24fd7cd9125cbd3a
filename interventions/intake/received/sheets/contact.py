"""Mail addresses, telephone numbers and names of persons: found, told apart, and taken out."""

import re
from collections.abc import Callable, Iterable

MAIL = re.compile(
    r"(?:mailto:)?[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\]|\(apenstaartje\))\s?"
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
    re.IGNORECASE,
)
# As they are written here: a zero or the land, and nine digits with signs between them.
PHONE = re.compile(
    r"(?<![\w,.€-])(?:(?:\+|00)(?:31|32|49)[\s./-]{0,3}(?:\(0\)[\s./-]{0,3})?|\(?0)[1-9]"
    r"(?:[\s./()–-]{0,3}[0-9]){8}(?![\w-])"
)
SITE = re.compile(
    r"(?:https?://|www\.)[^\s<>()]{3,200}|(?<![\w@.-])[\w-]{2,60}\.(?:nl|org|eu|com)\b(?:/\S*)?"
)
IN_WORDS = re.compile(r"\(at\)|\[at\]|\(apenstaartje\)", re.IGNORECASE)
# Of a desk and not of a person.
GENERAL = re.compile(
    r"(?:info\w*|informatie|contact\w*|bureau|secretariaat|kantoor|receptie|post\w*|mail|"
    r"algemeen|administratie|redactie|bestuur|office|hallo|welkom|service\w*|klant\w*|"
    r"organisatie|stichting|balie|team\w*|communicatie|databank\w*|helpdesk|training\w*|"
    r"vragen|aanmeld\w*|project\w*|support|directie|loket\w*|bestel\w*)(?:[._-]\w*)?",
    re.IGNORECASE,
)
FIRST = (  # what may stand before a last name
    r"(?:(?:de heer|dhr\.?|mevrouw|mevr\.?|mw\.?|[a-z]{1,4}\.|(?:[A-Z]\.){1,4})\s+){0,3}"
    r"(?:[A-Z]\w{1,15}\s+|\([A-Z]\w{0,20}\)\s+)?"
)
TAKEN_OUT = "[…]"
TITLES = re.compile(
    r"\b(?:de heer|dhr|mevrouw|mevr|mw|heer|drs|dr|prof|ir|ing|mr|bsc|msc|ma|ba|phd)\b\.?",
    re.IGNORECASE,
)
INITIALS = re.compile(r"^(?:(?:[A-Z][a-z]?\.)+\s*)+")
BEFORE_SURNAME = ("van", "de", "der", "den", "ter", "ten", "te", "'t", "el", "al", "la", "le", "di")


def has_address(text: str) -> bool:
    """Whether a mail address, telephone number or website stands in it."""
    return bool(MAIL.search(text) or PHONE.search(text) or SITE.search(text))


def mail_in(text: str) -> str:
    """The first mail address, written as one; nothing of a text without."""
    found = MAIL.search(text)
    return _plain_mail(found[0]) if found else ""


def _plain_mail(written: str) -> str:
    return IN_WORDS.sub("@", written).replace(" ", "").removeprefix("mailto:").rstrip(".-")


def phone_in(text: str) -> str:
    """The first telephone number as written; nothing of a text without."""
    found = PHONE.search(text)
    return found[0].strip() if found else ""


def site_in(text: str) -> str:
    """The first address of a website as written; nothing of a text without."""
    found = SITE.search(MAIL.sub(" ", text))
    return found[0].rstrip(".,;)") if found else ""


def is_general(mail: str) -> bool:
    """Whether a mail address is one of an organisation and not of a person, by its first part; or
    by its domain, which bears the same name.
    """
    name, _, domain = mail.partition("@")
    return bool(GENERAL.fullmatch(name)) or name.lower() == domain.partition(".")[0].lower()


def personal_in(texts: Iterable[str], general: Iterable[str]) -> list[str]:
    """The mail addresses and telephone numbers in texts as written, but for those of a desk:
    `general` are those of the organisation.
    """
    spared = {as_compared(each) for each in general}
    found: dict[str, None] = {}
    for text in texts:
        for each in MAIL.finditer(text):
            mail = _plain_mail(each[0])
            if as_compared(mail) not in spared and not is_general(mail):
                found |= {each[0].strip(): None, mail: None}
        for each in PHONE.finditer(MAIL.sub(" ", text)):
            if as_compared(each[0]) not in spared:
                found[each[0].strip()] = None
    return list(found)


def as_compared(address: str) -> str:
    """A mail address or telephone number, the same however it is written."""
    if "@" in address:
        return address.lower()
    digits = "".join(filter(str.isdigit, address.replace("(0)", "")))
    return re.sub(r"^(?:00)?31", "0", digits) if len(digits) > 10 else digits


def surname_of(name: str) -> str:
    """The last name with what belongs before it: `van der Zwaluw` of `dhr. J. van der Zwaluw`."""
    plain = re.sub(r"\([^()]*\)", " ", TITLES.sub(" ", name.partition(",")[0]))
    words = INITIALS.sub("", " ".join(plain.replace(" .", " ").split())).split()
    if not words:
        return ""
    start = next((place for place, word in enumerate(words) if word in BEFORE_SURNAME), None)
    if start is None:
        start = min(1, len(words) - 1)
    return " ".join(words[start:])


def without(personal: Iterable[str], names: Iterable[str]) -> Callable[[str], str]:
    """What takes these addresses and numbers out of a text, and persons by their last names."""
    known = {as_compared(each) for each in personal}
    named = [re.escape(name) for name in names if len(name) > 2]
    person = re.compile(rf"{FIRST}(?<!\w)(?:{'|'.join(named)})(?!\w)") if named else None

    def taken(found: re.Match[str]) -> str:
        address = _plain_mail(found[0]) if MAIL.fullmatch(found[0]) else found[0]
        return TAKEN_OUT if as_compared(address) in known else found[0]

    def take(text: str) -> str:
        text = PHONE.sub(taken, MAIL.sub(taken, text))
        return person.sub(TAKEN_OUT, text) if person else text

    return take
