import pytest
from django.db import connection

from elements.models import ContentVersion, content_change
from elements.snapshot import snapshot

pytestmark = pytest.mark.django_db


def test_a_change_raises_the_number_by_one_and_renews_the_stamp():
    before = ContentVersion.current()
    with content_change():
        pass
    after = ContentVersion.current()
    assert after.number == before.number + 1
    assert after.stamp != before.stamp
    assert after.withdrawn_number == before.withdrawn_number


def test_a_withdrawal_is_remembered():
    with content_change(withdrawal=True):
        pass
    version = ContentVersion.current()
    assert version.withdrawn_number == version.number


def test_a_change_that_fails_raises_nothing():
    before = ContentVersion.current()
    with pytest.raises(RuntimeError), content_change():
        raise RuntimeError
    assert ContentVersion.current().stamp == before.stamp


def test_an_empty_base_has_a_version_too():
    ContentVersion.objects.all().delete()
    assert ContentVersion.current().number == 0
    with content_change():
        pass
    assert ContentVersion.current().number == 1


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_ends_its_transaction_also_when_it_fails():
    with pytest.raises(RuntimeError), snapshot():
        raise RuntimeError
    with snapshot():
        assert ContentVersion.current()
    with content_change():  # a snapshot that was left open would refuse to write
        pass
    assert not connection.in_atomic_block
