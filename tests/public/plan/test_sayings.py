"""What one may and may not say, over every list of answers: plain values, no base."""

import re
from functools import cache
from itertools import combinations, product

import pytest

from interventions.models import Statement
from interventions.public.plan.alike import NOTHING_SAID, NOTHING_SHARED
from interventions.public.plan.examples import note
from interventions.public.plan.plan import Example
from interventions.public.plan.sayings import ABOUT_THEM, sayings
from interventions.sheet.research import told
from tests.public.plan import made_up
from tests.public.plan.forbidden import implied
from tests.public.plan.made_up import ABOUT, KNOWN, NAMES, POINTS, alike_of, asked, parts_of

JA, BEETJE, NEE, WEET_NIET = "ja", "beetje", "nee", ""
CHOICES = (
    {},
    {"doelgroep": ("ouderen",)},
    {"doelgroep": ("ouderen", "jongeren"), "thema": ("jeugd",)},
    {"thema": ("plein",), "setting": ("straat", "online")},
)
# What a saying may hold though it has a word that is forbidden elsewhere; each in full, as a shape.
# An underscore stands for a name or a quotation.
ALLOWED = {
    "a warning beside effect research without its outcome": (
        "De uitkomst staat er niet bij: die kan gunstig of ongunstig zijn."
    ),
    "why a recognition is nobody else's": (
        "Een erkenning hoort bij de aanpak die een commissie heeft beoordeeld."
    ),
}
# What may not be said, as it stands in bold: only here these words are the message itself.
OPENINGS = {
    "no research of ours is about it": "Iets over het effect van uw aanpak.",
    "effect research, whatever came out": "Dat het onderzoek naar _ ook voor u geldt.",
    "experiences": "Dat de ervaringen met _ ook voor u gelden.",
    "research that nobody here read": (
        "Wat er uit het onderzoek naar _ kwam, en dat het ook voor u geldt."
    ),
    "this is no recognition": "Dat uw aanpak erkend is.",
    "nor is that of another": "Dat de erkenning van _ ook voor u geldt.",
    "nor are those of others": "Dat de erkenningen van _ ook voor u gelden.",
    "no number of elements is enough": "Dat meer elementen beter is.",
    "all yes is not good": "Dat uw aanpak goed is omdat u alle elementen gebruikt.",
    "all no is not bad": "Dat uw aanpak niet goed is omdat u de elementen niet gebruikt.",
    "all ticked is not done": "Dat u een element helemaal doet omdat alle punten zijn aangevinkt.",
    "not named is not lacking": "Dat een element bij een andere aanpak ontbreekt.",
}
QUOTED = sorted(
    {
        *(told(one.picture) for one in KNOWN.values()),
        *(f"{told(one.picture)}." for one in KNOWN.values()),
        *(one.name for one in ABOUT),
        *NAMES,
        *(text.rstrip(".") for text in POINTS),
    },
    key=len,
    reverse=True,
)
QUOTED_TEXT = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in QUOTED))
AND_MORE = re.compile(r"_(?:(?:,| en) _)+")


def ours(text):
    """Without what names, editors and sources say."""
    return AND_MORE.sub("_", QUOTED_TEXT.sub("_", text))


def said_of(question):
    alike = alike_of(question)
    return sayings(question, parts_of(question), alike, KNOWN)


def said(answers, **more):
    """All sentences to copy as one text, and all of the other list with what opens them."""
    may, may_not = said_of(asked(answers, **more))
    return (
        "\n".join(one.text for one in may),
        "\n".join(f"{one.opening} {one.text}" for one in may_not),
    )


@cache
def everything():
    """(answers, may, may not) of each of the 16,384 lists of answers; facets, ticks and what the
    plan begins from change along, by numbers that share no divisor with four. What is said more
    than once is kept once.
    """
    found, kept = [], {}
    for n, answers in enumerate(product((JA, BEETJE, NEE, WEET_NIET), repeat=7)):
        begun = ABOUT[n % 11 : n % 11 + n % 3] if n % 5 == 0 else ()
        question = asked(answers, chosen=CHOICES[n % 7 % 4], begun=begun, ticked=n % 9 % 4)
        lists = [
            [kept.setdefault((s.opening, s.text), s) for s in row] for row in said_of(question)
        ]
        found.append((answers, *lists))
    return found


