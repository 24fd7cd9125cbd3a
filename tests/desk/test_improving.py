"""A public text of any kind is improved by one person and published by a second, each at once."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from elements.models import ContentVersion, Element, Source, Term
from interventions import workflow
from interventions.models import (
    Intervention,
    Municipality,
    Notice,
    OutboxMessage,
    Proposal,
    RecognitionLevel,
    Setting,
    StatusChange,
    TargetGroup,
    Theme,
    Version,
)
from interventions.models.proposal import ABOUT
from interventions.sheet.subjects import SUBJECTS
from interventions.workflow import notices
from interventions.workflow.improving import improve as propose
from tests.conftest import person_of, signed_in
from tests.desk.filled import opened as filled_in
from tests.desk.forms import change_page, source_form, version
from tests.desk.improving import (
    REASON,
    improve,
    improve_page,
    opened,
    proposals,
    publish,
    step_of,
)
from tests.factories import Status, make_intervention, make_person, make_source, make_statement

pytestmark = pytest.mark.django_db
PAGE = "/interventies/buurttuin/"


@pytest.fixture
def row() -> Intervention:
    found = make_intervention(
        slug="buurttuin", name="Buurttuin", status=Status.PUBLISHED, summary="Buren tuinieren."
    )
    make_statement(found)
    found.sources.add(make_source())
    return found


@pytest.fixture
def colleague():
    """A second editor."""
    return make_colleague()


def make_colleague() -> User:
    person = make_person("collega")
    person.is_staff = True
    person.save()
    person.groups.set(Group.objects.filter(name="Redacteur"))
    return person


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def notice_on(row: Intervention) -> Notice:
    person = make_person("plaatser")
    person.groups.add(Group.objects.get(name="Beoordelaar"))
    return notices.place(row, text="Wij zoeken dit uit.", by=person)


# (what is improved, the field, the new text, where a reader sees it)
KINDS = [
    (lambda: Intervention.objects.get(slug="abcd"), "costs", "Niets.", "/interventies/abcd/"),
    (
        lambda: Element.objects.get(slug="empowerment"),
        "summary",
        "Zelf doen.",
        "/werkzame-elementen/empowerment/",
    ),
    (lambda: Source.objects.founding().get(), "title", "Het artikel", "/bronnen/"),
    (lambda: Term.objects.first(), "definition", "Een nieuwe uitleg.", "/begrippen/"),
    (
        lambda: notice_on(Intervention.objects.get(slug="abcd")),
        "text",
        "Een andere mededeling.",
        "/interventies/abcd/",
    ),
    (lambda: Theme.objects.filter(interventions__slug="abcd").first(), "name", "Anders", ""),
    (lambda: TargetGroup.objects.first(), "name", "Iedereen hier", ""),
    (lambda: Setting.objects.first(), "definition", "Een plek.", ""),
    (lambda: Municipality.objects.first(), "former_names", "Vroegerdam", ""),
    (lambda: RecognitionLevel.objects.last(), "meaning", "Een oordeel.", ""),
]


def test_a_notice_is_improved_from_the_page_that_it_stands_on(editor_client):
    row = Intervention.objects.get(slug="abcd")
    notice = notice_on(row)
    assert improve_page(notice) in editor_client.get(change_page(row)).content.decode()


def test_every_kind_that_a_proposal_can_be_about_is_in_the_table():
    assert [one.name for one in SUBJECTS] == [*ABOUT]
    assert {type(make()) for make in [kind[0] for kind in KINDS]} == {one.model for one in SUBJECTS}


@pytest.mark.parametrize(("make", "field", "text", "address"), KINDS)
def test_one_proposes_and_another_publishes_with_one_press(
    make, field, text, address, editor, editor_client, colleague
):
    row, stamp = make(), ContentVersion.current().stamp
    assert improve_page(row) in editor_client.get(change_page(row)).content.decode()
    answer = improve(editor_client, row, **{field: text})
    assert answer.status_code == 302, answer.context["form"].errors
    (found,) = proposals(row)
    assert (found.status, found.proposed_by, found.reason) == ("open", editor, REASON)
    assert getattr(type(row).objects.get(pk=row.pk), field) != text
    assert ContentVersion.current().stamp == stamp
    second = signed_in(colleague)
    assert step_of(found, "publish") in second.get("/beheer/").content.decode()
    assert step_of(found, "publish") not in editor_client.get("/beheer/").content.decode()
    assert publish(second, found).status_code == 302
    assert getattr(type(row).objects.get(pk=row.pk), field) == text
    assert (found.status, found.decided_by, found.note) == ("published", colleague, REASON)
    assert ContentVersion.current().stamp != stamp
    if address:
        assert text in read(address)


@pytest.mark.parametrize(("make", "field", "text", "_"), KINDS)
@pytest.mark.parametrize("role", ["Redacteur", "Beoordelaar", "Beheerder", "hoofd"])
def test_nobody_changes_what_is_public_alone(role, make, field, text, _):
    row = make()
    client = signed_in(User.objects.create_superuser(role) if role == "hoofd" else person_of(role))
    may_read = client.get(change_page(row)).status_code == 200
    sent = filled_in(client, row) if may_read else {}  # with the seal of a form, were there one
    assert client.post(change_page(row), {**sent, field: text}).status_code == 403
    assert getattr(type(row).objects.get(pk=row.pk), field) != text


@pytest.mark.parametrize("name", ["Beheerder", ""])
def test_who_does_not_write_proposes_nothing(name, row):
    client = signed_in(person_of(name)) if name else Client()
    for address in (improve_page(row), improve_page(Term.objects.first())):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, {"reason": REASON}).status_code in (302, 403)
    assert not Proposal.objects.exists()


# --- The form -------------------------------------------------------------------------------------


def test_nothing_changed_and_no_reason_are_said_at_once(row, editor_client):
    answer = improve(editor_client, row)
    assert "U hebt nog niets veranderd." in answer.content.decode()
    answer = improve(editor_client, row, costs="Niets.", reason=" ")
    assert "Schrijf in een zin wat er verandert." in answer.content.decode()
    assert not Proposal.objects.exists()


def test_line_ends_and_spaces_around_are_no_change(row, editor_client):
    Intervention.objects.filter(pk=row.pk).update(approach="Een.\n\nTwee.")
    answer = improve(editor_client, row, approach="Een.\r\n\r\nTwee. ")
    assert "U hebt nog niets veranderd." in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"summary": ""}, "Dit veld is verplicht."),
        ({"summary": "x" * 601}, "600"),
        ({"name": "ABCD"}, "Een andere interventie heeft deze naam al."),
        ({"started_year": "99999999999999999999"}, "Zorg ervoor dat"),
        ({"research_outcome": "gunstig"}, "uitkomst"),
        ({"themes": ["9" * 6]}, "geen"),
        ({"duration_source": "x"}, "geen"),
        ({"costs": "Nul\x00."}, ""),
    ],
)
def test_what_cannot_stand_there_is_said_at_its_field(values, sentence, row, editor_client):
    answer = improve(editor_client, row, **values)
    assert answer.status_code in (200, 400)
    assert sentence in answer.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("read", ["", "[]", "{", '{"kosten": 7}', "null", "x" * 5000])
def test_a_forged_stamp_is_no_500(read, row, editor_client):
    answer = improve(editor_client, row, costs="Niets.", gelezen=read)
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize("query", ["?van=x", "?van=99999999999999999999", "?versie=1", "?van=%00"])
def test_an_address_that_names_nothing_is_no_500(query, row, editor_client):
    assert editor_client.get(improve_page(row) + query).status_code in (200, 400, 404)
    assert editor_client.get(improve_page(make_source()) + query).status_code in (400, 403, 404)


def test_the_same_form_twice_is_one_proposal(row, editor_client):
    sent = {**opened(editor_client, row), "costs": "Niets.", "reason": REASON}
    for _ in range(2):
        assert editor_client.post(improve_page(row), sent).status_code == 302
    assert len(proposals(row)) == 1


def test_what_another_changed_meanwhile_is_named_and_then_the_writer_decides(
    row, editor_client, colleague
):
    sent = {**opened(editor_client, row), "costs": "Vijf euro.", "reason": REASON}
    Intervention.objects.filter(pk=row.pk).update(costs="Zes euro.", goal="Een nieuw doel.")
    answer = editor_client.post(improve_page(row), sent)
    page = answer.content.decode()
    assert "Een ander heeft dit intussen veranderd. Er staat nu: Zes euro." in page
    assert "Vijf euro." in page
    again = {**sent, "gelezen": answer.context["read"]}
    assert editor_client.post(improve_page(row), again).status_code == 302
    (found,) = proposals(row)
    assert (found.fact, found.before["costs"]) == ("kosten", "Zes euro.")  # and the goal stays


# --- Together, and again --------------------------------------------------------------------------


def test_what_was_saved_together_is_one_version(row, editor_client, reviewer_client):
    versions = row.publications.count()
    improve(editor_client, row, costs="Niets.", goal="Samen.", website="https://tuin.example")
    _, *rest = proposals(row)
    assert len(rest) == 2
    page = reviewer_client.get(step_of(rest[1], "publish")).content.decode()
    assert all(text in page for text in ("Niets.", "Samen.", "https://tuin.example"))
    publish(reviewer_client, rest[1])
    assert row.publications.count() == versions + 1
    assert {one.status for one in proposals(row)} == {"published"}
    assert row.publications.first().note == REASON
    assert row.publications.first().document["kosten"] == "Niets."


def test_who_proposed_it_publishes_nothing_and_takes_it_back(row, editor, editor_client):
    improve(editor_client, row, costs="Niets.", goal="Samen.")
    found, other = proposals(row)
    answer = publish(editor_client, found)
    assert "U hebt dit zelf voorgesteld." in answer.content.decode()
    assert found.status == "open"
    editor_client.post(step_of(found, "take_back"))
    for one in (found, other):
        one.refresh_from_db()
        assert one.status == "taken_back"


def test_sent_back_with_a_word_it_comes_again(row, editor, editor_client, reviewer_client):
    User.objects.filter(pk=editor.pk).update(email="redacteur@voorbeeld.example")
    improve(editor_client, row, costs="Niets.")
    (found,) = proposals(row)
    empty = reviewer_client.post(step_of(found, "send_back"), {"text": ""})
    assert "Schrijf een toelichting." in empty.content.decode()
    reviewer_client.post(step_of(found, "send_back"), {"text": "Zeg wat het de gemeente kost."})
    found.refresh_from_db()
    assert found.status == "sent_back"
    letter = OutboxMessage.objects.get(to="redacteur@voorbeeld.example")
    assert letter.subject == "Graag aanpassen: Buurttuin"
    assert "Zeg wat het de gemeente kost." in letter.body
    assert "teruggestuurd door" in editor_client.get("/beheer/").content.decode()
    again = opened(editor_client, row, f"?van={found.pk}")
    assert (again["costs"], again["reason"]) == ("Niets.", REASON)
    page = editor_client.get(f"{improve_page(row)}?van={found.pk}").content.decode()
    assert "Zeg wat het de gemeente kost." in page
    editor_client.post(improve_page(row), {**again, "costs": "De gemeente betaalt niets."})
    old, new = proposals(row)
    assert (old.status, new.status) == ("taken_back", "open")
    assert new.values == {"costs": "De gemeente betaalt niets."}


def test_a_second_proposal_is_outdated_after_the_first(row, editor_client, reviewer, colleague):
    improve(editor_client, row, costs="Vijf euro.")
    improve(signed_in(colleague), row, costs="Zes euro.")
    first, second = proposals(row)
    reader = signed_in(reviewer)
    publish(reader, first)
    page = reader.get(step_of(second, "publish")).content.decode()
    assert "Verouderd." in page
    answer = publish(reader, second)
    assert "De tekst is veranderd nadat dit werd voorgesteld." in answer.content.decode()
    assert second.status == "open"
    row.refresh_from_db()
    assert row.costs == "Vijf euro."


def test_pressing_twice_gives_the_result(row, editor_client, reviewer_client):
    improve(editor_client, row, costs="Niets.")
    (found,), versions = proposals(row), row.publications.count()
    for _ in range(2):
        assert reviewer_client.post(step_of(found, "publish"), {"text": REASON}).status_code == 302
    assert row.publications.count() == versions + 1


def test_somebody_who_left_is_no_first_person(row, editor, editor_client, reviewer_client):
    improve(editor_client, row, costs="Niets.")
    (found,) = proposals(row)
    editor.is_active = False
    editor.save()
    answer = publish(reviewer_client, found)
    assert "werkt hier niet meer aan" in answer.content.decode()
    assert found.status == "open"


def test_what_was_sent_back_to_somebody_who_left_waits_for_the_others(
    row, editor, editor_client, reviewer_client
):
    improve(editor_client, row, costs="Niets.")
    (found,) = proposals(row)
    reviewer_client.post(step_of(found, "reject"), {"text": "Nee."})
    reviewer_client.post(step_of(found, "send_back"), {"text": "Zeg wat het kost."})
    assert "Buurttuin" not in reviewer_client.get("/beheer/lijst/na-te-lezen/").content.decode()
    editor.is_active = False
    editor.save()
    page = reviewer_client.get("/beheer/lijst/na-te-lezen/").content.decode()
    assert "teruggestuurd, en die werkt hier niet meer aan" in page
    reviewer_client.post(step_of(found, "reject"), {"text": "Niemand werkt hier nog aan."})
    found.refresh_from_db()
    assert found.status == "rejected"


def test_what_is_withdrawn_takes_nothing_more(row, editor_client, reviewer, reviewer_client):
    improve(editor_client, row, costs="Niets.")
    (found,) = proposals(row)
    workflow.withdraw(row, by=reviewer, note="De eigenaar vroeg hierom.")
    answer = publish(reviewer_client, found)
    assert answer.status_code == 200
    assert found.status == "rejected"
    assert improve_page(row) not in editor_client.get(change_page(row)).content.decode()
    assert editor_client.get(improve_page(row)).status_code == 403


def test_what_a_constraint_refuses_is_a_sentence(row, editor, reviewer_client):
    row.sources.clear()
    values = {"uitvoering": {"activity": "gestopt", "activity_date": "2020"}}
    (found,) = propose(row, values, by=editor, reason=REASON)
    answer = publish(reviewer_client, found)
    assert "Zeg volgens welke bron dit nog loopt of gestopt is." in answer.content.decode()
    assert found.status == "open"
    row.refresh_from_db()
    assert row.activity == "onbekend"


# --- What readers notice --------------------------------------------------------------------------


def test_it_is_quiet_unless_the_second_reader_says_that_it_is_news(
    row, editor_client, reviewer_client
):
    moments = ("news_at", "reviewed_at", "reviewed_by_id")
    before = Intervention.objects.values(*moments).get(pk=row.pk)
    changed = row.revised_at
    improve(editor_client, row, costs="Niets.")
    publish(reviewer_client, proposals(row)[0])
    assert Intervention.objects.values(*moments).get(pk=row.pk) == before
    row.refresh_from_db()
    assert row.revised_at > changed
    assert "Niets." not in read("/feeds/interventies.atom")
    assert row.revised_at.date().isoformat() in read("/sitemap.xml")
    assert REASON not in read("/feeds/interventies.atom")
    improve(editor_client, row, goal="Samen.", reason="Nu is dit nieuws.")
    publish(reviewer_client, proposals(row)[1], tick="on")
    row.refresh_from_db()
    assert row.news_at == row.revised_at
    assert "Nu is dit nieuws." in read("/feeds/interventies.atom")
    assert (
        Intervention.objects.values("reviewed_at").get(pk=row.pk)["reviewed_at"]
        == (before["reviewed_at"])
    )


def test_it_is_a_step_on_record_and_found_by_its_new_words(row, editor_client, reviewer, colleague):
    improve(editor_client, row, costs="Kwikstaartje.")
    publish(signed_in(reviewer), proposals(row)[0])
    change = StatusChange.objects.filter(intervention=row).first()
    assert (change.verb, change.from_status, change.to_status) == (
        *("improve", "published", "published"),
    )
    assert (change.by, change.note) == (reviewer, REASON)
    assert "Buurttuin" in read("/interventies/?q=kwikstaartje")


def test_a_new_name_of_a_word_is_found_at_once(editor_client, reviewer_client):
    theme = Theme.objects.filter(interventions__slug="abcd").first()
    improve(editor_client, theme, name="Kwikstaart")
    publish(reviewer_client, proposals(theme)[0])
    assert "/interventies/abcd/" in read("/interventies/?q=kwikstaart")


# --- A working copy beside it ---------------------------------------------------------------------


def test_a_working_copy_takes_it_where_it_still_holds_the_old_text(
    row, editor, editor_client, reviewer_client
):
    copy = workflow.revise(row, by=editor)
    stamp, who = copy.text_stamp, (copy.changed_at, copy.changed_by_id, copy.agreed_at)
    improve(editor_client, row, costs="Niets.")
    publish(reviewer_client, proposals(row)[0])
    copy.refresh_from_db()
    assert copy.costs == "Niets."
    assert (copy.changed_at, copy.changed_by_id, copy.agreed_at) == who
    assert copy.text_stamp != stamp
    assert "Kies welke tekst blijft" not in editor_client.get(change_page(copy)).content.decode()


@pytest.mark.parametrize(("choice", "text"), [("site", "Niets."), ("werkkopie", "Zes euro.")])
def test_where_it_says_something_else_its_author_chooses_first(
    choice, text, row, editor, editor_client, reviewer_client
):
    copy = workflow.revise(row, by=editor)
    Intervention.objects.filter(pk=copy.pk).update(costs="Zes euro.")
    improve(editor_client, row, costs="Niets.")
    publish(reviewer_client, proposals(row)[0])
    copy.refresh_from_db()
    assert copy.costs == "Zes euro."
    page = editor_client.get(change_page(copy)).content.decode()
    choose = re.search(r'href="([^"]+/keuze/[0-9]+/)"', page)[1]
    refused = editor_client.post(f"{change_page(copy).replace('/change/', '/stap/submit/')}")
    assert "Kies eerst welke tekst blijft." in refused.content.decode()
    assert "Zes euro." in editor_client.get(choose).content.decode()
    assert editor_client.post(choose, {"keuze": choice}).status_code == 302
    assert editor_client.get(choose).status_code == 404
    copy.refresh_from_db()
    assert copy.costs == text
    workflow.submit(copy, by=editor)


def test_a_copy_that_is_published_leaves_nothing_to_choose(row, editor, reviewer, reviewer_client):
    copy = workflow.revise(row, by=editor)
    Intervention.objects.filter(pk=copy.pk).update(costs="Zes euro.")
    (found,) = propose(row, {"kosten": {"costs": "Niets."}}, by=editor, reason=REASON)
    publish(reviewer_client, found)
    Intervention.objects.filter(pk=copy.pk).update(costs="Niets.")
    copy.refresh_from_db()
    workflow.submit(copy, by=editor)
    workflow.claim(copy, by=reviewer)
    workflow.publish(copy, by=reviewer, note="Klaar.")
    later = workflow.revise(row, by=editor)
    Intervention.objects.filter(pk=later.pk).update(costs="Zeven euro.")
    later.refresh_from_db()
    workflow.submit(later, by=editor)


# --- Sources and terms ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "field"),
    [(lambda: Source.objects.founding().get(), "title"), (lambda: Term.objects.first(), "name")],
)
def test_a_source_and_a_term_have_versions_at_the_desk(
    make, field, editor, editor_client, reviewer_client
):
    row = make()
    old = getattr(row, field)
    versions = f"{change_page(row).replace('/change/', '/versies/')}"
    assert "Er is nog niets aan veranderd." in editor_client.get(versions).content.decode()
    improve(editor_client, row, **{field: "Anders"})
    publish(reviewer_client, proposals(row)[0])
    page = editor_client.get(versions).content.decode()
    assert "Versie 2" in page
    assert old in page
    assert REASON in page
    back = opened(editor_client, row, "?versie=1")
    assert (back[field], back["reason"]) == (old, "Versie 1 terug.")
    editor_client.post(improve_page(row), back)
    publish(reviewer_client, proposals(row)[1])
    row.refresh_from_db()
    assert getattr(row, field) == old
    assert [one.number for one in Version.objects.of(row)] == [3, 2, 1]
    with pytest.raises(TypeError):
        Version.objects.of(row).first().save()


def test_a_source_is_shown_as_it_is_now_and_a_version_keeps_its_own(
    row, editor_client, reviewer_client
):
    source = row.statements.get().source
    assert "Bronnen die veranderden" not in read(f"{PAGE}versies/")
    improve(editor_client, row, goal="Samen.")
    publish(reviewer_client, proposals(row)[0])
    improve(editor_client, source, title="Het verbeterde verslag")
    publish(reviewer_client, proposals(source)[0])
    summary, dossier = "/samenvattingen/interventies/buurttuin/", "/samenvattingen/dossier/"
    number = row.publications.first().number
    now = [
        *(PAGE, summary, f"{dossier}?interventie=buurttuin"),
        *("/api/v1/interventies/buurttuin", "/export/interventies.json?q=buurttuin"),
        *("/export/interventies.ris", "/data/interventies.ttl", "/bronnen/"),
    ]
    for address in now:
        assert "Het verbeterde verslag" in read_whole(address), address
    for address in (
        *(f"{PAGE}versies/{number}/", f"{dossier}?interventie=buurttuin@{number}"),
        f"{PAGE}versies/?van=1&tot={number}",
    ):
        assert "Het verbeterde verslag" not in read(address).partition("Bronnen die")[0], address
    assert "Het verbeterde verslag" in read(f"{PAGE}versies/").partition("Bronnen die")[2]


def read_whole(address: str) -> str:
    answer = Client().get(address)
    return b"".join(answer).decode()


def test_a_source_that_nothing_public_uses_is_changed_at_once(editor_client):
    source = make_source(title="Nog niet gebruikt")
    assert improve_page(source) not in editor_client.get(change_page(source)).content.decode()
    assert editor_client.get(improve_page(source)).status_code == 403
    number = version()
    form = source_form(title="Anders", slug=source.slug)
    page = editor_client.get(change_page(source)).content.decode()
    seal = re.search(r'name="_stand" value="([^"]+)"', page)[1]
    assert editor_client.post(change_page(source), {**form, "_stand": seal}).status_code == 302
    source.refresh_from_db()
    assert source.title == "Anders"
    assert version() == number


def test_an_element_of_before_comes_back_by_a_proposal(editor_client, reviewer_client):
    row = Element.objects.get(slug="empowerment")
    old = row.summary
    improve(editor_client, row, summary="Anders.")
    publish(reviewer_client, proposals(row)[0])
    page = editor_client.get(change_page(row).replace("/change/", "/versies/")).content.decode()
    assert f"{improve_page(row)}?versie=1" in page
    back = opened(editor_client, row, "?versie=1")
    editor_client.post(improve_page(row), back)
    publish(reviewer_client, proposals(row)[1])
    row.refresh_from_db()
    assert row.summary == old
    assert row.publications.first().note == "Versie 1 terug."


def test_twenty_that_wait_cost_the_queries_of_two(
    row, editor, reviewer_client, django_assert_max_num_queries
):
    def ask() -> int:
        with django_assert_max_num_queries(500) as counted:
            reviewer_client.get("/beheer/lijst/na-te-lezen/")
        return len(counted)

    fields = {"kosten": "costs", "doel": "goal", "aanpak": "approach", "materialen": "materials"}
    for fact, field in [*fields.items()][:2]:
        propose(row, {fact: {field: "Een."}}, by=editor, reason=REASON)
    ask()
    few = ask()
    for number in range(9):
        for fact, field in fields.items():
            propose(row, {fact: {field: f"Tekst {number}."}}, by=editor, reason=REASON)
    assert ask() == few
