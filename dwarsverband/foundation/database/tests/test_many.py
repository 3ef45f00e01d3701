"""Many rows go at once, as whole as one by one."""

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Domain, Organisation
from dwarsverband.foundation.database.many import among, remove
from dwarsverband.foundation.search import lists
from dwarsverband.foundation.search.tests.words import traces
from dwarsverband.modules.network.models import Person, Position
from tests import make
from tests.cast import Cast


def test_rows_go_in_one_statement_with_what_hangs_on_them(cast: Cast) -> None:
    for number in range(150):
        make.person(cast.waterdal, f"Kwikstaart{number:03} Gemeen", "care", "GGZ")
    make.person(cast.waterdal, "Blijft Gemeen", "care", "GGZ")
    with acting(system(cast.waterdal.pk)):
        lists.settle(system(cast.waterdal.pk), most_fresh=0)
    with (
        acting(cast.noor),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        wanted = Person.objects.filter(name__startswith="Kwikstaart")
        remove(Person.objects.filter(among("pk", wanted.values_list("pk", flat=True))))
    said = [one["sql"] for one in asked if one["sql"].startswith('DELETE FROM "network_person"')]
    assert len(said) == 1
    with make.within(cast.waterdal):
        assert list(
            Person.objects.filter(name__endswith="Gemeen").values_list("name", flat=True)
        ) == ["Blijft Gemeen"]
        assert not Position.objects.filter(person=None).exists()
    assert traces(cast.waterdal, "kwikstaart007") == 0 < traces(cast.waterdal, "gemeen")


def test_what_is_needed_elsewhere_stays_with_everything_else(cast: Cast) -> None:
    make.person(cast.waterdal, "Fatma Bos", "care", "GGZ")
    with acting(cast.noor):
        before = Organisation.objects.count(), Domain.objects.count()
        with pytest.raises(ProtectedError):
            remove(Domain.objects.all())
        assert (Organisation.objects.count(), Domain.objects.count()) == before


def test_no_keys_are_nobody(cast: Cast) -> None:
    with acting(cast.noor):
        assert not Person.objects.filter(among("pk", [])).exists()
        assert Person.objects.exclude(among("pk", [])).exists()
