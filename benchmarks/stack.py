"""The whole stack as in production, on free ports of loopback: nginx with the configuration of
`deploy/`, app servers, the database and Redis, each a process of its own in a temporary folder.

    python -m benchmarks.stack --app-servers 2 --database sqlite --redis

With `stack()` a test starts it, and stops or kills its parts. Works as root and as anybody.
"""

import argparse
import os
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

from benchmarks import postgres
from benchmarks.server import KEPT, ROOT, Broken

SERVED = ("config", "elements", "interventions", "templates", "static", "fixtures", "manage.py")
SHIPPED = ROOT / "deploy" / "nginx"
HOST = "localhost"  # a name, as nginx and the certificate want one, that leads to this machine
START, STOP = 90, 40  # seconds of patience
APP_SERVER = (sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py")
# What is no matter of one site, as Debian's own nginx.conf has it, with all files in one folder.
AROUND = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
{user}
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    gzip on;
    access_log off;
    {temporary}
    include {site};
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Part:
    """One process of the stack with all that it starts, and the file that it writes its log in."""

    name: str
    command: list[str]
    log: Path
    is_there: Callable[[], bool]
    cwd: Path = ROOT
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        if self.process is None:
            raise Broken(f"{self.name} was not started")
        return self.process.pid

    def start(self) -> None:
        """Start it and wait until it answers. Raises Broken, with its log, when it does not."""
        with self.log.open("a") as output:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands
                self.command,
                cwd=self.cwd,
                env=self.env or None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for the command; and `kill` takes its children
            )
        end = time.monotonic() + START
        while time.monotonic() < end and self.process.poll() is None:
            if self.is_there():
                return
            time.sleep(0.05)
        raise Broken(f"{self.name} did not start:\n{self.log.read_text()[-4000:]}")

    def send(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def stop(self) -> None:
        """Ask it to end, as systemd does; after some time, make it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it and its children at once, as a machine that loses its power."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)  # the session that we started
            self.process.wait()

    def restart(self) -> None:
        self.stop()
        self.start()


@dataclass
class Stack:
    """What runs, and where."""

    folder: Path
    tree: Path  # the copy of the code that is served
    env: dict[str, str]  # what every process of the application gets
    url: str  # https
    plain_url: str  # http
    apps: list[Part]
    nginx: Part
    redis: Part | None

    @property
    def database_url(self) -> str:
        return self.env["DATABASE_URL"]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def manage(self, *words: str) -> str:
        """What `manage.py` prints in this stack. Raises Broken when it fails."""
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "manage.py", *words],
            cwd=self.tree,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Broken(f"manage.py {' '.join(words)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def connection(self, *, timeout: float = 30) -> HTTPSConnection:
        """A new connection to nginx, which believes its certificate only."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        return HTTPSConnection(HOST, self.port, timeout=timeout, context=context)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_ready(port: int) -> bool:
    """Whether the app server at this port says that it can make pages."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def program(name: str) -> str:
    """Where a program of the system is: also what only root finds by its name."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise Broken(f"{name} is not on this machine")
    return found


def copy_code(source: Path, tree: Path) -> None:
    """Put the files that are served in `tree`, over what is there: a deployment."""
    skipped = shutil.ignore_patterns("__pycache__")
    for name in SERVED:
        if (source / name).is_dir():
            shutil.rmtree(tree / name, ignore_errors=True)
            shutil.copytree(source / name, tree / name, ignore=skipped)
        else:
            shutil.copy2(source / name, tree / name)


def make_certificate(folder: Path) -> None:
    command = (
        "openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 "
        f"-subj /CN={HOST} -addext subjectAltName=DNS:{HOST},IP:127.0.0.1 "
        "-keyout privkey.pem -out fullchain.pem"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)  # noqa: S603


def nginx_configuration(
    folder: Path, tree: Path, ports: tuple[int, int], apps: list[int], *, limits: bool
) -> Path:
    """The shipped files with the ports and folders of this stack; gives the file to start with.

    Raises Broken when something that differs here does not stand in the shipped file.
    """
    http, https = (f"127.0.0.1:{port}" for port in ports)
    differs = {
        "    server 127.0.0.1:8000;": "\n".join(f"server 127.0.0.1:{port};" for port in apps),
        "    listen [::]:80 default_server;\n": "",
        "    listen [::]:443 ssl http2 default_server;\n": "",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80": f"listen {http}",
        "listen 443": f"listen {https}",
        "return 301 https://kennisbank.example": f"return 301 https://{HOST}:{ports[1]}",
        "/etc/letsencrypt/live/kennisbank.example": str(folder),
        "kennisbank.example": HOST,
        "/etc/nginx/kennisbank": str(SHIPPED),
        "/srv/kennisbank": str(tree),
        "/var/log/nginx": str(folder),
        "/var/www/letsencrypt": str(folder / "acme"),
    }
    if not limits:  # all load comes from one address
        differs |= {"rate=30r/s": "rate=100000r/s", "connections 100;": "connections 10000;"}
    text = (SHIPPED / "kennisbank.conf").read_text()
    for shipped, here in differs.items():
        if shipped not in text:
            raise Broken(f"{SHIPPED}/kennisbank.conf has no {shipped!r}")
        text = text.replace(shipped, here)
    site, start = folder / "site.conf", folder / "nginx.conf"
    site.write_text(text)
    start.write_text(
        AROUND.format(
            folder=folder,
            site=site,
            user="user root;" if os.geteuid() == 0 else "",
            temporary=" ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY),
        )
    )
    return start


def environment(database_url: str, https: int, **variables: str) -> dict[str, str]:
    """All that a process of the application sees: nothing of the developer's shell decides."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "ENVIRONMENT": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "PUBLIC_URL": f"https://{HOST}:{https}",
        "TRUSTED_PROXIES": "1",
        "DATABASE_URL": database_url,
        **variables,
    }


@contextmanager
def stack(
    app_servers: int = 1,
    database: str = "postgresql",
    *,
    redis: bool = False,
    limits: bool = False,
    code: Path = ROOT,
    **variables: str,
) -> Iterator[Stack]:
    """The stack, prepared and answering, until the block ends.

    `database` is `postgresql`, `sqlite`, or the address of a server that is there. With `limits`
    nginx counts the requests of one address, as shipped. `code` is where the code is copied from;
    `variables` go to the application.
    Raises Broken when a part does not start.
    """
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="stack-")))
        tree, http, https = folder / "kennisbank", free_port(), free_port()
        tree.mkdir()
        copy_code(code, tree)
        if database == "postgresql":
            database_url = ending.enter_context(postgres.throw_away())
        elif database == "sqlite":
            database_url = f"sqlite:///{folder}/base.sqlite3"
        else:
            database_url = database
        shared = None
        if redis:
            port = free_port()
            shared = redis_server(folder, port)
            variables = {"CACHE_URL": f"redis://127.0.0.1:{port}/0", **variables}
        env = environment(database_url, https, **variables)
        ports = [free_port() for _ in range(app_servers)]
        apps = [
            app_server(f"app-{number}", port, tree, folder, env)
            for number, port in enumerate(ports, 1)
        ]
        make_certificate(folder)
        start = nginx_configuration(folder, tree, (http, https), ports, limits=limits)
        nginx = Part(
            name="nginx",
            command=[
                program("nginx"),
                "-p",
                str(folder),
                "-e",
                str(folder / "nginx.log"),
                "-c",
                str(start),
            ],
            log=folder / "nginx.log",
            is_there=lambda: listens(https),
        )
        running = Stack(
            folder=folder,
            tree=tree,
            env=env,
            url=f"https://{HOST}:{https}",
            plain_url=f"http://{HOST}:{http}",
            apps=apps,
            nginx=nginx,
            redis=shared,
        )
        running.manage("prepare")
        for part in (*([shared] if shared else []), *apps, nginx):
            ending.callback(part.stop)
            part.start()
        yield running


def app_server(name: str, port: int, tree: Path, folder: Path, env: dict[str, str]) -> Part:
    return Part(
        name=name,
        command=[*APP_SERVER],
        log=folder / f"{name}.log",
        is_there=lambda: is_ready(port),
        cwd=tree,
        env={**env, "HOST": "127.0.0.1", "PORT": str(port)},
    )


def redis_server(folder: Path, port: int) -> Part:
    options = f"--bind 127.0.0.1 --port {port} --appendonly no --dir {folder}"
    return Part(
        name="redis",
        command=[program("redis-server"), *options.split(), "--save", ""],
        log=folder / "redis.log",
        is_there=lambda: listens(port),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--app-servers", type=int, default=1)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--redis", action="store_true")
    parser.add_argument("--limits", action="store_true")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with stack(
            asked.app_servers, asked.database, redis=asked.redis, limits=asked.limits
        ) as running:
            parts = [running.nginx, *running.apps, *([running.redis] if running.redis else [])]
            lines = [f"{running.url}/", f"{running.plain_url}/", running.database_url]
            lines += [f"{part.name:<8}{part.pid:>8}  {part.log}" for part in parts]
            sys.stdout.write("\n".join([*lines, "Ctrl-C stops it.", ""]))
            sys.stdout.flush()
            signal.pause()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
