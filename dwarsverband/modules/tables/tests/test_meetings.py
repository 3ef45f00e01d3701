"""When a table meets, who was there, what was decided, and what becomes of it."""

import json
import re
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.models import Person, Tie
from dwarsverband.modules.tables.jobs import hand_down
from dwarsverband.modules.tables.models import Decision, Meeting, Presence, Table
from dwarsverband.modules.tables.queries import balance, calendar, meetings, tables
from dwarsverband.modules.tables.queries.meeting_words import when_words
from dwarsverband.modules.tables.tests import make_tables
from tests import make
from tests.answers import text
from tests.cast import Cast


def _table(cast: Cast, chair: str = "") -> Table:
    table = make_tables.table(
        cast.waterdal,
        *(("safety", "Bram Hendriks"), ("social", "Sociaal 0"), ("education", "Fatma Yıldız")),
    )
    with make.within(cast.waterdal):
        if chair:
            Table.objects.filter(pk=table.pk).update(chair=make_tables.found(cast.waterdal, chair))
    return table


def _meeting(table: Table, days: int) -> Meeting:
    with make.within(table.partnership):
        on = timezone.localdate() - timedelta(days=days)
        return Meeting.objects.create(partnership=table.partnership, table=table, on=on)


@pytest.mark.parametrize(("chair", "may"), [("Bram Hendriks", True), ("Sociaal 0", False)])
def test_the_chair_plans_a_meeting_and_writes_down_who_came(
    cast: Cast, chair: str, may: bool
) -> None:
    table, client = _table(cast, chair), cast.client("bram")
    day = timezone.localdate().isoformat()
    plan = {"on": day, "starts_at": "10:00", "place": "De Schakel", "agenda": "Wie mist er?\n\n"}
    answer = client.post(f"/waterdal/tafels/{table.pk}/overleggen", plan)
    assert answer.status_code == (302 if may else 403)
    if not may:
        assert "Alleen de voorzitter schrijft dit op. Dat is Sociaal 0." in text(answer)
        return
    with make.within(cast.waterdal):
        meeting = Meeting.objects.get()
        there = [make_tables.found(cast.waterdal, name) for name in ("Sociaal 0", "Fatma Yıldız")]
    assert meeting.agenda == ["Wie mist er?"]
    ticked = {"people": [person.pk for person in there]}
    for _time in range(2):
        client.post(f"/waterdal/overleggen/{meeting.pk}/aanwezig", ticked)
        with make.within(cast.waterdal):
            hand_down(system(cast.waterdal.pk), str(meeting.pk))
    with make.within(cast.waterdal):
        came = dict(Presence.objects.values_list("person__name", "was_there"))
        tie = Tie.objects.get(kind="attendance")
    assert came == {"Bram Hendriks": False, "Sociaal 0": True, "Fatma Yıldız": True}
    assert (tie.weight, {tie.first_id, tie.second_id}) == (1.0, {person.pk for person in there})
    page = text(client.get(f"/waterdal/overleggen/{meeting.pk}"))
    assert "Twee van de drie mensen waren er." in page and "Niet gekomen: Bram Hendriks" in page
    assert client.post(f"/waterdal/overleggen/{meeting.pk}/afzeggen").status_code == 403


