"""A member's own calendar: what stands in it, for whom, and how its address ends."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts import calendar
from dwarsverband.foundation.accounts.actions.members import end_membership
from dwarsverband.foundation.accounts.calendar import Event, as_text
from dwarsverband.foundation.links.models import Link
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import Tie
from dwarsverband.modules.network.tests.pages import find
from dwarsverband.modules.network.tests.test_moments import record
from tests import make
from tests.cast import Cast

PAGE = "/waterdal/account/agenda"


def _address(cast: Cast, who: str = "bram") -> str:
    page = cast.client(who, "en").post(f"{PAGE}/maken").content.decode()
    (path,) = set(re.findall(r"/agenda/[\w-]+\.ics", page))
    return str(path)


def _read(path: str) -> str:
    answer = Client().get(path)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_it_holds_what_waits_and_no_name(cast: Cast) -> None:
    record(cast, promise="nummer doorgeven")
    with make.within(cast.waterdal):
        Tie.objects.update(last_contact_on=date(2026, 1, 1))
    path = _address(cast)
    answer = Client().get(path)
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.count("SUMMARY:Gesprek (zie Dwarsverband)") >= 1
    assert "SUMMARY:Een belofte (zie Dwarsverband)" in text
    assert not re.search("Fatma|Bram|nummer|Sociaal", text)
    page = cast.client("bram", "en").get(PAGE).content.decode()
    assert "A promise (see Dwarsverband)" in page
    with make.within(cast.waterdal):
        secret = path.split("/")[2].removesuffix(".ics")
        assert secret not in str(list(Link.objects.values()))


def test_another_address_ends_the_one_before_and_a_dead_one_is_not_there(cast: Cast) -> None:
    first = _address(cast)
    second = _address(cast)
    assert _read(first) == _read("/agenda/geraden.ics") == "404"
    assert _read(second).startswith("BEGIN:VCALENDAR")
    ended, guessed = (
        re.sub(r'value="\w{64}"', "", Client().get(path).content.decode()).replace(path, "")
        for path in (first, "/agenda/geraden.ics")
    )
    assert ended == guessed
    assert cast.client("bram").post(f"{PAGE}/beeindigen").status_code == 302
    assert _read(second) == "404"


@pytest.mark.regression("the address of a calendar told whose it is on every other page for links")
@pytest.mark.parametrize("place", ["ronde", "cijfers", "hulp", "uitnodiging", "mijn", "overlegdag"])
def test_its_secret_tells_elsewhere_no_more_than_a_guess(cast: Cast, place: str) -> None:
    secret = _address(cast).split("/")[2].removesuffix(".ics")
    pages = [
        re.sub(r'value="\w{64}"', "", Client().get(f"/{place}/{word}").content.decode())
        for word in (secret, "geraden")
    ]
    assert pages[0].replace(secret, "geraden") == pages[1]
    assert "Bram" not in pages[0] and "Waterdal" not in pages[0]


def test_its_address_opens_nothing_else_and_changes_nothing(cast: Cast) -> None:
    secret = _address(cast).split("/")[2].removesuffix(".ics")
    assert Client().get(f"/mijn/{secret}").status_code == 410
    assert Client().get(f"/voorstel/{secret}").status_code == 404
    assert Client().post(f"/agenda/{secret}.ics").status_code == 405
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/waterdal/people", headers=headers).status_code == 401


def test_what_stands_in_it_comes_by_the_day_whoever_put_it_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2028, 1, 3), date(2026, 12, 21), date(2027, 5, 5)]
    found = [Event(f"{day}", "x", day, day, "/") for day in days]
    monkeypatch.setattr(calendar, "import_string", lambda name: lambda actor: found)
    assert {event.starts for event in calendar.events(cast.bram)} == set(days)
    starts = [event.starts for event in calendar.events(cast.bram)]
    assert starts == sorted(starts)


def test_it_ends_with_the_membership(cast: Cast) -> None:
    path = _address(cast)
    bram = make.membership_of(cast.bram)
    with acting(cast.noor):
        end_membership(cast.noor, bram)
    assert _read(path) == "404"


def test_whoever_left_the_network_is_gone_from_it_at_once(cast: Cast) -> None:
    record(cast, promise="iets")
    path = _address(cast)
    before = _read(path)
    fatma = find(cast, "Fatma Yıldız")
    with acting(cast.noor):
        withdraw_person(cast.noor, fatma)
    assert before.count("BEGIN:VEVENT") - _read(path).count("BEGIN:VEVENT") >= 1
    assert "belofte" not in _read(path)


def test_it_keeps_to_the_standard(cast: Cast) -> None:
    moment = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    day = date(2026, 12, 1)
    found = [
        Event("a", "Één, twee; drie\\vier\nvijf " + "é" * 60, day, day, "/waterdal/"),
        Event("b", "Tafel", timezone.localtime(moment), timezone.localtime(moment), "/waterdal/"),
    ]
    text = as_text(cast.bram, found)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Één\\, twee\\; drie\\\\vier\\nvijf " + "é" * 60 in whole
    assert "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202" in whole
    assert "DTSTART:20261201T083000Z" in whole
    uids = re.findall(r"UID:(\S+)", whole)
    assert uids == [f"a@{uids[0].split('@')[1]}", f"b@{uids[0].split('@')[1]}"]
