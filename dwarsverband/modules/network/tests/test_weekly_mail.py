"""The mail of Monday: who gets it, what it counts, and that no week has two."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.access import everywhere
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.actions import rhythms
from dwarsverband.modules.network.actions.weekly import choose_weekly_mail
from dwarsverband.modules.network.jobs import send_weekly_mails, write_weekly_mail
from dwarsverband.modules.network.models import Tie, WeeklyMail
from dwarsverband.modules.network.tests.test_moments import TODAY, record
from tests import make
from tests.cast import Cast

CHOOSE = "/waterdal/netwerk/onderhoud/weekmail"
MONDAY = date(2027, 1, 4)


@pytest.fixture
def wants(cast: Cast) -> None:
    """Bram wants the mail; everybody he knows was not spoken for long, and a promise waits."""
    record(cast, promise="nummer doorgeven")
    with acting(cast.bram):
        choose_weekly_mail(cast.bram, is_wanted=True)
    with make.within(cast.waterdal):
        Tie.objects.update(last_contact_on=TODAY - timedelta(days=300))


def _on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: day)


def _write(cast: Cast, monday: str) -> None:
    """What the job of one member does."""
    with acting(cast.bram):
        write_weekly_mail(cast.bram, monday)


def _work(cast: Cast, monkeypatch: pytest.MonkeyPatch, day: date) -> list[Letter]:
    """What the worker does early on a day, and every mail there is after it."""
    _on(monkeypatch, day)
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "dwarsverband.modules.network.jobs.later",
        lambda _name, actor, monday: asked.append((str(actor.user_id), monday.isoformat())),
    )
    send_weekly_mails(0)
    assert {user for user, _monday in asked} <= {str(cast.bram.user_id)}
    for _user, monday in asked:
        _write(cast, monday)
    with make.within(cast.waterdal):
        return list(
            Letter.objects.filter(subject__in=["Je netwerk deze week", "Your network this week"])
        )


@pytest.mark.usefixtures("wants")
def test_it_says_how_much_waits_and_names_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter,) = _work(cast, monkeypatch, MONDAY)
    assert letter.to == "bram@waterdal.example"
    assert "Eén belofte of vraag is nog niet afgehandeld." in letter.text
    assert "/waterdal/" in letter.text
    assert not re.search("Fatma|Bram|Sociaal|nummer doorgeven", letter.subject + letter.text)
    assert letter.is_once


@pytest.mark.usefixtures("wants")
def test_no_week_has_two_and_a_clock_that_goes_back_sends_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(_work(cast, monkeypatch, MONDAY)) == 1
    assert len(_work(cast, monkeypatch, MONDAY)) == 1
    assert len(_work(cast, monkeypatch, MONDAY + timedelta(days=1))) == 1
    assert len(_work(cast, monkeypatch, MONDAY - timedelta(days=7))) == 1
    assert len(_work(cast, monkeypatch, MONDAY + timedelta(days=7))) == 2
    _write(cast, MONDAY.isoformat())  # a job that a worker left behind
    assert len(_work(cast, monkeypatch, MONDAY + timedelta(days=7))) == 2


@pytest.mark.usefixtures("wants")
def test_on_holidays_in_weekends_and_while_the_clock_is_not_believed_nothing_goes_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(cast.noor):
        rhythms.add_holiday(cast.noor, name="Vrij", starts_on=MONDAY, ends_on=MONDAY)
    assert not _work(cast, monkeypatch, MONDAY)
    _write(cast, MONDAY.isoformat())
    assert not _work(cast, monkeypatch, MONDAY + timedelta(days=5))
    monkeypatch.setattr(everywhere, "is_believed", lambda: False)
    assert not _work(cast, monkeypatch, MONDAY + timedelta(days=1))
    monkeypatch.setattr(everywhere, "is_believed", lambda: True)
    assert len(_work(cast, monkeypatch, MONDAY + timedelta(days=1))) == 1


def test_only_whoever_chose_it_gets_it_and_the_first_comes_the_monday_after(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not _work(cast, monkeypatch, MONDAY)
    client = cast.client("bram", "en")
    assert client.post(CHOOSE, {"is_wanted": "ja"}).status_code == 302
    assert "No names stand in this mail" in client.get(CHOOSE).content.decode()
    assert not _work(cast, monkeypatch, MONDAY)
    assert len(_work(cast, monkeypatch, MONDAY + timedelta(days=7))) == 1
    told = client.put(
        "/api/v1/waterdal/upkeep/weekly-mail", {"isWanted": False}, content_type="application/json"
    ).json()
    assert told["isWanted"] is False
    assert len(_work(cast, monkeypatch, MONDAY + timedelta(days=14))) == 1
    assert cast.client("joost").post(CHOOSE, {"is_wanted": "ja"}).status_code == 403
    assert "The mail of Monday" in client.get("/waterdal/account").content.decode()


@pytest.mark.usefixtures("wants")
def test_the_link_in_it_stops_it_with_one_press_and_looking_changes_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter,) = _work(cast, monkeypatch, MONDAY)
    (path,) = re.findall(r"/weekmail/\S+", letter.text)
    client = cast.client("nobody", "en")
    assert "Stop this mail" in client.get(path).content.decode()
    assert _is_wanted(cast)
    assert "has stopped" in client.post(path).content.decode()
    assert not _is_wanted(cast)
    assert client.get("/weekmail/geraden").status_code == 404
    assert not _work(cast, monkeypatch, MONDAY + timedelta(days=7))[1:]


@pytest.mark.usefixtures("wants")
def test_a_mail_of_which_nobody_knows_whether_it_left_is_shown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter,) = _work(cast, monkeypatch, MONDAY)
    with make.within(cast.waterdal):
        Letter.objects.filter(pk=letter.pk).update(claimed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert (
        "Nobody knows whether the mail of" in cast.client("bram", "en").get(CHOOSE).content.decode()
    )
    assert (
        "Nobody knows whether"
        in cast.client("noor", "en").get("/waterdal/privacy").content.decode()
    )


def _is_wanted(cast: Cast) -> bool:
    with make.within(cast.waterdal):
        return WeeklyMail.objects.get(partnership=cast.waterdal).is_wanted
