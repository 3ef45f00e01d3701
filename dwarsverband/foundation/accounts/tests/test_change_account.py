"""What somebody is called here, and in which language they read: they say so themselves."""

import pytest
from django.core.exceptions import ValidationError

from dwarsverband.foundation.access import Refused
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.actions.members import change_account
from dwarsverband.foundation.accounts.models import Membership, User
from dwarsverband.foundation.accounts.queries import visible_log
from tests import make
from tests.answers import answer, text
from tests.cast import Cast

ADDRESS, MACHINES = "/waterdal/account/wijzigen", "/api/v1/waterdal/account"


def _asked(**more: object) -> dict[str, object]:
    return {"name": "  Anders   Genoemd ", "language": "en", "version": 1, **more}


def _member(cast: Cast, who: str) -> Membership:
    return make.membership_of(cast.actors[who])


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("noor", "done"),
        ("bram", "done"),
        ("hanneke", "done"),
        ("joost", "done"),
        ("wim", "not there"),
        ("nobody", "sign in"),
    ],
)
def test_every_member_changes_their_own_name(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).post(ADDRESS, _asked())) == expected
    for other in ("noor", "bram", "hanneke", "joost"):
        is_own = other == who and expected == "done"
        assert (_member(cast, other).name == "Anders Genoemd") is is_own


def test_the_next_page_and_the_next_mail_come_in_the_chosen_language(cast: Cast) -> None:
    client = cast.client("bram", "nl")
    page = text(client.post(ADDRESS, _asked(), follow=True))
    assert '<html lang="en">' in page and "Anders Genoemd" in page
    assert User.objects.get(email="bram@waterdal.example").language == "en"


@pytest.mark.parametrize(
    "asked", [{"name": "   "}, {"name": ""}, {"language": "de"}, {"name": "x" * 121}]
)
def test_what_makes_no_sense_changes_nothing(cast: Cast, asked: dict[str, object]) -> None:
    assert answer(cast.client("bram").post(ADDRESS, _asked(**asked))) == "page"
    assert _member(cast, "bram").name == "Bram Hendriks"


def test_the_second_editor_sees_both_texts(cast: Cast) -> None:
    client = cast.client("bram", "en")
    client.post(ADDRESS, _asked(name="Bram H."))
    response = client.post(ADDRESS, _asked(name="B. Hendriks"))
    assert response.status_code == 409
    assert "Bram H." in text(response) and "B. Hendriks" in text(response)


def test_nobody_is_renamed_by_another(cast: Cast) -> None:
    theirs = _member(cast, "bram")
    with pytest.raises(Refused), acting(cast.noor):
        change_account(cast.noor, theirs, name="X", language="en", version=1)


def test_a_machine_cannot_leave_the_name_empty_either(cast: Cast) -> None:
    own = _member(cast, "bram")
    with pytest.raises(ValidationError), acting(cast.bram):
        change_account(cast.bram, own, name="  ", language="en", version=1)


def test_machines_do_the_same(cast: Cast) -> None:
    client = cast.client("bram")
    assert client.get(MACHINES).json()["name"] == "Bram Hendriks"
    asked = {"name": "Bram H.", "language": "en"}
    known = {"HTTP_IF_MATCH": "1"}
    changed = client.put(MACHINES, asked, content_type="application/json", **known)  # type: ignore[arg-type]  # headers by name
    assert changed.json() | {"email": ""} == {
        "name": "Bram H.",
        "email": "",
        "language": "en",
        "role": "partner",
        "version": 2,
    }


def test_the_log_says_that_it_happened_and_not_what(cast: Cast) -> None:
    cast.client("bram").post(ADDRESS, _asked())
    with acting(cast.joost):
        verbs = [line.verb for line in visible_log(cast.joost)[:5]]
    assert "accounts.change_account" in verbs


def test_the_account_page_says_who_corrects_the_rest(cast: Cast) -> None:
    page = text(cast.client("noor", "en").get("/waterdal/account"))
    own = cast.actors["noor"].membership_id
    assert f'href="/waterdal/leden/{own}/wijzigen"' in page and "Ask Noor" not in page
    assert "Ask Noor Bakker." in text(cast.client("bram", "en").get("/waterdal/account"))
