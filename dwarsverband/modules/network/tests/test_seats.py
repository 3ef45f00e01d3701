"""Whom a theme needs: what fills a seat, who could, and who says so."""

import pytest
from django.urls import reverse

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.accounts.queries import is_used
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import Person, PersonTheme, Seat
from dwarsverband.modules.network.queries.seats import Filling, theme_detail
from dwarsverband.modules.network.tests.pages import carer, own_page, reader
from tests import make
from tests.cast import Cast


def _theme(cast: Cast, code: str = "radicalisation") -> Theme:
    with make.within(cast.waterdal):
        return Theme.objects.get(partnership=cast.waterdal, code=code)


def _seat(cast: Cast, name: str, code: str = "radicalisation") -> Seat:
    with make.within(cast.waterdal):
        return Seat.objects.get(partnership=cast.waterdal, theme__code=code, name=name)


def _filling(cast: Cast, name: str, who: str = "noor") -> Filling:
    theme = _theme(cast)
    with acting(cast.actors[who]):
        detail = theme_detail(cast.actors[who], theme)
    return next(one for one in detail.seats if one.seat.name == name)


def _find(cast: Cast, name: str) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(partnership=cast.waterdal, name=name)


def _put(cast: Cast, name: str, who: str = "noor") -> int:
    address = reverse("network:put_on_theme", args=["waterdal", _find(cast, name).pk])
    return cast.client(who).post(address, {"theme": _theme(cast).pk}).status_code


def _page(cast: Cast, who: str = "noor") -> str:
    address = reverse("network:theme_detail", args=["waterdal", _theme(cast).pk])
    return cast.client(who, "en").get(address).content.decode()


def test_a_partnership_begins_with_seats_that_are_a_proposal(cast: Cast) -> None:
    with make.within(cast.waterdal):
        seats = Seat.objects.filter(partnership=cast.waterdal)
        assert seats.filter(theme__code="radicalisation").count() == 15
        assert seats.values("theme").distinct().count() == 6
        assert not seats.filter(is_proposed=False).exists()
    assert "Proposal" in _page(cast)


def test_a_seat_is_filled_by_theme_domain_and_words_together(cast: Cast) -> None:
    assert not _filling(cast, "Politie").is_filled
    assert _put(cast, "Agent 1") == 302
    assert _filling(cast, "Politie").people[0].name == "Agent 1"
    assert not _filling(cast, "Openbaar Ministerie").is_filled  # the same domain, other words
    assert not _filling(cast, "School").is_filled  # no words, another domain


def test_a_seat_without_words_is_filled_by_anybody_of_its_domain(cast: Cast) -> None:
    _put(cast, "Fatma Yıldız")
    assert _filling(cast, "School").is_filled


def test_a_short_word_is_a_whole_word(cast: Cast) -> None:
    make.person(cast.waterdal, "Ommen Omar", "safety", "Omgevingsdienst")
    make.person(cast.waterdal, "Officier", "safety", "OM, parket Waterland")
    names = [one.person.name for one in _filling(cast, "Openbaar Ministerie").candidates]
    assert names == ["Officier"]


def test_who_could_is_shown_with_whom_they_know_at_the_theme(cast: Cast) -> None:
    _put(cast, "Sociaal 4")  # whom only Bram knows
    (candidate,) = _filling(cast, "Politie").candidates
    assert candidate.person.name == "Bram Hendriks"
    assert [one.name for one in candidate.known] == ["Sociaal 4"]
    assert "Knows Sociaal 4." in _page(cast)


def test_when_nobody_knows_anybody_there_they_come_by_name(cast: Cast) -> None:
    names = [one.person.name for one in _filling(cast, "Politie").candidates]
    assert names == sorted(names)
    assert len(names) == 4


def test_a_partner_sees_which_seats_are_empty_and_no_name_or_number(cast: Cast) -> None:
    _put(cast, "Agent 1")
    police = _filling(cast, "Politie", "bram")
    told = (police.is_told, police.is_filled, police.fits, police.people, police.candidates)
    assert told == (True, True, 0, (), ())
    page = _page(cast, "bram")
    assert "Politie" in page
    assert "Agent" not in page


