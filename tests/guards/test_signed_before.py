"""Links that were signed when the code stood elsewhere: what signs them names no module of now."""

import uuid

import pytest
from django.utils import timezone

from interventions.models import Alert, Report, Submission, alert

pytestmark = pytest.mark.django_db
# What the site made of these on 27 November 2026, before its rooms were moved.
SECRET = "de-sleutel-van-voor-de-verhuizing-van-alle-kamers-2026"
KEY = uuid.UUID("5f0c2c1e-7b1d-4a52-9d7e-3d1f6a4e8b90")
ADDRESS = "lezer@example.org"
LINKS = {
    "submission": (
        f"/aanmelden/{KEY}.7iW-WI_y-uwWT2JkuqHJUOedCzX5UT5nLE-TE76ZtoI/",
        f"/aanmelden/{KEY}.bc0c2dad5f83580e.B_kpUzM_0regfBMQ1vK-P3iPXH_hN4KtL3GVkuPx2dg/",
    ),
    "report": (
        f"/klopt-dit-niet/{KEY}.6SyN2SwoYUXFQJG5HluWC_5w-vHnEGwB_GtLxeuRAbk/",
        f"/klopt-dit-niet/{KEY}.bc0c2dad5f83580e.e29puscDZcbD6CWO_rbBdBuf0XtQn6OdDDrMjcUuB7E/",
    ),
    "alert": (f"/volgen/{KEY}.NNvrjoVngkL6RYkfiTsixMNkQLk0MSmDM-a4KGiYR_s/",),
    "stop": (
        "/volgen/78da8006ec76cd3961ead6e3648e6c1bb6bdea164f1cd199bb13beb1a86a6517"
        ".5CJhwovWUQglhf2cEg3mH7-gNFy5GcJIhwIUa-jBla0/",
    ),
}


@pytest.fixture
def signed_then(settings, monkeypatch):
    settings.SECRET_KEY = SECRET
    monkeypatch.setattr(alert.SIGNER, "key", SECRET)  # made at the start
    Submission.objects.create(key=KEY, email=ADDRESS)
    Report.objects.create(key=KEY, email=ADDRESS, text="Een fout.")
    Alert.objects.create(key=KEY, email=ADDRESS, asked_at=timezone.now())


@pytest.mark.parametrize("kind", LINKS)
def test_a_link_that_was_signed_before_the_move_still_opens(kind, client, signed_then):
    found = {client.get(address).status_code for address in LINKS[kind]}
    assert found == {302 if kind == "submission" else 200}  # to its first step
