"""Somebody is invited: by the coordinator, in their own language, with a link that is kept nowhere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.accounts.actions.members import INVITATION_DAYS
from dwarsverband.foundation.accounts.tests.letters import invite, last_letter
from dwarsverband.foundation.links.models import Link
from dwarsverband.foundation.mail.models import Letter
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast

ADDRESS = "/waterdal/leden/uitnodigen"
ASKED = {
    "name": "Fatma Yıldız",
    "email": "Fatma@baken.example",
    "role": "partner",
    "language": "nl",
}


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_invites(cast: Cast, who: str, expected: str) -> None:
    response = cast.client(who).post(ADDRESS, ASKED)
    assert answer(response) == expected
    with make.within(cast.waterdal):
        assert Link.objects.filter(details__email="fatma@baken.example").exists() is (who == "noor")


def test_bram_reads_why_the_button_does_nothing(cast: Cast) -> None:
    page = text(in_english(cast.client("bram")).get(ADDRESS))
    assert "Only the coordinator invites people." in page
    assert 'aria-disabled="true"' in page


def test_the_letter_says_from_whom_and_why_in_the_chosen_language(cast: Cast) -> None:
    invite(cast, language="en")
    letter = last_letter(cast)
    assert letter.subject == "Take part in Waterdal"
    assert "Noor Bakker asks you to take part in Waterdal." in letter.text
    assert "You get this mail because Noor Bakker invited you." in letter.text.split("\n-- \n")[1]
    assert (letter.to, letter.language) == ("fatma@baken.example", "en")


def test_the_secret_of_the_link_stands_in_no_table_but_the_outbox(cast: Cast) -> None:
    secret = invite(cast).rpartition("/")[2]
    with make.within(cast.waterdal), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM links_link AS link WHERE link::text LIKE %s", [f"%{secret}%"]
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs AS job WHERE job::text LIKE %s",
            [f"%{secret}%"],
        )
        assert cursor.fetchone() == (0,)


def test_the_pages_say_how_long_a_link_works() -> None:
    assert INVITATION_DAYS == 14, "Then change “fourteen days” in the pages too."


def test_nobody_is_invited_twice(cast: Cast) -> None:
    invite(cast)
    page = text(in_english(cast.client("noor")).post(ADDRESS, ASKED))
    assert "This person has an invitation." in page
    page = text(
        in_english(cast.client("noor")).post(ADDRESS, {**ASKED, "email": "BRAM@waterdal.example"})
    )
    assert "This person takes part already." in page


def test_that_wim_has_an_account_elsewhere_is_told_to_nobody(cast: Cast) -> None:
    for email in ("wim@elders.example", "niemand@elders.example"):
        assert answer(cast.client("noor").post(ADDRESS, {**ASKED, "email": email})) == "done"


def test_an_end_date_in_the_past_gets_a_sentence(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    page = text(in_english(cast.client("noor")).post(ADDRESS, {**ASKED, "ends_on": yesterday}))
    assert "This day has passed." in page


def test_a_region_is_a_code(cast: Cast) -> None:
    page = text(
        in_english(cast.client("noor")).post(ADDRESS, {**ASKED, "regions": "GM0363, Waterdal"})
    )
    assert "“WATERDAL” is not a code of a municipality." in page


def test_an_organisation_of_elsewhere_cannot_be_chosen(cast: Cast) -> None:
    theirs = make.organisation(cast.elsewhere, "Politie elders", "safety")
    response = cast.client("noor").post(ADDRESS, {**ASKED, "organisation": theirs.pk})
    assert answer(response) == "page"
    with make.within(cast.waterdal):
        assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        '<script>alert("x")</script>',
        "Jan\r\nBcc: iedereen@waterdal.example",
        "%(address)s {{ actor }} {% csrf_token %}",
        "=HYPERLINK(1)",
        "‮txt.exe",
        "ن" * 120,
    ],
)
def test_a_hostile_name_stays_a_name(cast: Cast, name: str) -> None:
    response = cast.client("noor").post(ADDRESS, {**ASKED, "name": name})
    assert answer(response) == "done"
    letter = last_letter(cast)
    assert "\n" not in letter.subject
    assert " ".join(name.split()) in letter.text
    assert "<script>alert" not in text(cast.client("noor").get("/waterdal/leden"))


@pytest.mark.parametrize("name", ["", "   ", "a" * 121, "Jan\0Piet"])
def test_a_name_that_is_none_comes_back_with_a_sentence(cast: Cast, name: str) -> None:
    page = cast.client("noor").post(ADDRESS, {**ASKED, "name": name})
    assert answer(page) == "page"
    assert "dv-error" in text(page)


def test_the_same_form_sent_twice_writes_one_letter(cast: Cast) -> None:
    client = cast.client("noor")
    asked = {**ASKED, "idempotency_key": "een-sleutel-van-deze-pagina"}
    first, second = client.post(ADDRESS, asked), client.post(ADDRESS, asked)
    assert (answer(first), answer(second)) == ("done", "done")
    with make.within(cast.waterdal):
        assert Letter.objects.count() == 1
