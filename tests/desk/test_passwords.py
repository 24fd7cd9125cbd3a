"""Which passwords the desk takes: long ones of any kind, and none that many people choose."""

import re
from itertools import chain

import pytest

from tests.desk.signing_in import FORGOTTEN, LOGIN, PASSWORD, give_password, is_in, text_of

pytestmark = pytest.mark.django_db
CHANGE = "/beheer/password_change/"


def change(client, new: str):
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    return client.post(CHANGE, form)


@pytest.mark.parametrize(
    "new",
    [
        *("Welkom2026!!!", "wachtwoord12345", "!!2026-Amsterdam", "QwertyUiop123"),
        *("welkomwelkom", "geheimgeheimgeheim1", "abababababab", "121212121212", "111111111111"),
        *("123456789012", "098765432109", "abcdefghijklm", "            a", "mypassword12"),
    ],
)
def test_what_many_people_choose_is_refused_with_anything_around_it(editor_client, new):
    answer = change(editor_client, new)
    assert answer.status_code == 200
    assert re.search("een wachtwoord dat veel mensen kiezen|te algemeen", text_of(answer))


@pytest.mark.parametrize(
    "new",
    [
        *("840275193660", "zes paarse olifanten dansen", "ééñ-ßtråße-çà", "correcthorsebatterij"),
        *("  spaties tellen mee  ", "x7" * 3 + "een lange zin van woorden " * 5),
    ],
)
def test_any_other_phrase_is_taken_and_looked_at_as_it_was_typed(
    client, editor_client, editor, new
):
    assert change(editor_client, new).status_code == 302
    for other in (new.strip(), new.upper(), new[:-1], new[:72]):
        if other != new:
            give_password(client, editor, other)
            assert not is_in(client), other
    give_password(client, editor, new)
    assert is_in(client)


def test_a_field_for_a_password_hides_it_and_takes_what_a_manager_fills_in(
    client, editor, editor_client, administrator_client
):
    add = administrator_client.get("/beheer/auth/user/add/")
    reset = administrator_client.get(f"/beheer/auth/user/{editor.pk}/password/")
    pages = [client.get(LOGIN), editor_client.get(CHANGE), add, reset]
    fields = [re.findall(r"<input[^>]*password[^>]*>", text_of(page)) for page in pages]
    assert [len(found) for found in fields] == [1, 3, 2, 2]
    for field in chain(*fields):
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert not re.search("maxlength|readonly|onpaste", field)


def test_nobody_is_asked_a_secret_question(client):
    page = text_of(client.get(FORGOTTEN))
    assert re.findall(r'<(?:input|select)[^>]*name="(\w+)"', page) == [
        "csrfmiddlewaretoken",
        "email",
    ]
