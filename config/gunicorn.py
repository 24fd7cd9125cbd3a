"""How gunicorn runs the application: `gunicorn config.wsgi -c config/gunicorn.py`."""

import socket
import sys

from gunicorn.glogging import Logger

from config import renewal
from config.environment import env_choice, env_int, env_text
from config.logs import Json, Plain

HOST = env_text("HOST", "127.0.0.1")
PORT = env_int("PORT", 8000, least=1, most=65535)
ADDRESS = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"
PRODUCTION = env_choice("ENVIRONMENT", ("production", "development"), "production") == "production"

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


class Log(Logger):
    """JSON in production; one line per request, without the query: what somebody searches for is
    not ours to keep.
    """

    def setup(self, cfg):
        super().setup(cfg)
        formatter = Json() if PRODUCTION else Plain("%(asctime)s %(levelname)s %(message)s")
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(formatter)

    def access(self, resp, req, environ, request_time):
        if not self.cfg.accesslog:
            return
        fields = {
            # The visitor's address: config/middleware.py has written it in REMOTE_ADDR.
            "address": environ.get("REMOTE_ADDR", "-"),
            "method": environ["REQUEST_METHOD"],
            # As it was sent: decoded, two addresses could look like one.
            "path": environ["RAW_URI"].partition("?")[0],
            "status": int(str(resp.status).split()[0]),
            "size": getattr(resp, "sent", 0) or 0,
            "seconds": round(request_time.total_seconds(), 3),
        }
        self.access_log.info("request", extra={"fields": fields})


logger_class = Log
accesslog = "-" if PRODUCTION else None
errorlog = "-"
loglevel = "info" if PRODUCTION else "warning"
control_socket_disable = True  # nobody uses it, and two servers would share the file


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