def test_what_was_promised_is_asked_about_until_it_is_done(cast: Cast) -> None:
    table, noor, bram = _table(cast), cast.client("noor"), cast.client("bram")
    owner = make_tables.found(cast.waterdal, "Bram Hendriks")
    yesterday = timezone.localdate() - timedelta(days=1)
    typed = {"what": "Eén vaste wijkagent.", "owner": owner.pk, "due_on": yesterday.isoformat()}
    noor.post(f"/waterdal/tafels/{table.pk}/besluiten", typed)
    assert "Hoe staat het ermee?" in text(noor.get(f"/waterdal/tafels/{table.pk}"))
    front = text(bram.get("/waterdal/"))
    assert "Dit heb je beloofd" in front and "Eén vaste wijkagent." in front
    assert "Dit heb je beloofd" not in text(noor.get("/waterdal/"))
    with make.within(cast.waterdal):
        decision = Decision.objects.get()
    report = f"/waterdal/besluiten/{decision.pk}/stand"
    assert cast.client("hanneke").post(report, {"state": "done"}).status_code == 404
    assert bram.post(report, {"state": "gone"}).status_code == 302
    bram.post(report, {"state": "let_go"})
    with make.within(cast.waterdal):
        assert Decision.objects.get().state == "let_go"
    assert "Dit heb je beloofd" not in text(bram.get("/waterdal/"))


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ("Bram Hendriks", "Wie het doet, leest het op de eigen voorpagina."),
        ("Sociaal 0", "Sociaal 0 heeft geen account."),
        ("", "Opgeschreven."),
    ],
)
def test_whoever_has_no_account_is_not_said_to_read_a_decision_and_is_mailed(
    cast: Cast, owner: str, told: str
) -> None:
    table, noor = _table(cast), cast.client("noor")
    typed = {"what": "Belt & mailt?"}
    if owner:
        typed["owner"] = str(make_tables.found(cast.waterdal, owner).pk)
    if owner == "Sociaal 0":
        _with_addresses(cast, owner)
    page = text(noor.post(f"/waterdal/tafels/{table.pk}/besluiten", typed, follow=True))
    assert told in page
    mail = "mailto:tafel0@waterdal.example?subject=Wat%20je%20doet"
    assert (mail in page) is (owner == "Sociaal 0")
    assert ("voorpagina" in page) is (owner == "Bram Hendriks")


def test_whoever_left_is_somebody_who_is_no_longer_here(cast: Cast) -> None:
    table, noor = _table(cast), cast.client("noor")
    fatma = make_tables.found(cast.waterdal, "Fatma Yıldız")
    meeting = _meeting(table, 3)
    noor.post(f"/waterdal/overleggen/{meeting.pk}/aanwezig", {"people": [fatma.pk]})
    typed = {"what": "Fatma Yıldız belt de ouders.", "owner": fatma.pk}
    noor.post(f"/waterdal/tafels/{table.pk}/besluiten", typed)
    told = json.loads(
        noor.post(f"/waterdal/netwerk/mensen/{fatma.pk}/bestand", {"format": "json"}).content
    )
    assert [one["wasThere"] for one in told["meetings"]] == [True]
    assert told["decisions"][0]["what"] == "Fatma Yıldız belt de ouders."
    noor.post(f"/waterdal/netwerk/mensen/{fatma.pk}/uithalen")
    for page in (f"tafels/{table.pk}", f"overleggen/{meeting.pk}"):
        read = text(noor.get(f"/waterdal/{page}"))
        assert "Fatma" not in read
        assert "iemand die er niet meer is" in read
    with make.within(cast.waterdal):
        assert Presence.objects.get(was_there=True).domain is not None


@pytest.mark.regression("a meeting and a decision named somebody who objects")
def test_whoever_objects_is_named_at_no_meeting_and_at_no_decision(cast: Cast) -> None:
    table, noor, bram = _table(cast, "Bram Hendriks"), cast.client("noor"), cast.client("bram")
    fatma, meeting = make_tables.found(cast.waterdal, "Fatma Yıldız"), _meeting(table, 3)
    noor.post(f"/waterdal/overleggen/{meeting.pk}/aanwezig", {"people": [fatma.pk]})
    noor.post(f"/waterdal/tafels/{table.pk}/besluiten", {"what": "Belt ouders.", "owner": fatma.pk})
    with make.within(cast.waterdal):
        pages = (f"overleggen/{meeting.pk}", f"besluiten/{Decision.objects.get().pk}/wijzigen")
    assert all("Fatma" in text(bram.get(f"/waterdal/{page}")) for page in pages)
    noor.post(f"/waterdal/netwerk/mensen/{fatma.pk}/bezwaar", {"reason": "Liever niet."})
    for page in pages:
        for client in (bram, noor):
            assert "Fatma" not in text(client.get(f"/waterdal/{page}"))
    told = bram.get(f"/api/v1/waterdal/meetings/{meeting.pk}").json()
    assert str(fatma.pk) not in json.dumps(told["presences"])