def test_no_sentence_says_or_implies_what_may_not_be_said():
    texts = {one.text for _, may, may_not in everything() for one in (*may, *may_not)}
    found = []
    for text in {ours(text) for text in texts | {NOTHING_SAID, NOTHING_SHARED}}:
        for shape in ALLOWED.values():
            text = text.replace(shape, "")
        found += implied(text)
    assert found == []
    assert len(texts) > 1000


def test_no_note_on_how_the_examples_fit_says_or_implies_it_either():
    facets = [[(), *combinations(labels, 1), (*labels,)] for labels in made_up.LABELS.values()]
    notes = set()
    for chosen in product(*facets):
        question = asked([NEE] * 7, chosen=dict(zip(made_up.LABELS, chosen, strict=True)))
        for size in range(4):
            for places in combinations(range(4), size):
                shown = [Example(ABOUT[place], Statement()) for place in places]
                for others in (0, 0b111111):
                    bits = sum(1 << place for place in places) | others
                    notes.add(note(question, shown, bits))
    assert [what for text in notes for what in implied(ours(text))] == []
    assert len(notes) > 30


def test_every_denial_has_one_of_the_known_shapes_and_each_occurs():
    openings = {one.opening for _, _, may_not in everything() for one in may_not}
    assert {ours(opening) for opening in openings} == {*OPENINGS.values()}


@pytest.mark.parametrize(
    "claim",
    [
        *("Onze aanpak werkt.", "Dat is bewezen.", "Dit zijn bewezen werkzame elementen."),
        *("Er is bewijs.", "Onze aanpak is effectief.", "Dat heeft effect.", "Het is een succes."),
        *("Ons plan is compleet.", "Het is volledig.", "Dit voldoet.", "Dat is genoeg."),
        *("Dat is beter.", "Dit is de beste aanpak.", "Onze score is hoog.", "Wij doen 80 %."),
        *("Wij zijn gecertificeerd.", "Wij zijn erkend.", "Met keurmerk.", "Dat is een garantie."),
        *("Dat zorgt ervoor dat mensen meedoen.", "Dat leidt tot contact.", "Aantoonbaar anders."),
        *("Wij werken evidence-based.", "Dat is nodig.", "Dit moet.", "Wij hebben alle zeven."),
        *("Wij zijn klaar.", "Dat helpt.", "Wij hebben 5 van de 7 elementen."),
    ],
)
def test_a_claim_in_a_sentence_of_ours_is_found(claim):
    beside = "Dat is een telling. Het zegt niets over effect. Dit plan is geen erkenning."
    assert implied(f"{beside} {claim}")
    assert not implied(beside)


def test_only_what_one_says_to_use_is_said_to_be_used():
    start = "Wij gebruiken naar eigen zeggen "
    for answers, may, _ in everything():
        used = {name for name, said in zip(NAMES, answers, strict=True) if said in (JA, BEETJE)}
        sentences = [one.text for one in may if one.text.startswith(start)]
        assert {name for name in NAMES if name in "".join(sentences)} == used, answers
        assert all(
            "naar eigen zeggen" in one.text or "als voorbeeld" in one.text
            for one in may
            if re.match("Wij |Bij .* doen wij", one.text)
        ), answers


def test_every_sentence_to_copy_says_what_it_rests_on():
    for answers, may, _ in everything():
        assert all(one.basis for one in may), answers


def test_what_research_says_is_always_followed_by_whom_it_is_about():
    told_of = 0
    for answers, may, _ in everything():
        lines = [one.text for one in may if one.text.count("Over onderzoek ")]
        assert all(line.endswith(ABOUT_THEM) for line in lines), answers
        told_of += len(lines)
    assert told_of > 10_000


# --- By one's own answers -------------------------------------------------------------------------


def test_nothing_said_is_nothing_to_say():
    may, may_not = said([WEET_NIET] * 7)
    assert may == ""
    assert "Iets over het effect" in may_not


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([JA, *[WEET_NIET] * 6], "het element Procesbegeleider."),
        ([BEETJE, *[WEET_NIET] * 6], "het element Procesbegeleider, een beetje."),
        (
            [BEETJE, BEETJE, *[NEE] * 5],
            "de elementen Procesbegeleider en Outreachend, allebei een beetje.",
        ),
        (
            [BEETJE, BEETJE, BEETJE, *[NEE] * 4],
            "de elementen Procesbegeleider, Outreachend en Aansluiten, allemaal een beetje.",
        ),
        (
            [JA, BEETJE, JA, BEETJE, *[NEE] * 3],
            "de elementen Procesbegeleider en Aansluiten, en een beetje de elementen Outreachend "
            "en Laagdrempelig.",
        ),
        (
            [JA] * 7,
            "de elementen Procesbegeleider, Outreachend, Aansluiten, Laagdrempelig, Empowerment, "
            "Samen met 'de buurt' en Gewoon beginnen.",
        ),
    ],
)
def test_what_one_uses_is_a_sentence(answers, sentence):
    assert said(answers)[0].startswith(f"Wij gebruiken naar eigen zeggen {sentence}")


