"""Two days are compared in words."""

from datetime import timedelta

from django.utils import timezone

from dwarsverband.foundation.access.context import system
from dwarsverband.modules.network.jobs import measure
from dwarsverband.modules.network.models import Measurement
from tests import make
from tests.cast import Cast

PAGE = "/waterdal/netwerk/verkokering"


def _measured(cast: Cast, days_ago: int) -> str:
    """The totals of today, as if they were kept some time ago."""
    measure(0)
    then = timezone.localdate() - timedelta(days=days_ago)
    with make.within(cast.waterdal):
        Measurement.objects.filter(partnership=cast.waterdal).update(measured_on=then)
    return then.isoformat()


def test_the_totals_of_a_day_are_kept_without_people(cast: Cast) -> None:
    measure(0)
    with make.within(cast.waterdal):
        kept = Measurement.objects.get(partnership=cast.waterdal)
    assert kept.people_count == 12
    assert ["safety", "education", 1, 1] in kept.pairs
    assert "Fatma" not in str(kept.pairs)


def test_a_day_is_measured_once(cast: Cast) -> None:
    measure(0)
    measure(0)
    with make.within(cast.waterdal):
        assert Measurement.objects.filter(partnership=cast.waterdal).count() == 1


def test_a_repaired_bridge_is_said_in_words(cast: Cast) -> None:
    then = _measured(cast, 160)
    agent = make.person(cast.waterdal, "Nieuwe Agent", "safety", "Politie")
    teacher = make.person(cast.waterdal, "Nieuwe Docent", "education", "Mbo Het Baken")
    make.tie(agent, teacher)
    page = cast.client("noor", "en").get(PAGE, {"sinds": then}).content.decode()
    assert "One bridge fewer hangs on one person than on" in page
    assert "Two people came in." in page


def test_a_first_tie_between_two_domains_is_said(cast: Cast) -> None:
    then = _measured(cast, 40)
    make.tie(
        make.person(cast.waterdal, "Een", "care"), make.person(cast.waterdal, "Twee", "social")
    )
    page = cast.client("noor", "en").get(PAGE, {"sinds": then}).content.decode()
    assert "One pair of domains met that did not know each other then." in page


def test_a_strange_day_is_no_error(cast: Cast) -> None:
    for day in ("gisteren", "0000-00-00", "9999-12-31", "\0"):
        assert cast.client("noor").get(PAGE, {"sinds": day}).status_code == 200


def test_others_than_the_coordinator_are_offered_no_day(cast: Cast) -> None:
    then = _measured(cast, 40)
    page = cast.client("bram", "en").get(PAGE, {"sinds": then}).content.decode()
    assert "Compare with" not in page


def test_only_the_product_itself_measures(cast: Cast) -> None:
    assert system(cast.waterdal.pk).kind == "system"
    assert cast.client("noor").post("/waterdal/netwerk/meten").status_code == 404
