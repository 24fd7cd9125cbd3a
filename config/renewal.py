"""SIGHUP or SIGUSR2: the whole server anew, with what lies on the disk now; or as it was, if that
has a fault.

gunicorn's own way keeps the modules of the process that forks the workers, so their code would be
old and their templates new. Here that process starts itself anew: same number, same open port. What
it held in memory is gone, and its old workers finish what they began.
"""

import os
import signal
import subprocess
import sys

from gunicorn.arbiter import Arbiter

OLD_WORKERS = "OLD_WORKERS"  # their numbers, from the process before to itself
HELD = {*Arbiter.SIGNALS}  # until it can hear them again: most would end it
# systemd names its process and its socket in these; the second is then open under another number.
OF_SYSTEMD = ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")


def listen(server) -> None:
    """Answer both signals in our way, and let the workers of before go; when the site is loaded."""
    server.handle_hup = server.handle_usr2 = lambda: renew(server)
    for worker in os.environ.pop(OLD_WORKERS, "").split():
        os.kill(int(worker), signal.SIGTERM)  # a child not waited for: nobody else has its number
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)


def renew(server) -> None:
    command = [sys.executable, *sys.orig_argv[1:]]
    environ = {name: value for name, value in server.cfg.env_orig.items() if name not in OF_SYSTEMD}
    signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    fault = fault_of([*command, "--check-config"], environ)
    if fault:
        server.log.error("Not renewed, the site goes on as it was. %s", fault)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)
        return
    server.log.info("Renewing")
    handed_on = {
        # As for gunicorn's own successor, which takes the open ports by these two.
        "GUNICORN_PID": str(os.getpid()),
        "GUNICORN_FD": ",".join(str(listener.fileno()) for listener in server.LISTENERS),
        OLD_WORKERS: " ".join(map(str, server.WORKERS)),
    }
    os.execve(sys.executable, command, {**environ, **handed_on})  # noqa: S606 - ourselves


def fault_of(command: list[str], environ: dict[str, str]) -> str:
    """What the new files lack, in a line; empty when the site can be loaded from them."""
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, env=environ, capture_output=True, text=True, check=False, timeout=120
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return ""
    return (done.stderr.strip() or f"It ended with {done.returncode}.").splitlines()[-1]
