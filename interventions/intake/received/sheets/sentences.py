"""A paragraph as sentences, as Dutch writes them."""

import re

# A point behind these ends no sentence.
SHORT = (
    r"bijv|bv|o\.?a|d\.?w\.?z|d\.?m\.?v|i\.?p\.?v|i\.?v\.?m|m\.?b\.?t|t\.?a\.?v|t\.?o\.?v|n\.?a\.?v|"
    r"z\.?o\.?z|m\.?n|m\.?i\.?v|i\.?s\.?m|t\.?b\.?v|a\.?d\.?h\.?v|o\.?l\.?v|b\.?v|nl|resp|ca|circa|"
    r"evt|incl|excl|max|min|gem|dhr|mevr|mw|dr|drs|prof|ir|ing|mr|st|nr|tel|blz|pag|p|vgl|zgn|"
    r"zog|etc\b(?=\.\s[a-z])|jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec|e\.?d|art|afb|fig|"
    r"hst|par|vs|pers|red|ong|ev|al|i\.?c|co|(?:[A-Z]\.){0,4}[A-Z]"
)
END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)""")
NO_END = re.compile(rf"(?:^|[\s(\"'‘“])(?:{SHORT})\.$", re.IGNORECASE)
ORDINAL = re.compile(r"(?:^|\s)[0-9]{1,2}\.$")
BEGINS = re.compile(r"""\s+["'“‘«(\[]*[A-ZÀ-Þ0-9€'‘]""")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, in order. An abbreviation, an initial or a number with a point ends
    none, and nor does a point before a small letter.
    """
    found, start = [], 0
    for end in END.finditer(text):
        before = text[start : end.end()]
        if not BEGINS.match(text, end.end()):
            continue
        if end[0] == "." and (NO_END.search(before[-20:]) or ORDINAL.search(before[-5:])):
            continue
        found.append(before.strip())
        start = end.end()
    return [sentence for sentence in (*found, text[start:].strip()) if sentence]