@pytest.mark.regression("a seat that few people fit gave a person away")
@pytest.mark.parametrize("who", ["bram", "hanneke", "joost"])
def test_of_fewer_than_five_people_others_are_not_told_whether_they_fill_a_seat(
    cast: Cast, who: str
) -> None:
    _put(cast, "Fatma Yıldız")
    assert _filling(cast, "School").is_filled
    school, prosecutor = (_filling(cast, name, who) for name in ("School", "Openbaar Ministerie"))
    assert (school.is_told, school.is_filled) == (False, False)
    assert (prosecutor.is_told, prosecutor.is_filled) == (True, False)
    assert "Fewer than five people fit them." in _page(cast, who)
    seats = cast.client(who).get(f"/api/v1/waterdal/themes/{_theme(cast).pk}/seats").json()["seats"]
    told = {one["name"]: one["isFilled"] for one in seats}
    assert (told["School"], told["Openbaar Ministerie"]) == (None, False)


@pytest.mark.parametrize(
    ("who", "status"),
    [("noor", 302), ("bram", 403), ("hanneke", 404), ("wim", 404), ("nobody", 302)],
)
def test_who_puts_somebody_on_a_theme(cast: Cast, who: str, status: int) -> None:
    assert _put(cast, "Fatma Yıldız", who) == status
    with make.within(cast.waterdal):
        assert PersonTheme.objects.filter(theme=_theme(cast)).exists() is (who == "noor")


def test_putting_somebody_on_a_theme_twice_changes_nothing(cast: Cast) -> None:
    _put(cast, "Agent 1")
    _put(cast, "Agent 1")
    with make.within(cast.waterdal):
        assert PersonTheme.objects.filter(person=_find(cast, "Agent 1")).count() == 1


def test_whoever_objects_is_put_on_nothing_and_fills_nothing(cast: Cast) -> None:
    _put(cast, "Agent 1")
    with make.within(cast.waterdal):
        Person.objects.filter(name__startswith="Agent").update(objected_on="2026-11-01")
    assert not _filling(cast, "Politie").is_filled
    assert _put(cast, "Agent 2") == 403


def test_somebody_is_taken_off_a_theme(cast: Cast) -> None:
    _put(cast, "Agent 1")
    address = reverse("network:take_off_theme", args=["waterdal", _find(cast, "Agent 1").pk])
    cast.client("noor").post(address, {"theme": _theme(cast).pk})
    assert not _filling(cast, "Politie").is_filled


def test_whoever_leaves_fills_no_seat(cast: Cast) -> None:
    _put(cast, "Agent 1")
    agent = _find(cast, "Agent 1")
    with acting(cast.noor):
        withdraw_person(cast.noor, agent)
    assert not _filling(cast, "Politie").is_filled
    with make.within(cast.waterdal):
        assert not PersonTheme.objects.exists()


def test_somebody_reads_on_their_own_page_on_what_and_where_they_work(cast: Cast) -> None:
    yvonne = carer(cast)
    with make.within(cast.waterdal):
        Person.objects.filter(pk=yvonne.pk).update(neighbourhoods=["Noord"])
    _put(cast, "Yvonne Jansen")
    own = own_page(cast, yvonne)
    page = reader().get(own).content.decode()
    assert "Radicalisation" in page
    assert "Noord" in page
    kept = reader().post(f"{own}/bestand", {"format": "json"}).json()
    assert (kept["themes"], kept["neighbourhoods"]) == (["radicalisation"], ["Noord"])


def test_a_changed_seat_is_a_proposal_no_longer(cast: Cast) -> None:
    seat = _seat(cast, "Politie")
    typed = {"name": "Wijkagent", "domain": seat.domain_id, "words": "wijkagent, ", "version": 1}
    cast.client("noor").post(f"/waterdal/netwerk/stoelen/{seat.pk}/wijzigen", typed)
    with make.within(cast.waterdal):
        seat.refresh_from_db()
    assert (seat.name, seat.words, seat.is_proposed) == ("Wijkagent", ["wijkagent"], False)


