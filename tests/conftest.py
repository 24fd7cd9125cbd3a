"""What every test has: the launch content, three people, quick settings, and one guard.

A test that uses the database sees the launch content. `empty_base` takes it away again.
"""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.template.backends.jinja2 import Template
from django.test import Client, TransactionTestCase, override_settings

from elements.models import Element, Source, Term, content_change
from interventions.finding.search import engine
from interventions.models import (
    Intervention,
    Municipality,
    Notice,
    Publication,
    RecognitionLevel,
    SearchWord,
    Setting,
    StatementNumber,
    StatusChange,
    Synonym,
    TargetGroup,
    Theme,
)
from interventions.models.accounts import LAUNCH
from tests.base import Base

# --- What PostgreSQL gets -------------------------------------------------------------------------

# Rooms whose tests need one database only, SQLite: what they ask about stands above the queries, or
# is asked in another room too. In these, what can differ has the mark `postgres` itself.
ON_SQLITE_ONLY = {"browser", "config", "desk", "guards", "sheet", "showing"}
# Nor has a database a say in how text and files are read, or in how files are written.
READERS_AND_WRITERS = {
    *("elements/test_typed_dates.py", "forms/submissions/test_as_written.py"),
    *(
        f"intake/test_{name}.py"
        for name in ("apart", "as_written", "csv", "export_files", "faults", "files")
    ),
    *("management/test_export_site.py", "open_data/files/test_workbook.py"),
    *("open_data/api/test_schemathesis.py", "open_data/api/test_linter.py"),
    "public/plan/test_asked.py",
    "open_data/linked_data/test_shapes.py",
    *(f"intake/descriptions/test_{name}.py" for name in ("bad_files", "pdf")),
    *(f"intake/descriptions/test_{name}.py" for name in ("documents", "word", "open_document")),
    *(f"public/summaries/test_{name}.py" for name in ("letters", "pdf", "word")),
    *(f"public/plan/test_{name}.py" for name in ("files", "pairs", "sayings")),
}
ROOT = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items):
    for item in items:
        path = item.path.relative_to(ROOT)
        room = path.parts[0]
        asks_it = room not in ON_SQLITE_ONLY and path.as_posix() not in READERS_AND_WRITERS
        if (asks_it and not room.endswith(".py")) or is_transactional(item):
            item.add_marker("postgres")


def is_transactional(item: pytest.Item) -> bool:
    """Whether it writes for others to see, where locks and isolation differ."""
    marked = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(
        marked and marked.kwargs.get("transaction")
    )


# --- Settings -------------------------------------------------------------------------------------

STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
NO_CACHE = "django.core.cache.backends.dummy.DummyCache"
# As the settings have it, but for waiting until the disk has everything.
QUICK_OPTIONS = {
    "sqlite": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"},
}
HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    """No collectstatic before a test, and no seconds spent on hashing passwords."""
    with override_settings(
        STORAGES={"staticfiles": {"BACKEND": STORAGE}},
        PASSWORD_HASHERS=[HASHER],
        CACHES={"default": {"BACKEND": NO_CACHE}},  # tests change rows behind the stamp's back
        STALE_SECONDS=0,  # what one test read is not shown in the next
        WHITENOISE_AUTOREFRESH=True,  # else it warns that var/static is not there
        WHITENOISE_USE_FINDERS=True,
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def own_private_folder(tmp_path_factory):
    """Runs stand side by side, and a site has two places to make a PDF in."""
    with override_settings(PRIVATE_DIR=tmp_path_factory.mktemp("private")):
        yield


# --- Content --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """The test database with the launch content, once for all tests of a process.

    A test that writes without a transaction around it leaves another base: the next gets a new one.
    """
    base = Base()
    connection.settings_dict["OPTIONS"].update(QUICK_OPTIONS.get(connection.vendor, {}))
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: base.again())
        base.begin()
        yield
        base.end()


@pytest.fixture
def launch_content(db):
    """The base with the launch content, for tests that want to say that they read it."""


@pytest.fixture
def empty_base(db):
    """The base without any content, as `migrate` leaves it. The test's end brings it all back."""
    with content_change():  # so that no facet index of before is taken for the newest
        Intervention.objects.update(variant_of=None)  # both are protected by their own rows
        TargetGroup.objects.update(broader=None)
        for model in (
            Publication,
            StatementNumber,
            Notice,
            StatusChange,
            Intervention,
            SearchWord,
            Term,
            Synonym,
            RecognitionLevel,
            TargetGroup,
            Theme,
            Setting,
            Municipality,
            Element,
            Source,
        ):
            model.objects.all().delete()
        engine.empty()
        User.objects.filter(username=LAUNCH).delete()


# --- Guard ----------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_query_in_a_template(monkeypatch):
    """A public template gets all it needs: a query that begins in one fails the test."""
    render = Template.render

    def guarded(self, context=None, request=None):
        with connection.execute_wrapper(refuse_query):
            return render(self, context, request)

    monkeypatch.setattr(Template, "render", guarded)


def refuse_query(execute, sql, params, many, context):
    raise AssertionError(f"A query began in a template: {sql}")


# --- People ---------------------------------------------------------------------------------------


def person_of(group: str) -> User:
    """Somebody who may enter the desk, with the rights of one group."""
    user = User.objects.create_user(group.lower(), password="lang-en-geheim", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db):
    return person_of("Redacteur")


@pytest.fixture
def reviewer(db):
    return person_of("Beoordelaar")


@pytest.fixture
def administrator(db):
    return person_of("Beheerder")


@pytest.fixture
def editor_client(editor):
    return signed_in(editor)


@pytest.fixture
def reviewer_client(reviewer):
    return signed_in(reviewer)


@pytest.fixture
def administrator_client(administrator):
    return signed_in(administrator)
