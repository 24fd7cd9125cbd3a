"""nginx of a stack: the configuration of `deploy/nginx`, with other ports and folders."""

import os
import subprocess
from pathlib import Path

from benchmarks.parts import Part, listens, program
from benchmarks.server import ROOT, Broken

SHIPPED = ROOT / "deploy" / "nginx"
HOST = "localhost"  # a name, as nginx and the certificate want one, that leads to this machine
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


def nginx(
    folder: Path, tree: Path, ports: tuple[int, int], apps: list[int], *, limits: bool
) -> Part:
    """nginx on two ports (http and https) before the app servers on the ports `apps`, serving the
    static files in `tree`. Raises Broken as `configuration` does.
    """
    make_certificate(folder)
    start = configuration(folder, tree, ports, apps, limits=limits)
    log = folder / "nginx.log"
    options = f"-p {folder} -e {log} -c {start}"
    return Part(
        name="nginx",
        command=[program("nginx"), *options.split()],
        log=log,
        is_there=lambda: listens(ports[1]),
    )


def make_certificate(folder: Path) -> None:
    command = (
        "openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 "
        f"-subj /CN={HOST} -addext subjectAltName=DNS:{HOST},IP:127.0.0.1 "
        "-keyout privkey.pem -out fullchain.pem"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)  # noqa: S603


def configuration(
    folder: Path, tree: Path, ports: tuple[int, int], apps: list[int], *, limits: bool
) -> Path:
    """The shipped files with the ports and folders of this stack; gives the file to start with.

    Raises Broken when something that differs here does not stand in the shipped file.
    """
    http, https = (f"127.0.0.1:{port}" for port in ports)
    differs = {
        "include /etc/nginx/kennisbank/servers.conf": f"include {folder}/servers.conf",
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
    line = (SHIPPED / "servers.conf").read_text().splitlines()[-1]
    servers = "".join(f"{line.replace(':8000', f':{port}')}\n" for port in apps)
    (folder / "servers.conf").write_text(servers)
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