def test_who_calls_it_an_element_is_its_source():
    first, last = [JA, *[WEET_NIET] * 6], [*[WEET_NIET] * 6, JA]
    both = [JA, *[WEET_NIET] * 5, JA]
    indication = "een goede indicatie, geen zekerheid."
    assert f"Movisie (2014) noemt dit een werkzaam element: {indication}" in said(first)[0]
    other = "De kennisbank Werkzame elementen noemt dit een werkzaam element, op basis van KIS (20"
    assert other in said(last)[0]
    assert "Movisie" not in said(last)[0]
    assert (
        "Movisie (2014) noemt Procesbegeleider een werkzaam element. De kennisbank Werkzame "
        "elementen noemt Gewoon beginnen een werkzaam element, op basis van KIS (2015). "
        f"Dat is {indication}"
    ) in said(both)[0]
    (saying, *_), _ = said_of(asked(both))
    assert saying.sources == (made_up.ARTICLE_2014, made_up.REPORT)


def test_an_element_that_is_retired_is_said_to_be():
    question = asked([JA, *[WEET_NIET] * 6], elements=made_up.elements(retired=("een",)))
    (saying, *_), _ = said_of(question)
    retired = "Procesbegeleider is in de kennisbank niet meer in gebruik sinds 3 mei 2026."
    assert saying.text.endswith(retired)
    question = asked([NEE, *[WEET_NIET] * 6], elements=made_up.elements(retired=("een",)))
    (saying,), _ = said_of(question)
    assert saying.text.endswith(retired)


def test_what_one_does_not_yet_is_an_intention():
    may, _ = said([NEE, *[WEET_NIET] * 6])
    assert may == (
        "Wij gebruiken het element Procesbegeleider naar eigen zeggen nog niet. Ons plan is om "
        "daarmee te beginnen, met deze stap: 'Ga zelf langs bij mensen'."
    )


def test_of_many_that_are_missing_only_the_first_are_an_intention():
    may, may_not = said([NEE] * 7)
    assert may.count("Ons plan is") == 3
    assert may.endswith(
        "Wij gebruiken de elementen Laagdrempelig, Empowerment, Samen met 'de buurt' en Gewoon "
        "beginnen naar eigen zeggen nog niet."
    )
    assert "Dat uw aanpak niet goed is" in may_not


def test_ticks_are_said_and_change_no_answer():
    may, may_not = said([NEE, *[WEET_NIET] * 6], ticked=2)
    assert (
        "Wij gebruiken het element Procesbegeleider naar eigen zeggen nog niet. Dit doen wij wel: "
        "'Ga zelf langs bij mensen' en 'Vraag wat zij willen'. Ons plan is om verder te gaan, met "
        'deze stap: "Maak foto\'s van de straat".'
    ) in may
    assert "Bij Outreachend doen wij naar eigen zeggen deze punten: 'Ga zelf langs bij" in may
    assert "alle punten" not in may_not


def test_all_points_ticked_is_no_step_and_not_done():
    may, may_not = said([NEE, *[WEET_NIET] * 6], ticked=3)
    assert "Ons plan is" not in may
    assert "Wij gebruiken het element Procesbegeleider naar eigen zeggen nog niet." in may
    assert "Dat u een element helemaal doet omdat alle punten zijn aangevinkt." in may_not


# --- By what is described -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        (12, "Outreachend komt voor in 8 van de 12 beschreven aanpakken (2 daarvan volgens de "),
        (2, "Outreachend komt voor in beide beschreven aanpakken (1 daarvan volgens de redactie)."),
        (1, "Outreachend komt voor in de enige beschreven aanpak (volgens de redactie)."),
    ],
)
def test_an_element_is_counted(total, sentence):
    index = made_up.index(total)
    may, _ = said_of(asked([WEET_NIET, JA, *[WEET_NIET] * 5], index=index))
    (counted,) = [one for one in may if "telling" in one.text]
    assert counted.text.startswith(sentence)
    assert counted.text.endswith("Dat is een telling. Het zegt niets over effect.")
    assert counted.basis == "Telling van deze kennisbank, 28 november 2026"


