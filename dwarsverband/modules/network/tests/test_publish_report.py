"""A share link is publication: no names, nothing below ten, and it ends by itself."""

import re
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any  # fixtures of the test library

import pytest
from django.utils import timezone

from dwarsverband.foundation.links.models import Link
from dwarsverband.modules.network.models import Publication
from tests import make
from tests.answers import text
from tests.cast import Cast

PAGE = "/waterdal/netwerk/publiceren"


def _next_month() -> date:
    return timezone.localdate() + timedelta(days=30)


def _publish(cast: Cast, who: str = "noor", ends_on: date | None = None) -> str:
    typed = {"ends_on": (ends_on or _next_month()).isoformat()}
    page = cast.client(who).post(PAGE, typed).content.decode()
    found = re.search(r"(/cijfers/[\w-]+)", page)
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("who", "publishes"),
    [("noor", True), ("bram", False), ("hanneke", False), ("wim", False), ("nobody", False)],
)
def test_who_publishes(cast: Cast, who: str, publishes: bool) -> None:
    assert bool(_publish(cast, who)) is publishes


def test_nobody_is_named_and_no_count_is_below_ten(cast: Cast) -> None:
    for number in range(12):
        make.person(cast.waterdal, f"Zorg {number}", "care")
    page = cast.client("nobody").get(_publish(cast)).content.decode()
    assert not re.search(r"Fatma|Bram|Agent|Sociaal \d", page)
    with make.within(cast.waterdal):
        figures = Publication.objects.get(partnership=cast.waterdal).figures
    told = [
        *figures["people"].values(),
        *figures["inside"].values(),
        *(row[2] for row in figures["between"]),
    ]
    assert figures["people"]["care"] == 12
    assert all(count is None or count >= 10 for count in told)


def test_no_total_is_published_from_which_a_small_count_could_be_worked_out(cast: Cast) -> None:
    _publish(cast)
    with make.within(cast.waterdal):
        figures = Publication.objects.get(partnership=cast.waterdal).figures
    assert set(figures) == {"people", "inside", "between"}


@pytest.mark.regression("the ties of a small domain told how many people it has")
def test_ties_do_not_tell_how_many_people_a_small_domain_has(cast: Cast) -> None:
    few = [make.person(cast.waterdal, f"Zorg {number}", "care") for number in range(9)]
    many = [make.person(cast.waterdal, f"School {number}", "education") for number in range(12)]
    for one, other in (*combinations(few, 2), *product(few, many[:10]), *combinations(many, 2)):
        make.tie(one, other)
    _publish(cast)
    with make.within(cast.waterdal):
        figures = Publication.objects.get(partnership=cast.waterdal).figures
    between = {frozenset(row[:2]): row[2] for row in figures["between"]}
    assert figures["people"]["care"] is figures["inside"]["care"] is None
    assert between[frozenset(("care", "education"))] is None
    assert figures["inside"]["education"] == len(list(combinations(many, 2)))


def test_what_changes_later_does_not_change_what_was_published(cast: Cast) -> None:
    address = _publish(cast)
    before = cast.client("nobody").get(address).content
    for number in range(12):
        make.person(cast.waterdal, f"Zorg {number}", "care")
    after = cast.client("nobody").get(address).content
    assert re.sub(rb'value="[\w-]+"', b"", before) == re.sub(rb'value="[\w-]+"', b"", after)


def test_it_ends_by_itself(cast: Cast) -> None:
    address = _publish(cast)
    with make.within(cast.waterdal):
        yesterday = timezone.localdate() - timedelta(days=1)
        Publication.objects.filter(partnership=cast.waterdal).update(ends_on=yesterday)
    assert cast.client("nobody").get(address).status_code == 404


def test_it_can_be_taken_back(cast: Cast) -> None:
    address = _publish(cast)
    with make.within(cast.waterdal):
        publication = Publication.objects.get(partnership=cast.waterdal)
    cast.client("noor").post(f"/waterdal/netwerk/publicaties/{publication.pk}/intrekken")
    assert cast.client("nobody").get(address).status_code == 404


def test_taking_back_asks_first(cast: Cast) -> None:
    address = _publish(cast)
    with make.within(cast.waterdal):
        publication = Publication.objects.get(partnership=cast.waterdal)
    client, where = cast.client("noor", "en"), f"netwerk/publicaties/{publication.pk}/intrekken"
    assert f'href="/waterdal/{where}"' in text(client.get(PAGE))
    assert "Take these figures back?" in text(client.get(f"/waterdal/{where}"))
    assert cast.client("nobody").get(address).status_code == 200
    assert "Taken back." in text(client.post(f"/waterdal/{where}", follow=True))


def test_the_link_is_shown_whole_to_copy(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://dwarsverband.waterdal.example"
    page = text(cast.client("noor").post(PAGE, {"ends_on": _next_month().isoformat()}))
    shown = re.search(r'<p class="dv-copy-text"[^>]*>([^<]+)</p>', page)
    assert shown and re.fullmatch(
        r"https://dwarsverband\.waterdal\.example/cijfers/[\w-]+", shown[1]
    )


def test_it_ends_after_three_months_when_nobody_chooses_another_day(cast: Cast) -> None:
    usual = timezone.localdate() + timedelta(days=92)
    assert f'value="{usual.isoformat()}"' in text(cast.client("noor").get(PAGE))
    here = "/api/v1/waterdal/publications"
    answer = cast.client("noor").post(here, {}, content_type="application/json")
    assert (answer.status_code, answer.json()["endsOn"]) == (201, usual.isoformat())


def test_a_day_too_far_away_is_refused(cast: Cast) -> None:
    assert not _publish(cast, ends_on=timezone.localdate() + timedelta(days=400))
    assert not _publish(cast, ends_on=timezone.localdate())


def test_the_secret_of_the_link_is_kept_nowhere(cast: Cast) -> None:
    secret = _publish(cast).removeprefix("/cijfers/")
    with make.within(cast.waterdal):
        link = Link.objects.get(partnership=cast.waterdal, purpose="publication")
    assert secret not in f"{link.hash} {link.details} {link.id}"


def test_the_world_reads_of_which_day_it_is_and_when_it_ends(cast: Cast) -> None:
    page = text(cast.client("nobody", "en").get(_publish(cast)))
    day, end = (f"{one.day} {one:%B %Y}" for one in (timezone.localdate(), _next_month()))
    assert f"Figures of {day}. This page ends after {end}." in page
