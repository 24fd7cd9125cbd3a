"""An element is added, moved or retired by two people: one alone changes nothing public."""

import re

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.urls import reverse

from elements.models import Element, ElementChange
from interventions.models import Publication
from tests.conftest import signed_in
from tests.desk.accounts import promote
from tests.desk.forms import change_page, delete_page, element_form, post_form, verb_page
from tests.factories import Status, make_element, make_intervention

pytestmark = pytest.mark.django_db
LIST = "/beheer/elements/element/"
SLUGS = (
    *("procesbegeleider", "outreachend", "aansluiten", "laagdrempelig", "empowerment"),
    *("samenwerken", "gewoon-beginnen"),
)


def person(name: str, role="Beoordelaar") -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def second(role="Beoordelaar"):
    """Another person with this role, at the desk."""
    return signed_in(person("ander", role))


def new_element(client, **values) -> Element:
    """One that this person adds at the desk."""
    form = element_form(Element.objects.get(slug="empowerment"), slug="", **values)
    form |= {"name": "Eigen initiatief", "short_name": "Eigen initiatief"}
    assert client.post(f"{LIST}add/", form).status_code == 302
    return Element.objects.get(slug="eigen-initiatief")


def step(client, page: str, label: str) -> str:
    """The address of a step that a page of the desk offers; empty when it does not."""
    found = re.search(rf'href="([^"]+)">{label}<', client.get(page).content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def take(client, page: str, label: str, **values) -> str:
    """Press the button of a step; what the desk says of it."""
    answer = client.post(step(client, page, label), values, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(client) -> list[str]:
    """The elements on their public page, in order."""
    page = client.get("/werkzame-elementen/").content.decode()
    page = page[page.index('class="kb-elements"') :].partition("</ol>")[0]
    return re.findall(r'href="/werkzame-elementen/([^/"]+)/"', page)


def ordered(*slugs: str) -> dict:
    return {f"plaats-{slug}": str(place) for place, slug in enumerate(slugs, 1)}


def test_a_new_element_is_public_once_another_agrees(client, editor_client, editor):
    row = new_element(editor_client)
    assert row.slug not in shown(client)
    assert client.get(f"/werkzame-elementen/{row.slug}/").status_code == 404
    assert step(editor_client, change_page(row), "Akkoord geven") == ""
    reviewer = second()
    assert "Dit staat nu op de site." in take(reviewer, change_page(row), "Akkoord geven")
    assert shown(client) == [*SLUGS, row.slug]
    assert "De acht werkzame elementen" in client.get("/").content.decode()
    page = client.get(f"/werkzame-elementen/{row.slug}/").content.decode()
    assert "Element 8 van 8" in page
    assert Publication.objects.get(element=row).number == 1
    change = ElementChange.objects.get(element=row)
    assert (change.proposed_by, change.agreed_by.username) == (editor, "ander")
    trail = reviewer.get(change_page(row)).content.decode()
    assert f"Voorgesteld door {editor}" in trail
    assert "Akkoord van ander" in trail


def test_a_reviewer_agrees_to_nothing_of_oneself(client, reviewer_client, reviewer):
    row = new_element(reviewer_client)
    change = ElementChange.objects.get(element=row)
    agree = f"{reverse('admin:elements_element_agree', args=[change.pk])}?gelezen={change.stamp}"
    assert "U hebt dit zelf voorgesteld" in reviewer_client.post(agree).content.decode()
    assert row.slug not in shown(client)


def test_who_changes_a_new_text_stands_behind_it(client, editor_client, reviewer_client):
    """Else one could put words under the proposal of another and agree to them alone."""
    row = new_element(editor_client)
    agree = step(reviewer_client, change_page(row), "Akkoord geven")
    form = element_form(row, summary="Heel andere woorden.")
    assert post_form(reviewer_client, row, form).status_code == 302
    assert "U hebt dit zelf voorgesteld" in reviewer_client.post(agree).content.decode()
    assert "Dit is aangepast nadat u het opende" in second().post(agree).content.decode()
    assert row.slug not in shown(client)
    assert not Publication.objects.filter(element=row).exists()


@pytest.mark.parametrize("how", ["switched off", "software"])
def test_a_proposer_who_counts_as_nobody_is_no_second_person(client, reviewer_client, how):
    row = new_element(signed_in(person("weg", "Redacteur")))
    change = ElementChange.objects.get(element=row)
    if how == "software":
        change.proposed_by = promote("startinhoud")
        change.save()
    else:
        change.proposed_by.is_active = False
        change.proposed_by.save()
    page = take(reviewer_client, change_page(row), "Akkoord geven")
    assert "werkt hier niet meer aan" in page
    assert row.slug not in shown(client)


def test_software_agrees_to_nothing(editor_client, client):
    row = new_element(editor_client)
    change = ElementChange.objects.get(element=row)
    software = signed_in(promote("startinhoud"))
    agree = f"{reverse('admin:elements_element_agree', args=[change.pk])}?gelezen={change.stamp}"
    assert software.post(agree).status_code in (302, 403)
    assert row.slug not in shown(client)


def test_editors_and_outsiders_agree_to_nothing(client, editor_client, administrator_client):
    row = new_element(editor_client)
    change = ElementChange.objects.get(element=row)
    agree = f"{reverse('admin:elements_element_agree', args=[change.pk])}?gelezen={change.stamp}"
    for someone in (second("Redacteur"), administrator_client):
        assert someone.post(agree).status_code == 403
    assert client.post(agree).status_code == 302
    assert row.slug not in shown(client)


def test_a_new_element_can_be_deleted_until_it_is_public(editor_client):
    row = new_element(editor_client)
    assert editor_client.post(delete_page(row), {"post": "yes"}).status_code == 302
    assert not ElementChange.objects.exists()


def test_the_order_changes_once_another_agrees(client, editor_client):
    before = dict(Element.objects.values_list("slug", "colour"))
    wanted = ("gewoon-beginnen", *SLUGS[:-1])
    answer = editor_client.post(f"{LIST}volgorde/", ordered(*wanted), follow=True)
    assert "De volgorde is voorgesteld" in answer.content.decode()
    assert shown(client) == [*SLUGS]
    take(second(), LIST, "Akkoord geven")
    assert shown(client) == [*wanted]
    assert list(Element.objects.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert dict(Element.objects.values_list("slug", "colour")) == before
    page = client.get("/werkzame-elementen/gewoon-beginnen/").content.decode()
    assert "kb-el-border--7" in page
    assert "Element 1 van 7" in page


def test_an_order_has_every_element_once(editor_client):
    twice = {**ordered(*SLUGS), "plaats-outreachend": "1"}
    for form in (twice, ordered(*SLUGS[:-1]), {**ordered(*SLUGS), "plaats-outreachend": "99"}):
        assert "Dit is niet gelukt" in editor_client.post(f"{LIST}volgorde/", form).content.decode()
    assert not ElementChange.objects.exists()


def test_an_order_of_before_a_retirement_is_refused(client, editor_client):
    editor_client.post(f"{LIST}volgorde/", ordered(*reversed(SLUGS)))
    row = Element.objects.get(slug="empowerment")
    take(editor_client, change_page(row), "Uit gebruik nemen", text="")
    reviewer = second()
    take(reviewer, change_page(row), "Akkoord geven")
    assert "Maak een nieuw voorstel" in take(reviewer, LIST, "Akkoord geven")
    assert "weggehaald" in take(reviewer, LIST, "Voorstel weghalen")
    assert shown(client) == [slug for slug in SLUGS if slug != "empowerment"]


def test_one_proposal_at_a_time(editor_client):
    row = Element.objects.get(slug="empowerment")
    retire = step(editor_client, change_page(row), "Uit gebruik nemen")
    editor_client.post(retire, {"text": ""})
    again = editor_client.post(retire, {"text": "Iets anders."})
    assert "ligt al een voorstel" in again.content.decode()
    assert ElementChange.objects.count() == 1


@time_machine.travel("2027-01-31T23:30Z")  # in Amsterdam it is February
def test_a_retired_element_keeps_its_page_and_says_since_when(client):
    editor_client = signed_in(person("redactie", "Redacteur"))
    row = Element.objects.get(slug="aansluiten")
    take(editor_client, change_page(row), "Uit gebruik nemen", text="Samengevoegd.")
    assert "aansluiten" in shown(client)
    take(second(), change_page(row), "Akkoord geven")
    assert shown(client) == [slug for slug in SLUGS if slug != "aansluiten"]
    page = client.get("/werkzame-elementen/aansluiten/").content.decode()
    assert "Niet meer in gebruik sinds 1 februari 2027" in page
    versions = client.get("/werkzame-elementen/aansluiten/versies/").content.decode()
    assert "Niet meer in gebruik. Samengevoegd." in versions
    assert list(Element.objects.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert Element.objects.last().slug == "aansluiten"


def test_the_last_element_stays_in_use(editor_client):
    Element.objects.exclude(slug="empowerment").update(retired_on="2026-01-01")
    row = Element.objects.get(slug="empowerment")
    page = take(editor_client, change_page(row), "Uit gebruik nemen", text="")
    assert "het enige element in gebruik" in page


def test_no_text_is_handed_in_about_an_element_that_is_not_public(editor_client):
    row = make_element(position=None, short_name="Verborgen")
    text = make_intervention(status=Status.DRAFT, statements=[{"element": row}])
    page = editor_client.get(verb_page(text, "submit")).content.decode()
    assert "Het element &#x27;Verborgen&#x27; is nog niet openbaar" in page


def test_colours_come_in_turn_and_the_first_again_after_twelve():
    rows = [make_element() for _ in range(6)]
    assert [row.colour for row in rows] == [8, 9, 10, 11, 12, 1]
