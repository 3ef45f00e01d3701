"""Key persons: what was agreed, who keeps it, how they are reached, and how they stop."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.queries import visible_log
from dwarsverband.foundation.database.models import Closed
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.actions.agreements import (
    Agreed,
    end_agreement,
    record_agreement,
)
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.jobs import end_terms
from dwarsverband.modules.network.models import Agreement, Person, Tie, TieKind
from dwarsverband.modules.network.tests.pages import find, own_page, reader
from dwarsverband.modules.network.tests.test_moments import tie_of
from tests import make
from tests.cast import Cast

TODAY = timezone.localdate()
EMAIL, PHONE = "abdi@samen.example", "0612345678"
FORBIDDEN = ("religion", "origin", "ethnic", "family", "reliab", "politic", "health")


@pytest.fixture
def abdi(cast: Cast) -> Person:
    """A key person whom the mayor and Noor keep."""
    person = make.person(
        cast.waterdal, "Abdi Warsame", "community", "Samen", email=EMAIL, phone=PHONE
    )
    agreed = agreement_with(cast)
    with acting(cast.noor):
        record_agreement(cast.noor, person, agreed=agreed)
    return person


def agreement_with(cast: Cast, **other: object) -> Agreed:
    """What was agreed with somebody, whom the mayor and Noor keep."""
    members = {who: make.membership_of(cast.actors[who]) for who in ("hanneke", "noor")}
    told: dict[str, object] = {
        "keeper": members["hanneke"],
        "vice": members["noor"],
        "may_ask": "meedenken over jongeren",
        "wont_ask": "namen van bezoekers",
        "reach": "Eerst een bericht",
        "reach_when": "niet op vrijdag",
        "languages": ["Somalisch"],
        "agreed_on": TODAY,
        "agreed_how": "talk",
        "ends_on": TODAY + timedelta(days=365),
    }
    return Agreed(**{**told, **other})  # type: ignore[arg-type]  # what a test says otherwise


def _agreements(cast: Cast) -> list[Agreement]:
    with make.within(cast.waterdal):
        return list(Agreement.objects.filter(partnership=cast.waterdal))


def _address(cast: Cast, what: str) -> str:
    return f"/waterdal/netwerk/afspraken/{_agreements(cast)[0].pk}/{what}"


def _sent(cast: Cast, **other: object) -> dict[str, object]:
    agreed = agreement_with(cast)
    told = {name: getattr(agreed, name) for name in Agreed.__dataclass_fields__}
    keepers = {name: str(told[name].pk) for name in ("keeper", "vice")}
    return {**told, **keepers, "languages": "Somalisch", **other}


def test_there_is_no_field_for_what_nobody_may_keep() -> None:
    own = {field.name for field in Agreement._meta.fields} - {
        field.name for field in Closed._meta.fields
    }
    assert not [name for name in own if any(word in name for word in FORBIDDEN)]
    assert {"may_ask", "wont_ask", "keeper", "vice", "agreed_on", "ends_on"} <= own


def test_who_agreed_already_is_not_asked_anew(cast: Cast, abdi: Person) -> None:
    address = f"/waterdal/netwerk/mensen/{abdi.pk}/afspraak"
    page = cast.client("noor", "en").get(address).content.decode()
    assert "Something was agreed with this person already. Change that." in page
    assert 'name="may_ask"' not in page
    assert cast.client("noor").post(address, _sent(cast)).status_code == 403


@pytest.mark.parametrize(("who", "sees"), [("noor", 1), ("hanneke", 1), ("bram", 0), ("wim", 0)])
def test_who_sees_a_key_person(cast: Cast, abdi: Person, who: str, sees: int) -> None:
    answer = cast.client(who).get(f"/waterdal/netwerk/mensen/{abdi.pk}")
    assert (answer.status_code == 200) == bool(sees)
    page = cast.client(who, "en").get("/waterdal/netwerk/sleutelpersonen").content.decode()
    assert ("Abdi Warsame" in page) == bool(sees)


@pytest.mark.parametrize(
    "path",
    [
        "/waterdal/netwerk/mensen/{pk}",
        "/waterdal/netwerk/mensen/{pk}/wijzigen",
        "/waterdal/netwerk/mensen/{pk}/bericht",
        "/waterdal/netwerk/sleutelpersonen",
        "/waterdal/zoeken?zoek=Abdi",
        "/api/v1/waterdal/people",
        "/api/v1/waterdal/people/{pk}",
        "/api/v1/waterdal/key-persons",
    ],
)
def test_no_page_shows_how_to_reach_them(cast: Cast, abdi: Person, path: str) -> None:
    answer = cast.client("noor").get(path.format(pk=abdi.pk))
    assert answer.status_code == 200
    assert EMAIL not in answer.content.decode()
    assert PHONE not in answer.content.decode()


@pytest.mark.parametrize("kind", ["people.csv", "json", "graphml"])
def test_no_file_shows_how_to_reach_them(cast: Cast, abdi: Person, kind: str) -> None:
    answer = cast.client("noor").post("/waterdal/netwerk/meenemen", {"kind": kind})
    assert b"Abdi Warsame" in answer.content
    assert EMAIL.encode() not in answer.content
    assert PHONE.encode() not in answer.content


@pytest.mark.parametrize(("who", "status"), [("noor", 200), ("hanneke", 200), ("bram", 403)])
def test_each_look_at_how_to_reach_them_is_written_down(
    cast: Cast, abdi: Person, who: str, status: int
) -> None:
    make.tie(find(cast, "Bram Hendriks"), abdi)
    answer = cast.client(who).post(_address(cast, "bereiken"))
    assert answer.status_code == status
    assert (PHONE in answer.content.decode()) == (status == 200)
    with acting(cast.joost):
        line = visible_log(cast.joost)[0]
    assert line.verb == "network.show_reach"
    assert line.verdict == ("allowed" if status == 200 else "denied")


def test_correcting_a_key_person_keeps_how_to_reach_them(cast: Cast, abdi: Person) -> None:
    sent = {"name": "Abdi W.", "function": "Voorzitter", "version": "1"}
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{abdi.pk}/wijzigen", sent)
    assert find(cast, "Abdi W.").email == EMAIL


def test_two_keep_an_agreement_and_it_ends(cast: Cast, abdi: Person) -> None:
    client = cast.client("noor", "en")
    for other, sentence in (
        ({"vice": _sent(cast)["keeper"]}, "Choose somebody else: two keep an agreement."),
        ({"vice": ""}, "Choose one."),
        ({"ends_on": TODAY - timedelta(days=1)}, "An agreement ends on a day to come"),
        ({"agreed_on": TODAY + timedelta(days=1)}, "This day is still to come."),
    ):
        page = client.post(_address(cast, "wijzigen"), _sent(cast, version=1, **other))
        assert sentence in page.content.decode()
    client.post(_address(cast, "wijzigen"), _sent(cast, version=1, may_ask="een les"))
    assert _agreements(cast)[0].may_ask == "een les"
    conflict = client.post(_address(cast, "wijzigen"), _sent(cast, version=1, may_ask="twee"))
    assert conflict.status_code == 409


@pytest.mark.parametrize(("who", "status"), [("noor", 302), ("bram", 403), ("hanneke", 404)])
def test_the_coordinator_alone_writes_an_agreement_down(cast: Cast, who: str, status: int) -> None:
    fatma = find(cast, "Fatma Yıldız")
    address = f"/waterdal/netwerk/mensen/{fatma.pk}/afspraak"
    assert cast.client(who).post(address, _sent(cast)).status_code == status


def test_a_keeper_in_the_network_has_a_tie_as_long_as_they_keep_it(cast: Cast) -> None:
    fatma, bram = find(cast, "Fatma Yıldız"), make.membership_of(cast.bram)
    agreed = agreement_with(cast, keeper=bram)
    with acting(cast.noor):
        agreement = record_agreement(cast.noor, fatma, agreed=agreed)
        ties = Tie.objects.filter(kind=TieKind.AGREEMENT)
        assert ties.count() == 1
        end_agreement(cast.noor, agreement)
        assert not ties.exists()


def _own_page(cast: Cast, abdi: Person) -> str:
    return own_page(cast, find(cast, abdi.name))


def test_a_key_person_reads_what_was_agreed_and_stops_without_account(
    cast: Cast, abdi: Person
) -> None:
    page = _own_page(cast, abdi)
    told = reader().get(page).content.decode()
    assert "meedenken over jongeren" in told
    assert "Hanneke Vos, Noor Bakker" in told
    stop = f"{page}/afspraak/stoppen"
    assert "Do you stop with this?" in reader().get(stop).content.decode()
    assert _agreements(cast)
    assert reader().post(stop).status_code == 302
    assert not _agreements(cast)
    _keepers_were_told(cast, {"hanneke@waterdal.example", "noor@waterdal.example"})
    assert "There is no agreement with you" in reader().get(stop).content.decode()
    assert "meedenken" not in reader().get(page).content.decode()
    assert cast.client("hanneke").get(f"/waterdal/netwerk/mensen/{abdi.pk}").status_code == 404
    for who in ("noor", "hanneke"):
        page_of = cast.client(who, "en").get("/waterdal/netwerk/sleutelpersonen")
        assert "Abdi" not in page_of.content.decode()


def _keepers_were_told(cast: Cast, emails: set[str]) -> None:
    with make.within(cast.waterdal):
        letters = Letter.objects.filter(subject="Een afspraak is gestopt")
        assert {one.to for one in letters} == emails
        assert all("Niemand hoeft te zeggen waarom" in one.text for one in letters)


def test_a_keeper_confirms_before_it_ends_and_the_other_keeper_hears_of_it(
    cast: Cast, abdi: Person
) -> None:
    client, path = cast.client("hanneke", "en"), _address(cast, "stoppen")
    assert "Ask Abdi Warsame no longer?" in client.get(path).content.decode()
    assert _agreements(cast)
    assert client.post(path).status_code == 302
    _keepers_were_told(cast, {"noor@waterdal.example"})
    with acting(cast.noor):
        withdraw_person(cast.noor, abdi)
    _keepers_were_told(cast, set())


def test_whoever_is_told_that_they_are_recorded_hears_of_their_agreement(
    cast: Cast, abdi: Person
) -> None:
    page = cast.client("noor", "en").get(f"/waterdal/netwerk/mensen/{abdi.pk}/bericht")
    assert "wat je afsprak dat we je mogen vragen" in page.content.decode()


def test_a_link_of_somebody_else_ends_nothing(cast: Cast, abdi: Person) -> None:
    other = _own_page(cast, make.person(cast.waterdal, "Iemand Anders", email="i@a.example"))
    for page in (other, "/mijn/onzin"):
        assert reader().post(f"{page}/afspraak/stoppen").status_code == 410
    assert _agreements(cast)


def test_whoever_objects_is_no_key_person_for_anybody(cast: Cast, abdi: Person) -> None:
    with make.within(cast.waterdal):
        Person.objects.filter(pk=abdi.pk).update(objected_on=TODAY)
    assert cast.client("hanneke").get(f"/waterdal/netwerk/mensen/{abdi.pk}").status_code == 404
    assert cast.client("noor").post(_address(cast, "bereiken")).status_code == 404


def test_an_agreement_ends_by_itself(cast: Cast, abdi: Person) -> None:
    with make.within(cast.waterdal):
        Agreement.objects.update(agreed_on="2020-01-01", ends_on="2021-01-01")
    end_terms(0)
    assert not _agreements(cast)


def test_the_mayor_reads_whom_to_speak_and_what_the_network_kept_alive(
    cast: Cast, abdi: Person
) -> None:
    mayor = make.person(
        cast.waterdal, "Hanneke Vos", "administration", email="hanneke@waterdal.example"
    )
    make.tie(mayor, find(cast, "Sociaal 1"))
    make.tie(mayor, abdi, TODAY - timedelta(days=200))
    client = cast.client("hanneke", "en")
    page = client.get("/waterdal/").content.decode()
    assert "Abdi Warsame" in page
    assert "Six months of silence" in page
    assert "What the network kept alive this year" in page
    assert "Sociaal" not in page
    tie = tie_of(cast, "Hanneke Vos", abdi.name)
    address = f"/waterdal/netwerk/banden/{tie.pk}/contact"
    assert client.post(address, {"on": TODAY.isoformat()}).status_code == 302
    assert tie_of(cast, "Hanneke Vos", abdi.name).last_contact_on == TODAY
    other = tie_of(cast, "Hanneke Vos", "Sociaal 1")
    assert client.get(f"/waterdal/netwerk/banden/{other.pk}/contact").status_code == 404


@pytest.mark.parametrize(
    ("who", "of", "status"),
    [("noor", "hanneke", 200), ("hanneke", "hanneke", 200), ("bram", "hanneke", 404)],
)
def test_a_handover_sheet_holds_agreements_and_nobodys_number(
    cast: Cast, abdi: Person, who: str, of: str, status: int
) -> None:
    answer = cast.client(who).get(f"/waterdal/netwerk/overdracht/{cast.actors[of].membership_id}")
    assert answer.status_code == status
    page = answer.content.decode()
    assert ("meedenken over jongeren" in page) == (status == 200)
    assert PHONE not in page
    assert EMAIL not in page


@pytest.mark.regression(
    "handing contacts over took key persons along, who had agreed with somebody else"
)
def test_a_key_person_is_not_handed_over(cast: Cast, abdi: Person) -> None:
    make.tie(find(cast, "Bram Hendriks"), abdi)
    path = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}/overdragen"
    page = cast.client("noor", "en").get(path).content.decode()
    assert "Fatma Yıldız" in page
    assert "Abdi Warsame" not in page


def test_a_handover_sheet_holds_contacts_and_promises(cast: Cast) -> None:
    tie = tie_of(cast)
    sent = {"on": TODAY.isoformat(), "promise": "folder sturen"}
    cast.client("bram").post(f"/waterdal/netwerk/banden/{tie.pk}/contact", sent)
    page = cast.client("noor").get(f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}")
    assert "folder sturen" in page.content.decode()
    assert "Fatma Yıldız" in page.content.decode()
    key = cast.bram.membership_id
    told = cast.client("bram").get(f"/api/v1/waterdal/members/{key}/handover-sheet").json()
    assert "Fatma Yıldız" in [one["name"] for one in told["contacts"]]
