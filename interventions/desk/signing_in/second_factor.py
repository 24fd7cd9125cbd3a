"""The second step: an app on the telephone that shows codes, and ten codes for when it is lost."""

import secrets
import time
from base64 import b32encode

import django_otp
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from interventions.desk.signing_in.sessions import end_sessions
from interventions.models import RecoveryCode

CODES, FEW = 10, 3
LENGTH = 12
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


def device_of(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def codes_left(user: User) -> int:
    return user.recovery_codes.filter(used_at=None).count()


# --- Setting up -----------------------------------------------------------------------------------


def new_app(user: User, secret: str = "") -> TOTPDevice:
    """An app that nothing is known of yet: its row is saved when it has shown a right code."""
    return TOTPDevice(user=user, name="app", key=secret or random_hex(20))


def secret_of(device: TOTPDevice) -> str:
    """As an app asks for it, when there is no camera."""
    return b32encode(device.bin_key).decode()


def confirm(device: TOTPDevice, typed: str, *, replaces: bool) -> list[str]:
    """Keep the app when its code is right, in the place of any other; gives new recovery codes.

    Empty when the code is wrong, or when somebody else was first to set up an app.
    """
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    code = _plain(typed)
    if not _is_of_app(code) or not totp.verify(int(code), device.tolerance):
        return []
    with transaction.atomic():
        User.objects.select_for_update().get(pk=device.user_id)
        if device_of(device.user) and not replaces:
            return []
        forget(device.user)
        device.last_t, device.drift = totp.t(), totp.drift  # this code is spent
        device.save()
        return new_codes(device.user)


def new_codes(user: User) -> list[str]:
    """Ten new recovery codes, to be shown once; the old ones do not work any more."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(CODES)]
    rows = [RecoveryCode(user=user, code=make_password(code)) for code in codes]
    with transaction.atomic():
        user.recovery_codes.all().delete()
        RecoveryCode.objects.bulk_create(rows)
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


# --- Giving a code --------------------------------------------------------------------------------


def accept(user: User, typed: str) -> TOTPDevice | None:
    """The user's app when this is its code, or one of the recovery codes; each works once."""
    device = device_of(user)
    code = _plain(typed)
    if device is None:
        return None
    if _is_of_app(code):
        return django_otp.verify_token(user, device.persistent_id, code)
    if _is_recovery(code) and _spend(user, code):
        return device
    return None


def _plain(typed: str) -> str:
    return "".join(typed.split()).replace("-", "").lower()


def _is_of_app(code: str) -> bool:
    return len(code) == 6 and code.isascii() and code.isdigit()


def _is_recovery(code: str) -> bool:
    return len(code) == LENGTH and set(code) <= {*ALPHABET}


def _spend(user: User, code: str) -> bool:
    """Use up a recovery code; of two who give the same one at once, one gets through."""
    unused = user.recovery_codes.filter(used_at=None)
    found = next((row for row in unused if check_password(code, row.code)), None)
    return found is not None and bool(unused.filter(pk=found.pk).update(used_at=timezone.now()))


# --- Taking away ----------------------------------------------------------------------------------


def forget(user: User) -> None:
    """Take the app and the recovery codes away."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        user.recovery_codes.all().delete()


def reset(person: User) -> None:
    """The same, and out: somebody lost the telephone, and sets up a new one at signing in."""
    forget(person)
    end_sessions(person)
