"""Several machines: whichever of them dies, no page fails, and nothing withdrawn comes back."""

import os
import re
import signal
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from benchmarks.load import under_load
from benchmarks.machines import Machines, family, machines
from benchmarks.proxy import HOST

pytestmark = pytest.mark.full
ADDRESSES = (
    *(
        "/",
        "/interventies/",
        "/interventies/?element=empowerment",
        "/interventies/thuis-op-straat/",
    ),
    *("/werkzame-elementen/", "/matrix/", "/begrippen/", "/api/v1/interventies"),
    *("/feeds/interventies.atom", "/export/matrix.csv", "/data/catalogus.ttl"),
)
CUT_OFF = 4  # the threads of an app server
SECONDS = 20
FORM = "/klopt-dit-niet/?over=thuis-op-straat"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
WITHDRAW = (
    "from django.contrib.auth.models import User; "
    "from interventions.models import Intervention; "
    "from interventions.workflow import withdraw; "
    "by, _ = User.objects.get_or_create(username='wie-intrekt', is_superuser=True); "
    "withdraw(Intervention.objects.get(slug='{}'), by=by, note='Op verzoek.')"
)


@pytest.fixture(scope="module")
def running():
    with machines() as found:
        yield found


@pytest.mark.parametrize("name", ["app server", "replica", "Redis"])
def test_no_page_fails_when_a_machine_dies(running: Machines, promise, name):
    site = running.site
    part = {"app server": site.apps[0], "replica": running.replica, "Redis": site.redis}[name]
    with under_load(site.url, ADDRESSES, seconds=SECONDS) as found:
        time.sleep(SECONDS / 4)
        part.kill()
        time.sleep(SECONDS / 2)
        part.start()
    load = found[0]
    promise(
        f"No page fails when the {name} is killed under load (kill -9)",
        f"{load.answers} answers, {load.failed} failed, the slowest after {load.slowest:.1f} s",
        met=load.failed == 0,
    )
    assert load.answers > 0
    assert load.refused == 0
    # Of an app server that dies, a page of which the head is on its way cannot be asked of another.
    assert load.unanswered <= (CUT_OFF if part is site.apps[0] else 0)


def test_no_page_fails_while_the_replica_hangs(running: Machines, promise):
    with under_load(running.site.url, ADDRESSES, seconds=SECONDS) as found:
        time.sleep(SECONDS / 4)
        stopped = [*family(running.replica.pid)]
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(SECONDS / 2)
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    load = found[0]
    promise(
        "No page fails while the replica hangs (SIGSTOP, ten seconds under load)",
        f"{load.answers} answers, {load.failed} failed, the slowest after {load.slowest:.1f} s",
        met=load.failed == 0,
    )
    assert load.failed == 0


def test_a_form_of_one_app_server_is_taken_by_the_other(running: Machines, promise):
    one, other = (HTTPConnection("127.0.0.1", int(app.env["PORT"])) for app in running.site.apps)
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/"}
    one.request("GET", FORM, headers=headers)
    given = one.getresponse()
    fields = dict(HIDDEN.findall(given.read().decode().partition("kb-form")[2]))
    cookie = given.headers["Set-Cookie"].partition(";")[0]
    time.sleep(4)  # as somebody who writes (FORM_SECONDS)
    body = urlencode({**fields, "wrong": "De naam van de gemeente is anders geschreven."})
    headers |= {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    other.request("POST", FORM, body, headers)
    answer = other.getresponse()
    for connection in (one, other):
        connection.close()
    reports = running.on_primary("SELECT count(*) FROM interventions_report")
    promise(
        "A form that one app server handed out is taken by the other",
        f"answer {answer.status}, {reports[0] if reports else 0} report in the database",
        met=(answer.status, reports) == (302, (1,)),
    )
    assert (answer.status, reports) == (302, (1,))


def test_what_is_withdrawn_is_gone_at_once_while_the_replica_lags(running: Machines, promise):
    page, lists = "/interventies/abcd/", ("/interventies/", "/api/v1/interventies", "/matrix/")
    assert [status for status, _ in running.answers(page)] == [200, 200]
    for address in lists:  # warm, everywhere
        assert all(page in text for _, text in running.answers(address))
    running.on_replica("SELECT pg_wal_replay_pause()")
    try:
        running.site.manage("shell", "-c", WITHDRAW.format("abcd"))
        end, asked, came_back = time.monotonic() + 5, 0, 0
        while time.monotonic() < end:
            found = [answer == 410 for answer, _ in running.answers(page)]
            found += [page not in text for one in lists for _, text in running.answers(one)]
            asked, came_back = asked + len(found), came_back + found.count(False)
        held = running.on_replica("SELECT status FROM interventions_intervention WHERE slug='abcd'")
        assert held == ("published",)  # the replica itself still had it
    finally:
        running.on_replica("SELECT pg_wal_replay_resume()")
    promise(
        "Nothing withdrawn comes back from a replica that lags (two app servers, five seconds)",
        f"{asked} answers, {came_back} with what was withdrawn",
        met=came_back == 0,
    )
    assert came_back == 0
    running.wait_for_replica()
    assert [status for status, _ in running.answers(page)] == [410, 410]


def test_public_pages_are_read_from_the_replica(running: Machines, promise):
    running.wait_for_replica()
    names = [f"/interventies/?q={word}" for word in ("buurt", "jeugd", "samen", "wijk", "ouders")]
    before = running.queries()
    for address in names:
        assert [status for status, _ in running.answers(address)] == [200, 200]
    primary, replica = (after - then for after, then in zip(running.queries(), before, strict=True))
    promise(
        "A public page asks the primary for the version of the content and no more",
        f"{primary} queries to the primary and {replica} to the replica for {2 * len(names)} pages",
        met=primary < replica,
    )
    assert primary < replica
