"""What can wait: reading much that changed, and looking every hour whether something was left."""

from procrastinate.contrib.django import app

from dwarsverband.foundation.access import Actor, later
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.everywhere import everywhere
from dwarsverband.foundation.access.jobs import job
from dwarsverband.foundation.database.tables import rows
from dwarsverband.foundation.search.index import catch_up as read_portion


@job("search.catch_up")
def catch_up(actor: Actor) -> None:
    """Read a portion of what changed, and ask to go on when there may be more."""
    if read_portion(actor):
        later("search.catch_up", actor)


@app.periodic(cron="27 * * * *")
@app.task(name="search.look_after", queueing_lock="search.look_after")
def look_after(timestamp: int) -> None:
    """Read what changed outside of actions, in every partnership."""
    _look_after()


@everywhere("search.look_after")
def _look_after(actor: Actor) -> None:
    while read_portion(actor):
        pass


def catch_up_everywhere() -> int:
    """Read all that changed, in every partnership; how many things that were."""
    count = 0
    for (partnership,) in rows("SELECT security.every_partnership()"):
        actor = system(partnership)
        with acting(actor):
            while portion := read_portion(actor):
                count += portion
    return count