def test_the_balance_counts_domains_and_tells_who_came_later(cast: Cast) -> None:
    table, noor = _table(cast), cast.client("noor")
    people = [
        make_tables.found(cast.waterdal, name)
        for name in ("Bram Hendriks", "Sociaal 0", "Fatma Yıldız")
    ]
    for days, count in ((40, 1), (30, 1), (20, 3), (10, 3)):
        meeting = _meeting(table, days)
        ticked = {"people": [person.pk for person in people[:count]]}
        noor.post(f"/waterdal/overleggen/{meeting.pk}/aanwezig", ticked)
    page = text(noor.get(f"/waterdal/overleggen/{meeting.pk}/spreektijd"))
    assert page.count('type="number"') == 3
    with acting(cast.noor):
        shown = tables.get_table(cast.noor, table.pk)
        found = balance.balance_of(meetings.meetings_of(cast.noor, shown), [])
    assert found is not None
    assert [(one.domain.code, one.expected, one.came) for one in found.domains] == [
        ("social", 4, 2),
        ("safety", 4, 4),
        ("education", 4, 2),
    ]
    page = text(noor.get(f"/waterdal/tafels/{table.pk}"))
    assert "Drie domeinen kwamen naar de laatste overleggen" in page
    assert "Nieuw: Sociaal en Onderwijs." in page


def test_a_meeting_stands_in_the_calendar_of_whoever_sits_there(cast: Cast) -> None:
    meeting = _meeting(_table(cast), days=-3)
    with make.within(cast.waterdal):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=time(10, 30))
    _meeting(meeting.table, days=3)
    for who, titles in (("bram", [meeting.table.name]), ("noor", []), ("joost", [])):
        with acting(cast.actors[who]):
            found = list(calendar.events(cast.actors[who]))
        assert [event.title for event in found] == titles, who
        assert all(f"{event.starts:%H:%M}" == "10:30" for event in found)


def _decide(cast: Cast, table: Table, due_on: date, asked: date | None = None) -> str:
    """The page that follows; empty when it was written down."""
    typed = {"what": "Een vaste wijkagent.", "due_on": due_on.isoformat()}
    typed |= {"asked_day": asked.isoformat()} if asked else {}
    answer = cast.client("noor").post(f"/waterdal/tafels/{table.pk}/besluiten", typed)
    return "" if answer.status_code == 302 else text(answer)


@pytest.mark.parametrize(("days", "asked"), [(-40, "vóór het overleg van"), (900, "Bedoel je")])
def test_an_unlikely_day_is_asked_about_once(cast: Cast, days: int, asked: str) -> None:
    table = _table(cast)
    _meeting(table, 3)
    on = timezone.localdate() + timedelta(days=days)
    page = _decide(cast, table, on)
    assert re.search(rf'type="date" name="due_on" value="{on.isoformat()}"', page)
    assert asked in page and f'name="asked_day" value="{on.isoformat()}"' in page
    other = on + timedelta(days=1)
    assert "Bedoel je" in _decide(cast, table, other, asked=on)
    assert not _decide(cast, table, on, asked=on)
    with make.within(cast.waterdal):
        assert Decision.objects.get().due_on == on


def test_a_day_from_before_the_table_is_refused_however_often_it_is_sent(cast: Cast) -> None:
    table, on = _table(cast), date(2020, 1, 3)
    page = _decide(cast, table, on, asked=on)
    assert "Deze tafel begon op 5 januari 2026. Kies een latere dag." in page
    asked = {"what": "Iets.", "dueOn": "2020-01-03", "isMeant": True}
    answer = cast.client("noor").post(
        f"/api/v1/waterdal/tables/{table.pk}/decisions", asked, content_type="application/json"
    )
    assert answer.status_code == 400 and "5 januari 2026" in answer.content.decode()
    with make.within(cast.waterdal):
        assert not Decision.objects.exists()


def _with_addresses(cast: Cast, *names: str) -> None:
    with make.within(cast.waterdal):
        for number, name in enumerate(names):
            email = f"tafel{number}@waterdal.example"
            Person.objects.filter(partnership=cast.waterdal, name=name).update(email=email)


