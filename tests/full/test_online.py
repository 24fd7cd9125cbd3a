"""The site behind nginx as `deploy/` ships it: what nginx adds, and what it leaves as it was."""

import http.client
import json
import re
import socket
import ssl
import subprocess
import time

import pytest

from benchmarks.parts import program
from benchmarks.proxy import HOST
from benchmarks.stack import ROOT, Stack, stack
from tests.full.visitors import visiting

pytestmark = pytest.mark.full

LATER = "Retry-After"


@pytest.fixture(scope="module")
def online():
    with stack(database="sqlite", limits=True) as running:
        yield running


def ask(running: Stack, path: str, method: str = "GET", *, body=None, **headers: str):
    """The answer of nginx over a connection of its own, with its body in `text`."""
    connection = running.connection()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, headers=named)
    answer = connection.getresponse()
    answer.text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer


def ask_directly(running: Stack, path: str, **headers: str):
    """The answer of the app server, as nginx would have got it."""
    port = int(running.apps[0].env["PORT"])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    through = {"Host": HOST, "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}
    connection.request("GET", path, headers={**through, **headers})
    answer = connection.getresponse()
    answer.text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer


# --- Static files and headers ---------------------------------------------------------------------

# Of the connection; and the mark of a version, which each makes in its own way.
OWN = {"x-request-id", "date", "server", "connection", "accept-ranges", "etag"}


def said(answer) -> dict[str, str]:
    """Its headers, but its `OWN`; two ways to write one character set are the same."""
    named = {name.lower(): value for name, value in answer.headers.items()}
    return {
        name: value.replace('"', "") if name == "content-type" else value
        for name, value in named.items()
        if name not in OWN
    }


@pytest.mark.parametrize("packed", ["", "gzip"])
def test_static_files_are_those_of_the_application(online, promise, packed):
    folder = online.tree / "var" / "static"
    files = sorted(file for file in folder.rglob("*.*") if file.suffix != ".gz")
    others = []
    for file in files:
        path = f"/static/{file.relative_to(folder)}"
        ours = ask(online, path, Accept_Encoding=packed)
        theirs = ask_directly(online, path, **{"Accept-Encoding": packed})
        if (ours.status, said(ours), ours.text) != (theirs.status, said(theirs), theirs.text):
            others.append((path, said(ours), said(theirs)))
    promise("nginx serves the static files as the application", f"{len(files)} files", met=True)
    assert len(files) > 20
    assert not others, others[0]


def test_every_answer_promises_https_once_and_hides_who_serves(online):
    for path in ("/", "/static/css/site.css", "/static/none.css", "/nergens/", "/x" + 20_000 * "y"):
        answer = ask(online, path)
        assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000"], path
        assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"], path
        assert answer.headers.get_all("Server") == ["nginx"], path


def test_plain_http_leads_to_https_and_answers_a_certificate_office(online):
    office = online.folder / "acme" / ".well-known" / "acme-challenge"
    office.mkdir(parents=True)
    (office / "token").write_text("answer")
    plain = int(online.plain_url.rpartition(":")[2])
    connection = http.client.HTTPConnection(HOST, plain, timeout=30)
    connection.request("GET", "/interventies/?element=empowerment")
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 301
    assert answer.headers["Location"] == f"{online.url}/interventies/?element=empowerment"
    connection.request("GET", "/.well-known/acme-challenge/token")
    assert connection.getresponse().read() == b"answer"
    connection.close()


def test_visitor_cannot_choose_the_address_in_the_log(online):
    answer = ask(online, "/over/?forged", X_Forwarded_For="9.9.9.9", X_Forwarded_Proto="http")
    assert answer.status == 200
    log, end = online.apps[0].log, time.monotonic() + 10
    while "/over/" not in log.read_text() and time.monotonic() < end:
        time.sleep(0.1)  # the line follows the answer
    lines = [line for line in log.read_text().splitlines() if "/over/" in line]
    assert json.loads(lines[-1])["network"] in ("127.0.0.0", "::")


def test_log_of_the_proxy_holds_no_query_no_key_and_no_whole_address(online):
    for path in (
        "/interventies/?q=geheim",
        "/volgen/geheim/?q=geheim",
        "//aanmelden//geheim/",
        "/KLOPT-DIT-NIET/geheim",
        "/beheer/nieuw-wachtwoord/geheim/?sleutel=geheim",
    ):
        ask(online, path)
    online.apps[0].kill()
    ask(online, "/volgen/geheim/?q=geheim")
    online.apps[0].start()
    logs = ("kennisbank.log", "kennisbank.error.log", "nginx.log")
    written = "".join((online.folder / name).read_text() for name in logs)
    assert '"path":"/volgen/***"' in written
    assert "geheim" not in written
    assert "127.0.0.1" not in (online.folder / "kennisbank.log").read_text()
    assert all(json.loads(line) for line in (online.folder / logs[0]).read_text().splitlines())


# --- TLS ------------------------------------------------------------------------------------------


def shake_hands(running: Stack, *options: str, name: str = HOST) -> str:
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{running.port}", "-servername", name]
    done = subprocess.run([*command, *options], input="", capture_output=True, text=True)
    return done.stdout + done.stderr


def test_tls_is_that_of_the_guidelines(online, promise):
    assert "Cipher is TLS_AES_256_GCM_SHA384" in shake_hands(online)
    good = r"Cipher is ECDHE-(ECDSA|RSA)-(AES\d+-GCM|CHACHA20)"
    assert re.search(good, shake_hands(online, "-tls1_2"))
    weak = ("ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA", "AES256-GCM-SHA384")
    refused = {
        "TLS 1.1": shake_hands(online, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"),
        "TLS 1.0": shake_hands(online, "-tls1", "-cipher", "ALL:@SECLEVEL=0"),
        "SHA-1": shake_hands(online, "-tls1_2", "-sigalgs", "ECDSA+SHA1:RSA+SHA1"),
        "P-521": shake_hands(online, "-curves", "P-521"),
        "another name": shake_hands(online, name="elders.example"),
        **{one: shake_hands(online, "-tls1_2", "-cipher", one) for one in weak},
    }
    let_in = [what for what, answer in refused.items() if "Cipher is (NONE)" not in answer]
    promise("TLS by NCSC 2025-05", f"{len(refused)} weak ones tried, {let_in} let in", met=True)
    assert not let_in
    assert "BEGIN CERTIFICATE" not in refused["another name"]
    assert "TLS session ticket" not in shake_hands(online, "-tls1_2")


# --- When it is too much, or away -----------------------------------------------------------------


def test_application_away_is_a_page_in_dutch_and_a_problem_for_the_api(online):
    online.apps[0].kill()
    page, problem = ask(online, "/over/"), ask(online, "/api/v1/interventies/")
    form = ask(online, "/klopt-dit-niet/", "POST", body=b"a=b")
    online.apps[0].start()
    assert (page.status, problem.status, form.status) == (503, 503, 503)
    assert page.headers[LATER] == problem.headers[LATER] == "30"
    assert "De kennisbank is even niet bereikbaar" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "style-src 'self'" in page.headers["Content-Security-Policy"]
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(problem.text)["status"] == 503


def test_who_asks_too_much_is_told_to_wait(online, promise):
    with visiting(online, visitors=24, read=["/healthz"]) as visits:
        end = time.monotonic() + 60
        while not visits.answers[429] and time.monotonic() < end:
            time.sleep(0.1)
        page, problem = ask(online, "/over/"), ask(online, "/api/v1/interventies/")
    promise("One address cannot take all", f"{dict(visits.answers)}", met=True)
    assert set(visits.answers) <= {200, 403, 429, "form 429"}
    assert (page.status, problem.status) == (429, 429)
    assert page.headers[LATER] == problem.headers[LATER] == "10"
    assert "Even rustig aan" in page.text
    assert json.loads(problem.text)["status"] == 429
    time.sleep(11)
    assert ask(online, "/over/").status == 200


def test_slow_clients_are_sent_away_and_hold_up_nobody(online, promise):
    context = ssl.create_default_context(cafile=online.folder / "fullchain.pem")
    slow = []
    for _ in range(60):
        plain = socket.create_connection(("127.0.0.1", online.port), timeout=30)
        client = context.wrap_socket(plain, server_hostname=HOST)
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        slow.append(client)
    began = time.monotonic()
    assert ask(online, "/over/").status == 200
    answers = []
    for client in slow:
        with client:
            answers.append(client.recv(1000))
    lasted = time.monotonic() - began
    promise("60 slow clients are ended", f"within {lasted:.0f} s", met=lasted < 20)
    assert answers == [b""] * 60


def test_more_than_the_application_takes_is_refused_before_it_is_sent(online):
    large = ask(online, "/klopt-dit-niet/", "POST", body=b"", Content_Length=str(17 * 1024 * 1024))
    assert large.status == 413
    assert "Dit is te groot" in large.text
    taken = ask(online, "/klopt-dit-niet/", "POST", body=b"a" * 15 * 1024 * 1024)
    assert taken.status == 413
    assert taken.headers["Content-Security-Policy"]  # the application's own page


# --- systemd --------------------------------------------------------------------------------------


def test_units_are_as_systemd_wants_them(tmp_path, promise):
    units = tmp_path / "etc" / "systemd" / "system"
    units.mkdir(parents=True)
    subprocess.run(["cp", "-r", f"{ROOT}/deploy/systemd/.", units], check=True)
    for file in units.glob("*.service"):
        program_there = re.sub(r"/srv/kennisbank/\S+", "/usr/bin/true", file.read_text())
        file.write_text(program_there)
    names = sorted(file.name for file in units.iterdir() if file.is_file())
    for name in names:
        subprocess.run(
            [program("systemd-analyze"), "verify", str(units / name)],
            check=True,
            capture_output=True,
        )
    exposed = {}
    for name in names:
        if name.startswith("kennisbank") and name.endswith(".service"):
            done = subprocess.run(
                [
                    *(program("systemd-analyze"), "security", "--offline=yes"),
                    *(f"--root={tmp_path}", name),
                ],
                capture_output=True,
                text=True,
                check=True,
            )
            exposed[name] = float(re.search(r"level for \S+: ([\d.]+)", done.stdout)[1])
    promise("systemd leaves the services little", f"exposure {max(exposed.values())}", met=True)
    assert max(exposed.values()) < 2.5, exposed
