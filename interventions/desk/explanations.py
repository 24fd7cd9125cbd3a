"""What the page of each verb says: what will happen, what the note is for, what was done."""

from dataclasses import dataclass

FREE = "Dit mag leeg blijven. De toelichting komt in de geschiedenis te staan."


@dataclass(frozen=True)
class Explanation:
    """`done` ends a sentence that begins with the name of the intervention."""

    happens: tuple[str, ...]
    done: str
    note_label: str = "Toelichting"
    note_help: str = FREE
    note_needed: bool = False


EXPLANATIONS = {
    "submit": Explanation(
        (
            "De tekst komt in de wachtrij. Een beoordelaar kijkt de tekst na.",
            "Tot die tijd kunt u de tekst niet meer aanpassen.",
            "Moet er nog iets anders? Dan krijgt u de tekst terug.",
        ),
        "is ingediend en staat in de wachtrij.",
        "Toelichting voor de beoordelaar",
        "Dit mag leeg blijven. Schrijf bijvoorbeeld waar u over twijfelt.",
    ),
    "take_back": Explanation(
        (
            "De tekst gaat uit de wachtrij en staat weer bij uw concepten.",
            "Daarna kunt u de tekst aanpassen en opnieuw indienen.",
        ),
        "is weer een concept van u.",
    ),
    "take_over": Explanation(
        (
            "U werkt de tekst verder uit. De tekst staat vanaf nu bij uw concepten.",
            "Kwam de tekst van buiten? Dan krijgt de indiener daar een mail over, en kan die de "
            "tekst zelf niet meer aanpassen.",
            "Publiceren doet u niet alleen: een ander leest wat u hebt gemaakt.",
        ),
        "staat nu bij uw concepten.",
    ),
    "claim": Explanation(
        (
            "De tekst staat vanaf nu op uw naam. U kijkt de tekst na en beslist.",
            "Andere beoordelaars zien dat u dit doet.",
            "Komt u er niet aan toe? Dan kunt u de beoordeling teruggeven.",
        ),
        "staat nu op uw naam. Hieronder leest u de tekst.",
    ),
    "release": Explanation(
        (
            "De tekst gaat terug naar de wachtrij. Opmerkingen blijven staan.",
            "Daarna kan een andere beoordelaar de tekst nakijken.",
        ),
        "staat weer in de wachtrij.",
    ),
    "send_back": Explanation(
        (
            "De schrijver krijgt de tekst terug, met uw toelichting en uw opmerkingen.",
            "De schrijver past de tekst aan en dient die opnieuw in.",
            "De tekst staat daarna niet meer op uw naam.",
        ),
        "is teruggestuurd naar de schrijver.",
        "Wat moet er anders?",
        "De schrijver leest dit.",
        note_needed=True,
    ),
    "reject": Explanation(
        (
            "De tekst komt niet op de site. De tekst blijft wel bewaard in het beheer.",
            "Een redacteur kan de tekst later heropenen.",
        ),
        "is afgewezen.",
        "Waarom wijst u deze tekst af?",
        "De schrijver leest dit.",
        note_needed=True,
    ),
    "agree": Explanation(
        (
            "U zegt dat u deze tekst hebt gelezen en dat die klopt.",
            "Een tekst komt alleen op de site als twee mensen erachter staan.",
            "Past iemand de tekst daarna nog aan? Dan geldt uw akkoord niet meer.",
        ),
        "heeft nu uw akkoord.",
    ),
    "publish": Explanation(
        (
            "Iedereen kan deze tekst meteen lezen op de site.",
            "De tekst krijgt een nieuw versienummer. Oude versies blijven te lezen.",
            "Opmerkingen die nog open staan, gaan dicht als ‘niet overgenomen’.",
            "Blijkt er iets niet te kloppen? Maak dan een werkkopie of trek de interventie in.",
        ),
        "is gepubliceerd.",
        "Wat is er veranderd?",
        "Iedereen kan dit lezen op de site, bij de versies.",
    ),
    "revise": Explanation(
        (
            "U krijgt een kopie om aan te werken.",
            "Wat op de site staat, verandert pas als de kopie gepubliceerd wordt.",
        ),
        "heeft nu een werkkopie. Die staat hieronder.",
    ),
    "withdraw": Explanation(
        (
            "De interventie verdwijnt meteen van de site.",
            "Op het oude adres staat dan alleen nog hoe de interventie heette, "
            "wanneer die openbaar was en uw toelichting.",
        ),
        "is ingetrokken en staat niet meer op de site.",
        "Waarom trekt u deze interventie in?",
        "Iedereen kan dit lezen op het oude adres.",
        note_needed=True,
    ),
    "reopen": Explanation(
        (
            "De tekst wordt weer een concept.",
            "Daarna kunt u de tekst aanpassen en opnieuw indienen.",
        ),
        "is weer een concept.",
    ),
}
