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
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

from benchmarks import postgres
from benchmarks.parts import Part, free_port, is_ready, listens, program
from benchmarks.proxy import HOST, nginx
from benchmarks.server import KEPT, ROOT, Broken

SERVED = (
    "config",
    "deploy",
    "elements",
    "interventions",
    "templates",
    "static",
    "fixtures",
    "manage.py",
)
APP_SERVER = (sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py")


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


def copy_code(source: Path, tree: Path) -> None:
    """Put the files that are served in `tree`, over what is there: a deployment."""
    skipped = shutil.ignore_patterns("__pycache__")
    for name in SERVED:
        if (source / name).is_dir():
            shutil.rmtree(tree / name, ignore_errors=True)
            shutil.copytree(source / name, tree / name, ignore=skipped)
        else:
            shutil.copy2(source / name, tree / name)


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
    activated: bool = False,
    code: Path = ROOT,
    **variables: str,
) -> Iterator[Stack]:
    """The stack, prepared and answering, until the block ends.

    `database` is `postgresql`, `sqlite`, or the address of a server that is there. With `limits`
    nginx counts the requests of one address, as shipped; `activated`: the ports stay open while an
    app server is away, as systemd keeps them. `code` is where the code is copied from; `variables`
    go to the application.
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
        if activated:
            for app, port in zip(apps, ports, strict=True):
                app.listening = ending.enter_context(socket.create_server(("127.0.0.1", port)))
        front = nginx(folder, tree, (http, https), ports, limits=limits)
        running = Stack(
            folder=folder,
            tree=tree,
            env=env,
            url=f"https://{HOST}:{https}",
            plain_url=f"http://{HOST}:{http}",
            apps=apps,
            nginx=front,
            redis=shared,
        )
        if shared:
            ending.callback(shared.stop)
            shared.start()
        running.manage("prepare")
        for part in (*apps, front):
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
