"""Between the password and the code: somebody is known, and nobody is signed in."""

from dataclasses import asdict, dataclass

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from interventions.desk.signing_in.backend import may_enter

KEPT = "second_step"
MINUTES = 10


@dataclass(frozen=True)
class Pending:
    """Who gave a password, and where they were going; `secret` is that of an app to be set up."""

    user: int
    proof: str  # Django's own digest of the password: a new password ends this too
    until: float
    next: str
    secret: str = ""
    replaces: bool = False


def begin(request, user, *, next: str, secret: str = "", replaces: bool = False) -> None:
    """Remember who gave the right password; the session gets another key, as at signing in."""
    until = timezone.now().timestamp() + MINUTES * 60
    if not replaces:
        request.session.cycle_key()
        request.session.set_expiry(MINUTES * 60)
    pending = Pending(user.pk, user.get_session_auth_hash(), until, next, secret, replaces)
    request.session[KEPT] = asdict(pending)


def waiting(request) -> tuple[User | None, Pending | None]:
    """Who has to give a code now, and what is kept of it; nobody when that took too long."""
    if KEPT not in request.session:
        return None, None
    pending = Pending(**request.session[KEPT])
    user = User.objects.filter(pk=pending.user).first()
    if (
        user is None
        or not may_enter(user)
        or timezone.now().timestamp() > pending.until
        or not any(constant_time_compare(proof, pending.proof) for proof in _proofs(user))
        or (pending.replaces and user.pk != request.user.pk)
    ):
        end(request)
        return None, None
    return user, pending


def _proofs(user) -> tuple[str, ...]:
    """With the secret key of now, and with each that it has replaced."""
    return user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()


def end(request) -> None:
    request.session.pop(KEPT, None)