def test_who_sits_at_the_table_is_mailed_once_and_the_words_are_shown_first(cast: Cast) -> None:
    table = _table(cast, "Bram Hendriks")
    meeting, bram = _meeting(table, -3), cast.client("bram")
    with make.within(cast.waterdal):
        Meeting.objects.update(agenda=["Wie mist er?"], place="De Schakel")
    _with_addresses(cast, "Fatma Yıldız")
    address = f"/waterdal/overleggen/{meeting.pk}/doorgeven"
    page = text(bram.get(address))
    assert "Dag Fatma Yıldız," in page or "Dag Bram Hendriks," in page
    assert "De Schakel" in page and "- Wie mist er?" in page
    assert "Van Sociaal 0 kennen we geen mailadres." in page
    with make.within(cast.waterdal):
        assert not Letter.objects.exists()
    done = text(bram.post(address, {"note": "Neem je cijfers mee."}, follow=True))
    assert "Twee mails gaan nu weg." in done
    with make.within(cast.waterdal):
        letters = list(Letter.objects.order_by("to"))
        assert Meeting.objects.get().told_on == timezone.localdate()
    assert [one.to for one in letters] == ["bram@waterdal.example", "tafel0@waterdal.example"]
    assert all(one.is_once and "Neem je cijfers mee." in one.text for one in letters)
    assert "Fatma" not in letters[0].text, "nobody reads in a mail who else sits there"
    assert "Dit is al eens gemaild" in text(bram.get(address))


def test_the_mail_leads_to_the_day_for_a_calendar_until_the_meeting_is_cancelled(
    cast: Cast,
) -> None:
    table = _table(cast)
    meeting, noor = _meeting(table, -3), cast.client("noor")
    _with_addresses(cast, "Fatma Yıldız")
    noor.post(f"/waterdal/overleggen/{meeting.pk}/doorgeven", {"note": ""})
    with make.within(cast.waterdal):
        letter = Letter.objects.get(to="tafel0@waterdal.example")
    found = re.search(r"http\S+(/overlegdag/\S+)", letter.text)
    assert found is not None
    day = cast.client("nobody").get(found[1])
    told = day.content.decode()
    assert day["Content-Type"].startswith("text/calendar") and "SUMMARY:Jeugd en wijk" in told
    assert f"DTSTART;VALUE=DATE:{meeting.on:%Y%m%d}" in told and "Fatma" not in told
    cancel = f"/waterdal/overleggen/{meeting.pk}/afzeggen"
    assert "Het overleg van de tafel" in text(noor.get(cancel))
    with make.within(cast.waterdal):
        assert Meeting.objects.exists(), "looking cancels nothing"
    done = text(noor.post(cancel, {"note": "De zaal is dicht."}, follow=True))
    assert "Twee mails gaan nu weg." in done
    with make.within(cast.waterdal):
        off = list(Letter.objects.filter(subject__startswith="Gaat niet door"))
        assert not Meeting.objects.exists()
    assert len(off) == 2 and all(one.is_once and "De zaal is dicht." in one.text for one in off)
    answer = cast.client("nobody").get(found[1])
    assert answer.status_code == 200 and "gaat niet door" in text(answer)


@pytest.mark.parametrize(("days", "status"), [(-3, 302), (3, 403)])
def test_a_meeting_that_nobody_was_mailed_is_cancelled_without_mail_until_it_is_past(
    cast: Cast, days: int, status: int
) -> None:
    meeting, noor = _meeting(_table(cast), days), cast.client("noor")
    page = text(noor.get(f"/waterdal/overleggen/{meeting.pk}"))
    assert ("Zeg dit overleg af" in page) is (status == 302)
    cancel = f"/waterdal/overleggen/{meeting.pk}/afzeggen"
    assert noor.post(cancel, {"note": ""}).status_code == status
    with make.within(cast.waterdal):
        assert not Letter.objects.exists()


def test_of_a_meeting_in_the_past_nobody_is_told_to_mail_it(cast: Cast) -> None:
    table, day = _table(cast), timezone.localdate() - timedelta(days=3)
    plan = f"/waterdal/tafels/{table.pk}/overleggen"
    page = text(cast.client("noor").post(plan, {"on": day.isoformat()}, follow=True))
    assert "Het staat." in page and "Nog niemand weet het" not in page


