"""What can wait in tables: handing down who sat together, and what is past its term."""

from uuid import UUID

from procrastinate.contrib.django import app

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.everywhere import everywhere
from dwarsverband.foundation.access.jobs import job
from dwarsverband.modules.network.actions.attendance import record_attendance
from dwarsverband.modules.tables.actions.forgetting import (
    destroy_old_invitations,
    destroy_old_minutes,
)
from dwarsverband.modules.tables.queries.meetings import sat_together


@job("tables.hand_down")
def hand_down(actor: Actor, meeting_id: str) -> None:
    """Let whoever sat together at a meeting be tied; told twice it counts once."""
    told = sat_together(actor, UUID(meeting_id))
    if told is not None:
        record_attendance(
            actor, people=told.people, on=told.on, source=told.table, meeting=meeting_id
        )


@app.periodic(cron="37 3 * * *")
@app.task(name="tables.end_terms", queueing_lock="tables.end_terms")
def end_terms(timestamp: int) -> None:
    """Destroy what is past its term, in every partnership."""
    _end_terms()


@everywhere("tables.end_terms")
def _end_terms(actor: Actor) -> None:
    destroy_old_invitations(actor)
    destroy_old_minutes(actor)
