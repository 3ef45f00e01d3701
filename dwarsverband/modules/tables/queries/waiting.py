"""What waits for a member at tables: what was promised, who asks to ride along, an invitation."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.accounts.tasks import Task
from dwarsverband.foundation.accounts.waiting import ToCount
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.people import own_people
from dwarsverband.modules.tables.models import Decision, Ride, TableInvitation
from dwarsverband.modules.tables.queries.meetings import promises_of, visible_decisions
from dwarsverband.modules.tables.queries.rides import visible_rides
from dwarsverband.modules.tables.queries.tables import SEES_TABLES, open_tables

# What waits, in a sentence about so many of it.
DECISIONS = ngettext_lazy(
    "%(count)s promise from a table is not done yet.",
    "%(count)s promises from tables are not done yet.",
    "number",
)
RIDES = ngettext_lazy(
    "%(count)s subject asks whether it may ride along with your table.",
    "%(count)s subjects ask whether they may ride along with your table.",
    "number",
)
INVITATIONS = ngettext_lazy(
    "%(count)s invitation to a table waits. You answer with the link in your mail.",
    "%(count)s invitations to tables wait. You answer with the links in your mail.",
    "number",
)


def waits(actor: Actor) -> Iterator[ToCount]:
    """What can wait here; nothing for whoever sees no tables."""
    if actor.role not in SEES_TABLES:
        return
    promised, page = promises_of(actor), f"{address(actor, 'home:today')}#promises"
    yield ToCount("decisions", promised, DECISIONS, _("See what waits"), page, has_day=True)
    yield from _asked(actor)


def _asked(actor: Actor) -> Iterator[ToCount]:
    """What others ask: a place on the agenda, a seat at a table."""
    is_led = Q(table__chair__in=own_people(actor))
    if actor.is_coordinator:
        is_led |= Q(table__chair=None)
    asking = visible_rides(actor).filter(is_led, answer=Ride.Answer.ASKED)
    page = address(actor, "tables:table_list")
    yield ToCount("rides", asking, RIDES, _("Open the tables"), page)
    invited = TableInvitation.objects.filter(
        partnership_id=actor.partnership_id,
        person__in=own_people(actor),
        person__objected_on=None,
        status=TableInvitation.Status.ASKED,
    )
    yield ToCount("invitations", invited, INVITATIONS, _("Open the tables"), page)


def tasks(actor: Actor, member: Membership) -> Iterator[Task]:
    """What a member promised at tables and is not done, and the tables that they lead."""
    own = Person.objects.filter(partnership_id=actor.partnership_id, email=member.user.email)
    promised = visible_decisions(actor).filter(
        state=Decision.State.DOING, owner__in=own.values("pk")
    )
    for one in promised.order_by("due_on", "decided_on", "id"):
        place = address(actor, "tables:table_detail", pk=one.table_id)
        yield Task(one.what, one.table.name, one.due_on, place)
    led = open_tables(actor).filter(chair__in=own.values("pk"), ended_on=None)
    for table in led.order_by("name", "id"):
        place = address(actor, "tables:table_detail", pk=table.pk)
        yield Task(_("Leads this table"), table.name, None, place)