def test_who_moves_a_meeting_that_was_mailed_is_led_to_the_mail_and_old_addresses_go_on(
    cast: Cast,
) -> None:
    meeting, noor = _meeting(_table(cast), -3), cast.client("noor")
    _with_addresses(cast, "Fatma Yıldız")
    tell = f"/waterdal/overleggen/{meeting.pk}/doorgeven"
    noor.post(tell, {"note": ""})
    first = _calendar(cast)
    moved = {"on": meeting.on + timedelta(days=7), "version": 1, "place": "De Schakel"}
    page = text(noor.post(f"/waterdal/overleggen/{meeting.pk}/wijzigen", moved, follow=True))
    assert "Twee mensen kregen iets anders gemaild" in page and "Gewijzigd: De tafel" in page
    assert "Twee mensen kregen" in text(noor.get(f"/waterdal/overleggen/{meeting.pk}"))
    noor.post(tell, {"note": ""})
    with make.within(cast.waterdal):
        letter = Letter.objects.get(
            to="tafel0@waterdal.example", subject__startswith="Gewijzigd: De tafel"
        )
        subjects = set(Letter.objects.values_list("subject", flat=True))
    assert "Dit is gewijzigd. Het was: " in letter.text
    assert sorted(one.startswith("Gewijzigd: ") for one in subjects) == [False, True]
    told = cast.client("nobody").get(first).content.decode()
    assert (
        f"DTSTART;VALUE=DATE:{moved['on']:%Y%m%d}" in told and f"UID:meeting-{meeting.pk}" in told
    )
    assert "SEQUENCE:2" in told and "LOCATION:De Schakel" in told
    assert "Twee mensen kregen" not in text(noor.get(f"/waterdal/overleggen/{meeting.pk}"))


def _calendar(cast: Cast) -> str:
    """The address in the first mail."""
    with make.within(cast.waterdal):
        letter = Letter.objects.filter(to="tafel0@waterdal.example")[0]
    found = re.search(r"http\S+(/overlegdag/\S+)", letter.text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("days", [-357, 13_000])
def test_an_unlikely_day_for_a_meeting_is_asked_about_once(cast: Cast, days: int) -> None:
    plan = f"/waterdal/tafels/{_table(cast).pk}/overleggen"
    on = timezone.localdate() + timedelta(days=days)
    page = text(cast.client("noor").post(plan, {"on": on.isoformat()}))
    assert "Bedoel je die dag?" in page and f'name="asked_day" value="{on.isoformat()}"' in page
    sent = {"on": on.isoformat(), "asked_day": on.isoformat()}
    assert str(on.year) in text(cast.client("noor").post(plan, sent, follow=True))
    with make.within(cast.waterdal):
        meeting = Meeting.objects.get()
        assert str(on.year) in when_words(meeting)
        assert str(timezone.localdate().year) not in when_words(Meeting(on=timezone.localdate()))


@pytest.mark.parametrize(
    ("who", "days", "status"),
    [("noor", -3, 200), ("bram", -3, 403), ("wim", -3, 404), ("noor", 3, 403)],
)
def test_who_mails_the_people_at_a_table_and_until_when(
    cast: Cast, who: str, days: int, status: int
) -> None:
    table = _table(cast, "Sociaal 0")
    meeting = _meeting(table, days)
    _with_addresses(cast, "Fatma Yıldız")
    address = f"/api/v1/waterdal/meetings/{meeting.pk}/tell"
    answer = cast.client(who).post(address, {"note": ""}, content_type="application/json")
    assert answer.status_code == status
    with make.within(cast.waterdal):
        assert Letter.objects.exists() is (status == 200)


def test_nobody_writes_down_who_comes_or_plans_at_a_table_that_ended(cast: Cast) -> None:
    table, noor = _table(cast), cast.client("noor")
    coming = _meeting(table, -3)
    assert noor.post(f"/waterdal/overleggen/{coming.pk}/aanwezig", {}).status_code == 403
    with make.within(cast.waterdal):
        assert not Presence.objects.exists()
        Table.objects.update(ended_on=timezone.localdate())
    plan = {"on": timezone.localdate().isoformat()}
    assert noor.post(f"/waterdal/tafels/{table.pk}/overleggen", plan).status_code == 403
    with make.within(cast.waterdal):
        assert Meeting.objects.count() == 1


@pytest.mark.regression("a time with a zone broke the answer about a meeting")
@pytest.mark.parametrize(("begins", "status"), [("14:30", 201), ("14:30Z", 400), ("25:00", 400)])
def test_a_meeting_begins_when_the_clock_in_the_room_says_so(
    cast: Cast, begins: str, status: int
) -> None:
    path = f"/api/v1/waterdal/tables/{_table(cast).pk}/meetings"
    body = {"on": timezone.localdate().isoformat(), "begins": begins}
    answer = cast.client("noor").post(path, body, "application/json")
    assert answer.status_code == status, answer.content
