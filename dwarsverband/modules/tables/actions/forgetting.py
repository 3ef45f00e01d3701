"""What goes here when somebody leaves the network, and what is past its term."""

import re

from django.db.models import Q
from django.utils.translation import gettext

from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.links import links
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables import rules
from dwarsverband.modules.tables.models import (
    Decision,
    Discussion,
    Meeting,
    Ride,
    Table,
    TableInvitation,
    Visitor,
)
from dwarsverband.modules.tables.queries.invitations import invitations_past_term
from dwarsverband.modules.tables.queries.meetings import decisions_past_term, presences_past_term
from dwarsverband.modules.tables.queries.minutes import discussions_past_term, visitors_past_term
from dwarsverband.modules.tables.queries.rides import rides_past_term
from dwarsverband.modules.tables.rules.meetings import may_destroy_old_minutes


def forget_at_tables(actor: Actor, person: Person) -> None:
    """Destroy what tables hold about somebody who leaves; their chairs stay, empty.

    A part of taking them out of the network, under its rule and its line in the log.
    """
    invitations = TableInvitation.objects.filter(partnership_id=actor.partnership_id, person=person)
    keys = list(invitations.values_list("pk", flat=True))
    rides = Ride.objects.filter(partnership_id=actor.partnership_id, chair=person)
    links.destroy(actor, [*keys, *rides.values_list("pk", flat=True)])
    note("tables_tableinvitation", keys)
    invitations.delete()
    _unname(actor, person)


@action(rules.may_destroy_old_invitations)
def destroy_old_invitations(actor: Actor) -> None:
    """Destroy the invitations that are past their term."""
    old = invitations_past_term(actor)
    keys = list(old.values_list("pk", flat=True))
    links.destroy(actor, keys)
    note("tables_tableinvitation", keys)
    old.delete()


@action(may_destroy_old_minutes)
def destroy_old_minutes(actor: Actor) -> None:
    """Destroy who was at meetings, what was said and what was decided there, past its term."""
    for table, old in (
        ("tables_presence", presences_past_term(actor)),
        ("tables_visitor", visitors_past_term(actor)),
        ("tables_discussion", discussions_past_term(actor)),
        ("tables_decision", decisions_past_term(actor)),
        ("tables_ride", rides_past_term(actor)),
    ):
        note(table, old.values_list("pk", flat=True))
        old.delete()


def _unname(actor: Actor, person: Person) -> None:
    """Whoever is named in an agenda or in minutes becomes somebody who is no longer here."""
    own = {"partnership_id": actor.partnership_id}
    name = re.compile(re.escape(person.name), re.IGNORECASE)
    gone = gettext("somebody who is no longer here")
    for decision in Decision.objects.filter(
        Q(what__icontains=person.name) | Q(why__icontains=person.name), **own
    ):
        decision.what = name.sub(gone, decision.what)[:200]
        decision.why = name.sub(gone, decision.why)[:300]
        decision.save(update_fields=["what", "why"])
    for said in Discussion.objects.filter(
        Q(point__icontains=person.name) | Q(said__icontains=person.name), **own
    ):
        said.point = name.sub(gone, said.point)[:200]
        said.said = name.sub(gone, said.said)[:1_000]
        said.save(update_fields=["point", "said"])
    for visitor in Visitor.objects.filter(name__icontains=person.name, **own):
        visitor.name = name.sub(gone, visitor.name)[:120]
        visitor.save(update_fields=["name"])
    for table in Table.objects.filter(purpose__icontains=person.name, **own):
        table.purpose = name.sub(gone, table.purpose)[:300]
        table.save(update_fields=["purpose"])
    for ride in Ride.objects.filter(topic__icontains=person.name, **own):
        ride.topic = name.sub(gone, ride.topic)[:160]
        ride.save(update_fields=["topic"])
    for meeting in Meeting.objects.filter(**own).exclude(agenda=[]):
        told = [name.sub(gone, point)[:200] for point in meeting.agenda]
        if told != meeting.agenda:
            meeting.agenda = told
            meeting.save(update_fields=["agenda"])
