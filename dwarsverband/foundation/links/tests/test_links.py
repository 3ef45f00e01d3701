"""A link lets its holder do one thing, for a while; only its hash is kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.links import links
from dwarsverband.foundation.links.models import Link
from tests import make
from tests.cast import Cast


def _make(cast: Cast, purpose: str = "test") -> tuple[Link, str]:
    with make.within(cast.waterdal):
        ends_at = timezone.now() + timedelta(days=1)
        return links.make(cast.noor, purpose, ends_at, details={"email": "fatma@baken.example"})


def test_a_link_is_found_by_its_secret_without_knowing_its_partnership(cast: Cast) -> None:
    link, secret = _make(cast)
    found = links.find(secret)
    assert found is not None
    assert (found.id, found.partnership_slug, found.purpose) == (link.pk, "waterdal", "test")
    assert links.find(secret[:-1]) is None


def test_only_the_hash_is_kept(cast: Cast) -> None:
    _link, secret = _make(cast)
    with make.within(cast.waterdal), connection.cursor() as cursor:
        cursor.execute("SELECT link::text FROM links_link AS link")
        rows = " ".join(row for (row,) in cursor.fetchall())
    assert "fatma@baken.example" in rows
    assert secret not in rows


@pytest.mark.parametrize("change", ["ended", "used", "withdrawn"])
def test_a_link_that_is_over_is_not_found(cast: Cast, change: str) -> None:
    link, secret = _make(cast)
    with make.within(cast.waterdal):
        if change == "used":
            assert links.use(link)
        elif change == "withdrawn":
            links.withdraw(link)
        else:
            Link.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
        assert links.get(cast.noor, secret, "test") is None
    assert links.find(secret) is None


def test_whoever_comes_second_uses_nothing(cast: Cast) -> None:
    link, _secret = _make(cast)
    with make.within(cast.waterdal):
        assert links.use(link) is True
        assert links.use(link) is False
        link.refresh_from_db()
    assert link.details == {}, "whom it was for is forgotten"


def test_a_link_serves_one_purpose(cast: Cast) -> None:
    _link, secret = _make(cast)
    with make.within(cast.waterdal):
        assert links.get(cast.noor, secret, "invitation") is None
        assert links.get(cast.noor, secret, "test") is not None


def test_a_link_of_elsewhere_is_read_by_nobody_here(cast: Cast) -> None:
    _link, secret = _make(cast)
    stranger = Actor(kind="link", partnership_id=cast.elsewhere.pk)
    with make.within(cast.elsewhere):
        assert links.get(stranger, secret, "test") is None
        assert not Link.objects.exists()