def test_the_second_of_two_changes_sees_the_first(cast: Cast) -> None:
    seat = _seat(cast, "Politie")
    typed = {"name": "Wijkagent", "domain": seat.domain_id, "words": "", "version": 0}
    answer = cast.client("noor").post(f"/waterdal/netwerk/stoelen/{seat.pk}/wijzigen", typed)
    assert answer.status_code == 409


def test_a_seat_is_added_once(cast: Cast) -> None:
    theme = _theme(cast)
    with make.within(cast.waterdal):
        care = Domain.objects.get(partnership=cast.waterdal, code="care")
    for _time in range(2):
        cast.client("noor").post(
            f"/waterdal/netwerk/themas/{theme.pk}/stoel",
            {"name": "Huisarts", "domain": care.pk, "words": ""},
        )
    with make.within(cast.waterdal):
        assert Seat.objects.filter(theme=theme, name="Huisarts").count() == 1


def test_a_seat_moves_up_and_is_taken_off(cast: Cast) -> None:
    seat = _seat(cast, "Politie")
    cast.client("noor").post(f"/waterdal/netwerk/stoelen/{seat.pk}/hoger")
    with acting(cast.noor):
        names = [one.seat.name for one in theme_detail(cast.noor, seat.theme).seats]
    assert names.index("Politie") == 4
    cast.client("noor").post(f"/waterdal/netwerk/stoelen/{seat.pk}/weghalen")
    with make.within(cast.waterdal):
        assert not Seat.objects.filter(pk=seat.pk).exists()


@pytest.mark.parametrize(("who", "status"), [("bram", 403), ("hanneke", 403), ("wim", 404)])
def test_others_than_the_coordinator_change_no_seat(cast: Cast, who: str, status: int) -> None:
    address = f"/waterdal/netwerk/stoelen/{_seat(cast, 'Politie').pk}/weghalen"
    assert cast.client(who).post(address).status_code == status


def test_a_theme_without_seats_gets_a_proposal_once(cast: Cast) -> None:
    with make.within(cast.waterdal):
        theme = Theme.objects.create(
            partnership=cast.waterdal, code="eigen", name_nl="Eigen", name_en="Own"
        )
    address = f"/waterdal/netwerk/themas/{theme.pk}/begin"
    assert cast.client("noor").post(address).status_code == 302
    with make.within(cast.waterdal):
        assert Seat.objects.filter(theme=theme, is_proposed=True).count() == 15


def test_proposals_keep_no_theme_and_no_domain_on_the_list(cast: Cast) -> None:
    theme = _theme(cast)
    with acting(cast.noor):
        care = Domain.objects.get(partnership=cast.waterdal, code="care")
        assert not is_used(cast.noor, care)
        Seat.objects.filter(domain=care).update(is_proposed=False)
        assert is_used(cast.noor, care)
        assert not is_used(cast.noor, theme)


def test_page_and_api_say_the_same(cast: Cast) -> None:
    _put(cast, "Agent 1")
    answer = cast.client("noor").get(f"/api/v1/waterdal/themes/{_theme(cast).pk}/seats").json()
    (police,) = [one for one in answer["seats"] if one["name"] == "Politie"]
    assert police["isFilled"]
    assert [one["name"] for one in police["people"]] == ["Agent 1"]


def test_the_api_puts_somebody_on_a_theme(cast: Cast) -> None:
    address = f"/api/v1/waterdal/people/{_find(cast, 'Agent 1').pk}/put-on-theme"
    typed = {"theme": str(_theme(cast).pk)}
    assert cast.client("noor").post(address, typed, "application/json").status_code == 200
    assert _filling(cast, "Politie").is_filled


def test_a_theme_of_elsewhere_is_not_there(cast: Cast) -> None:
    with make.within(cast.elsewhere):
        theirs = Theme.objects.filter(partnership=cast.elsewhere)[0]
    assert cast.client("noor").get(f"/waterdal/netwerk/themas/{theirs.pk}").status_code == 404
