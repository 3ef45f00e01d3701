"""What can wait in tables: what is past its term goes."""

from procrastinate.contrib.django import app

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.everywhere import everywhere
from dwarsverband.modules.tables.actions.forgetting import destroy_old_invitations


@app.periodic(cron="37 3 * * *")
@app.task(name="tables.end_terms", queueing_lock="tables.end_terms")
def end_terms(timestamp: int) -> None:
    """Destroy what is past its term, in every partnership."""
    _end_terms()


@everywhere("tables.end_terms")
def _end_terms(actor: Actor) -> None:
    destroy_old_invitations(actor)
