"""How gunicorn runs the application: `gunicorn config.wsgi -c config/gunicorn.py`."""

import logging
import os
import socket
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from gunicorn.glogging import Logger

from config import heap, renewal
from config.environment import env_choice, env_int, env_text
from config.logs import Json, Plain, network_of, reason
from config.private_folder import private_folder
from config.process_folder import own_folder

HOST = env_text("HOST", "127.0.0.1")
PORT = env_int("PORT", 8000, least=1, most=65535)
ADDRESS = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"
PRODUCTION = env_choice("ENVIRONMENT", ("production", "development"), "production") == "production"

# The figures for Prometheus: on a port of their own, which only this machine reaches.
METRICS_HOST = env_text("METRICS_HOST", "127.0.0.1")
METRICS_PORT = env_int("METRICS_PORT", 0, least=0, most=65535)
if METRICS_PORT == PORT:
    raise ImproperlyConfigured("METRICS_PORT is that of the site. Give a port of its own.")

bind = ADDRESS
workers = env_int("WEB_CONCURRENCY", 2, least=1, most=64)
worker_class = "config.serving.Worker"
threads = 4
# Load once and fork: a wrong setting stops the start instead of every worker in turn, and all
# workers run the same code. SIGHUP loads anew (config/renewal.py).
preload_app = True

timeout = 30  # a worker that gives no sign of life for so long is replaced
graceful_timeout = 30
limit_request_line = 8190  # the longest there is: an address of the API can hold many choices

# Who may say 'I forward this for somebody else' is decided in config/middleware.py, by counting
# TRUSTED_PROXIES. gunicorn itself believes nobody: it would trust whatever stands on this machine.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""


if METRICS_PORT:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = own_folder(
        private_folder(Path(__file__).resolve().parent.parent / "var" / "private") / "metrics",
        renewed=renewal.OLD_WORKERS in os.environ,
    )
from config import metrics  # noqa: E402 - its library chooses by that variable when it is loaded


class Log(Logger):
    """JSON in production; one line per request, without the query: what somebody searches for is
    not ours to keep. On a development machine only for what was refused or failed.
    """

    def setup(self, cfg):
        super().setup(cfg)
        formatter = Json() if PRODUCTION else Plain("%(asctime)s %(levelname)s %(message)s")
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(formatter)

    def access(self, resp, req, environ, request_time):
        if not self.cfg.accesslog:
            return
        status = int(str(resp.status).split()[0])
        metrics.count(environ, status, request_time.total_seconds())
        if not PRODUCTION and status < 400:
            return
        fields = {
            # Of the visitor's address: config/middleware.py has written it in REMOTE_ADDR.
            "network": network_of(environ.get("REMOTE_ADDR", "")),
            "method": environ["REQUEST_METHOD"],
            # As it was sent: decoded, two addresses could look like one.
            "path": environ["RAW_URI"].partition("?")[0],
            "status": status,
            "size": getattr(resp, "sent", 0) or 0,
            "seconds": round(request_time.total_seconds(), 3),
        }
        if reason.get():
            fields["reason"] = reason.get()
        level = logging.WARNING if status >= 500 else logging.INFO
        self.access_log.log(level, "request", extra={"fields": fields})


logger_class = Log
accesslog = "-"
errorlog = "-"
loglevel = "info" if PRODUCTION else "warning"
control_socket_disable = True  # nobody uses it, and two servers would share the file


def on_starting(server):
    heap.share()
    if METRICS_PORT:
        metrics.weigh()


def post_worker_init(worker):
    if METRICS_PORT:
        metrics.serve(METRICS_HOST, METRICS_PORT)


def when_ready(server):
    renewal.listen(server)
    sys.stdout.write(f"Serving at http://{ADDRESS}\n")
    sys.stdout.flush()


def refuse_taken_port():
    """Stop with a clear sentence when something else listens on the port; called by `make run`."""
    family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as error:
            sys.exit(
                f"Cannot listen on {ADDRESS}: {error.strerror}. "
                f"Stop the other program, or choose another port: make run PORT={PORT + 1}"
            )
