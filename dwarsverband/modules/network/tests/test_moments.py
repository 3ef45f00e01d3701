"""When people spoke: the clock, the promise, and who reads what."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.modules.network.actions.moments import destroy_old_moments, hand_over_contact
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import ContactMoment, Person, Tie, Turn
from dwarsverband.modules.network.queries.own_file import own_file
from dwarsverband.modules.network.tests.pages import find, holder, own_page
from tests import make
from tests.cast import Cast

TODAY = timezone.localdate()


def tie_of(cast: Cast, one: str = "Bram Hendriks", other: str = "Fatma Yıldız") -> Tie:
    """The tie of two people of Waterdal."""
    first, second = sorted((find(cast, one).pk, find(cast, other).pk))
    with make.within(cast.waterdal):
        return Tie.objects.get(first=first, second=second)


def record(cast: Cast, who: str = "bram", tie: Tie | None = None, **said: object) -> None:
    """Press the button."""
    tie = tie or tie_of(cast)
    sent = {"on": TODAY.isoformat(), **said}
    cast.client(who).post(f"/waterdal/netwerk/banden/{tie.pk}/contact", sent)


def moments(cast: Cast) -> list[ContactMoment]:
    """Everything that was written down in Waterdal, the newest first."""
    with make.within(cast.waterdal):
        return list(ContactMoment.objects.filter(partnership=cast.waterdal))


def test_one_tap_on_a_person_writes_down_that_you_spoke(cast: Cast) -> None:
    page = cast.client("bram", "en").get(
        f"/waterdal/netwerk/mensen/{find(cast, 'Fatma Yıldız').pk}"
    )
    assert "We spoke today" in page.content.decode()
    record(cast)
    (moment,) = moments(cast)
    assert (moment.happened_on, moment.reason) == (TODAY, "upkeep")
    assert moment.keeper_id == find(cast, "Bram Hendriks").pk


def test_taking_a_moment_back_puts_the_clock_back(cast: Cast) -> None:
    before = tie_of(cast).last_contact_on
    record(cast)
    assert tie_of(cast).last_contact_on == TODAY
    cast.client("bram").post(f"/waterdal/netwerk/momenten/{moments(cast)[0].pk}/weghalen")
    assert tie_of(cast).last_contact_on == before
    assert not moments(cast)


def test_a_note_and_minutes_are_read_by_whoever_keeps_the_contact_only(cast: Cast) -> None:
    record(cast, note="Belt liever na vieren", minutes="25")
    address = f"/waterdal/netwerk/mensen/{find(cast, 'Fatma Yıldız').pk}"
    own, other = (cast.client(who, "en").get(address).content.decode() for who in ("bram", "noor"))
    assert "Belt liever na vieren" in own
    assert "25 minutes" in own
    assert "Keeping in touch" in other
    assert "Belt liever" not in other
    assert "25 minutes" not in other
    told = cast.client("noor").get("/api/v1/waterdal/upkeep").content.decode()
    assert "Belt liever" not in told


def test_a_promise_waits_until_somebody_says_that_it_is_done(cast: Cast) -> None:
    record(cast, promise="nummer doorgeven")
    page = cast.client("bram", "en").get("/waterdal/netwerk/onderhoud").content.decode()
    assert "Promised: nummer doorgeven" in page
    address = f"/waterdal/netwerk/momenten/{moments(cast)[0].pk}/gedaan"
    assert cast.client("bram").post(address).status_code == 302
    assert moments(cast)[0].settled_on == TODAY
    page = cast.client("bram", "en").get("/waterdal/netwerk/onderhoud").content.decode()
    assert "nummer doorgeven" not in page
    assert cast.client("bram").post(address).status_code == 403


def test_everything_that_waits_can_be_found_with_the_newest_folded(cast: Cast) -> None:
    for days in range(7):
        record(cast, on=(TODAY - timedelta(days=days)).isoformat(), promise=f"belofte {days}")
    page = cast.client("bram", "en").get("/waterdal/netwerk/onderhoud").content.decode()
    assert "7 things wait for an answer" in page
    assert page.index("belofte 6") < page.index("Show the others") < page.index("belofte 0")
    told = cast.client("bram").get("/api/v1/waterdal/upkeep").json()
    assert (len(told["waiting"]), told["waitingCount"]) == (7, 7)


def test_who_took_the_initiative_is_told_by_name(cast: Cast) -> None:
    form = cast.client("bram", "en").get(f"/waterdal/netwerk/banden/{tie_of(cast).pk}/contact")
    assert '<option value="them">Fatma Yıldız</option>' in form.content.decode()
    record(cast, initiative="them")
    address = f"/waterdal/netwerk/mensen/{find(cast, 'Fatma Yıldız').pk}"
    page = cast.client("noor", "en").get(address).content.decode()
    assert "Fatma Yıldız took the initiative" in page


@pytest.mark.parametrize(("who", "status"), [("hanneke", 404), ("wim", 404), ("noor", 302)])
def test_who_takes_a_moment_back(cast: Cast, who: str, status: int) -> None:
    record(cast)
    address = f"/waterdal/netwerk/momenten/{moments(cast)[0].pk}/weghalen"
    assert cast.client(who).post(address).status_code == status


def test_somebody_who_leaves_takes_their_moments_along(cast: Cast) -> None:
    record(cast, promise="iets", note="iets")
    fatma = find(cast, "Fatma Yıldız")
    with acting(cast.noor):
        withdraw_person(cast.noor, fatma)
    assert not moments(cast)


def test_of_whoever_objects_no_moment_is_shown(cast: Cast) -> None:
    record(cast, promise="iets liefs")
    with make.within(cast.waterdal):
        Person.objects.filter(name="Fatma Yıldız").update(objected_on=TODAY)
    for who in ("bram", "noor"):
        page = cast.client(who, "en").get("/waterdal/netwerk/onderhoud").content.decode()
        assert "iets liefs" not in page


def test_the_file_of_a_person_holds_every_moment_with_its_note(cast: Cast) -> None:
    record(cast, note="Houdt van thee")
    bram = find(cast, "Bram Hendriks")
    actor = holder(own_page(cast, bram))
    with acting(actor):
        (moment,) = json.loads(own_file(actor, bram, "json").content)["moments"]
    assert moment["note"] == "Houdt van thee"


def test_moments_end_after_two_years(cast: Cast) -> None:
    record(cast)
    record(cast, on=(TODAY - timedelta(days=800)).isoformat())
    assert len(moments(cast)) == 1
    with make.within(cast.waterdal):
        ContactMoment.objects.update(ends_on=date(2020, 1, 1))
    actor = system(cast.waterdal.pk)
    with acting(actor):
        destroy_old_moments(actor)
    assert not moments(cast)


def test_the_api_writes_down_the_same(cast: Cast) -> None:
    cast.client("bram").post(
        f"/api/v1/waterdal/ties/{tie_of(cast).pk}/record-contact",
        {"on": TODAY.isoformat(), "reason": "their_question", "initiative": "them"},
        content_type="application/json",
    )
    assert moments(cast)[0].waits
    waiting = cast.client("bram").get("/api/v1/waterdal/upkeep").json()["waiting"]
    assert waiting[0]["moment"]["reason"] == "their_question"


def _hand_over(cast: Cast, to: str) -> Turn | None:
    address = f"/waterdal/netwerk/banden/{tie_of(cast).pk}/overdragen"
    cast.client("bram").post(address, {"to": str(find(cast, to).pk)})
    with make.within(cast.waterdal):
        return Turn.objects.filter(partnership=cast.waterdal).first()


def _colleague(cast: Cast) -> str:
    """Somebody with an account whom Bram knows."""
    colleague = make.person(
        cast.waterdal, "Karim El Idrissi", "safety", email="karim@waterdal.example"
    )
    make.tie(find(cast, "Bram Hendriks"), colleague)
    member = make.member(cast.waterdal, "karim@waterdal.example", "Karim El Idrissi")
    cast.actors["karim"] = member_actor(member.user_id, "waterdal")
    return colleague.name


def test_a_contact_that_was_handed_over_stands_on_the_other_list(cast: Cast) -> None:
    turn = _hand_over(cast, _colleague(cast))
    karim, bram = (cast.client(who, "en") for who in ("karim", "bram"))
    del cast.actors["karim"]
    assert turn
    assert "Bram Hendriks kept this contact until" in karim.get("/waterdal/").content.decode()
    assert "the only tie between" not in bram.get("/waterdal/").content.decode()
    karim.post(f"/waterdal/netwerk/beurten/{turn.pk}/overnemen", {"on": TODAY.isoformat()})
    assert tie_of(cast, "Karim El Idrissi").last_contact_on == TODAY
    assert "kept this contact" not in karim.get("/waterdal/").content.decode()


def test_a_contact_that_was_given_back_stands_on_the_own_list_again(cast: Cast) -> None:
    turn = _hand_over(cast, _colleague(cast))
    karim = cast.client("karim")
    del cast.actors["karim"]
    assert turn
    karim.post(f"/waterdal/netwerk/beurten/{turn.pk}/teruggeven")
    assert "the only tie between" in cast.client("bram", "en").get("/waterdal/").content.decode()


def test_nobody_hands_a_contact_to_somebody_they_do_not_know(cast: Cast) -> None:
    assert _hand_over(cast, "Sociaal 3") is None
    tie, stranger = tie_of(cast), find(cast, "Sociaal 3")
    with acting(cast.bram), pytest.raises(ValidationError, match=r"ken"):
        hand_over_contact(cast.bram, tie, to=stranger)


@pytest.mark.regression("a contact could be handed to somebody who takes part no more")
def test_a_contact_is_handed_only_to_whoever_has_a_list(cast: Cast) -> None:
    make.tie(find(cast, "Bram Hendriks"), find(cast, "Sociaal 3"))
    address = f"/waterdal/netwerk/banden/{tie_of(cast).pk}/overdragen"
    page = cast.client("bram", "en").get(address).content.decode()
    assert "Nobody whom you know has an account here yet." in page
    assert _hand_over(cast, "Sociaal 3") is None