def test_elements_with_the_same_count_are_counted_each():
    may, _ = said([JA, JA, *[WEET_NIET] * 5], index=made_up.index(2))
    assert "Procesbegeleider en Outreachend komen elk voor in beide beschreven aanpakken" in may
    may, _ = said([JA] * 6 + [NEE], index=made_up.index(2))
    assert "; Aansluiten, Laagdrempelig, Empowerment en Samen met 'de buurt' elk in 1 van de" in may


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        (12, "Bij geen van de 12 beschreven aanpakken vonden wij Gewoon beginnen."),
        (1, "Bij de enige beschreven aanpak vonden wij Gewoon beginnen niet."),
    ],
)
def test_an_element_that_is_found_nowhere_is_not_lacking(total, sentence):
    may, _ = said([*[WEET_NIET] * 6, JA], index=made_up.index(total))
    assert f"{sentence} Niet genoemd betekent niet: heeft het niet." in may


def test_without_described_approaches_nothing_is_counted():
    assert "telling" not in said([JA] * 7, index=made_up.index(0))[0]


@pytest.mark.parametrize("about", ABOUT, ids=lambda one: one.name)
def test_every_state_of_research_is_told_and_is_not_ours(about):
    known = KNOWN[about.slug]
    (example, research), may_not = said_of(asked([WEET_NIET] * 7, begun=[about]))
    assert example.text.startswith(f"Wij werken met {about.name} als voorbeeld. Dat zegt niet dat")
    assert told(known.picture) in research.text
    assert research.text.endswith(ABOUT_THEM)
    assert research.sources == known.sources
    kind = known.picture["soort"] if known.picture else ""
    openings = "\n".join(one.opening for one in may_not)
    assert (f"onderzoek naar {about.name} ook" in openings) == (kind == "effectonderzoek")
    assert (f"ervaringen met {about.name} ook" in openings) == (kind == "ervaringen")
    assert (f"onderzoek naar {about.name} kwam" in openings) == (kind == "niet-gelezen")
    assert ("zeggen niet of een aanpak helpt" in research.text) == (kind == "ervaringen")
    assert ("gunstig of ongunstig" in research.text) == (about.name == "Zonder uitkomst")
    assert ("Die aanpak is gestopt" in research.text) == (about.activity == "gestopt")
    recognised = [one.sources for one in may_not if "Dat de erkenning van" in one.opening]
    assert recognised == ([(known.recognised,)] if known.recognised else [])


def test_several_examples_are_named_with_the_research_of_a_few():
    may, may_not = said([WEET_NIET] * 7, begun=ABOUT[:5])
    assert "Wij werken met Kan wél!, Van 'ik' naar wij, Doe mee?, Buurt 2.0 en Thuis, op" in may
    assert may.count(ABOUT_THEM) == 3
    assert "Dat het onderzoek naar Kan wél!, Van 'ik' naar wij, Doe mee?, Buurt 2.0 en" in may_not


def test_what_is_shared_is_said_with_numbers():
    answers = [JA, JA, BEETJE, *[WEET_NIET] * 4]
    may, _ = said(answers, chosen={"doelgroep": ("ouderen",), "thema": ("jeugd",)})
    assert (
        "Volgens onze antwoorden lijkt Buurt 2.0 op onze aanpak: die deelt 2 elementen "
        "(Procesbegeleider; een beetje: Aansluiten), 1 doelgroep (ouderen) en 1 thema (jeugd). "
        "Lezing van de redactie: Procesbegeleider en Aansluiten. "
        "Over onderzoek naar Buurt 2.0 zegt de kennisbank Werkzame elementen: "
    ) in may
    assert may.count("Volgens onze antwoorden") == 3


def test_what_is_shared_is_in_order_with_what_one_does_a_bit_at_the_end():
    may, _ = said([BEETJE, BEETJE, JA, *[WEET_NIET] * 4])
    assert "deelt 3 elementen (Aansluiten; een beetje: Procesbegeleider en Outreachend" in may
    may, _ = said([BEETJE, BEETJE, *[WEET_NIET] * 5])
    assert "deelt 2 elementen (een beetje: Procesbegeleider en Outreachend" in may
