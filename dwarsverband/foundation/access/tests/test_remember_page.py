"""A page is drawn once for whoever opens it again, and never shows what has changed or is another's."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dwarsverband.foundation.access import remembered as memory
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.remembered import forget_everything
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.modules.network.actions.moments import record_contact
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import Person, Tie
from tests import make
from tests.answers import Response
from tests.live import Live

PAGES = ("/waterdal/", "/waterdal/netwerk/verkokering", "/waterdal/netwerk/introducties")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="idempotency_key" value="([^"]+)"')
# Sign-in, membership, context, the state of the log, and where the transaction begins and ends.
MOST_QUERIES = 8


@pytest.fixture(autouse=True)
def _begin_anew(live: Live, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What `live` forgets for others is not forgotten here."""
    forget_everything()
    monkeypatch.setattr(memory, "forget_everything", lambda: None)
    yield
    forget_everything()


def _text(response: Response) -> str:
    """What is on a page, but for what is new on each visit."""
    page = response.content.decode()
    page = re.sub(r"(title|why)-[0-9a-f]{8}", "", page)
    return KEY.sub("", TOKEN.sub("", page))


def _drawn(client: Client, address: str) -> int:
    """How many questions a visit asks."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_is_opened_again_is_the_same_and_asks_little(live: Live, address: str) -> None:
    noor = live.cast.client("noor")
    first = noor.get(address)
    assert _drawn(noor, address) <= MOST_QUERIES
    again = noor.get(address)
    assert _text(again) == _text(first)
    assert again["Content-Type"] == first["Content-Type"]
    assert again["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", PAGES)
def test_each_visit_has_a_token_and_keys_of_its_own(live: Live, address: str) -> None:
    noor = live.cast.client("noor")
    visits = [noor.get(address).content.decode() for _time in range(3)]
    tokens = [set(TOKEN.findall(page)) for page in visits]
    keys = [KEY.findall(page) for page in visits]
    assert all(len(one) == 1 for one in tokens)
    assert len(set.union(*tokens)) == 3
    all_keys = [key for page in keys for key in page]
    assert len(set(all_keys)) == len(all_keys)
    assert len({len(page) for page in keys}) == 1


def test_a_form_of_a_remembered_page_works(live: Live) -> None:
    noor = Client(enforce_csrf_checks=True)
    noor.cookies = live.cast.client("noor").cookies
    noor.get(PAGES[0])
    (token,) = set(TOKEN.findall(noor.get(PAGES[0]).content.decode()))
    form = {"csrfmiddlewaretoken": token, "language": "en", "next": PAGES[0]}
    assert noor.post("/taal", form).status_code == 302
    assert "Today" in noor.get(PAGES[0]).content.decode()


@pytest.mark.parametrize("address", PAGES[:2])
def test_what_somebody_does_is_seen_on_the_next_visit(live: Live, address: str) -> None:
    noor = live.cast.client("noor")
    before = [_text(noor.get(address)) for _time in range(2)]
    with make.within(live.cast.waterdal):
        tie = Tie.objects.get(partnership=live.cast.waterdal, last_contact_on="2026-04-20")
    with acting(live.cast.bram):
        record_contact(live.cast.bram, tie, on=timezone.localdate())
    assert before[0] == before[1] != _text(noor.get(address))


def test_whoever_was_taken_out_is_on_no_page_any_more(live: Live) -> None:
    noor = live.cast.client("noor")
    assert "Fatma" in noor.get(PAGES[0]).content.decode()
    with make.within(live.cast.waterdal):
        fatma = Person.objects.get(partnership=live.cast.waterdal, name__startswith="Fatma")
    with acting(live.cast.noor):
        withdraw_person(live.cast.noor, fatma, reason="request")
    assert not [one for one in PAGES if "Fatma" in noor.get(one).content.decode()]


@pytest.mark.parametrize("address", PAGES)
def test_everybody_has_a_page_of_their_own(live: Live, address: str) -> None:
    """Each looks as they would if nobody had looked before."""
    alone: dict[str, str] = {}
    for who in ("noor", "bram", "hanneke", "joost"):
        forget_everything()
        memory._shelves.clear()
        alone[who] = _text(live.cast.client(who).get(address))
    memory._shelves.clear()
    for _time in range(2):
        for who, page in alone.items():
            assert _text(live.cast.client(who).get(address)) == page
    elsewhere = live.cast.client("wim")
    assert elsewhere.get(address).status_code == 404
    assert make.CANARY in elsewhere.get(address.replace("waterdal", "elders")).content.decode()


def test_another_language_or_question_is_another_page(live: Live) -> None:
    noor = live.cast.client("noor")
    pages = {_text(noor.get(PAGES[1])), _text(noor.get(f"{PAGES[1]}?per=organisatie"))}
    noor.cookies["language"] = "en"
    pages.add(_text(noor.get(PAGES[1])))
    assert len(pages) == 3


def test_what_is_told_once_is_told_once(live: Live) -> None:
    noor = live.cast.client("noor")
    noor.get(PAGES[2])
    told, answer = CookieStorage(RequestFactory().get("/")), HttpResponse()
    told.add(SUCCESS, "Kwartelbericht")
    told.update(answer)
    noor.cookies["messages"] = answer.cookies["messages"].value
    assert "Kwartelbericht" in noor.get(PAGES[2]).content.decode()
    assert "Kwartelbericht" not in noor.get(PAGES[2]).content.decode()


def test_a_membership_that_ended_opens_nothing(live: Live) -> None:
    bram = live.cast.client("bram")
    assert bram.get(PAGES[0]).status_code == 200
    with make.within(live.cast.waterdal):
        past = {"starts_on": "2026-01-01", "ends_on": "2026-01-02"}
        Membership.objects.filter(pk=str(live.cast.bram.membership_id)).update(**past)
    assert bram.get(PAGES[0]).status_code == 404


def test_only_so_many_pages_are_kept(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_PAGES", 2)
    noor = live.cast.client("noor")
    for address in PAGES:
        noor.get(address)
    (shelf,) = memory._shelves.values()
    assert len(shelf.pages) == 2
