"""A fault in what an answer needs stops the start; SIGHUP, and SIGUSR2, gives wholly new code, or
wholly old.
"""

import signal
import subprocess

import pytest

from tests.config.conftest import SERVE, environment, free_port, server, wait_for
from tests.config.test_slow_clients import HEADERS, WHOLE, ask

VIEW = "interventions/public/wellknown.py"
PAGE = "templates/errors/404.html"
LIST = "var/static/staticfiles.json"


def add(tree, name: str, text: str) -> None:
    with (tree / name).open("a") as file:
        file.write(text)


FAULTS = {
    "a view that cannot be read": lambda tree: add(tree, VIEW, "\ndef ("),
    "a module that only some page needs": lambda tree: add(
        tree, "interventions/public/summaries/pdf.py", "\nimport nowhere\n"
    ),
    "a template of the public pages": lambda tree: add(tree, PAGE, "{% nowhere %}"),
    "a template of the desk": lambda tree: add(
        tree, "templates/desk/admin/base_site.html", "{% nowhere %}"
    ),
    "a damaged list of static files": lambda tree: (tree / LIST).write_text("{"),
    "a static file that was not collected": lambda tree: add(tree, "static/css/new.css", "a{}"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_start_with_a_sentence(tree, fault):
    FAULTS[fault](tree)
    port = str(free_port())
    done = subprocess.run(
        SERVE,
        cwd=tree,
        env=environment(tree, PORT=port),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert done.stderr.strip().splitlines()[-1].startswith("The site does not start. ")


def test_hang_up_gives_wholly_new_code_or_wholly_old(tree):
    alive = b"GET /healthz HTTP/1.1\r\n" + HEADERS + b"\r\n"
    with server(tree) as running:

        def shown() -> tuple[bool, bool]:
            """Whether the code is new, and the template."""
            answered = ask(running.port, WHOLE + b"\r\n")
            assert answered.startswith("HTTP/1.1 404")
            return "renewed" in ask(running.port, alive), "NIEUW." in answered

        middleware = tree / "config/middleware.py"
        middleware.write_text(middleware.read_text().replace('True, "ok"', 'True, "renewed"'))
        page = tree / PAGE
        page.write_text(page.read_text().replace("nooit bestaan", "NIEUW"))
        assert shown() == (False, False)

        running.send_signal(signal.SIGHUP)
        assert wait_for(running, "Worker exiting")
        assert shown() == (True, True)

        add(tree, VIEW, "\ndef (")
        page.write_text(page.read_text().replace("NIEUW", "NIEUWER"))
        running.send_signal(signal.SIGUSR2)
        assert "The site does not start" in wait_for(running, "Not renewed")
        assert shown() == (True, True)
    assert running.returncode == 0
