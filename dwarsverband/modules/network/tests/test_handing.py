"""Contacts of a colleague go to somebody else; the coordinator speaks somebody new; who is silent."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Domain, Membership
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.models import ContactMoment, Person, Tie, TimeSetAside, Turn
from dwarsverband.modules.network.queries.handing import Plan
from dwarsverband.modules.network.queries.handing_words import given_words, plan_told
from dwarsverband.modules.network.tests.pages import find
from dwarsverband.modules.network.tests.test_moments import TODAY, record, tie_of
from tests import make
from tests.cast import Cast

SILENT = "/waterdal/netwerk/onderhoud/stil"


def _karim(cast: Cast, monkeypatch: pytest.MonkeyPatch | None = None) -> Membership:
    """A colleague with an account, who knows nobody yet; with a browser where a test needs one."""
    make.person(cast.waterdal, "Karim El Idrissi", "safety", email="karim@waterdal.example")
    member = make.member(cast.waterdal, "karim@waterdal.example", "Karim El Idrissi")
    if monkeypatch:
        monkeypatch.setitem(cast.actors, "karim", member_actor(member.user_id, "waterdal"))
    return member


def _hand_over(client: Client, sheet: str, sent: dict[str, str]) -> str:
    """Choose, read who goes to whom, and say yes."""
    asked = client.post(f"{sheet}/overdragen", sent).content.decode()
    shown = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', asked)
    answer: dict[str, list[str]] = {}
    for name, value in shown:
        answer.setdefault(name, []).append(value)
    return client.post(f"{sheet}/overdragen", answer, follow=True).content.decode()


def _turns(cast: Cast) -> list[Turn]:
    with make.within(cast.waterdal):
        return list(Turn.objects.filter(partnership=cast.waterdal).select_related("contact"))


def test_all_contacts_of_somebody_who_leaves_go_to_one_who_hears_how_many(cast: Cast) -> None:
    _karim(cast)
    sheet = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}"
    client = cast.client("noor", "en")
    assert "Hand these contacts over" in client.get(sheet).content.decode()
    sent = {"to": str(find(cast, "Karim El Idrissi").pk), "everybody": "on"}
    page = _hand_over(client, sheet, sent)
    assert "stand on the list of Karim El Idrissi now." in page
    names = {turn.contact.name for turn in _turns(cast) if turn.contact}
    assert "Fatma Yıldız" in names and len(names) == len(_turns(cast)) >= 2
    with make.within(cast.waterdal):
        letter = Letter.objects.get(to="karim@waterdal.example")
        former = Letter.objects.get(to="bram@waterdal.example")
    assert "Fatma" not in letter.text and "Bram" not in letter.text
    assert "Karim El Idrissi" in former.text and "Fatma" not in former.text
    _hand_over(client, sheet, sent)
    assert len(_turns(cast)) == len(names)


def test_one_contact_goes_alone_and_what_is_known_there_stays(cast: Cast) -> None:
    _karim(cast)
    make.tie(find(cast, "Karim El Idrissi"), find(cast, "Sociaal 4"))
    member, to = cast.bram.membership_id, str(find(cast, "Karim El Idrissi").pk)
    address = f"/api/v1/waterdal/members/{member}/hand-over-contacts"
    body: dict[str, object] = {"to": to, "contacts": [str(find(cast, "Fatma Yıldız").pk)]}
    told = cast.client("noor").post(address, body, content_type="application/json").json()
    assert told == {"handed": 1, "known": 0}
    (turn,) = _turns(cast)
    assert turn.contact and turn.contact.name == "Fatma Yıldız"
    body = {"to": to, "everybody": True}
    told = cast.client("noor").post(address, body, content_type="application/json").json()
    assert told["known"] == 1


@pytest.mark.parametrize(("who", "status"), [("bram", 403), ("hanneke", 404), ("wim", 404)])
def test_nobody_else_hands_over_for_a_colleague(cast: Cast, who: str, status: int) -> None:
    _karim(cast)
    sent = {"to": str(find(cast, "Karim El Idrissi").pk), "everybody": True}
    if who == "bram":
        sent["to"] = str(find(cast, "Fatma Yıldız").pk)
    path = f"/api/v1/waterdal/members/{cast.bram.membership_id}/hand-over-contacts"
    told = cast.client(who).post(path, sent, content_type="application/json")
    assert told.status_code == status
    page = cast.client(who).get(
        f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}/overdragen"
    )
    assert "Karim El Idrissi" not in page.content.decode()
    assert not _turns(cast)


def test_nothing_goes_before_somebody_read_who_goes_to_whom(cast: Cast) -> None:
    _karim(cast)
    path = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}/overdragen"
    client, to = cast.client("noor", "en"), str(find(cast, "Karim El Idrissi").pk)
    assert "checked" not in client.get(path).content.decode()
    assert "Tick one or more, or all." in client.post(path, {"to": to}).content.decode()
    sent = {"to": to, "contacts": str(find(cast, "Fatma Yıldız").pk)}
    page = client.post(path, sent).content.decode()
    assert "One contact goes to Karim El Idrissi" in page and "<li>Fatma Yıldız</li>" in page
    assert not _turns(cast)


@pytest.mark.parametrize(
    ("who", "of", "can_invite"), [("noor", "bram", True), ("bram", "bram", False)]
)
def test_whose_colleague_has_no_account_reads_what_to_do(
    cast: Cast, who: str, of: str, can_invite: bool
) -> None:
    path = f"/waterdal/netwerk/overdracht/{getattr(cast, of).membership_id}/overdragen"
    page = cast.client(who, "en").get(path).content.decode()
    assert "Is your colleague not in the list?" in page
    assert ("/waterdal/leden/uitnodigen" in page) is can_invite
    tie = tie_of(cast, "Bram Hendriks", "Fatma Yıldız")
    one = cast.client("bram", "en").get(f"/waterdal/netwerk/banden/{tie.pk}/overdragen")
    assert "Is your colleague not in the list?" in one.content.decode()


def test_whoever_knows_all_of_them_is_told_what_to_do(cast: Cast) -> None:
    _karim(cast)
    make.tie(find(cast, "Karim El Idrissi"), find(cast, "Fatma Yıldız"))
    path = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}/overdragen"
    sent = {"to": str(find(cast, "Karim El Idrissi").pk)}
    sent["contacts"] = str(find(cast, "Fatma Yıldız").pk)
    page = cast.client("noor", "en").post(path, sent).content.decode()
    assert "Choose somebody else, or tick other contacts." in page


def test_the_sheet_and_the_card_say_whose_it_was_and_to_whom_it_went(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _karim(cast, monkeypatch)
    sheet = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}"
    client, fatma = cast.client("noor", "en"), str(find(cast, "Fatma Yıldız").pk)
    _hand_over(client, sheet, {"to": str(find(cast, "Karim El Idrissi").pk), "contacts": fatma})
    page = client.get(sheet).content.decode()
    assert "Karim El Idrissi <span" in page and "not spoken yet" in page
    keeper = cast.client("karim", "en")
    card = keeper.get("/waterdal/").content.decode()
    assert "Bram Hendriks kept this contact until" in card and "Noor" not in card.split("<main")[1]
    (turn,) = _turns(cast)
    keeper.post(f"/waterdal/netwerk/beurten/{turn.pk}/overnemen", {"on": TODAY.isoformat()})
    assert "took it over on" in client.get(sheet).content.decode()
    assert "kept this contact" not in keeper.get("/waterdal/").content.decode()


def test_what_was_handed_over_does_not_push_out_what_would_be_lost(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    karim = _karim(cast, monkeypatch)
    own = make.tie(find(cast, "Karim El Idrissi"), find(cast, "Sociaal 4"))
    with make.within(cast.waterdal):
        Tie.objects.update(last_contact_on=TODAY)
        Tie.objects.filter(pk=own.pk).update(last_contact_on=TODAY - timedelta(days=300))
        TimeSetAside.objects.create(partnership=cast.waterdal, membership_id=karim.pk, minutes=20)
    sheet = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}"
    sent = {"to": str(find(cast, "Karim El Idrissi").pk), "everybody": "on"}
    _hand_over(cast.client("noor", "en"), sheet, sent)
    page = cast.client("karim", "en").get("/waterdal/").content.decode()
    assert page.index("Sociaal 4") < page.index("more that was handed to you")
    assert page.index("more that was handed to you") < page.index("Fatma Yıldız")


def test_whoever_has_two_ties_stands_on_the_sheet_once(cast: Cast) -> None:
    bram, fatma = find(cast, "Bram Hendriks"), find(cast, "Fatma Yıldız")
    first, second = sorted((bram.pk, fatma.pk))
    with make.within(cast.waterdal):
        Tie.objects.create(
            partnership=cast.waterdal,
            first_id=first,
            second_id=second,
            kind="attendance",
            source="test",
        )
    sheet = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}"
    page = cast.client("bram", "en").get(sheet).content.decode()
    assert page.count("Fatma Yıldız") == 1 and "sit at the same meetings" in page


def test_contacts_go_only_to_whoever_has_a_list(cast: Cast) -> None:
    path = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}/overdragen"
    page = cast.client("noor", "en").post(path, {"to": str(find(cast, "Sociaal 3").pk)})
    assert "Choose one of the list." in page.content.decode()


def test_a_conversation_with_somebody_new_makes_a_tie(cast: Cast) -> None:
    fatma = find(cast, "Fatma Yıldız")
    path, client = f"/waterdal/netwerk/mensen/{fatma.pk}/contact", cast.client("noor", "en")
    assert "You are not in the network yourself." in client.get(path).content.decode()
    make.person(cast.waterdal, "Noor Bakker", email="noor@waterdal.example")
    page = client.get(f"/waterdal/netwerk/mensen/{fatma.pk}").content.decode()
    assert "I spoke this person" in page
    sent = {"on": TODAY.isoformat(), "reason": "acquaintance", "initiative": "us"}
    assert client.post(path, sent).status_code == 302
    tie = tie_of(cast, "Noor Bakker")
    assert tie.since_on == tie.last_contact_on == TODAY
    with make.within(cast.waterdal):
        moment = ContactMoment.objects.get(tie=tie)
    assert moment.keeper_id == find(cast, "Noor Bakker").pk
    assert "We spoke today" in client.get(f"/waterdal/netwerk/mensen/{fatma.pk}").content.decode()
    assert cast.client("bram").post(path, sent).status_code == 403
    late = {**sent, "on": (TODAY + timedelta(days=2)).isoformat()}
    assert "still to come" in client.post(path, late).content.decode()


def _all_silent(cast: Cast, days: int) -> None:
    with make.within(cast.waterdal):
        Tie.objects.update(last_contact_on=TODAY - timedelta(days=days))


def test_the_silent_ties_stand_by_name_with_what_went_before(cast: Cast) -> None:
    for days in (230, 214):
        day = (TODAY - timedelta(days=days)).isoformat()
        record(cast, on=day, reason="incident")
    _all_silent(cast, 214)
    page = cast.client("noor", "en").get(SILENT).content.decode()
    assert "Seven months of silence, and before that only trouble" in page
    assert page.index("Agent 0") < page.index("Fatma Yıldız")
    own = cast.client("bram", "en").get(SILENT).content.decode()
    assert "Fatma Yıldız" in own and "Agent 0" not in own
    for who in ("hanneke", "joost"):
        assert "Agent 0" not in cast.client(who, "en").get(SILENT).content.decode()
    told = cast.client("noor").get("/api/v1/waterdal/silent-ties").json()
    assert told["count"] == len(told["items"]) >= 7
    told = cast.client("bram").get("/api/v1/waterdal/silent-ties").json()
    assert told["count"] == len(told["items"]) == 2


def test_they_can_be_narrowed_to_a_domain(cast: Cast) -> None:
    _all_silent(cast, 300)
    with make.within(cast.waterdal):
        education = Domain.objects.get(partnership=cast.waterdal, code="education")
    client = cast.client("noor", "en")
    page = client.get(f"{SILENT}?domein={education.pk}").content.decode()
    assert "Fatma Yıldız" in page and "Agent 0" not in page
    assert client.get(f"{SILENT}?domein=onzin").status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(SILENT)
    context = ("django_session", 'SELECT "accounts_user"', "security.", "set_config", "SAVEPOINT")
    own = [one["sql"] for one in asked if not any(word in one["sql"] for word in context)]
    assert len(own) <= 8, own


def test_the_coordinator_reads_how_many_questions_wait(cast: Cast) -> None:
    record(cast, reason="their_question")
    page = cast.client("noor", "en").get("/waterdal/netwerk/onderhoud").content.decode()
    assert "1 question waits for an answer." in page
    assert "Show them by name" in page


def test_whoever_kept_the_contacts_hears_it_without_their_names(cast: Cast) -> None:
    member = make.membership_of(cast.bram)
    with acting(cast.noor):
        told = given_words(cast.noor, member, Person(name="Noor de Wit"), 2)
        plan = plan_told(Plan((), 0, ()), member, Person(name="Noor de Wit"))
    assert "twee contacten van jou over aan Noor de Wit" in told.text
    assert f"/overdracht/{cast.bram.membership_id}" in told.text
    assert "De banden van Bram" in plan.own_tie
