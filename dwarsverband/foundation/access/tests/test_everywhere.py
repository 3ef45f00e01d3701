"""Work by the clock goes on in every partnership, and what was given up is told to that one only."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.everywhere import everywhere, forget_given_up, given_up
from dwarsverband.foundation.access.jobs import MOST_ATTEMPTS
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.accounts.queries import visible_log
from dwarsverband.foundation.database.tables import rows
from tests.answers import in_english, text
from tests.live import Live

begun: list[UUID] = []
breaks_in: set[UUID] = set()


@everywhere("access.test_work")
def _work(actor: Actor) -> None:
    begun.append(actor.partnership_id)
    Theme.objects.update(name_nl="Half")
    if actor.partnership_id in breaks_in:
        raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _start() -> Iterator[None]:
    begun.clear()
    breaks_in.clear()
    yield


@pytest.mark.regression("work by the clock stopped at the first partnership in which it broke")
@pytest.mark.parametrize("where", ["waterdal", "elsewhere"])
def test_what_breaks_in_one_partnership_stops_no_other(live: Live, where: str) -> None:
    breaks_in.add(getattr(live.cast, where).pk)
    _work()
    assert set(begun) == {live.cast.waterdal.pk, live.cast.elsewhere.pk}
    for actor in (live.cast.noor, live.cast.wim):
        with acting(actor):
            is_broken = actor.partnership_id in breaks_in
            assert Theme.objects.filter(name_nl="Half").exists() is not is_broken


def test_it_is_tried_again_there_until_it_succeeds(live: Live) -> None:
    breaks_in.add(live.cast.waterdal.pk)
    _work()
    breaks_in.clear()
    live.work()
    assert begun.count(live.cast.waterdal.pk) == 2
    assert given_up(live.cast.waterdal.pk) == ()


@pytest.mark.regression("a page that was remembered went on saying that all work was done")
def test_what_is_given_up_is_shown_to_its_own_partnership(live: Live) -> None:
    breaks_in.add(live.cast.waterdal.pk)
    _work()
    before = text(in_english(live.cast.client("noor")).get("/waterdal/"))
    assert "Something did not succeed" not in before
    _try_until_it_is_given_up(live)
    with acting(live.cast.noor):
        (line,) = visible_log(live.cast.noor, ("accounts.give_up",))[:]
    assert (line.verdict, line.subject) == ("failed", ())
    assert begun.count(live.cast.waterdal.pk) == 1 + MOST_ATTEMPTS
    (told,) = given_up(live.cast.waterdal.pk)
    assert (told.name, told.count) == ("access.test_work", 1)
    assert given_up(live.cast.elsewhere.pk) == ()
    noor, wim = (in_english(live.cast.client(who)) for who in ("noor", "wim"))
    assert "Something did not succeed" in text(noor.get("/waterdal/"))
    assert "access.test_work" in text(noor.get("/waterdal/privacy"))
    home = live.cast.elsewhere.slug
    assert "Something did not succeed" not in text(wim.get(f"/{home}/"))
    assert "Nothing: all work was done." in text(wim.get(f"/{home}/privacy"))


def test_what_was_given_up_long_ago_is_forgotten(live: Live) -> None:
    breaks_in.add(live.cast.waterdal.pk)
    _work()
    _try_until_it_is_given_up(live)
    assert forget_given_up() == 0
    rows("UPDATE procrastinate_events SET at = at - interval '31 days' RETURNING id")
    assert given_up(live.cast.waterdal.pk) == ()
    assert forget_given_up() == 1


def _try_until_it_is_given_up(live: Live) -> None:
    """Without waiting between the attempts."""
    for _attempt in range(MOST_ATTEMPTS):
        rows("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo' RETURNING id")
        live.work()
