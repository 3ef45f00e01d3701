"""What was said at a meeting, who sent word, who came as a guest; and the mail with the minutes."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.access.remembered import forget_everything
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.actions.forgetting import destroy_old_minutes
from dwarsverband.modules.tables.models import (
    Decision,
    Discussion,
    Meeting,
    Presence,
    Table,
    Visitor,
)
from dwarsverband.modules.tables.queries.minutes import Visit, points_of, visits_in
from dwarsverband.modules.tables.tests import make_tables
from dwarsverband.modules.tables.tests.test_tables import CONTEXT
from tests import make
from tests.answers import text
from tests.cast import Cast

TODAY = timezone.localdate()
AGENDA = ["Wie mist er?", "Zondag open"]


def _meeting(cast: Cast, days: int = 3, chair: str = "Bram Hendriks") -> Meeting:
    table = make_tables.table(
        cast.waterdal,
        *(("safety", "Bram Hendriks"), ("social", "Sociaal 0"), ("education", "Fatma Yıldız")),
    )
    with make.within(cast.waterdal):
        Table.objects.filter(pk=table.pk).update(chair=make_tables.found(cast.waterdal, chair))
        on = TODAY - timedelta(days=days)
        return Meeting.objects.create(partnership=cast.waterdal, table=table, on=on, agenda=AGENDA)


def _recorded(cast: Cast, meeting: Meeting, who: str = "bram", **more: object) -> str:
    """The page after it was written down who was there: Bram; Sociaal 0 sent word."""
    bram, social = (
        str(make_tables.found(cast.waterdal, name).pk) for name in ("Bram Hendriks", "Sociaal 0")
    )
    sent = {"people": [bram], "excused": [social], **more}
    address = f"/waterdal/overleggen/{meeting.pk}/aanwezig"
    return text(cast.client(who).post(address, sent, follow=True))


def _write(cast: Cast, meeting: Meeting, version: int, *said: str, who: str = "bram") -> str:
    sent = {f"point_{at}": one for at, one in enumerate(said)}
    address = f"/waterdal/overleggen/{meeting.pk}/verslag"
    return text(cast.client(who).post(address, sent | {"version": version}, follow=True))


def test_a_point_keeps_what_was_said_when_it_leaves_the_agenda() -> None:
    meeting = Meeting(agenda=["Een", "Twee", "Een"])
    said = [Discussion(point="Oud", said="Bleef."), Discussion(point="Twee", said="Ja.")]
    told = [(one.key, one.point, one.said) for one in points_of(meeting, said)]
    assert told == [
        ("point_0", "Een", ""),
        ("point_1", "Twee", "Ja."),
        ("point_2", "Oud", "Bleef."),
        ("point_3", "", ""),
    ]


def test_a_line_is_a_guest_with_the_organisation_after_a_comma() -> None:
    assert list(visits_in(["Els Smit , Buurthuis, Noord", "Jan"])) == [
        Visit("Els Smit", "Buurthuis, Noord"),
        Visit("Jan"),
    ]


def test_who_sent_word_and_who_came_as_a_guest_stand_apart_from_who_stayed_away(
    cast: Cast,
) -> None:
    meeting = _meeting(cast)
    page = _recorded(cast, meeting, visitors="Els Smit, Buurthuis")
    assert "Afgemeld: Sociaal 0" in page and "Niet gekomen: Fatma Yıldız" in page
    assert "Te gast: Els Smit (Buurthuis)" in page
    form = text(cast.client("bram").get(f"/waterdal/overleggen/{meeting.pk}/aanwezig"))
    assert "Els Smit, Buurthuis" in form and form.count("checked") == 2
    _recorded(cast, meeting)
    with make.within(cast.waterdal):
        assert not Visitor.objects.exists()
    told = cast.client("noor").get(f"/api/v1/waterdal/meetings/{meeting.pk}").json()
    assert sorted((one["wasThere"], one["sentWord"]) for one in told["presences"]) == [
        (False, False),
        (False, True),
        (True, False),
    ]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"both": True}, "Kies een van beide."),
        ({"visitors": "Jan\n" * 3 + ", Buurthuis"}, "Op een regel staat een naam"),
        ({"visitors": "\n".join(f"Gast {at}" for at in range(21))}, "Hoogstens twintig gasten."),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_whole(
    cast: Cast, more: dict[str, object], sentence: str
) -> None:
    meeting = _meeting(cast)
    bram = str(make_tables.found(cast.waterdal, "Bram Hendriks").pk)
    sent = {"excused": [bram]} if more.pop("both", False) else more
    assert sentence in _recorded(cast, meeting, **sent)
    with make.within(cast.waterdal):
        assert not Presence.objects.exists() and not Visitor.objects.exists()


def test_what_was_said_stands_below_its_point_for_whoever_sits_there(cast: Cast) -> None:
    meeting = _meeting(cast)
    page = _write(cast, meeting, 1, "De school.", "", "Koffie was op.")
    assert "De school." in page and "Verder besproken" in page and "Koffie was op." in page
    for who, status in (("noor", 200), ("bram", 200), ("hanneke", 404), ("joost", 404)):
        answer = cast.client(who).get(f"/waterdal/overleggen/{meeting.pk}")
        assert answer.status_code == status
        assert ("De school." in text(answer)) is (status == 200)
    _write(cast, meeting, 2, "", "Om de week.")
    with make.within(cast.waterdal):
        assert [(one.point, one.said) for one in Discussion.objects.all()] == [
            ("Zondag open", "Om de week.")
        ]


def test_the_second_of_two_who_write_sees_both_texts(cast: Cast) -> None:
    meeting = _meeting(cast)
    _write(cast, meeting, 1, "De school.", who="noor")
    page = _write(cast, meeting, 1, "De politie.")
    assert "De school." in page and "De politie." in page and "Wie mist er?" in page
    with make.within(cast.waterdal):
        assert Discussion.objects.get().said == "De school."


@pytest.mark.parametrize(
    ("who", "days", "status"),
    [("noor", 3, 200), ("bram", 3, 403), ("hanneke", 3, 404), ("wim", 3, 404), ("noor", -3, 403)],
)
def test_who_writes_the_minutes_and_from_when(cast: Cast, who: str, days: int, status: int) -> None:
    meeting = _meeting(cast, days, chair="Sociaal 0")
    answer = cast.client(who).put(
        f"/api/v1/waterdal/meetings/{meeting.pk}/minutes",
        json.dumps({"points": [{"point": "Zondag open", "said": "Ja."}]}),
        "application/json",
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == status, answer.content
    with make.within(cast.waterdal):
        assert Discussion.objects.exists() is (status == 200)


def _promised(cast: Cast, meeting: Meeting, owner: str, what: str) -> None:
    person = make_tables.found(cast.waterdal, owner)
    with make.within(cast.waterdal):
        Decision.objects.create(
            partnership=cast.waterdal,
            table=meeting.table,
            meeting=meeting,
            what=what,
            owner=person,
            has_owner=True,
            decided_on=TODAY,
            due_on=TODAY,
            source="test",
            legal_basis="test",
            ends_on=TODAY + timedelta(days=9),
        )


def test_the_minutes_are_mailed_once_to_each_with_what_was_decided_and_their_own_promises(
    cast: Cast,
) -> None:
    meeting, bram = _meeting(cast), cast.client("bram")
    address = f"/waterdal/overleggen/{meeting.pk}/verslag/mailen"
    assert "Schrijf eerst op wie er was." in text(bram.get(address))
    assert bram.post(address, {"note": ""}).status_code == 403
    _write(cast, meeting, 1, "Geheim van de tafel.")
    _recorded(cast, meeting, visitors="Els Smit, Buurthuis")
    _promised(cast, meeting, "Fatma Yıldız", "De ouders bellen.")
    with make.within(cast.waterdal):
        Person.objects.filter(name="Fatma Yıldız").update(email="fatma@b.example")
    page = text(bram.get(address))
    assert "Dit doe jij:" in page and "Van Sociaal 0 kennen we geen mailadres." in page
    assert "Twee mails gaan nu weg." in text(bram.post(address, {"note": "Dank."}, follow=True))
    with make.within(cast.waterdal):
        own, other = Letter.objects.order_by("to")
        assert Meeting.objects.get().minutes_told_on == TODAY
    assert [own.to, other.to] == ["bram@waterdal.example", "fatma@b.example"]
    assert all(one.is_once and "De ouders bellen." in one.text for one in (own, other))
    assert "Dit doe jij:" in other.text and "Dit doe jij:" not in own.text
    assert f"/waterdal/overleggen/{meeting.pk}" in own.text and "/overleggen/" not in other.text
    for letter in (own, other):
        assert not [word for word in ("Els", "Sociaal 0", "Geheim") if word in letter.text]
    assert "Het verslag is al eens gemaild" in text(bram.get(address))


def test_whoever_no_longer_sits_at_the_table_gets_no_minutes(cast: Cast) -> None:
    meeting = _meeting(cast)
    _recorded(cast, meeting)
    with make.within(cast.waterdal):
        Person.objects.filter(name="Fatma Yıldız").update(email="fatma@b.example")
        meeting.table.seats.filter(person__name="Fatma Yıldız").update(person=None)
    send = f"/api/v1/waterdal/meetings/{meeting.pk}/minutes/send"
    told = cast.client("noor").post(send, {"note": ""}, content_type="application/json")
    assert told.json() == {"mails": 1}
    with make.within(cast.waterdal):
        assert Letter.objects.get().to == "bram@waterdal.example"


def test_whoever_leaves_leaves_the_minutes_too_and_reads_before_what_stands_there(
    cast: Cast,
) -> None:
    meeting, noor = _meeting(cast), cast.client("noor")
    _write(cast, meeting, 1, "Sociaal 0 belt de ouders.")
    _recorded(cast, meeting, visitors="sociaal 0\nFatma Yıldız, Buurthuis")
    person = make_tables.found(cast.waterdal, "Sociaal 0")
    own = f"/waterdal/netwerk/mensen/{person.pk}"
    told = json.loads(noor.post(f"{own}/bestand", {"format": "json"}).content)
    assert [one["sentWord"] for one in told["meetings"]] == [True]
    assert [one["table"] for one in told["minutes"]] == ["Jeugd en wijk"]
    assert len(told["guestAt"]) == 1 and "belt de ouders" not in json.dumps(told)
    fatma = make_tables.found(cast.waterdal, "Fatma Yıldız")
    other = noor.post(f"/waterdal/netwerk/mensen/{fatma.pk}/bestand", {"format": "json"})
    assert json.loads(other.content)["guestAt"] == [], "a namesake from elsewhere"
    noor.post(f"{own}/uithalen")
    page = text(noor.get(f"/waterdal/overleggen/{meeting.pk}"))
    assert "ociaal 0" not in page
    assert page.count("iemand die er niet meer is") == 3


@pytest.mark.parametrize(("days", "is_kept"), [(731, False), (729, True)])
def test_what_was_said_and_who_was_a_guest_go_with_their_term(
    cast: Cast, days: int, is_kept: bool
) -> None:
    meeting = _meeting(cast, days)
    _write(cast, meeting, 1, "De school.")
    _recorded(cast, meeting, visitors="Els Smit")
    with make.within(cast.waterdal):
        assert Discussion.objects.exists()
        destroy_old_minutes(system(cast.waterdal.pk))
        for model in (Discussion, Visitor, Presence):
            assert model.objects.exists() is is_kept, model


@pytest.mark.parametrize("who", ["noor", "bram"])
def test_the_page_of_a_meeting_takes_eight_queries(cast: Cast, who: str) -> None:
    meeting = _meeting(cast)
    _write(cast, meeting, 1, "De school.")
    _recorded(cast, meeting, visitors="Els Smit")
    client, address = cast.client(who), f"/waterdal/overleggen/{meeting.pk}"
    client.get(address)
    forget_everything()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    texts = [one["sql"] for one in queries]
    asked = [one for one in texts if not any(word in one for word in CONTEXT)]
    assert len(asked) <= 8, "\n\n".join(asked)
    led = [one for one in texts if one.startswith("SELECT 1") and "tables_table" in one]
    assert len(led) <= 1, "whether they lead this table is asked once"
