"""What can wait: reading much that changed, and looking every hour whether something was left."""

from procrastinate.contrib.django import app

from dwarsverband.foundation.access import Actor, later
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.everywhere import everywhere
from dwarsverband.foundation.access.jobs import job
from dwarsverband.foundation.database.tables import rows
from dwarsverband.foundation.search.index import catch_up as read_portion
from dwarsverband.foundation.search.lists import settle
from dwarsverband.foundation.search.models import Stale


@job("search.catch_up")
def catch_up(actor: Actor) -> None:
    """Move what is fresh into the lists, or read a portion of what changed; then go on.

    One of the two: the lists are closed to others until this is kept, and reading takes long.
    """
    if settle(actor) or read_portion(actor):
        later("search.catch_up", actor)


@app.periodic(cron="27 * * * *")
@app.task(name="search.look_after", queueing_lock="search.look_after")
def look_after(timestamp: int) -> None:
    """Tidy the lists, and read what changed outside of actions, in every partnership."""
    _look_after()


@everywhere("search.look_after")
def _look_after(actor: Actor) -> None:
    settle(actor, most_gone=0)
    if Stale.objects.filter(partnership_id=actor.partnership_id).exists():
        later("search.catch_up", actor)


def catch_up_everywhere() -> int:
    """Read all that changed, in every partnership; how many things that were."""
    count = 0
    for (partnership,) in rows("SELECT security.every_partnership()"):
        actor, portion = system(partnership), 1
        while portion:
            with acting(actor, is_reading=True):
                settle(actor)
            with acting(actor):
                portion = read_portion(actor)
            count += portion
    return count
