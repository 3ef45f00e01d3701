"""What a mayor reads in a minute: whom to speak, what is missing, what the network asks."""

from datetime import timedelta

from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.actions.agreements import Agreed, record_agreement
from dwarsverband.modules.network.models import ContactMoment, Tie
from dwarsverband.modules.tables.models import Decision, Table
from tests import make
from tests.cast import Cast

TODAY = timezone.localdate()


def _page(cast: Cast) -> str:
    return cast.client("hanneke", "en").get("/waterdal/").content.decode()


def _keeps(cast: Cast, name: str, days: int, ends: int = 365) -> None:
    """The mayor keeps an agreement with somebody who was spoken so many days ago."""
    mayor = make.person(
        cast.waterdal, f"Burgemeester {name}", "administration", email="hanneke@waterdal.example"
    )
    person = make.person(cast.waterdal, name, "community", f"Vereniging {name}")
    make.tie(mayor, person, TODAY - timedelta(days=days))
    members = {who: make.membership_of(cast.actors[who]) for who in ("hanneke", "noor")}
    agreed = Agreed(
        keeper=members["hanneke"],
        vice=members["noor"],
        may_ask="meedenken",
        wont_ask="",
        reach="",
        reach_when="",
        languages=[],
        agreed_on=TODAY - timedelta(days=days),
        agreed_how="talk",
        ends_on=TODAY + timedelta(days=ends),
    )
    with acting(cast.noor):
        record_agreement(cast.noor, person, agreed=agreed)


def _spoke(cast: Cast, keepers: int) -> None:
    with make.within(cast.waterdal):
        for tie in Tie.objects.filter(partnership=cast.waterdal)[:keepers]:
            ContactMoment.objects.create(
                partnership=cast.waterdal,
                tie=tie,
                keeper_id=tie.first_id,
                happened_on=TODAY,
                ends_on=TODAY,
                minutes=60,
            )


def test_it_names_whom_the_mayor_keeps_and_nobody_else(cast: Cast) -> None:
    _keeps(cast, "Abdi Warsame", 200, ends=20)
    page = _page(cast)
    assert page.count("Abdi Warsame") >= 2
    assert "Six months of silence" in page
    assert "Talk again about what you agreed, before it ends." in page
    assert not [name for name in ("Sociaal", "Agent", "Fatma", "Bram") if name in page]
    assert "data-print" in page
    told = cast.client("hanneke").get("/api/v1/waterdal/today").json()
    assert [one["name"] for one in told["administrator"]["ending"]] == ["Abdi Warsame"]
    assert cast.client("noor").get("/api/v1/waterdal/today").json()["administrator"] is None


def test_what_the_mayor_promised_is_named_and_the_button_that_waits_leads_nowhere_else(
    cast: Cast,
) -> None:
    mayor = make.person(
        cast.waterdal, "Burgemeester", "administration", email="hanneke@waterdal.example"
    )
    with make.within(cast.waterdal):
        own = {"partnership": cast.waterdal, "ends_on": TODAY, "source": "test"}
        table = Table.objects.create(partnership=cast.waterdal, name="Jeugd", begins_on=TODAY)
        Decision.objects.create(
            **own,
            table=table,
            what="Belt de minister.",
            owner=mayor,
            has_owner=True,
            decided_on=TODAY,
        )
    page = _page(cast)
    assert 'id="promises"' in page and "Belt de minister." in page
    assert "#promises" not in page


def test_whoever_is_spoken_in_time_waits_for_nobody(cast: Cast) -> None:
    assert "Nobody waits for you this month." in _page(cast)


def test_it_says_what_is_missing_and_asks_for_it(cast: Cast) -> None:
    page = _page(cast)
    assert "Nobody is known of:" in page
    assert "Do you know somebody from" in page
    assert "Nobody is known to work on:" in page


def test_fewer_than_five_is_not_counted_for_the_mayor(cast: Cast) -> None:
    _spoke(cast, 4)
    kept = cast.client("hanneke", "en").get("/api/v1/waterdal/today").json()["administrator"]
    assert {one["count"] for one in kept["kept"]} == {"fewer than five"}
    _spoke(cast, 6)
    kept = cast.client("hanneke", "en").get("/api/v1/waterdal/today").json()["administrator"]
    assert "10" in {one["count"] for one in kept["kept"]}
