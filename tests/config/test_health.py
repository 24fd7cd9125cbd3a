"""`/healthz`: the process lives. `/readyz`: it can do its work."""

import json

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.postgres
NEWEST = sorted(
    path.stem for path in (settings.BASE_DIR / "interventions" / "migrations").glob("0*.py")
)[-1]
PROBES = ("/healthz", "/readyz")


@pytest.fixture(autouse=True)
def static_files(settings, tmp_path):
    """The list of static files of production, with one file, as collectstatic leaves them."""
    (tmp_path / "site.1.css").touch()
    listed = {"version": "1.1", "paths": {"site.css": "site.1.css"}, "hash": ""}
    (tmp_path / "staticfiles.json").write_text(json.dumps(listed))
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    staticfiles_storage.url("site.css")  # as the first page does
    return tmp_path


def test_healthz_asks_the_database_nothing(client):
    # A test without the mark `django_db` fails at its first query.
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"


def test_healthz_answers_under_any_host_and_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", HTTP_HOST="10.1.2.3:8000").status_code == 200
    assert client.get("/healthz", HTTP_HOST="kwaad.example").status_code == 200


@pytest.mark.parametrize("path", PROBES)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_probe_is_only_read(client, path, method):
    response = client.generic(method, path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_healthz_answers_head_without_a_body(client):
    response = client.head("/healthz")
    assert response.status_code == 200
    assert response.content == b""


def test_probe_leaves_no_cookie(client):
    assert not client.get("/healthz").cookies


@pytest.mark.django_db
def test_readyz_is_ready(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.content == b"ok"


@pytest.mark.django_db
def test_readyz_is_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder(connection).record_unapplied("interventions", NEWEST)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"migrations"


@pytest.mark.django_db
def test_readyz_is_not_ready_while_the_database_is_away(client):
    def away(execute, sql, params, many, context):
        raise OperationalError("could not connect to server at 10.9.8.7")

    with connection.execute_wrapper(away):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"database"  # and not where it stands


@pytest.mark.django_db
def test_healthz_stays_alive_while_the_database_is_away(client):
    def away(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(away):
        assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lose",
    [
        lambda folder: (folder / "staticfiles.json").unlink(),
        lambda folder: (folder / "staticfiles.json").write_text('{"paths": '),
        lambda folder: (folder / "staticfiles.json").write_bytes(b"\xff"),
        lambda folder: (folder / "staticfiles.json").write_text("[]"),
        lambda folder: (folder / "staticfiles.json").write_text(
            '{"version": "1.1", "paths": {"site.css": "../../../x"}}'
        ),
        lambda folder: (folder / "site.1.css").unlink(),
    ],
)
def test_readyz_is_not_ready_while_static_files_are_gone(client, static_files, lose):
    lose(static_files)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"static files")


@pytest.mark.django_db
def test_readyz_is_not_ready_while_an_address_leads_nowhere(client, settings):
    settings.ROOT_URLCONF = "config.nowhere"
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"addresses")
