"""A practice point keeps its number, whichever way the text around it changes."""

import pytest
from django.core.management import call_command

from elements.models import Element
from tests.factories import make_element

pytestmark = pytest.mark.django_db
THREE = "1. Vraag door.\n2. Begin klein.\n3. Kom terug."
MANY = [f"Doe {number} dingen." for number in range(1, 13)]

WRITTEN = {
    "a line in the middle gets the next number": (
        "1. Vraag door.\n- Bel aan.\n2. Begin klein.\n3. Kom terug.",
        "1. Vraag door.\n4. Bel aan.\n2. Begin klein.\n3. Kom terug.",
    ),
    "lines that move keep theirs": (
        "3. Kom terug.\n1. Vraag door.\n2. Begin klein.",
        "3. Kom terug.\n1. Vraag door.\n2. Begin klein.",
    ),
    "other words keep the number": (
        "1. Vraag door.\n2. Begin heel klein.\n3. Kom terug.",
        "1. Vraag door.\n2. Begin heel klein.\n3. Kom terug.",
    ),
    "known texts without numbers have theirs": (
        "- Kom  terug.\n• vraag dóór.\nBegin klein.\nBel aan.",
        "3. Kom  terug.\n1. vraag dóór.\n2. Begin klein.\n4. Bel aan.",
    ),
    "who numbers anew by hand moves nothing": (
        "1. Vraag door.\n2. Bel aan.\n3. Begin klein.\n4. Kom terug.",
        "1. Vraag door.\n4. Bel aan.\n2. Begin klein.\n3. Kom terug.",
    ),
    "two that change places keep their own": (
        "1. Begin klein.\n2. Vraag door.\n3. Kom terug.",
        "2. Begin klein.\n1. Vraag door.\n3. Kom terug.",
    ),
    "of a number that stands twice the later line is new": (
        "1. Vraag eens door.\n1. Bel aan.\n2. Begin klein.\n3. Kom terug.",
        "1. Vraag eens door.\n4. Bel aan.\n2. Begin klein.\n3. Kom terug.",
    ),
    "a text that stands twice is two points": (
        "1. Vraag door.\n- Vraag door.\n2. Begin klein.\n3. Kom terug.",
        "1. Vraag door.\n4. Vraag door.\n2. Begin klein.\n3. Kom terug.",
    ),
    "zero and what was never given are no numbers": (
        f"{THREE}\n0. Bel aan.\n42. Bied koffie aan.",
        f"{THREE}\n4. Bel aan.\n5. Bied koffie aan.",
    ),
    "years, amounts and bullets are no numbers": (
        f"{THREE}\n2014 was het begin.\n2015. Een jaar later.\n3,5 uur.\n1.000 keer.\n- 3. Maart.",
        f"{THREE}\n4. 2014 was het begin.\n5. 2015. Een jaar later.\n6. 3,5 uur.\n7. 1.000 keer."
        "\n8. 3. Maart.",
    ),
    "a number has a full stop or a bracket, and whatever space": (
        "  1) Vraag door.\n\n\t2.Begin klein.\r\n3.)  Kom terug.\n-\n \n",
        THREE,
    ),
    "a number alone is a text": (
        f"{THREE}\n10.\n2\n2.",
        f"{THREE}\n4. 10.\n5. 2\n6. 2.",
    ),
    "a number of any length gives no failure": (
        f"{THREE}\n{'9' * 5000}. Bel aan.\n999999999. Zwaai.",
        f"{THREE}\n4. {'9' * 5000}. Bel aan.\n5. 999999999. Zwaai.",
    ),
}


def kept(row: Element) -> str:
    row.refresh_from_db()
    return row.practice


def numbers(row: Element) -> list[int]:
    row.refresh_from_db()
    return [point.number for point in row.points]


@pytest.fixture
def row() -> Element:
    return make_element(practice="- Vraag door.\n• Begin klein.\n\nKom terug.")


def write(row: Element, text: str) -> None:
    row.practice = text
    row.save()


