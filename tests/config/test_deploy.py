"""What `deploy/` ships fits the application: its settings, its limits, its commands, its pages."""

import json
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import get_commands

from config import serving
from interventions.open_data.api import problems

DEPLOY = settings.BASE_DIR / "deploy"
NGINX = (DEPLOY / "nginx" / "kennisbank.conf").read_text()
PAGES = DEPLOY / "nginx" / "pages"
EXAMPLE = (DEPLOY / "environment.example").read_text()


def test_example_names_only_variables_that_are_described():
    described = (settings.BASE_DIR / "docs" / "configuration.md").read_text()
    names = re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert len(names) > 10
    assert [name for name in names if f"| `{name}` |" not in described] == []


def test_filled_in_example_has_no_issue(tmp_path):
    file = tmp_path / "environment"
    key = f"SECRET_KEY='{secrets.token_urlsafe(50)}'"
    file.write_text(EXAMPLE.replace("SECRET_KEY=''", key))
    read = 'set -a; . "$0"; exec "$@"'  # as deploy/manage does
    check = (sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    subprocess.run(["sh", "-c", read, file, *check], cwd=settings.BASE_DIR, env={}, check=True)


def test_every_command_of_a_timer_is_there():
    units = [file.read_text() for file in (DEPLOY / "systemd").glob("*.service")]
    commands = {name for unit in units for name in re.findall(r"manage\.py (\w+)", unit)}
    assert commands == {"send_mail", "send_alerts", "purge", "clearsessions", "backup"}
    assert commands <= {*get_commands()}


def test_proxy_keeps_to_the_limits_of_the_application():
    largest = re.search(r"client_max_body_size (\d+)m;", NGINX)[1]
    assert int(largest) * 1024 * 1024 == serving.BODY
    idle = re.search(r"keepalive_timeout (\d+)s;  # shorter than HEAD_SECONDS", NGINX)[1]
    assert int(idle) < serving.PATIENCE["head"]


@pytest.mark.parametrize("status", [400, 413, 429, 503])
def test_page_of_the_proxy_looks_like_ours(status):
    ours = (settings.BASE_DIR / "templates" / "errors" / "500.html").read_text()
    theirs = (PAGES / f"{status}.html").read_text()
    words = re.compile(r"<title>.*?</title>|<main>.*?</main>", re.DOTALL)
    assert words.sub("", theirs) == words.sub("", ours)
    assert words.findall(theirs) != words.findall(ours)


@pytest.mark.parametrize("status", [400, 413, 503])
def test_problem_of_the_proxy_is_that_of_the_api(status):
    assert json.loads((PAGES / f"{status}.json").read_text()) == problems.document(status)
