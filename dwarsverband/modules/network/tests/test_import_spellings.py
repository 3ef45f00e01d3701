"""Spellings: what is read as one and said so, what is asked, and what is only a month."""

from datetime import date

import pytest

from dwarsverband.foundation.accounts.models import Organisation
from dwarsverband.modules.network.models import Person, PersonTheme, Tie
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")


def _list(*rows: list[str], heading: str) -> tuple[str, bytes]:
    return "lijst.xlsx", lists.book([["Naam", heading], *rows])


def _organisations(room: lists.Room) -> set[str]:
    with make.within(room.home):
        own = Organisation.objects.filter(partnership=room.home, positions__isnull=False)
        return set(own.values_list("name", flat=True))


def test_spellings_read_as_one_organisation_are_told_and_kept_apart(cast: Cast) -> None:
    room = lists.room()
    rows = [["Eline Bos", "GGD"], ["Jo Vos", "G.G.D."], ["Ruth Cohen", "ggd"]]
    page = room.start(_list(*rows, heading="Organisatie"))
    assert "“GGD” and “G.G.D.” are different organisations" in page.text
    page = page.press("kolommen", answers={"apart:organisation:ggd": "on"})
    page.press()
    assert _organisations(room) == {"GGD", "G.G.D."}
    page = room.start(_list(*rows, heading="Organisatie"))
    assert "Nothing would change." in page.text


def test_spellings_that_nobody_keeps_apart_stay_one(cast: Cast) -> None:
    room = lists.room()
    make.organisation(room.home, "GGD", "care")
    page = room.start(_list(["Eline Bos", "G.G.D."], heading="Organisatie"))
    assert "“GGD” and “G.G.D.” are different organisations" in page.text
    page.press()
    assert _organisations(room) == {"GGD"}


@pytest.mark.parametrize(
    ("answer", "found"), [("Molenwijk", ["Molenwijk"]), ("Molenwjik", ["Molenwjik"])]
)
def test_neighbourhoods_that_are_almost_alike_are_asked(
    cast: Cast, answer: str, found: list[str]
) -> None:
    room = lists.room()
    make.person(room.home, "Eline Bos", neighbourhoods=["Molenwijk", "Coöp"])
    page = room.start(_list(["Jo Vos", "Molenwjik"], ["Ruth Cohen", "Coop"], heading="Wijk"))
    assert "Molenwjik is written almost like Molenwijk. Is it the same neighbourhood?" in page.text
    assert "“Coöp” and “Coop” are different neighbourhoods" in page.text
    page.press(answers={"neighbourhood:Molenwjik": answer, "apart:neighbourhood:coop": "on"})
    assert room.person("Jo Vos").neighbourhoods == found
    assert room.person("Ruth Cohen").neighbourhoods == ["Coop"]


def test_themes_of_a_list_become_the_ones_that_are_there(cast: Cast) -> None:
    room = lists.room()
    rows = [["Eline Bos", "POLARISATIE"], ["Jo Vos", "eenzaamheid"], ["Ruth Cohen", "Eenzamheid"]]
    page = room.start(_list(*rows, ["Piet Mol", "Polaristie"], heading="Thema"))
    assert "“Polaristie” is not a theme of this network. Do you mean Polarisation?" in page.text
    assert "“Eenzamheid” is not a theme of this network. Do you mean eenzaamheid?" in page.text
    answers = {"theme:eenzaamheid": "new theme", "theme:eenzamheid": "same as:eenzaamheid"}
    page.press(answers=answers)
    with make.within(room.home):
        told = sorted(
            PersonTheme.objects.filter(partnership=room.home).values_list(
                "theme__name_nl", "person__name"
            )
        )
    assert told == [
        ("Eenzaamheid", "Jo Vos"),
        ("Eenzaamheid", "Ruth Cohen"),
        ("Polarisatie", "Eline Bos"),
        ("Polarisatie", "Piet Mol"),
    ]


def test_a_theme_in_another_spelling_is_told_and_kept_apart(cast: Cast) -> None:
    room = lists.room()
    page = room.start(_list(["Eline Bos", "pola-risatie"], heading="Thema"))
    assert "“pola-risatie” are different themes" in page.text
    page = page.press("kolommen", answers={"apart:theme:polarisatie": "on"})
    assert "“pola-risatie” is not a theme of this network." in page.text


def test_only_a_month_is_told_and_never_replaces_a_day_in_it(cast: Cast) -> None:
    room = lists.room()
    eline, jo = (make.person(room.home, name) for name in ("Eline Bos", "Jo Vos"))
    tie = make.tie(eline, jo)
    with make.within(room.home):
        Tie.objects.filter(pk=tie.pk).update(since_on=date(2025, 9, 15))
    rows = [["Naam", "Kent", "Sinds", "Laatst"], ["Eline Bos", "Jo Vos", "sept 2025", "mei 2026"]]
    rows += [["Jo Vos", "Ruth Cohen", "2024", "mei 2026"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "Four days are only a month or a year" in page.text
    told = "Only a month: “mei 2026”, read as from 1 May 2026 (rows 2, 3, column D)."
    assert told in page.text
    assert "Only a year: “2024”, read as from 1 January 2024 (row 3, column C)." in page.text
    page.press()
    with make.within(room.home):
        found = Tie.objects.filter(partnership=room.home)
        days = sorted(found.values_list("since_on", "last_contact_on"))
    assert days == [
        (date(2024, 1, 1), date(2026, 5, 1)),
        (date(2025, 9, 15), date(2026, 5, 1)),
    ]
    assert all(one.is_estimate for one in found)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("mei 2026", "around May"),
        ("mei 2025", "around May 2025"),
        ("2024", "some time in 2024"),
        ("3 mei 2026", "months of silence"),
    ],
)
def test_a_month_is_never_shown_as_a_day(cast: Cast, told: str, words: str) -> None:
    room = lists.room()
    rows = [["Naam", "Kent", "Laatst"], ["Eline Bos", "Jo Vos", told]]
    room.start(("lijst.xlsx", lists.book(rows))).press()
    with make.within(room.home):
        pk = Person.objects.get(partnership=room.home, name="Eline Bos").pk
        slug = room.home.slug
    page = room.client.get(f"/{slug}/netwerk/mensen/{pk}").content.decode()
    assert words in page
    assert "1 May" not in page and "1 January" not in page


def test_a_day_that_is_told_later_takes_the_place_of_a_month(cast: Cast) -> None:
    room = lists.room()
    for told in ("mei 2026", "20-5-2026"):
        rows = [["Naam", "Kent", "Laatst"], ["Eline Bos", "Jo Vos", told]]
        room.start(("lijst.xlsx", lists.book(rows))).press()
    with make.within(room.home):
        tie = Tie.objects.get(partnership=room.home)
    assert (tie.last_contact_on, tie.is_estimate) == (date(2026, 5, 20), False)
