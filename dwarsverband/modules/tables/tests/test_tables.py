"""Who sits at a table, who is missing, and who may read which of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.remembered import forget_everything
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.modules.network.models import Seat
from dwarsverband.modules.network.queries.seats import fits_wider
from dwarsverband.modules.tables.models import Meeting, Table, TableSeat, TableTheme
from dwarsverband.modules.tables.queries import chairs, tables
from dwarsverband.modules.tables.tests import make_tables
from tests import make
from tests.answers import text
from tests.cast import Cast

# What every request asks, whatever the page.
CONTEXT = (
    "SAVEPOINT",
    "security.",
    "set_config",
    "django_session",
    "accounts_user",
    "accounts_membership",
    "access_loghead",
)


def _around(cast: Cast, table: Table, who: str = "noor") -> chairs.Around:
    actor = cast.actors[who]
    with acting(actor):
        return chairs.around(actor, tables.get_table(actor, table.pk))


def test_the_seats_that_nobody_fills_are_drawn_and_named(cast: Cast) -> None:
    table = make_tables.table(
        cast.waterdal, ("social", "Sociaal 0"), ("safety", "Agent 0"), ("safety", "Agent 1")
    )
    found = _around(cast, table)
    assert [(one.name, one.domain.code) for one in found.empty] == [
        ("School", "education"),
        ("Zorg", "care"),
    ]
    assert [(one.domain.code, one.filled, one.empty) for one in found.domains] == [
        ("safety", 2, 0),
        ("social", 1, 0),
        ("care", 0, 1),
        ("education", 0, 1),
    ]
    client = cast.client("noor")
    page = text(client.get(f"/waterdal/tafels/{table.pk}"))
    assert "Zorg en onderwijs zitten niet aan tafel." in page
    assert page.count("dv-seat is-ghost") == 2
    assert "Zorg en onderwijs zitten niet aan tafel." in text(client.get("/waterdal/tafels"))
    out = {"seat": found.empty[1].key}
    client.post(f"/waterdal/tafels/{table.pk}/zonder-stoel", out)
    assert [one.name for one in _around(cast, table).empty] == ["School"]


@pytest.mark.parametrize(
    ("who", "reads_names", "is_there"),
    [
        ("noor", True, True),
        ("bram", False, True),
        ("hanneke", False, True),
        ("joost", False, False),
    ],
)
def test_who_reads_what_of_a_table(cast: Cast, who: str, reads_names: bool, is_there: bool) -> None:
    table = make_tables.table(cast.waterdal, ("social", "Sociaal 0"), ("safety", "Agent 0"))
    client = cast.client(who)
    page = client.get(f"/waterdal/tafels/{table.pk}")
    answer = client.get(f"/api/v1/waterdal/tables/{table.pk}")
    assert (page.status_code, answer.status_code) == ((200, 200) if is_there else (404, 404))
    if not is_there:
        assert "Jeugd en wijk" not in text(client.get("/waterdal/tafels"))
        return
    assert ("Sociaal 0" in text(page)) is reads_names
    told = json.loads(answer.content)
    assert [one["name"] for one in told["sitting"]] == (
        ["Sociaal 0", "Agent 0"] if reads_names else []
    )
    assert sorted(told["present"]) == ["safety", "social"]
    assert ("Iedereen doet mee." in text(page)) is reads_names


def test_whoever_sits_at_a_table_reads_it_and_changes_nothing(cast: Cast) -> None:
    table = make_tables.table(cast.waterdal, ("safety", "Bram Hendriks"), ("social", "Sociaal 0"))
    client = cast.client("bram")
    page = text(client.get(f"/waterdal/tafels/{table.pk}"))
    assert "Sociaal 0" in page and "School" in page
    assert "Sociaal 5" not in page, "who could sit there is for the coordinator"
    with make.within(cast.waterdal):
        seat = TableSeat.objects.get(table=table, person__name="Sociaal 0")
    assert client.post(f"/waterdal/tafelstoelen/{seat.pk}/vrijmaken").status_code == 403
    assert client.get(f"/waterdal/tafels/{table.pk}/wie-mist").status_code == 404
    assert client.get(f"/waterdal/tafelstoelen/{seat.pk}/vullen").status_code == 200


def test_the_coordinator_begins_a_table_and_fills_it(cast: Cast) -> None:
    make_tables.table(cast.waterdal)
    client = cast.client("noor")
    with make.within(cast.waterdal):
        theme = Table.objects.get(name="Jeugd en wijk").themes.get().theme_id
    typed = {"name": "Nieuw overleg", "themes": [theme], "rhythm": "month"}
    assert (
        client.post("/waterdal/tafels/nieuw", typed | {"name": "jeugd en wijk"}).status_code == 200
    )
    client.post("/waterdal/tafels/nieuw", typed)
    with make.within(cast.waterdal):
        table = Table.objects.get(name="Nieuw overleg")
    education = next(one.domain for one in _around(cast, table).empty if one.name == "School")
    client.post(f"/waterdal/tafels/{table.pk}/stoelen", {"name": "School", "domain": education.pk})
    with make.within(cast.waterdal):
        seat = TableSeat.objects.get(table=table)
    fill = f"/waterdal/tafelstoelen/{seat.pk}/vullen"
    assert "Fatma Yıldız" in text(client.get(fill))
    client.post(fill, {"person": make_tables.found(cast.waterdal, "Fatma Yıldız").pk})
    client.post(f"/waterdal/tafelstoelen/{seat.pk}/voorzitter")
    assert client.post(f"/waterdal/tafelstoelen/{seat.pk}/vrijmaken").status_code == 403
    page = text(client.get(f"/waterdal/tafels/{table.pk}"))
    assert "Voorzitter: Fatma Yıldız" in page
    client.post(f"/waterdal/tafels/{table.pk}/stoppen")
    assert "Nieuw overleg" not in text(client.get("/waterdal/tafels"))
    assert "Nieuw overleg" in text(client.get("/waterdal/tafels?vroeger"))


def test_a_page_takes_eight_queries_whatever_its_size(cast: Cast) -> None:
    client, known = cast.client("noor"), list[Table]()
    for number in range(3):
        name = f"Tafel {number}"
        known.append(make_tables.table(cast.waterdal, ("social", f"Sociaal {number}"), name=name))
    own = f"/waterdal/tafels/{known[0].pk}"
    with make.within(cast.waterdal):
        Meeting.objects.create(partnership=cast.waterdal, table=known[0], on=timezone.localdate())
    ride = "/waterdal/tafels/meeliften?thema=inclusion"
    for address in ("/waterdal/tafels", own, f"{own}/stoelen", f"{own}/wie-mist", ride):
        client.get(address)
        forget_everything()  # as after something was done
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked = [one["sql"] for one in queries if not any(word in one["sql"] for word in CONTEXT)]
        assert len(asked) <= 8, "\n\n".join([address, *asked])


@pytest.mark.parametrize(
    ("name", "words", "wider", "is_wider"),
    [
        ("Burgemeester", ("burgemeester",), ("burgemeester", "wethouder"), True),
        ("Burgemeester", (), ("burgemeester", "wethouder"), True),
        ("Bestuur", ("burgemeester", "wethouder"), ("burgemeester",), False),
        ("Leerplicht", ("leerplicht",), (), False),
    ],
)
def test_a_seat_is_wider_when_whoever_fills_the_other_fills_it_too(
    name: str, words: tuple[str, ...], wider: tuple[str, ...], is_wider: bool
) -> None:
    assert fits_wider(name, words, wider) is is_wider


def _asked_for(table: Table, theme: str, name: str, *words: str) -> None:
    """A seat of administration that a theme of the table asks for."""
    with make.within(table.partnership):
        own = {"partnership": table.partnership}
        asked = Theme.objects.get(**own, code=theme)
        board = Domain.objects.get(**own, code="administration")
        Seat.objects.filter(**own, theme=asked).exclude(domain=board).delete()
        Seat.objects.create(**own, theme=asked, domain=board, name=name, words=list(words))
        TableTheme.objects.get_or_create(partnership=table.partnership, table=table, theme=asked)


@pytest.mark.parametrize("own_chair", [True, False])
def test_a_mayor_is_missed_once_whichever_theme_asks(cast: Cast, own_chair: bool) -> None:
    table = make_tables.table(cast.waterdal)
    _asked_for(table, "inclusion", "Burgemeester of wethouder", "burgemeester", "wethouder")
    if own_chair:
        seat = make_tables.seat(table, "administration", "Burgemeester")
    else:
        _asked_for(table, "polarisation", "Burgemeester", "burgemeester")
    wanted = [one.name for one in _around(cast, table).empty if "meester" in one.name]
    assert wanted == ["Burgemeester"]
    if own_chair:
        with make.within(cast.waterdal):
            iris = make.person(cast.waterdal, "Iris Kok", "administration", "Burgemeester")
            TableSeat.objects.filter(pk=seat.pk).update(person=iris)
        page = text(cast.client("noor").get(f"/waterdal/tafels/{table.pk}"))
        assert "Iris Kok" in page and "vult twee stoelen" not in page