@pytest.mark.parametrize(("written", "stored"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_keeps_its_numbers(row, written, stored):
    assert kept(row) == THREE
    write(row, written)
    assert kept(row) == stored
    assert "".join(row.practice_lines) == "".join(
        line.partition(". ")[2] for line in stored.splitlines()
    )
    write(row, stored)
    assert kept(row) == stored


def test_a_retired_number_goes_to_no_other_point(row):
    write(row, "1. Vraag door.\n2. Begin klein.")
    write(row, "1. Vraag door.\n2. Begin klein.\n3. Bel aan.\n- Zwaai.")
    assert kept(row) == "1. Vraag door.\n2. Begin klein.\n4. Bel aan.\n5. Zwaai."
    assert [number for number in range(-1, 8) if row.has_given(number)] == [1, 2, 3, 4, 5]


def test_a_retired_text_comes_back_under_its_number(row):
    write(row, "1. Vraag door.\n2. Begin klein.\n3. Kom altijd terug.")
    write(row, "1. Vraag door.")
    write(row, "- kom altijd terug.\n2. Begin klein.\n1. Vraag door.")
    assert kept(row) == "3. kom altijd terug.\n2. Begin klein.\n1. Vraag door."
    write(row, "- Kom terug.")  # as it was called at first
    assert numbers(row) == [3]


def test_two_who_add_at_once_give_no_number_twice(row):
    one, other = Element.objects.get(pk=row.pk), Element.objects.get(pk=row.pk)
    write(one, f"{THREE}\n- Bel aan.")
    write(other, f"{THREE}\n- Zwaai.")
    assert kept(row) == f"{THREE}\n5. Zwaai."
    assert row.last_point == 5


def test_who_saves_an_older_row_gives_no_number_back(row):
    stale = Element.objects.get(pk=row.pk)
    write(row, f"{THREE}\n- Bel aan.")
    stale.name = "Anders"
    stale.save()
    assert (kept(row), row.last_point) == (THREE, 4)


def test_saving_other_fields_leaves_the_points(row):
    stale = Element.objects.defer("practice").get(pk=row.pk)
    write(row, f"{THREE}\n- Bel aan.")
    stale.name = "Anders"
    stale.save()
    row.position, row.practice = 90, "Niet bewaard"
    row.save(update_fields=["position"])
    assert kept(row) == f"{THREE}\n4. Bel aan."
    row.practice = "- Bel aan.\n- Zwaai."
    row.save(update_fields=["practice"])
    assert (kept(row), row.last_point) == ("4. Bel aan.\n5. Zwaai.", 5)


def test_twelve_points_have_twelve_numbers(row):
    row = make_element(practice="\n".join(MANY))
    assert kept(row).endswith("\n10. Doe 10 dingen.\n11. Doe 11 dingen.\n12. Doe 12 dingen.")
    write(row, "\n".join(reversed(MANY)))
    assert numbers(row) == [*range(12, 0, -1)]


def test_what_older_code_wrote_is_read_with_the_numbers_that_it_gets(row):
    Element.objects.filter(pk=row.pk).update(practice="- Bel aan.\n3. Kom terug.\n- Zwaai.")
    assert numbers(row) == [4, 3, 5]
    write(row, "- Wuif.\n- Zwaai.")
    assert kept(row) == "6. Wuif.\n5. Zwaai."


def test_a_dump_of_rows_brings_numbers_along(row, tmp_path):
    write(row, "3. Kom terug.\n1. Vraag door.\n- Bel aan.")
    write(row, "3. Kom terug.\n1. Vraag door.")
    file = tmp_path / "elements.json"
    call_command("dumpdata", "elements.element", primary_keys=str(row.pk), output=file)
    Element.objects.filter(pk=row.pk).delete()
    call_command("loaddata", file, verbosity=0)
    assert numbers(row) == [3, 1]
    write(row, f"{row.practice}\n- Zwaai.")
    assert numbers(row) == [3, 1, 5]


def test_a_new_element_has_the_numbers_that_its_text_has():
    row = make_element(practice="3. Kom terug.\n1. Vraag door.\n- Bel aan.")
    assert (kept(row), row.last_point) == ("3. Kom terug.\n1. Vraag door.\n4. Bel aan.", 4)
