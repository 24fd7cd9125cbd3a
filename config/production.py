"""What stops the start in production, because it would leave a door open without a word."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.environment import is_this_machine

# What examples and new servers have for a password.
GUESSED = {
    *("password", "wachtwoord", "secret", "geheim", "postgres", "postgresql", "admin", "root"),
    *("user", "test", "changeme", "change-me", "example", "voorbeeld", "kennisbank", "pw"),
}
VARIABLES = {"default": "DATABASE_URL", "replica": "DATABASE_REPLICA_URL"}


def require_host_names(name: str, hosts: list[str]) -> None:
    """Raises ImproperlyConfigured without a host, and for one that stands for every host."""
    if not hosts or any("*" in host or (host[0] == "." and host.count(".") < 2) for host in hosts):
        raise ImproperlyConfigured(
            f"{name} is missing or allows every host. "
            "Name the hosts of this site: kennisbank.nl,www.kennisbank.nl."
        )


def require_https(name: str, address: str) -> None:
    """Raises ImproperlyConfigured for an address that is not encrypted: links in mail begin so."""
    if urlsplit(address).scheme != "https":
        raise ImproperlyConfigured(
            f"{name} is {address!r}. In production it begins with https://: every visitor is sent "
            "there, and the private links in mail begin with it."
        )


def refuse_plain_text(*, databases: dict[str, dict], mail: dict) -> None:
    """Raises ImproperlyConfigured for a password that anybody on the network can guess or read."""
    for alias, database in databases.items():
        password = database.get("PASSWORD", "").lower()
        guessed = password in GUESSED or password == database.get("USER", "").lower() != ""
        if guessed and not is_this_machine(database.get("HOST", "")):
            raise ImproperlyConfigured(
                f"The password in {VARIABLES[alias]} is one of an example, or the name of the "
                "user. Give that user a password of its own."
            )
    if mail["password"] and not (mail["tls"] or mail["ssl"] or is_this_machine(mail["host"])):
        raise ImproperlyConfigured(
            "EMAIL_URL sends a password that is not encrypted. Give smtp://...?tls=1 or "
            "smtps://..., or leave name and password out."
        )
