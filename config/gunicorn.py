"""How gunicorn runs the application: `gunicorn config.wsgi -c config/gunicorn.py`."""

import os
import socket
import sys

from gunicorn.glogging import Logger

from config.environment import env_choice, env_int, env_text

HOST = env_text("HOST", "127.0.0.1")
PORT = env_int("PORT", 8000, least=1, most=65535)
ADDRESS = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"
PRODUCTION = env_choice("ENVIRONMENT", ("production", "development"), "production") == "production"

bind = ADDRESS
workers = env_int("WEB_CONCURRENCY", 2, least=1, most=64)
worker_class = "gthread"
threads = 4
# Load once and fork: a wrong setting stops the start instead of every worker in turn.
preload_app = True

timeout = 30  # a worker that gives no sign of life for so long is replaced
graceful_timeout = 30
keepalive = 5

# Who may say 'I forward this for somebody else' is decided in config/middleware.py, by counting
# TRUSTED_PROXIES. gunicorn itself believes nobody: it would trust whatever stands on this machine.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""


class AccessLog(Logger):
    """One line per request, without the query: what somebody searches for is not ours to keep."""

    def atoms(self, resp, req, environ, request_time):
        # The path as it was sent: decoded, a line break in it would begin a line of its own.
        path = environ["RAW_URI"].partition("?")[0]
        return {**super().atoms(resp, req, environ, request_time), "U": path}


logger_class = AccessLog
accesslog = "-" if PRODUCTION else None
# %(h)s is the visitor's address: config/middleware.py has written it in REMOTE_ADDR.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s %(L)s'
errorlog = "-"
loglevel = "info" if PRODUCTION else "warning"
control_socket_disable = True  # nobody uses it, and two servers would share the file


def when_ready(server):
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
                f"Cannot listen on {ADDRESS}: {os.strerror(error.errno)}. "
                f"Stop the other program, or choose another port: make run PORT={PORT + 1}"
            )
