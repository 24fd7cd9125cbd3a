"""Every kind of page that a visitor can see, by a name that says what is special about it.

Those that are not at hand at a real address stand in `urls.py`.
"""

WITHDRAWN_SLUG = "ingetrokken-aanpak"

PUBLIC = {
    "home": "/",
    "browse": "/interventies/",
    "browse with many choices": (
        "/interventies/?q=buurt&element=outreachend&element=empowerment&combineer=een"
        "&doelgroep=alle-bewoners&doelgroep=bewoners-in-kwetsbare-positie&thema=wijkontwikkeling"
        "&thema=burgerparticipatie&setting=wijk-of-buurt&erkenning=onbekend&uitvoering=onbekend"
        "&uitvoering=loopt&sorteer=elementen"
    ),
    "browse with one hit": "/interventies/?element=empowerment&element=laagdrempelig&thema=jeugd",
    "browse without hits": "/interventies/?element=procesbegeleider&thema=jeugd&geldig=ja",
    "browse without hits of a text": "/interventies/?q=zzzzzz",
    "browse with a question": "/interventies/?q=bewezen+effectief",
    "browse with a related term": "/interventies/?q=eenzaamheid",
    "browse with what nearly fits": "/interventies/?q=kwetsbare+ouderen",
    "browse with faults in the address": (
        "/interventies/?element=bestaat-niet&element=empowerment&doelgroep=niemand&thema=geen"
        "&setting=ruimte&uitvoering=ooit&sorteer=kleur&pagina=twee"
    ),
    "browse with more of a broader group": "/interventies/?doelgroep=kinderen-en-jongeren",
    "browse with more pages": "/weinig-per-pagina/?pagina=2",
    "intervention with much": "/interventies/thuis-op-straat/",
    "intervention with a recognition": "/interventies/eigen-kracht-conferentie/",
    "intervention with a contrast": "/interventies/buurtgerichte-sociale-activering/",
    "intervention with a version": "/interventies/eigenwijzebuurten/",
    "intervention that is a version": "/interventies/eigenwijzebuurten-junior/",
    "intervention with little": "/interventies/buurtreminiscentie/",
    "versions of an intervention": "/interventies/abcd/versies/?van=1&tot=9",
    "versions side by side": "/interventies/abcd/versies/?van=1&tot=1",
    "one version": "/interventies/eigen-kracht-conferentie/versies/1/",
    "versions of an element": "/werkzame-elementen/empowerment/versies/",
    "one version of an element": "/werkzame-elementen/outreachend/versies/1/",
    "elements": "/werkzame-elementen/",
    "element that is a word of the field": "/werkzame-elementen/outreachend/",
    "first element": "/werkzame-elementen/procesbegeleider/",
    "overview": "/matrix/",
    "overview with choices": "/matrix/?element=empowerment&bron=artikel&setting=kleur",
    "overview per target group": "/matrix/?rijen=doelgroep",
    "overview per theme": "/matrix/?rijen=thema",
    "overview without rows": "/matrix/?q=zzzzzz",
    "help to choose": "/kiezen/",
    "combinations": "/combinaties/",
    "combinations with what is done": (
        "/combinaties/?met=abcd&met=kan-wel&doelgroep=alle-bewoners&element=empowerment"
        "&element=aansluiten&element=outreachend&element=samenwerken&zonder=bestaat-niet"
    ),
    "combinations that cannot be": "/combinaties/?doelgroep=ouderen",
    "compare, still to choose": "/vergelijken/?interventie=abcd",
    "compare two": "/vergelijken/?interventie=abcd&interventie=kan-wel",
    "compare four with a list": (
        "/vergelijken/?interventie=thuis-op-straat&interventie=buurtgerichte-sociale-activering"
        "&interventie=maatschappelijke-beursvloer&interventie=eigenwijzebuurten-junior"
        "&lijst=abcd&lijst=bronmethodiek"
    ),
    "self-check": "/zelfcheck/",
    "self-check with answers": (
        "/zelfcheck/?ja=empowerment&beetje=outreachend&nee=samenwerken&nee=laagdrempelig"
        "&doelgroep=ouderen"
    ),
    "plan with answers": (
        "/plan/?ja=outreachend&beetje=aansluiten&nee=samenwerken&nee=empowerment&thema=leefbaarheid"
        "&doelgroep=kinderen-en-jongeren&doelgroep=ouderen&punt=aansluiten:1&punt=bestaat-niet:1"
    ),
    "plan that begins from a list": "/plan/?lijst=thuis-op-straat&lijst=kan-wel",
    "browse with a list": "/interventies/?lijst=abcd&lijst=kan-wel&lijst=bestaat-niet",
    "intervention with a list": "/interventies/kan-wel/?lijst=abcd",
    "summaries": "/samenvattingen/",
    "summary": "/samenvattingen/interventies/thuis-op-straat/",
    "summary of an element": "/samenvattingen/werkzame-elementen/outreachend/",
    "summary of the seven": "/samenvattingen/zeven-elementen/",
    "dossier": (
        "/samenvattingen/dossier/?interventie=thuis-op-straat&interventie=abcd&interventie=a"
    ),
    "dossier, still to choose": "/samenvattingen/dossier/?lijst=abcd",
    "submit": "/aanmelden/",
    "report": "/klopt-dit-niet/?over=abcd",
    "filling in a fact": "/klopt-dit-niet/?over=abcd&feit=kosten",
    "report of an unknown page": "/klopt-dit-niet/?over=bestaat-niet",
    "mail about a selection": "/volgen/?element=empowerment&doelgroep=ouderen&thema=bestaat-niet",
    "list in a frame": "/insluiten/?element=empowerment&thema=bestaat-niet",
    "glossary": "/begrippen/",
    "sources": "/bronnen/",
    "about": "/over/",
    "how to use the API": "/api/",
    "accessibility": "/toegankelijkheid/",
    "privacy": "/privacy/",
}

ERRORS = {
    400: "/?a=%00",
    403: "/fout/403/",
    "403_csrf": "/fout/403-csrf/",
    404: "/bestaat-niet/",
    405: "/fout/405/",
    410: f"/interventies/{WITHDRAWN_SLUG}/",
    500: "/fout/500/",
    503: "/fout/503/",
}

PAGES = {**PUBLIC, **{f"error {name}": address for name, address in ERRORS.items()}}


def status_of(name: str) -> int:
    """The status that a page of `PAGES` answers with."""
    return int(name.removeprefix("error ")[:3]) if name.startswith("error ") else 200
