"""A token lets a program act for its member: never more, never elsewhere, never for ever."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from dwarsverband.foundation.access import Refused
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.log import Line, Lines
from dwarsverband.foundation.accounts.actions.members import change_membership, end_membership
from dwarsverband.foundation.accounts.actions.tokens import PREFIX, end_token
from dwarsverband.foundation.accounts.models import Membership, Token
from dwarsverband.foundation.accounts.queries import today, token_actor
from dwarsverband.modules.network.actions.moments import record_contact
from dwarsverband.modules.network.models import Tie
from tests import make
from tests.answers import ONLY_NOOR, PAGE, answer, text
from tests.cast import Cast
from tests.machines import ask, token

PEOPLE = "/api/v1/waterdal/people"
PAGE_ADDRESS = "/waterdal/account/sleutels"
WANTED = {"name": "Maandbericht", "scope": "read", "areas": ["network"]}


def _tie(cast: Cast) -> Tie:
    with acting(cast.noor):
        return Tie.objects.filter(last_contact_on__isnull=False)[0]


def _contact(tie: Tie) -> str:
    return f"/api/v1/waterdal/ties/{tie.pk}/record-contact"


def _last_line(cast: Cast) -> Line:
    with make.within(cast.waterdal):
        return Lines(cast.noor)[0]


@pytest.mark.parametrize("who", ["noor", "bram", "hanneke", "joost"])
def test_a_token_sees_what_its_member_sees_and_no_more(cast: Cast, who: str) -> None:
    by_token = ask(token(cast.actors[who]).secret, PEOPLE)
    assert by_token.status_code == 200
    assert json.loads(by_token.content) == json.loads(cast.client(who).get(PEOPLE).content)
    assert by_token["Cache-Control"] == "no-store"


def test_nothing_about_it_is_kept_with_which_somebody_could_come_in(cast: Cast) -> None:
    own = token(cast.noor)
    assert own.secret.startswith(PREFIX)
    assert len(own.secret) == len(PREFIX) + 43
    with acting(cast.noor), connection.cursor() as cursor:
        cursor.execute("SELECT token::text FROM accounts_token AS token")
        rows = " ".join(row for (row,) in cursor.fetchall())
    assert "Maandbericht" in rows
    assert own.secret[len(PREFIX) :] not in rows


def test_wrong_ended_expired_and_foreign_words_get_the_same_answer(cast: Cast) -> None:
    ended, expired, lapsed = token(cast.noor), token(cast.noor), token(cast.bram)
    with acting(cast.noor):
        end_token(cast.noor, ended)
        Token.objects.filter(pk=expired.pk).update(
            made_on=today() - timedelta(days=9), ends_on=today() - timedelta(days=1)
        )
    with make.within(cast.waterdal):
        Membership.objects.filter(pk=str(cast.bram.membership_id)).update(
            ends_on=today() - timedelta(days=1), starts_on=today() - timedelta(days=2)
        )
    wrong = [ended.secret, expired.secret, lapsed.secret, ended.secret[:-1], "onzin", ""]
    answers = [ask(secret, PEOPLE) for secret in wrong]
    assert {one.status_code for one in answers} == {401}
    assert len({one.content for one in answers}) == 1
    assert answers[0]["Content-Type"] == "application/problem+json"
    assert answers[0]["WWW-Authenticate"].startswith("Bearer")


def test_a_token_of_elsewhere_finds_nothing_as_where_nothing_is(cast: Cast) -> None:
    secret = token(cast.wim).secret
    there, nowhere = ask(secret, PEOPLE), ask(secret, "/api/v1/nergens/people")
    assert (there.status_code, there.content) == (404, nowhere.content)
    assert ask(secret, "/api/v1/elders/people").status_code == 200


def test_a_wrong_token_is_nobody_even_in_a_signed_in_browser(cast: Cast) -> None:
    assert ask("onzin", PEOPLE, client=cast.client("noor")).status_code == 401


def test_a_token_opens_no_page(cast: Cast) -> None:
    secret = token(cast.noor).secret
    assert answer(ask(secret, "/waterdal/leden")) == "sign in"


def test_a_token_that_reads_changes_nothing_and_the_log_tells_that_it_tried(cast: Cast) -> None:
    own = token(cast.noor, "read")
    refused = ask(own.secret, _contact(_tie(cast)), {"on": "2026-11-20"})
    assert refused.status_code == 403
    assert "only reads" in json.loads(refused.content)["detail"]
    line = _last_line(cast)
    assert (line.verb, line.verdict, line.means) == (
        "accounts.use_token",
        "denied",
        f"token:{own.pk}",
    )


def test_an_action_refuses_a_token_that_reads_whichever_way_it_came(cast: Cast) -> None:
    actor, _used = token_actor(token(cast.noor, "read").secret, "waterdal")
    with pytest.raises(Refused):
        record_contact(actor, _tie(cast), on=today())


def test_a_token_reaches_its_areas_only(cast: Cast) -> None:
    secret = token(cast.noor, areas=("introductions",)).secret
    assert ask(secret, "/api/v1/waterdal/introductions").status_code == 200
    refused = ask(secret, PEOPLE)
    assert refused.status_code == 403
    assert "does not reach this part" in json.loads(refused.content)["detail"]


def test_a_change_needs_no_csrf_token_with_a_token_and_still_does_with_a_session(
    cast: Cast,
) -> None:
    own, strict = token(cast.noor), Client(enforce_csrf_checks=True)
    strict.cookies = cast.client("noor").cookies
    address, body = _contact(_tie(cast)), {"on": "2026-11-20"}
    assert ask(own.secret, address, body).status_code == 200
    assert _last_line(cast).means == f"token:{own.pk}"
    sent = strict.post(address, json.dumps(body), content_type="application/json")
    assert sent.status_code == 403


def test_the_day_of_its_last_use_is_kept(cast: Cast) -> None:
    own = token(cast.noor)
    assert own.last_used_on is None
    ask(own.secret, PEOPLE)
    with acting(cast.noor):
        own.refresh_from_db()
    assert own.last_used_on == today()


@pytest.mark.parametrize("what", ["make", "end", "change", "member"])
def test_a_token_decides_nothing_about_members_and_tokens(cast: Cast, what: str) -> None:
    own = token(cast.noor)
    actor, _used = token_actor(own.secret, "waterdal")
    assert actor.is_coordinator
    member = make.membership_of(cast.bram)
    attempts: dict[str, Callable[[], object]] = {
        "make": lambda: token(actor),
        "end": lambda: end_token(actor, own),
        "change": lambda: change_membership(
            actor, member, name="x", role="coordinator", organisation=None, ends_on=None,
            regions=[], version=1,
        ),
        "member": lambda: end_membership(actor, member),
    }  # fmt: skip
    with pytest.raises(Refused):
        attempts[what]()


def test_a_role_that_changes_changes_what_the_token_may(cast: Cast) -> None:
    secret = token(cast.noor).secret
    with make.within(cast.waterdal):
        Membership.objects.filter(pk=str(cast.noor.membership_id)).update(role="administrator")
    assert json.loads(ask(secret, PEOPLE).content) == json.loads(
        cast.client("hanneke").get(PEOPLE).content
    )


def test_tokens_end_for_good_with_the_membership(cast: Cast) -> None:
    secret = token(cast.bram).secret
    end_membership(cast.noor, make.membership_of(cast.bram))
    with make.within(cast.waterdal):
        assert not Token.objects.exists()
        Membership.objects.filter(pk=str(cast.bram.membership_id)).update(ends_on=None)
    assert ask(secret, PEOPLE).status_code == 401


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_has_an_end_within_a_year(cast: Cast, days: int) -> None:
    with pytest.raises(ValidationError):
        token(cast.noor, days=days)


def test_the_database_wants_an_end_within_a_year_too(cast: Cast) -> None:
    own = token(cast.noor)
    with pytest.raises(IntegrityError), acting(cast.noor), transaction.atomic():
        Token.objects.filter(pk=own.pk).update(ends_on=today() + timedelta(days=400))


def test_nobody_has_more_than_twenty(cast: Cast) -> None:
    for _number in range(20):
        token(cast.noor)
    with pytest.raises(ValidationError):
        token(cast.noor)
    assert token(cast.bram)


@pytest.mark.parametrize("who", ["noor", "bram", "hanneke", "joost"])
def test_a_member_makes_a_token_on_a_page_and_sees_it_once(cast: Cast, who: str) -> None:
    client = cast.client(who, "en")
    sent = {**WANTED, "ends_on": (today() + timedelta(days=90)).isoformat()}
    made = client.post(f"{PAGE_ADDRESS}/maken", sent)
    assert PREFIX in text(made)
    assert _last_line(cast).verb == "accounts.make_token"
    again = client.get(PAGE_ADDRESS)
    assert "Maandbericht" in text(again)
    assert PREFIX not in text(again)
    found = text(made).split(PREFIX)[1][:43]
    assert ask(PREFIX + found, PEOPLE).status_code == 200


def test_the_coordinator_sees_all_tokens_and_others_their_own(cast: Cast) -> None:
    own, other = token(cast.bram), token(cast.joost)
    listed = {who: text(cast.client(who).get(PAGE_ADDRESS)) for who in ("noor", "bram", "joost")}
    for who, expected in (("noor", (own, other)), ("bram", (own,)), ("joost", (other,))):
        for one in (own, other):
            assert (str(one.pk) in listed[who]) is (one in expected), who


@pytest.mark.parametrize(
    ("who", "answered"), [*ONLY_NOOR[:1], ("hanneke", "not there"), *ONLY_NOOR[4:]]
)
def test_who_ends_the_token_of_bram(cast: Cast, who: str, answered: str) -> None:
    own = token(cast.bram)
    address = reverse("accounts:end_token", args=["waterdal", own.pk])
    assert answer(cast.client(who).post(address)) == answered
    assert (ask(own.secret, PEOPLE).status_code == 401) is (who == "noor")


def test_whoever_made_it_ends_it(cast: Cast) -> None:
    own = token(cast.bram)
    cast.client("bram").post(f"{PAGE_ADDRESS}/{own.pk}/beeindigen")
    assert ask(own.secret, PEOPLE).status_code == 401


def test_a_key_of_a_token_does_not_open_what_the_session_was_answered(cast: Cast) -> None:
    address, body, key = _contact(_tie(cast)), {"on": "2026-11-20"}, {"Idempotency-Key": "k" * 20}
    cast.client("noor").post(address, json.dumps(body), "application/json", headers=key)
    secret = token(cast.noor, "read").secret
    assert ask(secret, address, body, headers=key).status_code == 403


def test_the_page_in_words(cast: Cast) -> None:
    assert answer(cast.client("noor").get(f"{PAGE_ADDRESS}/maken")) == PAGE
