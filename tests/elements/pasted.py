"""Addresses as people paste them, with what they become and what is said of it."""

PAGE = "https://voorbeeld.nl/wijk-aanpak"
UNSEEN = "een onzichtbaar teken"
SPACES = "spaties"
SIGNS = "aanhalingstekens of haken"
TAKEN = {
    "https://voorbeeld.nl/wijk\u200b-aanpak": UNSEEN,
    "https://voor\u00adbeeld.nl/wijk-aanpak": UNSEEN,
    "\ufeffhttps://voorbeeld.nl/wijk-aanpak": UNSEEN,
    "https://voorbeeld.nl/wijk-aanpak\u200b": UNSEEN,
    "https://voorbeeld.nl/\u2060wijk-\u200daanpak\u200c": UNSEEN,
    "\u202ahttps://voorbeeld.nl/wijk-aanpak\u202c": UNSEEN,
    "\u200ehttps://voorbeeld.nl/wijk-aanpak\u200f": UNSEEN,
    "\u2066https://voorbeeld.nl/wijk-aanpak\u2069": UNSEEN,
    "\u00a0https://voorbeeld.nl/wijk-aanpak\u00a0": UNSEEN,
    "https://voorbeeld.nl/\u00a0wijk-aanpak": UNSEEN,
    "https://voorbeeld.nl/wijk\u2009-\u202faanpak\u3000": UNSEEN,
    " https://voorbeeld.nl/wijk-aanpak": SPACES,
    "https://voorbeeld.nl/wijk-aanpak   ": SPACES,
    "<https://voorbeeld.nl/wijk-aanpak>": SIGNS,
    '"https://voorbeeld.nl/wijk-aanpak"': SIGNS,
    "'https://voorbeeld.nl/wijk-aanpak'": SIGNS,
    "“https://voorbeeld.nl/wijk-aanpak”": SIGNS,
    "‘https://voorbeeld.nl/wijk-aanpak’": SIGNS,
    "„https://voorbeeld.nl/wijk-aanpak”": SIGNS,
    "«https://voorbeeld.nl/wijk-aanpak»": SIGNS,
    "(https://voorbeeld.nl/wijk-aanpak)": SIGNS,
    "https://voorbeeld.nl/wijk-aanpak>": SIGNS,
    " <https://voorbeeld.nl/wijk\u00ad-aanpak> ": f"{UNSEEN}, {SPACES} en {SIGNS}",
}
SAID = {
    **{text: f"we haalden {what} uit het adres: {PAGE}" for text, what in TAKEN.items()},
    "https://voorbeeld.nl/wijk\u2011aanpak": f"we zetten in het adres een gewoon streepje: {PAGE}",
    "https://voorbeeld.nl/wijk\u2010aanpak": f"we zetten in het adres een gewoon streepje: {PAGE}",
    "<https://voorbeeld.nl/wijk\u2011aanpak>": (
        f"we haalden {SIGNS} uit het adres en zetten er een gewoon streepje in: {PAGE}"
    ),
}
# What is an address as it stands, and stays so.
KEPT = (
    PAGE,
    "https://nl.wikipedia.org/wiki/Wijk_(stad)",
    "https://voorbeeld.nl/a–b",
    "https://voorbeeld.nl/één?q=a'b",
    "http://voorbeeld.nl:8000/a%20b#c",
)
